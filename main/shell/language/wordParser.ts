// Mirrors mksh's lex.c: words, with everything that can stand in them.
import {
  PARAMETER_OPERATORS,
  type ParameterOperation,
  type Script,
  ShellSyntaxError,
  type Word,
  type WordPart,
} from './syntax.ts';

/** What ends a word outside of quotes. */
const META = new Set([...' \t\n;&|<>()']);

/** Deepest that quotes, substitutions and compound commands may lie in each other. */
const MAX_DEPTH = 200;

const NAME = /[A-Za-z_]\w*/y;
const SPECIAL = new Set([...'?#@*$!-0123456789']);

type Stops = (char: string) => boolean;

/** Reads words from a script's text. What a `$(…)` holds is parsed by whoever knows the grammar. */
export abstract class WordParser {
  protected readonly text: string;
  protected position = 0;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Reads a script up to the closing parenthesis, which it leaves. */
  protected abstract scriptBeforeParenthesis(): Script;

  protected get char(): string {
    return this.text.charAt(this.position);
  }

  protected startsWith(text: string): boolean {
    return this.text.startsWith(text, this.position);
  }

  protected get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** @throws {ShellSyntaxError} where it lies too deep */
  protected nested<T>(read: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw new ShellSyntaxError('nesting level exceeded');
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }

  /** A word, or null where none begins. */
  protected word(): Word | null {
    const start = this.position;
    const parts = this.#parts((char) => META.has(char), false);
    return this.position === start ? null : parts;
  }

  /** The text of a here-document, with what is expanded in it. */
  protected hereDocument(text: string): Word {
    const parser = this.another(text);
    return parser.#parts(() => false, true);
  }

  /** A parser of the same grammar for another text. */
  protected abstract another(text: string): WordParser;

  #parts(stops: Stops, quoted: boolean): Word {
    const parts: WordPart[] = [];
    let text = '';
    const flush = () => {
      if (text !== '') parts.push({ kind: 'text', text, quoted });
      text = '';
    };
    while (!this.isAtEnd && !stops(this.char)) {
      const special = quoted ? this.#quotedSpecial() : this.#special();
      if (special === null) {
        text += this.char;
        this.position++;
      } else {
        flush();
        for (const part of special) parts.push(part);
      }
    }
    flush();
    return parts;
  }

  /** Outside of quotes. Null for a character that stands for itself. */
  #special(): readonly WordPart[] | null {
    switch (this.char) {
      case "'":
        return [literal(this.#until("'", this.position + 1))];
      case '"':
        return this.#doubleQuoted();
      case '\\':
        return this.#escaped((char) => (char === '\n' ? '' : char));
      default:
        if (this.startsWith("$'")) return [literal(this.#dollarQuoted())];
        return this.#substitution(false);
    }
  }

  #quotedSpecial(): readonly WordPart[] | null {
    if (this.char !== '\\') return this.#substitution(true);
    return this.#escaped((char) => (char === '\n' ? '' : '$`"\\'.includes(char) ? char : `\\${char}`));
  }

  #escaped(meaning: (char: string) => string): readonly WordPart[] {
    const next = this.text.charAt(this.position + 1);
    this.position += 2;
    return [literal(next === '' ? '\\' : meaning(next))];
  }

  #doubleQuoted(): readonly WordPart[] {
    this.position++;
    const parts = this.nested(() => this.#parts((char) => char === '"', true));
    if (this.isAtEnd) throw new ShellSyntaxError('no closing quote');
    this.position++;
    return parts.length === 0 ? [literal('')] : parts;
  }

  #until(end: string, from: number): string {
    const found = this.text.indexOf(end, from);
    if (found < 0) throw new ShellSyntaxError('no closing quote');
    this.position = found + end.length;
    return this.text.slice(from, found);
  }

  #dollarQuoted(): string {
    const match = /\$'((?:[^'\\]|\\.)*)'/sy;
    match.lastIndex = this.position;
    const found = match.exec(this.text);
    if (found === null) throw new ShellSyntaxError('no closing quote');
    this.position += found[0].length;
    return unescaped(found[1] ?? '');
  }

  #substitution(quoted: boolean): readonly WordPart[] | null {
    if (this.char === '`') return [this.#backquoted(quoted)];
    if (this.char !== '$') return null;
    const next = this.text.charAt(this.position + 1);
    if (this.startsWith('$((')) {
      const arithmetic = this.#arithmetic(quoted);
      if (arithmetic !== null) return [arithmetic];
    }
    if (next === '(') {
      this.position += 2;
      const script = this.nested(() => this.scriptBeforeParenthesis());
      this.position++;
      return [{ kind: 'command', script, quoted }];
    }
    if (next === '{') return [this.nested(() => this.#braced(quoted))];
    const name = this.#nameAt(this.position + 1);
    if (name === null) return null;
    this.position += 1 + name.length;
    return [{ kind: 'parameter', name, operation: null, quoted }];
  }

  /** Null where the parentheses are those of a subshell in a substitution. */
  #arithmetic(quoted: boolean): WordPart | null {
    let depth = 0;
    for (let index = this.position + 3; index < this.text.length; index++) {
      const char = this.text.charAt(index);
      if (char === '(') depth++;
      else if (char === ')' && depth > 0) depth--;
      else if (char === ')') {
        if (this.text.charAt(index + 1) !== ')') return null;
        const inner = this.text.slice(this.position + 3, index);
        this.position = index + 2;
        const expression = this.nested(() => this.another(inner).#parts(() => false, true));
        return { kind: 'arithmetic', expression, quoted };
      }
    }
    return null;
  }

  #backquoted(quoted: boolean): WordPart {
    const match = /`((?:[^`\\]|\\.)*)`/sy;
    match.lastIndex = this.position;
    const found = match.exec(this.text);
    if (found === null) throw new ShellSyntaxError('no closing quote');
    this.position += found[0].length;
    const inner = (found[1] ?? '').replace(quoted ? /\\([$`\\"])/g : /\\([$`\\])/g, '$1');
    const script = this.nested(() => this.another(`${inner})`).scriptBeforeParenthesis());
    return { kind: 'command', script, quoted };
  }

  #nameAt(position: number): string | null {
    const char = this.text.charAt(position);
    if (SPECIAL.has(char)) return char;
    NAME.lastIndex = position;
    return NAME.exec(this.text)?.[0] ?? null;
  }

  #braced(quoted: boolean): WordPart {
    this.position += 2;
    const isLength = this.char === '#' && this.text.charAt(this.position + 1) !== '}';
    if (isLength) this.position++;
    const digits = /\d+/y;
    digits.lastIndex = this.position;
    const name = digits.exec(this.text)?.[0] ?? this.#nameAt(this.position);
    if (name === null) throw new ShellSyntaxError('bad substitution');
    this.position += name.length;
    const operation = isLength ? ({ kind: 'length' } as const) : this.#operation(quoted);
    if (this.char !== '}') throw new ShellSyntaxError(this.isAtEnd ? 'no closing quote' : 'bad substitution');
    this.position++;
    return { kind: 'parameter', name, operation, quoted };
  }

  #operation(quoted: boolean): ParameterOperation | null {
    if (this.char === '}') return null;
    if (this.char === '/') {
      const all = this.text.charAt(this.position + 1) === '/';
      this.position += all ? 2 : 1;
      const pattern = this.#parts((char) => char === '/' || char === '}', false);
      const hasReplacement = this.char === '/';
      if (hasReplacement) this.position++;
      const replacement = hasReplacement ? this.#parts((char) => char === '}', quoted) : [];
      return { kind: 'replace', all, pattern, replacement };
    }
    const operator = PARAMETER_OPERATORS.find((each) => this.startsWith(each));
    if (operator !== undefined) {
      this.position += operator.length;
      const isPattern = operator.startsWith('#') || operator.startsWith('%');
      return { kind: operator, word: this.#parts((char) => char === '}', quoted && !isPattern) };
    }
    if (this.char !== ':') throw new ShellSyntaxError('bad substitution');
    this.position++;
    const offset = this.#parts((char) => char === ':' || char === '}', true);
    const hasLength = this.char === ':';
    if (hasLength) this.position++;
    return { kind: 'slice', offset, length: hasLength ? this.#parts((char) => char === '}', true) : null };
  }
}

function literal(text: string): WordPart {
  return { kind: 'text', text, quoted: true };
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
};

/** What backslashes stand for, as in `$'…'` and in what printf and echo are given. */
export function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{1,3})|u([0-9a-fA-F]{1,4})|(.))/gs,
    (all: string, ...groups) => {
      const [hex, octal, wide, char] = groups;
      if (hex !== undefined || wide !== undefined) return String.fromCodePoint(Number.parseInt(hex ?? wide, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      if ('\\\'"'.includes(char)) return char;
      return ESCAPES[char] ?? all;
    },
  );
}
