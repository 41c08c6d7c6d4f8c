// Mirrors photopicker/util/DateTimeUtils.
import { text } from '../ui/strings.ts';

const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

// Making a formatter costs a thousand times more than using it, and the grid asks for every item.
function format(locale: string, timeZone: string | undefined, options: Intl.DateTimeFormatOptions) {
  const key = JSON.stringify([locale, timeZone, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options);
  formats.set(key, known);
  return known;
}

/** The calendar day of a moment as yyyy-mm-dd; the time zone of this computer unless told. */
export function localDate(millis: number, timeZone?: string): string {
  if (timeZone === undefined) return localDay(new Date(millis));
  return format('en-CA', timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(millis);
}

/** The same without Intl, which takes ten times as long. */
function localDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export type DateHeaderRequest = Readonly<{
  dateTakenMs: number;
  /** The calendar day it is now, yyyy-mm-dd. */
  today: string;
  timeZone?: string;
  locale?: string;
}>;

/** DateTimeUtils.getDateHeaderString: what stands above the photos of one day. */
export function dateHeader({ dateTakenMs, today, timeZone, locale = 'en-US' }: DateHeaderRequest): string {
  const day = localDate(dateTakenMs, timeZone);
  const daysAgo = Math.round((Date.parse(today) - Date.parse(day)) / DAY_MS);
  if (daysAgo === 0) return text('picker.today');
  if (daysAgo === 1) return text('picker.yesterday');
  if (daysAgo > 1 && daysAgo < 7) return format(locale, timeZone, { weekday: 'long' }).format(dateTakenMs);
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  const year = sameYear ? {} : ({ year: 'numeric' } as const);
  return format(locale, timeZone, { weekday: 'short', month: 'short', day: 'numeric', ...year }).format(dateTakenMs);
}

/** DateTimeUtils.getDateTimeStringForContentDesc: date and time with seconds. */
export function dateTimeForDescription(millis: number, timeZone?: string, locale = 'en-US'): string {
  const parts = format(locale, timeZone, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(millis);
  // Browsers put a plain space where ICU, and so Android, puts a narrow no-break one.
  return parts.map((part, i) => (parts[i + 1]?.type === 'dayPeriod' ? '\u202f' : part.value)).join('');
}

/** DateUtils.formatElapsedTime of an item's duration in milliseconds; empty when it is unknown. */
export function durationText(durationMs: number | null): string {
  if (durationMs === null || durationMs < 0) return '';
  const seconds = Math.floor(durationMs / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutesAndSeconds = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 3600 ? minutesAndSeconds : `${Math.floor(seconds / 3600)}:${minutesAndSeconds}`;
}
