// Mirrors toybox's cat.c, wc.c, head.c, tail.c, tee.c, sort.c and uniq.c.
import { type Commands, ProgramError } from '../command.ts';
import { allOf, type FileCommand, type FileServices, forEachInput, linesOf } from '../files/fileServices.ts';
import { byBytes } from '../language/glob.ts';
import { type Options, parseOptions } from '../options.ts';

const cat: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'uvte');
  return forEachInput('cat', options.rest, { io, files }, async (input) => {
    for await (const bytes of input) await io.stdout.write(bytes);
  });
};

const COUNTS = ['l', 'w', 'c', 'm', 'L'] as const;

const wc: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'lwcmL');
  const asked = COUNTS.filter((letter) => options.has(letter));
  const shown = asked.length === 0 ? (['l', 'w', 'c'] as const) : asked;
  const total = { l: 0, w: 0, c: 0, m: 0, L: 0 };
  const lines: Readonly<{ counts: typeof total; name: string }>[] = [];
  const status = await forEachInput('wc', options.rest, { io, files }, async (input, name) => {
    const bytes = await allOf(input);
    const text = bytes.toString('utf8');
    const words = text.match(/\S+/g)?.length ?? 0;
    let l = 0;
    for (const byte of bytes) if (byte === 0x0a) l++;
    const longest = text.split('\n').reduce((most, line) => Math.max(most, line.length), 0);
    const counts = { l, w: words, c: bytes.length, m: [...text].length, L: longest };
    for (const letter of COUNTS) total[letter] += counts[letter];
    lines.push({ counts, name: name === '-' ? '' : name });
  });
  if (options.rest.length > 1) lines.push({ counts: total, name: 'total' });
  // As toybox: one number stands alone, more of them have a column each.
  const column = (value: number) => (shown.length === 1 ? String(value) : String(value).padStart(7));
  for (const { counts, name } of lines) {
    const numbers = shown.map((letter) => column(counts[letter])).join(' ');
    await io.print(`${numbers}${name === '' ? '' : ` ${name}`}\n`);
  }
  return status;
};

const head: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(oldCount(args), 'n:c:qv');
  const isNamed = options.has('v') || (options.rest.length > 1 && !options.has('q'));
  const bytes = options.value('c');
  const count = numberOf(bytes ?? options.value('n') ?? '10');
  let isFirst = true;
  return forEachInput('head', options.rest, { io, files }, async (input, name) => {
    if (isNamed) await io.print(`${isFirst ? '' : '\n'}==> ${name} <==\n`);
    isFirst = false;
    if (bytes !== null) return void (await io.stdout.write((await allOf(input)).subarray(0, count)));
    for (let left = count; left > 0; left--) {
      const line = await input.readLine();
      if (line === null) break;
      await io.print(line.text + (line.isWhole ? '\n' : ''));
    }
  });
};

const tail: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(oldCount(args), 'n:c:qv');
  const isNamed = options.has('v') || (options.rest.length > 1 && !options.has('q'));
  const asked = options.value('c') ?? options.value('n') ?? '10';
  const fromStart = asked.startsWith('+');
  const count = numberOf(asked.replace(/^[+-]/, ''));
  let isFirst = true;
  return forEachInput('tail', options.rest, { io, files }, async (input, name) => {
    if (isNamed) await io.print(`${isFirst ? '' : '\n'}==> ${name} <==\n`);
    isFirst = false;
    const all = await allOf(input);
    if (options.has('c'))
      return void (await io.stdout.write(all.subarray(fromStart ? count - 1 : Math.max(0, all.length - count))));
    const lines = all.toString('utf8').match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const kept = fromStart ? lines.slice(Math.max(0, count - 1)) : count === 0 ? [] : lines.slice(-count);
    await io.print(kept.join(''));
  });
};

const tee: FileCommand = async (args, io, { files, clock }) => {
  const options = parseOptions(args, 'ai');
  const all: Uint8Array[] = [];
  for await (const bytes of io.stdin) {
    all.push(bytes);
    await io.stdout.write(bytes);
  }
  for (const name of options.rest) {
    const before = options.has('a') ? await readOr(files, io.path(name)) : Buffer.alloc(0);
    const file = await files.prepareFile(io.path(name));
    try {
      for (const bytes of [before, ...all]) await file.write(bytes);
      await (await file.place(clock.currentTimeMillis())).indexed;
    } finally {
      await file.discard();
    }
  }
  return 0;
};

async function readOr(files: FileServices['files'], path: string): Promise<Buffer> {
  const file = await files.openForReading(path).catch(() => null);
  if (file === null) return Buffer.alloc(0);
  const pieces: Buffer[] = [];
  try {
    for (let bytes = await file.read(65_536); bytes.length > 0; bytes = await file.read(65_536)) pieces.push(bytes);
  } finally {
    await file.close();
  }
  return Buffer.concat(pieces);
}

const sort: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'nruft:k:bhVgs');
  const lines: string[] = [];
  const status = await forEachInput('sort', options.rest, { io, files }, async (input) => {
    for await (const line of linesOf(input)) lines.push(line);
  });
  await io.print(
    sortedLines(lines, options)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return status;
};

/** Lines in the order that the options of `sort` ask for. */
export function sortedLines(lines: readonly string[], options: Options): readonly string[] {
  const key = keyOf(options);
  const fold = (text: string) => (options.has('f') ? text.toUpperCase() : text);
  const isNumeric = options.has('n') || options.has('g') || /n/.test(options.value('k') ?? '');
  const byKey = (a: string, b: string) =>
    isNumeric ? leadingNumber(key(a)) - leadingNumber(key(b)) : byBytes(fold(key(a)), fold(key(b)));
  const isReverse = options.has('r') || /r/.test(options.value('k') ?? '');
  const sorted = [...lines].sort(
    (a, b) => (isReverse ? -1 : 1) * (byKey(a, b) || (options.has('s') || options.has('u') ? 0 : byBytes(a, b))),
  );
  return options.has('u')
    ? sorted.filter((line, index) => index === 0 || byKey(sorted[index - 1] ?? '', line) !== 0)
    : sorted;
}

function keyOf(options: Options): (line: string) => string {
  const asked = options.value('k');
  if (asked === null) return (line) => line;
  const match = /^(\d+)(?:\.\d+)?[a-zA-Z]*(?:,(\d+)(?:\.\d+)?[a-zA-Z]*)?$/.exec(asked);
  if (match === null) throw new ProgramError(`bad -k '${asked}'`);
  const [from, to] = [Number(match[1]) - 1, match[2] === undefined ? undefined : Number(match[2])];
  const separator = options.value('t');
  return (line) =>
    (separator === null ? line.trimStart().split(/\s+/) : line.split(separator)).slice(from, to).join(separator ?? ' ');
}

function leadingNumber(text: string): number {
  return Number(/^\s*(-?\d+(?:\.\d+)?)/.exec(text)?.[1] ?? 0);
}

const uniq: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'cdui');
  const same = (a: string, b: string) => (options.has('i') ? a.toLowerCase() === b.toLowerCase() : a === b);
  let line: string | null = null;
  let count = 0;
  const flush = async () => {
    if (line === null || (options.has('d') && count < 2) || (options.has('u') && count > 1)) return;
    await io.print(`${options.has('c') ? `${String(count).padStart(7)} ` : ''}${line}\n`);
  };
  const status = await forEachInput('uniq', options.rest.slice(0, 1), { io, files }, async (input) => {
    for await (const next of linesOf(input)) {
      if (line !== null && same(line, next)) count++;
      else {
        await flush();
        line = next;
        count = 1;
      }
    }
  });
  await flush();
  return status;
};

/** `-5` for `-n 5`. */
function oldCount(args: readonly string[]): readonly string[] {
  return args.flatMap((arg) => (/^-\d+$/.test(arg) ? ['-n', arg.slice(1)] : [arg]));
}

function numberOf(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new ProgramError(`not integer: ${text}`);
  return Math.max(0, Number(text));
}

export const LINE_COMMANDS: Commands<FileServices> = { cat, wc, head, tail, tee, sort, uniq };
