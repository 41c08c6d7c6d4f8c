// Mirrors liblog's logprint.cpp: a line of the log in each format.
import type { LogLine } from '../../../contract/rpc/deviceApi.ts';
import { secondText, zoneText } from '../files/fileText.ts';

export const LOG_FORMATS = ['brief', 'process', 'tag', 'thread', 'raw', 'time', 'threadtime', 'long'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Everything is logged by the device itself. */
const PID = 1_000;
const UID = 1_000;

/** What else is told of an entry, and how: each has a word of its own behind -v. */
export const LOG_MODIFIERS = [
  ...['year', 'zone', 'epoch', 'monotonic', 'usec', 'nsec', 'UTC', 'uid', 'color', 'descriptive', 'printable'],
] as const;

export type LogStyle = Readonly<{ format: LogFormat; modifiers: ReadonlySet<string> }>;

/** By priority, of the 256 that a terminal has. */
const COLORS: Readonly<Record<string, number>> = { V: 231, D: 75, I: 40, W: 166, E: 196, F: 196 };

/**
 * An entry with the line end that closes it; each of its lines has the prefix.
 * @param bootedAt what `monotonic` counts from, milliseconds since 1970 UTC
 */
export function logText(
  { at, priority, tag, message }: LogLine,
  { format, modifiers: has }: LogStyle,
  bootedAt = 0,
): string {
  const pid = String(PID).padStart(5);
  const from = has.has('uid') ? `${String(UID).padStart(5)}:${pid}` : pid;
  const moment = momentText(at, has, bootedAt);
  const words = has.has('printable') ? printable(message) : message;
  const [color, plain] = has.has('color') ? [`\x1b[38;5;${COLORS[priority]}m`, '\x1b[0m'] : ['', ''];
  if (format === 'long')
    return `${color}[ ${moment} ${from}:${pid} ${priority}/${tag.padEnd(8)} ]\n${words}\n${plain}\n`;
  const prefix = {
    brief: `${priority}/${tag.padEnd(8)}(${from}): `,
    process: `${priority}(${from}) `,
    tag: `${priority}/${tag.padEnd(8)}: `,
    thread: `${priority}(${from}:${pid}) `,
    raw: '',
    time: `${moment} ${priority}/${tag.padEnd(8)}(${from}): `,
    threadtime: `${moment} ${from} ${pid} ${priority} ${tag.padEnd(8)}: `,
  }[format];
  const suffix = `${format === 'process' ? `  (${tag})` : ''}${plain}`;
  return words
    .split('\n')
    .map((line) => `${color}${prefix}${line}${suffix}\n`)
    .join('');
}

function momentText(at: number, has: ReadonlySet<string>, bootedAt: number): string {
  const counted = has.has('monotonic') ? at - bootedAt : at;
  const fraction = String(Math.floor(((counted % 1_000) + 1_000) % 1_000)).padStart(3, '0');
  const part = `.${fraction}${has.has('nsec') ? '000000' : has.has('usec') ? '000' : ''}`;
  if (has.has('monotonic') || has.has('epoch')) return `${String(Math.floor(counted / 1_000)).padStart(6)}${part}`;
  const isUtc = has.has('UTC');
  const text = isUtc ? new Date(at).toISOString().slice(0, 19).replace('T', ' ') : secondText(at);
  const zone = has.has('zone') ? ` ${isUtc ? '+0000' : zoneText(at)}` : '';
  return `${has.has('year') ? text : text.slice(5)}${part}${zone}`;
}

/** Control characters as C writes them; lines stay lines. */
function printable(message: string): string {
  return message.replace(/[\\\p{Cc}]/gu, (char) => {
    if (char === '\n') return char;
    if (char === '\\') return '\\\\';
    return ESCAPES[char] ?? `\\x${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

const ESCAPES: Readonly<Record<string, string>> = { '\t': '\\t', '\r': '\\r', '\b': '\\b', '\f': '\\f', '\v': '\\v' };

/** A logger_entry and its payload, as logcat -B writes them: header of 28 bytes, priority, tag, message. */
export function logEntry({ at, priority, tag, message }: LogLine): Buffer {
  const payload = Buffer.concat([
    Buffer.of(PRIORITY_VERBOSE + PRIORITIES.indexOf(priority)),
    Buffer.from(`${tag}\0`),
    // A length has 16 bits.
    Buffer.from(message).subarray(0, MAX_MESSAGE),
    Buffer.alloc(1),
  ]);
  const header = Buffer.alloc(ENTRY_HEADER);
  header.writeUInt16LE(payload.length, 0);
  header.writeUInt16LE(ENTRY_HEADER, 2);
  header.writeInt32LE(PID, 4);
  header.writeUInt32LE(PID, 8);
  header.writeUInt32LE(Math.floor(at / 1_000), 12);
  header.writeUInt32LE(Math.floor(at % 1_000) * 1_000_000, 16);
  header.writeUInt32LE(PID, 24);
  return Buffer.concat([header, payload]);
}

const ENTRY_HEADER = 28;
const MAX_MESSAGE = 60_000;
/** ANDROID_LOG_VERBOSE */
const PRIORITY_VERBOSE = 2;
const PRIORITIES = 'VDIWEFS';

/** Whether `TAG:P` words let an entry pass: the one of its tag, else `*`, else everything. */
export function passes(specs: readonly string[], { tag, priority }: Pick<LogLine, 'tag' | 'priority'>): boolean {
  const lowest = new Map(
    specs.map((spec) => {
      const [name = '', level = 'V'] = spec.split(':');
      return [name, level === '*' ? 'V' : level.toUpperCase()] as const;
    }),
  );
  const asked = lowest.get(tag) ?? lowest.get('*') ?? 'V';
  return asked !== 'S' && PRIORITIES.indexOf(priority) >= PRIORITIES.indexOf(asked);
}
