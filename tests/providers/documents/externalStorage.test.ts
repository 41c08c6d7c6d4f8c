import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  buildChildDocumentsUri,
  buildDocumentUriUsingTree,
  buildRootsUri,
  buildSearchDocumentsUri,
  buildTreeDocumentUri,
  CALL_KEY,
  EXTERNAL_STORAGE_AUTHORITY,
  QUERY_ARG_DISPLAY_NAME,
} from '../../../contract/android/documentsContract.ts';
import { EXTRA_HONORED_ARGS, filesContentUri, QUERY_ARG } from '../../../contract/android/mediaStore.ts';
import { contentUri } from '../../../contract/android/uri.ts';
import { callAs } from '../../../main/activity/systemCaller.ts';
import { SYSTEM_PACKAGES } from '../../../main/packages/packageManager.ts';
import type { System } from '../../../main/system.ts';
import { testSystem, writeInto } from '../../testSystem.ts';
import { StorageProbe, uriOf } from './storageProbe.ts';

const authority = EXTERNAL_STORAGE_AUTHORITY;
const tree = (documentId: string, below: string) =>
  buildDocumentUriUsingTree(buildTreeDocumentUri(authority, documentId), below);

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-usb-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) writeInto(join(folder, path), text);
  return folder;
}

/** Notices on URIs of the provider. */
function watch(system: System): string[] {
  const told: string[] = [];
  system.observers.register(contentUri(authority, []), true, (uris) => told.push(...uris));
  return told;
}

async function mediaRow(system: System, path: string): Promise<unknown> {
  const call = callAs(system, SYSTEM_PACKAGES.photoPicker, new AbortController().signal);
  const args = { [QUERY_ARG.SQL_SELECTION]: '_data=?', [QUERY_ARG.SQL_SELECTION_ARGS]: [path] };
  const result = await system.resolver.query(call, filesContentUri('external'), ['_size', 'mime_type'], args);
  return result?.window(0, 1)[0] ?? null;
}

describe('roots', () => {
  test('one for each volume that is mounted; what is taken out is gone at once, with all below it', async () => {
    await using device = await testSystem({ photos: [] });
    const storage = new StorageProbe(device.system);
    const told = watch(device.system);
    const stick = await device.system.mountVolume({ folder: folderWith({ 'a.txt': 'a' }), kind: 'usb' });
    expect(told).toEqual([`content://${authority}`]);
    const roots = await storage.query(buildRootsUri(authority), [
      'root_id',
      'flags',
      'title',
      'available_bytes',
      'icon',
    ]);
    expect(roots).toEqual([
      { root_id: 'primary', flags: 65_563, title: 'Internal storage', available_bytes: -1, icon: null },
      { root_id: stick.id, flags: 655_419, title: 'USB drive', available_bytes: -1, icon: null },
    ]);
    expect(await storage.children(`${stick.id}:`)).toEqual([`${stick.id}:a.txt`]);
    await storage.call('EJECT_ROOT', { [CALL_KEY.URI]: contentUri(authority, ['root', stick.id]) });
    expect(await storage.document(`${stick.id}:a.txt`)).toBeNull();
    await expect(storage.open(`${stick.id}:a.txt`, 'r')).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: `No root for ${stick.id}`,
    });
  });

  test('Documents is one of its own on Android 10, where free bytes are told', async () => {
    await using device = await testSystem({ photos: [], files: { 'Documents/a.txt': 'a' }, sdk: 29 });
    const storage = new StorageProbe(device.system);
    const roots = (await storage.query(buildRootsUri(authority))) ?? [];
    expect(roots.map(({ root_id, flags }) => [root_id, flags])).toEqual([
      ['primary', 65_563],
      ['home', 27],
    ]);
    expect(roots[0]?.available_bytes).toBeGreaterThan(0);
    expect(roots[1]?.available_bytes).toBe(-1);
    expect(await storage.children('primary:')).toContain('home:');
    expect(await storage.children('primary:Documents')).toEqual(['home:a.txt']);
    expect(await storage.text('home:a.txt')).toBe('a');
  });
});

describe('documents', () => {
  test('rows, hidden directories and what is no directory', async () => {
    const files = { 'DCIM/a.jpg': 'x', 'Android/data/com.x/f': 'x', 'Android/media/m.txt': 'x', '.hidden/b': 'x' };
    await using device = await testSystem({ photos: [], files });
    const storage = new StorageProbe(device.system);
    expect(await storage.document('primary:DCIM/a.jpg')).toMatchObject({
      ...{
        document_id: 'primary:DCIM/a.jpg',
        mime_type: 'image/jpeg',
        _display_name: 'a.jpg',
        flags: 16_711,
        _size: 1,
      },
      last_modified: expect.any(Number),
    });
    expect(await storage.document('primary:')).toMatchObject({ _display_name: '0', flags: 49_484 });
    expect(await storage.children('primary:')).toEqual(['primary:.hidden', 'primary:Android', 'primary:DCIM']);
    expect(await storage.children('primary:Android')).toEqual(['primary:Android/media']);
    expect(await storage.children('primary:Android/data')).toEqual([]);
    expect(await storage.document('primary:Android/data/com.x/f')).not.toBeNull();
    expect(await storage.query(buildChildDocumentsUri(authority, 'primary:DCIM/a.jpg'))).toEqual([]);
    expect(await storage.document('primary:dcim/A.JPG')).toMatchObject({ _display_name: 'A.JPG', _size: 1 });
  });

  const strange = [
    'primary:../../etc',
    'primary:a\0b',
    'primary:%2e%2e/x',
    `primary:${'é'.repeat(200)}`,
    'primary:a:b',
  ];
  test.each(strange)('%j is no document, and leads nowhere', async (documentId) => {
    await using device = await testSystem({ photos: [], files: { 'a.txt': 'a' } });
    const storage = new StorageProbe(device.system);
    expect(await storage.document(documentId)).toBeNull();
    await expect(storage.open(documentId, 'r')).rejects.toMatchObject({ name: 'FileNotFoundException' });
    await expect(storage.delete(documentId)).rejects.toMatchObject({ name: 'FileNotFoundException' });
    expect(readdirSync(device.folder)).toEqual(['a.txt']);
  });

  test('a link out of the volume shows nothing of what it leads to', async () => {
    const outside = folderWith({ 'secret.txt': 'secret' });
    await using device = await testSystem({ photos: [], files: { 'a.txt': 'a' } });
    symlinkSync(outside, join(device.folder, 'out'));
    const storage = new StorageProbe(device.system);
    expect(await storage.children('primary:')).toEqual(['primary:a.txt']);
    expect(await storage.document('primary:out/secret.txt')).toBeNull();
    await expect(storage.create('primary:out', 'text/plain', 'x.txt')).rejects.toMatchObject({
      name: 'FileNotFoundException',
    });
    expect(readdirSync(outside)).toEqual(['secret.txt']);
  });

  test('a link in a tree leads to nothing that is not below the tree itself', async () => {
    await using device = await testSystem({
      photos: [],
      files: { 'mine/in/a.txt': 'a', 'mine/b.txt': 'b', 'secret/s.txt': 's' },
    });
    for (const [name, target] of [
      ['to', '../secret'],
      ['file.txt', '../secret/s.txt'],
      ['up', '..'],
      ['within', 'in'],
    ] as const)
      symlinkSync(target, join(device.folder, 'mine', name));
    const storage = new StorageProbe(device.system);
    const ids = async (below: string) =>
      (await storage.query(tree('primary:mine', `primary:mine/${below}`)))?.map(({ document_id }) => document_id);
    for (const below of ['to', 'to/s.txt', 'file.txt', 'up', 'up/secret/s.txt'])
      await expect(ids(below)).rejects.toMatchObject({ name: 'SecurityException' });
    for (const below of ['in/a.txt', 'within/a.txt', 'up/mine/b.txt'])
      expect(await ids(below)).toEqual([`primary:mine/${below}`]);
    await storage.save('primary:mine/in/a.txt', 'w', 'in the layer above');
    expect(await ids('in/a.txt')).toEqual(['primary:mine/in/a.txt']);
    const ofLink = await storage.query(tree('primary:mine/to', 'primary:mine/to/s.txt'));
    expect(ofLink?.map(({ document_id }) => document_id)).toEqual(['primary:mine/to/s.txt']);
  });

  test('of a tree: what is below it, what is not, and what is gone', async () => {
    await using device = await testSystem({ photos: [], files: { 'DCIM/a/b.txt': 'b', 'DCIM2/c.txt': 'c' } });
    const storage = new StorageProbe(device.system);
    expect(await storage.query(tree('primary:DCIM', 'primary:DCIM/a/b.txt'))).toHaveLength(1);
    await expect(storage.query(tree('primary:DCIM', 'primary:DCIM2/c.txt'))).rejects.toMatchObject({
      name: 'SecurityException',
    });
    await expect(storage.query(tree('primary:DCIM', 'primary:DCIM/../DCIM2/c.txt'))).rejects.toMatchObject({
      name: 'SecurityException',
    });
    await expect(storage.query(tree('primary:', 'primary:gone'))).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message:
        'Failed to determine if primary:gone is child of primary:: java.io.FileNotFoundException: Missing file for primary:gone at /storage/emulated/0/gone',
    });
    const found = await storage.call('FIND_DOCUMENT_PATH', { [CALL_KEY.URI]: uriOf('primary:DCIM/a/b.txt') });
    expect(found?.[CALL_KEY.RESULT]).toEqual({
      rootId: 'primary',
      path: ['primary:', 'primary:DCIM', 'primary:DCIM/a', 'primary:DCIM/a/b.txt'],
    });
  });

  test('a search goes breadth first, stops at 23 and leaves hidden directories out', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`deep/er/match${n}.txt`, 'x']));
    await using device = await testSystem({
      photos: [],
      files: { ...files, 'match.txt': 'x', match: 'x', 'Android/data/match.txt': 'x', 'MATCHES/a': 'x' },
    });
    const storage = new StorageProbe(device.system);
    const uri = buildSearchDocumentsUri(authority, 'primary', 'match');
    const found = (await storage.query(uri, ['document_id'], { [QUERY_ARG_DISPLAY_NAME]: 'match' })) ?? [];
    expect(found).toHaveLength(23);
    expect(found.slice(0, 2).map(({ document_id }) => document_id)).toEqual(
      expect.arrayContaining(['primary:match.txt', 'primary:MATCHES']),
    );
    const call = callAs(device.system, SYSTEM_PACKAGES.documentsUi, new AbortController().signal);
    const result = await device.system.resolver.query(call, uri, null, { [QUERY_ARG_DISPLAY_NAME]: 'zzz', other: 1 });
    expect([result?.count, result?.extras]).toEqual([0, { [EXTRA_HONORED_ARGS]: [QUERY_ARG_DISPLAY_NAME] }]);
  });
});

describe('edits', () => {
  test('are in MediaStore and told to who lists the directory when they return', async () => {
    await using device = await testSystem({ photos: [], files: { 'Download/a.txt': 'a' } });
    const { system } = device;
    const storage = new StorageProbe(system);
    const told = watch(system);
    const listing = buildChildDocumentsUri(authority, 'primary:Download');
    const id = await storage.create('primary:Download', 'text/plain', 'new');
    expect(id).toBe('primary:Download/new.txt');
    expect(told).toContain(listing);
    expect(await mediaRow(system, '/storage/emulated/0/Download/new.txt')).toEqual([0, 'text/plain']);
    told.length = 0;
    await storage.save(id, 'w', 'hello');
    expect(told).toContain(listing);
    expect(await mediaRow(system, '/storage/emulated/0/Download/new.txt')).toEqual([5, 'text/plain']);
    const renamed = await storage.rename(id, 'other.csv');
    expect(renamed).toBe('primary:Download/other.csv');
    expect(await mediaRow(system, '/storage/emulated/0/Download/new.txt')).toBeNull();
    expect(await mediaRow(system, '/storage/emulated/0/Download/other.csv')).not.toBeNull();
    const directory = await storage.create('primary:', 'vnd.android.document/directory', 'my.dir');
    const moved = await storage.move(renamed, 'primary:Download', directory);
    expect([moved, await storage.text(moved)]).toEqual(['primary:my.dir/other.csv', 'hello']);
    await storage.delete(directory);
    expect(await storage.document(moved)).toBeNull();
    expect(await mediaRow(system, '/storage/emulated/0/my.dir/other.csv')).toBeNull();
    expect(readdirSync(device.folder)).toEqual(['Download']);
  });

  test('an app that renames what it has alone loses it: the old URI is revoked before its modes are copied', async () => {
    await using device = await testSystem({ photos: [], files: { 'a.txt': 'a' } });
    const app = device.launch('com.example.gallery');
    const { uriGrants } = device.system;
    const uri = uriOf('primary:a.txt');
    uriGrants.grant({ to: 'com.example.gallery', uri, modeFlags: 0x43, owner: null, why: 'a test' });
    const extras = { [CALL_KEY.URI]: uri, _display_name: 'b.txt' };
    const renamed = await app.contentResolver.call(authority, 'android:renameDocument', null, extras);
    expect(renamed).toEqual({ [CALL_KEY.URI]: uriOf('primary:b.txt') });
    expect(uriGrants.list()).toEqual([]);
  });

  test('what is refused has the words of FileSystemProvider', async () => {
    await using device = await testSystem({ photos: [], files: { 'a.txt': 'a', 'd/a.txt': 'b', 'd/e/f.txt': 'c' } });
    const { system } = device;
    const storage = new StorageProbe(system);
    const state = (message: string) => ({ name: 'IllegalStateException', message });
    await expect(storage.create('primary:a.txt', 'text/plain', 'x')).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message: "Parent document isn't a directory",
    });
    await expect(storage.move('primary:a.txt', 'primary:', 'primary:d')).rejects.toMatchObject(
      state('Already exists /storage/emulated/0/d/a.txt'),
    );
    await expect(storage.move('primary:d', 'primary:', 'primary:d/e')).rejects.toMatchObject(
      state('Failed to move to /storage/emulated/0/d/e/d'),
    );
    await expect(storage.delete('primary:')).rejects.toMatchObject(state('Failed to delete /storage/emulated/0'));
    await expect(storage.rename('primary:', 'x')).rejects.toMatchObject(
      state('Failed to rename to /storage/emulated/x'),
    );
    await system.volumes.setLimits('primary', { readOnly: true });
    expect(await storage.document('primary:a.txt')).toMatchObject({ flags: 0 });
    await expect(storage.create('primary:', 'text/plain', 'x')).rejects.toMatchObject(
      state('Failed to touch /storage/emulated/0/x.txt: java.io.IOException: Read-only file system'),
    );
    await expect(storage.delete('primary:a.txt')).rejects.toMatchObject(
      state('Failed to delete /storage/emulated/0/a.txt'),
    );
    await expect(storage.open('primary:a.txt', 'rw')).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: 'open failed: EROFS (Read-only file system)',
    });
    await system.volumes.setLimits('primary', { readOnly: false, quotaBytes: 3 });
    await expect(storage.create('primary:', 'text/plain', 'x')).rejects.toMatchObject(
      state('Failed to touch /storage/emulated/0/x.txt: java.io.IOException: No space left on device'),
    );
  });

  test('what was given for a document that is moved is gone; a tree is not looked at then, and is when it is deleted', async () => {
    await using device = await testSystem({ photos: [], files: { 'a/x.txt': 'x', 'b/keep': '', 'a/t/y': 'y' } });
    const { uriGrants } = device.system;
    const storage = new StorageProbe(device.system);
    const treeUri = (documentId: string) => buildTreeDocumentUri(authority, documentId);
    const given = [uriOf('primary:a/x.txt'), uriOf('primary:a/t'), treeUri('primary:a/t'), treeUri('primary:a')];
    for (const uri of given)
      uriGrants.grant({ to: 'com.example.gallery', uri, modeFlags: 1, owner: null, why: 'a test' });
    const left = () => given.filter((uri) => uriGrants.mayRead('com.example.gallery', uri));
    await storage.move('primary:a/x.txt', 'primary:a', 'primary:b');
    await storage.move('primary:a/t', 'primary:a', 'primary:b');
    expect(left()).toEqual([treeUri('primary:a/t'), treeUri('primary:a')]);
    await storage.delete('primary:a');
    expect(left()).toEqual([treeUri('primary:a/t')]);
  });

  test('two of one name at the same time are two documents', async () => {
    await using device = await testSystem({ photos: [], files: { 'a/x.txt': '1', 'b/x.txt': '2' } });
    const storage = new StorageProbe(device.system);
    const ids = await Promise.all(['a', 'b', 'c'].map(() => storage.create('primary:', 'text/plain', 'n.txt')));
    expect([...ids].sort()).toEqual(['primary:n (1).txt', 'primary:n (2).txt', 'primary:n.txt']);
    const moves = await Promise.allSettled(
      ['a', 'b'].map((from) => storage.move(`primary:${from}/x.txt`, `primary:${from}`, 'primary:')),
    );
    expect(moves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a change of the folder itself is told, too', async () => {
    await using device = await testSystem({ photos: [], files: { 'DCIM/a.txt': 'a' } });
    await device.system.media.watching();
    const listing = buildChildDocumentsUri(authority, 'primary:DCIM');
    const { promise, resolve } = Promise.withResolvers<void>();
    using _observer = device.system.observers.register(listing, false, () => resolve());
    writeInto(join(device.folder, 'DCIM/b.txt'), 'b');
    await promise;
    expect(await new StorageProbe(device.system).children('primary:DCIM')).toContain('primary:DCIM/b.txt');
  });
});

describe('metadata', () => {
  test('of a directory: files and bytes of all below it; of a JPEG: its EXIF; of others nothing', async () => {
    const photo = 'DCIM/p.jpg';
    const camera = await sharp({ create: { width: 8, height: 4, channels: 3, background: '#000' } })
      .withExif({
        IFD0: { Make: 'Maker', Model: 'Model 1', DateTime: '2024:05:01 10:00:00' },
        IFD2: { FocalLength: '50/1', ExposureTime: '1/200', FNumber: '28/10' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 30/1 1234/100' },
      })
      .jpeg()
      .toBuffer();
    await using device = await testSystem({
      photos: [photo],
      files: { 'd/a': '12', 'd/e/b': '345', 'x.png': 'x', 'c.jpg': camera },
    });
    const storage = new StorageProbe(device.system);
    const metadata = (id: string) => storage.call('GET_DOCUMENT_METADATA', { [CALL_KEY.URI]: uriOf(id) });
    expect((await metadata('primary:d'))?.[CALL_KEY.RESULT] ?? (await metadata('primary:d'))).toEqual({
      'android:metadataTreeCount': 2,
      'android:metadataTreeSize': 5,
    });
    expect(await metadata(`primary:${photo}`)).toMatchObject({
      'android:documentMetadataTypes': ['android:documentExif'],
      'android:documentExif': { ImageWidth: 64, ImageLength: 48 },
    });
    expect((await metadata('primary:c.jpg'))?.['android:documentExif']).toEqual({
      ...{ Make: 'Maker', Model: 'Model 1', DateTime: '2024:05:01 10:00:00', ImageWidth: 8, ImageLength: 4 },
      ...{ FocalLength: 50, ExposureTime: 0.005, FNumber: 2.8, Orientation: 1 },
      ...{ GPSLatitudeRef: 'N', GPSLatitude: '48/1,30/1,1234/100' },
    });
    expect(await metadata('primary:x.png')).toBeNull();
    await expect(metadata('primary:gone')).rejects.toMatchObject({
      message: "Can't find the file for documentId: primary:gone",
    });
  });
});

describe('thumbnails', () => {
  test('are those of MediaStore; a picture without a row is answered itself, and what is no picture as it is', async () => {
    const photo = 'DCIM/p.jpg';
    await using device = await testSystem({ photos: [photo], files: { 'hidden/.nomedia': '', 'hidden/x.png': 'png' } });
    const call = callAs(device.system, SYSTEM_PACKAGES.documentsUi, new AbortController().signal);
    const thumbnail = async (documentId: string) => {
      const opened = await device.system.resolver.openThumbnail(call, uriOf(documentId), { width: 32, height: 32 });
      return 'path' in opened ? readFileSync(opened.path) : null;
    };
    const small = await thumbnail(`primary:${photo}`);
    expect((await sharp(small ?? '').metadata()).format).toBe('jpeg');
    expect(small?.equals(readFileSync(join(device.folder, photo)))).toBe(false);
    expect((await thumbnail('primary:hidden/x.png'))?.toString()).toBe('png');
    await expect(thumbnail('primary:gone.jpg')).rejects.toMatchObject({ name: 'FileNotFoundException' });
  });
});

describe('names', () => {
  test.each([
    ['half a character \ud800', 'half a character \ufffd.txt'],
    ['..', '(invalid).txt'],
    ['a\0b\nc', 'a_b_c.txt'],
    ['.nomedia', '.nomedia.txt'],
  ])('%j becomes %j', async (displayName, name) => {
    await using device = await testSystem({ photos: [], files: { 'a.txt': 'a' } });
    const storage = new StorageProbe(device.system);
    expect(await storage.create('primary:', 'text/plain', displayName)).toBe(`primary:${name}`);
    expect(await storage.document(`primary:${name}`)).toMatchObject({ _display_name: name, _size: 0 });
  });

  test('one that is too long for the disk with its number is refused, and nothing is made', async () => {
    await using device = await testSystem({ photos: [], files: { 'a.txt': 'a' } });
    const storage = new StorageProbe(device.system);
    const long = `${'n'.repeat(251)}.txt`;
    expect(await storage.create('primary:', 'text/plain', long)).toBe(`primary:${long}`);
    await expect(storage.create('primary:', 'text/plain', long)).rejects.toMatchObject({
      name: 'IllegalStateException',
      message: expect.stringMatching(/^Failed to touch .*: java\.io\.IOException: File name too long$/),
    });
    expect(await storage.children('primary:')).toHaveLength(2);
  });
});

test('a listing is read in windows: what went meanwhile is an empty file that nobody may change', async () => {
  await using device = await testSystem({ photos: [] });
  const { system } = device;
  const stick = await system.mountVolume({ folder: folderWith({ 'a.txt': 'a', 'b.txt': 'bb' }), kind: 'usb' });
  const call = callAs(system, SYSTEM_PACKAGES.documentsUi, new AbortController().signal);
  const listing = await system.resolver.query(
    call,
    buildChildDocumentsUri(authority, `${stick.id}:`),
    ['_size', 'flags'],
    {},
  );
  expect(listing?.count).toBe(2);
  expect([listing?.window(0, 1), listing?.window(1, 1)].flat(2).sort()).toEqual([1, 2, 326, 326]);
  await system.unmountVolume(stick.id, 'removed');
  expect(listing?.window(0, 2)).toEqual([
    [0, 0],
    [0, 0],
  ]);
});
