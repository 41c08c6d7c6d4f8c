// Mirrors toybox's grep.c.
import type { RE2JS } from 're2js';
import { errnoOf } from '../../device/errno.ts';
import { type CommandIo, ProgramError } from '../command.ts';
import { statOrNull } from '../files/fileChanges.ts';
import { type FileCommand, type FileServices, forEachInput, isFileError, linesOf } from '../files/fileServices.ts';
import { isDirectory } from '../files/fileText.ts';
import { joined } from '../files/ls.ts';
import { type Options, parseOptions, UsageError } from '../options.ts';
import type { Input } from '../streams.ts';
import { type ExpressionKind, posixExpression } from './regularExpression.ts';

type Search = Readonly<{ options: Options; patterns: readonly RE2JS[]; io: CommandIo; isNamed: boolean; most: number }>;

const LETTERS = 'EFGe:f:ivclLqnohHswxm:rRazA:B:C:';

/** @returns 0 where something was found, 1 where nothing was, 2 for what cannot be read */
export function grep(kind: ExpressionKind): FileCommand {
  return async (args, io, services) => {
    const options = parseOptions(args, LETTERS);
    const [first, ...others] = options.rest;
    const given = options.values('e');
    if (given.length === 0 && first === undefined) throw new UsageError('Needs 1 argument');
    const texts = (given.length > 0 ? given : [first ?? '']).flatMap((text) => text.split('\n'));
    const names = given.length > 0 ? options.rest : others;
    const isRecursive = options.has('r') || options.has('R');
    const files = isRecursive ? await below(services, io, names.length === 0 ? ['.'] : names) : names;
    const isNamed = !options.has('h') && (options.has('H') || isRecursive || names.length > 1);
    const most = limitOf(options);
    const search = { options, io, isNamed, most, patterns: texts.map((text) => expression(text, options, kind)) };
    let found = false;
    const failed = await forEachInput('grep', files, { io, files: services.files }, async (input, name) => {
      if (options.has('q') && found) return;
      found = (await searchOne(search, input, name === '-' ? '(standard input)' : name)) || found;
    });
    if (failed !== 0 && !options.has('s')) return found && options.has('q') ? 0 : 2;
    return found ? 0 : 1;
  };
}

function limitOf(options: Options): number {
  const limit = options.value('m');
  if (limit !== null && !/^\d+$/.test(limit)) throw new ProgramError(`not integer: ${limit}`);
  if (options.has('q') || options.has('l') || options.has('L')) return 1;
  return limit === null ? Number.POSITIVE_INFINITY : Number(limit);
}

function expression(text: string, options: Options, usual: ExpressionKind): RE2JS {
  const kind = options.has('F') ? 'fixed' : options.has('E') ? 'extended' : options.has('G') ? 'basic' : usual;
  return posixExpression(text, kind, options.has('i'));
}

/** @returns whether it has a line that is looked for */
async function searchOne(
  { options, patterns, io, isNamed, most }: Search,
  input: Input,
  name: string,
): Promise<boolean> {
  const prefix = isNamed ? `${name}:` : '';
  const isCounted = options.has('c') || options.has('q') || options.has('l') || options.has('L');
  const context = new Context(options, isNamed ? `${name}-` : '');
  let count = 0;
  let number = 0;
  if (most > 0)
    for await (const line of linesOf(input)) {
      number++;
      const places = placesOf(line, patterns, options);
      const isFound = places.length > 0 !== options.has('v');
      if (!isFound) {
        if (!isCounted) await io.print(context.other(line, number));
        continue;
      }
      count++;
      if (!isCounted) {
        const before = options.has('n') ? `${prefix}${number}:` : prefix;
        const shown = options.has('o') ? (options.has('v') ? [] : places) : [line];
        await io.print(context.found(number) + shown.map((text) => `${before}${text}\n`).join(''));
      }
      if (count >= most) break;
    }
  if (options.has('l') && count > 0) await io.print(`${name}\n`);
  if (options.has('L') && count === 0) await io.print(`${name}\n`);
  if (options.has('c')) await io.print(`${prefix}${count}\n`);
  return options.has('L') ? count === 0 : count > 0;
}

/** What fits in a line; with -w only between words, with -x only the whole. */
function placesOf(line: string, patterns: readonly RE2JS[], options: Options): readonly string[] {
  const places: string[] = [];
  for (const pattern of patterns) {
    if (options.has('x')) {
      if (pattern.matches(line)) places.push(line);
      continue;
    }
    const matcher = pattern.matcher(line);
    for (let from = 0; from <= line.length && matcher.find(from); ) {
      const [start, end] = [matcher.start(), matcher.end()];
      if (!options.has('w') || !(/\w/.test(line.charAt(start - 1)) || /\w/.test(line.charAt(end))))
        places.push(line.slice(start, end));
      if (!options.has('o') && places.length > 0) return places;
      from = end > start ? end : end + 1;
    }
  }
  return options.has('o') ? places.filter((text) => text !== '') : places;
}

/** Lines around those that are found: -A, -B and -C. */
class Context {
  after = 0;
  readonly #options: Options;
  readonly #name: string;
  #kept: { line: string; number: number }[] = [];
  #last = 0;

  constructor(options: Options, name: string) {
    this.#options = options;
    this.#name = name;
  }

  get #isAsked(): boolean {
    return ['A', 'B', 'C'].some((letter) => this.#options.has(letter));
  }

  #size(letter: 'A' | 'B'): number {
    return Number(this.#options.value(letter) ?? this.#options.value('C') ?? 0);
  }

  /** What is printed of a line that is not looked for. */
  other(line: string, number: number): string {
    if (!this.#isAsked) return '';
    if (this.after > 0) {
      this.after--;
      return this.#text({ line, number });
    }
    this.#kept.push({ line, number });
    if (this.#kept.length > this.#size('B')) this.#kept.shift();
    return '';
  }

  /** What is printed before a line that is. */
  found(number: number): string {
    if (!this.#isAsked) return '';
    this.after = this.#size('A');
    const first = this.#kept[0]?.number ?? number;
    const divider = this.#last > 0 && first > this.#last + 1 ? '--\n' : '';
    const text = this.#kept.map((each) => this.#text(each)).join('');
    this.#kept = [];
    this.#last = number;
    return divider + text;
  }

  #text({ line, number }: Readonly<{ line: string; number: number }>): string {
    this.#last = number;
    return `${this.#name}${this.#options.has('n') ? `${number}-` : ''}${line}\n`;
  }
}

/** Every file below. */
async function below(services: FileServices, io: CommandIo, names: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) {
    const stat = statOrNull(services.files, io.path(name));
    if (stat === null || !isDirectory(stat)) {
      found.push(name);
      continue;
    }
    try {
      const entries = await services.files.readdir(io.path(name));
      found.push(
        ...(await below(
          services,
          io,
          entries.map((entry) => joined(name, entry.name)),
        )),
      );
    } catch (error) {
      if (!isFileError(error)) throw error;
      await io.error(`grep: ${name}: ${errnoOf(error).words}\n`);
    }
  }
  return found;
}
