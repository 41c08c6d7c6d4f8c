// Mirrors PermissionManagerService: the state of every package's permissions, and who may ask about it.
import type { SdkInt } from '../../contract/android/build.ts';
import type { AndroidManifest, PermissionResult } from '../../contract/android/manifest.ts';
import type { Store } from '../device/jsonFile.ts';
import { Listeners } from '../device/listeners.ts';
import { protectionLevel, requestedPermissions } from '../packages/requestedPermissions.ts';
import { permissionApp } from './permissionApp.ts';
import { resetRuntimePermissions } from './permissionShell.ts';
import type { PermissionFlag, PermissionState, PermissionStates } from './permissionState.ts';
import {
  checkSelfPermission,
  isGrantedWithAppOp,
  NEVER_ASKED,
  PERMISSION_FLAGS,
  rebooted,
  shouldShowRequestPermissionRationale,
  stateOf,
} from './permissionState.ts';
import { updateApp, upgradeOs } from './permissionUpgrade.ts';

export type PermissionManagerOptions = Store &
  Readonly<{
    sdk(): SdkInt;
    manifest(packageName: string): AndroidManifest | null;
    /** Told in one sentence when saved state had to be given up. */
    onProblem?(message: string): void;
  }>;

const GRANTED_AT_INSTALL: PermissionState = { granted: true, flags: new Set() };

export class PermissionManager {
  readonly #options: PermissionManagerOptions;
  readonly #listeners = new Listeners<[packageName: string, changedNames: readonly string[]]>();
  #packages: Map<string, PermissionStates>;

  constructor(options: PermissionManagerOptions) {
    this.#options = options;
    this.#packages = this.#load();
  }

  /** State of every permission the package requests and this device has; empty for an unknown package. */
  states(packageName: string): PermissionStates {
    const manifest = this.#options.manifest(packageName);
    return manifest === null ? {} : packageStates(manifest, this.#options.sdk(), this.#packages.get(packageName) ?? {});
  }

  /** Takes over new states, keeps them over a restart and tells the listeners what changed. */
  apply(packageName: string, states: PermissionStates): void {
    const before = { ...this.#packages.get(packageName), ...this.states(packageName) };
    const changedNames = Object.keys(states).filter((name) => !isSame(stateOf(before, name), stateOf(states, name)));
    if (changedNames.length === 0) return;
    const changes = Object.fromEntries(changedNames.map((name) => [name, stateOf(states, name)]));
    this.#packages.set(packageName, { ...this.#packages.get(packageName), ...changes });
    this.#savePackage(packageName);
    this.#listeners.call(packageName, changedNames);
  }

  /** PackageManager.checkPermission. */
  checkPermission(packageName: string, name: string): PermissionResult {
    return checkSelfPermission(this.states(packageName), name);
  }

  /** What MediaProvider goes by: a session of compatibility does not count as granted. */
  isGrantedWithAppOp(packageName: string, name: string): boolean {
    return isGrantedWithAppOp(this.states(packageName), name);
  }

  shouldShowRequestPermissionRationale(packageName: string, name: string): boolean {
    return shouldShowRequestPermissionRationale(this.states(packageName), name);
  }

  /**
   * An app was replaced by another version of itself; call after the package manager knows the new one.
   * What the new version does not request is forgotten.
   */
  updatePackage(before: AndroidManifest, after: AndroidManifest): void {
    const sdk = this.#options.sdk();
    const states = packageStates(before, sdk, this.#packages.get(after.packageName) ?? {});
    this.#replace(after, sdk, updateApp(states, before, after, sdk));
  }

  /** The device was updated to another Android version; call after its level is the new one. A downgrade changes nothing. */
  upgradeOs(fromSdk: SdkInt, toSdk: SdkInt): void {
    if (toSdk <= fromSdk) return;
    for (const [packageName, kept] of [...this.#packages]) {
      const manifest = this.#options.manifest(packageName);
      if (manifest === null) continue;
      const states = packageStates(manifest, fromSdk, kept);
      this.#replace(manifest, toSdk, upgradeOs({ states, manifest, fromSdk, toSdk }));
    }
  }

  /** pm clear, and one app of pm reset-permissions: as installed. */
  clearPackage(packageName: string): void {
    const manifest = this.#options.manifest(packageName);
    if (manifest === null) return;
    const app = permissionApp(manifest, this.#options.sdk());
    this.apply(packageName, resetRuntimePermissions(app, this.states(packageName)));
  }

  /** Packages of which something is kept: what pm reset-permissions and the search for unused apps go through. */
  packageNames(): readonly string[] {
    return [...this.#packages.keys()];
  }

  /** Forgets an uninstalled package. */
  removePackage(packageName: string): void {
    if (this.#packages.delete(packageName)) this.#savePackage(packageName);
  }

  /** Factory reset: every package is as it was never asked. */
  reset(): void {
    const before = this.#packages;
    this.#packages = new Map();
    this.#save();
    for (const [packageName, states] of before) this.#listeners.call(packageName, Object.keys(states));
  }

  /** What was saved was put back as it was at some time. */
  reload(): void {
    const before = this.#packages;
    this.#packages = this.#load();
    for (const packageName of new Set([...before.keys(), ...this.#packages.keys()])) {
      const [was, is] = [before.get(packageName) ?? {}, this.#packages.get(packageName) ?? {}];
      const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
      const changed = names.filter((name) => !isSame(stateOf(was, name), stateOf(is, name)));
      if (changed.length > 0) this.#listeners.call(packageName, changed);
    }
  }

  /** One-time grants do not live through a reboot; the selection behind them does. */
  rebooted(): void {
    for (const [packageName, states] of [...this.#packages]) this.apply(packageName, afterReboot(states));
  }

  /** Called after each change with the full names it touched. */
  onChange(listener: (packageName: string, changedNames: readonly string[]) => void): Disposable {
    return this.#listeners.add(listener);
  }

  /** Keeps exactly these states of a package, and tells what is different, the forgotten included. */
  #replace(manifest: AndroidManifest, sdk: SdkInt, states: PermissionStates): void {
    const { packageName } = manifest;
    const before = this.#packages.get(packageName) ?? {};
    const initial = packageStates(manifest, sdk, {});
    const entries = Object.entries(states).filter(([name, state]) => !isSame(state, stateOf(initial, name)));
    const after: PermissionStates = Object.fromEntries(entries);
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const changedNames = names.filter((name) => !isSame(stateOf(before, name), stateOf(after, name)));
    this.#packages.set(packageName, after);
    if (changedNames.length === 0) return;
    this.#savePackage(packageName);
    this.#listeners.call(packageName, changedNames);
  }

  #savePackage(packageName: string): void {
    const states = this.#packages.get(packageName);
    if (this.#options.put === undefined) this.#save();
    else this.#options.put(['packages', packageName], states && toJson(afterReboot(states)));
  }

  #save(): void {
    const packages = [...this.#packages].map(([packageName, states]) => [packageName, toJson(afterReboot(states))]);
    this.#options.save({ version: 1, packages: Object.fromEntries(packages) });
  }

  #load(): Map<string, PermissionStates> {
    try {
      const saved = this.#options.load();
      return saved === null || saved === undefined ? new Map() : fromJson(saved);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#options.onProblem?.(`The saved permissions could not be read (${why}); every app has to ask again.`);
      return new Map();
    }
  }
}

/** Of the states kept for a package, those that count on a device of this level; the others wait for theirs. */
export function packageStates(manifest: AndroidManifest, sdk: SdkInt, kept: PermissionStates): PermissionStates {
  const initial = (name: string) => (protectionLevel(name, sdk) === 'normal' ? GRANTED_AT_INSTALL : NEVER_ASKED);
  const { known } = requestedPermissions(manifest, sdk);
  return Object.fromEntries(
    known.map((name) => [name, Object.hasOwn(kept, name) ? stateOf(kept, name) : initial(name)]),
  );
}

/** What is written down: as Android's file, it never says granted for a one-time grant. */
function afterReboot(states: PermissionStates): PermissionStates {
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, rebooted(state)]));
}

function isSame(a: PermissionState, b: PermissionState): boolean {
  return a.granted === b.granted && a.flags.size === b.flags.size && [...a.flags].every((flag) => b.flags.has(flag));
}

function toJson(states: PermissionStates): unknown {
  const entries = Object.entries(states);
  return Object.fromEntries(entries.map(([name, { granted, flags }]) => [name, { granted, flags: [...flags].sort() }]));
}

function fromJson(saved: unknown): Map<string, PermissionStates> {
  const packages = isRecord(saved) && isRecord(saved.packages) ? Object.entries(saved.packages) : null;
  if (packages === null) throw new Error('it is not a list of packages');
  return new Map(packages.map(([packageName, states]) => [packageName, statesFromJson(packageName, states)]));
}

function statesFromJson(packageName: string, states: unknown): PermissionStates {
  if (!isRecord(states)) throw new Error(`${packageName} has no permissions`);
  const entries = Object.entries(states).map(([name, state]) => {
    if (!isRecord(state) || typeof state.granted !== 'boolean' || !Array.isArray(state.flags)) {
      throw new Error(`${name} of ${packageName} has no state`);
    }
    return [name, { granted: state.granted, flags: new Set(state.flags.filter(isFlag)) }] as const;
  });
  return Object.fromEntries(entries);
}

function isFlag(value: unknown): value is PermissionFlag {
  return PERMISSION_FLAGS.some((flag) => flag === value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
