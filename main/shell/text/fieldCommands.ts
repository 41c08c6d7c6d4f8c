// Mirrors toybox's cut.c, tr.c, xargs.c, base64.c, md5sum.c and basename.c.
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { type Commands, ProgramError } from '../command.ts';
import { allOf, type FileCommand, type FileServices, forEachInput, linesOf } from '../files/fileServices.ts';
import { unescaped } from '../language/wordParser.ts';
import { parseOptions, UsageError } from '../options.ts';
import { Input } from '../streams.ts';

const cut: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'b:c:f:d:s');
  const kind = (['f', 'c', 'b'] as const).find((letter) => options.has(letter));
  if (kind === undefined) throw new ProgramError('no list');
  const isIn = listOf(options.value(kind) ?? '');
  const delimiter = options.value('d') ?? '\t';
  return forEachInput('cut', options.rest, { io, files }, async (input) => {
    for await (const line of linesOf(input)) {
      if (kind === 'f' && !line.includes(delimiter)) {
        if (!options.has('s')) await io.print(`${line}\n`);
        continue;
      }
      const parts = kind === 'f' ? line.split(delimiter) : [...line];
      await io.print(`${parts.filter((_, index) => isIn(index + 1)).join(kind === 'f' ? delimiter : '')}\n`);
    }
  });
};

/** `1,3-5,7-` as a question about a number. @throws {ProgramError} */
export function listOf(text: string): (number: number) => boolean {
  const ranges = text.split(',').map((range) => {
    const match = /^(\d*)(-?)(\d*)$/.exec(range);
    if (match === null || range === '' || range === '-') throw new ProgramError(`bad list '${text}'`);
    const [, from = '', dash, to = ''] = match;
    const start = from === '' ? 1 : Number(from);
    return { start, end: dash === '' ? start : to === '' ? Number.POSITIVE_INFINITY : Number(to) };
  });
  return (number) => ranges.some(({ start, end }) => number >= start && number <= end);
}

const tr: FileCommand = async (args, io) => {
  const options = parseOptions(args, 'cCds');
  const [first, second] = options.rest;
  if (first === undefined) throw new UsageError('Needs 1 argument');
  const from = setOf(first);
  const to = second === undefined ? [] : setOf(second);
  const isComplement = options.has('c') || options.has('C');
  const replaced = (char: string): string | null => {
    const index = from.lastIndexOf(char);
    const isIn = index >= 0 !== isComplement;
    if (!isIn) return char;
    if (options.has('d')) return null;
    return to.length === 0 ? char : (to[isComplement ? to.length - 1 : Math.min(index, to.length - 1)] ?? char);
  };
  const squeezed = options.has('s') ? new Set(to.length > 0 ? to : from) : new Set<string>();
  let last: string | null = null;
  let text = '';
  for (const char of (await allOf(io.stdin)).toString('utf8')) {
    const next = replaced(char);
    if (next === null || (next === last && squeezed.has(next))) continue;
    text += next;
    last = next;
  }
  await io.print(text);
  return 0;
};

const CLASSES: Readonly<Record<string, readonly [string, string][]>> = {
  alpha: [
    ['A', 'Z'],
    ['a', 'z'],
  ],
  digit: [['0', '9']],
  alnum: [
    ['0', '9'],
    ['A', 'Z'],
    ['a', 'z'],
  ],
  upper: [['A', 'Z']],
  lower: [['a', 'z']],
  space: [
    ['\t', '\r'],
    [' ', ' '],
  ],
  blank: [
    ['\t', '\t'],
    [' ', ' '],
  ],
  punct: [
    ['!', '/'],
    [':', '@'],
    ['[', '`'],
    ['{', '~'],
  ],
};

/** Every character of a set. */
function setOf(text: string): readonly string[] {
  const chars: string[] = [];
  const range = (from: string, to: string) => {
    for (let code = from.codePointAt(0) ?? 0; code <= (to.codePointAt(0) ?? 0); code++)
      chars.push(String.fromCodePoint(code));
  };
  const parts = unescaped(text).match(/\[:\w+:\]|.-.|./gsu) ?? [];
  for (const part of parts) {
    const name = /^\[:(\w+):\]$/.exec(part)?.[1];
    if (name !== undefined) for (const [from, to] of CLASSES[name] ?? []) range(from, to);
    else if ([...part].length === 3) range([...part][0] ?? '', [...part][2] ?? '');
    else chars.push(part);
  }
  return chars;
}

const xargs: FileCommand = async (args, io) => {
  const split = args.findIndex((arg, index) => !arg.startsWith('-') && !/^-[nILPs]$/.test(args[index - 1] ?? ''));
  const options = parseOptions(split < 0 ? args : args.slice(0, split), '0rtn:I:P:');
  const command = split < 0 ? ['echo'] : args.slice(split);
  const text = (await allOf(io.stdin)).toString('utf8');
  const place = options.value('I');
  const items = options.has('0')
    ? text.split('\0').filter((item) => item !== '')
    : place !== null
      ? text.split('\n').filter((item) => item !== '')
      : itemsOf(text);
  if (items.length === 0 && (options.has('r') || place !== null)) return 0;
  const size = Number(options.value('n') ?? Math.max(1, items.length));
  let status = 0;
  for (let start = 0; start < Math.max(1, items.length); start += place === null ? size : 1) {
    const item = items[start] ?? '';
    const words =
      place === null
        ? [...command, ...items.slice(start, start + size)]
        : command.map((word) => word.replaceAll(place, item));
    if (options.has('t')) await io.error(`${words.join(' ')}\n`);
    if ((await io.run(words, { stdin: Input.empty() })) !== 0) status = 123;
  }
  return status;
};

function itemsOf(text: string): readonly string[] {
  const found = text.match(/(?:[^\s'"\\]|\\.|'[^']*'|"[^"]*")+/gs) ?? [];
  return found.map((item) =>
    item.replace(/'([^']*)'|"([^"]*)"|\\(.)/gs, (_, single, double, escaped) => single ?? double ?? escaped),
  );
}

const base64: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'diw:');
  const width = Number(options.value('w') ?? 76);
  return forEachInput('base64', options.rest, { io, files }, async (input) => {
    const bytes = await allOf(input);
    if (options.has('d')) return io.stdout.write(Buffer.from(bytes.toString('latin1'), 'base64'));
    const text = bytes.toString('base64');
    const lines = width === 0 ? [text] : (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []);
    await io.print(lines.map((line) => `${line}\n`).join(''));
  });
};

function sum(name: string, algorithm: string): FileCommand {
  return async (args, io, { files }) => {
    const options = parseOptions(args, 'b');
    return forEachInput(name, options.rest, { io, files }, async (input, argument) => {
      const hash = createHash(algorithm);
      for await (const bytes of input) hash.update(bytes);
      await io.print(`${hash.digest('hex')}${options.has('b') ? '' : `  ${argument}`}\n`);
    });
  };
}

const basename: FileCommand = async ([path = '', suffix = ''], io) => {
  const name = path === '/' ? '/' : posix.basename(path);
  await io.print(
    `${suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`,
  );
  return 0;
};

const dirname: FileCommand = async (args, io) => {
  for (const path of args) await io.print(`${posix.dirname(path)}\n`);
  return 0;
};

export const FIELD_COMMANDS: Commands<FileServices> = {
  ...{ cut, tr, xargs, base64, basename, dirname },
  md5sum: sum('md5sum', 'md5'),
  sha1sum: sum('sha1sum', 'sha1'),
  sha256sum: sum('sha256sum', 'sha256'),
};
