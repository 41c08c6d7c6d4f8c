// Rows of a query as a screen wants them: page after page, and again from the start when the data changed.

/** As much of android.database.Cursor as reading forward needs. */
export type RowSource = Readonly<{
  moveToNext(): boolean | Promise<boolean>;
  getCount(): number;
  close(): unknown;
}>;

export type RowsSnapshot<T> = Readonly<{
  items: readonly T[];
  /** Rows of the whole result; null before the first answer. */
  count: number | null;
  isLoading: boolean;
  error: unknown;
}>;

type Query<C extends RowSource, T> = Readonly<{
  open(): Promise<C | null>;
  read(cursor: C): T;
  pageSize: number;
  /** What a new answer is to the one that is shown; without it every answer is a changed one. */
  compare?(shown: C, next: C | null): Difference;
}>;

/** same: nothing to read. changed: as many rows again as are shown. other: from the first page on. */
export type Difference = 'same' | 'changed' | 'other';

/** Holds the rows read so far, and the cursor they come from. */
export class PagedRows<C extends RowSource, T> {
  readonly #query: Query<C, T>;
  readonly #listeners = new Set<() => void>();
  #cursor: C | null = null;
  #snapshot: RowsSnapshot<T> = { items: [], count: null, isLoading: false, error: null };
  #running: Promise<void> | null = null;
  #isStale = false;
  #isClosed = false;

  constructor(query: Query<C, T>) {
    this.#query = query;
  }

  snapshot = (): RowsSnapshot<T> => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks again and reads at least as many rows as are shown. Calls that come meanwhile lead to one more run. */
  refresh(): Promise<void> {
    this.#isStale = true;
    this.#isClosed = false;
    this.#running ??= this.#refreshWhileStale().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Reads the next page, if there is one. */
  async loadMore(): Promise<void> {
    const { items, count, isLoading, error } = this.#snapshot;
    if (this.#running !== null || isLoading || error !== null || count === null || items.length >= count) return;
    this.#running = this.#loadPage().finally(() => {
      this.#running = null;
      if (this.#isStale) void this.refresh();
    });
    await this.#running;
  }

  /** Gives the cursor back to the device. A later refresh starts again. */
  close(): void {
    this.#isClosed = true;
    this.#cursor?.close();
    this.#cursor = null;
  }

  async #refreshWhileStale(): Promise<void> {
    while (this.#isStale && !this.#isClosed) {
      this.#isStale = false;
      this.#show({ isLoading: true });
      try {
        await this.#reopen();
      } catch (error) {
        this.#show({ items: [], count: null, isLoading: false, error });
      }
    }
  }

  async #reopen(): Promise<void> {
    const cursor = await this.#query.open();
    const difference = this.#difference(cursor);
    if (difference === 'same') {
      cursor?.close();
      return this.#show({ isLoading: false });
    }
    this.#cursor?.close();
    this.#cursor = cursor;
    if (this.#isClosed) return this.close();
    const shown = difference === 'other' ? 0 : this.#snapshot.items.length;
    const items = await this.#readRows(Math.max(this.#query.pageSize, shown));
    this.#show({ items, count: cursor?.getCount() ?? 0, isLoading: false, error: null });
  }

  #difference(next: C | null): Difference {
    if (this.#cursor === null || this.#snapshot.count === null || this.#snapshot.error !== null) return 'changed';
    return this.#query.compare?.(this.#cursor, next) ?? 'changed';
  }

  async #loadPage(): Promise<void> {
    this.#show({ isLoading: true });
    try {
      const more = await this.#readRows(this.#query.pageSize);
      const items = [...this.#snapshot.items, ...more];
      // A result that ends early would otherwise be asked for its next page for ever.
      this.#show({ items, isLoading: false, ...(more.length === 0 ? { count: items.length } : {}) });
    } catch (error) {
      this.#show({ isLoading: false, error });
    }
  }

  async #readRows(atMost: number): Promise<T[]> {
    const rows: T[] = [];
    const cursor = this.#cursor;
    while (cursor !== null && rows.length < atMost && !this.#isClosed) {
      const moved = cursor.moveToNext();
      if (!(typeof moved === 'boolean' ? moved : await moved)) break;
      rows.push(this.#query.read(cursor));
    }
    return rows;
  }

  #show(change: Partial<RowsSnapshot<T>>): void {
    if (this.#isClosed) return;
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
