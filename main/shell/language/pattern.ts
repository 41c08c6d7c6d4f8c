// Mirrors mksh's gmatchx: patterns of file names, as regular expressions that take linear time.
import { RE2JS } from 're2js';
import { CommandError } from './flow.ts';

/** Longest pattern, and most signs in it: an expression of more takes long to make, and longer to use. */
const MAX_TEXT = 20_000;
const MAX_SIGNS = 200;

/** Part of a pattern; what was quoted stands for itself. */
export type PatternPart = Readonly<{ text: string; quoted: boolean }>;

/** Whether there is anything in it that stands for more than itself. */
export function isPattern(parts: readonly PatternPart[]): boolean {
  return parts.some(({ text, quoted }) => !quoted && (/[*?]/.test(text) || /\[.*\]/s.test(text)));
}

/** Whether the whole text fits. @throws {CommandError} as compiled() */
export function matches(parts: readonly PatternPart[], text: string): boolean {
  if (!isPattern(parts) && !parts.some((part) => !part.quoted && part.text.includes('[')))
    return parts.map((part) => part.text).join('') === text;
  return compiled(parts).matches(text);
}

/** The pattern as a regular expression that must fit from start to end. @throws {CommandError} for one that is too large */
export function compiled(parts: readonly PatternPart[]): RE2JS {
  return RE2JS.compile(expressionOf(parts), RE2JS.DOTALL);
}

/** @param shortest whether `*` takes as little as it can. @throws {CommandError} for a pattern that is too large */
export function expressionOf(parts: readonly PatternPart[], shortest = false): string {
  const length = parts.reduce((sum, { text }) => sum + text.length, 0);
  const signs = parts.reduce((sum, { text, quoted }) => sum + (quoted ? 0 : (text.match(/[*?[]/g)?.length ?? 0)), 0);
  if (length > MAX_TEXT || signs > MAX_SIGNS) throw new CommandError('pattern too large');
  const star = shortest ? '.*?' : '.*';
  return parts.map(({ text, quoted }) => (quoted ? RE2JS.quote(text) : unquoted(text, star))).join('');
}

function unquoted(text: string, star: string): string {
  let expression = '';
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    const set = char === '[' ? setAt(text, index) : null;
    if (set !== null) {
      expression += set.expression;
      index = set.end;
    } else if (char === '*') expression += star;
    else if (char === '?') expression += '.';
    else expression += RE2JS.quote(char);
  }
  return expression;
}

/** `[…]`, or null where none is closed. */
function setAt(text: string, start: number): Readonly<{ expression: string; end: number }> | null {
  const match = /\[([!^]?)(\]?(?:\[:\w+:\]|[^\]])*)\]/y;
  match.lastIndex = start;
  const found = match.exec(text);
  if (found === null || found[2] === '') return null;
  const inner = (found[2] ?? '').replace(/\[:\w+:\]|[\\\]^[]/g, (part) => (part.length > 1 ? part : `\\${part}`));
  return { expression: `[${found[1] === '' ? '' : '^'}${inner}]`, end: start + found[0].length - 1 };
}
