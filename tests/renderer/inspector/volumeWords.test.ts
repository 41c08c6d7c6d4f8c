import { expect, test } from 'vitest';
import { bytesText, isInUse, quotaOf, spaceText } from '../../../renderer/inspector/volumeWords.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 kB'],
  [1_550, '1.6 kB'],
  [999_600, '1 MB'],
  [41_200_000_000, '41.2 GB'],
  [128_000_000_000, '128 GB'],
  [3e15, '3,000 TB'],
])('%i bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test.each([
  [{ freeBytes: null, totalBytes: null }, null],
  [{ freeBytes: 0, totalBytes: 2_000_000 }, 'Full, 2 MB'],
  [{ freeBytes: 500_000, totalBytes: 2_000_000 }, '500 kB free of 2 MB'],
])('%o is %s', (space, text) => {
  expect(spaceText(space)).toBe(text);
});

test.each([
  ['', null],
  [' ', null],
  ['0', 0],
  ['1.5', 1_500_000],
  ['-1', null],
  ['many', null],
])('a size of “%s” MB is %s bytes', (text, bytes) => {
  expect(quotaOf(text)).toBe(bytes);
});

test('a volume whose folder is missing is in use, one that was taken out is not', () => {
  const states = ['scanning', 'ready', 'missing', 'failed', 'unmounted', 'ejected', 'removed'] as const;
  expect(states.filter((state) => isInUse({ state }))).toEqual(['scanning', 'ready', 'missing', 'failed']);
});
