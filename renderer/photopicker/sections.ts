// Mirrors photopicker/ui/PhotosTabAdapter.setMediaItems.

/** How many of the newest items stand below "Recent", without dates. */
const RECENT_ITEMS = 12;

type Dated = Readonly<{ day: string }>;

/** What the grid shows, in order: headers (dates in the XML picker, months in the Compose one), and items by their index. */
export type Section<T> =
  | Readonly<{ kind: 'recent' }>
  | Readonly<{ kind: 'date' | 'month'; first: T }>
  | Readonly<{ kind: 'item'; item: T; index: number }>;

/** Puts headers between items that are sorted newest first. The content of an album has no "Recent". */
export function sections<T extends Dated>(items: readonly T[], showRecentSection: boolean): readonly Section<T>[] {
  const entries: Section<T>[] = [];
  if (showRecentSection && items.length > 0) entries.push({ kind: 'recent' });
  let previous: string | undefined;
  items.forEach((item, index) => {
    const isRecent = showRecentSection && index < RECENT_ITEMS;
    if (!isRecent && item.day !== previous) entries.push({ kind: 'date', first: item });
    entries.push({ kind: 'item', item, index });
    previous = item.day;
  });
  return entries;
}

/** A line of the grid: a header over its whole width, or up to `columns` items. */
export type GridRow<T> =
  | Readonly<{ kind: 'recent' }>
  | Readonly<{ kind: 'date' | 'month'; first: T }>
  | Readonly<{ kind: 'items'; items: readonly T[]; firstIndex: number }>;

/** Lays sections out in lines; a header always starts a new one. */
export function gridRows<T>(entries: readonly Section<T>[], columns: number): readonly GridRow<T>[] {
  const rows: GridRow<T>[] = [];
  let line: { kind: 'items'; items: T[]; firstIndex: number } | null = null;
  for (const entry of entries) {
    if (entry.kind !== 'item') {
      rows.push(entry);
      line = null;
    } else if (line === null || line.items.length === columns) {
      line = { kind: 'items', items: [entry.item], firstIndex: entry.index };
      rows.push(line);
    } else {
      line.items.push(entry.item);
    }
  }
  return rows;
}
