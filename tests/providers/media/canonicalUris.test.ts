import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { parseUri, type Uri } from '../../../contract/android/uri.ts';
import { type Context, MediaStore } from '../../../sdk/index.ts';
import { GALLERY, rowsOf, type TestSystem, testSystem } from '../../testSystem.ts';

const IMAGES = MediaStore.Images.Media.EXTERNAL_CONTENT_URI;
const AUDIO = MediaStore.Audio.Media.EXTERNAL_CONTENT_URI;
const LISTENER = {
  ...GALLERY,
  usesPermissions: [...GALLERY.usesPermissions, { name: 'android.permission.READ_MEDIA_AUDIO' }],
};

function documentPhoto(documentId: string): Promise<Uint8Array> {
  const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmpMM:DocumentID="${documentId}"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
  return sharp({ create: { width: 8, height: 8, channels: 3, background: '#123456' } })
    .withXmp(xmp)
    .jpeg()
    .toBuffer();
}

async function library(files: Readonly<Record<string, Uint8Array | string>>): Promise<TestSystem> {
  const device = await testSystem({ photos: [], files, apps: [LISTENER] });
  await device.system.apps.setPhotoAccess(LISTENER.packageName, 'full', []);
  device.system.apps.setPermission(LISTENER.packageName, 'android.permission.READ_MEDIA_AUDIO', true);
  return device;
}

async function item(app: Context, collection: Uri, name: string): Promise<Uri> {
  const rows = await rowsOf(await app.contentResolver.query(collection, ['_id'], '_display_name=?', [name], null));
  return parseUri(`${collection}/${rows[0]?._id}`);
}

describe('canonicalize', () => {
  test('an image is found by its document id, a song by its title', async () => {
    await using device = await library({
      'Pictures/a.jpg': await documentPhoto('xmp.did:1 2'),
      'Music/song & dance.mp3': 'x',
    });
    const app = device.launch(LISTENER.packageName);
    const image = await item(app, IMAGES, 'a.jpg');
    const song = await item(app, AUDIO, 'song & dance.mp3');
    expect(await app.contentResolver.canonicalize(image)).toBe(`${image}?document_id=xmp.did%3A1%202&canonical=1`);
    expect(await app.contentResolver.canonicalize(song)).toBe(`${song}?title=song%20%26%20dance&canonical=1`);
  });

  test('a canonical one stays; what has nothing to be found by, or is not there, has none', async () => {
    await using device = await library({
      'Pictures/plain.jpg': await sharp({ create: { width: 8, height: 8, channels: 3, background: '#123' } })
        .jpeg()
        .toBuffer(),
    });
    const { contentResolver } = device.launch(LISTENER.packageName);
    const plain = await item(device.launch(LISTENER.packageName), IMAGES, 'plain.jpg');
    const canonical = parseUri(`${plain}?canonical=1`);
    expect(await contentResolver.canonicalize(canonical)).toBe(canonical);
    for (const uri of [plain, parseUri(`${IMAGES}/999`), IMAGES, parseUri('content://media/external/file/1')])
      expect(await contentResolver.canonicalize(uri)).toBeNull();
  });
});

describe('uncanonicalize', () => {
  test('the same id while the attribute agrees, else the one item that has it', async () => {
    await using device = await library({ 'Pictures/a.jpg': await documentPhoto('did:a') });
    const app = device.launch(LISTENER.packageName);
    const image = await item(app, IMAGES, 'a.jpg');
    const uncanonicalize = (text: string) => app.contentResolver.uncanonicalize(parseUri(text));
    expect(await uncanonicalize(`${image}?document_id=did%3Aa&canonical=1`)).toBe(image);
    expect(await uncanonicalize(`${IMAGES}/999?document_id=did%3Aa&canonical=1`)).toBe(image);
    expect(await uncanonicalize(`${image}?document_id=other&canonical=1`)).toBeNull();
    expect(await uncanonicalize(`${image}?x=1`)).toBe(`${image}?x=1`);
  });

  test('two items with the same are none', async () => {
    const bytes = await documentPhoto('did:a');
    await using device = await library({ 'Pictures/a.jpg': bytes, 'Pictures/b.jpg': bytes });
    const { contentResolver } = device.launch(LISTENER.packageName);
    const stale = parseUri(`${IMAGES}/999?document_id=did%3Aa&canonical=1`);
    expect(await contentResolver.uncanonicalize(stale)).toBeNull();
  });

  test('query, type and open take a canonical URI', async () => {
    await using device = await library({ 'Pictures/a.jpg': await documentPhoto('did:a') });
    const { contentResolver } = device.launch(LISTENER.packageName);
    const stale = parseUri(`${IMAGES}/999?document_id=did%3Aa&canonical=1`);
    expect(await rowsOf(await contentResolver.query(stale, ['_display_name'], null))).toEqual([
      { _display_name: 'a.jpg' },
    ]);
    expect(await contentResolver.getType(stale)).toBe('image/jpeg');
    await using file = await contentResolver.openFileDescriptor(stale, 'r');
    expect(file.getStatSize()).toBeGreaterThan(0);
  });

  test('update and delete take one too', async () => {
    await using device = await library({});
    const { contentResolver } = device.launch(LISTENER.packageName);
    const uri = await contentResolver.insert(IMAGES, { _display_name: 'mine.jpg' });
    if (uri === null) throw new Error('Nothing was inserted.');
    {
      await using file = await contentResolver.openFileDescriptor(uri, 'w');
      await file.write(0, await documentPhoto('did:mine'));
    }
    const stale = parseUri(`${IMAGES}/999?document_id=did%3Amine&canonical=1`);
    expect(await contentResolver.update(stale, { is_favorite: 1 }, null)).toBe(1);
    expect(await rowsOf(await contentResolver.query(uri, ['is_favorite'], null))).toEqual([{ is_favorite: '1' }]);
    expect(await contentResolver.delete(stale)).toBe(1);
    expect(await rowsOf(await contentResolver.query(uri, ['_id'], null))).toEqual([]);
  });

  test('nobody finds what they may not see', async () => {
    await using device = await testSystem({ photos: [], files: { 'Pictures/a.jpg': await documentPhoto('did:a') } });
    const { contentResolver } = device.launch(GALLERY.packageName);
    const canonical = parseUri(`${IMAGES}/999?document_id=did%3Aa&canonical=1`);
    expect(await contentResolver.uncanonicalize(canonical)).toBeNull();
  });
});
