// What a provider may say that no other provider would: ids, dates, types and numbers of any kind.
import { describe, expect, test } from 'vitest';
import { pickerItem, pickerUri } from '../../../../contract/android/mediaStore.ts';
import { CloudMediaStore } from '../../../../main/providers/media/cloud/cloudMediaStore.ts';
import { CloudMirror, type CloudRow } from '../../../../main/providers/media/cloud/cloudMirror.ts';
import { openMediaDatabase } from '../../../../main/providers/media/db/openMediaDatabase.ts';
import { PickerOrders } from '../../../../main/providers/media/pickerOrder.ts';
import { unwrapPickerUri } from '../../../../main/providers/media/pickerUri.ts';

const CLOUD = 'com.example.cloud';
const VOLUME = 'external_primary';
const EVERYTHING = { mimeTypes: [], albumId: null, ids: null, volumeNames: [VOLUME], cloud: { ids: null } };

const ODD_IDS = [
  ...['../../etc/passwd', 'a/b', '/', '%2F', '100%', 'ä ö', '🎉', '\u202e', ' ', '?x=1#y', "'; DROP TABLE files; --"],
  ...['__proto__', 'constructor', '-1', '007', '1e3', '\ud800x'.toWellFormed(), 'x'.repeat(10_000)],
];

function row(given: Partial<CloudRow>): CloudRow {
  const usual = { id: 'c', date_taken_millis: 1_000, sync_generation: 1, size_bytes: 1, mime_type: 'image/jpeg' };
  return { ...usual, ...given } as CloudRow;
}

function mirrored(rows: readonly CloudRow[]) {
  const database = openMediaDatabase(':memory:', () => undefined);
  const mirror = new CloudMirror(database, () => undefined);
  mirror.add(CLOUD, rows);
  return { database, mirror };
}

describe('an odd id', () => {
  test.each(ODD_IDS.map((id) => [id.slice(0, 20), id]))('%s is one segment of its URI, and finds its item', (_, id) => {
    const uri = pickerUri(id, 0, CLOUD);
    expect(pickerItem(uri)).toEqual({ userId: 0, authority: CLOUD, mediaId: id });
    expect(unwrapPickerUri(uri)).toMatchObject({ host: CLOUD, mediaId: id });
    const { database, mirror } = mirrored(ODD_IDS.map((each) => row({ id: each })));
    using _database = database;
    expect(mirror.count()).toBe(ODD_IDS.length);
    expect(mirror.find(CLOUD, id)).toMatchObject({ datetaken: 1_000 });
    mirror.remove([id]);
    expect([mirror.find(CLOUD, id), mirror.count()]).toEqual([null, ODD_IDS.length - 1]);
  });
});

test.each<readonly [string, Partial<CloudRow>]>([
  ['no date', { date_taken_millis: null }],
  ['a date before 1970', { date_taken_millis: -1 }],
  ['a date that is no number', { date_taken_millis: Number.NaN }],
  ['a date without end', { date_taken_millis: Number.POSITIVE_INFINITY }],
  ['half a millisecond', { date_taken_millis: 1.5 }],
  ['a date that no long of ours holds', { date_taken_millis: 1e300 }],
  ['no bytes', { size_bytes: 0 }],
  ['no size', { size_bytes: null }],
  ['a length below zero', { duration_millis: -1 }],
  ['a generation below zero', { sync_generation: -1 }],
  ['no type', { mime_type: null }],
  ['no id', { id: null }],
  ['an empty id', { id: '' }],
])('an item with %s is not shown, and the others are', (_, odd) => {
  const { database, mirror } = mirrored([row({ id: 'before' }), row({ id: 'odd', ...odd }), row({ id: 'after' })]);
  using _database = database;
  expect([mirror.find(CLOUD, 'odd'), mirror.count()]).toEqual([null, 2]);
});

test('albums with odd numbers have none, and one without an id is none', () => {
  const { database, mirror } = mirrored([]);
  using _database = database;
  mirror.replaceAlbums(CLOUD, [
    { id: 'a/b', display_name: null, album_media_count: Number.NaN, date_taken_millis: Number.POSITIVE_INFINITY },
    { id: null, display_name: 'nobody' },
  ]);
  expect(mirror.albums()).toMatchObject([
    { album_id: 'a/b', display_name: '', album_media_count: 0, date_taken_millis: null },
  ]);
});

/** Numbers that look like chance and are the same each time. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe.each([1, 2, 3, 4, 5])('a library like number %i', (seed) => {
  const random = numbers(seed);
  const next = (below: number) => Math.floor(random.next().value * below);
  const types = ['image/jpeg', 'IMAGE/JPEG', 'video/mp4', 'image/svg+xml', 'x/y', '%', '_', 'video/', '*/*', ''];
  const type = () => types[next(types.length)] ?? '';

  test('has as many items in its quarters of an hour as in its windows, whatever is filtered', async () => {
    const { database, mirror } = mirrored([]);
    using _database = database;
    const sql = `INSERT INTO files (_id, _data, volume_name, media_type, mime_type, datetaken, date_modified, _size,
      is_trashed, is_favorite) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
    database.transaction((write) => {
      for (let id = 1; id <= 2_500; id++) {
        const date = next(4) === 0 ? null : (next(3_000) - 500) * 450_000;
        const at = `/storage/emulated/0/${id}`;
        const volume = next(5) === 0 ? 'other' : VOLUME;
        const flags = [next(20) === 0 ? 1 : 0, next(2)];
        write.run(sql, id, at, volume, next(4), type(), date, next(1_000_000), next(10), ...flags);
      }
    });
    const item = (id: number) =>
      row({
        ...{ id: `c${id}`, date_taken_millis: (next(3_000) - 100) * 450_000, mime_type: type(), size_bytes: next(9) },
        ...{ is_favorite: next(2), media_store_uri: `content://media/external/file/${next(5_000)}` },
      });
    mirror.add(
      CLOUD,
      Array.from({ length: 2_500 }, (_, id) => item(id)),
    );
    const orders = new PickerOrders(database);
    for (const mimeTypes of [[], ['image/*'], ['video/*', 'x/*'], ['*/*'], ['%'], ['nothing/*']])
      for (const albumId of [null, 'Favorites', 'Videos', 'no such album'])
        for (const cloud of [null, { ids: null }, { ids: ['c1', 'c2', 'none'] }]) {
          const order = await orders.of({ ...EVERYTHING, mimeTypes, albumId, cloud });
          const sum = order.timeline.reduce((before, { count }) => before + count, 0);
          const rows = order.window(0, 10_000);
          expect([sum, rows.length]).toEqual([order.count, order.count]);
          const quarters = Map.groupBy(rows, ({ date_taken_millis }) =>
            Math.floor(Number(date_taken_millis) / 900_000),
          );
          expect(order.timeline).toEqual(
            [...quarters].map(([quarterHour, { length: count }]) => ({ quarterHour, count })),
          );
        }
  });
});

describe('the mock’s accounts and items', () => {
  const kept = () => {
    let saved: unknown = null;
    const save = (value: unknown) => {
      saved = JSON.parse(JSON.stringify(value));
    };
    return { load: () => saved, save };
  };

  test('a name that every object has is no item, and no account', () => {
    const store = kept();
    const cloud = new CloudMediaStore(store, () => 1e12);
    for (const id of ['constructor', '__proto__', 'toString', 'no such item']) {
      cloud.setFavorite([id], true);
      cloud.remove([id]);
      expect(cloud.find(id)).toBeNull();
    }
    expect(cloud.items()).toHaveLength(60);
    cloud.signIn('constructor');
    expect([cloud.items().length, cloud.collection()?.id]).toEqual([60, 'constructor/1']);
    expect(() => cloud.signIn('__proto__')).toThrow('cannot be the name of an account');
    const again = new CloudMediaStore(store, () => 1e12);
    expect([again.currentAccount, again.items().length]).toEqual(['constructor', 60]);
    expect(Object.keys({})).toEqual([]);
    expect('generation' in {}).toBe(false);
  });
});
