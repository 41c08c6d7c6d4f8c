// The composition root: every service of the device, built once, in order. The map of main/.
import { join } from 'node:path';
import type { SdkInt } from '../contract/android/build.ts';
import { type AndroidManifest, permission } from '../contract/android/manifest.ts';
import type { NewVolume, VolumeState } from '../contract/rpc/deviceApi.ts';
import { ActivityRecords } from './activity/activityRecords.ts';
import { ActivityTaskManager } from './activity/activityTaskManager.ts';
import { AppActivities } from './activity/appActivities.ts';
import { GrantPermissions } from './activity/grantPermissions.ts';
import { LastAccessed } from './activity/lastAccessed.ts';
import { MediaRequests } from './activity/mediaRequests.ts';
import { PickImages } from './activity/pickImages.ts';
import { Processes } from './activity/processes.ts';
import { Screen } from './activity/screen.ts';
import { Settings } from './activity/settings.ts';
import { SystemCaller } from './activity/systemCaller.ts';
import { UiAutomation } from './activity/uiAutomation.ts';
import { AllowedKeys } from './adb/allowedKeys.ts';
import type { ProviderInfo } from './content/contentProvider.ts';
import { ContentResolver } from './content/contentResolver.ts';
import { ContentObservers } from './content/observers.ts';
import { ACTION_MEDIA_REQUEST, PendingIntents } from './content/pendingIntents.ts';
import { DeviceClock } from './device/clock.ts';
import { Device } from './device/device.ts';
import { DeviceChanges } from './device/deviceChanges.ts';
import type { DeviceFiles } from './device/deviceFiles.ts';
import { forcedDisplay } from './device/forcedDisplay.ts';
import { JsonFile, type Store } from './device/jsonFile.ts';
import { Listeners } from './device/listeners.ts';
import { SettingsStore } from './device/settingsStore.ts';
import { finishRestore } from './device/snapshotFiles.ts';
import { Snapshots } from './device/snapshots.ts';
import { type Volume, Volumes } from './device/volumes.ts';
import { Work } from './device/work.ts';
import { Journal } from './log/journal.ts';
import { Logcat } from './log/logcat.ts';
import { QueryLog } from './log/queryLog.ts';
import { PackageManager, SYSTEM_PACKAGES } from './packages/packageManager.ts';
import { AppOps } from './permission/appOps.ts';
import { OneTimePermissions } from './permission/oneTimePermissions.ts';
import { PermissionManager } from './permission/permissionManager.ts';
import type { UnusedApps } from './permission/unusedApps.ts';
import type { MockCloud } from './providers/documents/cloud/mockCloud.ts';
import type { DocumentsModule } from './providers/documents/documentsModule.ts';
import type { SpawnProvider } from './providers/documents/process/pluginProcess.ts';
import { MediaModule } from './providers/media/mediaModule.ts';
import type { StartWatching } from './providers/media/scan/folderWatch.ts';
import type { SpawnExtractor } from './providers/media/scan/mediaExtractor.ts';
import { registerActivities } from './systemActivities.ts';
import { Apps } from './systemApps.ts';
import { Baseline } from './systemBaseline.ts';
import { CloudMedia } from './systemCloudMedia.ts';
import { type CustomProviders, newCustomProviders, publishSystemProviders } from './systemDocuments.ts';
import { newDeviceFiles, newDocuments, newUnusedApps, newUriGrants } from './systemServices.ts';
import type { UriGrantsManager } from './uri/uriGrantsManager.ts';

/** Who holds MANAGE_DOCUMENTS. */
const MANAGES_DOCUMENTS = new Set<string>([SYSTEM_PACKAGES.documentsUi, SYSTEM_PACKAGES.shell]);

/** What is built in. */
export const PRIMARY = {
  id: 'primary',
  volumeName: 'external_primary',
  kind: 'primary',
  description: 'Internal shared storage',
} as const;

export type SystemOptions = Readonly<{
  /** Folder of everything the device keeps. Deleting it is a factory reset. */
  home: string;
  /** The user's folder: the read-only lower layer of the primary volume, unless it is written through. */
  folder: string;
  /** Whether apps change the files of the folder itself. */
  writeThrough?: boolean;
  /** Level of a device that was never used before. */
  sdk: SdkInt;
  /** Apps that a new device, or one after a factory reset, has installed. */
  firstBootApps: readonly AndroidManifest[];
  /** Starts the process that parses the user's files. */
  spawnExtractor: SpawnExtractor;
  /** How folders are watched, where that is not in this thread. */
  startWatching?: StartWatching;
  /** Runs documents providers that people wrote, where the host can. */
  spawnProvider?: SpawnProvider;
  /** Where the clock stands as the device boots, milliseconds since 1970 UTC; the computer's own moves it unless told. */
  clock?: number | null;
  /** Switches the whole device off and on again, after the answer to whoever asked for it is on its way. */
  restart?: () => void;
}>;

/** Builds the device and boots it. Its volumes are scanned from here on. @throws {Error} when the folder cannot be read */
export async function startSystem(options: SystemOptions): Promise<System> {
  const restored = finishRestore(options.home);
  const system = new System(options, restored !== null);
  const saved = restored?.clock.kind === 'manual' ? restored.clock.currentTimeMillis : null;
  const stands = saved ?? (restored === null ? options.clock : null) ?? null;
  if (stands !== null) system.clock.setManual(stands);
  system.boot();
  return system;
}

export class System {
  readonly home: string;
  readonly clock = new DeviceClock();
  readonly logcat = new Logcat(this.clock);
  readonly journal = new Journal(this.clock);
  readonly baseline = new Baseline(this);
  readonly queryLog = new QueryLog(this.clock);
  readonly device: Device;
  readonly packages: PackageManager;
  readonly permissions: PermissionManager;
  readonly oneTimePermissions: OneTimePermissions;
  readonly appOps: AppOps;
  readonly unusedApps: UnusedApps;
  readonly processes = new Processes();
  readonly uriGrants: UriGrantsManager;
  readonly records = new ActivityRecords();
  readonly observers = new ContentObservers();
  readonly resolver: ContentResolver;
  readonly volumes: Volumes;
  readonly files: DeviceFiles;
  readonly adbKeys: AllowedKeys;
  readonly work = new Work();
  readonly changes: DeviceChanges;
  readonly snapshots: Snapshots;
  readonly media: MediaModule;
  readonly documents: DocumentsModule;
  readonly cloud: MockCloud;
  readonly cloudMedia: CloudMedia;
  readonly customProviders: CustomProviders;
  readonly screen = new Screen(this.journal);
  readonly uiAutomation = new UiAutomation({ forcedDisplay: () => forcedDisplay(this.settingsStore) });
  readonly pendingIntents = new PendingIntents();
  readonly appActivities: AppActivities;
  readonly activities: ActivityTaskManager;
  readonly apps: Apps;
  readonly lastAccessed: LastAccessed;
  readonly grantPermissions: GrantPermissions;
  readonly settings: Settings;
  readonly settingsStore: SettingsStore;
  readonly #asPicker: SystemCaller;
  readonly #firstBootApps: readonly AndroidManifest[];
  readonly #listeners = new Listeners<[]>();

  /** @param isRestored whether a snapshot was restored: what is written through has to be agreed to again then */
  constructor(options: SystemOptions, isRestored: boolean) {
    this.home = options.home;
    this.#firstBootApps = options.firstBootApps;
    const { clock } = this;
    const kill = (packageName: string, reason: string) => this.apps.kill(packageName, reason);
    this.device = new Device({ clock, sdk: options.sdk, ...this.#stored('device.json') });
    this.packages = new PackageManager(this.#stored('packages.json'));
    this.permissions = new PermissionManager({
      ...this.#stored('permissions.json'),
      sdk: () => this.device.profile.sdk,
      manifest: (packageName) => this.packages.find(packageName)?.manifest ?? null,
    });
    this.oneTimePermissions = new OneTimePermissions({ clock, permissions: this.permissions, kill });
    this.appOps = new AppOps(this.#stored('appops.json'));
    this.unusedApps = newUnusedApps({ ...this, store: this.#stored('usage.json'), kill });
    this.settingsStore = new SettingsStore(this.#stored('settings.json'));
    this.resolver = this.#newResolver();
    const hasPermission = (packageName: string, name: string) => this.#hasPermission(packageName, name);
    this.uriGrants = newUriGrants({
      ...{ ...this, hasPermission, store: this.#stored('urigrants.json') },
      providerOf: (authority) => this.#providerInfo(authority),
    });
    this.volumes = new Volumes({ home: this.home, isRestored, ...this.#stored('volumes.json') });
    this.files = newDeviceFiles(this);
    this.adbKeys = new AllowedKeys(this.#stored('adbkeys.json'));
    this.#asPicker = new SystemCaller(this, SYSTEM_PACKAGES.photoPicker);
    this.media = this.#newMedia(options);
    this.resolver.publish(this.media.provider);
    this.cloudMedia = new CloudMedia({ ...this, stored: (name) => this.#stored(name) });
    this.documents = newDocuments({ ...this, hasPermission });
    this.cloud = publishSystemProviders({
      ...{ ...this, stored: (name) => this.#stored(name) },
      unmount: (id) => this.unmountVolume(id, 'unmounted'),
    });
    this.customProviders = newCustomProviders({
      ...{ ...this, spawnProvider: options.spawnProvider ?? null, stored: (name) => this.#stored(name), kill },
      install: (manifest) => this.apps.install(manifest),
      uninstall: (packageName) => this.apps.uninstall(packageName),
    });
    const [stopApps, rescan] = [() => this.#stopApps(), () => this.media.scanAll()];
    this.changes = new DeviceChanges({ ...this, stopApps, rescan });
    this.snapshots = this.#newSnapshots(options);
    this.lastAccessed = new LastAccessed(this.#stored('lastaccessed.json'));
    this.appActivities = new AppActivities(this);
    this.activities = new ActivityTaskManager(this);
    this.apps = new Apps(this);
    const shared = { ...this, kill, ui: this.screen, asPicker: this.#asPicker, asProvider: this.#asPicker };
    const wasDeleted = (id: number) => this.media.wasDeleted(id);
    const pickImages = new PickImages({ ...shared, wasDeleted });
    const mediaRequests = new MediaRequests(shared);
    this.grantPermissions = new GrantPermissions({ ...shared, pickImages });
    this.settings = new Settings({ ...shared, pickImages });
    this.activities.registerInternal(ACTION_MEDIA_REQUEST, (caller, intent) => mediaRequests.run(caller, intent));
    registerActivities(this, pickImages);
    this.#wire();
    this.#mountFolders(options, isRestored);
    if (this.packages.list().every(({ system }) => system)) this.#installFirstBootApps();
  }

  #newMedia({ spawnExtractor, startWatching }: SystemOptions): MediaModule {
    const cloudProviders = () => this.cloudMedia.providers();
    const picker = { caller: this.#asPicker, store: this.#stored('picker.json'), cloudProviders };
    return new MediaModule({ ...this, spawnExtractor, ...(startWatching && { startWatching }), picker });
  }

  #mountFolders({ folder, writeThrough = false }: SystemOptions, isRestored: boolean): void {
    this.volumes.mount({ ...PRIMARY, folder, writeThrough: writeThrough && !isRestored });
    this.volumes.attachInserted();
  }

  #newResolver(): ContentResolver {
    return new ContentResolver({
      hasPermission: (packageName, name) => this.#hasPermission(packageName, name),
      mayReadUri: (packageName, uri) => this.uriGrants.mayRead(packageName, uri),
      mayWriteUri: (packageName, uri) => this.uriGrants.mayWrite(packageName, uri),
      hasGrantOf: (packageName, authority) => this.uriGrants.hasGrantOf(packageName, authority),
    });
  }

  #newSnapshots({ folder, restart }: SystemOptions): Snapshots {
    return new Snapshots({
      ...{ ...this, folder, restart: restart ?? null },
      backUpDatabase: (path) => this.media.backUp(path),
      stopApps: () => this.#stopApps(),
    });
  }

  /** MANAGE_DOCUMENTS is a signature permission: of the document picker and of adb shell, and of nobody who asks for it. */
  #hasPermission(packageName: string, name: string): boolean {
    if (name === permission.MANAGE_DOCUMENTS) return MANAGES_DOCUMENTS.has(packageName);
    if (name === permission.MANAGE_CLOUD_MEDIA_PROVIDERS) return packageName === SYSTEM_PACKAGES.photoPicker;
    return this.permissions.isGrantedWithAppOp(packageName, name);
  }

  /** PackageManager.resolveContentProvider: its process running or not. */
  #providerInfo(authority: string): ProviderInfo | null {
    const { info } = this.media.provider;
    return authority === info.authority ? info : this.documents.providerInfo(authority);
  }

  /** Puts a folder in as an SD card or a USB drive. @throws {Error} in one sentence, when it cannot be mounted */
  async mountVolume(asked: NewVolume): Promise<VolumeState> {
    const volume = await this.volumes.attach(asked);
    this.#log(volume, volume.writeThrough ? 'mounted write-through' : 'mounted');
    this.media.volumeMounted(volume);
    const state = this.volumes.list().find(({ id }) => id === volume.id);
    if (state === undefined) throw new Error(`${volume.description} was taken out while it was being mounted.`);
    return state;
  }

  /** Ends a mount: in order, or by pulling the volume out. @throws {Error} for one that is not mounted or built in */
  async unmountVolume(id: string, presence: 'unmounted' | 'ejected' | 'removed'): Promise<void> {
    const volume = this.volumes.detach(id, presence);
    this.#log(volume, presence);
    await this.media.volumeUnmounted(volume);
  }

  /** Indexes the folder of a volume although it is empty, or another one than before. @throws {Error} in one sentence */
  indexAsItIs(id: string): void {
    const volume = this.volumes.acceptFolder(id);
    this.#log(volume, 'indexed as it is');
    this.media.volumeReturned(volume);
  }

  /** Starts scanning what is mounted; the device answers meanwhile. */
  boot(): void {
    this.logcat.log('I', 'boot', `Android API ${this.device.profile.sdk}, boot ${this.device.bootCount}`);
    this.changes.recover((sentence) => this.logcat.log('W', 'Scopebox', sentence));
    this.uriGrants.boot();
    this.media.dropUnusableGrants();
    this.media.scanAll();
    this.cloud.boot();
    this.cloudMedia.boot();
  }

  /** Switches the device off and on: processes, dialogs and what is granted for a session end; selections stay. */
  reboot(): void {
    this.#stopApps();
    this.records.clear();
    this.pendingIntents.clear();
    this.oneTimePermissions.rebooted();
    this.permissions.rebooted();
    this.device.booted();
    this.volumes.attachInserted();
    this.boot();
  }

  /** An update to another Android version: grants are migrated as Android does; going back only hides what is newer. */
  setSdk(sdk: SdkInt): void {
    const before = this.device.profile.sdk;
    this.device.setSdk(sdk);
    this.permissions.upgradeOs(before, sdk);
    this.reboot();
  }

  /** Forgets apps, permissions, selections and rows. The user's folder is read again, and never changed by this. */
  factoryReset(): void {
    this.#stopApps();
    for (const { manifest, system } of this.packages.list()) if (!system) this.apps.uninstall(manifest.packageName);
    this.permissions.reset();
    this.appOps.reset();
    this.settingsStore.reset();
    this.device.reset();
    this.media.reset();
    this.cloud.reset();
    this.cloudMedia.reset();
    this.files.reset();
    this.adbKeys.reset();
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
    this.#stopApps();
    await this.work.idle();
    await this.cloud.close();
    await this.media.close();
    this.clock[Symbol.dispose]();
  }

  /** Events announce what already happened; nothing decides here. */
  #wire(): void {
    const changed = () => this.#listeners.call();
    this.processes.onChange((packageName, state) => {
      this.oneTimePermissions.processStateChanged(packageName, state);
      // Coming to the front and leaving it both count: an app that stays in front is used all the while.
      if (state !== 'STOPPED') this.unusedApps.used(packageName);
      changed();
    });
    this.permissions.onChange((packageName, names) => {
      this.media.permissionsChanged(packageName, names);
      changed();
    });
    this.packages.onChange(changed);
    this.appOps.onChange(changed);
    this.device.onChange(changed);
    this.volumes.onChange(changed);
    this.work.onChange(changed);
    this.media.onChange(changed);
    this.cloud.onChange(changed);
    this.cloudMedia.onChange(changed);
    this.documents.onChange(changed);
    this.uriGrants.onChange(changed);
    this.records.onFinish((record) => this.uriGrants.ownerEnded(record));
  }

  #log({ description, volumeName, folder }: Volume, what: string): void {
    this.logcat.log('I', 'StorageManagerService', `${description} ${volumeName} ${what} (${folder})`);
  }

  #stopApps(): void {
    this.screen.dismissAll();
    this.processes.killAll();
  }

  #installFirstBootApps(): void {
    for (const manifest of this.#firstBootApps) this.apps.install(manifest);
  }

  /** One service's small state on disk. */
  #stored(name: string): Store {
    const file = new JsonFile(join(this.home, name), (sentence) => this.logcat.log('E', 'Scopebox', sentence));
    return this.baseline.watch(name, file);
  }
}
