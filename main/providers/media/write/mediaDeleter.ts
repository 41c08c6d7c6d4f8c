// Mirrors MediaProvider.deleteInternal, deleteIfAllowed and deleteRecursive.
import { VERSION_CODES } from '../../../../contract/android/build.ts';
import type { Bundle } from '../../../../contract/android/cursor.ts';
import { uriParts } from '../../../../contract/android/uri.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import { Slices } from '../../../device/realTime.ts';
import { failure } from '../../../device/volumePath.ts';
import type { Volumes } from '../../../device/volumes.ts';
import type { Logcat } from '../../../log/logcat.ts';
import { isSelf } from '../callerAccess.ts';
import { resolveQueryArgs } from '../queryArgs.ts';
import { isVolumeAttached } from '../queryBuilder.ts';
import { isUnreached } from '../scan/walk.ts';
import { enforceTexts } from '../sqlText.ts';
import { isRedactedUri, type Match } from '../uriMatcher.ts';
import type { ItemAccess, ItemAccessServices } from './itemAccess.ts';
import { enforceRows, matchedIds } from './matchedRows.ts';
import { type Moves, treeOf } from './moves.ts';
import type { Turns } from './turns.ts';
import { codeOf, diskFull, sqliteWriteError } from './writeErrors.ts';

export type MediaDeleterServices = ItemAccessServices &
  Readonly<{
    access: ItemAccess;
    turns: Turns;
    moves: Moves;
    volumes: Volumes;
    logcat: Logcat;
    /** Keeps scans off these paths while it is held. */
    hold(paths: readonly string[]): Disposable;
    /** Forgets the pictures of an item that is no more. */
    dropThumbnails(id: number): Promise<void>;
  }>;

type Extent = Readonly<{
  /** Whether the files go too. */
  withData: boolean;
  /** Whether a directory goes with what others have in it; otherwise only an empty one goes. */
  recursive: boolean;
}>;

type DeletionNote = ReturnType<Moves['noteDeletion']>;

type DeletedRow = Readonly<{ _id: number; _data: string }>;

export class MediaDeleter {
  readonly #services: MediaDeleterServices;

  constructor(services: MediaDeleterServices) {
    this.#services = services;
  }

  /**
   * Deletes files, then their rows; grants on their URIs go with the rows.
   * @returns number of rows the selection named
   * @throws {Throwable} SecurityException, RecoverableSecurityException, SQLiteFullException when nothing more can be
   *   written: what was not deleted by then is as it was
   */
  async delete(call: BinderCall, match: Match, extras: Bundle): Promise<number> {
    const { access, mountedVolumes } = this.#services;
    if (isRedactedUri(match.uri)) return 0;
    if (!isVolumeAttached(match.volumeName, mountedVolumes(), call.caller.targetSdk)) return 0;
    enforceRows(match);
    if (match.id !== null && access.enforce(call, match, 'delete') === null) return 0;
    const { isSelf, isShell, isManager, isLegacyWrite } = access.writeCaller(call);
    const withData = !isRowOnly(call, match);
    // The files are found with a query first.
    if (withData) enforceTexts(resolveQueryArgs(extras).sqlArgs.selectionArgs ?? []);
    return this.deleteRows(matchedIds(this.#services, call, match, extras), {
      withData,
      recursive: isSelf || isShell || isManager || isLegacyWrite,
    });
  }

  /** What delete() does with rows that are known to be meant. */
  async deleteRows(ids: readonly number[], extent: Extent): Promise<number> {
    const slices = new Slices();
    let count = 0;
    // The row of a directory goes after those of what is in it, so that each is told of once.
    for (const id of ids.toSorted((a, b) => b - a)) {
      count += await this.#services.turns.run(id, () => this.#deleteOne(id, extent));
      await this.#services.dropThumbnails(id);
      await slices.breathe();
    }
    return count;
  }

  async #deleteOne(id: number, extent: Extent): Promise<number> {
    const { database, hold, logcat } = this.#services;
    const row = database.get<DeletedRow>('SELECT _id, _data FROM files WHERE _id = ?', id);
    if (row === null) return 0;
    let isDeleted = false;
    // After the row has gone, and nothing keeps scans off its path any more.
    using _scan = { [Symbol.dispose]: () => (isDeleted ? this.#services.moves.scanLeft(row._data) : undefined) };
    using _held = hold([row._data]);
    using note =
      extent.withData && this.#hasPending(row._data, extent.recursive)
        ? this.#services.moves.noteDeletion(row._data)
        : null;
    try {
      isDeleted = extent.withData && (await this.#deleteFile(row._data, extent.recursive));
    } catch (error) {
      // Without its row the file would come back with the next scan, as somebody else's.
      logcat.log('E', 'MediaProvider', `Couldn't delete ${row._data}: ${codeOf(error)}`);
      this.#forget(note);
      if (codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT') throw diskFull(error);
      return 0;
    }
    return this.#deleteRow(row, extent, note);
  }

  /** Whether a row that goes would outlive its file: a scan deletes every other one. */
  #hasPending(path: string, recursive: boolean): boolean {
    const [, after, before] = recursive ? treeOf(path) : [path, '', ''];
    const sql =
      'SELECT 1 AS found FROM files WHERE is_pending = 1 AND (_data = ? OR (_data > ? AND _data < ?)) LIMIT 1';
    return this.#services.database.get(sql, path, after, before) !== null;
  }

  #forget(note: DeletionNote | null): void {
    try {
      if (note !== null) this.#services.database.transaction((write) => note.forget(write));
    } catch {
      // The disk is full: the next start finds the file, and forgets it then.
    }
  }

  /** @returns whether there was something that is deleted now */
  async #deleteFile(path: string, recursive: boolean): Promise<boolean> {
    const place = this.#services.volumes.volumeOf(path);
    // Without its volume nobody knows whether there is a file: its row stays, as those beside it do.
    if (place === null) throw failure('EIO', `${path} is on no volume.`);
    const { files } = place.volume;
    const entry = files.stat(place.relative);
    if (entry === null && isUnreached(place.volume, place.relative))
      throw failure('EIO', `Nobody can say whether ${path} is there.`);
    if (entry === null || place.relative === '') return false;
    if (!entry.isDirectory) files.deleteFile(place.relative);
    else if (recursive || (await files.readdir(place.relative)).entries.length === 0)
      await files.deleteDirectory(place.relative);
    else return false;
    return true;
  }

  #deleteRow({ _id, _data }: DeletedRow, { withData, recursive }: Extent, note: DeletionNote | null): number {
    try {
      return this.#services.database.transaction((write) => {
        note?.forget(write);
        const [, after, before] = treeOf(_data);
        if (withData && recursive) write.run('DELETE FROM files WHERE _data > ? AND _data < ?', after, before);
        return write.run('DELETE FROM files WHERE _id = ?', _id);
      });
    } catch (error) {
      throw sqliteWriteError(error);
    }
  }
}

/** `?deletedata=false`: the file stays. Apps that target 35 or later cannot ask for it. */
function isRowOnly(call: BinderCall, { uri }: Match): boolean {
  const honored = isSelf(call) || call.caller.targetSdk < VERSION_CODES.VANILLA_ICE_CREAM;
  return honored && uriParts(uri).query.get('deletedata') === 'false';
}
