// Mirrors toybox's wc.c, head.c and tail.c: of a video of gigabytes they keep no more than they print.
import { type Commands, ProgramError } from '../command.ts';
import { type FileCommand, type FileServices, forEachInput, MAX_KEPT, NO_MEMORY } from '../files/fileServices.ts';
import { parseOptions } from '../options.ts';
import type { Input } from '../streams.ts';

const COUNTS = ['l', 'w', 'c', 'm', 'L'] as const;

type Counts = Readonly<Record<(typeof COUNTS)[number], number>>;

const wc: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'lwcmL');
  const asked = COUNTS.filter((letter) => options.has(letter));
  const shown = asked.length === 0 ? (['l', 'w', 'c'] as const) : asked;
  const total = { l: 0, w: 0, c: 0, m: 0, L: 0 };
  const lines: Readonly<{ counts: Counts; name: string }>[] = [];
  const status = await forEachInput('wc', options.rest, { io, files }, async (input, name) => {
    const counts = await countsOf(input);
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

const SPACES = new Set([0x20, 0x09, 0x0a, 0x0b, 0x0c, 0x0d]);
const NEWLINE = 0x0a;

async function countsOf(input: Input): Promise<Counts> {
  const counts = { l: 0, w: 0, c: 0, m: 0, L: 0 };
  let isInWord = false;
  let length = 0;
  for await (const bytes of input) {
    counts.c += bytes.length;
    for (const byte of bytes) {
      // What continues a character of UTF-8 is none.
      if ((byte & 0xc0) !== 0x80) {
        counts.m++;
        length++;
      }
      const isSpace = SPACES.has(byte);
      if (!isSpace && !isInWord) counts.w++;
      isInWord = !isSpace;
      if (byte !== NEWLINE) {
        if (length > counts.L) counts.L = length;
        continue;
      }
      counts.l++;
      length = 0;
    }
  }
  return counts;
}

const head: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(oldCount(args), 'n:c:qv');
  const isNamed = options.has('v') || (options.rest.length > 1 && !options.has('q'));
  const bytes = options.value('c');
  const count = numberOf(bytes ?? options.value('n') ?? '10');
  let isFirst = true;
  return forEachInput('head', options.rest, { io, files }, async (input, name) => {
    if (isNamed) await io.print(`${isFirst ? '' : '\n'}==> ${name} <==\n`);
    isFirst = false;
    for (let left = count; left > 0; ) {
      const piece = bytes === null ? await lineOf(input) : await input.take(left);
      if (piece === null) break;
      await io.stdout.write(piece);
      left -= bytes === null ? 1 : piece.length;
    }
  });
};

async function lineOf(input: Input): Promise<Uint8Array | null> {
  const line = await input.readLine();
  return line === null ? null : Buffer.from(line.text + (line.isWhole ? '\n' : ''));
}

const tail: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(oldCount(args), 'n:c:qv');
  const isNamed = options.has('v') || (options.rest.length > 1 && !options.has('q'));
  const asked = options.value('c') ?? options.value('n') ?? '10';
  const count = numberOf(asked.replace(/^[+-]/, ''));
  const next = (input: Input) => (options.has('c') ? input.read() : lineOf(input));
  const measure = (piece: Uint8Array) => (options.has('c') ? piece.length : 1);
  let isFirst = true;
  return forEachInput('tail', options.rest, { io, files }, async (input, name) => {
    if (isNamed) await io.print(`${isFirst ? '' : '\n'}==> ${name} <==\n`);
    isFirst = false;
    const pieces = { next: () => next(input), measure };
    if (asked.startsWith('+')) for await (const piece of fromPlace(pieces, count)) await io.stdout.write(piece);
    else for (const piece of await lastOf(pieces, count)) await io.stdout.write(piece);
  });
};

/** Lines, which count 1 each, or bytes. */
type Pieces = Readonly<{ next(): Promise<Uint8Array | null>; measure(piece: Uint8Array): number }>;

/** @param place counted from 1 */
async function* fromPlace({ next, measure }: Pieces, place: number): AsyncGenerator<Uint8Array> {
  let before = Math.max(0, place - 1);
  for (let piece = await next(); piece !== null; piece = await next()) {
    const size = measure(piece);
    if (before >= size) before -= size;
    else {
      yield piece.subarray(before);
      before = 0;
    }
  }
}

/** The last `count` of them. @throws {ProgramError} for more than MAX_KEPT */
async function lastOf({ next, measure }: Pieces, count: number): Promise<readonly Uint8Array[]> {
  const kept: Uint8Array[] = [];
  let [first, size, bytes] = [0, 0, 0];
  for (let piece = await next(); piece !== null; piece = await next()) {
    kept.push(piece);
    size += measure(piece);
    bytes += piece.length + PIECE;
    for (let oldest = kept[first]; oldest !== undefined; oldest = kept[first]) {
      if (size - measure(oldest) < count) break;
      size -= measure(oldest);
      bytes -= oldest.length + PIECE;
      first++;
    }
    if (bytes > MAX_KEPT) throw new ProgramError(NO_MEMORY);
    if (first < SWEPT) continue;
    kept.splice(0, first);
    first = 0;
  }
  const last = kept.slice(first);
  const over = Math.max(0, size - count);
  // Of bytes the oldest piece may be too long; of lines there is no part of one.
  return last.map((piece, index) => (index === 0 && measure(piece) === piece.length ? piece.subarray(over) : piece));
}

/** What a piece takes beside its bytes. */
const PIECE = 100;

/** So many that are no longer needed go at once. */
const SWEPT = 1_024;

/** `-5` for `-n 5`. */
function oldCount(args: readonly string[]): readonly string[] {
  return args.flatMap((arg) => (/^-\d+$/.test(arg) ? ['-n', arg.slice(1)] : [arg]));
}

function numberOf(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new ProgramError(`not integer: ${text}`);
  return Math.max(0, Number(text));
}

export const COUNT_COMMANDS: Commands<FileServices> = { wc, head, tail };
