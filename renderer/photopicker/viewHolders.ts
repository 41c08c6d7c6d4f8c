// Mirrors RecyclerView.RecycledViewPool: a line that comes into sight takes over the elements of one that has left it.

/** Who draws a line, by the line's place. */
export type ViewHolders = ReadonlyMap<number, string>;

/**
 * Who draws which line now. A line keeps its holder as long as it is drawn; there are never more holders than lines.
 * @param rows places of the lines that are drawn now
 * @param viewTypeOf lines of different types have nothing to take over from each other
 * @param unmoved the line whose elements stay where they are in the page: one that is moved loses the focus for a moment
 */
export function recycled(
  before: ViewHolders,
  rows: readonly number[],
  viewTypeOf: (row: number) => string,
  unmoved = -1,
): ViewHolders {
  const after = new Map<number, string>();
  const kept = new Set<string>();
  for (const row of rows) {
    const holder = before.get(row);
    if (holder === undefined || !isOf(viewTypeOf(row), holder)) continue;
    after.set(row, holder);
    kept.add(holder);
  }
  const free = [...before].filter(([, holder]) => !kept.has(holder));
  const taken = new Set(before.values());
  for (const row of rows) {
    if (after.has(row)) continue;
    const viewType = viewTypeOf(row);
    // What comes from behind it to the front of it, React leaves in its place, and moves all others.
    const isPassed = row < unmoved && before.has(unmoved);
    const at = free.findIndex(([from, holder]) => isOf(viewType, holder) && !(isPassed && from > unmoved));
    const holder = free.splice(at, at === -1 ? 0 : 1)[0]?.[1] ?? newHolder(viewType, taken);
    after.set(row, holder);
    taken.add(holder);
  }
  return after;
}

function isOf(viewType: string, holder: string): boolean {
  return holder.startsWith(`${viewType} `);
}

function newHolder(viewType: string, taken: ReadonlySet<string>): string {
  for (let number = 0; ; number++) if (!taken.has(`${viewType} ${number}`)) return `${viewType} ${number}`;
}
