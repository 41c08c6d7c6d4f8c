// Mirrors photopicker/ui/PhotosTabAdapter.setMediaItems.

/** How many of the newest items stand below "Recent", without dates. */
const RECENT_ITEMS = 12;

/** What stands over the whole width, before an item: "Recent" and dates in the XML picker, months in the Compose one. */
export type Header = Readonly<{ kind: 'recent' | 'date' | 'month'; firstIndex: number }>;

/**
 * The headers of items that are sorted newest first. The content of an album has no "Recent".
 * @param dayStarts indexes of the items before which a day begins, ascending; the first item is one
 */
export function dateHeaders(dayStarts: readonly number[], showRecentSection: boolean): readonly Header[] {
  const dated = dayStarts.filter((firstIndex) => !showRecentSection || firstIndex >= RECENT_ITEMS);
  const headers = dated.map((firstIndex): Header => ({ kind: 'date', firstIndex }));
  return showRecentSection && dayStarts.length > 0 ? [{ kind: 'recent', firstIndex: 0 }, ...headers] : headers;
}

type Dated = Readonly<{ day: string }>;

/** What the grid shows, in order: headers, and items by their index. */
export type Section<T> =
  | Readonly<{ kind: 'recent' }>
  | Readonly<{ kind: 'date' | 'month'; first: T }>
  | Readonly<{ kind: 'item'; item: T; index: number }>;

/** Puts headers between items that are sorted newest first. */
export function sections<T extends Dated>(items: readonly T[], showRecentSection: boolean): readonly Section<T>[] {
  const dayStarts = items.flatMap(({ day }, index) => (day === items[index - 1]?.day ? [] : [index]));
  return withHeaders(items, dateHeaders(dayStarts, showRecentSection));
}

/** Items with the headers before them. */
export function withHeaders<T>(items: readonly T[], headers: readonly Header[]): readonly Section<T>[] {
  const kinds = new Map(headers.map(({ kind, firstIndex }) => [firstIndex, kind]));
  return items.flatMap((item, index): Section<T>[] => {
    const entry = { kind: 'item', item, index } as const;
    const kind = kinds.get(index);
    if (kind === undefined) return [entry];
    return [kind === 'recent' ? { kind } : { kind, first: item }, entry];
  });
}
