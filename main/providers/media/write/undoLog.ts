// What a batch has done so far, so that it can be taken back: Android's batch is one transaction of its database.
import { posix } from 'node:path';
import type { BinderCall } from '../../../content/binderCall.ts';
import { Slices } from '../../../device/realTime.ts';
import type { MediaDatabase, Write } from '../db/mediaDatabase.ts';
import { computeValuesFromData } from '../scan/fileUtils.ts';
import type { Moves } from './moves.ts';
import type { PlacesOnDisk } from './placesOnDisk.ts';
import type { Turns } from './turns.ts';
import { buildUniqueFile } from './uniqueFile.ts';
import { updateRows, type WholeRow } from './writtenRows.ts';

export type Undo = () => Promise<unknown>;

type Services = Readonly<{
  database: MediaDatabase;
  moves: Moves;
  turns: Turns;
  places: Pick<PlacesOnDisk, 'exists' | 'makeDirectoryOf'>;
  log(sentence: string): void;
}>;

/** @returns the rows that are as they were */
type Restore = () => Promise<readonly number[]>;

export class UndoLog {
  readonly #services: Services;
  readonly #steps = new Map<BinderCall, Restore[]>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Begins to keep what this very call does. */
  begin(call: BinderCall): void {
    this.#steps.set(call, []);
  }

  /** Whether the call is kept, so that what it changes has to be read first. */
  keeps(call: BinderCall): boolean {
    return this.#steps.has(call);
  }

  note(call: BinderCall, undo: Undo): void {
    this.#steps.get(call)?.push(async () => {
      await undo();
      return [];
    });
  }

  /** Rows as they are now, to be put back; none for a call that is not kept. */
  snapshot(call: BinderCall, ids: readonly number[]): readonly WholeRow[] {
    if (!this.keeps(call)) return [];
    const sql = 'SELECT * FROM files WHERE _id IN (SELECT value FROM json_each(?))';
    return this.#services.database.all<WholeRow>(sql, JSON.stringify(ids));
  }

  /** Notes that these rows, and the files of those that move, go back to this state. */
  noteRows(call: BinderCall, before: readonly WholeRow[]): void {
    for (const row of before) this.#steps.get(call)?.push(() => this.#restore(row));
  }

  end(call: BinderCall): void {
    this.#steps.delete(call);
  }

  /**
   * The last first. A step that fails is told in logcat and does not keep the others from it.
   * @returns the rows that are as they were before the batch
   */
  async rollBack(call: BinderCall): Promise<ReadonlySet<number>> {
    const steps = this.#steps.get(call) ?? [];
    this.#steps.delete(call);
    const slices = new Slices();
    const restored = new Set<number>();
    for (const undo of steps.toReversed()) {
      try {
        for (const id of await undo()) restored.add(id);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        this.#services.log(`Part of a failed batch stays done: ${why}`);
      }
      await slices.breathe();
    }
    return restored;
  }

  #restore({ _id, generation_added, generation_modified, ...columns }: WholeRow): Promise<readonly number[]> {
    const { database, moves, turns, places } = this.#services;
    return turns.run(_id, async () => {
      const now = database.get<{ _data: string }>('SELECT _data FROM files WHERE _id = ?', _id);
      if (now === null) return [];
      const to = now._data === columns._data ? columns._data : this.#freePath(columns._data);
      const moved = to === columns._data ? {} : computeValuesFromData(to);
      const commit = (write: Write) => void updateRows(write, [_id], { ...columns, ...moved });
      if (now._data === to) database.transaction(commit);
      else {
        places.makeDirectoryOf(to);
        await moves.run({ from: now._data, to }, commit);
      }
      return to === columns._data ? [_id] : [];
    });
  }

  /** Somebody may have put a file where this one was before: that one stays, and this one gets another name. */
  #freePath(path: string): string {
    const { database, places, log } = this.#services;
    const isTaken = (candidate: string) =>
      places.exists(candidate) || database.get('SELECT 1 FROM files WHERE _data = ?', candidate) !== null;
    if (!isTaken(path)) return path;
    const free = buildUniqueFile(posix.dirname(path), null, posix.basename(path), isTaken);
    log(`A failed batch puts ${path} back as ${free}: its name was taken meanwhile.`);
    return free;
  }
}
