// Mirrors toybox's find.c, as far as scripts use it.
import { posix } from 'node:path';
import type { FileStat } from '../../device/deviceFiles.ts';
import { type CommandIo, ProgramError } from '../command.ts';
import { matches } from '../language/pattern.ts';
import { removeTree } from './fileChanges.ts';
import { type FileCommand, type FileServices, forEach } from './fileServices.ts';
import { isDirectory, isLink } from './fileText.ts';
import { joined } from './ls.ts';

type Found = Readonly<{ path: string; stat: FileStat }>;

/** What is asked of each file, in order; the first that says no ends it. */
type Test = (found: Found) => Promise<boolean> | boolean;

type Query = Readonly<{ tests: readonly Test[]; minDepth: number; maxDepth: number; isDepthFirst: boolean }>;

const DAY = 86_400_000;
const MINUTE = 60_000;

export const find: FileCommand = async (args, io, services) => {
  const start = args.findIndex((arg) => /^(?:-.|[!(])/.test(arg));
  const paths = start < 0 ? args : args.slice(0, start);
  const query = parseQuery(start < 0 ? [] : args.slice(start), io, services);
  return forEach({ name: 'find', args: paths.length === 0 ? ['.'] : paths, quotes: true }, io, async (path) => {
    const stat = services.files.lstat(io.path(path));
    const walk = { io, services, query };
    await visit(walk, { path, stat }, 0);
  });
};

type Walk = Readonly<{ io: CommandIo; services: FileServices; query: Query }>;

async function visit(walk: Walk, found: Found, depth: number): Promise<void> {
  const { io, services, query } = walk;
  const isShown = depth >= query.minDepth;
  if (isShown && !query.isDepthFirst) await asked(query, found);
  if (isDirectory(found.stat) && depth < query.maxDepth) {
    await forEach({ name: 'find', args: [found.path], quotes: true }, io, async (path) => {
      for (const { name, stat } of await services.files.readdir(`${io.path(path)}/`))
        await visit(walk, { path: joined(path, name), stat }, depth + 1);
    });
  }
  if (isShown && query.isDepthFirst) await asked(query, found);
}

async function asked({ tests }: Query, found: Found): Promise<void> {
  for (const test of tests) if (!(await test(found))) return;
}

function parseQuery(args: readonly string[], io: CommandIo, services: FileServices): Query {
  const tests: Test[] = [];
  const words = new Words(args);
  const limits = { minDepth: 0, maxDepth: Number.POSITIVE_INFINITY, isDepthFirst: false };
  let [hasAction, isNegated] = [false, false];
  for (let word = words.next(); word !== null; word = words.next()) {
    if (word === '!' || word === '-not') isNegated = !isNegated;
    else if (word !== '-a' && word !== '-and' && !setLimit(limits, word, words)) {
      const action = actionOf(word, words, { io, services });
      hasAction ||= action !== null;
      limits.isDepthFirst ||= word === '-delete';
      const test = action ?? question(word, () => words.value(), { ...services, path: (text) => io.path(text) });
      tests.push(isNegated ? async (found) => !(await test(found)) : test);
      isNegated = false;
    }
  }
  if (!hasAction) tests.push(printed(io, '\n'));
  return { tests, ...limits };
}

/** The words of a query, one after the other. */
class Words {
  readonly #words: readonly string[];
  #at = -1;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  next(): string | null {
    return this.#words[++this.#at] ?? null;
  }

  /** What belongs to the word it is at. @throws {ProgramError} */
  value(): string {
    const word = this.#words[this.#at];
    const value = this.next();
    if (value === null) throw new ProgramError(`'${word}' needs 1 arg`);
    return value;
  }

  /** The words up to `;` or `+`. @throws {ProgramError} */
  command(): readonly string[] {
    const end = this.#words.findIndex((word, at) => at > this.#at && (word === ';' || word === '+'));
    if (end < 0) throw new ProgramError("-exec needs ';'");
    const words = this.#words.slice(this.#at + 1, end);
    this.#at = end;
    return words;
  }
}

function setLimit(limits: { minDepth: number; maxDepth: number; isDepthFirst: boolean }, word: string, words: Words) {
  if (word === '-maxdepth') limits.maxDepth = Number(words.value());
  else if (word === '-mindepth') limits.minDepth = Number(words.value());
  else if (word === '-depth') limits.isDepthFirst = true;
  else return false;
  return true;
}

/** What is done with a file, as a test of it; null for what only asks. */
function actionOf(word: string, words: Words, on: Readonly<{ io: CommandIo; services: FileServices }>): Test | null {
  const { io, services } = on;
  if (word === '-print') return printed(io, '\n');
  if (word === '-print0') return printed(io, '\0');
  if (word === '-delete') {
    return async ({ path }) => {
      await removeTree(services.files, io.path(path));
      return true;
    };
  }
  if (word !== '-exec') return null;
  const command = words.command();
  return async ({ path }) => (await io.run(command.map((each) => each.replaceAll('{}', path)))) === 0;
}

function printed(io: CommandIo, end: string): Test {
  return async ({ path }) => {
    await io.print(path + end);
    return true;
  };
}

function question(
  word: string,
  value: () => string,
  { clock, files, path: at }: FileServices & Pick<CommandIo, 'path'>,
): Test {
  switch (word) {
    case '-name':
    case '-iname': {
      const pattern = value();
      const fold = (text: string) => (word === '-iname' ? text.toLowerCase() : text);
      return ({ path }) => matches([{ text: fold(pattern), quoted: false }], fold(posix.basename(path)));
    }
    case '-path': {
      const pattern = value();
      return ({ path }) => matches([{ text: pattern, quoted: false }], path);
    }
    case '-type': {
      const type = value();
      return ({ stat }) => (isDirectory(stat) ? 'd' : isLink(stat) ? 'l' : 'f') === type;
    }
    case '-size': {
      const match = /^([-+]?)(\d+)([cbkMG]?)$/.exec(value());
      if (match === null) throw new ProgramError('bad -size');
      const unit = { c: 1, b: 512, k: 1_024, M: 1_048_576, G: 1_073_741_824, '': 512 }[match[3] ?? ''] ?? 512;
      return ({ stat }) => compared(match[1] ?? '', Math.ceil(stat.size / unit), Number(match[2]));
    }
    case '-mtime':
    case '-mmin': {
      const match = /^([-+]?)(\d+)$/.exec(value());
      if (match === null) throw new ProgramError(`bad ${word}`);
      const unit = word === '-mtime' ? DAY : MINUTE;
      return ({ stat }) =>
        compared(match[1] ?? '', Math.floor((clock.currentTimeMillis() - stat.mtimeMs) / unit), Number(match[2]));
    }
    case '-empty':
      return async ({ path, stat }) => (isDirectory(stat) ? (await files.readdir(at(path))).length : stat.size) === 0;
    default:
      throw new ProgramError(`bad arg '${word}'`);
  }
}

function compared(sign: string, value: number, asked: number): boolean {
  return sign === '-' ? value < asked : sign === '+' ? value > asked : value === asked;
}
