// Mirrors mksh's print (echo) and toybox's printf.c, seq.c, sleep.c, date.c, uname.c, id.c and env.c.
import { type Commands, ProgramError } from '../command.ts';
import { timeOf } from '../files/changeCommands.ts';
import type { FileCommand, FileServices } from '../files/fileServices.ts';
import { unescaped } from '../language/wordParser.ts';
import { parseOptions } from '../options.ts';
import { Interrupted } from '../streams.ts';
import { strftime } from './strftime.ts';

const echo: FileCommand = async (args, io) => {
  let [isEscaped, hasLine, index] = [true, true, 0];
  for (; /^-[neE]+$/.test(args[index] ?? ''); index++)
    for (const letter of args[index] ?? '') {
      if (letter === 'n') hasLine = false;
      if (letter === 'e') isEscaped = true;
      if (letter === 'E') isEscaped = false;
    }
  const text = args.slice(index).join(' ');
  const cut = isEscaped ? /(?<!\\)(?:\\\\)*\\c/.exec(text) : null;
  const shown = cut === null ? text : text.slice(0, cut.index + cut[0].length - 2);
  const line = hasLine && cut === null ? '\n' : '';
  await io.stdout.write(bytesOf(`${isEscaped ? echoed(asBytes(shown)) : asBytes(shown)}${line}`));
  return 0;
};

/** A text whose characters are the bytes of its UTF-8: `\\377` is a byte of its own, and may be half a character. */
function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

/** Unlike in `$'…'`, quotes keep their backslash. */
function echoed(text: string): string {
  return text.replace(/\\(?:\\|[abefnrtv]|x[0-9a-fA-F]{1,2}|0[0-7]{0,3})/g, (sequence) =>
    sequence === '\\0' ? '\0' : unescaped(sequence),
  );
}

const printf: FileCommand = async ([format, ...args], io) => {
  if (format === undefined) throw new ProgramError('Needs 1 argument');
  let left: readonly string[] = args.map(asBytes);
  do {
    const [text, rest] = printed(asBytes(format), left);
    if (text !== '') await io.stdout.write(bytesOf(text));
    if (rest.length === left.length) break;
    left = rest;
  } while (left.length > 0);
  return 0;
};

/** One use of a format. @returns the text, and the arguments that are left */
export function printed(format: string, args: readonly string[]): readonly [text: string, rest: readonly string[]] {
  let index = 0;
  const text = format.replace(
    /%([-+ #0]*)(\*|\d*)(?:\.(\d+))?([a-zA-Z%])|\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)/gs,
    (...found: string[]) => {
      const [all = '', flags = '', width = '', precision, kind] = found;
      if (all.startsWith('\\')) return unescaped(all);
      if (kind === '%') return '%';
      const size = Number(width === '*' ? args[index++] : width);
      const value = converted(kind ?? '', args[index++] ?? '', { flags, precision });
      const padded =
        flags.includes('0') && !flags.includes('-') && kind !== 's' ? value.padStart(size, '0') : value.padStart(size);
      return flags.includes('-') ? value.padEnd(size) : padded;
    },
  );
  return [text, args.slice(index)];
}

function converted(
  kind: string,
  argument: string,
  { flags, precision }: Readonly<{ flags: string; precision: string | undefined }>,
): string {
  switch (kind) {
    case 's':
      return precision === undefined ? argument : argument.slice(0, Number(precision));
    case 'b':
      return unescaped(argument);
    case 'c':
      return argument.charAt(0);
    case 'd':
    case 'i':
    case 'u':
      return `${flags.includes('+') && integer(argument) >= 0 ? '+' : ''}${integer(argument)}`;
    case 'x':
    case 'X': {
      const text = integer(argument).toString(16);
      return kind === 'X' ? text.toUpperCase() : text;
    }
    case 'o':
      return integer(argument).toString(8);
    case 'f':
      return Number(argument || 0).toFixed(Number(precision ?? 6));
    default:
      throw new ProgramError(`bad %${kind}@1`);
  }
}

function integer(argument: string): number {
  if (argument.startsWith("'") || argument.startsWith('"')) return argument.codePointAt(1) ?? 0;
  if (!/^\s*[-+]?(?:0[xX][0-9a-fA-F]+|\d*)\s*$/.test(argument)) throw new ProgramError(`not integer: ${argument}`);
  return Number(argument);
}

const seq: FileCommand = async (args, io) => {
  const options = parseOptions(
    args.map((arg) => (/^-\d/.test(arg) ? ` ${arg}` : arg)),
    's:wf:',
  );
  const numbers = options.rest.map(Number);
  const [first = 1, step = 1, last = 1] =
    numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
  if (numbers.length === 0 || step === 0 || numbers.some(Number.isNaN)) throw new ProgramError('bad number');
  let isFirst = true;
  for (let value = first; step > 0 ? value <= last : value >= last; value += step) {
    await io.print(`${isFirst ? '' : (options.value('s') ?? '\n')}${value}`);
    isFirst = false;
  }
  if (!isFirst) await io.print('\n');
  return 0;
};

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** On the device's clock: one that is stopped by a tester waits for the tester. */
const sleep: FileCommand = async (args, { signal }, { clock }) => {
  let milliseconds = 0;
  for (const arg of args) {
    const match = /^(\d*\.?\d+)([smhd]?)$/.exec(arg);
    if (match === null) throw new ProgramError(`bad '${arg}'`);
    milliseconds += Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1_000);
  }
  await new Promise<void>((resolve, reject) => {
    if (signal.aborted) reject(new Interrupted());
    const timer = clock.after(milliseconds, resolve);
    signal.addEventListener(
      'abort',
      () => {
        timer[Symbol.dispose]();
        reject(new Interrupted());
      },
      { once: true },
    );
  });
  return 0;
};

const date: FileCommand = async (args, io, { clock }) => {
  const options = parseOptions(args, 'ud:r:');
  const day = options.value('d');
  const time = day === null ? clock.currentTimeMillis() : timeOf(day);
  const format = options.rest.find((arg) => arg.startsWith('+'))?.slice(1) ?? '%a %b %e %H:%M:%S %Z %Y';
  await io.print(`${strftime(format, time, options.has('u'))}\n`);
  return 0;
};

const UNAME = { s: 'Linux', n: 'localhost', r: '5.15.0-scopebox', v: '#1 SMP PREEMPT', m: 'aarch64' } as const;

const uname: FileCommand = async (args, io) => {
  const options = parseOptions(args, 'snrvmao');
  const letters = (Object.keys(UNAME) as (keyof typeof UNAME)[]).filter(
    (letter) => options.has('a') || options.has(letter),
  );
  const words = (letters.length === 0 && !options.has('o') ? (['s'] as const) : letters).map((letter) => UNAME[letter]);
  await io.print(`${[...words, ...(options.has('o') || options.has('a') ? ['Android'] : [])].join(' ')}\n`);
  return 0;
};

const GROUPS =
  '1004(input),1007(log),1011(adb),1015(sdcard_rw),1028(sdcard_r),1078(ext_data_rw),1079(ext_obb_rw),3001(net_bt_admin),3002(net_bt),3003(inet),3006(net_bw_stats),3009(readproc),3011(uhid)';

const id: FileCommand = async (args, io) => {
  const options = parseOptions(args, 'unGgZ');
  if (options.has('u') || options.has('g')) await io.print(options.has('n') ? 'shell\n' : '2000\n');
  else await io.print(`uid=2000(shell) gid=2000(shell) groups=2000(shell),${GROUPS} context=u:r:shell:s0\n`);
  return 0;
};

const whoami: FileCommand = async (_, io) => {
  await io.print('shell\n');
  return 0;
};

const env: FileCommand = async ([name], io) => {
  if (name !== undefined) {
    const value = io.environment.get(name);
    if (value !== undefined) await io.print(`${value}\n`);
    return value === undefined ? 1 : 0;
  }
  await io.print([...io.environment].map(([key, value]) => `${key}=${value}\n`).join(''));
  return 0;
};

export const PRINT_COMMANDS: Commands<FileServices> = {
  ...{ echo, printf, seq, sleep, date, uname, id, whoami, env, printenv: env },
};
