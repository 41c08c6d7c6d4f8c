import { describe, expect, test } from 'vitest';
import { CloudMirror } from '../../../../main/providers/media/cloud/cloudMirror.ts';
import { checkedToken } from '../../../../main/providers/media/cloud/pagedSync.ts';
import type { MediaDatabase } from '../../../../main/providers/media/db/mediaDatabase.ts';
import { openMediaDatabase } from '../../../../main/providers/media/db/openMediaDatabase.ts';
import { PickerOrders } from '../../../../main/providers/media/pickerOrder.ts';
import { readPickerPage } from '../../../../main/providers/media/pickerPage.ts';

const VOLUME = 'external_primary';
const CLOUD = 'com.example.cloud';
const everything = { mimeTypes: [], albumId: null, ids: null, volumeNames: [VOLUME], cloud: { ids: null } };

function fail(problem: string): never {
  throw new Error(problem);
}

/** A thousand of the device and a thousand of the cloud; dates meet, and every tenth of the cloud is a copy. */
function merged(): { database: MediaDatabase; mirror: CloudMirror } {
  const database = openMediaDatabase(':memory:', fail);
  const sql = `INSERT INTO files (_id, _data, volume_name, media_type, mime_type, datetaken, _size)
    VALUES (?, ?, ?, 1, 'image/jpeg', ?, 1)`;
  database.transaction((write) => {
    for (let id = 1; id <= 1_000; id++)
      write.run(sql, id, `/storage/emulated/0/${id}`, VOLUME, ((id * 37) % 500) * 500_000);
  });
  const mirror = new CloudMirror(database, () => undefined);
  mirror.add(
    CLOUD,
    Array.from({ length: 1_000 }, (_, index) => cloudRow(index)),
  );
  return { database, mirror };
}

function cloudRow(index: number) {
  return {
    ...{ id: `c${index}`, date_taken_millis: ((index * 53) % 700) * 500_000, sync_generation: 1, size_bytes: 5 },
    ...{ mime_type: index % 4 === 0 ? 'video/mp4' : 'image/jpeg', is_favorite: 0 },
    media_store_uri: index % 10 === 0 ? `content://media/external/file/${index + 1}` : null,
  };
}

const idsOf = (rows: readonly Readonly<Record<string, unknown>>[]) => rows.map(({ id }) => id);

describe('a thousand of the device and a thousand of the cloud', () => {
  test.each([
    ['all', everything],
    ['a type', { ...everything, mimeTypes: ['video/*'] }],
    ['a merged album', { ...everything, albumId: 'Videos' }],
  ])('are the same in windows, in pages and whole: %s', async (_, query) => {
    const { database } = merged();
    using _database = database;
    const order = await new PickerOrders(database).of(query);
    const whole = order.window(0, 3_000);
    expect([whole.length, new Set(idsOf(whole)).size]).toEqual([order.count, order.count]);
    const sorted = whole.toSorted(
      (a, b) => Number(b.date_taken_millis) - Number(a.date_taken_millis) || Number(b.picker_id) - Number(a.picker_id),
    );
    expect(idsOf(whole)).toEqual(idsOf(sorted));
    for (const start of [0, 7, 500, 1_234]) expect(order.window(start, 77)).toEqual(whole.slice(start, start + 77));
    const paged: unknown[] = [];
    let key: { pickerId: number | null; dateTakenMillis: number | null } = { pickerId: null, dateTakenMillis: null };
    for (;;) {
      const { rows, extras } = readPickerPage(database, query, { ...key, pageSize: 91 });
      expect(extras.items_before_count).toBe(paged.length);
      paged.push(...idsOf(rows));
      if (extras.next_page_picker_id === undefined) break;
      key = { pickerId: Number(extras.next_page_picker_id), dateTakenMillis: Number(extras.next_page_date_taken) };
    }
    expect(paged).toEqual(idsOf(whole));
  });

  test('have no copies, as long as the originals are shown', async () => {
    const { database } = merged();
    using _database = database;
    const orders = new PickerOrders(database);
    expect((await orders.of(everything)).count).toBe(1_900);
    database.transaction((write) => write.run('UPDATE files SET is_trashed = 1 WHERE _id = 11'));
    const { count } = await orders.of(everything);
    expect(count).toBe(1_900);
    expect(idsOf((await orders.of(everything)).window(0, count))).toContain('c10');
    expect((await orders.of({ ...everything, volumeNames: [] })).count).toBe(1_000);
    expect((await orders.of({ ...everything, cloud: null })).count).toBe(999);
  });

  test('are chosen by their ids, each by its provider’s', async () => {
    const { database } = merged();
    using _database = database;
    const order = await new PickerOrders(database).of({ ...everything, ids: [3], cloud: { ids: ['c3', 'c4'] } });
    expect(idsOf(order.window(0, 10)).map(String).sort()).toEqual(['3', 'c3', 'c4']);
  });

  test('what Android’s table refuses is not shown, and what is new of a known item is', () => {
    const { database, mirror } = merged();
    using _database = database;
    const row = cloudRow(1);
    mirror.add(CLOUD, [
      { ...row, id: 'empty', size_bytes: 0 },
      { ...row, id: 'dateless', date_taken_millis: null },
      { ...row, id: 'early', date_taken_millis: -1 },
      { ...row, id: 'typeless', mime_type: null },
      { ...row, id: 'c1', is_favorite: 1, duration_millis: 5 },
    ]);
    expect(mirror.count()).toBe(1_000);
    expect(mirror.find(CLOUD, 'c1')).toMatchObject({ duration: 5, mime_type: 'image/jpeg' });
    expect(mirror.find('com.example.other', 'c1')).toBeNull();
    mirror.remove(['c1', 'unknown']);
    expect([mirror.count(), mirror.find(CLOUD, 'c1')]).toEqual([999, null]);
    expect(database.generation()).toBe(1);
  });
});

describe('a page of a provider', () => {
  const COLLECTION = 'android.provider.extra.MEDIA_COLLECTION_ID';
  const TOKEN = 'android.provider.extra.PAGE_TOKEN';
  const HONORED = 'android.content.extra.HONORED_ARGS';
  const expected = { honored: ['a'], collectionId: 'one', tokens: new Set<string | null>(['first']) };
  const good = { [COLLECTION]: 'one', [HONORED]: ['b', 'a'] };

  test.each([
    ['the last', good, null],
    ['one before others', { ...good, [TOKEN]: 'second' }, 'second'],
  ])('is good: %s', (_, extras, token) => expect(checkedToken(extras, expected)).toBe(token));

  test.each([
    [{ ...good, [COLLECTION]: 'two' }, 'Mismatched media collection id. Expected: one. Found: two'],
    [{ [HONORED]: ['a'] }, 'Mismatched media collection id. Expected: one. Found: null'],
    [{ [COLLECTION]: 'one', [HONORED]: ['b'] }, 'Unspecified honored args. Expected: [a]. Found: [b]'],
    [{ [COLLECTION]: 'one' }, 'Unspecified honored args. Expected: [a]. Found: []'],
    [{ ...good, [TOKEN]: 'first' }, 'Found repeated page token: first'],
  ])('ends the sync: %j', (extras, message) => {
    expect(() => checkedToken(extras, expected)).toThrow(message);
  });
});
