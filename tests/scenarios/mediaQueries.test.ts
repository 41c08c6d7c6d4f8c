// Bugs that published apps shipped around MediaStore's queries, each retold as what Android does.
import { renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { type AndroidManifest, permission } from '../../contract/android/manifest.ts';
import {
  audioContentUri,
  filesContentUri,
  imagesContentUri,
  MEDIA_TYPE,
  QUERY_ARG,
} from '../../contract/android/mediaStore.ts';
import type { Context } from '../../sdk/context.ts';
import { NOW, rowsOf, type TestSystem, testSystem, until } from '../testSystem.ts';

const { READ_EXTERNAL_STORAGE, READ_MEDIA_IMAGES, READ_MEDIA_AUDIO, READ_MEDIA_VIDEO, MANAGE_EXTERNAL_STORAGE } =
  permission;
const IMAGES = imagesContentUri('external');

const reader = (targetSdk: number, ...names: readonly string[]): AndroidManifest => ({
  packageName: 'com.example.reader',
  label: 'Reader',
  targetSdk,
  usesPermissions: names.map((name) => ({ name })),
});

/** An app whose permissions are granted already. */
function granted(device: TestSystem, manifest: AndroidManifest): Context {
  device.system.apps.install(manifest);
  const app = device.launch(manifest.packageName);
  for (const { name } of manifest.usesPermissions)
    if (name !== MANAGE_EXTERNAL_STORAGE) device.system.apps.setPermission(manifest.packageName, name, true);
  return app;
}

const thrown = (name: string, message: string) => ({ name, message });

describe('text an app puts into a query', () => {
  // https://github.com/wordpress-mobile/WordPress-Android/issues/15333, https://github.com/TeamAmaze/AmazeFileManager/issues/2993
  // https://github.com/Firelands128/photo_gallery/issues/11
  test('S30 LIMIT in the sort order is refused from target 30 on, and moved where it belongs below', async () => {
    await using device = await testSystem({ sdk: 33 });
    const inSort = { sortOrder: 'date_added DESC LIMIT 3' };
    const app = granted(device, reader(33, READ_MEDIA_IMAGES));
    await expect(app.contentResolver.querySql(IMAGES, ['_id'], inSort)).rejects.toMatchObject(
      thrown('IllegalArgumentException', 'Invalid token LIMIT'),
    );
    const structured = {
      [QUERY_ARG.SORT_COLUMNS]: ['date_added'],
      [QUERY_ARG.SORT_DIRECTION]: 1,
      [QUERY_ARG.LIMIT]: 3,
    };
    const cursor = await app.contentResolver.query(IMAGES, ['_id'], structured);
    expect(cursor?.getCount()).toBe(3);
    expect(cursor?.getExtras()['android.content.extra.HONORED_ARGS']).toContain(QUERY_ARG.LIMIT);

    const old = granted(device, reader(29, READ_EXTERNAL_STORAGE));
    expect((await old.contentResolver.querySql(IMAGES, ['_id'], inSort))?.getCount()).toBe(3);
  });

  // https://github.com/nohana/Laevatein/issues/91, https://github.com/csdcorp/local_image_provider/issues/28
  // https://github.com/CodeBoy722/Android-Simple-Image-Gallery/issues/5
  test('S31 GROUP BY in a selection and DISTINCT in a projection end with target 29 and 28', async () => {
    const photos = ['DCIM/Camera/a.jpg', 'DCIM/Camera/b.jpg', 'Pictures/Trip/c.jpg'];
    await using device = await testSystem({ sdk: 30, photos });
    const trick = { selection: '1) GROUP BY 1,(2' };
    const distinct = ['DISTINCT bucket_display_name'];

    const oldest = granted(device, reader(28, READ_EXTERNAL_STORAGE));
    const buckets = await rowsOf(await oldest.contentResolver.querySql(IMAGES, distinct, {}));
    expect(buckets.map(({ bucket_display_name }) => bucket_display_name).sort()).toEqual(['Camera', 'Trip']);
    const grouped = await rowsOf(
      await oldest.contentResolver.querySql(IMAGES, ['bucket_id', 'bucket_display_name'], trick),
    );
    expect(grouped).toHaveLength(2);

    const scoped = granted(device, reader(29, READ_EXTERNAL_STORAGE));
    await expect(scoped.contentResolver.querySql(IMAGES, distinct, {})).rejects.toMatchObject(
      thrown('IllegalArgumentException', 'Invalid column DISTINCT bucket_display_name'),
    );
    const strict = granted(device, reader(30, READ_EXTERNAL_STORAGE));
    await expect(strict.contentResolver.querySql(IMAGES, ['_id'], trick)).rejects.toMatchObject(
      thrown('IllegalArgumentException', 'Invalid token GROUP'),
    );
  });
});

describe('volumes', () => {
  // https://github.com/nt4f04Nd/sweyer/pull/141, https://github.com/yangpeixing/YImagePicker/issues/143
  test('S35 while the folder is away its volume is not found, and everything is back with it', async () => {
    await using device = await testSystem();
    const app = granted(device, reader(34, READ_MEDIA_IMAGES));
    const named = imagesContentUri('external_primary');
    expect((await app.contentResolver.query(named, ['_id'], null))?.getCount()).toBe(10);

    const away = `${device.folder}-away`;
    renameSync(device.folder, away);
    device.system.media.scanAll();
    await device.indexed();
    await expect(app.contentResolver.query(named, ['_id'], null)).rejects.toMatchObject(
      thrown('IllegalArgumentException', 'Volume external_primary not found'),
    );
    expect((await app.contentResolver.query(IMAGES, ['_id'], null))?.getCount()).toBe(0);

    renameSync(away, device.folder);
    device.system.media.scanAll();
    await device.indexed();
    expect((await app.contentResolver.query(named, ['_id'], null))?.getCount()).toBe(10);
  });
});

describe('what the columns hold', () => {
  // https://github.com/expo/expo/issues/48149, https://github.com/ente/ente/pull/9549
  // https://github.com/react-native-cameraroll/react-native-cameraroll/issues/33
  test.each([
    [1, 0],
    [2, 0],
    [3, 180],
    [4, 180],
    [5, 90],
    [6, 90],
    [7, 270],
    [8, 270],
  ])(
    'S36 EXIF orientation %i is %i degrees, and width and height are those of the stored picture',
    async (exif, degrees) => {
      const picture = sharp({ create: { width: 80, height: 60, channels: 3, background: '#336699' } });
      const bytes = await picture.withMetadata({ orientation: exif }).jpeg().toBuffer();
      await using device = await testSystem({ photos: [], files: { 'DCIM/Camera/a.jpg': bytes } });
      const app = granted(device, reader(34, READ_MEDIA_IMAGES));
      const rows = await rowsOf(await app.contentResolver.query(IMAGES, ['width', 'height', 'orientation'], null));
      expect(rows).toEqual([{ width: '80', height: '60', orientation: String(degrees) }]);
    },
  );

  // https://github.com/pulsejet/memories/issues/1144
  // https://github.com/SimpleMobileTools/Simple-Gallery/issues/2295, /3028
  test('S37 a picture without EXIF has no DATE_TAKEN; the other dates are seconds', async () => {
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    const path = 'Android/media/com.chat/Images/IMG-20240501-WA0001.jpg';
    await using device = await testSystem({ photos: ['DCIM/Camera/dated.jpg'], files: { [path]: bytes } });
    const modified = NOW / 1_000 - 5_000;
    utimesSync(join(device.folder, path), modified, modified);
    device.system.media.scanAll();
    await device.indexed();
    const app = granted(device, reader(34, READ_MEDIA_IMAGES));
    const columns = ['_display_name', 'datetaken', 'date_added', 'date_modified'];
    const sorted = { [QUERY_ARG.SQL_SORT_ORDER]: 'datetaken DESC' };
    const [dated, undated] = await rowsOf(await app.contentResolver.query(IMAGES, columns, sorted));
    expect(dated).toMatchObject({ _display_name: 'dated.jpg', datetaken: String(NOW) });
    expect(undated).toMatchObject({ datetaken: null, date_modified: String(modified) });
    expect(Number(undated?.date_added)).toBeLessThan(1e10);
  });
});

describe('files that are no media', () => {
  // https://github.com/wordpress-mobile/WordPress-Android/issues/18231, https://github.com/zhihu/Matisse/issues/865
  test.each([
    ['30, target 30', 30, 30, [READ_EXTERNAL_STORAGE], 0],
    ['29, target 29', 29, 29, [READ_EXTERNAL_STORAGE], 0],
    ['29, target 28', 29, 28, [READ_EXTERNAL_STORAGE], 1],
    ['34, target 34', 34, 34, [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_AUDIO], 0],
  ] as const)('S38 a PDF of somebody else on API %s', async (_, sdk, targetSdk, names, count) => {
    const files = { 'Documents/report.pdf': '%PDF-1.4', 'Music/song.mp3': 'ID3' };
    await using device = await testSystem({ sdk, files });
    const app = granted(device, reader(targetSdk, ...names));
    const pdf = { selection: 'mime_type = ?', selectionArgs: ['application/pdf'] };
    expect((await app.contentResolver.querySql(filesContentUri('external'), ['_id'], pdf))?.getCount()).toBe(count);
    expect((await app.contentResolver.query(audioContentUri('external'), ['_id'], null))?.getCount()).toBe(1);
  });

  test('S38 all files access shows it', async () => {
    await using device = await testSystem({ sdk: 30, files: { 'Documents/report.pdf': '%PDF-1.4' } });
    const app = granted(device, reader(30, MANAGE_EXTERNAL_STORAGE));
    device.system.settings.setSpecialAccess('com.example.reader', MANAGE_EXTERNAL_STORAGE, true);
    const columns = ['_display_name', 'media_type'];
    const pdf = { selection: 'mime_type = ?', selectionArgs: ['application/pdf'] };
    const rows = await rowsOf(await app.contentResolver.querySql(filesContentUri('external'), columns, pdf));
    expect(rows).toEqual([{ _display_name: 'report.pdf', media_type: String(MEDIA_TYPE.DOCUMENT) }]);
  });
});

describe('files that come from outside', () => {
  // https://github.com/Genymobile/scrcpy/issues/6851, https://github.com/appium/appium/issues/16184
  // https://github.com/remote-android/redroid-doc/issues/437
  test('S39 a pushed file is in the collection as soon as it was scanned', async () => {
    await using device = await testSystem();
    const app = granted(device, reader(34, READ_MEDIA_IMAGES));
    await device.system.media.watching();
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    writeFileSync(join(device.folder, 'DCIM/Camera/pushed.jpg'), bytes);
    await until(
      (changed) => device.system.onChange(changed),
      () => device.system.media.rowCount('images') === 11,
    );
    const named = { selection: '_display_name = ?', selectionArgs: ['pushed.jpg'] };
    expect((await app.contentResolver.querySql(IMAGES, ['_id'], named))?.getCount()).toBe(1);
  });
});
