// Mirrors toybox's ls.c and stat.c: how a file's facts are written.
import type { FileStat } from '../../device/deviceFiles.ts';

const S_IFMT = 0o170000;
const S_IFDIR = 0o40000;
const S_IFLNK = 0o120000;
const S_ISUID = 0o4000;
const S_ISGID = 0o2000;
const S_ISVTX = 0o1000;

export function isDirectory({ mode }: Pick<FileStat, 'mode'>): boolean {
  return (mode & S_IFMT) === S_IFDIR;
}

export function isLink({ mode }: Pick<FileStat, 'mode'>): boolean {
  return (mode & S_IFMT) === S_IFLNK;
}

/** drwxrws--- */
export function modeText(mode: number): string {
  const type = isDirectory({ mode }) ? 'd' : isLink({ mode }) ? 'l' : '-';
  const bits = [...'rwxrwxrwx'].map((letter, index) => ((mode >> (8 - index)) & 1 ? letter : '-'));
  const special = (index: number, bit: number, letter: string) => {
    if ((mode & bit) !== 0) bits[index] = bits[index] === 'x' ? letter : letter.toUpperCase();
  };
  special(2, S_ISUID, 's');
  special(5, S_ISGID, 's');
  special(8, S_ISVTX, 't');
  return type + bits.join('');
}

const USERS: Readonly<Record<number, string>> = { 0: 'root', 1000: 'system', 1023: 'media_rw', 2000: 'shell' };
const FIRST_APPLICATION_UID = 10_000;

/** The name Android's C library has for a uid or gid. */
export function userName(id: number): string {
  return USERS[id] ?? (id >= FIRST_APPLICATION_UID ? `u0_a${id - FIRST_APPLICATION_UID}` : String(id));
}

/** 2024-06-01 14:00, in the time zone of this computer, which the device has too. */
export function minuteText(milliseconds: number): string {
  return secondText(milliseconds).slice(0, 16);
}

/** 2024-06-01 14:00:00 */
export function secondText(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** +0200 */
export function zoneText(milliseconds: number): string {
  const minutes = -new Date(milliseconds).getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}${String(size % 60).padStart(2, '0')}`;
}

/** 4.0K, 12M: three characters at most. */
export function humanSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 1_000 && unit < UNITS.length - 1; unit++) value /= 1_024;
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)}${UNITS[unit]}`;
}

const UNITS = ['', 'K', 'M', 'G', 'T', 'P'];

/** One line of `ls -l`, before its columns are made as wide as the widest. */
export type LongEntry = Readonly<{ name: string; stat: FileStat; target: string | null }>;

/** `ls -l`: columns as wide as their widest. */
export function longLines(entries: readonly LongEntry[], human: boolean): readonly string[] {
  const rows = entries.map(({ name, stat, target }) => ({
    ...{ mode: modeText(stat.mode), links: String(stat.nlink), user: userName(stat.uid), group: userName(stat.gid) },
    size: human ? humanSize(stat.size) : String(stat.size),
    rest: `${minuteText(stat.mtimeMs)} ${name}${target === null ? '' : ` -> ${target}`}`,
  }));
  const width = (column: 'links' | 'user' | 'group' | 'size') => Math.max(0, ...rows.map((row) => row[column].length));
  const [links, user, group, size] = [width('links'), width('user'), width('group'), width('size')];
  return rows.map(
    (row) =>
      `${row.mode} ${row.links.padStart(links)} ${row.user.padEnd(user)} ${row.group.padEnd(group)} ` +
      `${row.size.padStart(size)} ${row.rest}`,
  );
}

/** Blocks of 512 bytes that a file takes. */
export function blocksOf({ size }: Pick<FileStat, 'size'>): number {
  return Math.ceil(size / 4_096) * 8;
}
