// The rows of the library panel: page after page by _id, and the pages in sight again when the library changed.
import type { MediaRow, MediaRowsPage, MediaRowsRequest } from '../../contract/rpc/inspection.ts';

export type LibrarySnapshot = Readonly<{
  rows: readonly MediaRow[];
  /** Whether the last row of the library is among them. */
  isComplete: boolean;
  isLoading: boolean;
  /** What the device said when it could not answer; null when it did. */
  problem: string | null;
}>;

type Part = Pick<MediaRowsRequest, 'before' | 'downTo' | 'limit'>;
type Page = Readonly<{ before: number | null; next: number | null; rows: readonly MediaRow[]; version: number }>;

export const PAGE_SIZE = 100;
/** A page that grew beyond this, because a scan found thousands of files, ends what is loaded. */
const MAX_PAGE = 5 * PAGE_SIZE;

/** Holds what was read so far. Asks for one thing at a time. */
export class LibraryRows {
  readonly #read: (part: Part) => Promise<MediaRowsPage>;
  readonly #listeners = new Set<() => void>();
  #snapshot: LibrarySnapshot = { rows: [], isComplete: false, isLoading: true, problem: null };
  #pages: readonly Page[] = [];
  /** Counts the changes of the library; a page of an older version is read again when it comes into sight. */
  #version = 0;
  #line: Promise<void> = Promise.resolve();
  #isLoadingMore = false;
  #isClosed = false;

  constructor(read: (part: Part) => Promise<MediaRowsPage>) {
    this.#read = read;
  }

  snapshot = (): LibrarySnapshot => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads the next page, if there is one. Calls that come meanwhile are the same one. */
  loadMore(): Promise<void> {
    if (this.#isLoadingMore || this.#snapshot.isComplete || this.#snapshot.problem !== null) return this.#line;
    this.#isLoadingMore = true;
    return this.#inTurn(async () => {
      try {
        const page = await this.#readPage(this.#pages.at(-1)?.next ?? null, null, PAGE_SIZE);
        this.#pages = [...this.#pages, page];
      } finally {
        this.#isLoadingMore = false;
      }
    });
  }

  /** The library, or what the app may see, has changed. @param inSight the first row in sight and the one after the last */
  changed(inSight: readonly [number, number]): Promise<void> {
    this.#version++;
    return this.show(inSight);
  }

  /** Reads the stale pages in sight again; the others wait until they are looked at. */
  show([first, end]: readonly [number, number]): Promise<void> {
    return this.#inTurn(async () => {
      let start = 0;
      for (const page of this.#pages) {
        const isInSight = start < end && start + page.rows.length >= first;
        start += page.rows.length;
        if (isInSight && page.version !== this.#version) await this.#readAgain(page);
      }
    });
  }

  /** After a problem: from the start. */
  retry(): Promise<void> {
    this.#pages = [];
    this.#show({ rows: [], isComplete: false, isLoading: true, problem: null });
    return this.loadMore();
  }

  /** Starts, or goes on after close(). */
  open(): void {
    this.#isClosed = false;
    if (this.#pages.length === 0) void this.loadMore();
  }

  /** Nobody looks any more. */
  close(): void {
    this.#isClosed = true;
  }

  async #readAgain(known: Page): Promise<void> {
    const page = await this.#readPage(known.before, known.next, MAX_PAGE);
    const at = this.#pages.indexOf(known);
    const isCut = page.next !== known.next;
    this.#pages = [...this.#pages.slice(0, at), page, ...(isCut ? [] : this.#pages.slice(at + 1))];
  }

  /** From `before` to `downTo`, or `atMost` rows: one call of the device looks at a part of the library only. */
  async #readPage(before: number | null, downTo: number | null, atMost: number): Promise<Page> {
    const version = this.#version;
    const rows: MediaRow[] = [];
    let next = before;
    do {
      const part = await this.#read({ before: next, downTo, limit: atMost - rows.length });
      rows.push(...part.rows);
      next = part.next;
    } while (!this.#isClosed && next !== null && rows.length < atMost && (downTo === null || next > downTo));
    return { before, next, rows, version };
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#line = this.#line.then(async () => {
      if (this.#isClosed) return;
      const before = this.#pages;
      try {
        await work();
        if (this.#pages === before && !this.#snapshot.isLoading) return;
        const isComplete = this.#pages.length > 0 && this.#pages.at(-1)?.next === null;
        this.#show({ rows: this.#pages.flatMap(({ rows }) => rows), isComplete, isLoading: false, problem: null });
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        this.#show({ ...this.#snapshot, isLoading: false, problem });
      }
    });
    return this.#line;
  }

  #show(snapshot: LibrarySnapshot): void {
    if (this.#isClosed) return;
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}
