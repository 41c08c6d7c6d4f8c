// The composition root: every service of the device, built once, in order. The map of main/.
import { join } from 'node:path';
import type { SdkInt } from '../contract/android/build.ts';
import { ACTION_PICK_IMAGES } from '../contract/android/intent.ts';
import type { AndroidManifest } from '../contract/android/manifest.ts';
import { ActivityTaskManager } from './activity/activityTaskManager.ts';
import { GrantPermissions } from './activity/grantPermissions.ts';
import { PickImages } from './activity/pickImages.ts';
import { Processes } from './activity/processes.ts';
import { Screen } from './activity/screen.ts';
import { SystemCaller } from './activity/systemCaller.ts';
import { ContentResolver } from './content/contentResolver.ts';
import { ContentObservers } from './content/observers.ts';
import { DeviceClock } from './device/clock.ts';
import { Device } from './device/device.ts';
import { JsonFile } from './device/jsonFile.ts';
import { Listeners } from './device/listeners.ts';
import { Volumes } from './device/volumes.ts';
import { Journal } from './log/journal.ts';
import { Logcat } from './log/logcat.ts';
import { type InstalledPackage, PackageManager, SYSTEM_PACKAGES } from './packages/packageManager.ts';
import { OneTimePermissions } from './permission/oneTimePermissions.ts';
import { PermissionManager } from './permission/permissionManager.ts';
import { MediaModule } from './providers/media/mediaModule.ts';
import type { SpawnExtractor } from './providers/media/scan/mediaExtractor.ts';
import { UriGrantsManager } from './uri/uriGrantsManager.ts';

export type SystemOptions = Readonly<{
  /** Folder of everything the device keeps. Deleting it is a factory reset. */
  home: string;
  /** The user's folder: the read-only lower layer of the primary volume. */
  folder: string;
  /** Level of a device that was never used before. */
  sdk: SdkInt;
  /** Apps that a new device, or one after a factory reset, has installed. */
  firstBootApps: readonly AndroidManifest[];
  /** Starts the process that parses the user's files. */
  spawnExtractor: SpawnExtractor;
}>;

/** Builds the device and boots it. Its volumes are scanned from here on. @throws {Error} when the folder cannot be read */
export async function startSystem(options: SystemOptions): Promise<System> {
  const system = new System(options);
  system.boot();
  return system;
}

export class System {
  readonly home: string;
  readonly clock = new DeviceClock();
  readonly logcat = new Logcat(this.clock);
  readonly journal = new Journal(this.clock);
  readonly device: Device;
  readonly packages: PackageManager;
  readonly permissions: PermissionManager;
  readonly oneTimePermissions: OneTimePermissions;
  readonly processes = new Processes();
  readonly uriGrants = new UriGrantsManager();
  readonly observers = new ContentObservers();
  readonly resolver: ContentResolver;
  readonly volumes: Volumes;
  readonly media: MediaModule;
  readonly screen = new Screen(this.journal);
  readonly activities = new ActivityTaskManager();
  readonly grantPermissions: GrantPermissions;
  readonly #firstBootApps: readonly AndroidManifest[];
  readonly #listeners = new Listeners<[]>();

  constructor(options: SystemOptions) {
    this.home = options.home;
    this.#firstBootApps = options.firstBootApps;
    const { clock } = this;
    this.device = new Device({ clock, sdk: options.sdk, ...this.#stored('device.json') });
    this.packages = new PackageManager(this.#stored('packages.json'));
    this.permissions = new PermissionManager({
      ...this.#stored('permissions.json'),
      sdk: () => this.device.profile.sdk,
      manifest: (packageName) => this.packages.find(packageName)?.manifest ?? null,
    });
    this.oneTimePermissions = new OneTimePermissions({
      clock,
      permissions: this.permissions,
      kill: (packageName, reason) => this.kill(packageName, reason),
    });
    this.resolver = new ContentResolver({
      hasPermission: (packageName, name) => this.permissions.isGrantedWithAppOp(packageName, name),
      mayReadUri: (packageName, uri) => this.uriGrants.mayRead(packageName, uri),
    });
    this.volumes = new Volumes({ home: this.home });
    this.media = new MediaModule({ ...this, spawnExtractor: options.spawnExtractor });
    this.resolver.publish(this.media.provider);
    const asPicker = new SystemCaller(this, SYSTEM_PACKAGES.photoPicker);
    const pickImages = new PickImages({ ...this, ui: this.screen, asPicker });
    this.grantPermissions = new GrantPermissions({
      ...this,
      pickImages,
      ui: this.screen,
      kill: (packageName, reason) => this.kill(packageName, reason),
    });
    this.activities.register(ACTION_PICK_IMAGES, (call, intent) => pickImages.pickImages(call, intent));
    this.#wire();
    this.volumes.mount({ id: 'primary', volumeName: 'external_primary', kind: 'primary', folder: options.folder });
    if (this.packages.list().every(({ system }) => system)) this.#installFirstBootApps();
  }

  /** Starts scanning what is mounted; the device answers meanwhile. */
  boot(): void {
    this.logcat.log('I', 'boot', `Android API ${this.device.profile.sdk}, boot ${this.device.bootCount}`);
    this.media.scanAll();
  }

  install(manifest: AndroidManifest): InstalledPackage {
    this.kill(manifest.packageName, 'package replaced');
    return this.packages.install(manifest);
  }

  uninstall(packageName: string): void {
    this.kill(packageName, 'package removed');
    this.packages.uninstall(packageName);
    this.permissions.removePackage(packageName);
    this.uriGrants.removePackage(packageName);
    this.media.packageRemoved(packageName);
  }

  kill(packageName: string, reason: string): void {
    if (this.processes.state(packageName) === 'STOPPED') return;
    this.logcat.log('I', 'ActivityManager', `Killing ${this.processes.pid(packageName)}:${packageName}: ${reason}`);
    this.screen.dismiss(packageName);
    this.processes.kill(packageName);
  }

  /** Switches the device off and on: processes, dialogs and what is granted for a session end; selections stay. */
  reboot(): void {
    this.screen.dismissAll();
    this.processes.killAll();
    this.uriGrants.clear();
    this.oneTimePermissions.rebooted();
    this.permissions.rebooted();
    this.device.booted();
    this.boot();
  }

  /** Another Android version on the same device: what is granted stays, as far as that level knows it. */
  setSdk(sdk: SdkInt): void {
    this.device.setSdk(sdk);
    this.reboot();
  }

  /** Forgets apps, permissions, selections and rows. The user's folder is only read, and read again. */
  factoryReset(): void {
    this.screen.dismissAll();
    this.processes.killAll();
    for (const { manifest, system } of this.packages.list()) if (!system) this.uninstall(manifest.packageName);
    this.permissions.reset();
    this.media.reset();
    this.#installFirstBootApps();
    this.reboot();
  }

  /** Takes the clock in hand, or lets the computer's move it again. */
  setClock(kind: 'system' | 'manual'): void {
    if (kind === 'manual') this.clock.setManual();
    else this.clock.setSystem();
    this.#listeners.call();
  }

  /** Moves the manual clock; what was due on the way has happened when this returns. */
  advanceClock(milliseconds: number): void {
    this.clock.advance(milliseconds);
    this.#listeners.call();
  }

  /** How many items are selected for a package. */
  selectedItems(packageName: string): number {
    return this.media.grants.count(packageName, 0);
  }

  /** Called after anything that a tester can see has changed. */
  onChange(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.screen.dismissAll();
    this.processes.killAll();
    await this.media.close();
    this.clock[Symbol.dispose]();
  }

  /** Events announce what already happened; nothing decides here. */
  #wire(): void {
    const changed = () => this.#listeners.call();
    this.processes.onChange((packageName, state) => {
      this.oneTimePermissions.processStateChanged(packageName, state);
      changed();
    });
    this.permissions.onChange((packageName, names) => {
      this.media.permissionsChanged(packageName, names);
      changed();
    });
    this.packages.onChange(changed);
    this.device.onChange(changed);
    this.volumes.onChange(changed);
    this.media.onChange(changed);
  }

  #installFirstBootApps(): void {
    for (const manifest of this.#firstBootApps) this.packages.install(manifest);
  }

  /** One service's small state on disk. */
  #stored(name: string) {
    const file = new JsonFile(join(this.home, name), (sentence) => this.logcat.log('E', 'Scopebox', sentence));
    return { load: () => file.load(), save: (value: unknown) => file.save(value) };
  }
}
