// Mirrors mksh's gmatchx: patterns of file names, as regular expressions that take linear time.
import { RE2JS } from 're2js';

/** Part of a pattern; what was quoted stands for itself. */
export type PatternPart = Readonly<{ text: string; quoted: boolean }>;

/** Whether there is anything in it that stands for more than itself. */
export function isPattern(parts: readonly PatternPart[]): boolean {
  return parts.some(({ text, quoted }) => !quoted && (/[*?]/.test(text) || /\[.*\]/s.test(text)));
}

/** Whether the whole text fits. */
export function matches(parts: readonly PatternPart[], text: string): boolean {
  return compiled(parts).matches(text);
}

/** The pattern as a regular expression that must fit from start to end. */
export function compiled(parts: readonly PatternPart[]): RE2JS {
  return RE2JS.compile(expressionOf(parts), RE2JS.DOTALL);
}

/** @param shortest whether `*` takes as little as it can */
export function expressionOf(parts: readonly PatternPart[], shortest = false): string {
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
