import { describe, expect, test } from 'vitest';
import { moveFocus, positionOf } from '../../../renderer/photopicker/gridNavigation.ts';
import { gridRows, sections } from '../../../renderer/photopicker/sections.ts';

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

describe('lines', () => {
  const lines = gridRows(sections(itemsOf('aaaabb'), false), 3);

  test('a header starts a new line', () => {
    const shapes = lines.map((line) => (line.kind === 'items' ? `${line.firstIndex}+${line.items.length}` : line.kind));
    expect(shapes).toEqual(['date', '0+3', '3+1', 'date', '4+2']);
  });

  test('an item has its line and its place in it', () => {
    expect(positionOf(lines, 3)).toEqual({ row: 2, column: 0 });
    expect(positionOf(lines, 5)).toEqual({ row: 4, column: 1 });
    expect(positionOf(lines, 6)).toBeNull();
  });

  test.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 5, 5],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 0, 3],
    ['ArrowDown', 2, 3],
    ['ArrowDown', 3, 4],
    ['ArrowUp', 5, 3],
    ['ArrowUp', 1, 1],
    ['Home', 5, 0],
    ['End', 0, 5],
    ['PageDown', 0, 4],
    ['PageUp', 5, 1],
    ['a', 2, null],
  ])('%s from item %i', (key, from, to) => {
    expect(moveFocus(lines, from, key)).toBe(to);
  });
});
