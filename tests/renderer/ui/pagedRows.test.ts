import { expect, test } from 'vitest';
import { PagedRows } from '../../../renderer/ui/pagedRows.ts';

/** A cursor over numbers, and a record of which ones were closed. */
class NumberCursor {
  static closed = 0;
  readonly #count: number;
  #at = 0;

  constructor(count: number) {
    this.#count = count;
  }

  moveToNext = async () => ++this.#at <= this.#count;
  getCount = () => this.#count;
  value = () => this.#at;
  close = () => {
    NumberCursor.closed++;
  };
}

function rowsOf(counts: readonly number[], pageSize = 3) {
  let opened = 0;
  const open = async () => new NumberCursor(counts[Math.min(opened++, counts.length - 1)] ?? 0);
  const rows = new PagedRows({ open, read: (cursor: NumberCursor) => cursor.value(), pageSize });
  return { rows, timesOpened: () => opened };
}

test('the first page is there after a refresh, with the count of all', async () => {
  const { rows } = rowsOf([7]);
  expect(rows.snapshot().count).toBeNull();
  await rows.refresh();
  expect(rows.snapshot()).toMatchObject({ items: [1, 2, 3], count: 7, isLoading: false });
});

test('pages follow each other until the end, and then nothing is asked any more', async () => {
  const { rows } = rowsOf([7]);
  await rows.refresh();
  await rows.loadMore();
  await rows.loadMore();
  expect(rows.snapshot().items).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const before = rows.snapshot();
  await rows.loadMore();
  expect(rows.snapshot()).toBe(before);
});

test('a refresh reads as many rows as are shown', async () => {
  const { rows } = rowsOf([7, 20]);
  await rows.refresh();
  await rows.loadMore();
  await rows.refresh();
  expect(rows.snapshot()).toMatchObject({ items: [1, 2, 3, 4, 5, 6], count: 20 });
});

test('refreshes that are asked for meanwhile become one', async () => {
  const { rows, timesOpened } = rowsOf([7]);
  await Promise.all([rows.refresh(), rows.refresh(), rows.refresh()]);
  expect(timesOpened()).toBeLessThanOrEqual(2);
});

test('a cursor is closed when the next one is open, and at the end', async () => {
  NumberCursor.closed = 0;
  const { rows } = rowsOf([7]);
  await rows.refresh();
  await rows.refresh();
  expect(NumberCursor.closed).toBe(1);
  rows.close();
  expect(NumberCursor.closed).toBe(2);
});

test('an exception of the device is kept for the screen, and the next refresh forgets it', async () => {
  const problem = new Error('Permission Denial');
  let fails = true;
  const open = async () => {
    if (fails) throw problem;
    return new NumberCursor(1);
  };
  const rows = new PagedRows({ open, read: (cursor: NumberCursor) => cursor.value(), pageSize: 3 });
  await rows.refresh();
  expect(rows.snapshot()).toMatchObject({ error: problem, items: [], count: null });
  fails = false;
  await rows.refresh();
  expect(rows.snapshot()).toMatchObject({ error: null, items: [1], count: 1 });
});

test('a result that ends before its count says is not asked for ever', async () => {
  const cursor = { moveToNext: () => false, getCount: () => 5, close: () => {} };
  const rows = new PagedRows({ open: async () => cursor, read: () => 0, pageSize: 3 });
  await rows.refresh();
  await rows.loadMore();
  expect(rows.snapshot()).toMatchObject({ items: [], count: 0 });
});

test('listeners hear of every change until they leave', async () => {
  const { rows } = rowsOf([1]);
  let heard = 0;
  const leave = rows.subscribe(() => heard++);
  await rows.refresh();
  const before = heard;
  expect(before).toBeGreaterThan(0);
  leave();
  await rows.refresh();
  expect(heard).toBe(before);
});

test.each([
  ['same', { items: [1, 2, 3, 4, 5, 6], count: 7 }],
  ['changed', { items: [1, 2, 3, 4, 5, 6], count: 20 }],
  ['other', { items: [1, 2, 3], count: 20 }],
] as const)('an answer that is %s', async (difference, expected) => {
  let count = 7;
  const rows = new PagedRows({
    open: async () => new NumberCursor(count),
    read: (cursor: NumberCursor) => cursor.value(),
    pageSize: 3,
    compare: () => difference,
  });
  await rows.refresh();
  await rows.loadMore();
  count = 20;
  await rows.refresh();
  expect(rows.snapshot()).toMatchObject({ ...expected, isLoading: false });
});
