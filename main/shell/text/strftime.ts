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
  const { date, milliseconds, offset, isUtc } = moment;
  const two = (value: number, fill = '0') => String(value).padStart(2, fill);
  const all = (format: string) => format.replace(/%(.)/g, (_, each: string) => field(each, moment) ?? '');
  switch (letter) {
    case 'Y':
      return String(date.getUTCFullYear());
    case 'y':
      return two(date.getUTCFullYear() % 100);
    case 'm':
      return two(date.getUTCMonth() + 1);
    case 'd':
      return two(date.getUTCDate());
    case 'e':
      return two(date.getUTCDate(), ' ');
    case 'H':
      return two(date.getUTCHours());
    case 'I':
      return two(date.getUTCHours() % 12 || 12);
    case 'p':
      return date.getUTCHours() < 12 ? 'AM' : 'PM';
    case 'M':
      return two(date.getUTCMinutes());
    case 'S':
      return two(date.getUTCSeconds());
    case 'N':
      return String(Math.floor(milliseconds % 1_000))
        .padStart(3, '0')
        .padEnd(9, '0');
    case 's':
      return String(Math.floor(milliseconds / 1_000));
    case 'a':
      return (DAYS[date.getUTCDay()] ?? '').slice(0, 3);
    case 'A':
      return DAYS[date.getUTCDay()] ?? '';
    case 'b':
    case 'h':
      return (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3);
    case 'B':
      return MONTHS[date.getUTCMonth()] ?? '';
    case 'j':
      return String(1 + Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000)).padStart(
        3,
        '0',
      );
    case 'u':
      return String(date.getUTCDay() || 7);
    case 'w':
      return String(date.getUTCDay());
    case 'F':
      return all('%Y-%m-%d');
    case 'T':
      return all('%H:%M:%S');
    case 'R':
      return all('%H:%M');
    case 'D':
      return all('%m/%d/%y');
    case 'z':
      return `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
    case 'Z':
      return isUtc || offset === 0 ? 'UTC' : zoneName(milliseconds);
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '%':
      return '%';
    default:
      return null;
  }
}

function zoneName(milliseconds: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(milliseconds);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC';
}
