// Where each item of a long list is: what the picker asks from any place of 100,000 items is found by seeking.
import type { CursorValue } from '../../../contract/android/cursor.ts';
import { Slices } from '../../device/realTime.ts';
import type { MediaDatabase, SqlValue } from './db/mediaDatabase.ts';
import {
  type PickerKey,
  type PickerQuery,
  type PickerRange,
  pickerAlbumCountsStatement,
  pickerDatesStatement,
  pickerKeyStatement,
  pickerMediaStatement,
} from './pickerMedia.ts';

/** Items between two places that are kept: what is read to get to any of them takes well under a millisecond. */
const ITEMS_PER_PART = 2_000;
/** Lists that are kept: the filters and albums that were looked at last. */
const ORDERS = 12;
/** Milliseconds of a quarter of an hour: every time zone's days begin at one. */
const QUARTER_HOUR = 900_000;

export type PickerItemRow = Readonly<Record<string, CursorValue>>;

/** How many items were taken in a quarter of an hour since 1970 UTC. */
export type TimelineEntry = Readonly<{ quarterHour: number; count: number }>;

export type PickerAlbum = Readonly<{ count: number /** The newest item. */; cover: PickerItemRow | null }>;

/** A part of the list, and how many of its items pass the filters; `start` is how many are before it. */
type Part = Readonly<{ range: PickerRange; start: number; count: number }>;

/** A list as it was counted. Later changes move what is read only within their part, as a cursor's windows do. */
export class PickerOrder {
  readonly count: number;
  /** Newest first. */
  readonly timeline: readonly TimelineEntry[];
  readonly #database: MediaDatabase;
  readonly #query: PickerQuery;
  readonly #parts: readonly Part[];

  constructor(
    source: Readonly<{ database: MediaDatabase; query: PickerQuery }>,
    counted: Readonly<{ parts: readonly Part[]; timeline: readonly TimelineEntry[] }>,
  ) {
    this.#database = source.database;
    this.#query = source.query;
    this.#parts = counted.parts;
    this.timeline = counted.timeline;
    const last = counted.parts.at(-1);
    this.count = last === undefined ? 0 : last.start + last.count;
  }

  /** Items from `start` on, at most `length` of them. */
  window(start: number, length: number): readonly PickerItemRow[] {
    const end = Math.min(start + length, this.count);
    const rows: PickerItemRow[] = [];
    if (start < 0) return rows;
    for (let at = this.#partOf(start); at < this.#parts.length; at++) {
      const part = this.#parts[at];
      if (part === undefined || part.start >= end) break;
      const from = Math.max(0, start - part.start);
      const wanted = Math.min(part.count, end - part.start) - from;
      if (wanted > 0) rows.push(...this.#read(part.range, wanted, from));
    }
    return rows;
  }

  #read(range: PickerRange, length: number, offset: number): readonly PickerItemRow[] {
    const { sql, args } = pickerMediaStatement(this.#query, range);
    return this.#database.all(`${sql} LIMIT ? OFFSET ?`, ...(args as readonly SqlValue[]), length, offset);
  }

  /** Index of the part that the item at a position is in. */
  #partOf(position: number): number {
    let [low, high] = [0, this.#parts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const part = this.#parts[middle];
      if (part !== undefined && part.start + part.count <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Counts lists in short turns, and keeps what was counted until a row changes. */
export class PickerOrders {
  readonly #database: MediaDatabase;
  readonly #slices = new Slices();
  readonly #kept = new Map<string, Promise<unknown>>();
  #cloudRevision = 0;

  constructor(database: MediaDatabase) {
    this.#database = database;
    database.onCommit(() => this.#kept.clear());
  }

  /** Counts the changes of a provider's items, as the database's generation counts those of the device's. */
  get cloudRevision(): number {
    return this.#cloudRevision;
  }

  /** A provider's items have changed: what was counted is old. */
  cloudChanged(): void {
    this.#cloudRevision++;
    this.#kept.clear();
  }

  of(query: PickerQuery): Promise<PickerOrder> {
    return this.#keep('order', query, async () => this.#order(query, await this.#ranges(hasCloud(query))));
  }

  /** Which of these albums have items that pass the filters. */
  albums(query: PickerQuery, albumIds: readonly string[]): Promise<ReadonlyMap<string, PickerAlbum>> {
    return this.#keep(albumIds.join(), query, async () =>
      this.#albums(query, albumIds, await this.#ranges(hasCloud(query))),
    );
  }

  /** The whole list in parts of about the same length, whatever is filtered. */
  #ranges(withCloud: boolean): Promise<readonly PickerRange[]> {
    return this.#keep(`ranges ${withCloud}`, null, async () => {
      const ranges: PickerRange[] = [];
      let from: PickerKey | null = null;
      for (;;) {
        await this.#slices.next();
        const { sql, args } = pickerKeyStatement(from, withCloud);
        const to: PickerKey | null = this.#database.get(sql, ...(args as readonly SqlValue[]), ITEMS_PER_PART);
        ranges.push({ from, to });
        if (to === null) return ranges;
        from = to;
      }
    });
  }

  async #order(query: PickerQuery, ranges: readonly PickerRange[]): Promise<PickerOrder> {
    const parts: Part[] = [];
    const timeline = new Map<number, number>();
    let start = 0;
    for (const range of ranges) {
      await this.#slices.next();
      const { sql, args } = pickerDatesStatement(query, range);
      const dates = this.#database.rows(sql, args) as readonly (readonly [number])[];
      for (const [date] of dates) {
        const quarterHour = Math.floor(date / QUARTER_HOUR);
        timeline.set(quarterHour, (timeline.get(quarterHour) ?? 0) + 1);
      }
      if (dates.length > 0) parts.push({ range, start, count: dates.length });
      start += dates.length;
    }
    const entries = [...timeline].map(([quarterHour, count]) => ({ quarterHour, count }));
    entries.sort((a, b) => b.quarterHour - a.quarterHour);
    return new PickerOrder({ database: this.#database, query }, { parts, timeline: entries });
  }

  async #albums(
    query: PickerQuery,
    albumIds: readonly string[],
    ranges: readonly PickerRange[],
  ): Promise<ReadonlyMap<string, PickerAlbum>> {
    const albums = new Map<string, PickerAlbum>();
    for (const range of ranges) {
      await this.#slices.next();
      const { sql, args } = pickerAlbumCountsStatement(query, albumIds, range);
      const sources = this.#database.all<Record<string, number>>(sql, ...(args as readonly SqlValue[]));
      for (const albumId of albumIds) {
        const count = sources.reduce((sum, counts) => sum + (counts[albumId] ?? 0), 0);
        const known =
          albums.get(albumId) ?? (count > 0 && { count: 0, cover: this.#first({ ...query, albumId }, range) });
        if (known !== false) albums.set(albumId, { ...known, count: known.count + count });
      }
    }
    return albums;
  }

  #first(query: PickerQuery, range: PickerRange): PickerItemRow | null {
    const { sql, args } = pickerMediaStatement(query, range);
    return this.#database.get(`${sql} LIMIT 1`, ...(args as readonly SqlValue[]));
  }

  /** What is being counted already is not counted twice; what changed meanwhile is not kept. */
  #keep<Result>(what: string, query: PickerQuery | null, count: () => Promise<Result>): Promise<Result> {
    const key = JSON.stringify([what, query]);
    const known = this.#kept.get(key);
    if (known !== undefined) {
      // The one that nobody has asked for longest goes first.
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known as Promise<Result>;
    }
    if (this.#kept.size >= ORDERS) this.#kept.delete(this.#kept.keys().next().value ?? '');
    const counted = count();
    this.#kept.set(key, counted);
    counted.catch(() => {
      if (this.#kept.get(key) === counted) this.#kept.delete(key);
    });
    return counted;
  }
}

function hasCloud({ cloud = null }: PickerQuery): boolean {
  return cloud !== null;
}
