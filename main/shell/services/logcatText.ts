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
