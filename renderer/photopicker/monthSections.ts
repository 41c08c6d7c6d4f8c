// Mirrors com.android.photopicker extensions/Flow.kt insertMonthSeparators: the Compose picker's grid.
import { type Header, type Section, withHeaders } from './sections.ts';

/** Lines of the newest items that no separator interrupts. */
const RECENTS_ROW_COUNT = 3;

/**
 * The months between items that are sorted newest first; the photos tab leaves its first cells whole.
 * @param monthStarts indexes of the items whose month is not that of the item before, ascending. Only the month is
 * looked at, so that the same one of two years goes on; and in UTC, wherever the device is.
 */
export function monthHeaders(monthStarts: readonly number[], count: number, recentCells: number): readonly Header[] {
  const header = (firstIndex: number): Header => ({ kind: 'month', firstIndex });
  const later = monthStarts.filter((index) => index > recentCells).map(header);
  return recentCells > 0 && recentCells < count ? [header(recentCells), ...later] : later;
}

type Dated = Readonly<{ dateTaken: number }>;

/** Puts months between items that are sorted newest first. */
export function monthSections<T extends Dated>(items: readonly T[], recentCells: number): readonly Section<T>[] {
  const months = items.map(({ dateTaken }) => new Date(dateTaken).getUTCMonth());
  const starts = months.flatMap((month, index) => (month === months[index - 1] ? [] : [index]));
  return withHeaders(items, monthHeaders(starts, items.length, recentCells));
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
