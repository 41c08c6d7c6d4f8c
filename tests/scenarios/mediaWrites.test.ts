// Reports of apps that write to the media store, each as a test: S32 to S34, and what follows from asking the user.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { SdkInt } from '../../contract/android/build.ts';
import { RESULT_OK } from '../../contract/android/intent.ts';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import {
  downloadsContentUri,
  filesContentUri,
  imagesContentUri,
  MATCH,
  QUERY_ARG,
} from '../../contract/android/mediaStore.ts';
import { parseId, type Uri, withAppendedId } from '../../contract/android/uri.ts';
import { callAs } from '../../main/activity/systemCaller.ts';
import { SYSTEM_PACKAGES } from '../../main/packages/packageManager.ts';
import { createDeleteRequest, createFavoriteRequest, createTrashRequest, createWriteRequest } from '../../sdk/index.ts';
import { CAMERA, EDITOR, insert, onDisk, picture, row, save, snapshot, write } from '../providers/media/writing.ts';
import { grantWrite } from '../support/uriGrants.ts';
import { type TestSystem, testSystem, until, visibleImages } from '../testSystem.ts';

const images = imagesContentUri('external');
const downloads = downloadsContentUri('external');
const photo = await picture(40, 30);
const DAY = 86_400_000;
const ALLOW = { allowed: true };

describe('S32 the 33rd image.png', () => {
  test('has no name left', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const values = { _display_name: 'image.png', mime_type: 'image/png' };
    const names: unknown[] = [];
    for (let count = 0; count < 32; count++) {
      const uri = await save(app, downloads, values, photo);
      names.push((await row(app, uri, '_display_name'))?._display_name);
    }
    expect(names).toEqual(['image.png', ...Array.from({ length: 31 }, (_, n) => `image (${n + 1}).png`)]);
    await expect(insert(app, downloads, values)).rejects.toMatchObject({
      name: 'IllegalStateException',
      message: expect.stringMatching(/^Failed to build unique file: /),
    });
    await app.contentResolver.delete(downloads, '_display_name=?', ['image (7).png']);
    expect(await row(app, await insert(app, downloads, values), '_display_name')).toEqual({
      _display_name: 'image (7).png',
    });
  });

  test('in DCIM a camera counts by its own rule', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const values = { _display_name: 'IMG_20240501_120000.jpg', relative_path: 'DCIM/Camera/' };
    await save(app, images, values, photo);
    const second = await save(app, images, values, photo);
    expect(await row(app, second, '_display_name')).toEqual({ _display_name: 'IMG_20240501_120000~2.jpg' });
  });
});

describe('S33 a wrong directory or type for a collection', () => {
  const cases: readonly (readonly [string, Uri, Readonly<Record<string, string>>, string])[] = [
    [
      'an album of its own at the root',
      images,
      { _display_name: 'a.jpg', relative_path: 'Marble/' },
      `Primary directory Marble not allowed for ${images}; allowed directories are [DCIM, Pictures]`,
    ],
    [
      'the root itself',
      filesContentUri('external'),
      { _display_name: 'a.txt', relative_path: '/' },
      `Primary directory null not allowed for ${filesContentUri('external')}; allowed directories are [Download, Documents]`,
    ],
    [
      'a video among images',
      images,
      { _display_name: 'a.mp4', mime_type: 'video/mp4' },
      `MIME type video/mp4 cannot be inserted into ${images}; expected MIME type under image/*`,
    ],
    [
      'another package’s directory',
      images,
      { _display_name: 'a.jpg', relative_path: 'Android/media/com.other/' },
      `Primary directory Android not allowed for ${images}; allowed directories are [DCIM, Pictures]`,
    ],
  ];
  test.each(cases)('%s', async (_, collection, values, message) => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    await expect(insert(app, collection, values)).rejects.toMatchObject({ name: 'IllegalArgumentException', message });
  });
});

describe('S34 own photo, not mine after reinstall', () => {
  async function reinstalled(device: TestSystem, manifest: AndroidManifest) {
    const uri = await save(device.launch(manifest.packageName), images, { _display_name: 'mine.jpg' }, photo);
    device.system.apps.uninstall(manifest.packageName);
    device.system.apps.install(manifest);
    return uri;
  }

  test.each<SdkInt>([29, 30, 34])('an app that cannot see it is only refused, on API %i', async (sdk) => {
    await using device = await testSystem({ sdk, photos: [], apps: [EDITOR] });
    const uri = await reinstalled(device, EDITOR);
    const { contentResolver } = device.launch(EDITOR.packageName);
    await expect(contentResolver.delete(uri)).rejects.toMatchObject({
      name: 'SecurityException',
      message: `${EDITOR.packageName} has no access to ${uri}`,
      userAction: null,
    });
  });

  test('an app that can see it may ask, and then delete', async () => {
    await using device = await testSystem({ photos: [], apps: [EDITOR] });
    const uri = await reinstalled(device, EDITOR);
    await device.system.apps.setPhotoAccess(EDITOR.packageName, 'full', []);
    const app = device.launch(EDITOR.packageName);
    expect(await row(app, uri, 'owner_package_name')).toEqual({ owner_package_name: null });
    const refused = await app.contentResolver.delete(uri).then(
      () => null,
      (error: { name: string; userAction: { actionIntent: number } }) => error,
    );
    expect(refused?.name).toBe('RecoverableSecurityException');
    device.user(ALLOW);
    await app.startIntentSenderForResult(refused?.userAction.actionIntent ?? 0, 1);
    expect(await app.contentResolver.delete(uri)).toBe(1);
    expect([onDisk(device, 'Pictures/mine.jpg'), await visibleImages(app)]).toEqual([null, []]);
  });

  test('what other apps were given to write goes with the item', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA, EDITOR] });
    const camera = device.launch(CAMERA.packageName);
    const uri = await save(camera, images, { _display_name: 'a.jpg' }, photo);
    grantWrite(device.system, EDITOR.packageName, uri);
    expect(await camera.contentResolver.delete(uri)).toBe(1);
    expect(device.system.uriGrants.mayWrite(EDITOR.packageName, uri)).toBe(false);
  });
});

describe('what the user allows', () => {
  async function editorOf(device: TestSystem) {
    await device.system.apps.setPhotoAccess(EDITOR.packageName, 'full', []);
    const app = device.launch(EDITOR.packageName);
    const [first = 0, second = 0] = await visibleImages(app);
    return { app, uris: [withAppendedId(images, first), withAppendedId(images, second)] as const };
  }

  test('a trash request hides photos, and 31 days later they are gone', async () => {
    await using device = await testSystem({ photos: ['DCIM/a.jpg', 'DCIM/b.jpg', 'DCIM/c.jpg'], apps: [EDITOR] });
    const before = snapshot(device.folder);
    const { app, uris } = await editorOf(device);
    const expires = Math.floor(device.system.clock.currentTimeMillis() / 1000) + 30 * 86_400;
    device.user(ALLOW);
    const request = await createTrashRequest(app.contentResolver, [...uris], true);
    expect(await app.startIntentSenderForResult(request, 1)).toMatchObject({ resultCode: RESULT_OK });
    expect(device.shown).toMatchObject([{ ask: { title: 'Allow Editor to move 2 photos to trash?' } }]);
    const trashed = await row(app, uris[0], '_data', 'is_trashed', 'date_expires');
    expect(trashed).toMatchObject({ is_trashed: '1', date_expires: String(expires) });
    expect(trashed?._data).toMatch(new RegExp(`/DCIM/\\.trashed-${expires}-[abc]\\.jpg$`));
    expect(await visibleImages(app)).toHaveLength(1);
    device.system.advanceClock(31 * DAY);
    const shell = callAs(device.system, SYSTEM_PACKAGES.shell, new AbortController().signal);
    await device.system.media.provider.call(shell, 'run_idle_maintenance', null, null);
    const all = { [QUERY_ARG.MATCH_TRASHED]: MATCH.INCLUDE };
    const cursor = await app.contentResolver.query(images, ['_id'], all);
    expect(cursor?.getCount()).toBe(1);
    expect(snapshot(device.folder)).toBe(before);
  });

  test('what expired while the device was off gets another week', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const uri = await save(app, images, { _display_name: 'a.jpg' }, photo);
    await app.contentResolver.update(uri, { is_trashed: 1 });
    device.system.clock.setManual(device.system.clock.currentTimeMillis() + 40 * DAY);
    const expires = Math.floor(device.system.clock.currentTimeMillis() / 1000) + 7 * 86_400;
    const shell = callAs(device.system, SYSTEM_PACKAGES.shell, new AbortController().signal);
    await device.system.media.provider.call(shell, 'run_idle_maintenance', null, null);
    expect(await row(app, uri, '_data', 'date_expires')).toEqual({
      _data: `/storage/emulated/0/Pictures/.trashed-${expires}-a.jpg`,
      date_expires: String(expires),
    });
    expect(onDisk(device, `Pictures/.trashed-${expires}-a.jpg`)).not.toBeNull();
  });

  test('two files of one name that get another week do not get into one place', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const { clock, media } = device.system;
    const app = device.launch(CAMERA.packageName);
    const bytes = [photo, Buffer.concat([photo, Buffer.from('another')])];
    const uris: Uri[] = [];
    for (const data of bytes) {
      clock.setManual(clock.currentTimeMillis() + DAY);
      const uri = await save(app, images, { _display_name: 'a.jpg' }, data);
      await app.contentResolver.update(uri, { is_trashed: 1 });
      uris.push(uri);
    }
    clock.setManual(clock.currentTimeMillis() + 40 * DAY);
    const shell = callAs(device.system, SYSTEM_PACKAGES.shell, new AbortController().signal);
    for (let day = 0; day < 2; day++) {
      await media.provider.call(shell, 'run_idle_maintenance', null, null);
      const paths = await Promise.all(uris.map(async (uri) => String((await row(app, uri, '_data'))?._data)));
      const files = paths.map((path) => onDisk(device, path.slice('/storage/emulated/0/'.length)));
      expect(files.map((file) => file !== null && readFileSync(file))).toEqual(bytes);
      clock.setManual(clock.currentTimeMillis() + DAY);
    }
  });

  test('a device that is on all the while finds what expired on its day', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    await insert(app, images, { _display_name: 'a.jpg', is_pending: 1 });
    device.system.advanceClock(40 * DAY);
    const { media } = device.system;
    await until(
      (changed) => media.onChange(changed),
      () => media.rowCount('images') === 0,
    );
  });

  test('untrashing brings the name back, made unique when it was taken meanwhile', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const uri = await save(app, images, { _display_name: 'a.jpg' }, photo);
    await app.contentResolver.update(uri, { is_favorite: 1 });
    expect(await app.contentResolver.update(uri, { is_trashed: 1 })).toBe(1);
    await save(app, images, { _display_name: 'a.jpg' }, photo);
    expect(await app.contentResolver.update(uri, { is_trashed: 0 })).toBe(1);
    expect(await row(app, uri, '_display_name', 'is_trashed', 'is_favorite', 'owner_package_name')).toEqual({
      _display_name: 'a (1).jpg',
      is_trashed: '0',
      is_favorite: '1',
      owner_package_name: CAMERA.packageName,
    });
  });

  test('a write request lets the app write, rename and delete exactly these', async () => {
    await using device = await testSystem({ apps: [EDITOR] });
    const before = snapshot(device.folder);
    const { app, uris } = await editorOf(device);
    const [uri, other] = uris;
    device.user(ALLOW);
    await app.startIntentSenderForResult(await createWriteRequest(app.contentResolver, [uri]), 1);
    await write(app, uri, photo);
    expect(await row(app, uri, 'width')).toEqual({ width: '40' });
    expect(await app.contentResolver.update(uri, { _display_name: 'renamed.jpg' })).toBe(1);
    expect(await row(app, uri, '_display_name')).toEqual({ _display_name: 'renamed.jpg' });
    const refused = { name: 'RecoverableSecurityException' };
    await expect(app.contentResolver.update(other, { is_favorite: 1 })).rejects.toMatchObject(refused);
    const named = withAppendedId(imagesContentUri('external_primary'), parseId(uri));
    await expect(app.contentResolver.delete(named)).rejects.toMatchObject(refused);
    expect(await app.contentResolver.delete(uri)).toBe(1);
    expect(snapshot(device.folder)).toBe(before);
  });

  test('a favourite and a deletion reach rows and files', async () => {
    await using device = await testSystem({ apps: [EDITOR] });
    const { app, uris } = await editorOf(device);
    await app.startIntentSenderForResult(await createFavoriteRequest(app.contentResolver, [uris[0]], true), 1);
    expect(await row(app, uris[0], 'is_favorite')).toEqual({ is_favorite: '1' });
    const path = (await row(app, uris[1], '_data'))?._data ?? '';
    device.user(ALLOW);
    await app.startIntentSenderForResult(await createDeleteRequest(app.contentResolver, [uris[1]]), 1);
    expect([await row(app, uris[1], '_id'), device.system.volumes.realPath(path)]).toEqual([null, null]);
  });
});
