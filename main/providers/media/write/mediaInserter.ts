// Mirrors MediaProvider.insertInternal and insertFile.
import { posix } from 'node:path';
import { VERSION_CODES } from '../../../../contract/android/build.ts';
import type { Bundle, ContentValues } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import { QUERY_ARG } from '../../../../contract/android/mediaStore.ts';
import { parseUri, type Uri, withAppendedId } from '../../../../contract/android/uri.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { Clock } from '../../../device/clock.ts';
import { Slices } from '../../../device/realTime.ts';
import type { Volume } from '../../../device/volumes.ts';
import type { Logcat } from '../../../log/logcat.ts';
import { isVolumeAttached } from '../queryBuilder.ts';
import { type Match, matchUri } from '../uriMatcher.ts';
import { insertColumns } from './insertColumns.ts';
import type { ItemAccess, ItemAccessServices } from './itemAccess.ts';
import type { RelatedItem } from './placement.ts';
import { type PlacesOnDisk, writing } from './placesOnDisk.ts';
import { enforceWritable } from './readOnlyViews.ts';
import type { UndoLog } from './undoLog.ts';
import { type Columns, isHiddenPath, WrittenRows } from './writtenRows.ts';

export type MediaInserterServices = ItemAccessServices &
  Readonly<{
    access: ItemAccess;
    places: PlacesOnDisk;
    clock: Clock;
    logcat: Logcat;
    undo: UndoLog;
    scanFile(path: string): Promise<void>;
    deleteRows(ids: readonly number[]): Promise<number>;
  }>;

type Asked = Readonly<{ match: Match; values: ContentValues; volume: Volume; related: RelatedItem | null }>;

export class MediaInserter {
  readonly #services: MediaInserterServices;
  readonly #rows: WrittenRows;
  readonly #slices = new Slices();

  constructor(services: MediaInserterServices) {
    this.#services = services;
    this.#rows = new WrittenRows(services.database);
  }

  /**
   * The row of a new item, whose file appears when it is first opened for writing.
   * @returns its URI; null where Android answers null to apps of old
   * @throws {Throwable} IllegalArgumentException, IllegalStateException, UnsupportedOperationException,
   *   SQLiteConstraintException, SQLiteFullException
   */
  async insert(call: BinderCall, match: Match, values: ContentValues, extras: Bundle): Promise<Uri | null> {
    const { places, mountedVolumes } = this.#services;
    await this.#slices.next();
    if (!isVolumeAttached(match.volumeName, mountedVolumes(), call.caller.targetSdk)) return null;
    enforceWritable(match.code);
    if (match.collection === null) throw new Throwable('UnsupportedOperationException', `Invalid URI ${match.uri}`);
    const volume = places.volumeToWrite(match.volumeName);
    const related = this.#related(call, extras[QUERY_ARG.RELATED_URI]);
    return this.#insertAt(call, { match, values, volume, related });
  }

  // Without a wait between the look at the disk and the row: nobody can come between.
  #insertAt(call: BinderCall, asked: Asked): Uri | null {
    const { places, scanFile } = this.#services;
    const { columns, uri } = this.#columns(call, asked);
    places.makeDirectoryOf(columns._data);
    const inserted = this.#insertRow(columns, call.caller.targetSdk);
    if (inserted === null) return null;
    const { id, before } = inserted;
    if (before === null) this.#services.undo.note(call, () => this.#services.deleteRows([id]));
    else this.#services.undo.noteRows(call, [before]);
    if (posix.basename(columns._data).toLowerCase() === '.nomedia') void scanFile(posix.dirname(columns._data));
    return withAppendedId(uri, id);
  }

  #columns(call: BinderCall, asked: Asked) {
    const { access, clock, places } = this.#services;
    const { volume } = asked;
    const relative = (path: string) => path.slice(volume.path.length + 1);
    return insertColumns({
      ...asked,
      volume: { name: volume.volumeName, path: volume.path },
      caller: access.writeCaller(call),
      nowMs: clock.currentTimeMillis(),
      disk: {
        exists: (path) => places.exists(path),
        spelled: (directory) => places.spelled(directory),
        stat: (path) => volume.files.stat(relative(path)),
        isHidden: (path) => isHiddenPath(volume, relative(path)),
      },
    });
  }

  #insertRow(columns: Columns & Readonly<{ _data: string }>, targetSdk: number) {
    const row = writing(() => this.#rows.upsert(columns));
    if (row !== null || targetSdk < VERSION_CODES.R) return row;
    throw new Throwable(
      'SQLiteConstraintException',
      'UNIQUE constraint failed: files._data (code 2067 SQLITE_CONSTRAINT_UNIQUE)',
    );
  }

  /** QUERY_ARG_RELATED_URI: an item the caller can read, beside which a new one may lie. */
  #related(call: BinderCall, uri: unknown): RelatedItem | null {
    if (typeof uri !== 'string') return null;
    const { access, logcat } = this.#services;
    const match = matchUri(parseUri(uri), false);
    const row = access.find(match);
    if (row !== null && access.mayAccess(call, match, false)) return row;
    logcat.log('W', 'MediaProvider', `Failed to find related item ${uri}`);
    return null;
  }
}
