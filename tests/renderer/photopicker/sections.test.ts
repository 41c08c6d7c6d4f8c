import { describe, expect, test } from 'vitest';
import { sections } from '../../../renderer/photopicker/sections.ts';

/** Items of the days given by letters: 'aab' is two of one day, then one of the day before. */
const itemsOf = (days: string) => [...days].map((day) => ({ day }));

const told = (days: string, showRecentSection: boolean) =>
  sections(itemsOf(days), showRecentSection)
    .map((entry) => (entry.kind === 'item' ? entry.item.day : entry.kind === 'recent' ? 'R' : '|'))
    .join('');

describe('sections', () => {
  test.each([
    ['nothing', '', true, ''],
    ['no dates among the first twelve', 'abcdefghijkl', true, 'Rabcdefghijkl'],
    ['a date before the thirteenth when its day is new', 'aaaaaaaaaaaab', true, 'Raaaaaaaaaaaa|b'],
    ['no date before the thirteenth when the day goes on', 'aaaaaaaaaaaaa', true, 'Raaaaaaaaaaaaa'],
    ['dates from the first item in an album', 'aab', false, '|aa|b'],
  ])('%s', (_, days, showRecentSection, expected) => {
    expect(told(days, showRecentSection)).toBe(expected);
  });
});
