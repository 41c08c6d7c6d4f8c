// Mirrors mksh's eval.c: words to arguments.
import { RE2JS } from 're2js';
import { evaluate } from './arithmetic.ts';
import { CommandError, ExitFlow } from './flow.ts';
import { compiled, expressionOf, isPattern, type PatternPart } from './pattern.ts';
import type { ExpansionHost } from './shellCore.ts';
import type { ShellState } from './shellState.ts';
import type { ParameterOperation, Word, WordPart } from './syntax.ts';

type Field = readonly PatternPart[];

/** Words as a command gets them: split, and with patterns replaced by the paths that fit. */
export async function expandWords(host: ExpansionHost, words: readonly Word[]): Promise<readonly string[]> {
  const args: string[] = [];
  for (const word of words) {
    for (const field of await fieldsOf(host, word)) {
      const paths = !host.state.options.noglob && isPattern(field) ? await host.glob(field) : [];
      if (paths.length > 0) for (const path of paths) args.push(path);
      else args.push(textOf(field));
    }
  }
  return args;
}

/** One text, as an assignment or a redirection has it: nothing is split. */
export async function expandText(host: ExpansionHost, word: Word): Promise<string> {
  return textOf(await expandPattern(host, word));
}

/** One text that may be a pattern, as `case` has it. */
export async function expandPattern(host: ExpansionHost, word: Word): Promise<readonly PatternPart[]> {
  const parts: PatternPart[] = [];
  for (const part of withHome(host.state, word)) {
    if (part.kind === 'text') parts.push(part);
    else parts.push({ text: await expandPart(host, part), quoted: part.quoted });
  }
  return parts;
}

function textOf(parts: readonly PatternPart[]): string {
  return parts.map(({ text }) => text).join('');
}

async function fieldsOf(host: ExpansionHost, word: Word): Promise<readonly Field[]> {
  const fields = new Fields(host.state.get('IFS') ?? ' \t\n');
  for (const part of withHome(host.state, word)) {
    if (part.kind === 'text') fields.add(part);
    else if (part.kind === 'parameter' && part.name === '@' && part.operation === null && part.quoted)
      fields.addEach(host.state.positional);
    else if (part.quoted) fields.add({ text: await expandPart(host, part), quoted: true });
    else fields.split(await expandPart(host, part));
  }
  return fields.all();
}

function withHome(state: ShellState, word: Word): Word {
  const [first, ...rest] = word;
  if (first?.kind !== 'text' || first.quoted || !/^~(?:\/|$)/.test(first.text)) return word;
  const home: WordPart = { kind: 'text', text: state.get('HOME') ?? '/', quoted: true };
  return [home, { ...first, text: first.text.slice(1) }, ...rest];
}

class Fields {
  readonly #separators: string;
  readonly #fields: PatternPart[][] = [];
  #current: PatternPart[] | null = null;

  constructor(separators: string) {
    this.#separators = separators;
  }

  add(part: PatternPart): void {
    this.#current ??= [];
    this.#current.push(part);
  }

  addEach(texts: readonly string[]): void {
    for (const [index, text] of texts.entries()) {
      if (index > 0) this.#end();
      this.add({ text, quoted: true });
    }
  }

  /** White space separates however much there is of it; any other separator stands for itself. */
  split(text: string): void {
    let start = 0;
    const take = (end: number) => {
      if (end > start) this.add({ text: text.slice(start, end), quoted: false });
    };
    for (let index = 0; index < text.length; index++) {
      const char = text.charAt(index);
      if (!this.#separators.includes(char)) continue;
      take(index);
      if (!' \t\n'.includes(char)) this.#current ??= [];
      this.#end();
      start = index + 1;
    }
    take(text.length);
  }

  all(): readonly Field[] {
    this.#end();
    return this.#fields;
  }

  #end(): void {
    if (this.#current !== null) this.#fields.push(this.#current);
    this.#current = null;
  }
}

type Expanded = Exclude<WordPart, { kind: 'text' }>;

async function expandPart(host: ExpansionHost, part: Expanded): Promise<string> {
  switch (part.kind) {
    case 'command':
      return host.substitute(part.script);
    case 'arithmetic':
      return String(arithmetic(host.state, await expandText(host, part.expression)));
    case 'parameter': {
      const value = host.state.get(part.name);
      if (part.operation !== null) return operate(host, part.name, value, part.operation);
      if (value === null && host.state.options.nounset && !'@*'.includes(part.name)) {
        throw new ExitWithWords(`${part.name}: parameter not set`);
      }
      return value ?? '';
    }
  }
}

/** `$((…))`, over the shell's variables. */
export function arithmetic(state: ShellState, expression: string): number {
  return evaluate(expression, {
    get: (name) => state.get(name) ?? '',
    set: (name, value) => void state.variables.set(name, value),
  });
}

/** Ends a shell that reads a script, with words for stderr. */
export class ExitWithWords extends ExitFlow {
  readonly words: string;

  constructor(words: string) {
    super(1);
    this.words = words;
  }
}

async function operate(
  host: ExpansionHost,
  name: string,
  value: string | null,
  operation: ParameterOperation,
): Promise<string> {
  const { kind } = operation;
  const text = value ?? '';
  switch (kind) {
    case 'length':
      return String(name === '@' || name === '*' ? host.state.positional.length : [...text].length);
    case '#':
    case '##':
    case '%':
    case '%%':
      return trimmed(text, kind, await expandPattern(host, operation.word));
    case 'replace': {
      const pattern = compiled(await expandPattern(host, operation.pattern));
      const replacement = await expandText(host, operation.replacement);
      const matcher = pattern.matcher(text);
      return operation.all ? matcher.replaceAll(() => replacement) : matcher.replaceFirst(() => replacement);
    }
    case 'slice': {
      const chars = [...text];
      const offset = arithmetic(host.state, await expandText(host, operation.offset));
      const start = offset < 0 ? Math.max(0, chars.length + offset) : offset;
      const length =
        operation.length === null ? chars.length : arithmetic(host.state, await expandText(host, operation.length));
      return chars.slice(start, start + Math.max(0, length)).join('');
    }
    default: {
      const isSet = kind.startsWith(':') ? text !== '' : value !== null;
      return orElse(host, { name, text, isSet }, operation);
    }
  }
}

async function orElse(
  host: ExpansionHost,
  { name, text, isSet }: Readonly<{ name: string; text: string; isSet: boolean }>,
  operation: Extract<ParameterOperation, { word: Word }>,
): Promise<string> {
  const kind = operation.kind.replace(':', '');
  if (kind === '+') return isSet ? expandText(host, operation.word) : '';
  if (isSet) return text;
  const word = await expandText(host, operation.word);
  if (kind === '?') throw new ExitWithWords(`${name}: ${word === '' ? 'parameter null or not set' : word}`);
  if (kind === '=') {
    if (!/^[A-Za-z_]/.test(name)) throw new CommandError(`${name}: cannot assign`);
    host.state.variables.set(name, word);
  }
  return word;
}

function trimmed(text: string, kind: '#' | '##' | '%' | '%%', pattern: readonly PatternPart[]): string {
  const isShortest = kind.length === 1;
  if (kind.startsWith('#')) {
    const matcher = RE2JS.compile(expressionOf(pattern, isShortest), RE2JS.DOTALL).matcher(text);
    return matcher.lookingAt() ? text.slice(matcher.end()) : text;
  }
  const expression = `(${isShortest ? '.*' : '.*?'})(?:${expressionOf(pattern)})`;
  const matcher = RE2JS.compile(expression, RE2JS.DOTALL).matcher(text);
  return matcher.matches() ? (matcher.group(1) ?? '') : text;
}
