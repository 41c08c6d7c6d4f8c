// Mirrors logcat.cpp.
import { RE2JS } from 're2js';
import type { LogLine } from '../../../contract/rpc/deviceApi.ts';
import { type Command, ProgramError } from '../command.ts';
import { type Options, parseOptions } from '../options.ts';
import { Interrupted } from '../streams.ts';
import type { DeviceServices } from './deviceServices.ts';
import { LOG_FORMATS, LOG_MODIFIERS, type LogFormat, type LogStyle, logEntry, logText, passes } from './logcatText.ts';

type Filter = Readonly<{ shows(line: LogLine): boolean; style: LogStyle; most: number }>;

export const logcat: Command<DeviceServices> = async (args, io, { logcat: log, device }) => {
  const words = args.filter((arg) => !/^--(?:pid|uid|buffer)=/.test(arg)).map((arg) => LONG[arg] ?? arg);
  const options = parseOptions(words, 'dcsgBDSLv:b:t:T:e:m:G:');
  if (options.has('c')) {
    log.clear();
    return 0;
  }
  if (options.has('g')) {
    await io.print('main: ring buffer is 256 KiB (0 B consumed), max entry is 5120 B, max payload is 4068 B\n');
    return 0;
  }
  if (options.has('G')) return 0;
  const unknown = options
    .values('b')
    .flatMap((word) => word.split(','))
    .find((word) => !BUFFERS.has(word));
  if (unknown !== undefined) throw new ProgramError(`Unknown buffer '${unknown}'`);
  const filter = filterOf(options);
  const all = log.lines();
  const tail = options.value('t') ?? options.value('T');
  const isEnding = options.has('d') || options.has('t');
  const isBinary = options.has('B');
  if (all.length > 0 && !isBinary) await io.print('--------- beginning of main\n');
  let count = 0;
  const print = async (line: LogLine) => {
    if (count >= filter.most || !filter.shows(line)) return;
    count++;
    if (isBinary) await io.stdout.write(logEntry(line));
    else await io.print(logText(line, filter.style, device.bootedAt));
  };
  const pending: LogLine[] = [];
  let wake = () => {};
  using _listening = log.onLine((line) => {
    pending.push(line);
    wake();
  });
  for (const line of startOf(all, tail)) await print(line);
  io.signal.addEventListener('abort', () => wake(), { once: true });
  while (!isEnding && count < filter.most) {
    for (const line of pending.splice(0)) await print(line);
    if (count >= filter.most) break;
    if (io.signal.aborted) throw new Interrupted();
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (pending.length > 0) resolve();
    });
  }
  return 0;
};

const BUFFERS = new Set([
  ...['all', 'default', 'main', 'radio', 'events', 'system', 'crash', 'stats', 'security', 'kernel'],
]);

const LONG: Readonly<Record<string, string>> = {
  '--clear': '-c',
  '--dividers': '-D',
  '--regex': '-e',
  '--max-count': '-m',
  '--format': '-v',
  '--buffer-size': '-g',
  '--statistics': '-S',
  '--last': '-L',
};

function filterOf(options: Options): Filter {
  const regex = options.value('e');
  let pattern: RE2JS | null = null;
  try {
    pattern = regex === null ? null : RE2JS.compile(regex);
  } catch {
    throw new ProgramError(`Invalid regex: ${regex}`);
  }
  const specs = [...(options.has('s') ? ['*:S'] : []), ...options.rest];
  return {
    style: styleOf(options.values('v').flatMap((word) => word.split(/[ ,]/))),
    most: Number(options.value('m') ?? Number.POSITIVE_INFINITY),
    shows: (line) => passes(specs, line) && (pattern === null || pattern.matcher(line.message).find()),
  };
}

/** @throws {ProgramError} for a word that is neither a format nor a modifier */
function styleOf(words: readonly string[]): LogStyle {
  let format: LogFormat = 'threadtime';
  const modifiers = new Set<string>();
  for (const word of words) {
    const known = LOG_FORMATS.find((each) => each === word);
    const modifier = LOG_MODIFIERS.find((each) => each.toLowerCase() === word.toLowerCase());
    if (known !== undefined) format = known;
    else if (modifier !== undefined) modifiers.add(modifier);
    else throw new ProgramError(`Invalid parameter "${word}" to -v`);
  }
  return { format, modifiers };
}

/** The last so many, or those from a time on: `06-01 12:00:00.000`, with a year before it, or seconds since 1970. */
function startOf(lines: readonly LogLine[], tail: string | null): readonly LogLine[] {
  if (tail === null) return lines;
  if (/^\d+$/.test(tail)) return tail === '0' ? [] : lines.slice(-Number(tail));
  const from = timeOf(tail, lines.at(-1)?.at ?? 0);
  if (from === null) throw new ProgramError(`-t "${tail}" not in time format`);
  return lines.filter(({ at }) => at >= from);
}

/** @param now whose year it is where none is said */
export function timeOf(text: string, now: number): number | null {
  if (/^\d+\.\d+$/.test(text)) return Number(text) * 1_000;
  const match = /^(?:(\d{4})-)?(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) return null;
  const [, year, month, day, hours, minutes, seconds, part = '0'] = match;
  const at = [month, day, hours, minutes, seconds].map(Number);
  const [monthOf = 1, dayOf = 1, hoursOf = 0, minutesOf = 0, secondsOf = 0] = at;
  const milliseconds = Number(`0.${part}`) * 1_000;
  const yearOf = year === undefined ? new Date(now).getFullYear() : Number(year);
  return new Date(yearOf, monthOf - 1, dayOf, hoursOf, minutesOf, secondsOf, milliseconds).getTime();
}
