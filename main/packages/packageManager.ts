// Mirrors PackageManagerService: what is installed, under which uid.
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { Listeners } from '../device/listeners.ts';

/** Android's first uid for apps. */
const FIRST_APPLICATION_UID = 10_000;

export type InstalledPackage = Readonly<{
  manifest: AndroidManifest;
  uid: number;
  /** Part of the system image: cannot be uninstalled, has no icon in the launcher. */
  system: boolean;
}>;

/** The packages every device has. Their code is ours; they are callers like any other. */
export const SYSTEM_PACKAGES = {
  permissionController: 'com.android.permissioncontroller',
  photoPicker: 'com.android.providers.media.module',
} as const;

export type PackageManagerOptions = Readonly<{
  load(): unknown;
  save(saved: unknown): void;
}>;

type Saved = Readonly<{ nextUid: number; packages: readonly Readonly<{ manifest: AndroidManifest; uid: number }>[] }>;

export class PackageManager {
  readonly #options: PackageManagerOptions;
  readonly #packages = new Map<string, InstalledPackage>();
  readonly #listeners = new Listeners<[packageName: string]>();
  #nextUid = FIRST_APPLICATION_UID;

  constructor(options: PackageManagerOptions) {
    this.#options = options;
    for (const packageName of Object.values(SYSTEM_PACKAGES)) {
      this.#packages.set(packageName, { manifest: systemManifest(packageName), uid: this.#nextUid++, system: true });
    }
    const saved = options.load();
    if (!isSaved(saved)) return;
    for (const { manifest, uid } of saved.packages) {
      this.#packages.set(manifest.packageName, { manifest, uid, system: false });
    }
    this.#nextUid = Math.max(this.#nextUid, saved.nextUid);
  }

  /** Installs, or updates in place: an update keeps the uid. */
  install(manifest: AndroidManifest): InstalledPackage {
    const before = this.#packages.get(manifest.packageName);
    if (before?.system) throw new Error(`${manifest.packageName} is part of the system and cannot be replaced.`);
    const installed = { manifest, uid: before?.uid ?? this.#nextUid++, system: false };
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
    const packages = this.list()
      .filter((installed) => !installed.system)
      .map(({ manifest, uid }) => ({ manifest, uid }));
    this.#options.save({ nextUid: this.#nextUid, packages } satisfies Saved);
    this.#listeners.call(packageName);
  }
}

function systemManifest(packageName: string): AndroidManifest {
  return { packageName, label: 'Android', targetSdk: 36, usesPermissions: [] };
}

function isSaved(value: unknown): value is Saved {
  return typeof value === 'object' && value !== null && 'packages' in value && Array.isArray(value.packages);
}
