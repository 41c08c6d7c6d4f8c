// Which lines of the grid are drawn with their photos, and which only as places for them.

/** Lines from the first to the last, both included. */
export type RowRange = Readonly<{ first: number; last: number }>;

type Request = Readonly<{
  /** Lines that are drawn. */
  range: RowRange;
  /** Those that have their photos already. */
  filled: ReadonlySet<number>;
  /** Whether one is still passing by faster than anybody can see. */
  isPassing: boolean;
  /** Lines that may get their photos in one frame. */
  atOnce: number;
}>;

/**
 * The lines that have their photos in the next frame: those that had them, and a few more. A photo that nobody will
 * see costs time, and a request; too many at once cost a frame.
 * @returns `filled` itself when nothing changes
 */
export function nextFilled({ range, filled, isPassing, atOnce }: Request): ReadonlySet<number> {
  const next = new Set<number>();
  for (const row of filled) if (row >= range.first && row <= range.last) next.add(row);
  let left = isPassing ? 0 : atOnce;
  for (let row = range.first; row <= range.last && left > 0; row++) {
    if (next.has(row)) continue;
    next.add(row);
    left--;
  }
  const isSame = next.size === filled.size && [...next].every((row) => filled.has(row));
  return isSame ? filled : next;
}
