import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ACTION_PICK_IMAGES,
  EXTRA_PICK_IMAGES_MAX,
  RESULT_CANCELED,
  RESULT_OK,
} from '../../contract/android/intent.ts';
import { permission } from '../../contract/android/manifest.ts';
import { filesContentUri, imagesContentUri, pickerUri, QUERY_ARG } from '../../contract/android/mediaStore.ts';
import { parseId, type Uri, withAppendedId } from '../../contract/android/uri.ts';
import type { DialogAnswer, ShownDialog } from '../../contract/rpc/systemUi.ts';
import { SYSTEM_PACKAGES } from '../../main/packages/packageManager.ts';
import type { Context } from '../../sdk/context.ts';
import { clip } from '../support/clip.ts';
import {
  bootOn,
  GALLERY,
  OLD_ALBUM,
  PHOTOS,
  pickerIds,
  rowsOf,
  type TestSystem,
  testSystem,
  visibleImages,
} from '../testSystem.ts';

const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED } = permission;
const PICKER_MEDIA = 'content://media/picker_internal/media/local' as Uri;
const LIMITED: DialogAnswer = { button: 'ALLOW_SELECTED' };

const picks = (...ids: readonly number[]): DialogAnswer => ({ uris: ids.map((id) => pickerUri(id)) });

/** Adds to what the picker shows as selected. */
const picksAlso =
  (...ids: readonly number[]) =>
  (dialog: ShownDialog): DialogAnswer =>
    dialog.kind === 'photoPicker' ? picks(...dialog.ask.preGranted.map(parseId), ...ids) : null;

async function limitedTo(device: TestSystem, packageName: string, names: readonly string[], ...ids: readonly number[]) {
  const app = device.launch(packageName);
  device.user(LIMITED, picks(...ids));
  const result = await app.requestPermissions(names, 7);
  return { app, result };
}

/** Ids of the library's pictures, newest first, as the device itself knows them. */
async function imageIds(device: TestSystem): Promise<readonly number[]> {
  const picker = device.connect(SYSTEM_PACKAGES.photoPicker);
  const rows = await rowsOf(await picker.contentResolver.query(PICKER_MEDIA, null, null));
  return rows.map(({ id }) => Number(id));
}

describe('limited access, by an app that declares READ_MEDIA_VISUAL_USER_SELECTED', () => {
  test('three picked are three rows, and the results say so', async () => {
    await using device = await testSystem();
    const [a = 0, b = 0, c = 0] = await imageIds(device);
    const { app, result } = await limitedTo(device, GALLERY.packageName, PHOTOS, a, b, c);
    expect(result).toEqual({ permissions: PHOTOS, grantResults: [-1, -1, 0] });
    expect(await visibleImages(app)).toEqual([a, b, c].sort((x, y) => x - y));
    expect(device.shown.map(({ kind }) => kind)).toEqual(['grantPermissions', 'photoPicker']);
  });

  test('selecting more starts from what is selected', async () => {
    await using device = await testSystem();
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = await imageIds(device);
    const { app } = await limitedTo(device, GALLERY.packageName, PHOTOS, a, b, c);
    device.user(LIMITED, picksAlso(d, e));
    await app.requestPermissions(PHOTOS, 8);
    expect(await visibleImages(app)).toHaveLength(5);
    expect(device.shown[2]).toMatchObject({
      ask: { title: 'Allow Gallery to access more photos and videos on this device?' },
    });
  });

  test('what is taken out of the selection is not seen any more', async () => {
    await using device = await testSystem();
    const [a = 0, b = 0, c = 0] = await imageIds(device);
    const { app } = await limitedTo(device, GALLERY.packageName, PHOTOS, a, b, c);
    device.user(LIMITED, picks(b));
    await app.requestPermissions(PHOTOS, 8);
    expect(await visibleImages(app)).toEqual([b]);
  });

  test('“Deselect all” takes back what that picker did not show, too', async () => {
    await using device = await testSystem({ files: { 'DCIM/Camera/film.mp4': clip() } });
    device.system.device.setSkin('Modern');
    const [a = 0, b = 0] = await pickerIds(device, ['image/*']);
    const [film = 0] = await pickerIds(device, ['video/*']);
    const seen = async (app: Context) =>
      rowsOf(await app.contentResolver.query(filesContentUri('external'), ['_id'], null));
    const { app } = await limitedTo(device, GALLERY.packageName, PHOTOS, a, film);
    const images = [READ_MEDIA_IMAGES, READ_MEDIA_VISUAL_USER_SELECTED];
    device.user(LIMITED, { uris: [pickerUri(b)] });
    await app.requestPermissions(images, 8);
    expect(device.shown.at(-1)).toMatchObject({ ask: { mimeTypes: ['image/*'], preGranted: [pickerUri(a)] } });
    expect(new Set((await seen(app)).map(({ _id }) => Number(_id)))).toEqual(new Set([b, film]));
    device.user({ uris: [pickerUri(a)], deselectedAll: true });
    await app.requestPermissions(images, 9);
    expect(await seen(app)).toEqual([{ _id: String(a) }]);
  });

  test('the third request opens the picker at once', async () => {
    await using device = await testSystem();
    const [a = 0, b = 0] = await imageIds(device);
    const { app } = await limitedTo(device, GALLERY.packageName, PHOTOS, a);
    device.user(LIMITED, picksAlso(), picksAlso(b));
    await app.requestPermissions(PHOTOS, 8);
    await app.requestPermissions(PHOTOS, 9);
    expect(device.shown.map(({ kind }) => kind).slice(2)).toEqual(['grantPermissions', 'photoPicker', 'photoPicker']);
    expect(await visibleImages(app)).toHaveLength(2);
  });

  test('the latest selection is what was added last', async () => {
    await using device = await testSystem();
    const [a = 0, b = 0, c = 0] = await imageIds(device);
    const { app } = await limitedTo(device, GALLERY.packageName, PHOTOS, a, b);
    device.user(LIMITED, picksAlso(c));
    await app.requestPermissions(PHOTOS, 8);
    const latest = { [QUERY_ARG.LATEST_SELECTION_ONLY]: true };
    const rows = await rowsOf(await app.contentResolver.query(imagesContentUri('external'), ['_id'], latest));
    expect(rows).toEqual([{ _id: String(c) }]);
  });

  test('going back changes nothing, in the dialog or in the picker', async () => {
    await using device = await testSystem();
    const app = device.launch(GALLERY.packageName);
    device.user(null);
    expect(await app.requestPermissions(PHOTOS, 1)).toMatchObject({ grantResults: [-1, -1, -1] });
    device.user(LIMITED, null);
    expect(await app.requestPermissions(PHOTOS, 2)).toMatchObject({ grantResults: [-1, -1, -1] });
    expect(await app.shouldShowRequestPermissionRationale(READ_MEDIA_IMAGES)).toBe(false);
    expect(await visibleImages(app)).toEqual([]);
  });

  test('an empty selection is limited access to nothing', async () => {
    await using device = await testSystem();
    const { app, result } = await limitedTo(device, GALLERY.packageName, PHOTOS);
    expect(result.grantResults).toEqual([-1, -1, 0]);
    expect(await visibleImages(app)).toEqual([]);
  });

  test('allowing all shows the library and forgets the selection', async () => {
    await using device = await testSystem();
    const [a = 0] = await imageIds(device);
    const { app } = await limitedTo(device, GALLERY.packageName, PHOTOS, a);
    device.user({ button: 'ALLOW_ALL' });
    await app.requestPermissions(PHOTOS, 8);
    expect(await visibleImages(app)).toHaveLength(10);
    expect(device.system.selectedItems(GALLERY.packageName)).toBe(0);
  });

  test('a photo outside the selection can neither be opened nor is its type told', async () => {
    await using device = await testSystem();
    const [a = 0, b = 0] = await imageIds(device);
    const { app } = await limitedTo(device, GALLERY.packageName, PHOTOS, a);
    const uri = withAppendedId(imagesContentUri('external'), b);
    await expect(app.contentResolver.getType(uri)).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message: `No item at ${uri}`,
    });
    expect(await app.contentResolver.getType(withAppendedId(imagesContentUri('external'), a))).toBe('image/jpeg');
  });

  test('a selection survives a restart of the program', async () => {
    await using device = await testSystem();
    const [a = 0, b = 0] = await imageIds(device);
    await limitedTo(device, GALLERY.packageName, PHOTOS, a, b);
    await device.system.close();
    await using again = await bootOn(device.folder, device.home);
    await again.indexed();
    expect(await visibleImages(again.launch(GALLERY.packageName))).toEqual([a, b].sort((x, y) => x - y));
  });
});

describe('limited access in compatibility mode', () => {
  const ASKED = [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO];

  test('the app is told it has everything and sees the selection', async () => {
    await using device = await testSystem();
    const [a = 0, b = 0] = await imageIds(device);
    const { app, result } = await limitedTo(device, OLD_ALBUM.packageName, ASKED, a, b);
    expect(result.grantResults).toEqual([0, 0]);
    expect(await visibleImages(app)).toHaveLength(2);
  });

  test('after a minute in the background the permission is gone, the process too, the selection stays', async () => {
    await using device = await testSystem();
    const [a = 0, b = 0] = await imageIds(device);
    const { app } = await limitedTo(device, OLD_ALBUM.packageName, ASKED, a, b);
    device.system.processes.toBackground(OLD_ALBUM.packageName);
    device.system.advanceClock(59_999);
    expect(await app.checkSelfPermission(READ_MEDIA_IMAGES)).toBe(0);
    device.system.advanceClock(1);
    await app.closed;
    const later = device.launch(OLD_ALBUM.packageName);
    expect(await later.checkSelfPermission(READ_MEDIA_IMAGES)).toBe(-1);
    expect(await later.checkSelfPermission(READ_MEDIA_VISUAL_USER_SELECTED)).toBe(0);
    expect(await visibleImages(later)).toHaveLength(2);
  });

  test('a reboot ends the session and keeps the selection', async () => {
    await using device = await testSystem();
    const [a = 0, b = 0, c = 0] = await imageIds(device);
    const { app } = await limitedTo(device, OLD_ALBUM.packageName, ASKED, a, b, c);
    device.system.reboot();
    await app.closed;
    await device.indexed();
    const later = device.launch(OLD_ALBUM.packageName);
    expect(await later.checkSelfPermission(READ_MEDIA_IMAGES)).toBe(-1);
    expect(await visibleImages(later)).toHaveLength(3);
  });
});

describe('requests that do not go well', () => {
  test('an empty array and a negative code are errors', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    await expect(app.requestPermissions([], 1)).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message: 'permission cannot be null or empty',
    });
    await expect(app.requestPermissions(PHOTOS, -1)).rejects.toMatchObject({ message: 'requestCode should be >= 0' });
  });

  test('a second request while one is open is answered with empty arrays', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    const first = app.requestPermissions(PHOTOS, 1);
    expect(await app.requestPermissions(PHOTOS, 2)).toEqual({ permissions: [], grantResults: [] });
    device.user({ button: 'DENY' });
    expect(await first).toMatchObject({ grantResults: [-1, -1, -1] });
  });

  test('an app that is killed under its dialog takes the dialog with it', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    const request = app.requestPermissions(PHOTOS, 1).catch((error: unknown) => error);
    await app.getSdkInt();
    device.system.apps.kill(GALLERY.packageName, 'test');
    expect(await request).toMatchObject({ name: 'DeadObjectException' });
    expect(device.system.screen.dialogs()).toEqual([]);
  });

  test('asking for READ_MEDIA_VISUAL_USER_SELECTED alone is refused without a dialog', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    const result = await app.requestPermissions([READ_MEDIA_VISUAL_USER_SELECTED], 1);
    expect([result.grantResults, device.shown]).toEqual([[-1], []]);
  });
});

describe('ACTION_PICK_IMAGES needs no permission', () => {
  test('the picked item can be read, the library cannot', async () => {
    await using device = await testSystem();
    const [a = 0] = await imageIds(device);
    const app = device.launch(GALLERY.packageName);
    device.user(picks(a));
    const { resultCode, data } = await app.startActivityForResult({ action: ACTION_PICK_IMAGES }, 3);
    expect([resultCode, data?.data]).toEqual([RESULT_OK, pickerUri(a)]);
    const columns = ['_display_name', 'mime_type', 'unknown'];
    const [row] = await rowsOf(await app.contentResolver.query(pickerUri(a), columns, null));
    expect(row).toEqual({ _display_name: `${a}.jpg`, mime_type: 'image/jpeg', unknown: null });
    expect(await visibleImages(app)).toEqual([]);
  });

  test('a picker URI nobody granted is closed', async () => {
    await using device = await testSystem();
    const [a = 0] = await imageIds(device);
    const app = device.launch(GALLERY.packageName);
    await expect(app.contentResolver.query(pickerUri(a), null, null)).rejects.toMatchObject({
      name: 'SecurityException',
      message: expect.stringContaining('does not have permission to access picker uri'),
    });
  });

  test('several at once come as clip data; going back and a bad limit are cancelled', async () => {
    await using device = await testSystem();
    const [a = 0, b = 0] = await imageIds(device);
    const app = device.launch(GALLERY.packageName);
    device.user(picks(a, b), null);
    const several = { action: ACTION_PICK_IMAGES, extras: { [EXTRA_PICK_IMAGES_MAX]: 5 } };
    expect((await app.startActivityForResult(several, 3)).data?.clipData).toEqual([pickerUri(a), pickerUri(b)]);
    expect(await app.startActivityForResult(several, 4)).toEqual({
      requestCode: 4,
      resultCode: RESULT_CANCELED,
      data: null,
    });
    const tooMany = { action: ACTION_PICK_IMAGES, extras: { [EXTRA_PICK_IMAGES_MAX]: 101 } };
    expect(await app.startActivityForResult(tooMany, 5)).toMatchObject({ resultCode: RESULT_CANCELED });
    expect(device.shown).toHaveLength(2);
  });

  test('Android 10 has no photo picker', async () => {
    await using device = await testSystem({ photos: [], sdk: 29 });
    const app = device.launch(GALLERY.packageName);
    await expect(app.startActivityForResult({ action: ACTION_PICK_IMAGES }, 1)).rejects.toMatchObject({
      name: 'ActivityNotFoundException',
    });
  });

  test('an action nothing handles is Android’s exception', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    await expect(
      app.startActivityForResult({ action: 'android.intent.action.DIAL', type: 'x/y' }, 1),
    ).rejects.toMatchObject({
      name: 'ActivityNotFoundException',
      message: 'No Activity found to handle Intent { act=android.intent.action.DIAL typ=x/y }',
    });
  });
});

describe('the picker’s hidden URIs', () => {
  test.each(['content://media/picker_internal/media/local', 'content://media/media_grants'])(
    '%s is closed to apps',
    async (text) => {
      await using device = await testSystem({ photos: [] });
      const app = device.launch(GALLERY.packageName);
      await expect(app.contentResolver.query(text as Uri, null, null)).rejects.toMatchObject({
        name: 'IllegalStateException',
        message: `Unknown URL: ${text} is hidden API`,
      });
    },
  );

  test('an app cannot write its own selection', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    const extras = { 'android.intent.extra.UID': 10_002, uri_list: [pickerUri(1)] };
    await expect(app.contentResolver.call('media', 'grant_media_read_for_package', null, extras)).rejects.toMatchObject(
      {
        name: 'SecurityException',
      },
    );
  });
});

test('the device keeps its state in its home and nothing in the folder', async () => {
  await using device = await testSystem();
  expect(existsSync(join(device.home, 'media', 'external.db'))).toBe(true);
  expect(existsSync(join(device.folder, '.thumbnails'))).toBe(false);
});
