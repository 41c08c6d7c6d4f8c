// Mirrors the MediaProvider module as a whole: database, scanner, grants, thumbnails and the provider in front of them.
import { join, posix } from 'node:path';
import { VERSION_CODES } from '../../../contract/android/build.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import type { ThumbnailSize } from '../../content/contentProvider.ts';
import type { ContentObservers } from '../../content/observers.ts';
import type { PendingIntents } from '../../content/pendingIntents.ts';
import type { Clock } from '../../device/clock.ts';
import type { Device } from '../../device/device.ts';
import { JsonFile } from '../../device/jsonFile.ts';
import { Listeners } from '../../device/listeners.ts';
import type { Volume, Volumes } from '../../device/volumes.ts';
import type { Logcat } from '../../log/logcat.ts';
import type { QueryLog } from '../../log/queryLog.ts';
import type { PackageManager } from '../../packages/packageManager.ts';
import type { AppOps } from '../../permission/appOps.ts';
import type { PermissionManager } from '../../permission/permissionManager.ts';
import type { UriGrantsManager } from '../../uri/uriGrantsManager.ts';
import { albumArtOf } from './albumArt.ts';
import { accessOf } from './callerAccess.ts';
import { ChangeNotices } from './changeNotices.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import { openMediaDatabase } from './db/openMediaDatabase.ts';
import { ScannedFiles } from './db/scannedFiles.ts';
import { FfmpegFrameGrabber, FrameGrabbers } from './frameGrabber.ts';
import { MediaCli } from './mediaCli.ts';
import { MediaEdits } from './mediaEdits.ts';
import { grantsSurvive, MediaGrants } from './mediaGrants.ts';
import { MediaInspection } from './mediaInspection.ts';
import { type ItemRow, MediaItems } from './mediaItems.ts';
import { MediaProvider } from './mediaProvider.ts';
import { PageFrameGrabber } from './pageFrameGrabber.ts';
import { PickerModule, type PickerModuleOptions } from './pickerModule.ts';
import { RedactedUris } from './redactedUris.ts';
import { Redaction } from './redaction.ts';
import { type StartWatching, watchFolder } from './scan/folderWatch.ts';
import { MediaExtractor, type SpawnExtractor } from './scan/mediaExtractor.ts';
import { MediaScanner } from './scan/mediaScanner.ts';
import { VolumesAway } from './scan/volumesAway.ts';
import { Watchers } from './scan/watchers.ts';
import { ScanCalls } from './scanCalls.ts';
import { Thumbnails } from './thumbnails.ts';
import { announceVolumes } from './volumeNotices.ts';
import { IdleMaintenance } from './write/idleMaintenance.ts';
import { ItemAccess } from './write/itemAccess.ts';
import { MediaWriter } from './write/mediaWriter.ts';

const TAG = 'MediaProvider';

/** Files that are looked at one by one after an undo; for more a scan is faster. */
const MOST_LOOKED_AT = 500;

export type MediaModuleOptions = Readonly<{
  home: string;
  clock: Clock;
  device: Device;
  logcat: Logcat;
  queryLog: QueryLog;
  packages: PackageManager;
  permissions: PermissionManager;
  appOps: AppOps;
  uriGrants: UriGrantsManager;
  pendingIntents: PendingIntents;
  observers: ContentObservers;
  volumes: Volumes;
  spawnExtractor: SpawnExtractor;
  /** How the folders are watched, where that is not in this thread. */
  startWatching?: StartWatching;
  picker: PickerModuleOptions;
}>;

export class MediaModule {
  readonly provider: MediaProvider;
  readonly grants: MediaGrants;
  readonly inspection: MediaInspection;
  readonly picker: PickerModule;
  /** The pages that decode videos for the device. */
  readonly pageFrames: PageFrameGrabber;
  readonly #options: MediaModuleOptions;
  readonly #database: MediaDatabase;
  readonly #extractor: MediaExtractor;
  readonly #scanner: MediaScanner;
  readonly #thumbnails: Thumbnails;
  readonly #writer: MediaWriter;
  readonly #idle: IdleMaintenance;
  readonly #watchers: Watchers;
  readonly #away: VolumesAway;
  readonly #listeners = new Listeners<[]>();

  /** @throws {Error} when the home cannot be written */
  constructor(options: MediaModuleOptions) {
    this.#options = options;
    const { home, volumes, clock, uriGrants } = options;
    const log = (sentence: string) => options.logcat.log('W', TAG, sentence);
    const database = openMediaDatabase(join(home, 'media', 'external.db'), log);
    this.#database = database;
    const unreadable = new JsonFile(join(home, 'media', 'unreadable.json'), log);
    this.#extractor = new MediaExtractor({ spawn: options.spawnExtractor, log, store: unreadable });
    this.#extractor.start();
    const notices = new ChangeNotices(options);
    announceVolumes(options);
    database.onCommit((changes) => {
      notices.announce(changes);
      this.#listeners.call();
    });
    const store = scannerStore(database);
    this.#scanner = new MediaScanner({ volumes, store, extractor: this.#extractor, clock, log });
    const start = options.startWatching ?? watchFolder;
    this.#watchers = new Watchers({ volumes, scanner: this.#scanner, start, log });
    this.#away = new VolumesAway({
      volumes,
      returned: (volume) => this.volumeReturned(volume),
      gone: (volume) => void this.#scanner.scanVolume(volume),
      mounted: (volume) => this.volumeMounted(volume),
    });
    this.grants = new MediaGrants(database);
    this.pageFrames = new PageFrameGrabber({ extractor: this.#extractor });
    const frames = new FrameGrabbers([this.pageFrames, new FfmpegFrameGrabber()]);
    this.#thumbnails = new Thumbnails({ cacheFolder: join(home, 'thumbnails'), extractor: this.#extractor, frames });
    this.pageFrames.onAvailable(() => this.#thumbnails.retryVideos());
    const redaction = new Redaction({ ...options, redaction: (...asked) => this.#extractor.redaction(...asked) });
    const mountedVolumes = () => volumes.mountedNames();
    const access = new ItemAccess({ ...options, database, mountedVolumes });
    const items = new MediaItems({
      ...{ ...options, database, access, redaction },
      realPath: (path) => volumes.realPath(path),
      // What is read of the built-in volume needs no guard: it cannot be taken out.
      guard: (path) => removable(volumes.volumeOf(path)?.volume)?.guard,
      thumbnail: (row, size) => this.#thumbnail(row, size),
      openForWriting: (call, match, mode) => writer.openForWriting(call, match, mode),
    });
    const mayRead = uriGrants.mayRead.bind(uriGrants);
    this.picker = new PickerModule({ ...options, database, items, redaction, mayRead, mountedVolumes });
    const scanFile = (path: string) => this.#scanner.scanFile(path);
    const writer = new MediaWriter({
      ...{ ...options, database, access, redaction, mountedVolumes, scanFile },
      hold: (paths) => this.#scanner.hold(paths),
      dropThumbnails: (id) => this.#thumbnails.drop(id),
      beginBatch: () => beginBatch(database, notices),
    });
    this.#writer = writer;
    const thumbnailOutcome = (id: number) => this.#thumbnails.outcomeOf(id);
    const extractor = this.#extractor;
    this.inspection = new MediaInspection({ ...options, database, extractor, mountedVolumes, thumbnailOutcome });
    this.#idle = this.#newIdleMaintenance();
    this.provider = this.#newProvider(items);
  }

  #newIdleMaintenance(): IdleMaintenance {
    return new IdleMaintenance({
      ...this.#options,
      database: this.#database,
      writer: this.#writer,
      grants: this.grants,
      rescan: () => this.#rescan(),
      pruneThumbnails: (exists) => this.#thumbnails.prune(exists),
    });
  }

  #newProvider(items: MediaItems): MediaProvider {
    const options = this.#options;
    const database = this.#database;
    const writer = this.#writer;
    return new MediaProvider({
      ...options,
      ...{ items, picker: this.picker.provider, picked: this.picker.picked, cloud: this.picker },
      database,
      writer,
      edits: new MediaEdits({ ...options, database, writer }),
      cli: new MediaCli({ folder: join(options.home, 'media'), packages: options.packages, cloud: this.picker }),
      redactedUris: new RedactedUris(database),
      scans: new ScanCalls({ ...options, database, scanner: this.#scanner }),
      runIdleMaintenance: (signal) => this.#idle.run(signal),
      grants: this.grants,
      mountedVolumes: () => options.volumes.mountedNames(),
      scanningVolume: () => options.volumes.list().find(({ state }) => state === 'scanning')?.volumeName ?? null,
    });
  }

  /** Scans every volume, and watches each for what happens afterwards. */
  scanAll(): void {
    for (const volume of this.#options.volumes.all()) {
      // Said before its turn comes: whoever waits for the scan must not take the last one's end for this one's.
      // One whose folder is missing has rows that nobody may see.
      const problem = volume.problem();
      this.#options.volumes.update(volume, problem === null ? { state: 'scanning' } : { state: 'missing', problem });
    }
    const recovered = this.#recovered();
    for (const volume of this.#options.volumes.all())
      this.#watchers.watch(
        volume,
        recovered.then(() => this.#scanner.scanVolume(volume)),
      );
  }

  /** Scans a volume that was mounted while the device runs, and watches it. */
  volumeMounted(volume: Volume): void {
    this.#watchers.watch(
      volume,
      this.#recovered().then(() => this.#scanner.scanVolume(volume)),
    );
  }

  /** Scans a volume whose folder is there again, and watches what is there now: file watches go with what they watch. */
  volumeReturned(volume: Volume): void {
    void this.#watchers.unwatch(volume).then(() => this.volumeMounted(volume));
  }

  /** What a killed process left half done is put right first: the scan would take it for files gone and files new. */
  #recovered(): Promise<void> {
    return this.#writer.recover().catch((error: unknown) => {
      this.#options.logcat.log('E', TAG, `Moves of files were not put right: ${String(error)}`);
    });
  }

  /** Lets go of a volume that is not mounted any more; its rows wait for its return. */
  async volumeUnmounted(volume: Volume): Promise<void> {
    // Whoever waits for a paused scan would wait for good.
    this.#scanner.resume(volume);
    await this.#watchers.unwatch(volume);
  }

  /** MediaProvider's app-op listener: a selection ends when its package leaves the state it belongs to. */
  permissionsChanged(packageName: string, names: readonly string[]): void {
    const access = accessOf(this.#options, packageName);
    if (names.every((name) => grantsSurvive(name, access))) return;
    if (this.grants.count(packageName, 0) > 0) this.grants.revokeAll([packageName], 0);
  }

  /**
   * Ends the selections of packages that may not use them: the program was killed between a permission and its selection.
   * A level that knows no selections leaves them to wait for one that does.
   */
  dropUnusableGrants(): void {
    if (this.#options.device.profile.sdk < VERSION_CODES.UPSIDE_DOWN_CAKE) return;
    const unusable = this.grants.packageNames().filter((name) => !accessOf(this.#options, name).userSelectedMode);
    if (unusable.length > 0) this.grants.revokeAll(unusable, 0);
  }

  /** onPackageOrphaned: what the package owned stays, without an owner; its selection goes. */
  packageRemoved(packageName: string): void {
    this.#idle.packageOrphaned(packageName);
  }

  /** Factory reset: rows and selections go; the next scan finds the files again. */
  reset(): void {
    for (const { files } of this.#options.volumes.all()) files.clear();
    this.#options.volumes.acceptFolders();
    new ScannedFiles(this.#database).deleteAll();
  }

  /** Resolves when nothing is being written for an app. */
  idle(): Promise<void> {
    return this.#writer.idle();
  }

  /** undo() will bring the rows of this moment back. */
  mark(): void {
    this.#database.mark();
  }

  /** Brings the rows back, once the files are as they were. What changed in the user's folders since is seen again. */
  async undo(): Promise<void> {
    const { ids, paths } = this.#database.undo();
    if (paths.length > MOST_LOOKED_AT) return this.scanAll();
    // An id will be another item's: its picture must not be this one's.
    for (const id of ids) await this.#thumbnails.drop(id);
    await Promise.all(paths.map((path) => this.#scanner.scanFile(path)));
  }

  /** Writes a copy of the database as of one moment, while the device goes on. */
  backUp(path: string): Promise<void> {
    return this.#database.backUp(path);
  }

  /** How many rows a collection has, whoever asks. */
  rowCount(collection: 'images' | 'video' | 'audio' | 'downloads' | 'files'): number {
    return this.#database.get<{ count: number }>(`SELECT COUNT(*) AS count FROM ${collection}`)?.count ?? 0;
  }

  /** Whether a row with this id was there, and is not any more: no other one will ever have it. */
  wasDeleted(id: number): boolean {
    const sql = `SELECT 1 AS deleted FROM sqlite_sequence WHERE name = 'files' AND seq >= ?
      AND NOT EXISTS (SELECT 1 FROM files WHERE _id = ?)`;
    return this.#database.get<{ deleted: number }>(sql, id, id) !== null;
  }

  /** Has the scans of a volume wait. @throws {Throwable} IllegalArgumentException for a volume that is not mounted */
  pauseScan(volumeName: string): void {
    this.#scanner.pause(this.#volume(volumeName));
  }

  /** @throws {Throwable} IllegalArgumentException for a volume that is not mounted */
  resumeScan(volumeName: string): void {
    this.#scanner.resume(this.#volume(volumeName));
  }

  /** EXIF of a picture on this computer, by ExifInterface's names; null when it cannot be read. */
  async exif(realPath: string): Promise<Readonly<Record<string, string | undefined>> | null> {
    const [facts] = await this.#extractor.metadata([{ path: realPath, kind: 'image' }]);
    return facts === undefined || facts.problem !== null ? null : { ...facts.exif };
  }

  /** Resolves when every later change in the folders will be noticed. */
  watching(): Promise<void> {
    return this.#watchers.ready();
  }

  /** Called once after each transaction that changed rows. */
  onChange(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.picker.sync.close();
    this.#away[Symbol.dispose]();
    await this.#watchers.close();
    await this.#idle.close();
    await this.#writer.idle();
    this.#thumbnails.close();
    this.#extractor.close();
    await this.#scanner.close();
    this.#database[Symbol.dispose]();
  }

  async #rescan(): Promise<void> {
    for (const volume of this.#options.volumes.all()) await this.#scanner.scanVolume(volume);
  }

  #volume(volumeName: string): Volume {
    const volume = this.#options.volumes.find(volumeName);
    if (volume === null) throw new Throwable('IllegalArgumentException', `Volume ${volumeName} not found`);
    return volume;
  }

  /** Where the picture beside a song lies on this computer, or null. */
  async #albumArt(song: string): Promise<string | null> {
    const place = this.#options.volumes.volumeOf(song);
    if (place?.relative.includes('/') !== true) return null;
    const { entries } = await place.volume.files.readdir(posix.dirname(place.relative));
    const names = entries.flatMap(({ name, isDirectory, isLink }) => (isDirectory || isLink ? [] : [name]));
    const art = albumArtOf(place.relative, names);
    return entries.find(({ name }) => name === art)?.realPath ?? null;
  }

  async #thumbnail(row: ItemRow, size: ThumbnailSize): Promise<string> {
    const place = this.#options.volumes.volumeOf(row._data);
    const entry = place?.volume.files.stat(place.relative) ?? null;
    if (entry === null) {
      throw new Throwable('FileNotFoundException', `${row._data}: open failed: ENOENT (No such file or directory)`);
    }
    const mimeType = row.mime_type ?? 'application/octet-stream';
    const albumArt = () => this.#albumArt(row._data);
    const source = { id: row._id, realPath: entry.realPath, mimeType, version: entry.mtimeMs, albumArt };
    return this.#thumbnails.file(source, size).catch((error: unknown) => {
      // Where the file lies on this computer is the tester's business, not an app's.
      this.#options.logcat.log('W', TAG, error instanceof Error ? error.message : String(error));
      throw new Throwable('FileNotFoundException', `Failed to create thumbnail of ${row._data}`, { cause: error });
    });
  }
}

function removable(volume: Volume | undefined): Volume | undefined {
  return volume?.kind === 'primary' ? undefined : volume;
}

function scannerStore(database: MediaDatabase) {
  const files = new ScannedFiles(database);
  return {
    rowAt: (path: string) => files.rowAt(path),
    rowsBelow: (...args: Parameters<ScannedFiles['rowsBelow']>) => files.rowsBelow(...args),
    rowsBetween: (...args: Parameters<ScannedFiles['rowsBetween']>) => files.rowsBetween(...args),
    generation: () => database.generation(),
    checkpoint: () => database.checkpoint(),
    upsertScanned: (...args: Parameters<ScannedFiles['upsertScanned']>) => files.upsertScanned(...args),
    deleteByIds: (ids: readonly number[]) => files.deleteByIds(ids),
  };
}

/** A batch is one generation, and its observers are told at its end of what differs. */
function beginBatch(database: MediaDatabase, notices: ChangeNotices) {
  const generation = database.beginBatch();
  const held = notices.hold();
  return {
    end: (restored: Parameters<typeof held.release>[0]) => {
      generation[Symbol.dispose]();
      held.release(restored);
    },
  };
}
