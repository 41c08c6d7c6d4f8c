// The device as it was at a moment that a tester chose: what makes one test begin as every other does.
import type { NewVolume, VolumeState } from '../contract/rpc/deviceApi.ts';
import type { ActivityRecords } from './activity/activityRecords.ts';
import type { LastAccessed } from './activity/lastAccessed.ts';
import type { Processes } from './activity/processes.ts';
import type { Screen } from './activity/screen.ts';
import type { PendingIntents } from './content/pendingIntents.ts';
import type { DeviceClock } from './device/clock.ts';
import type { Device } from './device/device.ts';
import type { DeviceFiles } from './device/deviceFiles.ts';
import type { Store } from './device/jsonFile.ts';
import type { SettingsStore } from './device/settingsStore.ts';
import type { Volume, Volumes } from './device/volumes.ts';
import type { Journal } from './log/journal.ts';
import type { PackageManager } from './packages/packageManager.ts';
import type { AppOps } from './permission/appOps.ts';
import type { OneTimePermissions } from './permission/oneTimePermissions.ts';
import type { PermissionManager } from './permission/permissionManager.ts';
import type { UnusedApps } from './permission/unusedApps.ts';
import type { MockCloud } from './providers/documents/cloud/mockCloud.ts';
import type { MediaModule } from './providers/media/mediaModule.ts';
import type { CloudMedia } from './systemCloudMedia.ts';
import type { UriGrantsManager } from './uri/uriGrantsManager.ts';

export type BaselineServices = Readonly<{
  clock: DeviceClock;
  device: Device;
  journal: Journal;
  packages: PackageManager;
  permissions: PermissionManager;
  oneTimePermissions: OneTimePermissions;
  appOps: AppOps;
  unusedApps: UnusedApps;
  settingsStore: SettingsStore;
  uriGrants: UriGrantsManager;
  lastAccessed: LastAccessed;
  volumes: Volumes;
  files: DeviceFiles;
  media: MediaModule;
  cloud: MockCloud;
  cloudMedia: CloudMedia;
  processes: Processes;
  records: ActivityRecords;
  screen: Screen;
  pendingIntents: PendingIntents;
  mountVolume(volume: NewVolume): Promise<unknown>;
  unmountVolume(id: string, presence: 'unmounted' | 'ejected'): Promise<void>;
}>;

type Mark = Readonly<{
  /** What each service had written down, by the name of its file. */
  stores: ReadonlyMap<string, string>;
  clock: Readonly<{ kind: 'system' | 'manual'; currentTimeMillis: number }>;
  volumes: readonly Volume[];
  /** What their scans had told. */
  states: readonly VolumeState[];
  /** Whose changes there were already, and could not be told from later ones. */
  changed: readonly Volume[];
  listeners: readonly Disposable[];
}>;

/** Remembers every service's file, and puts back those that were written since. */
export class Baseline {
  /** Read when it is needed: it is built further after this. */
  readonly #system: BaselineServices;
  readonly #stores = new Map<string, Store>();
  /** Files that were written, and volumes that were changed, since the mark. */
  readonly #written = new Set<string>();
  readonly #changed = new Set<Volume>();
  #mark: Mark | null = null;

  constructor(system: BaselineServices) {
    this.#system = system;
  }

  /** A service's store, watched. */
  watch(name: string, store: Store): Store {
    this.#stores.set(name, store);
    return {
      load: () => store.load(),
      save: (json) => {
        this.#written.add(name);
        store.save(json);
      },
      put: (path, value) => {
        this.#written.add(name);
        store.put?.(path, value);
      },
    };
  }

  /** The device is to be like this again. */
  mark(): void {
    const { clock, volumes, media } = this.#system;
    for (const listener of this.#mark?.listeners ?? []) listener[Symbol.dispose]();
    const mounted = volumes.all();
    this.#written.clear();
    this.#changed.clear();
    media.mark();
    this.#mark = {
      stores: new Map([...this.#stores].map(([name, store]) => [name, JSON.stringify(store.load() ?? null)])),
      clock: { kind: clock.kind, currentTimeMillis: clock.currentTimeMillis() },
      volumes: mounted,
      states: volumes.list(),
      changed: mounted.filter((volume) => !volume.writeThrough && !volume.layers().upper.isUntouched()),
      listeners: mounted.map((volume) => volume.layers().upper.changes.add(() => this.#changed.add(volume))),
    };
  }

  /**
   * Stops every app and puts back what was changed since the mark. Nothing of the user's folders changes.
   * @throws {Error} in one sentence, when that is not possible
   */
  async reset(): Promise<void> {
    const { screen, processes, records, pendingIntents, media } = this.#system;
    const mark = this.#mark;
    if (mark === null) throw new Error('This device was not marked since it started; mark it before it is reset.');
    const lost = [...this.#changed].find((volume) => volume.writeThrough || mark.changed.includes(volume));
    if (lost !== undefined) throw new Error(whyLost(lost));
    screen.dismissAll();
    processes.killAll();
    records.clear();
    pendingIntents.clear();
    await media.idle();
    this.#resetServices(mark);
    const isMounted = await this.#resetVolumes(mark);
    await media.undo();
    this.#resetClock(mark);
    if (isMounted) media.scanAll();
    else this.#resetProgress(mark);
    this.#written.clear();
    this.#changed.clear();
  }

  #resetServices({ stores }: Mark): void {
    const system = this.#system;
    system.oneTimePermissions.rebooted();
    const written = [...this.#written];
    for (const name of written) this.#stores.get(name)?.save(JSON.parse(stores.get(name) ?? 'null'));
    const has = (...names: readonly string[]) => names.some((name) => written.includes(name));
    // In the order in which they look at each other.
    if (has('device.json')) system.device.reload();
    if (has('packages.json')) system.packages.reload();
    if (has('permissions.json')) system.permissions.reload();
    if (has('appops.json')) system.appOps.reload();
    if (has('usage.json')) system.unusedApps.reload();
    if (has('settings.json')) system.settingsStore.reload();
    if (has('lastaccessed.json')) system.lastAccessed.reload();
    system.uriGrants.boot();
    if (has('cloud.json')) system.cloud.reset();
    if (has('cloudmedia.json', 'picker.json')) system.cloudMedia.reset();
    system.files.reset();
  }

  /** @returns whether one was put in or taken out */
  async #resetVolumes(mark: Mark): Promise<boolean> {
    const { volumes, mountVolume, unmountVolume } = this.#system;
    for (const volume of this.#changed) if (!volume.isDetached()) volume.files.clear();
    const mounted = volumes.all();
    const added = mounted.filter((volume) => !mark.volumes.some(({ id }) => id === volume.id));
    const removed = mark.volumes.filter((volume) => !mounted.some(({ id }) => id === volume.id));
    await this.#resetLimits(mark);
    for (const { id } of added) await unmountVolume.call(this.#system, id, 'ejected');
    volumes.attachInserted();
    for (const volume of removed.filter(({ id }) => !volumes.all().some((each) => each.id === id)))
      if (volume.kind !== 'primary') await mountVolume.call(this.#system, { ...volume, kind: volume.kind });
    return added.length + removed.length > 0;
  }

  async #resetLimits({ states }: Mark): Promise<void> {
    const { volumes } = this.#system;
    const now = volumes.list();
    for (const { id, readOnly, quotaBytes } of states) {
      const limits = now.find((each) => each.id === id);
      if (limits === undefined || (limits.readOnly === readOnly && limits.quotaBytes === quotaBytes)) continue;
      await volumes.setLimits(id, { readOnly, quotaBytes });
    }
  }

  /** A scan on the way counted what it looked at. */
  #resetProgress({ states }: Mark): void {
    const { volumes } = this.#system;
    for (const { id, state, files, indexed, skipped, total } of states) {
      const volume = volumes.all().find((mounted) => mounted.id === id);
      if (volume !== undefined && state === 'ready') volumes.update(volume, { files, indexed, skipped, total });
    }
  }

  #resetClock({ clock: { kind, currentTimeMillis } }: Mark): void {
    const { clock } = this.#system;
    if (kind === 'manual') clock.setManual(currentTimeMillis);
    else if (clock.kind === 'manual') clock.setSystem();
  }
}

function whyLost({ description, folder, writeThrough }: Volume): string {
  return writeThrough
    ? `${description} is mounted write-through: what apps changed in ${folder} cannot be undone.`
    : `${description} had changes when this device was marked, and has others now: drop or apply them, then mark it again.`;
}
