// Mirrors ModernMediaScanner: brings the rows of a volume in line with its files.
import type { Clock } from '../../../device/clock.ts';
import { Slices } from '../../../device/realTime.ts';
import { folderProblem, type Volume, type Volumes } from '../../../device/volumes.ts';
import type { KnownRow, ScannedRow } from '../db/scannedRow.ts';
import { isFileHidden } from './hiddenMedia.ts';
import type { MediaExtractor } from './mediaExtractor.ts';
import { dataKey, hasSameMetadata, isStale } from './reconcile.ts';
import { FORMAT_ASSOCIATION, mediaTypeOf, type WalkedFile } from './scanItem.ts';
import { ScanWriter } from './scanWriter.ts';
import { deleteRows, findRows, type RowStore } from './staleRows.ts';
import { isTouched, type Touched, TouchedPaths } from './touchedPaths.ts';
import { isHiddenBelow, isScannable, Walk, walkedFile } from './walk.ts';

/** What a scan needs of the media database. */
export interface ScanStore extends RowStore {
  rowAt(path: string): KnownRow | null;
  upsertScanned(rows: readonly ScannedRow[], nowSeconds: number): unknown;
  generation(): number;
}

type Services = Readonly<{
  volumes: Volumes;
  store: ScanStore;
  extractor: Pick<MediaExtractor, 'metadata' | 'forgive'>;
  clock: Clock;
  log: (message: string) => void;
}>;

/** Files seen and rows written between two reports. */
const REPORT_STEP = 200;

/** From here on a walk over everything, which costs a stat for what has not changed, is quicker than path by path. */
const MANY_PARTS = 500;

/** One pass over part of a volume. */
type Pass = {
  readonly volume: Volume;
  readonly writer: ScanWriter;
  readonly startGeneration: number;
  readonly seen: Set<number>;
  readonly touched: Touched;
  /** Directories that could not be listed: their rows are left alone. */
  readonly failed: string[];
  files: number;
  indexed: number;
  skipped: number;
  /** Files with a new row, minus those whose row went. */
  growth: number;
  /** Sum of the numbers when they were last shown. */
  reported: number;
  /** Whether the volume's state shows the numbers. */
  readonly isWhole: boolean;
};

export class MediaScanner {
  readonly #services: Services;
  #line: Promise<void> = Promise.resolve();
  /** Single files that wait for their turn: what changes meanwhile joins them. */
  #gathering: Readonly<{ paths: Set<string>; done: Promise<void> }> | null = null;
  /** Scans of one path beside whatever is being scanned; those of the same path after each other. */
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #paths = new TouchedPaths();
  #closed = false;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Scans a whole volume after whatever is being scanned. Problems end up in the volume's state, never here. */
  scanVolume(volume: Volume): Promise<void> {
    return this.#enqueue(() => this.#scanWhole(volume));
  }

  /**
   * Scans single files and directories, whether they are new, changed or gone.
   * @param paths on the device, e.g. /storage/emulated/0/DCIM/Camera/a.jpg
   */
  scanFiles(paths: readonly string[]): Promise<void> {
    const gathering = this.#gathering;
    if (gathering !== null) {
      for (const path of paths) gathering.paths.add(path);
      return gathering.done;
    }
    const gathered = new Set(paths);
    const done = this.#enqueue(() => {
      this.#gathering = null;
      return this.#scanParts([...gathered]);
    });
    this.#gathering = { paths: gathered, done };
    return done;
  }

  /** Scans one file or directory at once, however much else waits. Resolves when its row is written. */
  scanFile(path: string): Promise<void> {
    const before = this.#lanes.get(path) ?? Promise.resolve();
    const lane = before
      .then(() => {
        // Not earlier: whoever waits for the scan before this one must find its row written.
        this.#paths.touch([path]);
        return this.#guarded(() => this.#scanParts([path]));
      })
      .finally(() => {
        if (this.#lanes.get(path) === lane) this.#lanes.delete(path);
      });
    this.#lanes.set(path, lane);
    return lane;
  }

  /** While the result is held no scan writes or deletes rows of these paths, or below them: they are being changed. */
  hold(paths: readonly string[]): Disposable {
    return this.#paths.hold(paths);
  }

  /** Stops after the step that is under way. Nothing is written once this has resolved. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#line, ...this.#lanes.values()]);
  }

  #enqueue(run: () => Promise<void>): Promise<void> {
    this.#line = this.#line.then(() => this.#guarded(run));
    return this.#line;
  }

  async #guarded(run: () => Promise<void>): Promise<void> {
    if (this.#closed) return;
    await run().catch((error: unknown) => this.#services.log(`The scan failed: ${messageOf(error)}`));
  }

  async #scanWhole(volume: Volume): Promise<void> {
    const { volumes } = this.#services;
    volumes.update(volume.id, { state: 'scanning', files: 0, indexed: 0, skipped: 0, problem: null });
    try {
      const gone = folderProblem(volume.folder) ?? (await this.#scanTree(volume, ''));
      if (this.#closed) return;
      if (gone === null) volumes.update(volume.id, { state: 'ready' });
      else this.#missing(volume, gone);
    } catch (error) {
      const problem = `The scan of ${volume.folder} ended early: ${messageOf(error)}. What is indexed stays; start the device again, or reboot it, once that is mended.`;
      this.#services.log(problem);
      volumes.update(volume.id, { state: 'failed', problem });
    }
  }

  #isMissing({ id }: Volume): boolean {
    return this.#services.volumes.list().some((state) => state.id === id && state.state === 'missing');
  }

  #missing(volume: Volume, problem: string): void {
    this.#services.log(problem);
    this.#services.volumes.update(volume.id, { state: 'missing', problem });
  }

  /** Walks one directory and all below it. @returns why the volume is not there any more, or null */
  async #scanTree(volume: Volume, start: string): Promise<string | null> {
    const pass = this.#startPass(volume, start === '');
    try {
      return await this.#scanTreeIn(pass, start);
    } finally {
      this.#paths.end(pass.touched);
    }
  }

  async #scanTreeIn(pass: Pass, start: string): Promise<string | null> {
    const { volume } = pass;
    for await (const directory of new Walk(volume, start).directories()) {
      if (this.#closed) break;
      for (const sentence of directory.skipped) this.#skip(pass, sentence);
      if (directory.self !== null) await this.#visit(pass, directory.self, new Set());
      if (directory.failed !== null) {
        if (directory.self === null)
          return pass.writer.abandon().then(() => `${volume.folder} is not there any more: ${directory.failed}.`);
        pass.failed.push(directory.self.path);
        this.#skip(pass, `${directory.self.path} could not be listed: ${directory.failed}`);
      }
      await this.#visitAll(pass, directory.files);
    }
    if (this.#closed) return pass.writer.abandon().then(() => null);
    await pass.writer.finish();
    const gone = folderProblem(volume.folder);
    // Files that went with the folder are not deleted files: the rows wait for its return.
    if (gone !== null) return gone;
    await this.#clean(pass, start === '' ? volume.path : `${volume.path}/${start}`);
    this.#report(pass, true);
    this.#adjust(pass);
    return null;
  }

  #startPass(volume: Volume, isWhole: boolean): Pass {
    const { store, clock, extractor, log } = this.#services;
    const writer = new ScanWriter({
      extractor,
      log,
      write: (rows) => {
        if (this.#closed) return;
        const current = rows.filter(({ _data }) => !isTouched(pass.touched, _data));
        store.upsertScanned(current, Math.floor(clock.currentTimeMillis() / 1000));
        pass.indexed += rows.filter(({ format }) => format !== FORMAT_ASSOCIATION).length;
        this.#report(pass);
      },
    });
    const numbers = { files: 0, indexed: 0, skipped: 0, growth: 0, reported: 0, isWhole };
    const marks = { seen: new Set<number>(), failed: [], touched: this.#paths.begin() };
    const pass: Pass = { volume, writer, startGeneration: store.generation(), ...marks, ...numbers };
    return pass;
  }

  async #visitAll(pass: Pass, files: readonly WalkedFile[]): Promise<void> {
    const slices = new Slices();
    const names = new Set<string>();
    for (const file of files) {
      if (this.#closed) return;
      pass.files++;
      await this.#visit(pass, file, names);
      await slices.breathe();
    }
    this.#report(pass);
  }

  async #visit(pass: Pass, file: WalkedFile, names: Set<string>): Promise<void> {
    const key = dataKey(file.path);
    if (names.has(key)) {
      this.#skip(pass, `${file.path} differs from another file only in upper and lower case; only one can have a row.`);
      return;
    }
    names.add(key);
    const row = this.#services.store.rowAt(file.path);
    if (row !== null) pass.seen.add(row._id);
    else if (!file.isDirectory) pass.growth++;
    if (row !== null && hasSameMetadata(row, { ...file, mediaType: mediaTypeOf(file) })) {
      if (!file.isDirectory) pass.indexed++;
      return;
    }
    await pass.writer.add(file);
  }

  #skip(pass: Pass, sentence: string): void {
    pass.skipped++;
    this.#services.log(sentence);
  }

  /** Shows how far a whole scan has come, now and then: everybody who watches the device hears of it. */
  #report(pass: Pass, isLast = false): void {
    const { volume, files, indexed, skipped, isWhole } = pass;
    if (!isWhole || (!isLast && files + indexed < pass.reported + REPORT_STEP)) return;
    pass.reported = files + indexed;
    this.#services.volumes.update(volume.id, { files, indexed, skipped });
  }

  /** Deletes the rows below a directory that the pass has not seen. */
  async #clean(pass: Pass, root: string): Promise<void> {
    const { store, clock } = this.#services;
    const now = clock.currentTimeMillis();
    const inFailed = ({ _data }: KnownRow) => pass.failed.some((dir) => _data === dir || _data.startsWith(`${dir}/`));
    const isGone = (row: KnownRow) =>
      !pass.seen.has(row._id) && isStale(row, now, pass.startGeneration) && !inFailed(row);
    const stale = await findRows(store, root, isGone, () => this.#closed);
    await this.#delete(pass, stale);
  }

  async #scanParts(paths: readonly string[]): Promise<void> {
    const { volumes } = this.#services;
    if (paths.length > MANY_PARTS) {
      const touched = new Set(paths.map((path) => volumes.volumeOf(path)?.volume));
      for (const volume of touched) if (volume !== undefined) await this.#scanWhole(volume);
      return;
    }
    const passes = new Map<Volume, Pass>();
    try {
      await this.#scanPartsIn(passes, paths);
      for (const pass of passes.values()) {
        await (this.#closed ? pass.writer.abandon() : pass.writer.finish());
        this.#adjust(pass);
      }
    } finally {
      for (const pass of passes.values()) this.#paths.end(pass.touched);
    }
  }

  async #scanPartsIn(passes: Map<Volume, Pass>, paths: readonly string[]): Promise<void> {
    const { volumes } = this.#services;
    const slices = new Slices();
    for (const path of paths) {
      const place = volumes.volumeOf(path);
      if (place === null || this.#closed) continue;
      const { volume, relative } = place;
      if (this.#isMissing(volume)) {
        await this.#scanWhole(volume);
        continue;
      }
      const pass = passes.get(volume) ?? this.#startPass(volume, false);
      passes.set(volume, pass);
      await this.#scanPart(pass, relative);
      await slices.breathe();
    }
  }

  async #scanPart(pass: Pass, relative: string): Promise<void> {
    const { volume } = pass;
    const parent = relative.slice(0, Math.max(0, relative.lastIndexOf('/')));
    // A .nomedia that came or went changes everything beside and below it.
    if (relative === '.nomedia' || relative.endsWith('/.nomedia')) return void (await this.#scanTree(volume, parent));
    const entry = volume.files.stat(relative);
    if (entry === null) return this.#vanished(pass, relative);
    if (entry.isDirectory) return void (await this.#scanTree(volume, relative));
    if (!isScannable(volume, parent)) return;
    const path = `${volume.path}/${relative}`;
    this.#services.extractor.forgive(entry.realPath);
    const hidden = isFileHidden(path) || isHiddenBelow(volume, parent);
    await this.#parents(pass, parent);
    await this.#visit(pass, walkedFile(path, { ...entry, hidden }), new Set());
  }

  /** Rows of the directories above a single file, the topmost first. */
  async #parents(pass: Pass, parent: string): Promise<void> {
    const names = parent === '' ? [] : parent.split('/');
    for (let depth = 1; depth <= names.length; depth++) {
      const relative = names.slice(0, depth).join('/');
      const entry = pass.volume.files.stat(relative);
      const path = `${pass.volume.path}/${relative}`;
      if (entry !== null && this.#services.store.rowAt(path) === null)
        await this.#visit(pass, walkedFile(path, { ...entry, hidden: isFileHidden(path) }), new Set());
    }
  }

  async #delete(pass: Pass, rows: readonly KnownRow[]): Promise<void> {
    const gone = (row: KnownRow) => this.#isGone(pass, row);
    const deleted = await deleteRows(this.#services.store, rows, { isGone: gone, stopped: () => this.#closed });
    pass.growth -= deleted.filter(({ format }) => format !== FORMAT_ASSOCIATION).length;
  }

  /** Looked at again right before the row goes: meanwhile the provider may have moved the file, and its row with it. */
  #isGone({ volume, touched }: Pass, row: KnownRow): boolean {
    if (isTouched(touched, row._data) || this.#services.store.rowAt(row._data)?._id !== row._id) return false;
    const relative = row._data.slice(volume.path.length + 1);
    const entry = volume.files.stat(relative);
    return entry === null || entry.isLink || !isScannable(volume, relative) || this.#isShadowed(volume, relative);
  }

  /** Whether the walk leaves the path out, although something is there: on the way to it lies a link. */
  #isShadowed(volume: Volume, relative: string): boolean {
    const names = relative.split('/');
    return names.some((_, depth) => volume.files.stat(names.slice(0, depth).join('/'))?.isLink === true);
  }

  async #vanished(pass: Pass, relative: string): Promise<void> {
    const { store, clock } = this.#services;
    const { volume } = pass;
    const gone = folderProblem(volume.folder);
    if (gone !== null) {
      this.#missing(volume, gone);
      return;
    }
    const path = `${volume.path}/${relative}`;
    const [now, generation] = [clock.currentTimeMillis(), store.generation()];
    const own = store.rowAt(path);
    const wanted = (row: KnownRow) => isStale(row, now, generation);
    const below = await findRows(store, path, wanted, () => this.#closed);
    await this.#delete(pass, own !== null && wanted(own) ? [own, ...below] : below);
  }

  /** The numbers of a ready volume after part of it has changed. */
  #adjust({ volume, growth, isWhole }: Pass): void {
    const state = this.#services.volumes.list().find(({ id }) => id === volume.id);
    if (isWhole || state?.state !== 'ready' || this.#closed) return;
    const { files, indexed } = state;
    this.#services.volumes.update(volume.id, { files: files + growth, indexed: indexed + growth });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
