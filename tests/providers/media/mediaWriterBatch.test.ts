// applyBatch: in order, with references back, and taken back when one fails.
import { expect, test } from 'vitest';
import type { ContentProviderOperation } from '../../../contract/android/contentProviderOperation.ts';
import { AUTHORITY, downloadsContentUri, imagesContentUri } from '../../../contract/android/mediaStore.ts';
import { parseId, parseUri } from '../../../contract/android/uri.ts';
import { testSystem, visibleImages } from '../../testSystem.ts';
import { CAMERA, onDisk, picture, row, save } from './writing.ts';

const images = imagesContentUri('external');
const photo = await picture(40, 30);

async function camera() {
  const device = await testSystem({ photos: [], apps: [CAMERA] });
  const app = device.launch(CAMERA.packageName);
  const apply = (...operations: readonly ContentProviderOperation[]) =>
    app.contentResolver.applyBatch(AUTHORITY, operations);
  return { device, app, apply };
}

test('operations see what those before them did, and answer in their order', async () => {
  const { device, app, apply } = await camera();
  await using _device = device;
  const results = await apply(
    { type: 'insert', uri: images, values: { _display_name: 'a.jpg' } },
    { type: 'insert', uri: images, values: { _display_name: 'b.jpg' } },
    { type: 'update', uri: images, values: { is_favorite: 1 }, expectedCount: 2 },
    { type: 'assert', uri: images, values: { is_favorite: 1 }, expectedCount: 2 },
    { type: 'delete', uri: images, selection: '_display_name=?', selectionArgs: ['a.jpg'] },
    { type: 'update', uri: images, values: { is_favorite: 0 }, valueBackReferences: { is_favorite: 2 } },
  );
  const ids = await visibleImages(app);
  expect(results.slice(2)).toEqual([{ count: 2 }, { count: 2 }, { count: 1 }, { count: 1 }]);
  expect(results[1]).toEqual({ uri: parseUri(`${images}/${ids[0]}`) });
  expect(ids).toHaveLength(1);
});

test('a batch that fails takes inserts, updates and moves back', async () => {
  const { device, app, apply } = await camera();
  await using _device = device;
  const uri = await save(app, images, { _display_name: 'a.jpg' }, photo);
  const before = await row(app, uri, '_data', 'is_favorite', 'is_trashed', 'width');
  const failing = apply(
    { type: 'update', uri, values: { is_favorite: 1 } },
    { type: 'update', uri, values: { relative_path: 'DCIM/Trip/' } },
    { type: 'update', uri, values: { is_trashed: 1 } },
    { type: 'insert', uri: images, values: { _display_name: 'b.jpg' } },
    { type: 'insert', uri: images, values: { _display_name: 'c.jpg', relative_path: 'Marble/' } },
  );
  await expect(failing).rejects.toMatchObject({ name: 'IllegalArgumentException' });
  expect(await row(app, uri, '_data', 'is_favorite', 'is_trashed', 'width')).toEqual(before);
  expect(onDisk(device, 'Pictures/a.jpg')).not.toBeNull();
  expect(onDisk(device, 'DCIM/Trip/a.jpg')).toBeNull();
  expect(await visibleImages(app)).toEqual([parseId(uri)]);
});

test('a count that was not expected, a value that is not there, a result that is missing', async () => {
  const { device, apply } = await camera();
  await using _device = device;
  await apply({ type: 'insert', uri: images, values: { _display_name: 'a.jpg' } });
  const name = 'OperationApplicationException';
  await expect(apply({ type: 'delete', uri: images, expectedCount: 3 })).rejects.toMatchObject({
    name,
    message: 'Expected 3 rows but actual 1',
  });
  await apply({ type: 'insert', uri: images, values: { _display_name: 'a.jpg' } });
  await expect(apply({ type: 'assert', uri: images, values: { mime_type: 'image/png' } })).rejects.toMatchObject({
    name,
    message: 'Found value image/jpeg when expected image/png for column mime_type',
  });
  await expect(
    apply({ type: 'update', uri: images, values: {}, valueBackReferences: { is_favorite: 4 } }),
  ).rejects.toMatchObject({ message: 'asked for back ref 4 but there are only 0 back refs' });
});

test('an exception that is allowed becomes a result', async () => {
  const { device, apply } = await camera();
  await using _device = device;
  const results = await apply(
    { type: 'insert', uri: images, values: { relative_path: 'Marble/' }, exceptionAllowed: true },
    { type: 'insert', uri: images, values: { _display_name: 'b.jpg' } },
  );
  expect(results).toMatchObject([
    { exception: { name: 'IllegalArgumentException', message: expect.stringMatching(/^Primary directory Marble/) } },
    { uri: expect.stringMatching(/^content:/) },
  ]);
});

test('bulkInsert is all or nothing', async () => {
  const { device, app } = await camera();
  await using _device = device;
  const { contentResolver } = app;
  const downloads = downloadsContentUri('external');
  expect(await contentResolver.bulkInsert(downloads, [{ _display_name: 'a.pdf' }, { _display_name: 'b.pdf' }])).toBe(2);
  const failing = contentResolver.bulkInsert(downloads, [{ _display_name: 'c.pdf' }, { relative_path: 'Music/' }]);
  await expect(failing).rejects.toMatchObject({ name: 'IllegalArgumentException' });
  expect((await contentResolver.query(downloads, ['_id'], null))?.getCount()).toBe(2);
});
