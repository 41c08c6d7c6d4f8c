// Mirrors com.android.photopicker extensions/Flow.kt insertMonthSeparators: the Compose picker's grid.
import type { Section } from './sections.ts';

/** Lines of the newest items that no separator interrupts. */
const RECENTS_ROW_COUNT = 3;

type Dated = Readonly<{ dateTaken: number }>;

/** Puts months between items that are sorted newest first; the photos tab leaves its first lines whole. */
export function monthSections<T extends Dated>(items: readonly T[], recentCells: number): readonly Section<T>[] {
  return items.flatMap((item, index): Section<T>[] => {
    const entry = { kind: 'item', item, index } as const;
    return startsMonth(items, index, recentCells) ? [{ kind: 'month', first: item }, entry] : [entry];
  });
}

function startsMonth(items: readonly Dated[], index: number, recentCells: number): boolean {
  const [before, after] = [items[index - 1], items[index]];
  if (before === undefined || after === undefined || index < recentCells) return false;
  // Only the month is looked at, so that the same one of two years goes on. In UTC, wherever the device is.
  return index === recentCells || monthOf(before) !== monthOf(after);
}

function monthOf({ dateTaken }: Dated): number {
  return new Date(dateTaken).getUTCMonth();
}

/** How many cells the photos tab shows before its first separator. */
export function recentCellCount(cellsPerRow: number): number {
  return cellsPerRow * RECENTS_ROW_COUNT;
}

const months = new Map<string, Intl.DateTimeFormat>();

/** "MMMM", or "MMMM YYYY" for another year than this one: Y is the year that the week belongs to, not the day. */
export function monthSeparator(millis: number, currentYear: number, locale = 'en-US'): string {
  const format = months.get(locale) ?? new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  months.set(locale, format);
  const month = format.format(millis);
  const date = new Date(millis);
  return date.getUTCFullYear() === currentYear ? month : `${month} ${weekBasedYear(date)}`;
}

/** WeekFields of the United States: weeks begin on Sunday, and that with 1 January is the first of its year. */
function weekBasedYear(date: Date): number {
  const saturday = new Date(date);
  saturday.setUTCDate(date.getUTCDate() + (6 - date.getUTCDay()));
  return saturday.getUTCFullYear();
}
