import { expect, test } from 'vitest';
import { Throwable } from '../../contract/android/errors.ts';
import type { Groups } from './groups.ts';
import { casesOf, deepEqual, runCases } from './runCases.ts';

const groups: Groups = {
  double: { run: (input: number) => ({ value: input * 2, note: undefined }) },
  divide: {
    run: (input: number) => {
      if (input === 0) throw new Throwable('IllegalArgumentException', 'by zero');
      if (input < 0) throw new RangeError('below zero');
      return 1 / input;
    },
  },
  letters: {
    run: async (input: string) => [...input],
    same: (actual: readonly string[], expected: readonly string[]) => actual.toSorted().join() === expected.join(),
  },
};

const run = async (vectors: unknown, disputed: Parameters<typeof runCases>[3] = []) =>
  runCases('some.json', vectors, groups, disputed);

test('a planted wrong case fails with its name, what was expected and what came out', async () => {
  const cases = [
    { name: 'right', input: 2, expected: { value: 4 } },
    { name: 'planted', input: 2, expected: { value: 5 } },
  ];
  const [report] = await run({ double: cases });
  expect(report).toMatchObject({ file: 'some.json', group: 'double', passed: 1, disputed: [], noRunner: 0 });
  expect(report?.failed).toEqual([{ name: 'planted', expected: { value: 5 }, actual: { value: 4 } }]);
});

test('a group nobody runs is counted, not passed over', async () => {
  const [report] = await run({ unheard_of: [{ name: 'one', input: 1, expected: 1 }] });
  expect(report).toMatchObject({ passed: 0, failed: [], noRunner: 1 });
});

test("a group named like one of Object's own methods has no runner either", async () => {
  const [report] = await run({ toString: [{ name: 'one', input: 1, expected: 1 }] });
  expect(report?.noRunner).toBe(1);
});

test('a disputed case is told with its source and does not fail; its neighbours still do', async () => {
  const vectors = { double: [5, 6].map((value) => ({ name: `says ${value}`, input: 2, expected: { value } })) };
  const dispute = { file: 'some.json', group: 'double', name: 'says 5', source: 'Math.java', reason: '2 x 2 is 4' };
  const [report] = await run(vectors, [dispute, { ...dispute, file: 'other.json', name: 'says 6' }]);
  expect(report?.disputed).toMatchObject([{ name: 'says 5', reason: '2 x 2 is 4 (Math.java)' }]);
  expect(report?.failed.map(({ name }) => name)).toEqual(['says 6']);
});

test.each([
  ['by its class', 0, { exception: 'IllegalArgumentException' }, true],
  ['by its class and words', 0, { error: 'IllegalArgumentException', message: 'by zero' }, true],
  ['by its class under the third key', 0, { throws: 'IllegalArgumentException' }, true],
  ['by a part of its words', 0, { throws: 'IllegalArgumentException', messageContains: 'zero' }, true],
  ['not by a part it does not have', 0, { throws: 'IllegalArgumentException', messageContains: 'two' }, false],
  ['not by other words', 0, { error: 'IllegalArgumentException', message: 'other' }, false],
  ['not by another class', 0, { error: 'SecurityException' }, false],
  ['not where a value was expected', 0, 1, false],
  ['not when it is a fault of the runner', -1, { error: 'RangeError', message: 'below zero' }, false],
  ['not when nothing was thrown', 1, { error: 'IllegalArgumentException' }, false],
])('a throwable is a result %s', async (_words, input, expected, passes) => {
  const [report] = await run({ divide: [{ name: 'case', input, expected }] });
  expect(report?.passed).toBe(passes ? 1 : 0);
});

test('a value may be wrapped', async () => {
  const cases = [1, 2].map((value) => ({ name: `${value}`, input: 1, expected: { value } }));
  const [report] = await run({
    divide: cases,
    letters: [{ name: 'own rule', input: 'b', expected: { value: ['b'] } }],
  });
  expect(report?.failed.map(({ name }) => name)).toEqual(['2']);
});

test('a group may compare by its own rule, and answer later', async () => {
  const [report] = await run({ letters: [{ name: 'any order', input: 'ba', expected: ['a', 'b'] }] });
  expect(report?.passed).toBe(1);
});

test('notes beside the groups are left alone', () => {
  const vectors = { about: 'words', seeds: [1, 2], double: [{ name: 'one', input: 1, expected: 2 }] };
  expect(casesOf(vectors).map(([group]) => group)).toEqual(['double']);
  expect(() => casesOf('not an object')).toThrow('A vector file holds one object');
});

test('a case that says nothing to expect is an error, never a pass', () => {
  expect(() => casesOf({ double: [{ name: 'one', input: 1 }] })).toThrow('Every case of double needs a name');
});

test.each([
  [{ a: 1, b: [2, { c: null }] }, { b: [2, { c: null }], a: 1 }, true],
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [{ a: null }, {}, false],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  ['1', 1, false],
  [0, -0, true],
])('deepEqual(%j, %j) is %s', (a, b, equal) => {
  expect(deepEqual(a, b)).toBe(equal);
});
