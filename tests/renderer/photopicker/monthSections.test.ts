import { expect, test } from 'vitest';
import { monthSections, monthSeparator, recentCellCount } from '../../../renderer/photopicker/monthSections.ts';

const day = (text: string) => ({ dateTaken: Date.parse(text) });
const told = (dates: readonly string[], recentCells: number) =>
  monthSections(dates.map(day), recentCells)
    .map((entry) => (entry.kind === 'item' ? 'i' : '|'))
    .join('');

test.each([
  ['the newest cells stay together, whatever their months', ['2024-05-01', '2024-04-01', '2024-03-01'], 3, 'iii'],
  ['the first one after them always gets a month', ['2024-05-03', '2024-05-02', '2024-05-01'], 2, 'ii|i'],
  ['then only a new month does', ['2024-05-03', '2024-05-02', '2024-05-01', '2024-04-30'], 1, 'i|ii|i'],
  ['the same month of another year goes on', ['2024-05-03', '2024-05-02', '2023-05-01'], 1, 'i|ii'],
  ['an album has none for its first month', ['2024-05-03', '2024-05-02', '2024-04-01'], 0, 'ii|i'],
  ['nothing', [], 9, ''],
])('%s', (_, dates, recentCells, expected) => {
  expect(told(dates, recentCells)).toBe(expected);
});

test('three lines come first', () => {
  expect(recentCellCount(3)).toBe(9);
});

test.each([
  ['2024-04-30T23:59:59Z', 2024, 'April'],
  ['2023-04-30', 2024, 'April 2023'],
  // The week of 31 December 2019, a Tuesday, is the first of 2020.
  ['2019-12-31', 2024, 'December 2020'],
  ['2022-12-31', 2024, 'December 2022'],
])('%s seen from %i', (date, year, expected) => {
  expect(monthSeparator(Date.parse(date), year)).toBe(expected);
});
