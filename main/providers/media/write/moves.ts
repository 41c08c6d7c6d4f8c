// Mirrors the rename in MediaProvider.updateInternal; the note of it in the database is ours: it survives a killed process.
import { failure } from '../../../device/volumePath.ts';
import type { VolumePath, Volumes } from '../../../device/volumes.ts';
import type { MediaDatabase, SqlValue, Write } from '../db/mediaDatabase.ts';
import { computeValuesFromData, isDownload } from '../scan/fileUtils.ts';
import { dataKey } from '../scan/reconcile.ts';
import { isUnreached } from '../scan/walk.ts';
import { codeOf } from './writeErrors.ts';
import { updateRows } from './writtenRows.ts';

export type Move = Readonly<{
  /** Paths of the device, on one volume. Nothing is at `to`. */
  from: string;
  to: string;
}>;

type Services = Readonly<{
  database: MediaDatabase;
  volumes: Volumes;
  /** Keeps scans off these paths while it is held. */
  hold(paths: readonly string[]): Disposable;
  /** Nobody else is given this path while it is held. */
  reserve(path: string): Disposable;
  scanFile(path: string): Promise<void>;
  log(sentence: string): void;
}>;

export class Moves {
  readonly #services: Services;
  /** Notes of moves that this process is at. */
  readonly #underWay = new Set<number>();

  constructor(services: Services) {
    this.#services = services;
  }

  /**
   * Moves a file, then writes its row, both or neither: `commit` runs in the transaction that forgets the note.
   * A file that is not there is no hindrance, as on Android.
   * @throws {Error} with a `code` when the file system refuses; what `commit` throws, with the file back in its place
   */
  async run(move: Move, commit: (write: Write) => void): Promise<void> {
    await this.#run(move, commit);
    this.scanLeft(move.from, move.to);
  }

  /**
   * A user may have put a file of their own below one of the device; it is seen when that has gone, and has no row then.
   * @param path where a file or directory was that is deleted, or moved `to` somewhere else
   */
  scanLeft(path: string, to: string | null = null): void {
    const { volumes, scanFile } = this.#services;
    // Where case makes no difference the new name is the old one, too.
    if (to !== null && dataKey(path) === dataKey(to)) return;
    const place = volumes.volumeOf(path);
    if (place !== null && place.volume.files.stat(place.relative) !== null) void scanFile(path);
  }

  async #run(move: Move, commit: (write: Write) => void): Promise<void> {
    const { database, volumes, hold, reserve } = this.#services;
    const [from, to] = [volumes.volumeOf(move.from), volumes.volumeOf(move.to)];
    if (from === null || to === null) throw new Error(`${move.from} is on no volume that is there.`);
    const { files } = from.volume;
    using _held = hold([move.from, move.to]);
    using _to = reserve(move.to);
    // The file has left its place before its row has: who would move another one there could lose one of both to a kill.
    using _from = reserve(move.from);
    const entry = files.stat(from.relative);
    if (entry === null && isUnreached(from.volume, from.relative))
      throw failure('EIO', `Nobody can say whether ${move.from} is there.`);
    // Between the choice of a free name and now somebody may have put a file of their own there.
    if (entry !== null && this.#isSomebodysOwn(move)) throw failure('EEXIST', `${move.to} is there already.`);
    const note = database.transaction((write) => noteMove(write, move));
    this.#underWay.add(note);
    try {
      if (entry?.isDirectory === true) await files.moveDirectory(from.relative, to.relative);
      else if (entry !== null) await files.moveFile(from.relative, to.relative);
      database.transaction((write) => {
        write.run('DELETE FROM moves WHERE _id = ?', note);
        commit(write);
        moveRowsBelow(write, move);
      });
    } catch (error) {
      await this.#undo(move, note);
      throw error;
    } finally {
      this.#underWay.delete(note);
    }
  }

  /**
   * Notes that a file is about to be deleted. Without it a scan finds the row of what is pending, and lets it wait for
   * the file. Disposed of when that has ended; a note that was not forgotten by then is for the next start to decide.
   */
  noteDeletion(path: string): Disposable & Readonly<{ forget(write: Write): void }> {
    const note = this.#services.database.transaction((write) => noteMove(write, { from: path, to: DELETED }));
    this.#underWay.add(note);
    return {
      forget: (write) => void write.run('DELETE FROM moves WHERE _id = ?', note),
      [Symbol.dispose]: () => void this.#underWay.delete(note),
    };
  }

  /** Finishes or takes back what was under way when the process was killed. Before the first scan. */
  async recover(): Promise<void> {
    const notes = this.#services.database.all<Note>('SELECT _id, from_data, to_data FROM moves ORDER BY _id');
    for (const { _id, from_data, to_data } of notes) {
      const move = { from: from_data, to: to_data };
      if (this.#underWay.has(_id)) continue;
      try {
        if (move.to === DELETED) this.#recoverDeletion(move.from, _id);
        else await this.#recoverOne(move, _id);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        const what = move.to === DELETED ? 'deleted' : `moved to ${move.to}`;
        this.#services.log(`${from_data} could not be ${what} after a crash: ${why}. It is tried again.`);
      }
    }
  }

  async #recoverOne(move: Move, note: number): Promise<void> {
    const [from, to] = [this.#reached(move.from), this.#reached(move.to)];
    // A disk that is away now may be back at the next start.
    if (from === null || to === null) return;
    const moved = to.volume.files.stat(to.relative) !== null;
    if (!moved || from.volume.files.stat(from.relative) !== null || !this.#moveRows(move, note))
      await this.#undo(move, note);
  }

  /**
   * The row follows its file; a directory goes as a whole, and so do the rows below it.
   * @returns false when a row of another item waits at the new place for its file: the move would have been refused
   */
  #moveRows(move: Move, note: number): boolean {
    const values: Record<string, SqlValue> = { ...computeValuesFromData(move.to) };
    if (isDownload(move.to)) values.is_download = 1;
    // The scan that follows reads the file again.
    const assignments = Object.keys(values).map((name) => `${name} = ?`);
    const sql = `UPDATE files SET ${assignments.join(', ')}, _modifier = 2, generation_modified = ? WHERE _data = ?`;
    try {
      this.#services.database.transaction((write) => {
        write.run('DELETE FROM moves WHERE _id = ?', note);
        write.run(sql, ...Object.values(values), write.generation, move.from);
        moveRowsBelow(write, move);
      });
      return true;
    } catch (error) {
      if (codeOf(error) === 'SQLITE_CONSTRAINT_UNIQUE') return false;
      throw error;
    }
  }

  #recoverDeletion(path: string, note: number): void {
    const { database } = this.#services;
    const place = this.#reached(path);
    if (place === null) return;
    const isGone = place.volume.files.stat(place.relative) === null;
    database.transaction((write) => {
      write.run('DELETE FROM moves WHERE _id = ?', note);
      if (isGone) write.run('DELETE FROM files WHERE _data = ? OR (_data > ? AND _data < ?)', ...treeOf(path));
    });
  }

  /** Null while nobody can say what is at a path. */
  #reached(path: string): VolumePath | null {
    const place = this.#services.volumes.volumeOf(path);
    return place === null || isUnreached(place.volume, place.relative) ? null : place;
  }

  /** A file without a row, which is no other name of what moves: an app of old may take the place of a row of its own. */
  #isSomebodysOwn({ from, to }: Move): boolean {
    const { database, volumes } = this.#services;
    const place = volumes.volumeOf(to);
    const there = place?.volume.files.stat(place.relative) ?? null;
    if (there === null || there.isDirectory || dataKey(from) === dataKey(to)) return false;
    return database.get('SELECT 1 AS found FROM files WHERE _data = ?', to) === null;
  }

  /** The file back to where its row says it is. */
  async #undo(move: Move, note: number): Promise<void> {
    const { database, volumes } = this.#services;
    const [from, to] = [volumes.volumeOf(move.from), volumes.volumeOf(move.to)];
    if (from === null || to === null) return;
    const { files } = to.volume;
    const [source, target] = [files.stat(from.relative), files.stat(to.relative)];
    try {
      // A volume moves as a whole or not at all: with something at both ends one of them is somebody's own, however equal.
      const isMoved = target !== null && source === null;
      if (isMoved && target.isDirectory) await files.moveDirectory(to.relative, from.relative);
      else if (isMoved) await files.moveFile(to.relative, from.relative);
      database.transaction((write) => write.run('DELETE FROM moves WHERE _id = ?', note));
    } catch (error) {
      // The note stays: the next start tries again.
      const why = error instanceof Error ? error.message : String(error);
      this.#services.log(`${move.to} could not be moved back to ${move.from}: ${why}.`);
    }
  }
}

/** What is in a directory moves with it, and keeps its ids. */
function moveRowsBelow(write: Write, { from, to }: Move): void {
  // '0' is the character after '/': the range is exactly what lies below.
  const sql = 'SELECT _id, _data FROM files WHERE _data > ? AND _data < ?';
  for (const { _id, _data } of write.all<{ _id: number; _data: string }>(sql, `${from}/`, `${from}0`))
    updateRows(write, [_id], { ...computeValuesFromData(to + _data.slice(from.length)) });
}

/** Where a file goes that is deleted. */
const DELETED = '';

/** A path, and the range of exactly what lies below it: '0' is the character after '/'. */
export function treeOf(path: string): readonly [path: string, after: string, before: string] {
  return [path, `${path}/`, `${path}0`];
}

type Note = Readonly<{ _id: number; from_data: string; to_data: string }>;

function noteMove(write: Write, { from, to }: Move): number {
  const sql = 'INSERT INTO moves (from_data, to_data) VALUES (?, ?) RETURNING _id';
  return write.all<{ _id: number }>(sql, from, to)[0]?._id ?? -1;
}
