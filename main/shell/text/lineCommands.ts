// Mirrors toybox's cat.c, tee.c, sort.c and uniq.c.
import { type Commands, ProgramError } from '../command.ts';
import {
  type FileCommand,
  type FileServices,
  forEachInput,
  linesOf,
  MAX_KEPT,
  NO_MEMORY,
} from '../files/fileServices.ts';
import { byBytes } from '../language/glob.ts';
import { type Options, parseOptions } from '../options.ts';

const cat: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'uvte');
  return forEachInput('cat', options.rest, { io, files }, async (input) => {
    for await (const bytes of input) await io.stdout.write(bytes);
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

/** What a line takes beside its text, bytes. */
const LINE = 32;

const sort: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'nruft:k:bhVgs');
  const lines: string[] = [];
  let size = 0;
  const status = await forEachInput('sort', options.rest, { io, files }, async (input) => {
    for await (const line of linesOf(input)) {
      size += line.length + LINE;
      if (size > MAX_KEPT) throw new ProgramError(NO_MEMORY);
      lines.push(line);
    }
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

export const LINE_COMMANDS: Commands<FileServices> = { cat, tee, sort, uniq };
