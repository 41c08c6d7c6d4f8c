// What writing depends on: the volume, the selection, the target, the disk.
import { describe, expect, test } from 'vitest';
import { permission } from '../../../contract/android/manifest.ts';
import {
  audioContentUri,
  downloadsContentUri,
  filesContentUri,
  imagesContentUri,
  MATCH,
  QUERY_ARG,
} from '../../../contract/android/mediaStore.ts';
import { parseUri, withAppendedId } from '../../../contract/android/uri.ts';
import { callAs } from '../../../main/activity/systemCaller.ts';
import { SYSTEM_PACKAGES } from '../../../main/packages/packageManager.ts';
import { testSystem, visibleImages } from '../../testSystem.ts';
import { CAMERA, EDITOR, insert, onDisk, picture, row, save, snapshot, write } from './writing.ts';

const images = imagesContentUri('external');
const files = filesContentUri('external');
const photo = await picture(40, 30);
const larger = await picture(80, 60);
const OLD = { ...CAMERA, packageName: 'com.example.old', targetSdk: 28 };
const LEGACY = {
  ...OLD,
  packageName: 'com.example.legacy',
  usesPermissions: [{ name: permission.READ_EXTERNAL_STORAGE }, { name: permission.WRITE_EXTERNAL_STORAGE }],
};
const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });

describe('URIs', () => {
  test.each([
    ['content://media/external/images/media/1', 'Invalid URI content://media/external/images/media/1'],
    ['content://media/external/audio/playlists', 'Invalid URI content://media/external/audio/playlists'],
    ['content://media/external/audio/artists', 'Artists cannot be directly modified'],
    ['content://media/external/nonsense', 'Invalid URI content://media/external/nonsense'],
    ['content://media/internal/images/media', 'Writing to internal storage is not supported.'],
  ])('nothing is inserted into %s', async (uri, message) => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const { contentResolver } = device.launch(CAMERA.packageName);
    await expect(contentResolver.insert(parseUri(uri), { _display_name: 'a.jpg' })).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
      message,
    });
  });

  test('a thumbnail’s own URI leads to nothing that can be changed', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const uri = await save(app, images, { _display_name: 'a.jpg' }, photo);
    const thumbnail = parseUri(`${uri}/thumbnail`);
    const refused = { message: `Unknown or unsupported URL: ${thumbnail}` };
    await expect(app.contentResolver.delete(thumbnail)).rejects.toMatchObject(refused);
    await expect(app.contentResolver.update(thumbnail, { is_favorite: 1 })).rejects.toMatchObject(refused);
    expect(await visibleImages(app)).toHaveLength(1);
  });

  test('a volume that is not there is told to new apps and hidden from old ones', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA, OLD] });
    const away = imagesContentUri('abcd-1234');
    const app = device.launch(CAMERA.packageName).contentResolver;
    const missing = { name: 'IllegalArgumentException', message: 'Volume abcd-1234 not found' };
    await expect(app.insert(away, {})).rejects.toMatchObject(missing);
    await expect(app.update(away, { is_favorite: 1 })).rejects.toMatchObject(missing);
    await expect(app.delete(away)).rejects.toMatchObject(missing);
    const old = device.launch(OLD.packageName).contentResolver;
    expect([await old.insert(away, {}), await old.update(away, { is_favorite: 1 }), await old.delete(away)]).toEqual([
      null,
      0,
      0,
    ]);
  });

  test('an insert answers on the volume it was asked on', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const named = imagesContentUri('external_primary');
    expect(await insert(app, named, { _display_name: 'a.jpg' })).toMatch(
      /^content:\/\/media\/external_primary\/images/,
    );
    expect(await insert(app, images, { _display_name: 'b.jpg' })).toMatch(/^content:\/\/media\/external\/images/);
  });
});

describe('selections', () => {
  test('are as strict as those of queries, and keep other apps’ rows out', async () => {
    await using device = await testSystem({ apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const { contentResolver } = app;
    await save(app, images, { _display_name: 'a.jpg' }, photo);
    await save(app, images, { _display_name: 'b.jpg' }, photo);
    const invalid = contentResolver.delete(images, '_id IN (SELECT _id FROM files)', null);
    await expect(invalid).rejects.toMatchObject({ message: 'Invalid token SELECT' });
    await expect(contentResolver.update(images, { is_favorite: 1 }, '(1=1', null)).rejects.toMatchObject({
      name: 'SQLiteException',
    });
    expect(await contentResolver.update(images, { is_favorite: 1 }, '1=1) OR (1=1', null)).toBe(2);
    expect(
      await contentResolver.update(images, { is_favorite: 0 }, 'media_type=? AND _display_name=?', ['1', 'a.jpg']),
    ).toBe(1);
    expect(await contentResolver.delete(images, '_display_name=?', ['a.jpg'])).toBe(1);
    expect(await visibleImages(app)).toHaveLength(1);
  });

  test('leave pending and trashed rows out unless they are asked for', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    await insert(app, images, { _display_name: 'a.jpg', is_pending: 1 });
    expect(await app.contentResolver.delete(images)).toBe(0);
    expect(await app.contentResolver.delete(images, { [QUERY_ARG.MATCH_PENDING]: MATCH.INCLUDE })).toBe(1);
  });

  test('a move needs one item', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const { contentResolver } = device.launch(CAMERA.packageName);
    await expect(contentResolver.update(images, { is_trashed: 1 })).rejects.toMatchObject({
      message: `Movement of ${images} which isn't part of well-defined collection not allowed`,
    });
  });
});

describe('values', () => {
  test('of the scanner are not an app’s to write once an item is public', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const uri = await save(app, images, { _display_name: 'a.jpg' }, photo);
    expect(await app.contentResolver.update(uri, { width: 5 })).toBe(0);
    expect(await app.contentResolver.update(uri, { width: 5, is_favorite: 1 })).toBe(1);
    expect(await row(app, uri, 'width', 'is_favorite')).toEqual({ width: '40', is_favorite: '1' });
    await expect(app.contentResolver.insert(images, { nonsense: 1 })).rejects.toMatchObject({
      message: 'Invalid column nonsense',
    });
  });

  test('a deferred scan is not waited for, and is done', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const uri = await insert(app, images, { _display_name: 'a.jpg', is_pending: 1 });
    await write(app, uri, photo);
    expect(await app.contentResolver.update(uri, { is_pending: 0 }, { 'android:query-arg-defer-scan': true })).toBe(1);
    await app.contentResolver.call('media', 'scan_file', (await row(app, uri, '_data'))?._data ?? '', null);
    expect(await row(app, uri, 'width')).toEqual({ width: '40' });
    const refused = app.contentResolver.update(uri, { is_pending: 1 }, { 'android:query-arg-do-async-scan': true });
    await expect(refused).rejects.toMatchObject({
      message: 'Unsupported argument android:query-arg-do-async-scan used in extras',
    });
  });

  test('published while it is still being written, an item ends up as its file', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const uri = await insert(app, images, { _display_name: 'a.jpg', is_pending: 1 });
    const file = await app.contentResolver.openFileDescriptor(uri, 'w');
    await file.write(0, larger.subarray(0, 100));
    expect(await app.contentResolver.update(uri, { is_pending: 0 })).toBe(1);
    await file.write(100, larger.subarray(100));
    await file.close();
    expect(await row(app, uri, 'width', '_size')).toEqual({ width: '80', _size: String(larger.length) });
  });
});

describe('an app with legacy storage', () => {
  test('names paths and changes what others own', async () => {
    await using device = await testSystem({ sdk: 29, photos: ['DCIM/a.jpg'], apps: [LEGACY] });
    const before = snapshot(device.folder);
    for (const { name } of LEGACY.usesPermissions) device.system.apps.setPermission(LEGACY.packageName, name, true);
    const app = device.launch(LEGACY.packageName);
    const [foreign = 0] = await visibleImages(app);
    const uri = withAppendedId(images, foreign);
    expect(await app.contentResolver.update(uri, { _display_name: 'b.jpg' })).toBe(1);
    expect(await row(app, uri, '_data')).toEqual({ _data: '/storage/emulated/0/DCIM/b.jpg' });
    const own = await insert(app, images, { _data: '/storage/emulated/0/Marble/c.jpg' });
    await write(app, own, photo);
    expect(await row(app, own, 'relative_path', 'width')).toEqual({ relative_path: 'Marble/', width: '40' });
    expect(await app.contentResolver.delete(images)).toBe(2);
    expect(snapshot(device.folder)).toBe(before);
  });
});

describe('deleting', () => {
  test('the shell deletes a directory with everything in it, and the folder stays', async () => {
    await using device = await testSystem({ photos: ['DCIM/Trip/a.jpg', 'DCIM/Trip/Day/b.jpg', 'DCIM/c.jpg'] });
    const before = snapshot(device.folder);
    const shell = callAs(device.system, SYSTEM_PACKAGES.shell, new AbortController().signal);
    const { provider } = device.system.media;
    const trip = { [QUERY_ARG.SQL_SELECTION]: "_data='/storage/emulated/0/DCIM/Trip'" };
    expect(await provider.delete(shell, files, trip)).toBe(1);
    const left = await provider.query(shell, files, ['relative_path', '_display_name'], null);
    expect(left?.window(0, 10)).toEqual([
      ['/', 'DCIM'],
      ['DCIM/', 'c.jpg'],
    ]);
    expect([onDisk(device, 'DCIM/Trip/a.jpg'), onDisk(device, 'DCIM/Trip')]).toEqual([null, null]);
    await provider.call(shell, 'scan_volume', 'external_primary', null);
    expect(device.system.media.rowCount('files')).toBe(2);
    expect(snapshot(device.folder)).toBe(before);
  });

  test('a directory of an app’s own goes only when nobody else has anything in it', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA, EDITOR] });
    const app = device.launch(CAMERA.packageName);
    const directory = { _display_name: 'Trip', relative_path: 'Documents/', format: 0x3001 };
    const uri = await insert(app, files, directory);
    const other = device.launch(EDITOR.packageName);
    await save(other, files, { _display_name: 'a.pdf', relative_path: 'Documents/Trip/' }, photo);
    expect(await app.contentResolver.delete(uri)).toBe(1);
    expect(onDisk(device, 'Documents/Trip/a.pdf')).not.toBeNull();
    expect(await app.contentResolver.query(files, ['_id'], null).then((cursor) => cursor?.getCount())).toBe(0);
    expect(await other.contentResolver.query(files, ['_id'], null).then((cursor) => cursor?.getCount())).toBe(1);
  });

  test('a directory that is renamed takes its rows along', async () => {
    await using device = await testSystem({ photos: ['DCIM/Trip/a.jpg', 'DCIM/Trip/Day/b.jpg'] });
    const shell = callAs(device.system, SYSTEM_PACKAGES.shell, new AbortController().signal);
    const { provider } = device.system.media;
    const idsOf = async (name: string) => {
      const args = { [QUERY_ARG.SQL_SELECTION]: '_display_name=?', [QUERY_ARG.SQL_SELECTION_ARGS]: [name] };
      return (await provider.query(shell, files, ['_id', 'relative_path'], args))?.window(0, 9) ?? [];
    };
    const [[trip] = []] = await idsOf('Trip');
    const [[photoId] = []] = await idsOf('b.jpg');
    expect(await provider.update(shell, withAppendedId(files, Number(trip)), { _display_name: 'Tour' }, null)).toBe(1);
    expect(await idsOf('b.jpg')).toEqual([[photoId, 'DCIM/Tour/Day/']]);
    await provider.call(shell, 'scan_volume', 'external_primary', null);
    expect(await idsOf('b.jpg')).toEqual([[photoId, 'DCIM/Tour/Day/']]);
    expect([onDisk(device, 'DCIM/Tour/Day/b.jpg') === null, onDisk(device, 'DCIM/Trip')]).toEqual([false, null]);
  });

  test('?deletedata=false leaves the file to the next scan, for apps of old', async () => {
    await using device = await testSystem({
      photos: [],
      apps: [CAMERA, { ...CAMERA, packageName: 'com.new', targetSdk: 35 }],
    });
    for (const [packageName, stays] of [
      [CAMERA.packageName, true],
      ['com.new', false],
    ] as const) {
      const app = device.launch(packageName);
      const uri = await save(app, images, { _display_name: `${packageName}.jpg` }, photo);
      expect(await app.contentResolver.delete(parseUri(`${uri}?deletedata=false`))).toBe(1);
      expect(onDisk(device, `Pictures/${packageName}.jpg`) !== null).toBe(stays);
    }
  });
});

describe('scan_file', () => {
  test.each([
    ['/storage/emulated/0/DCIM/a.jpg', /^content:\/\/media\/external_primary\/images\/media\/[0-9]+$/],
    ['/storage/emulated/0/Music/a.m3u', /^content:\/\/media\/external_primary\/audio\/playlists\/[0-9]+$/],
    ['/storage/emulated/0/Download/a.pdf', /^content:\/\/media\/external_primary\/file\/[0-9]+$/],
    ['/storage/emulated/0/DCIM', /^content:\/\/media\/external_primary\/file\/[0-9]+$/],
    ['/storage/emulated/0', /^content:\/\/media\/external_primary\/file\/[0-9]+$/],
    ['/storage/emulated/0/DCIM/none.jpg', null],
    ['/etc/passwd', null],
    ['/storage', null],
  ])('%s', async (path, uri) => {
    const files = { 'Music/a.m3u': '#EXTM3U', 'Download/a.pdf': '%PDF' };
    await using device = await testSystem({ photos: ['DCIM/a.jpg'], files, apps: [CAMERA] });
    const { contentResolver } = device.launch(CAMERA.packageName);
    const found = (await contentResolver.call('media', 'scan_file', path, null))?.['android.intent.extra.STREAM'];
    expect(found).toEqual(uri === null ? null : expect.stringMatching(uri));
  });
});

test('a directory asked for in other letters is the one that is there', async () => {
  await using device = await testSystem({ photos: ['DCIM/Trip/a.jpg'], apps: [CAMERA] });
  const app = device.launch(CAMERA.packageName);
  const placeOf = async (uri: Parameters<typeof row>[1]) => (await row(app, uri, '_data'))?._data;
  const first = await save(app, images, { _display_name: 'b.jpg', relative_path: 'dcim/TRIP/Day/' }, photo);
  expect(await placeOf(first)).toBe('/storage/emulated/0/DCIM/Trip/Day/b.jpg');
  const second = await save(app, images, { _display_name: 'B.jpg', relative_path: 'DCIM/trip/DAY/' }, photo);
  expect(await placeOf(second)).toBe('/storage/emulated/0/DCIM/Trip/Day/B (1).jpg');
  expect(await app.contentResolver.update(second, { relative_path: 'dcim/trip/Night/' })).toBe(1);
  expect(await placeOf(second)).toBe('/storage/emulated/0/DCIM/Trip/Night/B (1).jpg');
  expect([onDisk(device, 'dcim'), onDisk(device, 'DCIM/trip')]).toEqual([null, null]);
});

describe('deep directories', () => {
  test('are made in no time, with or without a file', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const deep = `Download/${'d/'.repeat(200)}`;
    await save(app, downloadsContentUri('external'), { _display_name: 'a.jpg', relative_path: deep }, photo);
    const uri = await insert(app, images, { _display_name: 'a.jpg', relative_path: `Pictures/${'d/'.repeat(200)}` });
    expect(onDisk(device, `${deep}a.jpg`)).not.toBeNull();
    expect(await row(app, uri, '_display_name')).toEqual({ _display_name: 'a.jpg' });
  });

  test.each([2_100, 3_000])('%i levels are longer than any path', async (levels) => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const { contentResolver } = device.launch(CAMERA.packageName);
    const directory = `Pictures/${'d/'.repeat(levels)}`;
    await expect(
      contentResolver.insert(images, { _display_name: 'a.jpg', relative_path: directory }),
    ).rejects.toMatchObject({
      name: 'IllegalStateException',
      message: `Failed to create directory: /storage/emulated/0/${directory.slice(0, -1)}`,
    });
    expect(onDisk(device, 'Pictures')).toBeNull();
  });
});

describe('a disk that is full', () => {
  test('leaves everything as it was', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const { contentResolver } = app;
    const uri = await save(app, images, { _display_name: 'a.jpg' }, photo);
    const empty = await insert(app, images, { _display_name: 'b.jpg' });
    const before = await row(app, uri, '_data', 'is_trashed', 'date_modified');
    const [volume] = device.system.volumes.all();
    const fail = () => Promise.reject(full);
    const failNow = () => {
      throw full;
    };
    Object.assign(volume?.files ?? {}, { moveFile: fail, openForWriting: fail, deleteFile: failNow, mkdirs: failNow });
    await expect(contentResolver.update(uri, { is_trashed: 1 })).rejects.toMatchObject({
      name: 'IllegalStateException',
    });
    await expect(contentResolver.delete(uri)).rejects.toMatchObject({
      name: 'SQLiteFullException',
      message: 'database or disk is full (code 13 SQLITE_FULL)',
    });
    await expect(contentResolver.openFileDescriptor(empty, 'w')).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: 'open failed: ENOSPC (No space left on device)',
    });
    await expect(contentResolver.insert(images, { relative_path: 'DCIM/New/' })).rejects.toMatchObject({
      name: 'IllegalStateException',
      message: 'Failed to create directory: /storage/emulated/0/DCIM/New',
    });
    expect(await row(app, uri, '_data', 'is_trashed', 'date_modified')).toEqual(before);
    expect(onDisk(device, 'Pictures/a.jpg')).not.toBeNull();
    expect(device.system.media.rowCount('images')).toBe(2);
  });
});

describe('two apps at once', () => {
  test('get names of their own, and each its file', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA, EDITOR] });
    const apps = [device.launch(CAMERA.packageName), device.launch(EDITOR.packageName)];
    const bytes = [photo, larger];
    const saved = await Promise.all(
      apps.map(async (app, index) => {
        const names = Array.from({ length: 8 }, (_, n) => `${index}-${n}.jpg`);
        return Promise.all(names.map((name) => save(app, images, { _display_name: name }, bytes[index] ?? photo)));
      }),
    );
    for (const [index, app] of apps.entries()) {
      for (const uri of saved[index] ?? [])
        expect(await row(app, uri, 'width')).toEqual({ width: index === 0 ? '40' : '80' });
      expect(await visibleImages(app)).toHaveLength(8);
    }
  });

  test('audio goes where audio may lie', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const uri = await insert(app, audioContentUri('external'), { _display_name: 'a.mp3', relative_path: 'Ringtones/' });
    expect(await row(app, uri, 'relative_path', 'mime_type')).toEqual({
      relative_path: 'Ringtones/',
      mime_type: 'audio/mpeg',
    });
    const note = await save(app, downloadsContentUri('external'), { _display_name: 'a.txt' }, photo);
    expect(await row(app, note, 'is_download', '_data')).toEqual({
      is_download: '1',
      _data: '/storage/emulated/0/Download/a.txt',
    });
    expect(await row(app, withAppendedId(files, Number(note.split('/').at(-1))), 'media_type')).toEqual({
      media_type: '6',
    });
  });
});
