import { expect, test } from 'vitest';
import { countsText, durationText, paceText } from '../../../renderer/inspector/scanWords.ts';

const volume = { volumeName: 'external_primary', files: 40, indexed: 30, skipped: 0, total: null };

test('counts are of all files as soon as their number is known, of those seen before that', () => {
  expect(countsText(volume)).toBe('30 of 40 files indexed as external_primary');
  expect(countsText({ ...volume, total: 90 })).toBe('30 of 90 files indexed as external_primary');
  expect(countsText({ ...volume, skipped: 2 })).toBe(
    '30 of 40 files indexed as external_primary, 2 skipped (see Logcat)',
  );
});

test('a pace is said only once there is one', () => {
  expect(paceText({ rate: null, remaining: null })).toBeNull();
  expect(paceText({ rate: 812.4, remaining: null })).toBe('812 files/s');
  expect(paceText({ rate: 100, remaining: 61 })).toBe('100 files/s, 2 min left');
});

test.each([
  [0, 'less than 5 s'],
  [5, '5 s'],
  [36, '40 s'],
  [60, '1 min'],
  [3_540, '59 min'],
  [3_601, '1 h 1 min'],
])('%s seconds are %s', (seconds, text) => expect(durationText(seconds)).toBe(text));
