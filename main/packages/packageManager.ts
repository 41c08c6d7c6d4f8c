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
type Saved = Readonly<{ nextUid: number; packages: Readonly<Record<string, SavedPackage>> }>;

export class PackageManager {
  readonly #options: PackageManagerOptions;
  readonly #packages = new Map<string, InstalledPackage>();
  readonly #listeners = new Listeners<[packageName: string]>();
  #nextUid = FIRST_APPLICATION_UID;

  constructor(options: PackageManagerOptions) {
    this.#options = options;
    for (const packageName of Object.values(SYSTEM_PACKAGES)) {
      const uid = OWN_UIDS.get(packageName) ?? this.#nextUid++;
      this.#packages.set(packageName, { manifest: systemManifest(packageName), uid, system: true });
    }
    const saved = options.load();
    if (!isSaved(saved)) return;
    for (const installed of Object.values(saved.packages)) {
      this.#packages.set(installed.manifest.packageName, { ...installed, system: false });
    }
    this.#nextUid = Math.max(this.#nextUid, saved.nextUid);
  }

  /** Installs, or updates in place: an update keeps the uid. */
  install(manifest: AndroidManifest): InstalledPackage {
    const before = this.#packages.get(manifest.packageName);
    if (before?.system) throw new Error(`${manifest.packageName} is part of the system and cannot be replaced.`);
    const installed = { ...before, manifest, uid: before?.uid ?? this.#nextUid++, system: false };
    this.#packages.set(manifest.packageName, installed);
    this.#changed(manifest.packageName);
    return installed;
  }

  /** Forgets the package; unknown and system packages stay as they are. */
  uninstall(packageName: string): void {
    if (this.#packages.get(packageName)?.system !== false) return;
    this.#packages.delete(packageName);
    this.#changed(packageName);
  }

  find(packageName: string): InstalledPackage | null {
    return this.#packages.get(packageName) ?? null;
  }

  /** Every package, system packages included, in the order of installation. */
  list(): readonly InstalledPackage[] {
    return [...this.#packages.values()];
  }

  /** Called after an install, an update or an uninstall. */
  onChange(listener: (packageName: string) => void): Disposable {
    return this.#listeners.add(listener);
  }

  #changed(packageName: string): void {
    const { put } = this.#options;
    const installed = this.#packages.get(packageName);
    if (put === undefined) this.#options.save(this.#saved());
    else {
      // The uid first: one that was counted and never given is no harm, one that is given twice is.
      put(['nextUid'], this.#nextUid);
      put(['packages', packageName], installed && savedPackage(installed));
    }
    this.#listeners.call(packageName);
  }

  #saved(): Saved {
    const packages = this.list().filter(({ system }) => !system);
    const entries = packages.map((installed) => [installed.manifest.packageName, savedPackage(installed)]);
    return { nextUid: this.#nextUid, packages: Object.fromEntries(entries) };
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
