// Mirrors PackageManagerService: what is installed, under which uid.
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import type { Store } from '../device/jsonFile.ts';
import { Listeners } from '../device/listeners.ts';

/** Android's first uid for apps. */
const FIRST_APPLICATION_UID = 10_000;

export type InstalledPackage = Readonly<{
  manifest: AndroidManifest;
  uid: number;
  /** Part of the system image: cannot be uninstalled, has no icon in the launcher. */
  system: boolean;
  /** Where its APK would lie; one follows from the name where nothing is said. */
  codePath?: string;
  /** Who installed it; nobody where nothing is said. */
  installer?: string;
  /** Milliseconds since 1970 UTC. */
  firstInstallTime?: number;
  /** Of the last install or update, milliseconds since 1970 UTC. */
  lastUpdateTime?: number;
  /** COMPONENT_ENABLED_STATE_…; the default where nothing is said. */
  enabledState?: EnabledState;
}>;

/** What `pm enable` and `pm disable-user` make of a package. */
export type EnabledState = 'enabled' | 'disabled-user';

/** How a package came. */
export type InstallSource = Readonly<{
  /** Milliseconds since 1970 UTC. */
  at?: number;
  /** Who installed it; null for nobody, as before where nothing is said. */
  installer?: string | null;
}>;

/** The packages every device has. Their code is ours; they are callers like any other. */
export const SYSTEM_PACKAGES = {
  permissionController: 'com.android.permissioncontroller',
  photoPicker: 'com.android.providers.media.module',
  shell: 'com.android.shell',
  documentsUi: 'com.android.documentsui',
  externalStorage: 'com.android.externalstorage',
  downloads: 'com.android.providers.downloads',
  cloud: 'com.example.cloud',
  cloudMedia: 'com.example.cloudphotos',
} as const;

/** What pickers and dialogs call those that they name. */
const LABELS: Readonly<Record<string, string>> = {
  [SYSTEM_PACKAGES.documentsUi]: 'Files',
  [SYSTEM_PACKAGES.externalStorage]: 'External Storage',
  [SYSTEM_PACKAGES.downloads]: 'Downloads',
  [SYSTEM_PACKAGES.cloud]: 'Mock cloud',
  [SYSTEM_PACKAGES.cloudMedia]: 'Cloud Photos',
};

/**
 * Process.SHELL_UID, and Process.LAST_APPLICATION_UID, so that apps of older devices keep theirs; the other system packages
 * get the first uids for apps.
 */
const OWN_UIDS: ReadonlyMap<string, number> = new Map([
  [SYSTEM_PACKAGES.shell, 2_000],
  [SYSTEM_PACKAGES.cloudMedia, 19_999],
]);

export type PackageManagerOptions = Store;

type SavedPackage = Omit<InstalledPackage, 'system'>;
type Packages = Readonly<Record<string, SavedPackage>>;
/** `kept`: what was uninstalled and left its data. */
type Saved = Readonly<{ nextUid: number; packages: Packages; kept?: Packages }>;

export class PackageManager {
  readonly #options: PackageManagerOptions;
  readonly #packages = new Map<string, InstalledPackage>();
  readonly #kept = new Map<string, InstalledPackage>();
  readonly #listeners = new Listeners<[packageName: string]>();
  #nextUid = FIRST_APPLICATION_UID;

  constructor(options: PackageManagerOptions) {
    this.#options = options;
    for (const packageName of Object.values(SYSTEM_PACKAGES)) {
      const uid = OWN_UIDS.get(packageName) ?? this.#nextUid++;
      this.#packages.set(packageName, { manifest: systemManifest(packageName), uid, system: true });
    }
    this.#load();
  }

  #load(): void {
    const saved = this.#options.load();
    if (!isSaved(saved)) return;
    for (const installed of Object.values(saved.packages)) {
      this.#packages.set(installed.manifest.packageName, { ...installed, system: false });
    }
    for (const installed of Object.values(saved.kept ?? {})) {
      this.#kept.set(installed.manifest.packageName, { ...installed, system: false });
    }
    this.#nextUid = Math.max(this.#nextUid, saved.nextUid);
  }

  /** Installs, or updates in place: an update keeps the uid, and so does what comes back to the data it left. */
  install(manifest: AndroidManifest, { at, installer }: InstallSource = {}): InstalledPackage {
    const { packageName } = manifest;
    const present = this.#packages.get(packageName);
    if (present?.system) throw new Error(`${packageName} is part of the system and cannot be replaced.`);
    const before = present ?? this.#kept.get(packageName) ?? null;
    const { installer: by, ...kept } = before ?? {};
    const source = installer === undefined ? by : installer;
    const installed: InstalledPackage = {
      ...(at !== undefined && { firstInstallTime: at }),
      ...kept,
      ...(at !== undefined && { lastUpdateTime: at }),
      ...(typeof source === 'string' && { installer: source }),
      ...{ manifest, uid: before?.uid ?? this.#nextUid++, system: false },
    };
    this.#packages.set(packageName, installed);
    this.#changed(packageName, this.#kept.delete(packageName));
    return installed;
  }

  /**
   * Forgets the package, or the data it left; unknown and system packages stay as they are.
   * @param keepsData whether its uid is there for it when it comes back
   */
  uninstall(packageName: string, keepsData = false): void {
    const installed = this.#packages.get(packageName) ?? this.#kept.get(packageName);
    if (installed?.system !== false) return;
    const wasKept = this.#kept.delete(packageName);
    if (keepsData) this.#kept.set(packageName, installed);
    this.#packages.delete(packageName);
    this.#changed(packageName, keepsData || wasKept);
  }

  /** @param state null for the default. Unknown and system packages stay as they are. */
  setEnabled(packageName: string, state: EnabledState | null): void {
    const { enabledState: _, ...installed } = this.#packages.get(packageName) ?? { system: true };
    if (!('uid' in installed) || installed.system) return;
    this.#packages.set(packageName, { ...installed, ...(state !== null && { enabledState: state }) });
    this.#changed(packageName);
  }

  /** What was uninstalled and left its data: PackageManager.MATCH_UNINSTALLED_PACKAGES. */
  kept(): readonly InstalledPackage[] {
    return [...this.#kept.values()];
  }

  find(packageName: string): InstalledPackage | null {
    return this.#packages.get(packageName) ?? null;
  }

  /** Every package, system packages included, in the order of installation. */
  list(): readonly InstalledPackage[] {
    return [...this.#packages.values()];
  }

  /** What was saved was put back as it was at some time. */
  reload(): void {
    const before = new Map(this.#packages);
    for (const { manifest, system } of before.values()) if (!system) this.#packages.delete(manifest.packageName);
    this.#kept.clear();
    this.#nextUid = FIRST_APPLICATION_UID + this.#packages.size - OWN_UIDS.size;
    this.#load();
    for (const name of new Set([...before.keys(), ...this.#packages.keys()]))
      if (JSON.stringify(before.get(name)) !== JSON.stringify(this.#packages.get(name))) this.#listeners.call(name);
  }

  /** Called after an install, an update or an uninstall. */
  onChange(listener: (packageName: string) => void): Disposable {
    return this.#listeners.add(listener);
  }

  #changed(packageName: string, changesKept = false): void {
    const { put } = this.#options;
    const installed = this.#packages.get(packageName);
    if (put === undefined) this.#options.save(this.#saved());
    else {
      // The uid first: one that was counted and never given is no harm, one that is given twice is.
      put(['nextUid'], this.#nextUid);
      put(['packages', packageName], installed && savedPackage(installed));
      const kept = this.#kept.get(packageName);
      if (changesKept) put(['kept', packageName], kept && savedPackage(kept));
    }
    this.#listeners.call(packageName);
  }

  #saved(): Saved {
    const packages = this.list().filter(({ system }) => !system);
    const saved = (each: readonly InstalledPackage[]) =>
      Object.fromEntries(each.map((installed) => [installed.manifest.packageName, savedPackage(installed)]));
    return { nextUid: this.#nextUid, packages: saved(packages), kept: saved(this.kept()) };
  }
}

function systemManifest(packageName: string): AndroidManifest {
  const label = LABELS[packageName] ?? 'Android';
  return { packageName, label, targetSdk: 36, usesPermissions: [] };
}

function savedPackage({ system: _, ...saved }: InstalledPackage): SavedPackage {
  return saved;
}

function isSaved(value: unknown): value is Saved {
  const packages = typeof value === 'object' && value !== null && 'packages' in value ? value.packages : null;
  return typeof packages === 'object' && packages !== null;
}
