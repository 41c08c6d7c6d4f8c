import { expect, test } from 'vitest';
import {
  indexAfterKey,
  type LineShape,
  lineAt,
  lineCount,
  lineOf,
} from '../../../renderer/documentsui/documentLines.ts';

const GRID: LineShape = { folderCount: 5, count: 12, folderColumns: 2, fileColumns: 3 };
const LIST: LineShape = { folderCount: 2, count: 6, folderColumns: 1, fileColumns: 1 };

test('folders have lines of their own, and every document is in the line that says so', () => {
  expect(lineCount(GRID)).toBe(3 + 3);
  expect(lineAt(GRID, 2)).toEqual({ isFolders: true, first: 4, end: 5 });
  expect(lineAt(GRID, 3)).toEqual({ isFolders: false, first: 5, end: 8 });
  expect(lineAt(GRID, 5)).toEqual({ isFolders: false, first: 11, end: 12 });
  for (let index = 0; index < GRID.count; index++) {
    const { first, end } = lineAt(GRID, lineOf(GRID, index));
    expect(first <= index && index < end, String(index)).toBe(true);
  }
});

test.each([
  ['ArrowRight', 4, 5],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 3, 4],
  ['ArrowDown', 4, 5],
  ['ArrowDown', 10, 11],
  ['ArrowUp', 7, 4],
  ['ArrowUp', 1, 1],
  ['PageDown', 0, 11],
  ['Home', 9, 0],
  ['End', 0, 11],
  ['Enter', 3, null],
] as const)('%s leads from %i to %j', (key, from, to) => {
  expect(indexAfterKey(GRID, from, key)).toBe(to);
});

test('a list has no left and right', () => {
  expect(indexAfterKey(LIST, 1, 'ArrowRight')).toBeNull();
  expect(indexAfterKey(LIST, 1, 'ArrowDown')).toBe(2);
});

test('nothing but folders, and nothing at all', () => {
  const folders: LineShape = { folderCount: 3, count: 3, folderColumns: 2, fileColumns: 2 };
  expect(lineCount(folders)).toBe(2);
  expect(indexAfterKey(folders, 2, 'ArrowDown')).toBe(2);
  expect(lineCount({ ...folders, folderCount: 0, count: 0 })).toBe(0);
});
