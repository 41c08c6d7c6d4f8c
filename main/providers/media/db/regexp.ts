// Mirrors SQLite's ext/icu/icu.c, icuRegexpFunc: the REGEXP operator of Android, which matches the whole text.
import { RE2JS, RE2JSSyntaxException } from 're2js';
import { PENDING_PATTERN } from '../defaultFilters.ts';
import { Recent } from './recent.ts';

/** Compiled patterns that are kept. */
const PATTERNS = 50;
/** Longest pattern, characters: a longer one may be another one for every row, and each is compiled. */
const LONGEST = 2_000;

/** ICU's names of what RE2JS finds. What only RE2 cannot do is one thing: not implemented. */
const ICU_ERRORS: Readonly<Record<string, string>> = {
  'missing closing )': 'U_REGEX_MISMATCHED_PAREN',
  'unexpected )': 'U_REGEX_MISMATCHED_PAREN',
  'missing closing ]': 'U_REGEX_MISSING_CLOSE_BRACKET',
  'invalid escape sequence': 'U_REGEX_BAD_ESCAPE_SEQUENCE',
  'trailing backslash at end of expression': 'U_REGEX_BAD_ESCAPE_SEQUENCE',
  'invalid repeat count': 'U_REGEX_NUMBER_TOO_BIG',
  'invalid or unsupported Perl syntax': 'U_REGEX_UNIMPLEMENTED',
  'invalid nested repetition operator': 'U_REGEX_UNIMPLEMENTED',
};

/** What an SQL function gives up with; its code makes it a SQLiteException to the app. */
class FunctionError extends Error {
  readonly code = 'SQLITE_ERROR';
}

/**
 * SQLite's regexp(pattern, text): 1, 0, or null where either is null. The time grows with the text alone, whatever the
 * pattern is. Differs from Android's ICU: no look-around, back references, atomic groups or possessive repetition.
 * @throws {FunctionError} in ICU's words, for a pattern that is none
 */
export function regexpFunction(): (pattern: unknown, text: unknown) => number | null {
  const patterns = new Recent<RE2JS>(PATTERNS);
  return (pattern, text) => {
    if (pattern === null || text === null) return null;
    // Asked of every path that is listed.
    if (pattern === PENDING_PATTERN) return OWN_PATTERN.test(String(text)) ? 1 : 0;
    const source = String(pattern);
    return patterns.get(source, () => compiled(source)).matches(String(text)) ? 1 : 0;
  };
}

const OWN_PATTERN = new RegExp(`^(?:${PENDING_PATTERN})$`);

function compiled(source: string): RE2JS {
  if (source.length > LONGEST) throw openFailed('U_REGEX_PATTERN_TOO_BIG');
  try {
    return RE2JS.compile(source);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    throw openFailed(icuError(error));
  }
}

function icuError(error: RE2JSSyntaxException): string {
  const { message } = error;
  if (/`\\[1-9]`$|\(\?<[=!]/.test(message)) return 'U_REGEX_UNIMPLEMENTED';
  const found = Object.entries(ICU_ERRORS).find(([description]) => message.includes(`: ${description}`));
  return found?.[1] ?? 'U_REGEX_RULE_SYNTAX';
}

function openFailed(error: string): FunctionError {
  return new FunctionError(`ICU error: uregex_open(): ${error}`);
}
