// Mirrors android.text.format.Formatter.formatFileSize, and DocumentsUI's Shared.formatTime and DirectoryItemAdapter.
import { type DocumentInfo, isDirectory } from './documentInfo.ts';
import { fileType } from './fileType.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** @param bytes shown in units of 1000, as Android does since version 8 */
export function formatFileSize(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value > 900 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 2;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** The time of today; else the day, with its year when that is another one. @param millis both since 1970 UTC */
export function formatTime(millis: number, now: number): string {
  const [then, today] = [new Date(millis), new Date(now)];
  if (then.toDateString() === today.toDateString()) return timeFormat.format(then);
  return (then.getFullYear() === today.getFullYear() ? dayFormat : dateFormat).format(then);
}

// Made once: a list that scrolls formats hundreds of dates a second.
const timeFormat = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const dayFormat = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const dateFormat = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });

/** The second line of a row: date, size, type, as far as they are known. */
export function metadataOf(document: DocumentInfo, now: number): string {
  const { lastModified, size, mimeType } = document;
  return [
    ...(lastModified === null ? [] : [formatTime(lastModified, now)]),
    ...(size === null || isDirectory(document) ? [] : [formatFileSize(size)]),
    fileType(mimeType),
  ].join(', ');
}

/** What a card has room for: size and date. */
export function cardDetailsOf({ lastModified, size }: DocumentInfo, now: number): string {
  return [
    ...(size === null ? [] : [formatFileSize(size)]),
    ...(lastModified === null ? [] : [formatTime(lastModified, now)]),
  ].join('  ');
}
