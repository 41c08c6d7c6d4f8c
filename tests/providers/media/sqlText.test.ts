import { expect, test } from 'vitest';
import { bindList, bindSelection, escapeForLike } from '../../../main/providers/media/sqlText.ts';

test.each([
  ['a=?', ["x' OR '1'='1"], "a='x'' OR ''1''=''1'"],
  ['a=??', [1, 2], 'a=1 2'],
  ['(?)', [null], '( NULL )'],
  ['a>?', [true], 'a> 1'],
  ['a=?2 OR b=?', ['x', 'y', 'z'], "a='y' OR b='z'"],
  ['a=? AND b=?', ['?', '?1'], "a='?' AND b='?1'"],
])('%s with %j', (selection, args, bound) => {
  expect(bindSelection(selection, args)).toBe(bound);
});

test('a missing argument is a bug of ours', () => {
  expect(() => bindSelection('a=? AND b=?', [1])).toThrow('has no argument 2');
});

test('a list as long as a device has packages', () => {
  expect(bindList(Array.from({ length: 5_000 }, (_, index) => index))).toMatch(/^\( 0 , 1 .* , 4999 \)$/);
});

test('LIKE takes wildcards literally', () => {
  expect(escapeForLike('100%_\\')).toBe('100\\%\\_\\');
});
