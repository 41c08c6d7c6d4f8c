// Mirrors bionic's regcomp(): POSIX expressions, in linear time.
import { RE2JS } from 're2js';
import { ProgramError } from '../command.ts';

export type ExpressionKind = 'basic' | 'extended' | 'fixed';

/** @throws {ProgramError} for what is no expression, or one that looks back at what it found */
export function posixExpression(pattern: string, kind: ExpressionKind, ignoresCase: boolean): RE2JS {
  const source = kind === 'fixed' ? RE2JS.quote(pattern) : translated(pattern, kind === 'extended');
  try {
    return RE2JS.compile(source, ignoresCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch {
    throw new ProgramError(`bad REGEX '${pattern}'`);
  }
}

/** POSIX words in the words of RE2. In a basic expression a backslash gives signs their meaning instead of taking it. */
export function translated(pattern: string, isExtended: boolean): string {
  let result = '';
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern.charAt(index);
    if (char === '[') {
      const set = /^\[\^?\]?(?:\[[:.=]\w+[:.=]\]|[^\]])*\]/s.exec(pattern.slice(index))?.[0];
      if (set === undefined) throw new ProgramError(`bad REGEX '${pattern}'`);
      result += setExpression(set);
      index += set.length - 1;
    } else if (char === '\\') {
      index++;
      result += escaped(pattern.charAt(index), isExtended);
    } else if (!isExtended && '(){}|+?'.includes(char)) result += `\\${char}`;
    else if (!isExtended && char === '*' && /^$|\($|\^$/.test(result)) result += '\\*';
    else result += char;
  }
  return result;
}

function escaped(char: string, isExtended: boolean): string {
  if (!isExtended && '(){}|+?'.includes(char) && char !== '') return char;
  switch (char) {
    case '<':
    case '>':
      return '\\b';
    case 'n':
    case 't':
    case 'w':
    case 'W':
    case 's':
    case 'S':
    case 'b':
    case 'B':
    case 'd':
      return `\\${char}`;
    default:
      if (/[1-9]/.test(char)) throw new ProgramError(`\\${char} in an expression is not understood here`);
      return RE2JS.quote(char);
  }
}

function setExpression(set: string): string {
  const [, caret = '', inner = ''] = /^\[(\^?)(.*)\]$/s.exec(set) ?? [];
  return `[${caret}${inner.replace(/\[[:.=]\w+[:.=]\]|[\\\][^]/g, (part) => (part.length > 1 ? part : `\\${part}`))}]`;
}
