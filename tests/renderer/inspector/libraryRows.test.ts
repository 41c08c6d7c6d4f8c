import { expect, test } from 'vitest';
import type { MediaRowsRequest } from '../../../contract/rpc/inspection.ts';
import { LibraryRows } from '../../../renderer/inspector/libraryRows.ts';
import { FakeLibrary } from '../fakeLibrary.ts';

const ASKED = { packageName: 'com.example.gallery', collection: 'images', search: '', hiddenOnly: false } as const;

function libraryOf(count: number, asked: Partial<MediaRowsRequest> = {}) {
  const library = new FakeLibrary();
  library.count = count;
  const rows = new LibraryRows(async (part) => library.rows({ ...ASKED, ...asked, ...part }));
  const ids = () => rows.snapshot().rows.map(({ id }) => id);
  return { library, rows, ids };
}

test('pages follow each other until the end, and then nothing is asked any more', async () => {
  const { library, rows, ids } = libraryOf(250);
  expect(rows.snapshot()).toMatchObject({ isLoading: true, isComplete: false });
  for (const expected of [100, 200, 250]) {
    await rows.loadMore();
    expect(ids()).toHaveLength(expected);
  }
  expect(rows.snapshot().isComplete).toBe(true);
  expect(new Set(ids()).size).toBe(250);
  const asked = library.asked.length;
  await rows.loadMore();
  expect(library.asked).toHaveLength(asked);
});

test('a part that has nothing is passed over', async () => {
  const parts = [
    { rows: [], next: 20_001 },
    { rows: [], next: 1 },
    { rows: [], next: null },
  ];
  const rows = new LibraryRows(async () => parts.shift() ?? { rows: [], next: null });
  await rows.loadMore();
  expect(rows.snapshot()).toEqual({ rows: [], isComplete: true, isLoading: false, problem: null });
  expect(parts).toHaveLength(0);
});

test('after a change only the pages in sight are read again, the others when they are looked at', async () => {
  const { library, rows, ids } = libraryOf(1_000);
  for (let page = 0; page < 5; page++) await rows.loadMore();
  library.asked.length = 0;
  await rows.changed([210, 220]);
  expect(library.asked.map(({ before, downTo }) => [before, downTo])).toEqual([[801, 701]]);
  await rows.show([10, 20]);
  expect(library.asked.slice(1).map(({ before, downTo }) => [before, downTo])).toEqual([[null, 901]]);
  await rows.show([10, 20]);
  expect(library.asked).toHaveLength(2);
  expect(ids()).toHaveLength(500);
});

test('new rows come on top, and thousands of them end what is loaded', async () => {
  const { library, rows, ids } = libraryOf(300);
  await rows.loadMore();
  await rows.loadMore();
  library.count = 310;
  await rows.changed([0, 10]);
  expect(ids()).toHaveLength(210);
  expect(ids()[0]).toBe(310);
  library.count = 10_000;
  await rows.changed([0, 10]);
  expect(ids()).toHaveLength(500);
  expect(rows.snapshot().isComplete).toBe(false);
  await rows.loadMore();
  expect(ids()).toEqual(Array.from({ length: 600 }, (_, i) => 10_000 - i));
});

test('a library that shrinks has no row twice', async () => {
  const { library, rows, ids } = libraryOf(250);
  for (let page = 0; page < 3; page++) await rows.loadMore();
  library.count = 120;
  await rows.changed([0, 250]);
  expect(ids()).toEqual(Array.from({ length: 120 }, (_, i) => 120 - i));
});

test('a problem is told, and trying again starts anew', async () => {
  let isBroken = true;
  const library = new FakeLibrary();
  const rows = new LibraryRows(async (part) => {
    if (isBroken) throw new Error('Unknown package: com.example.gallery');
    return library.rows({ ...ASKED, ...part });
  });
  await rows.loadMore();
  expect(rows.snapshot()).toMatchObject({ problem: 'Unknown package: com.example.gallery', isLoading: false });
  isBroken = false;
  await rows.retry();
  expect(rows.snapshot()).toMatchObject({ problem: null, isComplete: true });
});
