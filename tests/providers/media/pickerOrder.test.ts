import { describe, expect, test } from 'vitest';
import type { MediaDatabase } from '../../../main/providers/media/db/mediaDatabase.ts';
import { openMediaDatabase } from '../../../main/providers/media/db/openMediaDatabase.ts';
import { PickerOrders } from '../../../main/providers/media/pickerOrder.ts';

const VOLUME = 'external_primary';
const everything = { mimeTypes: [], albumId: null, ids: null, volumeNames: [VOLUME] };

function fail(problem: string): never {
  throw new Error(problem);
}

/** Photos in no order: several of one date, every seventh a video, every hundredth in the camera's folder. */
function libraryOf(count: number): MediaDatabase {
  const database = openMediaDatabase(':memory:', fail);
  const sql = `INSERT INTO files (_id, _data, volume_name, media_type, mime_type, datetaken, relative_path, is_favorite,
    _size) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)`;
  database.transaction((write) => {
    for (let id = 1; id <= count; id++) {
      const [mediaType, mimeType] = id % 7 === 0 ? ([3, 'video/mp4'] as const) : ([1, 'image/jpeg'] as const);
      const folder = id % 100 === 0 ? 'DCIM/Camera/' : 'Pictures/';
      const date = Math.floor(((id * 7_919) % count) / 3) * 400_000;
      write.run(
        sql,
        id,
        `/storage/emulated/0/${id}`,
        VOLUME,
        mediaType,
        mimeType,
        date,
        folder,
        id % 500 === 0 ? 1 : 0,
      );
    }
  });
  return database;
}

const idsOf = (rows: readonly Readonly<Record<string, unknown>>[]) => rows.map(({ id }) => id);

describe('a long list', () => {
  test.each([
    ['all', everything],
    ['a type', { ...everything, mimeTypes: ['video/*'] }],
    ['an album of few', { ...everything, albumId: 'Camera' }],
    ['nothing', { ...everything, albumId: 'Downloads' }],
  ])('has the same items at each place as one that is read from its beginning: %s', async (_, query) => {
    using database = libraryOf(9_000);
    const order = await new PickerOrders(database).of(query);
    const whole = idsOf(order.window(0, 10_000));
    expect([whole.length, new Set(whole).size]).toEqual([order.count, order.count]);
    for (const start of [0, 1, 1_999, 2_000, 2_001, 4_321, 8_999, 9_000, 20_000])
      for (const length of [0, 1, 600, 2_500])
        expect(idsOf(order.window(start, length))).toEqual(whole.slice(start, start + length));
  });

  test('is newest first, of one date the later row first, and its timeline adds up', async () => {
    using database = libraryOf(5_000);
    const order = await new PickerOrders(database).of(everything);
    const rows = order.window(0, order.count);
    const sorted = rows.toSorted(
      (a, b) => Number(b.date_taken_millis) - Number(a.date_taken_millis) || Number(b.id) - Number(a.id),
    );
    expect(idsOf(rows)).toEqual(idsOf(sorted));
    const quarters = Map.groupBy(rows, (row) => Math.floor(Number(row.date_taken_millis) / 900_000));
    const expected = [...quarters].map(([quarterHour, { length }]) => ({ quarterHour, count: length }));
    expect(order.timeline).toEqual(expected);
  });

  test('is counted again after a change only', async () => {
    using database = libraryOf(100);
    const orders = new PickerOrders(database);
    const before = await orders.of(everything);
    expect(await orders.of({ ...everything })).toBe(before);
    database.transaction((write) => write.run('DELETE FROM files WHERE _id = 7'));
    expect((await orders.of(everything)).count).toBe(99);
    expect(before.window(0, 100)).toHaveLength(99);
  });

  test('is kept as long as it is looked at, however many others are', async () => {
    using database = libraryOf(100);
    const orders = new PickerOrders(database);
    const before = await orders.of(everything);
    for (let id = 1; id <= 40; id++) {
      await orders.of({ ...everything, ids: [id] });
      expect(await orders.of(everything)).toBe(before);
    }
  });

  test('adds up while a scan writes, and what changed meanwhile is not kept', async () => {
    using database = libraryOf(9_000);
    const orders = new PickerOrders(database);
    for (let round = 0; round < 10; round++) {
      const counting = [[], ['image/*'], ['video/*']].map((mimeTypes) => orders.of({ ...everything, mimeTypes }));
      const from = round * 200;
      database.transaction((write) => write.run('DELETE FROM files WHERE _id > ? AND _id <= ?', from, from + 200));
      for (const order of await Promise.all(counting))
        expect(order.timeline.reduce((sum, { count }) => sum + count, 0)).toBe(order.count);
      const after = await orders.of(everything);
      expect([after.count, after.window(0, 10_000).length]).toEqual([8_800 - from, 8_800 - from]);
    }
  });
});

test('albums are counted in one go, each with its newest item', async () => {
  using database = libraryOf(9_000);
  const orders = new PickerOrders(database);
  const albums = await orders.albums(everything, ['Favorites', 'Camera', 'Videos', 'Downloads']);
  expect([...albums.keys()].sort()).toEqual(['Camera', 'Favorites', 'Videos']);
  for (const [albumId, { count, cover }] of albums) {
    const order = await orders.of({ ...everything, albumId });
    expect([count, cover]).toEqual([order.count, order.window(0, 1)[0]]);
  }
});
