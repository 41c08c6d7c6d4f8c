// Mirrors logcat.cpp.
import { RE2JS } from 're2js';
import type { LogLine } from '../../../contract/rpc/deviceApi.ts';
import { type Command, ProgramError } from '../command.ts';
import { type Options, parseOptions } from '../options.ts';
import { Interrupted } from '../streams.ts';
import type { DeviceServices } from './deviceServices.ts';
import { LOG_FORMATS, type LogFormat, logEntry, logText, passes } from './logcatText.ts';

type Filter = Readonly<{ shows(line: LogLine): boolean; format: LogFormat; most: number }>;

export const logcat: Command<DeviceServices> = async (args, io, { logcat: log }) => {
  const words = args.filter((arg) => !/^--(?:pid|uid|buffer)=/.test(arg)).map((arg) => LONG[arg] ?? arg);
  const options = parseOptions(words, 'dcsgBDv:b:t:T:e:m:');
  if (options.has('c')) {
    log.clear();
    return 0;
  }
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
    else await io.print(logText(line, filter.format));
  };
  const pending: LogLine[] = [];
  let wake = () => {};
  using _listening = log.onLine((line) => {
    pending.push(line);
    wake();
  });
  for (const line of startOf(all, tail)) await print(line);
  while (!isEnding && count < filter.most) {
    for (const line of pending.splice(0)) await print(line);
    if (count >= filter.most) break;
    await new Promise<void>((resolve, reject) => {
      wake = resolve;
      const stop = () => reject(new Interrupted());
      if (io.signal.aborted) stop();
      io.signal.addEventListener('abort', stop, { once: true });
      if (pending.length > 0) resolve();
    });
  }
  return 0;
};

const LONG: Readonly<Record<string, string>> = {
  '--clear': '-c',
  '--dividers': '-D',
  '--regex': '-e',
  '--max-count': '-m',
  '--format': '-v',
};

function filterOf(options: Options): Filter {
  const format = options.values('v').flatMap((word) => LOG_FORMATS.find((each) => each === word) ?? []);
  const regex = options.value('e');
  let pattern: RE2JS | null = null;
  try {
    pattern = regex === null ? null : RE2JS.compile(regex);
  } catch {
    throw new ProgramError(`Invalid regex: ${regex}`);
  }
  const specs = [...(options.has('s') ? ['*:S'] : []), ...options.rest];
  return {
    format: format.at(-1) ?? 'threadtime',
    most: Number(options.value('m') ?? Number.POSITIVE_INFINITY),
    shows: (line) => passes(specs, line) && (pattern === null || pattern.matcher(line.message).find()),
  };
}

/** The last so many; anything but a number is a time that nobody has kept. */
function startOf(lines: readonly LogLine[], tail: string | null): readonly LogLine[] {
  if (tail === null || !/^\d+$/.test(tail)) return lines;
  return tail === '0' ? [] : lines.slice(-Number(tail));
}
