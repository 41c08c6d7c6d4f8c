// Mirrors bionic's strftime(), as far as `date` is asked for it.

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** @param milliseconds since 1970 UTC. @param isUtc else in the time zone of this computer, which the device has too */
export function strftime(format: string, milliseconds: number, isUtc: boolean): string {
  const local = new Date(milliseconds);
  const offset = isUtc ? 0 : -local.getTimezoneOffset();
  const date = new Date(milliseconds + offset * 60_000);
  return format.replace(
    /%([a-zA-Z%])/g,
    (all, letter: string) => field(letter, { date, milliseconds, offset, isUtc }) ?? all,
  );
}

type Moment = Readonly<{ date: Date; milliseconds: number; offset: number; isUtc: boolean }>;

function field(letter: string, moment: Moment): string | null {
  return FIELDS[letter]?.(moment) ?? null;
}

const two = (value: number, fill = '0') => String(value).padStart(2, fill);

const made =
  (format: string) =>
  (moment: Moment): string =>
    format.replace(/%(.)/g, (_, letter: string) => field(letter, moment) ?? '');

const month = ({ date }: Moment) => MONTHS[date.getUTCMonth()] ?? '';
const weekday = ({ date }: Moment) => DAYS[date.getUTCDay()] ?? '';

function dayOfYear({ date }: Moment): string {
  const day = 1 + Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000);
  return String(day).padStart(3, '0');
}

function utcOffset({ offset }: Moment): string {
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
}

function nanoseconds({ milliseconds }: Moment): string {
  return String(Math.floor(milliseconds % 1_000))
    .padStart(3, '0')
    .padEnd(9, '0');
}

const FIELDS: Readonly<Record<string, (moment: Moment) => string>> = {
  Y: ({ date }) => String(date.getUTCFullYear()),
  y: ({ date }) => two(date.getUTCFullYear() % 100),
  m: ({ date }) => two(date.getUTCMonth() + 1),
  d: ({ date }) => two(date.getUTCDate()),
  e: ({ date }) => two(date.getUTCDate(), ' '),
  H: ({ date }) => two(date.getUTCHours()),
  I: ({ date }) => two(date.getUTCHours() % 12 || 12),
  p: ({ date }) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  M: ({ date }) => two(date.getUTCMinutes()),
  S: ({ date }) => two(date.getUTCSeconds()),
  N: nanoseconds,
  s: ({ milliseconds }) => String(Math.floor(milliseconds / 1_000)),
  a: (moment) => weekday(moment).slice(0, 3),
  A: weekday,
  b: (moment) => month(moment).slice(0, 3),
  h: (moment) => month(moment).slice(0, 3),
  B: month,
  j: dayOfYear,
  u: ({ date }) => String(date.getUTCDay() || 7),
  w: ({ date }) => String(date.getUTCDay()),
  F: made('%Y-%m-%d'),
  T: made('%H:%M:%S'),
  R: made('%H:%M'),
  D: made('%m/%d/%y'),
  z: utcOffset,
  Z: ({ isUtc, offset, milliseconds }) => (isUtc || offset === 0 ? 'UTC' : zoneName(milliseconds)),
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

function zoneName(milliseconds: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(milliseconds);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC';
}
