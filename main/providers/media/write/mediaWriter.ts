// Mirrors the writing half of MediaProvider: who inserts, updates, deletes and opens, and what they share.
import type {
  ContentProviderOperation,
  ContentProviderResult,
} from '../../../../contract/android/contentProviderOperation.ts';
import type { Bundle, ContentValues } from '../../../../contract/android/cursor.ts';
import type { OpenMode } from '../../../../contract/android/files.ts';
import type { Uri } from '../../../../contract/android/uri.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { ContentProvider, LocalFile } from '../../../content/contentProvider.ts';
import type { Clock } from '../../../device/clock.ts';
import type { Volumes } from '../../../device/volumes.ts';
import type { Logcat } from '../../../log/logcat.ts';
import type { Redaction } from '../redaction.ts';
import { computeValuesFromData } from '../scan/fileUtils.ts';
import type { Match } from '../uriMatcher.ts';
import { applyBatch, type BatchServices } from './batch.ts';
import type { ItemAccess, ItemAccessServices } from './itemAccess.ts';
import { MediaDeleter } from './mediaDeleter.ts';
import { MediaInserter } from './mediaInserter.ts';
import { MediaUpdater } from './mediaUpdater.ts';
import { Moves } from './moves.ts';
import { type OpenForWritingServices, openForWriting } from './openForWriting.ts';
import { PlacesOnDisk } from './placesOnDisk.ts';
import { Turns } from './turns.ts';
import { UndoLog } from './undoLog.ts';
import { updateRows } from './writtenRows.ts';

export type MediaWriterServices = ItemAccessServices &
  Readonly<{
    access: ItemAccess;
    volumes: Volumes;
    clock: Clock;
    logcat: Logcat;
    redaction: Redaction;
    /** Scans one path of the device now, before and beside any scan under way. Resolves when its row is written. */
    scanFile(path: string): Promise<void>;
    /** Keeps scans off these paths, and what is below them, while it is held. */
    hold(paths: readonly string[]): Disposable;
    /** Forgets the pictures made of an item. */
    dropThumbnails(id: number): Promise<void>;
    beginBatch: BatchServices['beginBatch'];
  }>;

export class MediaWriter {
  readonly #turns = new Turns();
  readonly #moves: Moves;
  readonly #places: PlacesOnDisk;
  readonly #undo: UndoLog;
  readonly #batching: BatchServices;
  /** The last batch that was asked for: on Android each is a transaction, and writers wait for it. */
  #batches: Promise<unknown> = Promise.resolve();
  #recovery: Promise<void> = Promise.resolve();
  readonly #inserter: MediaInserter;
  readonly #updater: MediaUpdater;
  readonly #deleter: MediaDeleter;
  readonly #opening: OpenForWritingServices;

  constructor(services: MediaWriterServices) {
    const turns = this.#turns;
    const log = (sentence: string) => services.logcat.log('W', 'MediaProvider', sentence);
    const places = new PlacesOnDisk(services);
    this.#places = places;
    this.#moves = new Moves({ ...services, log, reserve: (path) => places.reserve(path) });
    this.#undo = new UndoLog({ ...services, turns, moves: this.#moves, places, log });
    this.#batching = { undo: this.#undo, beginBatch: services.beginBatch };
    const shared = { ...services, turns, moves: this.#moves, undo: this.#undo, places };
    this.#inserter = new MediaInserter({ ...shared, deleteRows: (ids) => this.deleteRows(ids) });
    this.#updater = new MediaUpdater(shared);
    this.#deleter = new MediaDeleter(shared);
    this.#opening = shared;
  }

  /** As MediaInserter.insert(). */
  async insert(call: BinderCall, match: Match, values: ContentValues, extras: Bundle): Promise<Uri | null> {
    await this.#turnOf(call);
    return this.#inserter.insert(call, match, values, extras);
  }

  /** As MediaUpdater.update(). */
  async update(call: BinderCall, match: Match, values: ContentValues, extras: Bundle): Promise<number> {
    await this.#turnOf(call);
    return this.#updater.update(call, match, values, extras);
  }

  /** As MediaDeleter.delete(). */
  async delete(call: BinderCall, match: Match, extras: Bundle): Promise<number> {
    await this.#turnOf(call);
    return this.#deleter.delete(call, match, extras);
  }

  /** As applyBatch(), after those that were asked for before. */
  applyBatch(
    call: BinderCall,
    operations: readonly ContentProviderOperation[],
    provider: ContentProvider,
  ): Promise<readonly ContentProviderResult[]> {
    const batch = this.#batches.then(() => applyBatch(call, operations, provider, this.#batching));
    this.#batches = batch.catch(() => undefined);
    return batch;
  }

  /** As openForWriting(). */
  openForWriting(call: BinderCall, match: Match, mode: OpenMode): Promise<LocalFile> {
    return openForWriting(this.#opening, call, match, mode);
  }

  /** Deletes rows with their files, for the provider itself. @returns number of rows */
  deleteRows(ids: readonly number[]): Promise<number> {
    return this.#deleter.deleteRows(ids, { withData: true, recursive: false });
  }

  /** Gives an item's file another path on its volume, for the provider itself. @throws {Error} when that fails, or something is there */
  moveRow({ _id, _data }: Readonly<{ _id: number; _data: string }>, to: string): Promise<void> {
    const values = { ...computeValuesFromData(to) };
    return this.#turns.run(_id, async () => {
      if (this.#places.exists(to)) throw new Error(`${to} is there already`);
      await this.#moves.run({ from: _data, to }, (write) => void updateRows(write, [_id], values));
    });
  }

  /** Finishes or takes back the moves a killed process left behind. Before the first scan. */
  recover(): Promise<void> {
    this.#recovery = this.#moves.recover();
    return this.#recovery;
  }

  /** Resolves when no write is under way. */
  async idle(): Promise<void> {
    await this.#recovery;
    await this.#batches;
    await this.#turns.idle();
  }

  /** What belongs to a batch is done in it; anything else after the batches that were asked for before. */
  async #turnOf(call: BinderCall): Promise<void> {
    if (!this.#undo.keeps(call)) await this.#batches;
  }
}
