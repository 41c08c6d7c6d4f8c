import { describe, expect, test } from 'vitest';
import { parseUri, type Uri, withAppendedId } from '../../../contract/android/uri.ts';
import { type Context, MediaStore } from '../../../sdk/index.ts';
import { locatedPicture } from '../../mediaextractor/locatedMedia.ts';
import { grantRead } from '../../support/uriGrants.ts';
import { GALLERY, rowsOf, type TestSystem, testSystem } from '../../testSystem.ts';

const EXTERNAL = MediaStore.Images.Media.EXTERNAL_CONTENT_URI;

async function full(device: TestSystem): Promise<Context> {
  await device.system.apps.setPhotoAccess(GALLERY.packageName, 'full', []);
  return device.launch(GALLERY.packageName);
}

async function redact(app: Context, uri: Uri): Promise<Uri> {
  const redacted = await MediaStore.getRedactedUri(app.contentResolver, uri);
  if (redacted === null) throw new Error(`${uri} has no redacted URI.`);
  return redacted;
}

describe('making', () => {
  test('the id makes room for a name, and the name stays', async () => {
    await using device = await testSystem();
    const app = await full(device);
    const redacted = await redact(app, withAppendedId(EXTERNAL, 4));
    expect(redacted).toMatch(/^content:\/\/media\/external\/images\/media\/RUID[0-9a-f]{32}$/);
    expect(await redact(app, withAppendedId(EXTERNAL, 4))).toBe(redacted);
    const file = await redact(app, parseUri('content://media/external_primary/file/4'));
    expect(file.slice(-36)).toBe(redacted.slice(-36));
  });

  test('a list answers a list, with null for what has none', async () => {
    await using device = await testSystem();
    const app = await full(device);
    const uris = [withAppendedId(EXTERNAL, 4), EXTERNAL, parseUri('content://media/external/audio/albums/1')];
    const answers = await MediaStore.getRedactedUri(app.contentResolver, uris);
    expect(answers.map((uri) => uri !== null)).toEqual([true, false, false]);
  });

  test('only for items the caller may read, and from Android 12 on', async () => {
    await using device = await testSystem();
    const app = device.launch(GALLERY.packageName);
    const uri = withAppendedId(EXTERNAL, 4);
    await expect(redact(app, uri)).rejects.toMatchObject({
      name: 'SecurityException',
      message: `com.example.gallery has no access to ${uri}`,
    });
    await using older = await testSystem({ sdk: 30, photos: [] });
    await expect(redact(older.launch(GALLERY.packageName), uri)).rejects.toMatchObject({
      message: 'Unsupported call: get_redacted_media_uri',
    });
  });
});

describe('using', () => {
  test('a query tells nothing of the item itself', async () => {
    await using device = await testSystem();
    const app = await full(device);
    const redacted = await redact(app, withAppendedId(EXTERNAL, 4));
    const name = redacted.slice(-36);
    const cursor = await app.contentResolver.query(
      redacted,
      [
        '_id',
        '_display_name',
        'relative_path',
        'bucket_display_name',
        '_data',
        'bucket_id',
        'document_id',
        'mime_type',
      ],
      null,
    );
    expect(await rowsOf(cursor)).toEqual([
      {
        _id: name,
        _display_name: `${name}.jpg`,
        relative_path: '.transforms/synthetic/redacted',
        bucket_display_name: '.transforms/synthetic/redacted',
        _data: `/storage/emulated/0/.transforms/synthetic/redacted/${name}.jpg`,
        bucket_id: null,
        document_id: null,
        mime_type: 'image/jpeg',
      },
    ]);
  });

  test('the extension is that of a name the caller asked for', async () => {
    await using device = await testSystem();
    const app = await full(device);
    const redacted = await redact(app, withAppendedId(EXTERNAL, 4));
    const rows = await rowsOf(await app.contentResolver.query(redacted, ['_id'], null));
    expect(rows).toEqual([{ _id: redacted.slice(-36) }]);
  });

  test('type, bytes and thumbnail are the item’s', async () => {
    await using device = await testSystem();
    const app = await full(device);
    const redacted = await redact(app, withAppendedId(EXTERNAL, 4));
    expect(await app.contentResolver.getType(redacted)).toBe('image/jpeg');
    await using file = await app.contentResolver.openFileDescriptor(redacted, 'r');
    expect([...(await file.read(0, 2))]).toEqual([0xff, 0xd8]);
  });

  test('the place is zeros even to the owner, who reads it in the item itself', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    const uri = await app.contentResolver.insert(EXTERNAL, { _display_name: 'mine.jpg' });
    if (uri === null) throw new Error('Nothing was inserted.');
    const bytes = new Uint8Array(await locatedPicture('jpeg'));
    {
      await using file = await app.contentResolver.openFileDescriptor(uri, 'w');
      await file.write(0, bytes);
    }
    await using own = await app.contentResolver.openFileDescriptor(uri, 'r');
    await using redacted = await app.contentResolver.openFileDescriptor(await redact(app, uri), 'r');
    const read = await redacted.read(0, bytes.length + 1);
    expect(await own.read(0, bytes.length + 1)).toEqual(bytes);
    expect([read.length, Buffer.compare(read, bytes) === 0]).toEqual([bytes.length, false]);
  });

  test('nothing is written through it', async () => {
    await using device = await testSystem();
    const app = await full(device);
    const { contentResolver } = app;
    const redacted = await redact(app, withAppendedId(EXTERNAL, 4));
    expect(await contentResolver.update(redacted, { is_favorite: 1 }, null)).toBe(0);
    expect(await contentResolver.delete(redacted)).toBe(0);
    await expect(contentResolver.openFileDescriptor(redacted, 'rw')).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
      message: `Write is not supported on ${redacted}`,
    });
  });

  test('another app gets no access by its name, unless it was granted', async () => {
    await using device = await testSystem({ apps: [GALLERY, { ...GALLERY, packageName: 'com.example.other' }] });
    const redacted = await redact(await full(device), withAppendedId(EXTERNAL, 4));
    const other = device.launch('com.example.other');
    await expect(other.contentResolver.openFileDescriptor(redacted, 'r')).rejects.toMatchObject({
      name: 'SecurityException',
      message: `com.example.other has no access to ${redacted}`,
    });
    grantRead(device.system, 'com.example.other', redacted);
    await using file = await other.contentResolver.openFileDescriptor(redacted, 'r');
    expect(file.getStatSize()).toBeGreaterThan(0);
    expect(await rowsOf(await other.contentResolver.query(redacted, ['mime_type'], null))).toHaveLength(1);
    await expect(other.contentResolver.openFileDescriptor(withAppendedId(EXTERNAL, 4), 'r')).rejects.toMatchObject({
      name: 'SecurityException',
    });
  });

  test.each(['query', 'getType', 'openFileDescriptor'] as const)('%s of a name nobody gave', async (method) => {
    await using device = await testSystem({ photos: [] });
    const { contentResolver } = await full(device);
    const unknown = parseUri(`${EXTERNAL}/RUID${'0'.repeat(32)}`);
    const asked =
      method === 'query'
        ? contentResolver.query(unknown, null, null)
        : method === 'getType'
          ? contentResolver.getType(unknown)
          : contentResolver.openFileDescriptor(unknown, 'r');
    await expect(asked).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message: `Uri: ${unknown} not found.`,
    });
  });
});
