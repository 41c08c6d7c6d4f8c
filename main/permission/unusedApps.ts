// Mirrors com.android.permissioncontroller's HibernationJobService: permissions of apps nobody opens any more.
import type { SdkInt } from '../../contract/android/build.ts';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import type { Clock } from '../device/clock.ts';
import type { Store } from '../device/jsonFile.ts';
import {
  hibernate,
  isEligibleForHibernation,
  isHibernationExempt,
  UNUSED_CHECK_INTERVAL_MS,
  unusedAppToggleLabel,
} from './hibernation.ts';
import { permissionApp } from './permissionApp.ts';
import type { PermissionManager } from './permissionManager.ts';
import { revokedNames } from './permissionState.ts';

export type UnusedAppsOptions = Store &
  Readonly<{
    clock: Clock;
    sdk(): SdkInt;
    /** The apps a user has installed. */
    manifests(): readonly AndroidManifest[];
    permissions: PermissionManager;
    isInFront(packageName: string): boolean;
    /** Ends the app's process, if it has one. */
    kill(packageName: string, reason: string): void;
  }>;

/** What is kept of one app. Times are milliseconds since 1970 UTC on the device's clock. */
type Usage = Readonly<{ lastUsed: number; toggle: boolean | null }>;

export class UnusedApps {
  readonly #options: UnusedAppsOptions;
  #usage: Map<string, Usage>;

  constructor(options: UnusedAppsOptions) {
    this.#options = options;
    this.#usage = fromJson(options.load());
    this.#scheduleCheck();
  }

  /** The app was opened, installed, or its permissions were changed by the user: its time starts anew. */
  used(packageName: string): void {
    this.#put(packageName, { ...this.#of(packageName), lastUsed: this.#options.clock.currentTimeMillis() });
  }

  /** The switch on the app's page: its label, and whether it is on; null where Android has none. */
  toggle(manifest: AndroidManifest): Readonly<{ label: string; on: boolean }> | null {
    const label = unusedAppToggleLabel(this.#options.sdk());
    const { toggle } = this.#of(manifest.packageName);
    return label === null ? null : { label, on: !isHibernationExempt({ targetSdk: manifest.targetSdk, toggle }) };
  }

  setToggle(packageName: string, on: boolean): void {
    this.#put(packageName, { ...this.#of(packageName), toggle: on });
  }

  removePackage(packageName: string): void {
    if (this.#usage.delete(packageName)) this.#save(packageName);
  }

  /** What was saved was put back as it was at some time. */
  reload(): void {
    this.#usage = fromJson(this.#options.load());
  }

  /** What the job does each time it runs. */
  check(): void {
    const { clock, sdk, manifests, permissions, isInFront, kill } = this.#options;
    for (const manifest of manifests()) {
      const { packageName, targetSdk } = manifest;
      if (isInFront(packageName)) continue;
      const { lastUsed, toggle } = this.#of(packageName);
      const unusedForMs = clock.currentTimeMillis() - lastUsed;
      if (!isEligibleForHibernation({ sdk: sdk(), targetSdk, toggle, unusedForMs })) continue;
      const before = permissions.states(packageName);
      const after = hibernate(permissionApp(manifest, sdk()), before);
      permissions.apply(packageName, after);
      if (revokedNames(before, after).length > 0) kill(packageName, 'unused app');
    }
  }

  #of(packageName: string): Usage {
    // An app that was never noted was installed before this device kept such notes: its time starts now.
    return this.#usage.get(packageName) ?? { lastUsed: this.#options.clock.currentTimeMillis(), toggle: null };
  }

  #put(packageName: string, usage: Usage): void {
    this.#usage.set(packageName, usage);
    this.#save(packageName);
  }

  #save(packageName: string): void {
    const { put } = this.#options;
    if (put === undefined) this.#options.save(Object.fromEntries(this.#usage));
    else put([packageName], this.#usage.get(packageName));
  }

  #scheduleCheck(): void {
    this.#options.clock.after(UNUSED_CHECK_INTERVAL_MS, () => {
      this.check();
      this.#scheduleCheck();
    });
  }
}

function fromJson(saved: unknown): Map<string, Usage> {
  const usage = new Map<string, Usage>();
  if (typeof saved !== 'object' || saved === null) return usage;
  for (const [packageName, entry] of Object.entries(saved)) {
    if (typeof entry?.lastUsed !== 'number') continue;
    usage.set(packageName, {
      lastUsed: entry.lastUsed,
      toggle: typeof entry.toggle === 'boolean' ? entry.toggle : null,
    });
  }
  return usage;
}
