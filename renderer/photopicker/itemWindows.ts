// Mirrors Paging's window on a result: rows by their position, only those near to what is looked at.
import type { Cursor } from '../../sdk/cursor.ts';
import type { Item } from './item.ts';
import { type ItemRow, readItem } from './itemCursor.ts';

/** Rows of a window; windows begin at multiples of it. */
export const WINDOW_ROWS = 100;
/** Windows that are kept: several screens in each direction, however far one scrolls. */
const MAX_WINDOWS = 30;
/** Windows that wait to be read; one that more than this many were asked for since was scrolled past. */
const MAX_ASKED = 4;

export type ItemCursor = ItemRow & Pick<Cursor, 'moveToPosition' | 'getCount' | 'close'>;

type Listener = Readonly<{
  /** More items are there. */
  onLoaded(): void;
  onError(error: unknown): void;
}>;

/** The items of one open result. */
export class ItemWindows {
  readonly #cursor: ItemCursor;
  readonly #userId: number;
  readonly #listener: Listener;
  /** By the position of the window; the one used longest ago comes first. */
  readonly #windows = new Map<number, readonly Item[]>();
  /** The last one asked for comes last. */
  readonly #asked = new Set<number>();
  /** A cursor stands on one row: what reads it takes turns. */
  #reading: Promise<void> = Promise.resolve();
  #isBusy = false;
  #isClosed = false;

  constructor(cursor: ItemCursor, userId: number, listener: Listener) {
    this.#cursor = cursor;
    this.#userId = userId;
    this.#listener = listener;
  }

  get count(): number {
    return this.#cursor.getCount();
  }

  /** The item at a position when it is there; asks for its window when it is not. */
  itemAt(index: number): Item | undefined {
    const window = Math.floor(index / WINDOW_ROWS);
    const items = this.#windows.get(window);
    if (items !== undefined) return items[index - window * WINDOW_ROWS];
    if (index >= 0 && index < this.count) this.#ask(window);
    return undefined;
  }

  /** What is in sight, first and last: it is not forgotten while there is more to keep. */
  keep(first: number, last: number): void {
    for (const window of windowsOf(first, last)) {
      const items = this.#windows.get(window);
      if (items === undefined) continue;
      this.#windows.delete(window);
      this.#windows.set(window, items);
    }
  }

  /** Resolves when all items from `first` to `last` are there, as far as there are any. */
  async load(first: number, last: number): Promise<void> {
    const from = Math.max(0, first);
    for (const window of windowsOf(from, Math.min(last, this.count - 1))) {
      if (!this.#windows.has(window)) await this.#inTurn(() => this.#read(window));
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#asked.clear();
    Promise.resolve(this.#cursor.close()).catch(() => undefined);
  }

  #ask(window: number): void {
    if (this.#isClosed) return;
    this.#asked.delete(window);
    this.#asked.add(window);
    for (const oldest of this.#asked) {
      if (this.#asked.size <= MAX_ASKED) break;
      this.#asked.delete(oldest);
    }
    if (this.#isBusy) return;
    this.#isBusy = true;
    // After this turn, so that a grid that is being drawn can say all that it wants.
    queueMicrotask(() => void this.#readAsked());
  }

  async #readAsked(): Promise<void> {
    try {
      for (let window = this.#next(); window !== undefined; window = this.#next()) {
        const wanted = window;
        await this.#inTurn(() => this.#read(wanted));
        this.#asked.delete(wanted);
        if (!this.#isClosed) this.#listener.onLoaded();
      }
    } catch (error) {
      this.#asked.clear();
      if (!this.#isClosed) this.#listener.onError(error);
    } finally {
      this.#isBusy = false;
    }
  }

  #next(): number | undefined {
    return this.#isClosed ? undefined : [...this.#asked].at(-1);
  }

  #inTurn(read: () => Promise<void>): Promise<void> {
    const turn = this.#reading.then(read);
    this.#reading = turn.catch(() => undefined);
    return turn;
  }

  async #read(window: number): Promise<void> {
    if (this.#windows.has(window)) return;
    const items: Item[] = [];
    const first = window * WINDOW_ROWS;
    const end = Math.min(first + WINDOW_ROWS, this.count);
    for (let index = first; index < end && !this.#isClosed; index++) {
      if (!(await this.#cursor.moveToPosition(index))) break;
      items.push(readItem(this.#cursor, this.#userId));
    }
    if (this.#isClosed) return;
    this.#windows.set(window, items);
    for (const oldest of this.#windows.keys()) {
      if (this.#windows.size <= MAX_WINDOWS) break;
      this.#windows.delete(oldest);
    }
  }
}

function windowsOf(first: number, last: number): readonly number[] {
  const [from, to] = [Math.floor(first / WINDOW_ROWS), Math.floor(last / WINDOW_ROWS)];
  return last < first ? [] : Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
