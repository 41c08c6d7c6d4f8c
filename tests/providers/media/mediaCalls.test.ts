import { describe, expect, test } from 'vitest';
import { getDocumentId } from '../../../contract/android/documentsContract.ts';
import { permission } from '../../../contract/android/manifest.ts';
import { filesContentUri, imagesContentUri, pickerUri, videoContentUri } from '../../../contract/android/mediaStore.ts';
import { parseUri, type Uri, withAppendedId } from '../../../contract/android/uri.ts';
import { SYSTEM_PACKAGES } from '../../../main/packages/packageManager.ts';
import { documentIdOf, grantedDocumentUri, pathOfDocumentId } from '../../../main/providers/media/documentUris.ts';
import { type Context, MediaStore } from '../../../sdk/index.ts';
import { grantWrite } from '../../support/uriGrants.ts';
import { GALLERY, rowsOf, type TestSystem, testSystem, visibleImages, writePhoto } from '../../testSystem.ts';

const EXTERNAL = imagesContentUri('external');
const FIRST = '/storage/emulated/0/DCIM/Camera/IMG_20240520_120000.jpg';
const DOCUMENT = parseUri(
  'content://com.android.externalstorage.documents/document/primary%3ADCIM%2FCamera%2FIMG_20240520_120000.jpg',
);

async function full(device: TestSystem): Promise<Context> {
  await device.system.apps.setPhotoAccess(GALLERY.packageName, 'full', []);
  return device.launch(GALLERY.packageName);
}

function call(app: Context, method: string, arg: string | null = null, extras: Record<string, unknown> | null = null) {
  return app.contentResolver.call('media', method, arg, extras);
}

async function idOf(app: Context, path: string): Promise<number> {
  const rows = await rowsOf(await app.contentResolver.query(EXTERNAL, ['_id'], '_data=?', [path], null));
  return Number(rows[0]?._id);
}

describe('versions and generations', () => {
  test('the version has the schema and the name of the database; a volume that is gone has none', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    expect(await MediaStore.getVersion(app)).toMatch(/^1506:[0-9a-f-]{36}$/);
    expect(await MediaStore.getVersion(app, 'abcd-1234')).toBeNull();
    await expect(MediaStore.getGeneration(app, 'abcd-1234')).rejects.toMatchObject({
      name: 'IllegalStateException',
      message: "Failed to get generation for volume 'abcd-1234'. The ContentResolver call returned null.",
    });
  });

  test('the generation grows with a change', async () => {
    await using device = await testSystem();
    const app = await full(device);
    const before = await MediaStore.getGeneration(app, 'external_primary');
    await writePhoto(`${device.folder}/Pictures/new.jpg`, 0);
    await MediaStore.scanFile(app.contentResolver, '/storage/emulated/0/Pictures/new.jpg');
    expect(await MediaStore.getGeneration(app, 'external_primary')).toBeGreaterThan(before);
  });
});

describe('scans', () => {
  test('one file answers its URI, a file that is not there answers null', async () => {
    await using device = await testSystem();
    const app = await full(device);
    const before = await visibleImages(app);
    await writePhoto(`${device.folder}/Pictures/new.jpg`, 0);
    const uri = await MediaStore.scanFile(app.contentResolver, '/storage/emulated/0/Pictures/new.jpg');
    const [added] = (await visibleImages(app)).filter((id) => !before.includes(id));
    expect(uri).toBe(`content://media/external_primary/images/media/${added}`);
    expect(await MediaStore.scanFile(app.contentResolver, '/storage/emulated/0/Pictures/none.jpg')).toBeNull();
    expect(await MediaStore.scanFile(app.contentResolver, '/data/local/tmp/x.jpg')).toBeNull();
  });

  test('a volume; one that is not there is only logged; a name that is none throws', async () => {
    await using device = await testSystem();
    const app = await full(device);
    await writePhoto(`${device.folder}/Pictures/new.jpg`, 0);
    await MediaStore.scanVolume(app.contentResolver, 'external_primary');
    await MediaStore.waitForIdle(app.contentResolver);
    expect(await visibleImages(app)).toHaveLength(11);
    await MediaStore.scanVolume(app.contentResolver, 'abcd-1234');
    expect(device.system.logcat.lines().at(-1)?.message).toContain('abcd-1234');
    await expect(MediaStore.scanVolume(app.contentResolver, 'SDCARD')).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message: 'Invalid volume name: SDCARD',
    });
  });
});

describe('documents', () => {
  test.each([
    ['/storage/emulated/0/DCIM/a b.jpg', 'primary:DCIM/a b.jpg'],
    ['/storage/emulated/0', 'primary:'],
    ['/storage/ABCD-1234/x/y', 'ABCD-1234:x/y'],
  ])('%s is %s, and back', (path, id) => {
    expect([documentIdOf(path), pathOfDocumentId(id)]).toEqual([id, path]);
  });

  test.each(['/storage/emulated/10/x', '/data/x', '/storage'])('%s is no document', (path) => {
    expect(documentIdOf(path)).toBeNull();
  });

  test.each([
    ['the document itself', [['document/primary%3Aa%2Fb', 1]], 'document/primary%3Aa%2Fb'],
    [
      'a tree it is in before itself',
      [
        ['document/primary%3Aa%2Fb', 1],
        ['tree/primary%3Aa', 1],
      ],
      'tree/primary%3Aa/document/primary%3Aa%2Fb',
    ],
    [
      'both modes before one',
      [
        ['document/primary%3Aa%2Fb', 3],
        ['tree/primary%3Aa', 1],
      ],
      'document/primary%3Aa%2Fb',
    ],
    [
      'a tree with both modes before all',
      [
        ['document/primary%3Aa%2Fb', 3],
        ['tree/primary%3A', 3],
      ],
      'tree/primary%3A/document/primary%3Aa%2Fb',
    ],
    ['not a tree beside it', [['tree/primary%3Aaa', 3]], null],
  ] as const)('an item’s document is reached by %s', (_, persisted, expected) => {
    const base = 'content://com.android.externalstorage.documents';
    const permissions = persisted.map(([path, modeFlags]) => ({
      uri: parseUri(`${base}/${path}`),
      modeFlags,
      persistedTime: 0,
    }));
    expect(grantedDocumentUri('primary:a/b', permissions)).toBe(expected === null ? null : `${base}/${expected}`);
  });

  test('the id in a tree is the last one', () => {
    const inTree = parseUri('content://a/tree/primary%3ADCIM/document/primary%3ADCIM%2Fa.jpg');
    expect(getDocumentId(inTree)).toBe('primary:DCIM/a.jpg');
    expect(() => getDocumentId(parseUri('content://a/root/x'))).toThrow('Invalid URI: content://a/root/x');
  });

  test('an item’s document: read access first, then a grant of the document', async () => {
    await using device = await testSystem();
    const app = await full(device);
    const item = withAppendedId(EXTERNAL, await idOf(app, FIRST));
    await expect(MediaStore.getDocumentUri(app, item)).rejects.toMatchObject({
      name: 'SecurityException',
      message: `The app is not given any access to the document under path ${FIRST} with permissions granted in []`,
    });
    device.system.uriGrants.grant({ to: GALLERY.packageName, uri: DOCUMENT, modeFlags: 65, owner: null, why: '' });
    await expect(MediaStore.getDocumentUri(app, item)).rejects.toMatchObject({ name: 'SecurityException' });
    await app.contentResolver.takePersistableUriPermission(DOCUMENT, 1);
    expect(await MediaStore.getDocumentUri(app, item)).toBe(DOCUMENT);
    await expect(MediaStore.getDocumentUri(app, withAppendedId(EXTERNAL, 999))).rejects.toMatchObject({
      name: 'SecurityException',
      message: `com.example.gallery has no access to ${withAppendedId(EXTERNAL, 999)}`,
    });
  });

  test('a document’s item: a grant of the document, which is copied', async () => {
    await using device = await testSystem();
    const app = device.launch(GALLERY.packageName);
    const { uid } = device.system.packages.find(GALLERY.packageName) ?? { uid: 0 };
    await expect(MediaStore.getMediaUri(app, DOCUMENT)).rejects.toMatchObject({
      name: 'SecurityException',
      message: `MediaProvider: User ${uid} does not have read permission on ${DOCUMENT}.`,
    });
    grantWrite(device.system, GALLERY.packageName, DOCUMENT);
    const item = await MediaStore.getMediaUri(app, DOCUMENT);
    expect(item).toMatch(/^content:\/\/media\/external_primary\/file\/\d+$/);
    expect(device.system.uriGrants.mayWrite(GALLERY.packageName, item as Uri)).toBe(true);
  });

  test('only two providers have items, and only of files that are there', async () => {
    await using device = await testSystem({ photos: [] });
    const shell = device.connect(SYSTEM_PACKAGES.shell);
    const strange = parseUri('content://com.example.documents/document/1');
    await expect(MediaStore.getMediaUri(shell, strange)).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message: 'Provider for this Uri is not supported.',
    });
    await expect(MediaStore.getMediaUri(shell, DOCUMENT)).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message: 'java.io.FileNotFoundException: No item at content://media/external/file',
    });
    const media = parseUri('content://com.android.providers.media.documents/document/image%3A7');
    expect(await MediaStore.getMediaUri(shell, media)).toBe('content://media/external/images/media/7');
  });
});

describe('grants', () => {
  const extras = (uri: string) => ({ 'android.intent.extra.PACKAGE_NAME': GALLERY.packageName, uri });

  test('the shell grants and revokes one item', async () => {
    await using device = await testSystem();
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'limited', []);
    const app = device.launch(GALLERY.packageName);
    const shell = device.connect(SYSTEM_PACKAGES.shell);
    const id = await idOf(shell, FIRST);
    await call(shell, 'grant_media_read_for_package', null, extras(pickerUri(id)));
    const granted = await visibleImages(app);
    await call(shell, 'revoke_media_read_for_package', null, extras(pickerUri(id)));
    expect([granted, await visibleImages(app)]).toEqual([[id], []]);
  });

  test.each(['grant', 'revoke'])('%s says what is missing, and refuses apps', async (verb) => {
    await using device = await testSystem({ photos: [] });
    const shell = device.connect(SYSTEM_PACKAGES.shell);
    const method = `${verb}_media_read_for_package`;
    await expect(call(shell, method, null, {})).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message: 'Missing required extras arguments: EXTRA_URI or EXTRA_PACKAGE_NAME',
    });
    const app = device.launch(GALLERY.packageName);
    const uid = device.system.packages.find(GALLERY.packageName)?.uid;
    const own = device.system.packages.find(SYSTEM_PACKAGES.photoPicker)?.uid;
    const action = verb === 'grant' ? 'Create' : 'Revoke';
    await expect(call(app, method, null, extras(pickerUri(1)))).rejects.toMatchObject({
      name: 'SecurityException',
      message: `${action} media grants not allowed. Calling app ID: ${uid}, Calling UID ${uid}. Media Provider app ID: ${own}, Media Provider UID: ${own}.`,
    });
  });
});

describe('favorites without asking', () => {
  test('from Android 16 on, for whoever reads the whole collection', async () => {
    await using device = await testSystem({ sdk: 36 });
    const app = await full(device);
    const ids = await visibleImages(app);
    const uris = ids.slice(0, 2).map((id) => withAppendedId(EXTERNAL, id));
    await MediaStore.markIsFavoriteStatus(app.contentResolver, uris, true);
    const favorites = await rowsOf(
      await app.contentResolver.query(EXTERNAL, ['_id'], { [MediaStore.QUERY_ARG_MATCH_FAVORITE]: 3 }),
    );
    expect(favorites.map(({ _id }) => Number(_id)).sort()).toEqual(ids.slice(0, 2).sort());
  });

  test('a limited app is refused, and an older device does not know the call', async () => {
    await using device = await testSystem({ sdk: 36 });
    const uri = withAppendedId(EXTERNAL, 4);
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'limited', [4]);
    const app = device.launch(GALLERY.packageName);
    await expect(MediaStore.markIsFavoriteStatus(app.contentResolver, [uri], true)).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
      message: `Uri ${uri} does not have required permission to mark media as favorite`,
    });
    await using older = await testSystem({ sdk: 34, photos: [] });
    const other = older.launch(GALLERY.packageName);
    await expect(MediaStore.markIsFavoriteStatus(other.contentResolver, [uri], true)).rejects.toMatchObject({
      message: 'Unsupported call: mark_media_as_favorite',
    });
  });
});

describe('requests', () => {
  test('an app for Android 16 may name 2,000 items', async () => {
    const modern = { ...GALLERY, targetSdk: 36 };
    await using device = await testSystem({ sdk: 36, photos: [], apps: [modern] });
    const { contentResolver } = device.launch(GALLERY.packageName);
    const uris = Array.from({ length: 2_001 }, (_, index) => withAppendedId(EXTERNAL, index + 1));
    await expect(MediaStore.createDeleteRequest(contentResolver, uris)).rejects.toMatchObject({
      name: 'IllegalArgumentException',
    });
    expect(await MediaStore.createDeleteRequest(contentResolver, uris.slice(1))).toBeGreaterThan(0);
  });

  test('an app for Android 15 may name more', async () => {
    await using device = await testSystem({ sdk: 36, photos: [] });
    const { contentResolver } = device.launch(GALLERY.packageName);
    const uris = Array.from({ length: 2_001 }, (_, index) => withAppendedId(EXTERNAL, index + 1));
    expect(await MediaStore.createDeleteRequest(contentResolver, uris)).toBeGreaterThan(0);
  });
});

describe('other calls', () => {
  test('idle maintenance is for the shell', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    const uid = device.system.packages.find(GALLERY.packageName)?.uid;
    await expect(call(app, 'run_idle_maintenance')).rejects.toMatchObject({
      name: 'SecurityException',
      message: `MediaProvider: uid ${uid} does not have android.permission.DUMP.`,
    });
    expect(await call(device.connect(SYSTEM_PACKAGES.shell), 'run_idle_maintenance')).toBeNull();
  });

  test('no app is a system gallery, and no playlist has members', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    const gallery = await call(app, 'is_system_gallery', GALLERY.packageName, { is_system_gallery_uid: 10_003 });
    expect(gallery).toEqual({ is_system_gallery_response: false });
    expect(await call(app, 'resolve_playlist_members', null, { uri: filesContentUri('external') })).toBeNull();
  });

  test.each(['constructor', 'toString', 'x', '', 'get_backup_files', 'open_file_call'])(
    '“%s” is not supported',
    async (method) => {
      await using device = await testSystem({ photos: [] });
      const app = device.launch(GALLERY.packageName);
      await expect(call(app, method, null, {})).rejects.toMatchObject({
        name: 'UnsupportedOperationException',
        message: `Unsupported call: ${method}`,
      });
    },
  );

  test('volumes and special access come from the device', async () => {
    const manager = { ...GALLERY, usesPermissions: [{ name: permission.MANAGE_MEDIA }] };
    await using device = await testSystem({ photos: [], apps: [manager] });
    const app = device.launch(GALLERY.packageName);
    const before = await MediaStore.canManageMedia(app);
    device.system.appOps.setMode(GALLERY.packageName, permission.MANAGE_MEDIA, 'allow');
    expect([before, await MediaStore.canManageMedia(app), await app.isExternalStorageManager()]).toEqual([
      false,
      true,
      false,
    ]);
    expect([...(await MediaStore.getExternalVolumeNames(app))]).toEqual(['external_primary']);
    expect([...(await MediaStore.getRecentExternalVolumeNames(app))]).toEqual([]);
  });
});

describe('every shape that is served', () => {
  test.each([
    'content://media/external/images/media',
    'content://media/external_primary/images/media/4',
    'content://media/external/audio/media',
    'content://media/external/video/media',
    'content://media/external/file',
    'content://media/external/file/4',
    'content://media/external/downloads',
    'content://media/external/downloads/4',
    'content://media/external/images/thumbnails',
    'content://media/external/video/thumbnails/4',
    'content://media/internal/images/media',
    'content://media/none/media_scanner',
    'content://media/external/fs_id',
    'content://media/external/version',
  ])('%s answers rows', async (uri) => {
    await using device = await testSystem();
    const app = await full(device);
    const cursor = await app.contentResolver.query(parseUri(uri), null, null);
    const rows = await rowsOf(cursor);
    if (uri.endsWith('fs_id')) expect(rows).toEqual([{ fsid: '-1' }]);
    if (uri.endsWith('version')) expect(rows).toEqual([{ version: '1506' }]);
    if (uri.endsWith('media_scanner')) expect([cursor?.getColumnNames(), rows]).toEqual([['volume'], []]);
    if (uri.includes('/internal/')) expect(rows).toEqual([]);
  });

  test.each([
    'content://media/media_grants',
    'content://media/external',
    'content://media/',
    'content://media/picker_internal/media/all',
  ])('%s is hidden', async (uri) => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    await expect(app.contentResolver.query(parseUri(uri), null, null)).rejects.toMatchObject({
      name: 'IllegalStateException',
      message: `Unknown URL: ${uri} is hidden API`,
    });
  });

  test.each([
    'content://media/external/images/media/4/thumbnail',
    'content://media/external/dir',
    'content://media/picker/images/media',
    'content://media/external/nothing',
  ])('%s cannot be queried', async (uri) => {
    await using device = await testSystem();
    const app = await full(device);
    await expect(app.contentResolver.query(parseUri(uri), null, null)).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
      message: `Unknown or unsupported URL: ${uri}`,
    });
  });

  test('an item’s thumbnail is opened under its own address', async () => {
    await using device = await testSystem();
    const app = await full(device);
    const [id = 0] = await visibleImages(app);
    const uri = parseUri(`${withAppendedId(EXTERNAL, id)}/thumbnail`);
    await using file = await app.contentResolver.openFileDescriptor(uri, 'r');
    expect([...(await file.read(0, 3))]).toEqual([0xff, 0xd8, 0xff]);
  });

  test('an app below Android 10 finds a thumbnail by its item', async () => {
    const old = { ...GALLERY, targetSdk: 28 };
    await using device = await testSystem({ photos: [], apps: [old] });
    const app = device.launch(GALLERY.packageName);
    const thumbnails = parseUri('content://media/external/images/thumbnails');
    const cursor = await app.contentResolver.query(thumbnails, ['_data'], 'image_id = 7', null, null);
    expect(await rowsOf(cursor)).toEqual([{ _data: '/mnt/content/media/external/images/media/7/thumbnail' }]);
    expect(videoContentUri('external')).toBe(MediaStore.Video.Media.EXTERNAL_CONTENT_URI);
  });
});
