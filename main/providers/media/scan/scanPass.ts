// Mirrors ModernMediaScanner.Scan: one pass over part of a volume, from the look at the files to the rows that go.
import type { Clock } from '../../../device/clock.ts';
import { realTimeMillis, Slices } from '../../../device/realTime.ts';
import type { Volume, Volumes } from '../../../device/volumes.ts';
import type { KnownRow, ScannedRow } from '../db/scannedRow.ts';
import { compareDirectory, type RowRanges } from './directoryRows.ts';
import type { MediaExtractor } from './mediaExtractor.ts';
import { hasSameMetadata, isStale } from './reconcile.ts';
import { FORMAT_ASSOCIATION, mediaTypeOf, type WalkedFile } from './scanItem.ts';
import { ScanProgress, type ShownProgress } from './scanProgress.ts';
import { ScanWriter } from './scanWriter.ts';
import { deleteRows, findRows, type RowStore } from './staleRows.ts';
import { isTouched, type Touched } from './touchedPaths.ts';
import { isBelowLink, isOutOfReach, isScannable, isSpelledSo, type Walk, type WalkedDirectory } from './walk.ts';

/** What a scan needs of the media database. */
export interface ScanStore extends RowStore, RowRanges {
  rowAt(path: string): KnownRow | null;
  upsertScanned(rows: readonly ScannedRow[], nowSeconds: number): unknown;
  generation(): number;
  /** Takes what is in the log over into the database: work for a turn of its own. */
  checkpoint(): void;
}

export type ScanServices = Readonly<{
  volumes: Volumes;
  store: ScanStore;
  extractor: Pick<MediaExtractor, 'metadata' | 'forgive'>;
  clock: Clock;
  log: (message: string) => void;
  /** Names of a directory from which on they are looked at one after the other, where that is not Walk's own number. */
  largeDirectory?: number;
}>;

export type PassOptions = Readonly<{
  volume: Volume;
  touched: Touched;
  /** Told how far the pass is, now and then. */
  show: (shown: ShownProgress) => void;
  /** Whether the device is being switched off: nothing is written any more. */
  stopped: () => boolean;
  /** What to wait for while somebody has paused the scan, or null. */
  pause: () => Promise<void> | null;
  /** Whether a row that an app inserted and has not written yet stays: its folder is looked at, not scanned by demand. */
  keepsUnwritten: boolean;
}>;

/** Files of a large directory whose rows say what they would say, after which it is told how far the scan is. */
const REPORT_AFTER = 1_024;

export class ScanPass {
  readonly volume: Volume;
  readonly touched: Touched;
  readonly progress: ScanProgress;
  /** Files with a new row, minus those whose row went. */
  growth = 0;
  readonly #services: ScanServices;
  readonly #options: PassOptions;
  readonly #writer: ScanWriter;
  readonly #startGeneration: number;
  readonly #slices = new Slices();
  /** Rows without a file, and directories that are not there, as the walk came by. */
  readonly #gone: KnownRow[] = [];
  readonly #goneBelow: string[] = [];

  constructor(services: ScanServices, options: PassOptions) {
    const { extractor, log, store } = services;
    this.#services = services;
    this.#options = options;
    this.volume = options.volume;
    this.touched = options.touched;
    this.progress = new ScanProgress(options.show, realTimeMillis);
    this.#startGeneration = store.generation();
    this.#writer = new ScanWriter({
      ...{ extractor, log },
      write: (rows) => this.#write(rows),
      gone: (file) => this.#lose(file),
      settle: () => store.checkpoint(),
    });
  }

  /** Brings rows in line with what a walk meets. @returns why the volume's root could not be listed, or null */
  async walk(walk: Walk): Promise<string | null> {
    if (walk.start !== null) await this.visit(walk.start);
    for await (const directory of walk.directories()) {
      if (this.#options.stopped()) return null;
      if (directory.failed !== null) {
        if (directory.path === this.volume.path) return directory.failed;
        // What is known below it is left alone.
        this.#skip(`${directory.path} could not be listed: ${directory.failed}`);
      } else await this.#visitDirectory(directory);
      await this.#whilePaused();
    }
    return null;
  }

  /** Brings the row of one file or directory in line, and none below it. */
  async visit(file: WalkedFile): Promise<void> {
    const row = this.#services.store.rowAt(file.path);
    if (row !== null && row._data !== file.path && this.#isSpelledSo(row._data)) return this.#skipDouble(file);
    const { path, mtimeMs, size, isDirectory } = file;
    const isKnown =
      row?._data === path && hasSameMetadata(row, { path, mtimeMs, size, isDirectory, mediaType: mediaTypeOf(file) });
    if (!isKnown) await this.#add(file, row === null);
  }

  /** Remembers that a path is not there any more, nor anything below it. */
  async miss(path: string): Promise<void> {
    const row = this.#services.store.rowAt(path);
    if (row !== null) this.#gone.push(row);
    this.#goneBelow.push(path);
  }

  /** Has everything read and written that was met so far. */
  finish(): Promise<void> {
    return this.#writer.finish();
  }

  /** Ends the pass without writing what is under way. */
  abandon(): Promise<void> {
    return this.#writer.abandon();
  }

  /** Deletes the rows whose files the pass has missed. */
  async clean(): Promise<void> {
    const { store, clock } = this.#services;
    const { stopped, keepsUnwritten } = this.#options;
    const now = clock.currentTimeMillis();
    const isKept = (row: KnownRow) => keepsUnwritten && row.date_modified === null;
    const isGone = (row: KnownRow) => isStale(row, now, this.#startGeneration) && !isKept(row);
    const stale = new Map(this.#gone.filter(isGone).map((row) => [row._id, row]));
    for (const root of this.#goneBelow)
      for (const row of await findRows(store, root, isGone, stopped)) stale.set(row._id, row);
    const deleted = await deleteRows(store, [...stale.values()], {
      isGone: (row) => this.#isGone(row),
      stopped: () => stopped() || this.volume.problem() !== null,
    });
    this.growth -= deleted.filter(({ format }) => format !== FORMAT_ASSOCIATION).length;
  }

  async #visitDirectory(directory: WalkedDirectory): Promise<void> {
    const { progress } = this;
    const isSpelledSo = (data: string) => this.#isSpelledSo(data);
    await compareDirectory({ store: this.#services.store, slices: this.#slices, isSpelledSo }, directory, {
      stopped: this.#options.stopped,
      changed: (file, isNew) => {
        if (!file.isDirectory) progress.files++;
        return this.#change(file, isNew);
      },
      unchanged: () => {
        progress.files++;
        progress.indexed++;
        if (progress.files % REPORT_AFTER === 0) progress.report();
        return this.#options.pause() === null ? null : this.#whilePaused();
      },
      double: (file) => {
        if (!file.isDirectory) progress.files++;
        this.#skipDouble(file);
      },
      gone: (rows) => {
        for (const row of rows) this.#gone.push(row);
      },
      goneBelow: (path) => void this.#goneBelow.push(path),
    });
    for (const sentence of directory.skipped) this.#skip(sentence);
    progress.report();
  }

  #change(file: WalkedFile, isNew: boolean): Promise<void> | null {
    if (this.#options.stopped()) return null;
    const room = this.#add(file, isNew);
    const isHeldUp = room !== null || this.#slices.isOver || this.#options.pause() !== null;
    return isHeldUp ? this.#afterChange(room) : null;
  }

  async #afterChange(room: Promise<void> | null): Promise<void> {
    if (room !== null) await room;
    await this.#slices.breathe();
    await this.#whilePaused();
  }

  #add(file: WalkedFile, isNew: boolean): Promise<void> | null {
    if (isNew && !file.isDirectory) this.growth++;
    return this.#writer.add(file);
  }

  #lose({ path }: WalkedFile): void {
    this.progress.files--;
    if (this.#services.store.rowAt(path) === null) this.growth--;
  }

  #write(rows: readonly ScannedRow[]): void {
    // What was read last may be of another folder, in the place of the one that was there.
    if (this.#options.stopped() || this.volume.problem() !== null) return;
    const { store, clock } = this.#services;
    const current = this.touched.size === 0 ? rows : rows.filter(({ _data }) => !isTouched(this.touched, _data));
    store.upsertScanned(current, Math.floor(clock.currentTimeMillis() / 1000));
    for (const { format } of rows) if (format !== FORMAT_ASSOCIATION) this.progress.indexed++;
    this.progress.report();
  }

  /** What was met is committed before a pause: it may end with the device switched off. */
  async #whilePaused(): Promise<void> {
    const { pause } = this.#options;
    if (pause() === null) return;
    await this.#writer.finish();
    for (let waiting = pause(); waiting !== null; waiting = pause()) await waiting;
    this.progress.resumed();
  }

  #skip(sentence: string): void {
    this.progress.skipped++;
    this.#services.log(sentence);
  }

  #skipDouble({ path }: WalkedFile): void {
    this.#skip(`${path} differs from another file only in upper and lower case; only one can have a row.`);
  }

  #isSpelledSo(path: string): boolean {
    return isSpelledSo(this.volume, path.slice(this.volume.path.length + 1));
  }

  /** Looked at again right before the row goes: meanwhile the provider may have moved the file, and its row with it. */
  #isGone(row: KnownRow): boolean {
    const { volume } = this;
    if (isTouched(this.touched, row._data)) return false;
    // The scan itself may have given the row another spelling of its path.
    const current = this.#services.store.rowAt(row._data);
    if (current?._id !== row._id) return false;
    const relative = current._data.slice(volume.path.length + 1);
    const entry = volume.files.stat(relative);
    if (entry === null) return !isOutOfReach(volume, relative);
    return entry.isLink || !isScannable(volume, relative) || isBelowLink(volume, relative);
  }
}
