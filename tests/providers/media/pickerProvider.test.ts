import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../contract/android/cursor.ts';
import { PICKER_LOCAL_AUTHORITY } from '../../../contract/android/mediaStore.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import { SYSTEM_PACKAGES } from '../../../main/packages/packageManager.ts';
import { GALLERY, NOW, pickerIds, rowsOf, type TestSystem, testSystem } from '../../testSystem.ts';

const PHOTOS = ['DCIM/Camera/a.jpg', 'DCIM/Camera/b.jpg', 'Pictures/Screenshots/c.jpg', 'Pictures/d.jpg'];

async function ask(device: TestSystem, path: string, args: Bundle = {}) {
  const picker = device.connect(SYSTEM_PACKAGES.photoPicker);
  const cursor = await picker.contentResolver.query(parseUri(`content://media/picker_internal/${path}`), null, args);
  const answer = { rows: await rowsOf(cursor), extras: cursor?.getExtras() ?? {} };
  picker.close();
  return answer;
}

describe('the Compose picker’s questions', () => {
  test('a page says where the next and the one before begin', async () => {
    await using device = await testSystem({ photos: PHOTOS });
    const ids = await pickerIds(device);
    const first = await ask(device, 'v2/media', { page_size: 2 });
    expect(first.rows.map(({ id }) => Number(id))).toEqual(ids.slice(0, 2));
    const { next_page_picker_id, next_page_date_taken } = first.extras;
    expect([next_page_picker_id, first.extras.items_before_count]).toEqual([ids[2], 0]);
    const key = { picker_id: next_page_picker_id, date_taken_millis: next_page_date_taken };
    const second = await ask(device, 'v2/media', { ...key, page_size: 2 });
    expect(second.rows.map(({ id }) => Number(id))).toEqual(ids.slice(2));
    expect(second.extras).toMatchObject({ prev_page_picker_id: ids[0], items_before_count: 2 });
    expect(second.extras).not.toHaveProperty('next_page_picker_id');
  });

  test('two albums are there even when they are empty', async () => {
    await using device = await testSystem({ photos: PHOTOS.slice(2) });
    const { rows } = await ask(device, 'v2/album');
    expect(rows.map(({ album_id, album_media_count }) => [album_id, album_media_count])).toEqual([
      ['Favorites', '0'],
      ['Camera', '0'],
      ['Screenshots', '1'],
    ]);
    const { rows: classic } = await ask(device, 'albums/local');
    expect(classic.map(({ album_id }) => album_id)).toEqual(['Screenshots']);
  });

  test('an album’s items are below its id', async () => {
    await using device = await testSystem({ photos: PHOTOS });
    expect((await ask(device, 'v2/album/Camera')).rows).toHaveLength(2);
    expect((await ask(device, 'v2/album/Pictures')).rows).toEqual([]);
    await expect(ask(device, 'v2/search_suggestions')).rejects.toMatchObject({ name: 'UnsupportedOperationException' });
  });
});

test('a collection is known by its database and volumes, and by how often it was written', async () => {
  await using device = await testSystem({ photos: PHOTOS });
  const [first, again] = [await ask(device, 'media/local'), await ask(device, 'v2/media')];
  expect(first.extras.media_collection_id).toMatch(/^\d+:[-0-9a-f]{36}:external_primary$/);
  expect(again.extras).toMatchObject(first.extras);
});

describe('the timeline', () => {
  const DAYS = ['DCIM/Camera/a.jpg', 'Pictures/b.png', 'DCIM/Camera/c.jpg'];

  test('counts the items of each quarter of an hour, newest first, with the filters of a list', async () => {
    await using device = await testSystem({ photos: DAYS });
    const quarter = (day: number) => Math.floor((NOW - day * 86_400_000) / 900_000);
    const entry = (day: number) => ({ quarter_hour: String(quarter(day)), count: '1' });
    const all = await ask(device, 'timeline/all');
    expect(all.rows).toEqual([entry(0), entry(1), entry(2)]);
    expect(all.extras).toEqual((await ask(device, 'media/all')).extras);
    expect((await ask(device, 'timeline/local', { album_id: 'Camera' })).rows).toEqual([entry(0), entry(2)]);
    expect((await ask(device, 'timeline/local', { mime_types: ['video/*'] })).rows).toEqual([]);
    expect((await ask(device, 'timeline/local', { user_id: 10 })).rows).toEqual([]);
  });

  test('is nobody’s but the picker’s', async () => {
    await using device = await testSystem({ photos: DAYS });
    const app = device.launch(GALLERY.packageName);
    const asked = app.contentResolver.query(parseUri('content://media/picker_internal/timeline/local'), null, null);
    await expect(asked).rejects.toMatchObject({ name: 'IllegalStateException' });
  });
});

test('items and covers say whose they are', async () => {
  await using device = await testSystem({ photos: PHOTOS });
  const authority = PICKER_LOCAL_AUTHORITY;
  expect((await ask(device, 'media/local')).rows.map((row) => row.authority)).toEqual(PHOTOS.map(() => authority));
  expect((await ask(device, 'v2/album')).rows.map(({ album_id, ...row }) => [album_id, row.cover_authority])).toEqual([
    ['Favorites', null],
    ['Camera', authority],
    ['Screenshots', authority],
  ]);
});

test('a file of no bytes is no picture to pick', async () => {
  await using device = await testSystem({ photos: PHOTOS, files: { 'DCIM/Camera/empty.jpg': '' } });
  expect((await ask(device, 'media/local')).rows).toHaveLength(PHOTOS.length);
  expect((await ask(device, 'v2/album/Camera')).rows).toHaveLength(2);
});
