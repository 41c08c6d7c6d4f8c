// Mirrors MediaProvider.updateInternal and updateAllowingReplace.
import { VERSION_CODES } from '../../../../contract/android/build.ts';
import type { Bundle, ContentValues } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { Clock } from '../../../device/clock.ts';
import type { Write } from '../db/mediaDatabase.ts';
import { inferredDate } from '../db/scannedRow.ts';
import { isVolumeAttached } from '../queryBuilder.ts';
import { isRedactedUri, type Match } from '../uriMatcher.ts';
import { longOf } from './contentValues.ts';
import { MODIFIER_CR } from './insertColumns.ts';
import type { ItemAccess, ItemAccessServices, WrittenRow } from './itemAccess.ts';
import { enforceRows, matchedIds } from './matchedRows.ts';
import type { Move, Moves } from './moves.ts';
import { type PlacesOnDisk, writing } from './placesOnDisk.ts';
import type { Turns } from './turns.ts';
import type { UndoLog } from './undoLog.ts';
import { touchesPlacement, type UpdatePlan, updateColumns } from './updateColumns.ts';
import { codeOf, errnoMessage, sqliteWriteError } from './writeErrors.ts';
import { type Columns, updateRows, WrittenRows } from './writtenRows.ts';

/** MediaStore.QUERY_ARG_ALLOW_MOVEMENT: the provider itself moves files only when it says so. */
export const QUERY_ARG_ALLOW_MOVEMENT = 'android:query-arg-allow-movement';

export type MediaUpdaterServices = ItemAccessServices &
  Readonly<{
    access: ItemAccess;
    places: PlacesOnDisk;
    turns: Turns;
    moves: Moves;
    clock: Clock;
    undo: UndoLog;
    scanFile(path: string): Promise<void>;
  }>;

type Updated = Readonly<{ count: number; rescan: readonly string[]; deferred: boolean }>;

export class MediaUpdater {
  readonly #services: MediaUpdaterServices;
  readonly #rows: WrittenRows;

  constructor(services: MediaUpdaterServices) {
    this.#services = services;
    this.#rows = new WrittenRows(services.database);
  }

  /**
   * Changes rows, and moves the file of a single one when its place changes.
   * @returns number of rows; published items have been scanned
   * @throws {Throwable} IllegalArgumentException, IllegalStateException, SecurityException,
   *   RecoverableSecurityException, SQLiteConstraintException, SQLiteFullException
   */
  async update(call: BinderCall, match: Match, values: ContentValues, extras: Bundle): Promise<number> {
    const { turns, mountedVolumes, access, scanFile } = this.#services;
    if (isRedactedUri(match.uri)) return 0;
    if (!isVolumeAttached(match.volumeName, mountedVolumes(), call.caller.targetSdk)) return 0;
    enforceRows(match);
    // What is ignored moves nothing.
    const { _data, date_expires, ...placing } = values;
    if (match.id !== null && access.enforce(call, match, 'update', touchesPlacement(placing)) === null) return 0;
    const work = () => this.#updateInTurn(call, match, values, extras);
    const { count, rescan, deferred } = await (match.id === null ? work() : turns.run(match.id, work));
    const scans = Promise.all(rescan.map((path) => scanFile(path)));
    if (!deferred) await scans;
    return count;
  }

  async #updateInTurn(call: BinderCall, match: Match, values: ContentValues, extras: Bundle): Promise<Updated> {
    const ids = matchedIds(this.#services, call, match, extras);
    const current = this.#services.access.find(match);
    const plan = this.#plan(call, { match, values, current, extras });
    if (ids.length === 0 || Object.keys(plan.columns).length === 0) return { count: 0, rescan: [], deferred: false };
    const columns = withProviderColumns(plan.columns);
    const { undo } = this.#services;
    const before = undo.snapshot(call, ids);
    let count = 0;
    const commit = (write: Write) => {
      const moved = plan.move === null ? {} : { parent: this.#rows.parentOf(plan.move.to) };
      count = updateRows(write, ids, { ...columns, ...moved });
    };
    if (plan.move === null) this.#commit(call, { ids, columns, commit });
    else await this.#move(plan.move, commit);
    undo.noteRows(call, before);
    return { count, rescan: plan.rescan ? this.#pathsOf(ids) : [], deferred: plan.deferScan };
  }

  #plan(
    call: BinderCall,
    asked: Readonly<{ match: Match; values: ContentValues; current: WrittenRow | null; extras: Bundle }>,
  ): UpdatePlan {
    const { access, clock, places } = this.#services;
    const { match, current, extras } = asked;
    const allowMovement = extras[QUERY_ARG_ALLOW_MOVEMENT];
    const volume = places.volumeToWrite(current?.volume_name ?? match.volumeName);
    return updateColumns({
      ...asked,
      ...(typeof allowMovement === 'boolean' ? { allowMovement } : {}),
      caller: access.writeCaller(call),
      volume: { name: volume.volumeName, path: volume.path },
      nowMs: clock.currentTimeMillis(),
      exists: (path) => places.exists(path),
      spelled: (directory) => places.spelled(directory),
    });
  }

  /** An app of old may take the place of a row of its own. */
  #commit(
    { caller }: BinderCall,
    { ids, columns, commit }: Readonly<{ ids: readonly number[]; columns: Columns; commit: (write: Write) => void }>,
  ): void {
    const { database } = this.#services;
    try {
      writing(() => database.transaction(commit));
    } catch (error) {
      const isConflict = error instanceof Throwable && error.name === 'SQLiteConstraintException';
      if (!isConflict || caller.targetSdk >= VERSION_CODES.R || typeof columns._data !== 'string') throw error;
      const path = columns._data;
      writing(() =>
        database.transaction((write) => {
          if (write.run(DELETE_OWN, path, caller.packageName, JSON.stringify(ids)) === 0) throw error;
          commit(write);
        }),
      );
    }
  }

  async #move(move: Move, commit: (write: Write) => void): Promise<void> {
    const { places, moves } = this.#services;
    places.makeDirectoryOf(move.to);
    try {
      await moves.run(move, commit);
    } catch (cause) {
      if (codeOf(cause).startsWith('SQLITE_')) throw sqliteWriteError(cause);
      if (codeOf(cause) === '') throw cause;
      const message = `android.system.ErrnoException: ${errnoMessage('rename', cause)}`;
      throw new Throwable('IllegalStateException', message, { cause });
    }
  }

  #pathsOf(ids: readonly number[]): readonly string[] {
    const sql = 'SELECT _data FROM files WHERE _id IN (SELECT value FROM json_each(?))';
    return this.#services.database.all<{ _data: string }>(sql, JSON.stringify(ids)).map(({ _data }) => _data);
  }
}

const DELETE_OWN =
  'DELETE FROM files WHERE _data = ? AND owner_package_name = ? AND _id NOT IN (SELECT value FROM json_each(?))';

/** What every update writes besides: who wrote last, and a date from this statement alone. The next scan mends the date. */
function withProviderColumns(columns: Columns): Columns {
  const { _data = null, ...others } = columns;
  const { datetaken = null, date_modified = null } = others;
  const inferred_date = inferredDate(longOf(datetaken), longOf(date_modified));
  // Differs from Android: a row without a path would be nobody's file. docs/differences.md
  const path = _data === null || _data === '' ? {} : { _data };
  return { _modifier: MODIFIER_CR, ...others, ...path, inferred_date };
}
