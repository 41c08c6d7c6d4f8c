// Mirrors toybox's sed.c: what a script says.
import type { RE2JS } from 're2js';
import { ProgramError } from '../command.ts';
import { posixExpression } from './regularExpression.ts';

export type SedAddress =
  | Readonly<{ kind: 'line'; number: number }>
  | Readonly<{ kind: 'last' }>
  /** Null stands for the expression that was used last. */
  | Readonly<{ kind: 'expression'; expression: RE2JS | null }>
  /** Every so many lines; only as a first address. */
  | Readonly<{ kind: 'step'; first: number; step: number }>
  /** So many lines after the first; only as a second address. */
  | Readonly<{ kind: 'following'; count: number }>;

/** Text between the parts of what was found; a number stands for a group, 0 for all. */
export type SedReplacement = readonly (string | number)[];

export type SedSubstitution = Readonly<{
  expression: RE2JS | null;
  replacement: SedReplacement;
  isGlobal: boolean;
  /** From which place on, counted from 1. */
  nth: number;
  prints: boolean;
}>;

export type SedCommand = Readonly<{
  name: string;
  /** The lines it is for, and whether it is for the others. */
  from: SedAddress | null;
  to: SedAddress | null;
  isNegated: boolean;
  /** A label, or a text that is put in. */
  text: string;
  substitution: SedSubstitution | null;
  /** Of `{`, the number of the command behind its `}`. */
  end: number;
}>;

/** @throws {ProgramError} */
export function parseSed(script: string, isExtended: boolean): readonly SedCommand[] {
  return new SedParser(script, isExtended).parse();
}

const ALONE = 'dDpPnNhHgGxqQ=l{';
const WITH_LABEL = 'btT:';
const WITH_TEXT = 'aic';

class SedParser {
  readonly #script: string;
  readonly #isExtended: boolean;
  readonly #commands: SedCommand[] = [];
  readonly #open: number[] = [];
  #at = 0;

  constructor(script: string, isExtended: boolean) {
    this.#script = script;
    this.#isExtended = isExtended;
  }

  parse(): readonly SedCommand[] {
    for (this.#skip(/[\s;]*/y); this.#at < this.#script.length; this.#skip(/[\s;]*/y)) {
      if (this.#peek() === '#') this.#skip(/[^\n]*/y);
      else this.#command();
    }
    if (this.#open.length > 0) throw new ProgramError("no '}'");
    return this.#commands;
  }

  #command(): void {
    const from = this.#address();
    this.#skip(/\s*/y);
    const to = from !== null && this.#take(',') ? this.#secondAddress() : null;
    this.#skip(/\s*/y);
    const isNegated = this.#skip(/(?:!\s*)*/y).includes('!');
    const name = this.#peek();
    this.#at++;
    const plain = { name, from, to, isNegated, text: '', substitution: null, end: 0 };
    if (name === '{') this.#open.push(this.#commands.length);
    if (name === '}') this.#close();
    else if (name !== '' && ALONE.includes(name)) this.#commands.push(plain);
    else if (name === 's') this.#commands.push({ ...plain, substitution: this.#substitution() });
    else if (name === 'y') this.#commands.push({ ...plain, text: this.#transliteration() });
    else if (name !== '' && WITH_LABEL.includes(name))
      this.#commands.push({ ...plain, text: this.#skip(/[^\n;}]*/y).trim() });
    else if (name !== '' && WITH_TEXT.includes(name)) this.#commands.push({ ...plain, text: this.#text() });
    else throw this.#bad(name);
  }

  #close(): void {
    const opened = this.#open.pop();
    const command = opened === undefined ? undefined : this.#commands[opened];
    if (opened === undefined || command === undefined) throw new ProgramError("extra '}'");
    this.#commands[opened] = { ...command, end: this.#commands.length };
  }

  #address(): SedAddress | null {
    const number = this.#skip(/\d+/y);
    if (number !== '') {
      const step = this.#skip(/~\d+/y);
      if (step === '') return { kind: 'line', number: Number(number) };
      return { kind: 'step', first: Number(number), step: Number(step.slice(1)) };
    }
    if (this.#take('$')) return { kind: 'last' };
    if (this.#take('\\')) return this.#expressionAddress(this.#next());
    return this.#take('/') ? this.#expressionAddress('/') : null;
  }

  #secondAddress(): SedAddress {
    this.#skip(/\s*/y);
    const following = this.#skip(/\+\d+/y);
    const address = following === '' ? this.#address() : { kind: 'following' as const, count: Number(following) };
    if (address === null) throw this.#bad(this.#peek());
    return address;
  }

  #expressionAddress(delimiter: string): SedAddress {
    const source = this.#until(delimiter, true);
    const ignoresCase = this.#take('I');
    return { kind: 'expression', expression: this.#expression(source, ignoresCase) };
  }

  #expression(source: string, ignoresCase: boolean): RE2JS | null {
    return source === '' ? null : posixExpression(source, this.#isExtended ? 'extended' : 'basic', ignoresCase);
  }

  #substitution(): SedSubstitution {
    const delimiter = this.#next();
    const source = this.#until(delimiter, true);
    const replacement = replacementOf(this.#until(delimiter));
    const flags = this.#skip(/[0-9gpiIM]*/y);
    return {
      expression: this.#expression(source, /[iI]/.test(flags)),
      replacement,
      isGlobal: flags.includes('g'),
      nth: Math.max(1, Number(/\d+/.exec(flags)?.[0] ?? 1)),
      prints: flags.includes('p'),
    };
  }

  /** Both halves in one text, of the same length. */
  #transliteration(): string {
    const delimiter = this.#next();
    const [from, to] = [this.#until(delimiter), this.#until(delimiter)].map((each) =>
      each.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char)),
    );
    if (from === undefined || to === undefined || from.length !== to.length) throw this.#bad('y');
    return from + to;
  }

  /** In the same line, or in those behind a backslash. */
  #text(): string {
    this.#skip(/[ \t]*(?:\\\n?)?/y);
    const text = this.#skip(/(?:\\[\s\S]|[^\\\n])*/y);
    return text.replace(/\\([\s\S])/g, '$1');
  }

  /** What stands before the next delimiter; one behind a backslash stands for itself, and so does one in a set. */
  #until(delimiter: string, isExpression = false): string {
    let found = '';
    for (;;) {
      const set = isExpression ? this.#skip(/\[\^?\]?(?:\[:\w+:\]|[^\]\n])*\]/y) : '';
      const char = this.#script.charAt(this.#at++);
      found += set;
      if (char === '') throw this.#bad(delimiter);
      if (char === delimiter) return found;
      const next = char === '\\' ? this.#script.charAt(this.#at++) : '';
      if (next === 'r') found += '\r';
      else found += next !== '' && next === delimiter ? next : char + next;
    }
  }

  #peek(): string {
    return this.#script.charAt(this.#at);
  }

  #next(): string {
    const char = this.#script.charAt(this.#at++);
    if (char === '' || char === '\n' || char === '\\') throw this.#bad(char);
    return char;
  }

  #take(char: string): boolean {
    const isThere = this.#peek() === char;
    if (isThere) this.#at++;
    return isThere;
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#script)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #bad(char: string): ProgramError {
    return new ProgramError(`bad pattern '${this.#script}'@${this.#at} (${char})`);
  }
}

function replacementOf(text: string): SedReplacement {
  const parts: (string | number)[] = [];
  let plain = '';
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    const escaped = char === '\\' ? text.charAt(++index) : '';
    if (char === '&' || /^\d$/.test(escaped)) {
      parts.push(plain, char === '&' ? 0 : Number(escaped));
      plain = '';
    } else if (char === '\\') plain += escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped;
    else plain += char;
  }
  return [...parts, plain];
}
