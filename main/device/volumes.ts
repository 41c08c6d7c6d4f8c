// Mirrors StorageManager and MediaProvider's VolumeCache: what is mounted, and which path is on which volume.
import { resolve } from 'node:path';
import type { NewVolume, VolumeState } from '../../contract/rpc/deviceApi.ts';
import type { DirectoryLayers } from './directoryWalk.ts';
import { disksIn } from './disksInside.ts';
import { someFiles } from './knownFolder.ts';
import { realpathOr } from './layer.ts';
import { Listeners } from './listeners.ts';
import { MountedFolder, replaced } from './mountedFolder.ts';
import { mountFiles } from './mountFiles.ts';
import { folderProblem, overlapProblem } from './mountRules.ts';
import type { FileGuard, VolumeReader, VolumeWriter } from './volumeAccess.ts';
import { VolumeGate } from './volumeGate.ts';
import { devicePath } from './volumePath.ts';
import {
  differs,
  identityOfFolder,
  type Presence,
  type VolumeLimits,
  type VolumeRecord,
  VolumeRecords,
} from './volumeRecords.ts';
import { Disk, VolumeSpace } from './volumeSpace.ts';
import {
  awayState,
  detachedState,
  mountedState,
  type Progress,
  specOf,
  UNSCANNED,
  type VolumeSpec,
} from './volumeStates.ts';

/** One mount of a volume: mounted again it is another object, and this one answers EIO. */
export type Volume = VolumeSpec &
  Readonly<{
    /** Where apps see it, without a slash at the end: /storage/emulated/0. */
    path: string;
    files: VolumeReader & VolumeWriter;
    /** The folder and what was changed above it, each by itself. */
    layers(): DirectoryLayers;
    /** For the files that apps open on it. */
    guard: FileGuard;
    /** Why nothing can be said about its files at this moment, in one sentence; null while it is there. */
    problem(): string | null;
    /** Whether a path below it is on a disk that was mounted in the folder, and is not now. */
    isAway(path: string): boolean;
    /** Whether this mount has ended. */
    isDetached(): boolean;
  }>;

/** A place on a volume; `relative` has no slash at either end and is '' for the root. */
export type VolumePath = Readonly<{ volume: Volume; relative: string }>;

type Mounted = {
  readonly volume: Volume;
  readonly gate: VolumeGate;
  readonly space: VolumeSpace;
  readonly source: MountedFolder;
  progress: Progress;
};

export type VolumesOptions = Readonly<{
  /** Folder of everything the device keeps. */
  home: string;
  /** Where the removable volumes are remembered. */
  load?: () => unknown;
  save?: (json: unknown) => void;
  /** Whether this is a state that was saved earlier: nobody has agreed now to what was written through then. */
  isRestored?: boolean;
}>;

export class Volumes {
  /** Paths of the device after files came, went or changed there; who changes some past `files` tells it, too. */
  readonly fileChanges = new Listeners<[paths: readonly string[]]>();
  readonly #home: string;
  readonly #disk: Disk;
  readonly #records: VolumeRecords;
  readonly #mounted = new Map<string, Mounted>();
  /** The last mount of a volume that is not mounted: what was under way on it may still be. */
  readonly #ended = new Map<string, VolumeGate>();
  /** Why a volume that should be mounted is not. */
  readonly #problems = new Map<string, string>();
  readonly #listeners = new Listeners<[]>();
  /** What is built in; it can be unmounted and not taken out. */
  #primary: VolumeSpec | null = null;

  constructor({ home, load = () => null, save = () => undefined, isRestored = false }: VolumesOptions) {
    this.#home = home;
    this.#disk = new Disk(home);
    this.#records = new VolumeRecords({ load, save });
    if (isRestored) this.#records.forgetWriteThrough();
  }

  /**
   * Puts a folder in place of a volume. Nothing is read from it yet.
   * @throws {Error} when the folder is not there, is no folder, or cannot be read, or is to be written through and has
   *   changes above it; with a `code` when the home cannot be written
   */
  mount(spec: VolumeSpec): Volume {
    const folder = resolve(spec.folder);
    const problem = folderProblem(folder);
    if (problem !== null) throw new Error(problem);
    const path = spec.kind === 'primary' ? '/storage/emulated/0' : `/storage/${spec.volumeName.toUpperCase()}`;
    const known = () => this.#records.knownFolder(spec.id);
    const source = new MountedFolder({ folder, isRemovable: spec.kind !== 'primary', known });
    const files = mountFiles(
      { ...spec, folder, problem: () => source.problem(), diskProblem: (at) => source.diskProblem(at) },
      this.#home,
    );
    const space = new VolumeSpace(files, spec.writeThrough ? new Disk(folder) : this.#disk);
    const gate = new VolumeGate(files, space, source);
    const volume: Volume = {
      ...{ ...spec, folder, path, files: gate, guard: gate.guard },
      layers: () => files.layers,
      isAway: (path) => source.isAway(path),
      isDetached: () => !gate.isOpen,
      problem: () =>
        gate.isOpen ? source.problem() : `${spec.description} ${spec.volumeName} is not mounted any more.`,
    };
    gate.changes.add((paths) => this.fileChanges.call(paths.map((each) => devicePath(volume, each))));
    const doubt = source.problem();
    const progress: Progress = doubt === null ? UNSCANNED : { ...UNSCANNED, state: 'missing', problem: doubt };
    const mounted = { volume, gate, space, source, progress };
    this.#mounted.set(spec.id, mounted);
    if (doubt === null && known()?.folder !== realpathOr(folder)) this.#remember(mounted);
    this.#problems.delete(spec.id);
    if (spec.kind === 'primary') this.#primary = { ...spec, folder };
    const { readOnly, quotaBytes } = this.#records.limits(spec.id);
    gate.isReadOnly = readOnly;
    void space.setQuota(quotaBytes).then(() => this.#listeners.call());
    this.#listeners.call();
    return volume;
  }

  /**
   * Puts a removable volume in its slot and mounts it. A folder that was mounted before is the same volume, with all
   * that was changed on it; that of the primary volume, while it is unmounted, is the primary volume. It is written
   * through only when this is asked for, whatever it was the last time.
   * @throws {Error} with one sentence when the folder cannot be read, or is not apart from the other volumes and the home
   */
  async attach(spec: NewVolume): Promise<Volume> {
    const folder = resolve(spec.folder);
    const primary = this.#unmountedPrimary();
    if (primary?.folder === folder) {
      await this.#ended.get(primary.id)?.idle();
      return this.mount({ ...primary, writeThrough: spec.writeThrough === true });
    }
    this.#require(folder);
    const { fsUuid } = this.#records.recordFor({ ...spec, folder });
    await this.#ended.get(fsUuid)?.idle();
    // Somebody else may have been first meanwhile.
    this.#require(folder);
    const record = this.#records.recordFor({ ...spec, folder });
    const before = this.#mounted.get(record.fsUuid);
    if (before !== undefined) this.#end(before);
    const volume = this.mount(specOf(record));
    this.#records.put({ ...record, presence: 'mounted' });
    return volume;
  }

  /**
   * Mounts what is in a slot, as a boot does. What cannot be mounted is told in its state.
   * @param which only what a boot could not mount
   * @param answers whether a folder can be looked at without being held up; one that cannot goes on waiting
   * @returns what is mounted now and was not before
   */
  attachInserted(which: 'all' | 'waiting' = 'all', answers = (_folder: string) => true): readonly Volume[] {
    const isAsked = ({ fsUuid, folder }: VolumeRecord) =>
      !this.#mounted.has(fsUuid) && (which === 'all' || (this.#problems.has(fsUuid) && answers(folder)));
    const waiting = this.#records.all().filter(isAsked);
    const primary = which === 'all' ? this.#unmountedPrimary() : null;
    const builtIn = primary === null || folderProblem(primary.folder) !== null ? [] : [this.mount(primary)];
    const removable = waiting.flatMap((record) => {
      if (record.presence !== 'mounted' && record.presence !== 'unmounted') return [];
      if (this.#ended.get(record.fsUuid)?.isIdle === false) return [];
      try {
        const isOther = differs(record.identity, identityOfFolder(record.folder));
        const problem =
          folderProblem(record.folder) ?? (isOther ? replaced(record.folder) : this.#overlap(record.folder));
        if (problem !== null) throw new Error(problem);
        const volume = this.mount(specOf(record));
        this.#records.put({ ...record, presence: 'mounted' });
        return [volume];
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        const isNew = this.#problems.get(record.fsUuid) !== problem;
        this.#problems.set(record.fsUuid, problem);
        if (isNew) this.#listeners.call();
        return [];
      }
    });
    return [...builtIn, ...removable];
  }

  /** Of what a boot could not mount. */
  waitingFolders(): readonly string[] {
    const isWaiting = (id: string) => !this.#mounted.has(id) && this.#problems.has(id);
    return this.#records.all().flatMap(({ fsUuid, folder }) => (isWaiting(fsUuid) ? [folder] : []));
  }

  /**
   * Ends a mount at once: whatever an app has open on the volume answers EIO from here on. What is under way in the
   * upper layer is ended properly.
   * @throws {Error} for a volume that is not mounted, or the primary one, when it is more than unmounted
   */
  detach(id: string, presence: Exclude<Presence, 'mounted'>): Volume {
    const mounted = this.#required(id);
    const record = this.#records.find(id);
    if (record === null && presence !== 'unmounted')
      throw new Error('The primary volume is built in; it can be unmounted, and not taken out.');
    this.#end(mounted);
    if (record !== null) this.#records.put({ ...record, presence });
    this.#listeners.call();
    return mounted.volume;
  }

  /**
   * Makes a volume read-only, or gives it a size; what is left out stays. Resolves when its free bytes are known.
   * @throws {Error} for a volume that the device does not know
   */
  async setLimits(id: string, change: Partial<VolumeLimits>): Promise<void> {
    if (id !== 'primary' && this.#records.find(id) === null) throw unknownVolume(id);
    this.#records.setLimits(id, change);
    const mounted = this.#mounted.get(id);
    if (mounted !== undefined) {
      const { readOnly, quotaBytes } = this.#records.limits(id);
      mounted.gate.isReadOnly = readOnly;
      if (change.quotaBytes !== undefined) await mounted.space.setQuota(quotaBytes);
    }
    this.#listeners.call();
  }

  /** The state of every volume the device knows: what is built in, then the others in the order they first came. */
  list(): readonly VolumeState[] {
    const removable = this.#records.all().map((record) => this.#mounted.get(record.fsUuid) ?? record);
    const others = [...this.#mounted.values()].filter(({ volume }) => this.#records.find(volume.id) === null);
    const primary = this.#unmountedPrimary();
    const away = primary === null ? [] : [awayState(primary, this.#records.limits(primary.id))];
    const states = [...others, ...removable].map((known) =>
      'gate' in known
        ? mountedState(known, this.#records.limits(known.volume.id))
        : detachedState(known, this.#problems.get(known.fsUuid) ?? null),
    );
    return [...away, ...states];
  }

  /** MediaStore's names of the volumes whose rows apps see. */
  mountedNames(): readonly string[] {
    return [...this.#mounted.values()].flatMap(({ volume, progress }) =>
      progress.state === 'missing' ? [] : [volume.volumeName],
    );
  }

  /** What is mounted; a folder that is missing is waited for. */
  all(): readonly Volume[] {
    return [...this.#mounted.values()].map(({ volume }) => volume);
  }

  /** By MediaStore's name. */
  find(volumeName: string): Volume | null {
    return this.all().find((volume) => volume.volumeName === volumeName) ?? null;
  }

  /** Where a path of the device is; null when it is on no volume. */
  volumeOf(devicePath: string): VolumePath | null {
    for (const { volume } of this.#mounted.values()) {
      if (devicePath === volume.path) return { volume, relative: '' };
      if (devicePath.startsWith(`${volume.path}/`))
        return { volume, relative: devicePath.slice(volume.path.length + 1) };
    }
    return null;
  }

  /** The file on this computer behind a path of the device; null when it is not there, or outside of its volume. */
  realPath(devicePath: string): string | null {
    const place = this.volumeOf(devicePath);
    return place === null ? null : place.volume.files.resolve(place.relative);
  }

  /** Records how far a scan has come. A mount that has ended has nothing to tell any more. */
  update(volume: Volume, progress: Partial<Progress>): void {
    const mounted = this.#mounted.get(volume.id);
    if (mounted === undefined || volume.isDetached()) return;
    const wasScanning = mounted.progress.state === 'scanning';
    const [away] = wasScanning && progress.state === 'ready' ? mounted.source.awaySentences() : [];
    mounted.progress = { ...mounted.progress, ...progress, ...(away === undefined ? {} : { problem: away }) };
    if (wasScanning && progress.state === 'ready') void mounted.space.count().then(() => this.#listeners.call());
    const isLess = progress.files !== undefined && this.#isEmptied(mounted);
    if (mounted.progress.state === 'ready' && (wasScanning || isLess)) this.#remember(mounted);
    this.#listeners.call();
  }

  /**
   * Takes the folder of a volume for right although it is empty, or another one than before, or a disk in it is away;
   * the next scan indexes it.
   * @throws {Error} for a volume that is not mounted, whose folder is not there, or in whose place another card is
   */
  acceptFolder(id: string): Volume {
    const mounted = this.#required(id);
    const problem = mounted.volume.problem();
    if (problem !== null && !mounted.source.isDoubtful) throw new Error(problem);
    mounted.source.accept();
    this.#remember(mounted, []);
    return mounted.volume;
  }

  /** Which disks that were mounted in the folder of a volume are not now: paths below it. */
  awayDisks(id: string): readonly string[] {
    return this.#mounted.get(id)?.source.awayDisks() ?? [];
  }

  /** Remembers the disks that are mounted in the folder of a volume: before there are rows of what is on them. */
  noteDisks({ id, folder }: Volume): void {
    const known = this.#records.knownFolder(id);
    const place = realpathOr(folder);
    if (known?.folder !== place || !this.#mounted.has(id)) return;
    const disks = [...new Set([...known.disks, ...disksIn(place)])].sort();
    this.#records.setKnownFolder(id, { ...known, disks });
  }

  /** Whether a disk was mounted in the folder of a volume since this was asked the last time. */
  hasNewDisks(id: string): boolean {
    return this.#mounted.get(id)?.source.hasNewDisks() ?? false;
  }

  /** What lies in the folders now is as good as any other: there are no rows any more that could be lost. */
  acceptFolders(): void {
    for (const mounted of this.#mounted.values()) if (mounted.source.isDoubtful) this.acceptFolder(mounted.volume.id);
  }

  /** Called after a volume was mounted or its state changed. */
  onChange(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }

  #unmountedPrimary(): VolumeSpec | null {
    return this.#primary === null || this.#mounted.has(this.#primary.id) ? null : this.#primary;
  }

  /** While the folder is there: so that the place where it was is not taken for it. */
  #remember({ volume: { id, folder }, source }: Mounted, away = source.awayDisks()): void {
    const place = realpathOr(folder);
    this.#records.setKnownFolder(id, {
      folder: place,
      identity: identityOfFolder(place),
      files: someFiles(place),
      disks: [...new Set([...disksIn(place), ...away])].sort(),
    });
  }

  /** Whether there are fewer files now than are remembered: what was emptied under our eyes is no riddle later. */
  #isEmptied({ volume, progress }: Mounted): boolean {
    return progress.files < (this.#records.knownFolder(volume.id)?.files.length ?? 0);
  }

  #end({ volume, gate }: Mounted): void {
    gate.close();
    this.#mounted.delete(volume.id);
    this.#ended.set(volume.id, gate);
  }

  #required(id: string): Mounted {
    const mounted = this.#mounted.get(id);
    if (mounted !== undefined) return mounted;
    if (this.#records.find(id) === null && this.#primary?.id !== id) throw unknownVolume(id);
    throw new Error(`The volume ${id} is not mounted.`);
  }

  #require(folder: string): void {
    const problem = folderProblem(folder) ?? this.#overlap(folder);
    if (problem !== null) throw new Error(problem);
  }

  /** A mount whose folder went away is in nobody's way: mounting it again brings it back. */
  #overlap(folder: string): string | null {
    const there = [...this.#mounted.values()].filter(
      ({ volume, progress }) =>
        volume.kind === 'primary' || (progress.state !== 'missing' && volume.problem() === null),
    );
    const mounted = there.map(({ volume }) => volume);
    return overlapProblem(folder, this.#home, mounted);
  }
}

function unknownVolume(id: string): Error {
  return new Error(`The device knows no volume ${id}.`);
}
