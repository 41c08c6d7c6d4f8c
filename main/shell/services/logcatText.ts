// Mirrors liblog's logprint.cpp: a line of the log in each format.
import type { LogLine } from '../../../contract/rpc/deviceApi.ts';
import { secondText } from '../files/fileText.ts';

export const LOG_FORMATS = ['brief', 'process', 'tag', 'thread', 'raw', 'time', 'threadtime', 'long'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Everything is logged by the device itself. */
const PID = 1_000;

/** An entry with the line end that closes it; each of its lines has the prefix. */
export function logText({ at, priority, tag, message }: LogLine, format: LogFormat): string {
  const pid = String(PID).padStart(5);
  const moment = `${secondText(at).slice(5)}.${String(Math.floor(at % 1_000)).padStart(3, '0')}`;
  if (format === 'long') return `[ ${moment} ${pid}:${pid} ${priority}/${tag.padEnd(8)} ]\n${message}\n\n`;
  const prefix = {
    brief: `${priority}/${tag.padEnd(8)}(${pid}): `,
    process: `${priority}(${pid}) `,
    tag: `${priority}/${tag.padEnd(8)}: `,
    thread: `${priority}(${pid}:${pid}) `,
    raw: '',
    time: `${moment} ${priority}/${tag.padEnd(8)}(${pid}): `,
    threadtime: `${moment} ${pid} ${pid} ${priority} ${tag.padEnd(8)}: `,
  }[format];
  const suffix = format === 'process' ? `  (${tag})` : '';
  return message
    .split('\n')
    .map((line) => `${prefix}${line}${suffix}\n`)
    .join('');
}

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
