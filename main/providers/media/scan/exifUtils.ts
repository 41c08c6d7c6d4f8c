// Mirrors MediaProvider ExifUtils: EXIF's texts of a moment, read the way SimpleDateFormat reads them.

const DATE_TIME = /^[ \t]*(\d+):[ \t]*(\d+):[ \t]*(\d+) [ \t]*(\d+):[ \t]*(\d+):[ \t]*(\d+)/;
const ZONE = /^ (?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))/;

/** Leniently, as Java does: day 0 is the day before the first. */
function utc(fields: RegExpExecArray): number {
  const [year, month, day] = [Number(fields[1]), Number(fields[2]), Number(fields[3])];
  const [hour, minute, second] = [Number(fields[4]), Number(fields[5]), Number(fields[6])];
  // Date.UTC takes a year below 100 for one of the 20th century.
  if (year >= 100) return Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return date.getTime();
}

/** Fraction of a second as milliseconds: the first three digits, filled up on the right; 0 when unreadable. */
export function parseSubSeconds(subSec: string): number {
  const digits = subSec.slice(0, 3);
  return /^[+-]?\d+$/.test(digits) ? Number(digits) * 10 ** (3 - digits.length) : 0;
}

/** Milliseconds since 1970 of `yyyy:MM:dd HH:mm:ss` (as if UTC without an offset such as +02:00); -1 when unusable. */
export function parseDateTime(dateTime: string | null, subSec: string | null, offset: string | null): number {
  if (dateTime === null || !/[1-9]/.test(dateTime)) return -1;
  const text = offset === null ? dateTime : `${dateTime} ${offset}`;
  const fields = DATE_TIME.exec(text);
  if (fields === null) return -1;
  let milliseconds = utc(fields);
  if (offset !== null) {
    const zone = ZONE.exec(text.slice(fields[0].length));
    if (zone === null) return -1;
    const minutes = Number(zone[2] ?? 0) * 60 + Number(zone[3] ?? 0);
    milliseconds -= (zone[1] === '-' ? -minutes : minutes) * 60_000;
  }
  return milliseconds + (subSec === null ? 0 : parseSubSeconds(subSec));
}

/** Milliseconds since 1970 of EXIF's GPS date and time, which are UTC; -1 when unusable. */
export function parseGpsDateTime(date: string | null, time: string | null): number {
  if (date === null || time === null || !(/[1-9]/.test(date) || /[1-9]/.test(time))) return -1;
  const fields = DATE_TIME.exec(`${date} ${time}`);
  return fields === null ? -1 : utc(fields);
}
