// What a batch has done so far, so that it can be taken back: Android's batch is one transaction of its database.
import type { BinderCall } from '../../../content/binderCall.ts';
import type { MediaDatabase, Write } from '../db/mediaDatabase.ts';
import type { Moves } from './moves.ts';
import type { Turns } from './turns.ts';
import { updateRows, type WholeRow } from './writtenRows.ts';

export type Undo = () => Promise<unknown>;

type Services = Readonly<{ database: MediaDatabase; moves: Moves; turns: Turns; log(sentence: string): void }>;

export class UndoLog {
  readonly #services: Services;
  readonly #steps = new Map<BinderCall, Undo[]>();

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
    this.#steps.get(call)?.push(undo);
  }

  /** Rows as they are now, to be put back; none for a call that is not kept. */
  snapshot(call: BinderCall, ids: readonly number[]): readonly WholeRow[] {
    if (!this.keeps(call)) return [];
    const sql = 'SELECT * FROM files WHERE _id IN (SELECT value FROM json_each(?))';
    return this.#services.database.all<WholeRow>(sql, JSON.stringify(ids));
  }

  /** Notes that these rows, and the files of those that move, go back to this state. */
  noteRows(call: BinderCall, before: readonly WholeRow[]): void {
    for (const row of before) this.note(call, () => this.#restore(row));
  }

  end(call: BinderCall): void {
    this.#steps.delete(call);
  }

  /** The last first. A step that fails is told in logcat and does not keep the others from it. */
  async rollBack(call: BinderCall): Promise<void> {
    const steps = this.#steps.get(call) ?? [];
    this.#steps.delete(call);
    for (const undo of steps.toReversed()) {
      await undo().catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        this.#services.log(`Part of a failed batch stays done: ${why}`);
      });
    }
  }

  #restore({ _id, generation_added, generation_modified, ...columns }: WholeRow): Promise<void> {
    const { database, moves, turns } = this.#services;
    return turns.run(_id, async () => {
      const now = database.get<{ _data: string }>('SELECT _data FROM files WHERE _id = ?', _id);
      if (now === null) return;
      const move = { from: now._data, to: columns._data };
      const commit = (write: Write) => void updateRows(write, [_id], columns);
      if (move.from === move.to) database.transaction(commit);
      else await moves.run(move, commit);
    });
  }
}
