// Which folders answer at all: a network folder that hangs would hold up whoever looks at it synchronously.
import { stat } from 'node:fs/promises';
import { afterRealTime } from '../../../device/realTime.ts';

/** Longest wait for all answers, milliseconds. */
const LIMIT = 2_000;

type Ways = Readonly<{
  look?: (folder: string) => Promise<unknown>;
  after?: (milliseconds: number, run: () => void) => Disposable;
}>;

export class AnsweringFolders {
  readonly #look: NonNullable<Ways['look']>;
  readonly #after: NonNullable<Ways['after']>;
  /** Looked at and without an answer: nobody looks again until it comes, each hanging look takes a thread. */
  readonly #hanging = new Set<string>();

  constructor({ look = (folder) => stat(folder), after = afterRealTime }: Ways = {}) {
    this.#look = look;
    this.#after = after;
  }

  /** Looks at all of them at once. @returns those that answered in time, also when that was an error */
  async of(folders: readonly string[]): Promise<ReadonlySet<string>> {
    const answered = new Set<string>();
    const asked = folders.filter((folder) => !this.#hanging.has(folder));
    const all = Promise.all(asked.map((folder) => this.#ask(folder).then(() => answered.add(folder))));
    const over = Promise.withResolvers<void>();
    using _limit = this.#after(LIMIT, over.resolve);
    await Promise.race([all, over.promise]);
    return new Set(answered);
  }

  async #ask(folder: string): Promise<void> {
    this.#hanging.add(folder);
    await this.#look(folder).catch(() => null);
    this.#hanging.delete(folder);
  }
}
