// What starts, stops, installs and clears apps: PackageManager's installer and ActivityManagerService, over the services they tell.
import { join } from 'node:path';
import { Throwable } from '../contract/android/errors.ts';
import type { AndroidManifest } from '../contract/android/manifest.ts';
import type { PhotoAccess, ProcessState } from '../contract/rpc/deviceApi.ts';
import type { ActivityRecords } from './activity/activityRecords.ts';
import type { AppActivities } from './activity/appActivities.ts';
import type { LastAccessed } from './activity/lastAccessed.ts';
import { setPhotoAccess } from './activity/photoAccess.ts';
import type { Screen } from './activity/screen.ts';
import { type CallerServices, SystemCaller } from './activity/systemCaller.ts';
import type { PendingIntents } from './content/pendingIntents.ts';
import type { Clock } from './device/clock.ts';
import type { Device } from './device/device.ts';
import type { Logcat } from './log/logcat.ts';
import { InstallSessions } from './packages/installSessions.ts';
import { type EnabledState, type InstalledPackage, SYSTEM_PACKAGES } from './packages/packageManager.ts';
import type { AppOps } from './permission/appOps.ts';
import type { OneTimePermissions } from './permission/oneTimePermissions.ts';
import { permissionApp } from './permission/permissionApp.ts';
import type { PermissionManager } from './permission/permissionManager.ts';
import { grantRuntimePermission, revokeRuntimePermission } from './permission/permissionShell.ts';
import { revokedNames } from './permission/permissionState.ts';
import type { UnusedApps } from './permission/unusedApps.ts';
import type { DocumentsModule } from './providers/documents/documentsModule.ts';
import type { MediaModule } from './providers/media/mediaModule.ts';
import type { UriGrantsManager } from './uri/uriGrantsManager.ts';

export type AppsServices = CallerServices &
  Readonly<{
    home: string;
    clock: Clock;
    device: Device;
    logcat: Logcat;
    permissions: PermissionManager;
    oneTimePermissions: OneTimePermissions;
    appOps: AppOps;
    unusedApps: UnusedApps;
    uriGrants: UriGrantsManager;
    records: ActivityRecords;
    screen: Screen;
    pendingIntents: PendingIntents;
    media: MediaModule;
    documents: DocumentsModule;
    lastAccessed: LastAccessed;
    appActivities: AppActivities;
  }>;

export class Apps {
  readonly #system: AppsServices;
  readonly #asPicker: SystemCaller;
  readonly installSessions: InstallSessions;

  /** @param system read at each call: it may be built further after this */
  constructor(system: AppsServices) {
    this.#system = system;
    this.installSessions = new InstallSessions(join(system.home, 'staging'));
    this.#asPicker = new SystemCaller(system, SYSTEM_PACKAGES.photoPicker);
  }

  /**
   * Installs, or updates: an update migrates what the app was granted.
   * @param installer who installs it; as before where nothing is said
   * @throws {Error} in PackageManager's words for an authority of another package, installed or the system's
   */
  install(manifest: AndroidManifest, installer?: string | null): InstalledPackage {
    this.#refuseConflicts(manifest);
    const { packages, clock } = this.#system;
    const { packageName } = manifest;
    if (packages.find(packageName) !== null) this.#stopPackage(packageName, 'package replaced');
    const before = (packages.find(packageName) ?? this.#kept(packageName))?.manifest;
    const at = clock.currentTimeMillis();
    const installed = packages.install(manifest, { at, ...(installer !== undefined && { installer }) });
    if (before !== undefined) this.#system.permissions.updatePackage(before, manifest);
    this.#system.unusedApps.used(packageName);
    return installed;
  }

  /**
   * @param keepsData `-k`: what it was granted and what it owns is there for it when it comes back
   * @throws {Throwable} IllegalArgumentException for a package that is not installed, and left nothing
   */
  uninstall(packageName: string, keepsData = false): void {
    if (this.#kept(packageName) === null) this.#installed(packageName);
    if (keepsData) {
      this.#stopPackage(packageName, 'package removed');
      this.#system.packages.uninstall(packageName, true);
      return;
    }
    this.#stopPackage(packageName, 'package removed');
    this.#system.permissions.removePackage(packageName);
    this.#system.appOps.removePackage(packageName);
    this.#system.unusedApps.removePackage(packageName);
    this.#forgetGrants(packageName);
    this.#system.media.packageRemoved(packageName);
    // Last: killed on the way here, the program finds an app that was cleared, and no grants of one that is gone.
    this.#system.packages.uninstall(packageName);
  }

  /**
   * pm enable, pm disable-user: one that is disabled does not run.
   * @param state null for the default. @throws {Throwable} IllegalArgumentException for a package that is not installed
   */
  setEnabled(packageName: string, state: EnabledState | null): void {
    this.#installed(packageName);
    if (state === 'disabled-user') this.#stopPackage(packageName, 'disabled');
    this.#system.packages.setEnabled(packageName, state);
  }

  /**
   * pm clear: the app is as if it had just been installed; what it created stays, without an owner.
   * @throws {Throwable} IllegalArgumentException for a package that is not installed
   */
  clearData(packageName: string): void {
    this.#installed(packageName);
    this.#stopPackage(packageName, 'clear data');
    this.#system.permissions.clearPackage(packageName);
    this.#forgetGrants(packageName);
    this.#system.media.packageRemoved(packageName);
  }

  /** @throws {Error} for a package that is not installed, or a state this app cannot be in on this device */
  async setPhotoAccess(packageName: string, access: PhotoAccess, ids: readonly number[]): Promise<void> {
    const services = { ...this.#system, asPicker: this.#asPicker };
    const before = this.#system.permissions.states(packageName);
    // A session of an app that does not run ends as it begins.
    this.#system.oneTimePermissions.processStateChanged(packageName, this.#system.processes.state(packageName));
    await setPhotoAccess(services, this.#installed(packageName), access, ids);
    if (revokedNames(before, this.#system.permissions.states(packageName)).length > 0)
      this.kill(packageName, 'permissions revoked');
  }

  /** pm grant, pm revoke. @throws {Throwable} what the shell prints */
  setPermission(packageName: string, name: string, granted: boolean): void {
    const { manifest } = this.#installed(packageName);
    const before = this.#system.permissions.states(packageName);
    const target = { packageName, app: permissionApp(manifest, this.#system.device.profile.sdk), states: before };
    const after = granted ? grantRuntimePermission(target, name) : revokeRuntimePermission(target, name);
    this.#system.permissions.apply(packageName, after);
    if (revokedNames(before, after).length > 0) this.kill(packageName, 'permissions revoked');
  }

  /**
   * Opens an app, sends it to the background, or ends its process.
   * @throws {Throwable} IllegalArgumentException for a package that is not installed
   */
  setProcessState(packageName: string, state: ProcessState): void {
    this.#installed(packageName);
    if (state === 'STOPPED') this.kill(packageName, 'stopped by the tester');
    else if (state === 'BACKGROUND') this.#system.processes.toBackground(packageName);
    else this.#system.processes.toFront(packageName);
  }

  /** @throws {Throwable} IllegalArgumentException for a package that is not installed */
  forceStop(packageName: string): void {
    this.#installed(packageName);
    this.#stopPackage(packageName, 'force stop');
  }

  /**
   * Finishes an app's activity: what its results granted it, and it has not taken, ends. The process goes on.
   * @throws {Throwable} IllegalArgumentException for a package that is not installed
   */
  finishActivity(packageName: string): void {
    this.#installed(packageName);
    this.#system.appActivities.end(packageName);
    this.#system.records.finish(packageName);
    this.#system.screen.dismiss(packageName);
    this.#system.processes.toBackground(packageName);
  }

  kill(packageName: string, reason: string): void {
    // Settings can have a picker up for an app that does not run.
    this.#system.screen.dismiss(packageName);
    if (this.#system.processes.state(packageName) === 'STOPPED') return;
    this.#system.logcat.log(
      'I',
      'ActivityManager',
      `Killing ${this.#system.processes.pid(packageName)}:${packageName}: ${reason}`,
    );
    this.#system.processes.kill(packageName);
  }

  /** ActivityManagerService.forceStopPackageLocked: nothing that only lasts for a while is left of a package. */
  #stopPackage(packageName: string, reason: string): void {
    this.kill(packageName, reason);
    this.#system.records.finish(packageName);
    this.#system.uriGrants.removePackage(packageName, false);
    this.#system.pendingIntents.removePackage(packageName);
  }

  /** Also of what was taken, by the package or of its providers. */
  #forgetGrants(packageName: string): void {
    this.#system.uriGrants.removePackage(packageName, true);
    const authorities = this.#system.documents.authoritiesOf(packageName);
    this.#system.lastAccessed.purge(packageName, (authority) => authorities.includes(authority));
  }

  #refuseConflicts({ packageName, providers = [] }: AndroidManifest): void {
    for (const { authority } of providers) {
      const owner = this.#system.documents.ownerOf(authority) ?? packageName;
      if (owner === packageName) continue;
      const what = `provider name ${authority} (in package ${packageName}) is already used by ${owner}`;
      throw new Error(`INSTALL_FAILED_CONFLICTING_PROVIDER: Can't install because ${what}`);
    }
  }

  /** What was uninstalled, and left its data. */
  #kept(packageName: string): InstalledPackage | null {
    const kept = this.#system.packages.kept();
    return kept.find(({ manifest }) => manifest.packageName === packageName) ?? null;
  }

  #installed(packageName: string): InstalledPackage {
    const installed = this.#system.packages.find(packageName);
    if (installed === null) throw new Throwable('IllegalArgumentException', `Unknown package: ${packageName}`);
    return installed;
  }
}
