import { expect, test } from 'vitest';
import { recycled, type ViewHolders } from '../../../renderer/photopicker/viewHolders.ts';

const NOBODY: ViewHolders = new Map();
/** Every fourth line is a header. */
const viewTypeOf = (row: number) => (row % 4 === 0 ? 'header' : 'items');

function scrolled(...screens: readonly (readonly number[])[]): ViewHolders {
  return screens.reduce((before, rows) => recycled(before, rows, viewTypeOf), NOBODY);
}

test.each([
  { what: 'the first lines', screens: [[0, 1, 2]], drawn: ['header 0', 'items 0', 'items 1'] },
  {
    what: 'a step down',
    screens: [
      [0, 1, 2],
      [1, 2, 3],
    ],
    drawn: ['items 0', 'items 1', 'items 2'],
  },
  {
    what: 'two steps down',
    screens: [
      [1, 2],
      [2, 3],
    ],
    drawn: ['items 1', 'items 0'],
  },
  {
    what: 'a step back',
    screens: [
      [1, 2],
      [2, 3],
      [1, 2],
    ],
    drawn: ['items 0', 'items 1'],
  },
  {
    what: 'a leap',
    screens: [
      [1, 2, 3],
      [101, 102, 103],
    ],
    drawn: ['items 0', 'items 1', 'items 2'],
  },
  {
    what: 'a header takes none of a line',
    screens: [
      [1, 2],
      [3, 4],
    ],
    drawn: ['items 0', 'header 0'],
  },
  {
    what: 'a line that keeps the focus, far away',
    screens: [
      [1, 2, 3],
      [1, 50, 51],
    ],
    drawn: ['items 0', 'items 1', 'items 2'],
  },
  {
    what: 'the same lines, drawn again',
    screens: [
      [1, 2],
      [2, 3],
      [2, 3],
    ],
    drawn: ['items 1', 'items 0'],
  },
])('holders of $what', ({ screens, drawn }) => {
  expect([...scrolled(...screens).values()].toSorted()).toEqual(drawn.toSorted());
  const rows = screens.at(-1) ?? [];
  expect(rows.map((row) => scrolled(...screens).get(row))).toEqual(drawn);
});

test('a line of another kind at the same place gets another holder', () => {
  const dated = (row: number) => (row === 1 ? 'header' : 'items');
  const undated = () => 'items';
  expect(recycled(recycled(NOBODY, [0, 1, 2], undated), [0, 1, 2], dated).get(1)).toBe('header 0');
});

test('a long scroll makes no more holders than there were lines at once', () => {
  let holders = NOBODY;
  const seen = new Set<string>();
  for (let first = 0; first < 400; first += 3) {
    holders = recycled(
      holders,
      Array.from({ length: 8 }, (_, i) => first + i),
      () => 'items',
    );
    for (const holder of holders.values()) seen.add(holder);
  }
  expect(seen.size).toBe(8);
});

test.each([
  {
    what: 'that comes into sight before it',
    unmoved: 4,
    rows: [1, 2, 3, 4],
    drawn: ['items 4', 'items 0', 'items 1', 'items 2'],
  },
  {
    what: 'that comes into sight behind it',
    unmoved: 4,
    rows: [3, 4, 5, 6],
    drawn: ['items 1', 'items 2', 'items 3', 'items 0'],
  },
  { what: 'that stood before it', unmoved: 5, rows: [0, 5], drawn: ['items 0', 'items 3'] },
  {
    what: 'when it is not drawn yet',
    unmoved: 9,
    rows: [1, 2, 3, 9],
    drawn: ['items 2', 'items 0', 'items 1', 'items 3'],
  },
])('a line with the focus keeps its place: a line $what', ({ unmoved, rows, drawn }) => {
  const photos = () => 'items';
  const after = recycled(recycled(NOBODY, [2, 3, 4, 5], photos), rows, photos, unmoved);
  expect(rows.map((row) => after.get(row))).toEqual(drawn);
});
