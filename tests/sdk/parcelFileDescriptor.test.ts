import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startWebServer, type WebServer } from '../../main/hosts/webServer.ts';
import type { Context } from '../../sdk/context.ts';
import { ContentResolver, connect, MediaStore, ParcelFileDescriptor, Throwable, type Uri } from '../../sdk/index.ts';
import { GALLERY, type TestSystem, testSystem } from '../testSystem.ts';

const EXTERNAL = MediaStore.Images.Media.EXTERNAL_CONTENT_URI;

async function serve(device: TestSystem): Promise<WebServer & AsyncDisposable> {
  const rendererFolder = join(import.meta.dirname, '../../out/renderer');
  const server = await startWebServer({ system: device.system, port: 0, rendererFolder });
  return { ...server, [Symbol.asyncDispose]: () => server.close() };
}

async function inserted(app: Context): Promise<Uri> {
  const uri = await app.contentResolver.insert(EXTERNAL, { _display_name: 'a.jpg', is_pending: 1 });
  if (uri === null) throw new Error('Nothing was inserted.');
  return uri;
}

async function streamed(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
}

test('a file of many parts crosses a WebSocket and comes back by both roads', async () => {
  await using device = await testSystem({ photos: [] });
  await using server = await serve(device);
  const { packageName } = GALLERY;
  const app = await connect({ url: server.origin, token: server.tokens.of(packageName), packageName });
  const { contentResolver } = app;
  const uri = await inserted(app);
  const bytes = new Uint8Array(3_000_001).map((_, index) => (index * 7) % 256);
  const source = new Blob([bytes]).stream() as ReadableStream<Uint8Array>;
  await source.pipeTo(await contentResolver.openOutputStream(uri, 'wt'));
  const file = await contentResolver.openFileDescriptor(uri, 'r');
  expect(Buffer.compare(await streamed(file.createInputStream()), bytes)).toBe(0);
  expect(Buffer.compare(await streamed(await contentResolver.openInputStream(uri)), bytes)).toBe(0);
  app.close();
});

test('a thumbnail by its older name; without a size it is the item', async () => {
  await using device = await testSystem({ photos: ['Pictures/a.jpg'] });
  await using server = await serve(device);
  await device.system.apps.setPhotoAccess(GALLERY.packageName, 'full', []);
  const { packageName } = GALLERY;
  const app = await connect({ url: server.origin, token: server.tokens.of(packageName), packageName });
  const cursor = await app.contentResolver.query(EXTERNAL, ['_id', '_size'], null);
  await cursor?.moveToNext();
  const uri = MediaStore.Images.Media.getContentUri('external', cursor?.getLong(0));
  const size = { [ContentResolver.EXTRA_SIZE]: { width: 16, height: 16 } };
  const open = async (type: string, opts: typeof size | null) =>
    (await streamed(await app.contentResolver.openTypedAssetFile(uri, type, opts))).length;
  const whole = cursor?.getLong(1);
  expect([await open('image/*', null), await open('*/*', size)]).toEqual([whole, whole]);
  expect(await open('image/*', size)).not.toBe(whole);
  const aborted = app.contentResolver.loadThumbnail(uri, { width: 16, height: 16 }, AbortSignal.abort());
  await expect(aborted).rejects.toThrow();
  app.close();
});

describe('a descriptor', () => {
  test('reads what is there, at any place', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    await using file = await app.contentResolver.openFileDescriptor(await inserted(app), 'rw');
    await file.write(2, new Uint8Array([5, 6, 7]));
    expect([file.getStatSize(), file.getFd() > 2]).toEqual([0, true]);
    expect(await file.read(0, 100)).toEqual(new Uint8Array([0, 0, 5, 6, 7]));
    expect([await file.read(3, 1), await file.read(5, 1)]).toEqual([new Uint8Array([6]), new Uint8Array([])]);
  });

  test('is closed once, and then of no use', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    const file = await app.contentResolver.openFileDescriptor(await inserted(app), 'rw');
    await file.close();
    await file.close();
    await expect(file.read(0, 1)).rejects.toMatchObject({ name: 'IOException' });
    await expect(file.write(0, new Uint8Array([1]))).rejects.toMatchObject({ name: 'IOException' });
  });

  test('a cancelled stream closes it', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    const file = await app.contentResolver.openFileDescriptor(await inserted(app), 'rw');
    await file.write(0, new Uint8Array([1]));
    await file.createInputStream().cancel();
    await expect(file.read(0, 1)).rejects.toMatchObject({ name: 'IOException' });
  });

  test('is not opened for who cancelled', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    const opened = app.contentResolver.openFileDescriptor(await inserted(app), 'r', AbortSignal.abort());
    await expect(opened).rejects.toMatchObject({ name: 'OperationCanceledException' });
  });
});

test('a stream that could not be written leaves no file open', async () => {
  const closed: number[] = [];
  const api = {
    readFile: async () => new Uint8Array(),
    writeFile: () => Promise.reject(new Throwable('IOException', 'write failed: ENOSPC (No space left on device)')),
    closeFile: async (fd: number) => void closed.push(fd),
  };
  const stream = new ParcelFileDescriptor({ fd: 7, statSize: 0 }, api).createOutputStream();
  const writer = stream.getWriter();
  await expect(writer.write(new Uint8Array(3))).rejects.toThrow('ENOSPC');
  await writer.abort().catch(() => {});
  expect(closed).toEqual([7]);
});
