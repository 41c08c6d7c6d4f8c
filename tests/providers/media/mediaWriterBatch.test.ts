// applyBatch: in order, with references back, and taken back when one fails.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { ContentProviderOperation } from '../../../contract/android/contentProviderOperation.ts';
import { permission } from '../../../contract/android/manifest.ts';
import { AUTHORITY, downloadsContentUri, imagesContentUri } from '../../../contract/android/mediaStore.ts';
import { parseId, parseUri } from '../../../contract/android/uri.ts';
import { testSystem, visibleImages, writeInto } from '../../testSystem.ts';
import { CAMERA, EDITOR, insert, onDisk, picture, row, save } from './writing.ts';

const images = imagesContentUri('external');
const photo = await picture(40, 30);

async function camera() {
  const device = await testSystem({ photos: [], apps: [CAMERA, EDITOR] });
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

test('an exception that is allowed still tells how the user can agree', async () => {
  const { device, app, apply } = await camera();
  await using _device = device;
  device.system.apps.setPermission(EDITOR.packageName, permission.READ_MEDIA_IMAGES, true);
  const uri = await save(app, images, { _display_name: 'a.jpg' }, photo);
  const editor = device.launch(EDITOR.packageName);
  const [result] = await editor.contentResolver.applyBatch(AUTHORITY, [
    { type: 'update', uri, values: { is_favorite: 1 }, exceptionAllowed: true },
  ]);
  const userAction = { actionIntent: expect.any(Number), title: expect.any(String), userMessage: expect.any(String) };
  expect(result).toMatchObject({ exception: { name: 'RecoverableSecurityException', userAction } });
  await apply({ type: 'delete', uri });
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

const FAILS: ContentProviderOperation = { type: 'assert', uri: images, expectedCount: 12_345 };

test('a batch is one generation, which is there when all of it is', async () => {
  const { device, app, apply } = await camera();
  await using _device = device;
  const old = await insert(app, images, { _display_name: 'old.jpg' });
  await apply(
    { type: 'insert', uri: images, values: { _display_name: 'a.jpg', relative_path: 'Pictures/New/' } },
    { type: 'update', uri: old, values: { is_favorite: 1 } },
    { type: 'insert', uri: images, values: { _display_name: 'b.jpg' } },
  );
  const ids = await visibleImages(app);
  const rows = await Promise.all(ids.map((id) => row(app, parseUri(`${images}/${id}`), 'generation_modified')));
  expect(rows).toHaveLength(3);
  expect(new Set(rows.map((found) => found?.generation_modified)).size).toBe(1);
  await insert(app, images, { _display_name: 'later.jpg' });
  const later = await visibleImages(app);
  const last = await row(app, parseUri(`${images}/${Math.max(...later)}`), 'generation_modified');
  expect(Number(last?.generation_modified)).toBeGreaterThan(Number(rows[0]?.generation_modified));
});

test('observers hear of a batch at its end, and nothing of what was taken back', async () => {
  const { device, app, apply } = await camera();
  await using _device = device;
  const uri = await save(app, images, { _display_name: 'a.jpg' }, photo);
  const told: string[] = [];
  await app.contentResolver.registerContentObserver(images, true, (uris) => void told.push(...uris));
  const failing = apply(
    { type: 'insert', uri: images, values: { _display_name: 'b.jpg' } },
    { type: 'update', uri, values: { is_favorite: 1 } },
    { type: 'update', uri, values: { _display_name: 'moved.jpg' } },
    FAILS,
  );
  await expect(failing).rejects.toMatchObject({ name: 'OperationApplicationException' });
  const [result] = await apply(
    { type: 'insert', uri: images, values: { _display_name: 'c.jpg' } },
    { type: 'update', uri: images, values: { is_favorite: 1 }, selection: "_display_name = 'c.jpg'" },
  );
  await expect.poll(() => told).toEqual([result !== undefined && 'uri' in result ? result.uri : '']);
});

test('a failed batch puts nothing over what came to lie in its place', async () => {
  const { device, app, apply } = await camera();
  await using _device = device;
  const uri = await save(app, images, { _display_name: 'a.jpg' }, photo);
  const favorites = Array.from({ length: 400 }, (_, index) => index % 2);
  const failing = apply(
    { type: 'update', uri, values: { _display_name: 'moved.jpg' } },
    ...favorites.map((is_favorite) => ({ type: 'update', uri, values: { is_favorite } }) as const),
    FAILS,
  );
  const editor = device.launch(EDITOR.packageName);
  while (onDisk(device, 'Pictures/moved.jpg') === null) await setImmediate();
  writeInto(join(device.folder, 'Pictures/a.jpg'), 'another');
  const other = save(editor, images, { _display_name: 'a.jpg' }, photo);
  await expect(failing).rejects.toMatchObject({ name: 'OperationApplicationException' });
  expect(readFileSync(onDisk(device, 'Pictures/a.jpg') ?? '', 'utf8')).toBe('another');
  expect(await row(app, uri, '_display_name', 'is_favorite')).toEqual({ _display_name: 'a (1).jpg', is_favorite: '0' });
  expect(readFileSync(onDisk(device, 'Pictures/a (1).jpg') ?? '')).toEqual(Buffer.from(photo));
  expect(await row(editor, await other, '_display_name')).toEqual({ _display_name: 'a (2).jpg' });
});

test('a large batch, and many inserts at once, leave turns to others', async () => {
  const { device, app, apply } = await camera();
  await using _device = device;
  const names = Array.from({ length: 300 }, (_, index) => ({ _display_name: `${index}.jpg` }));
  const turnsDuring = async (work: Promise<unknown>) => {
    let [turns, isOver] = [0, false];
    void work.finally(() => (isOver = true));
    for (; !isOver; turns++) await setImmediate();
    await work;
    return turns;
  };
  const batch = apply(...names.map((values) => ({ type: 'insert', uri: images, values }) as const));
  expect(await turnsDuring(batch)).toBeGreaterThan(5);
  const inserts = names.map((values) => app.contentResolver.insert(downloadsContentUri('external'), values));
  expect(await turnsDuring(Promise.all(inserts))).toBeGreaterThan(5);
});
