// When the items of a library were taken, without the items: what the layout of a grid of any length is made of.

/** Every time zone's days, and every month in UTC, begin on a quarter of an hour. */
export const QUARTER_HOUR_MS = 900_000;

/** Items newest first, as quarters of an hour that have some. */
export type Timeline = Readonly<{
  /** Quarters of an hour since 1970 UTC, newest first. */
  quarterHours: Float64Array;
  /** Index of the first item of each, and behind the last one how many items there are. */
  starts: Int32Array;
}>;

type Entry = Readonly<{ quarterHour: number; count: number }>;

/** Fills a timeline entry by entry, so that a long one need not be there at once. */
export class TimelineBuilder {
  readonly #quarterHours: Float64Array;
  readonly #starts: Int32Array;
  #length = 0;

  /** @param entries how many there will be at most */
  constructor(entries: number) {
    this.#quarterHours = new Float64Array(entries);
    this.#starts = new Int32Array(entries + 1);
  }

  add({ quarterHour, count }: Entry): void {
    if (count <= 0) return;
    this.#quarterHours[this.#length] = quarterHour;
    const start = this.#starts[this.#length] ?? 0;
    this.#length++;
    this.#starts[this.#length] = start + count;
  }

  /**
   * The timeline so far, with exactly `count` items: what it does not know of was taken when the last one it knows was.
   * Rows and timeline are two answers of a device where something may change between them.
   */
  build(count = itemCount(this.#shape())): Timeline {
    const { quarterHours, starts } = this.#shape();
    let length = quarterHours.length;
    while (length > 0 && (starts[length - 1] ?? 0) >= count) length--;
    if (length === 0 && count > 0) {
      return { quarterHours: Float64Array.of(quarterHours[0] ?? 0), starts: Int32Array.of(0, count) };
    }
    const fitted = starts.slice(0, length + 1);
    if (length > 0) fitted[length] = count;
    return { quarterHours: quarterHours.slice(0, length), starts: fitted };
  }

  #shape(): Timeline {
    return {
      quarterHours: this.#quarterHours.subarray(0, this.#length),
      starts: this.#starts.subarray(0, this.#length + 1),
    };
  }
}

export const EMPTY_TIMELINE: Timeline = new TimelineBuilder(0).build();

/** Items of the whole timeline. */
export function itemCount({ starts }: Timeline): number {
  return starts[starts.length - 1] ?? 0;
}

/** Start of the quarter of an hour in which the item at `index` was taken, milliseconds since 1970 UTC. */
export function millisAt({ quarterHours, starts }: Timeline, index: number): number {
  return (quarterHours[lastAtMost(starts, index, quarterHours.length - 1)] ?? 0) * QUARTER_HOUR_MS;
}

/** The items of one quarter of an hour; where they would be when there are none. */
export function itemsTakenAt(
  { quarterHours, starts }: Timeline,
  millis: number,
): Readonly<{ first: number; end: number }> {
  const wanted = Math.floor(millis / QUARTER_HOUR_MS);
  let [low, high] = [0, quarterHours.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((quarterHours[middle] ?? 0) > wanted) low = middle + 1;
    else high = middle;
  }
  const first = starts[low] ?? 0;
  return { first, end: quarterHours[low] === wanted ? (starts[low + 1] ?? first) : first };
}

/** Indexes of the items before which a day begins, in the time zone of this computer; the first item is one. */
export function dayStarts(timeline: Timeline): readonly number[] {
  let begin = Number.NaN;
  return startsWhere(timeline, (millis) => {
    if (millis >= begin) return false;
    const day = new Date(millis);
    begin = new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
    return true;
  });
}

/** Indexes of the items whose month, in UTC, is not that of the item before; years make no difference. */
export function monthStarts(timeline: Timeline): readonly number[] {
  let [begin, month] = [Number.NaN, Number.NaN];
  return startsWhere(timeline, (millis) => {
    if (millis >= begin) return false;
    const date = new Date(millis);
    begin = Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
    const isOther = date.getUTCMonth() !== month;
    month = date.getUTCMonth();
    return isOther;
  });
}

function startsWhere({ quarterHours, starts }: Timeline, isStart: (millis: number) => boolean): readonly number[] {
  const found: number[] = [];
  quarterHours.forEach((quarterHour, entry) => {
    if (isStart(quarterHour * QUARTER_HOUR_MS)) found.push(starts[entry] ?? 0);
  });
  return found;
}

/** Position of the last value that is not more than `value` in ascending ones, up to `last`. */
export function lastAtMost(ascending: ArrayLike<number>, value: number, last = ascending.length - 1): number {
  let [low, high] = [0, last];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
