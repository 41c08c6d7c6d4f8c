// Mirrors mksh's funcs.c (test, [ and [[): questions about files, texts and numbers.
import type { DeviceFiles, FileStat } from '../../device/deviceFiles.ts';
import { CommandError } from './flow.ts';
import { matches, type PatternPart } from './pattern.ts';

/** Deepest that parentheses may stand in each other. */
const MAX_DEPTH = 1_000;

/** A word of the question. What was quoted is no operator and no pattern. */
export type TestWord = readonly PatternPart[];

export type TestHost = Readonly<{
  files: DeviceFiles;
  path(argument: string): string;
  isSet(name: string): boolean;
  hasTerminal: boolean;
  /** Whether the right side of `=` is a pattern, and `<` compares: `[[`. */
  isExtended: boolean;
}>;

const S_IFMT = 0o170000;
const S_IFDIR = 0o40000;
const S_IFREG = 0o100000;
const S_IFLNK = 0o120000;

const UNARY = new Set([
  '-e',
  '-a',
  '-f',
  '-d',
  '-L',
  '-h',
  '-s',
  '-r',
  '-w',
  '-x',
  '-n',
  '-z',
  '-t',
  '-v',
  '-b',
  '-c',
  '-p',
  '-S',
]);
const BINARY = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);

/** @throws {CommandError} with status 2 for what is no question */
export function test(words: readonly TestWord[], host: TestHost): boolean {
  return new Question(words, host).run();
}

class Question {
  readonly #words: readonly TestWord[];
  readonly #host: TestHost;
  #index = 0;
  #depth = 0;

  constructor(words: readonly TestWord[], host: TestHost) {
    this.#words = words;
    this.#host = host;
  }

  run(): boolean {
    if (this.#words.length === 0) return false;
    const answer = this.#or();
    if (this.#index < this.#words.length) throw unexpected(textOf(this.#words[this.#index]));
    return answer;
  }

  get #peek(): string {
    return textOf(this.#words[this.#index]);
  }

  get #left(): number {
    return this.#words.length - this.#index;
  }

  #isOperator(...operators: readonly string[]): boolean {
    const word = this.#words[this.#index];
    const isPlain = word?.every(({ quoted }) => !quoted) === true || !this.#host.isExtended;
    return word !== undefined && isPlain && operators.includes(textOf(word));
  }

  #or(): boolean {
    let answer = this.#and();
    while (this.#isOperator(this.#host.isExtended ? '||' : '-o')) {
      this.#index++;
      const right = this.#and();
      answer ||= right;
    }
    return answer;
  }

  #and(): boolean {
    let answer = this.#not();
    while (this.#isOperator(this.#host.isExtended ? '&&' : '-a')) {
      this.#index++;
      const right = this.#not();
      answer &&= right;
    }
    return answer;
  }

  #not(): boolean {
    let isNegated = false;
    for (; this.#left > 1 && this.#isOperator('!'); this.#index++) isNegated = !isNegated;
    return this.#primary() !== isNegated;
  }

  #primary(): boolean {
    const operator = textOf(this.#words[this.#index + 1]);
    if (this.#left >= 3 && BINARY.has(operator)) return this.#binary(operator);
    if (this.#left > 2 && this.#isOperator('(')) {
      this.#index++;
      if (++this.#depth > MAX_DEPTH) throw new CommandError('nesting level exceeded', 2);
      const answer = this.#or();
      this.#depth--;
      if (this.#peek !== ')') throw new CommandError("missing ')'", 2);
      this.#index++;
      return answer;
    }
    if (this.#left >= 2 && this.#isOperator(...UNARY)) {
      const unary = this.#peek;
      this.#index += 2;
      return this.#unary(unary, textOf(this.#words[this.#index - 1]));
    }
    if (this.#left === 0) throw new CommandError('expression expected', 2);
    return textOf(this.#words[this.#index++]) !== '';
  }

  #unary(operator: string, value: string): boolean {
    switch (operator) {
      case '-n':
        return value !== '';
      case '-z':
        return value === '';
      case '-v':
        return this.#host.isSet(value);
      case '-t':
        return this.#host.hasTerminal;
      case '-L':
      case '-h':
        return typeOf(this.#stat(value, false)) === S_IFLNK;
      case '-d':
        return typeOf(this.#stat(value)) === S_IFDIR;
      case '-f':
        return typeOf(this.#stat(value)) === S_IFREG;
      case '-s':
        return (this.#stat(value)?.size ?? 0) > 0;
      case '-x':
        return typeOf(this.#stat(value)) === S_IFDIR;
      case '-b':
      case '-c':
      case '-p':
      case '-S':
        return operator === '-c' && value === '/dev/null';
      default:
        return value === '/dev/null' || this.#stat(value) !== null;
    }
  }

  #binary(operator: string): boolean {
    const [left, right] = [textOf(this.#words[this.#index]), this.#words[this.#index + 2] ?? []];
    this.#index += 3;
    const text = textOf(right);
    const isEqual = () => (this.#host.isExtended ? matches(right, left) : left === text);
    switch (operator) {
      case '=':
      case '==':
        return isEqual();
      case '!=':
        return !isEqual();
      case '<':
        return left < text;
      case '>':
        return left > text;
      case '-nt':
      case '-ot':
      case '-ef':
        return this.#files(operator, this.#stat(left), this.#stat(text));
      default:
        return compare(operator, numberOf(left), numberOf(text));
    }
  }

  #files(operator: string, a: FileStat | null, b: FileStat | null): boolean {
    if (operator === '-ef') return a !== null && b !== null && a.dev === b.dev && a.ino === b.ino;
    const [first, second] = operator === '-nt' ? [a, b] : [b, a];
    return first !== null && (second === null || first.mtimeMs > second.mtimeMs);
  }

  #stat(path: string, follows = true): FileStat | null {
    if (path === '') return null;
    try {
      const { files } = this.#host;
      const at = this.#host.path(path);
      return follows ? files.stat(at) : files.lstat(at);
    } catch {
      return null;
    }
  }
}

function textOf(word: TestWord | undefined): string {
  return word?.map(({ text }) => text).join('') ?? '';
}

function typeOf(stat: FileStat | null): number {
  return (stat?.mode ?? 0) & S_IFMT;
}

function numberOf(text: string): number {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new CommandError(`${text}: bad number`, 2);
  return Number(text);
}

function compare(operator: string, left: number, right: number): boolean {
  switch (operator) {
    case '-eq':
      return left === right;
    case '-ne':
      return left !== right;
    case '-lt':
      return left < right;
    case '-le':
      return left <= right;
    case '-gt':
      return left > right;
    default:
      return left >= right;
  }
}

function unexpected(word: string): CommandError {
  return new CommandError(`${word}: unexpected operator/operand`, 2);
}
