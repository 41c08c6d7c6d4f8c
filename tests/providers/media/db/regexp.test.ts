import { describe, expect, test } from 'vitest';
import { PENDING_PATTERN } from '../../../../main/providers/media/defaultFilters.ts';
import { probeDatabase } from '../mediaProbe.ts';

function matches(text: string | null, pattern: string | null): unknown {
  using database = probeDatabase([]);
  return database.rows('SELECT ? REGEXP ?', [text, pattern])[0]?.[0];
}

test.each([
  ['abc', 'b', 0],
  ['abc', 'a.c', 1],
  ['abc', 'a|abc', 1],
  ['IMG_2020.jpg', 'IMG_\\d+\\.jpg', 1],
  ['img_2020.jpg', '(?i)IMG_[0-9]{4}\\.(jpg|png)', 1],
  ['straße 🏖', 'stra\\p{L}e .', 1],
  ['/storage/a/.pending-12-b.jpg', PENDING_PATTERN, 1],
  ['/storage/a/.pending-b.jpg', PENDING_PATTERN, 0],
  [null, '(', null],
  ['a', null, null],
])('%s REGEXP %s', (text, pattern, expected) => expect(matches(text, pattern)).toBe(expected));

describe('a pattern that is none', () => {
  test.each([
    ['(', 'U_REGEX_MISMATCHED_PAREN'],
    ['a)', 'U_REGEX_MISMATCHED_PAREN'],
    ['[a', 'U_REGEX_MISSING_CLOSE_BRACKET'],
    ['*a', 'U_REGEX_RULE_SYNTAX'],
    ['\\', 'U_REGEX_BAD_ESCAPE_SEQUENCE'],
    ['a{1001}', 'U_REGEX_NUMBER_TOO_BIG'],
    ['(a{1000}){1000}', 'U_REGEX_NUMBER_TOO_BIG'],
    ['(?=a)a', 'U_REGEX_UNIMPLEMENTED'],
    ['(?<!a)a', 'U_REGEX_UNIMPLEMENTED'],
    ['(a)\\1', 'U_REGEX_UNIMPLEMENTED'],
    ['a'.repeat(2_001), 'U_REGEX_PATTERN_TOO_BIG'],
  ])('%s is a SQLiteException in the words of ICU', (pattern, error) => {
    const expected = { name: 'SQLiteException', message: `ICU error: uregex_open(): ${error} (code 1 SQLITE_ERROR)` };
    expect(() => matches('a', pattern)).toThrow(expect.objectContaining(expected));
  });
});

// Each of them would keep a backtracking engine busy for longer than anybody lives.
test.each(['(a+)+', '(a|a)*b', '.*(a|aa)+', '(a*)*c', '(a?){500}a{500}'])(
  '%s takes no longer than its text is long',
  (pattern) => {
    expect(matches(`${'a'.repeat(10_000)}!`, pattern)).toBe(0);
  },
);
