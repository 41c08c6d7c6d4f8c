import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextFilled } from '../../../renderer/photopicker/filledRows.ts';
import { anchoredTop, GridLayout, revealedTop } from '../../../renderer/photopicker/gridLayout.ts';
import { moveFocus } from '../../../renderer/photopicker/gridNavigation.ts';
import { scrollScale } from '../../../renderer/photopicker/scrollScale.ts';
import type { Header } from '../../../renderer/photopicker/sections.ts';
import { topAfterKey } from '../../../renderer/photopicker/topAfterKey.ts';
import { rangeChange } from '../../../renderer/photopicker/useGridSelection.ts';

const metrics = { columns: 3, cell: 100, gap: 2, header: 50, paddingEnd: 30 };
const dates = (...indexes: readonly number[]): readonly Header[] =>
  indexes.map((firstIndex) => ({ kind: 'date', firstIndex }));
/** Four items under one date, two under the next. */
const small = new GridLayout(dates(0, 4), 6, metrics);

const rowsOf = (layout: GridLayout) => Array.from({ length: layout.rowCount }, (_, row) => layout.lineAt(row));

describe('lines', () => {
  test('a header starts a new one', () => {
    const shapes = rowsOf(small).map((line) =>
      line.kind === 'items' ? `${line.firstIndex}+${line.count}` : line.kind,
    );
    expect(shapes).toEqual(['date', '0+3', '3+1', 'date', '4+2']);
    expect(small.height).toBe(50 + 2 * 102 + 50 + 102 + 30);
  });

  test('items before the first header have none', () => {
    const layout = new GridLayout([{ kind: 'month', firstIndex: 4 }], 6, metrics);
    expect(rowsOf(layout).map(({ kind }) => kind)).toEqual(['items', 'items', 'month', 'items']);
    expect(layout.topOf(2)).toBe(204);
  });

  test('an item has its line and its place in it', () => {
    expect(small.positionOf(3)).toEqual({ row: 2, column: 0 });
    expect(small.positionOf(5)).toEqual({ row: 4, column: 1 });
    expect(small.positionOf(6)).toBeNull();
  });

  test('nothing has no lines, and a place in it is the first', () => {
    const empty = new GridLayout([], 0, metrics);
    expect([empty.rowCount, empty.height, empty.positionOf(0)]).toEqual([0, 30, null]);
  });

  test('whatever the headers, lines follow each other without a gap and hold every item once', () => {
    const shape = fc.record({
      count: fc.integer({ min: 1, max: 400 }),
      at: fc.array(fc.nat(399)),
      first: fc.boolean(),
    });
    fc.assert(
      fc.property(shape, ({ count, at, first }) => {
        const starts = [...new Set([...(first ? [0] : []), ...at.filter((index) => index < count)])];
        const layout = new GridLayout(dates(...starts.sort((a, b) => a - b)), count, metrics);
        let [top, item] = [0, 0];
        rowsOf(layout).forEach((line, row) => {
          expect(layout.topOf(row)).toBe(top);
          expect([layout.rowAt(top), layout.rowAt(top + 49)]).toEqual([row, row]);
          expect(line.firstIndex).toBe(item);
          if (line.kind === 'items') {
            expect(layout.positionOf(item)).toEqual({ row, column: 0 });
            item += line.count;
          }
          top += line.kind === 'items' ? 102 : 50;
        });
        expect([item, layout.height]).toEqual([count, top + 30]);
      }),
    );
  });

  test('a million items are found as soon as ten', () => {
    const layout = new GridLayout(dates(...Array.from({ length: 20_000 }, (_, day) => day * 50)), 1_000_000, metrics);
    const at = layout.positionOf(999_999);
    expect(layout.lineAt(at?.row ?? 0)).toEqual({ kind: 'items', firstIndex: 999_999 - (at?.column ?? 0), count: 2 });
    expect(layout.rowAt(layout.height)).toBe(layout.rowCount - 1);
  });
});

describe('the keyboard', () => {
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
    expect(moveFocus(small, from, key, 5)).toBe(to);
  });

  test('a line that is out of sight is shown with its header, above what covers the end', () => {
    const shown = (row: number, top: number) => revealedTop(small, { row, top, viewportHeight: 232 });
    expect(shown(1, 60)).toBe(0);
    expect(shown(2, 160)).toBe(152);
    expect(shown(4, 0)).toBe(304 + 102 - 202);
    expect(shown(2, 100)).toBeNull();
  });
});

describe('what was in sight stays where it is', () => {
  const layout = (...indexes: readonly number[]) => new GridLayout(dates(...indexes), 60, metrics);
  test('when the dates become known', () => {
    // The line of item 30 began ten above the screen; now three headers more stand above it.
    expect(anchoredTop(layout(0), layout(0, 3, 9, 18), { top: 50 + 1_020 + 10, moved: null })).toBe(1_080 + 150);
  });

  test('when items have come before it', () => {
    expect(anchoredTop(layout(0), layout(0), { top: 1_080, moved: { from: 30, to: 36 } })).toBe(1_080 + 204);
  });

  test('when there are fewer columns', () => {
    const wide = new GridLayout(dates(0), 60, { ...metrics, columns: 6 });
    expect(anchoredTop(wide, layout(0), { top: 560, moved: null })).toBe(560 + 5 * 102);
  });
});

describe('heights that an element cannot have', () => {
  test('what fits is as high as it is', () => {
    expect(scrollScale(4_000_000, 800)).toMatchObject({ scrollHeight: 4_000_000, isScaled: false });
  });

  test('of a million items the first and the last are reached, and every place between them', () => {
    const { height } = new GridLayout(dates(0), 1_000_000, { ...metrics, cell: 135 });
    expect(height).toBeGreaterThan(33_554_428);
    const scale = scrollScale(height, 800);
    expect([scale.scrollHeight, scale.isScaled]).toEqual([30_000_000, true]);
    expect(scale.toContent(0)).toBe(0);
    expect(scale.toContent(30_000_000 - 800)).toBeCloseTo(height - 800, 6);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Math.floor(height - 800) }), (top) => {
        expect(scale.toContent(scale.toScroll(top))).toBeCloseTo(top, 5);
      }),
    );
  });
});

describe('which lines have their photos', () => {
  const range = { first: 10, last: 15 };
  const filled = (...rows: readonly number[]) => new Set(rows);
  test.each([
    ['a few more in a frame', filled(10), false, [10, 11, 12]],
    ['none while one flies past', filled(12), true, [12]],
    ['those that are gone need none', filled(2, 3, 10, 11, 12, 13), false, [10, 11, 12, 13, 14, 15]],
  ])('%s', (_, before, isPassing, after) => {
    const next = nextFilled({ range, filled: before, isPassing, atOnce: 2 });
    expect([...next].sort((a, b) => a - b)).toEqual(after);
  });

  test('nothing to do changes nothing', () => {
    const whole = filled(10, 11, 12, 13, 14, 15);
    expect(nextFilled({ range, filled: whole, isPassing: false, atOnce: 2 })).toBe(whole);
  });
});

test.each([
  ['PageDown', 0, 1_000],
  ['PageUp', 5_000, 4_000],
  ['ArrowDown', 0, 500],
  ['Home', 70, 0],
  ['End', 70, 100_000],
  ['PageUp', 10, 0],
  ['x', 10, null],
])('%s on the handle at %i', (key, top, to) => {
  expect(topAfterKey(key, { top, range: 100_000, viewportHeight: 500 })).toBe(to);
});

test.each([
  ['grows', { anchor: 5, end: 6 }, 8, [5, 6, 7, 8], []],
  ['shrinks', { anchor: 5, end: 8 }, 6, [5, 6], [7, 8]],
  ['turns round', { anchor: 5, end: 7 }, 4, [4, 5], [6, 7]],
])('a range that %s', (_, range, target, on, off) => {
  expect(rangeChange(range, target)).toEqual({ on, off });
});
