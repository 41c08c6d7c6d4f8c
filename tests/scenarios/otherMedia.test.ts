// Bugs that published apps shipped around photos that are not on the device, or are another user's: S26 and S27.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  ACTION_GET_CONTENT,
  ACTION_PICK_IMAGES,
  CATEGORY_OPENABLE,
  FLAG_GRANT_READ_URI_PERMISSION,
  type Intent,
  RESULT_CANCELED,
} from '../../contract/android/intent.ts';
import { pickerUri } from '../../contract/android/mediaStore.ts';
import { parseUri, type Uri } from '../../contract/android/uri.ts';
import { SYSTEM_PACKAGES } from '../../main/packages/packageManager.ts';
import { CLOUD_MEDIA_AUTHORITY } from '../../main/providers/media/cloud/cloudMediaProvider.ts';
import { preloadMedia } from '../../renderer/photopicker/preload/preloadMedia.ts';
import type { Context } from '../../sdk/index.ts';
import { ask, cloudDevice } from '../providers/media/cloud/cloudPicker.ts';
import { GALLERY, openFile, rowsOf, type TestSystem, testSystem } from '../testSystem.ts';

const PICK: Intent = { action: ACTION_PICK_IMAGES };
const GET_CONTENT: Intent = { action: ACTION_GET_CONTENT, type: 'image/*', categories: [CATEGORY_OPENABLE] };

async function pickUri(device: TestSystem, app: Context, intent: Intent, uri: Uri) {
  device.user({ uris: [uri] });
  return app.startActivityForResult(intent, 1);
}

describe('S26 a photo of the cloud, without a network', () => {
  // https://github.com/Andrew0000/ImagePickerPlus/issues/1
  // https://github.com/HBiSoft/PickiT/issues/7
  test.each(['classic', 'modern'] as const)(
    '%s: the picker says that it cannot be had, and hands nothing over',
    async (ui) => {
      await using device = await cloudDevice({ photos: ['DCIM/Camera/a.jpg'] });
      const { rows } = await ask(device, 'media/all', { mime_types: ['image/jpeg'] });
      const inCloud = rows.filter(({ authority }) => authority === CLOUD_MEDIA_AUTHORITY).slice(0, 3);
      const uris = inCloud.map(({ id }) => pickerUri(String(id), 0, CLOUD_MEDIA_AUTHORITY));
      const picker = device.connect(SYSTEM_PACKAGES.photoPicker);
      const progress: number[] = [];
      const preload = () =>
        preloadMedia({
          ...{ ui, uris, signal: new AbortController().signal, onProgress: (ready) => progress.push(ready) },
          open: async (uri) => (await picker.contentResolver.openFileDescriptor(uri, 'r')).close(),
        });
      device.system.cloudMedia.mock.set({ online: false });
      expect((await preload()).toSorted()).toEqual(uris.toSorted());
      device.system.cloudMedia.mock.set({ online: true });
      expect(await preload()).toEqual([]);
      expect(progress).toEqual([1, 2, 3, 1, 2, 3]);
      // What was fetched needs no network any more.
      device.system.cloudMedia.mock.set({ online: false });
      expect(await preload()).toEqual([]);
    },
  );

  test.each([
    ['PICK_IMAGES', PICK],
    ['GET_CONTENT', GET_CONTENT],
  ])('an app that was handed its URI by %s gets a FileNotFoundException', async (_, intent) => {
    await using device = await cloudDevice({ photos: ['DCIM/Camera/a.jpg'] });
    const app = device.launch(GALLERY.packageName);
    const { rows } = await ask(device, 'media/all', { mime_types: ['image/jpeg'] });
    const id = String(rows.find(({ authority }) => authority === CLOUD_MEDIA_AUTHORITY)?.id);
    const { data } = await pickUri(device, app, intent, pickerUri(id, 0, CLOUD_MEDIA_AUTHORITY));
    const uri = data?.data ?? parseUri('');
    device.system.cloudMedia.mock.set({ online: false });
    const [row] = await rowsOf(await app.contentResolver.query(uri, ['_display_name', 'mime_type'], null));
    expect(row).toEqual({ _display_name: `${id}.jpg`, mime_type: 'image/jpeg' });
    await expect(openFile(device, GALLERY.packageName, uri)).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: 'open failed: ENOENT (No such file or directory)',
    });
    device.system.cloudMedia.mock.set({ online: true });
    expect((await openFile(device, GALLERY.packageName, uri)).mimeType).toBe('image/jpeg');
  });
});

describe('S27 a photo of the work profile', () => {
  // https://github.com/ivpusic/react-native-image-crop-picker/issues/1358
  const WORK = pickerUri(1, 10);

  async function withWork(state: 'ready' | 'paused' | 'blocked' = 'ready') {
    const device = await testSystem({ photos: ['DCIM/Camera/a.jpg'] });
    device.system.device.setSwitches({ workProfile: state });
    return { device, app: device.launch(GALLERY.packageName) };
  }

  test.each([
    ['PICK_IMAGES', PICK, WORK],
    ['GET_CONTENT', GET_CONTENT, parseUri(`${WORK}`.replace('/picker/', '/picker_get_content/'))],
  ])('%s: its user is in the URI, and only the resolver knows what it is', async (_, intent, expected) => {
    const { device, app } = await withWork();
    await using _device = device;
    await expect(app.contentResolver.query(expected, null, null)).rejects.toMatchObject({
      name: 'SecurityException',
      message: expect.stringContaining(`does not have permission to access picker uri: ${expected}`),
    });
    const { data } = await pickUri(device, app, intent, WORK);
    expect(data?.data).toBe(expected);
    const type = await app.contentResolver.getType(expected);
    const [row] = await rowsOf(await app.contentResolver.query(expected, null, null));
    expect(row).toMatchObject({ mime_type: type, _data: expect.stringContaining('/10/com.android.providers.media') });
    const opened = await openFile(device, GALLERY.packageName, expected);
    expect([opened.mimeType, readFileSync(opened.path).length]).toEqual([type, Number(row?._size)]);
    // The same number of this user is another photo, or none at all.
    await expect(app.contentResolver.query(pickerUri(1), null, null)).rejects.toMatchObject({
      name: 'SecurityException',
    });
    await app.contentResolver.takePersistableUriPermission(expected, FLAG_GRANT_READ_URI_PERMISSION);
    device.system.reboot();
    const later = device.launch(GALLERY.packageName);
    expect(await rowsOf(await later.contentResolver.query(expected, ['mime_type'], null))).toHaveLength(1);
  });

  test('the picker is told of each user’s photos by themselves', async () => {
    const { device } = await withWork();
    await using _device = device;
    const own = await ask(device, 'media/all');
    const work = await ask(device, 'media/all', { user_id: 10 });
    const videos = await ask(device, 'media/all', { user_id: 10, mime_types: ['VIDEO/*'] });
    expect([own.rows.length, work.rows.length]).toEqual([1, 24]);
    expect(videos.rows.length).toBeGreaterThan(0);
    expect(videos.rows.length).toBeLessThan(24);
    const dates = work.rows.map(({ date_taken_millis }) => Number(date_taken_millis));
    expect(dates).toEqual(dates.toSorted((a, b) => b - a));
    const timeline = await ask(device, 'timeline/all', { user_id: 10 });
    expect(timeline.rows.reduce((sum, { count }) => sum + Number(count), 0)).toBe(24);
    expect((await ask(device, 'albums/all', { user_id: 10 })).rows.map(({ album_id }) => album_id)).toEqual([
      ...['Favorites', 'Camera', 'Videos'],
    ]);
    expect((await ask(device, 'v2/album', { user_id: 10, mime_types: ['image/*'] })).rows).toHaveLength(2);
  });

  test.each(['paused', 'blocked'] as const)('of one that is %s nothing can be picked', async (state) => {
    const { device, app } = await withWork(state);
    await using _device = device;
    expect((await ask(device, 'media/all', { user_id: 10 })).rows).toEqual([]);
    device.user((dialog) => {
      expect(() => device.system.screen.answer(dialog.id, { uris: [WORK] })).toThrow('has no answer');
      return null;
    });
    expect(await app.startActivityForResult(PICK, 1)).toMatchObject({ resultCode: RESULT_CANCELED });
  });

  test('what was picked is not there while the profile is paused', async () => {
    const { device, app } = await withWork();
    await using _device = device;
    await pickUri(device, app, PICK, WORK);
    device.system.device.setSwitches({ workProfile: 'paused' });
    expect(await rowsOf(await app.contentResolver.query(WORK, null, null))).toEqual([]);
    await expect(openFile(device, GALLERY.packageName, WORK)).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: `No item at ${WORK}`,
    });
    device.system.factoryReset();
    expect(device.system.device.workProfile).toBe('none');
  });
});
