// Bugs that published apps shipped around the photo picker, each retold as what Android does.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SdkInt } from '../../contract/android/build.ts';
import { buildDocumentUri, EXTERNAL_STORAGE_AUTHORITY } from '../../contract/android/documentsContract.ts';
import {
  ACTION_GET_CONTENT,
  ACTION_OPEN_DOCUMENT,
  ACTION_PICK_IMAGES,
  ACTION_PICK_IMAGES_SETTINGS,
  ACTION_USER_SELECT_IMAGES_FOR_APP,
  CATEGORY_OPENABLE,
  EXTRA_ALLOW_MULTIPLE,
  EXTRA_MIME_TYPES,
  EXTRA_PICK_IMAGES_MAX,
  FLAG_GRANT_READ_URI_PERMISSION,
  type Intent,
  RESULT_CANCELED,
  RESULT_OK,
} from '../../contract/android/intent.ts';
import { pickerUri } from '../../contract/android/mediaStore.ts';
import { parseUri, type Uri } from '../../contract/android/uri.ts';
import type { AppApi } from '../../contract/rpc/appApi.ts';
import type { Skin } from '../../contract/rpc/deviceApi.ts';
import { hold } from '../../main/hosts/conversations.ts';
import { type Context, type LateResult, MediaStore } from '../../sdk/index.ts';
import { heic } from '../mediaextractor/locatedMedia.ts';
import { GALLERY, openFile, pickerIds, picks, rowsOf, type TestSystem, testSystem, until } from '../testSystem.ts';

const READ = FLAG_GRANT_READ_URI_PERMISSION;
const APP = GALLERY.packageName;
const PHOTOS = ['DCIM/Camera/IMG_2024.jpg', 'DCIM/Camera/b.jpg', 'Pictures/c.jpg'];

const pickImages = (extras: Intent['extras'] = {}): Intent => ({ action: ACTION_PICK_IMAGES, extras });
const upTo = (max: unknown): Intent => pickImages({ [EXTRA_PICK_IMAGES_MAX]: max });
const getContent = (type: string, extras: Intent['extras'] = {}): Intent => ({
  ...{ action: ACTION_GET_CONTENT, type, extras },
  categories: [CATEGORY_OPENABLE],
});

const logged = (device: TestSystem) => device.system.logcat.lines().map(({ message }) => message);
const kinds = (device: TestSystem) => device.shown.map(({ kind }) => kind);
const uriOf = (data: Intent | null) => data?.data ?? data?.clipData?.[0] ?? parseUri('');

async function deviceOf(skin: Skin, sdk: SdkInt = 34, photos: readonly string[] = PHOTOS): Promise<TestSystem> {
  const device = await testSystem({ sdk, photos });
  device.system.device.setSkin(skin);
  return device;
}

/** The user picks this one item. */
async function pickOne(device: TestSystem, app: Context, intent: Intent, id: number): Promise<Uri> {
  device.user(picks(id));
  const { data } = await app.startActivityForResult(intent, 1);
  return uriOf(data);
}

describe('how many', () => {
  // https://github.com/ionic-team/capacitor-plugins/pull/2309
  // https://github.com/AAswordman/Operit/pull/897
  test.each([
    ['T-legacy', 33, 'Invalid EXTRA_PICK_IMAGES_MAX value'],
    ['U-managed', 34, 'Invalid EXTRA_PICK_IMAGES_MAX value'],
    ['Modern', 36, 'EXTRA_PICK_IMAGES_MAX not in the allowed range. Must be between 1 and 100'],
  ] as const)('S16 %s: a limit of 10000 is canceled before anything is shown', async (skin, sdk, words) => {
    await using device = await deviceOf(skin, sdk);
    const app = device.launch(APP);
    const { resultCode, data } = await app.startActivityForResult(upTo(10_000), 7);
    expect([resultCode, data, kinds(device)]).toEqual([RESULT_CANCELED, null, []]);
    expect(logged(device).at(-1)).toContain(words);
    expect(MediaStore.getPickImagesMaxLimit()).toBe(100);
    device.user(null);
    await app.startActivityForResult(upTo(MediaStore.getPickImagesMaxLimit()), 8);
    expect(device.shown).toMatchObject([{ kind: 'photoPicker', ask: { maxItems: 100 } }]);
  });

  // https://github.com/ionic-team/capacitor-plugins/issues/2119
  test.each([
    ['T-legacy', 33, []],
    ['U-legacy', 34, []],
    ['U-managed', 34, []],
    ['Modern', 36, [1]],
  ] as const)('S17 %s: a limit of 1 that is spelled out', async (skin, sdk, shown) => {
    await using device = await deviceOf(skin, sdk);
    const [id = 0] = await pickerIds(device);
    const app = device.launch(APP);
    if (shown.length > 0) device.user(picks(id));
    const { resultCode, data } = await app.startActivityForResult(upTo(1), 1);
    expect(device.shown.map(({ ask }) => 'maxItems' in ask && ask.maxItems)).toEqual(shown);
    expect(resultCode).toBe(shown.length > 0 ? RESULT_OK : RESULT_CANCELED);
    // One is one: there is no clip data to look into.
    expect(data?.clipData).toBeUndefined();
  });

  test.each(['U-managed', 'Modern'] as const)(
    'S17 %s: GET_CONTENT knows no limit but “several”, which is a hundred',
    async (skin) => {
      await using device = await deviceOf(skin, 36);
      const app = device.launch(APP);
      const limited = getContent('image/*', { [EXTRA_PICK_IMAGES_MAX]: 5 });
      expect((await app.startActivityForResult(limited, 1)).resultCode).toBe(RESULT_CANCELED);
      expect(kinds(device)).toEqual([]);
      device.user(null);
      await app.startActivityForResult(getContent('image/*', { [EXTRA_ALLOW_MULTIPLE]: true }), 2);
      expect(device.shown).toMatchObject([{ ask: { maxItems: 100 } }]);
    },
  );
});

describe('what a picked item is', () => {
  // https://github.com/vinceglb/FileKit/issues/469
  // https://github.com/dotnet/maui/issues/27996
  // https://github.com/vicajilau/flutter_file_picker/issues/1595
  test('S18 its name is a number; a document has the true one', async () => {
    await using device = await testSystem({ photos: PHOTOS });
    const app = device.launch(APP);
    const [id = 0] = await pickerIds(device);
    const uri = await pickOne(device, app, pickImages(), id);
    const [row] = await rowsOf(await app.contentResolver.query(uri, ['_display_name', 'title'], null));
    expect(row).toEqual({ _display_name: `${id}.jpg`, title: null });
    const document = buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, 'primary:DCIM/Camera/IMG_2024.jpg');
    device.user({ uris: [document], stack: null });
    await app.startActivityForResult({ action: ACTION_OPEN_DOCUMENT, type: 'image/*' }, 2);
    const [named] = await rowsOf(await app.contentResolver.query(document, ['_display_name'], null));
    expect(named).toEqual({ _display_name: 'IMG_2024.jpg' });
  });

  // https://github.com/avniproject/avni-client/issues/1941
  // https://github.com/react-native-image-picker/react-native-image-picker/issues/2009
  test('S24 a HEIC stays one, in bytes, type and name', async () => {
    const path = 'DCIM/Camera/IMG_0001.heic';
    await using device = await testSystem({ photos: [], files: { [path]: heic() } });
    const app = device.launch(APP);
    const [id = 0] = await pickerIds(device);
    const uri = await pickOne(device, app, pickImages(), id);
    const [row] = await rowsOf(await app.contentResolver.query(uri, ['_display_name', 'mime_type'], null));
    expect(row).toEqual({ _display_name: `${id}.heic`, mime_type: 'image/heic' });
    expect(await app.contentResolver.getType(uri)).toBe('image/heic');
    const opened = await openFile(device, APP, uri);
    expect(readFileSync(opened.path).subarray(4, 12).toString()).toBe('ftypheic');
    const document = buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, `primary:${path}`);
    device.user({ uris: [document], stack: null });
    await app.startActivityForResult({ action: ACTION_OPEN_DOCUMENT, type: 'image/*' }, 2);
    expect(await app.contentResolver.getType(document)).toBe('image/heic');
  });

  test('an item that was deleted while the picker was open is handed out, and leads nowhere', async () => {
    await using device = await testSystem({ photos: PHOTOS });
    const app = device.launch(APP);
    const [id = 0, other = 0] = await pickerIds(device);
    const shown = until(
      (changed) => device.system.screen.onChange(changed),
      () => device.system.screen.dialogs().length > 0,
    );
    const answer = app.startActivityForResult(upTo(5), 1);
    await shown;
    rmSync(join(device.folder, 'DCIM/Camera/IMG_2024.jpg'));
    await until(
      (changed) => device.system.onChange(changed),
      () => device.system.media.rowCount('images') === 2,
    );
    device.user(picks(id, other));
    const { data } = await answer;
    expect(data?.clipData).toEqual([pickerUri(id), pickerUri(other)]);
    expect(await rowsOf(await app.contentResolver.query(pickerUri(id), null, null))).toEqual([]);
    await expect(openFile(device, APP, pickerUri(id))).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: `File not found for uri: ${pickerUri(id)}`,
    });
  });
});

describe('S23 who answers GET_CONTENT', () => {
  // https://github.com/react-native-image-picker/react-native-image-picker/issues/2073
  // https://github.com/flutter/flutter/issues/184826
  // https://github.com/flutter/packages/pull/11320
  const MEDIA = 'every type asked for is of images or videos';
  const OTHERS = 'something else than images and videos is asked for too';
  test.each([
    [34, 'image/*', {}, 'photoPicker', MEDIA],
    [34, 'video/mp4', {}, 'photoPicker', MEDIA],
    [34, '*/*', {}, 'documentPicker', OTHERS],
    [34, '*/*', { [EXTRA_MIME_TYPES]: ['image/*', 'video/*'] }, 'photoPicker', MEDIA],
    [34, '*/*', { [EXTRA_MIME_TYPES]: ['image/*', 'application/pdf'] }, 'documentPicker', OTHERS],
    [34, 'application/pdf', {}, 'documentPicker', 'the photo picker takes image/* and video/*'],
    [30, 'image/*', {}, 'photoPicker', MEDIA],
    [31, 'image/*', {}, 'documentPicker', 'unless the device config take_over_get_content says so'],
    [36, 'image/*', {}, 'photoPicker', MEDIA],
    [29, 'image/*', {}, 'documentPicker', 'on API 29 the photo picker does not answer'],
  ] as const)('API %i, %s %j: %s, because %s', async (sdk, type, extras, kind, why) => {
    await using device = await testSystem({ sdk, photos: ['DCIM/Camera/a.jpg'] });
    device.user(null);
    await device.launch(APP).startActivityForResult(getContent(type, extras), 1);
    expect(kinds(device)).toEqual([kind]);
    expect(logged(device).find((line) => line.startsWith('ACTION_GET_CONTENT of'))).toContain(why);
  });

  test('“Browse…” leads to every folder, and the tester’s device config to the picker on 12', async () => {
    await using device = await testSystem({ sdk: 32, photos: PHOTOS });
    device.system.device.setSwitches({ takeOverGetContent: true });
    const document = buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, 'primary:Pictures/c.jpg');
    device.user({ browse: true }, { uris: [document], stack: null });
    const { data } = await device.launch(APP).startActivityForResult(getContent('image/*'), 1);
    expect([kinds(device), data?.data, data?.flags]).toEqual([['photoPicker', 'documentPicker'], document, READ]);
  });
});

/** The dialog of a request that is under way. */
const dialogUp = (device: TestSystem) =>
  until(
    (changed) => device.system.screen.onChange(changed),
    () => device.system.screen.dialogs().length > 0,
  );

/** The next late result of a connection. */
function nextResult(app: Context): Promise<LateResult> {
  const { promise, resolve } = Promise.withResolvers<LateResult>();
  app.onLateResult(resolve);
  return promise;
}

describe('S25 the app that started the picker is gone', () => {
  // https://github.com/flutter/flutter/issues/26676
  // https://github.com/expo/expo/pull/9697
  // https://github.com/vinceglb/FileKit/issues/417
  // https://github.com/ParkSangGwon/TedImagePicker/issues/111
  test('“Don’t keep activities”: the result comes once, to the activity that was made anew', async () => {
    await using device = await testSystem({ photos: PHOTOS });
    device.system.device.setSwitches({ keepsActivities: false });
    const [id = 0] = await pickerIds(device);
    const first = device.launch(APP);
    const lost = first.startActivityForResult(pickImages(), 42);
    void lost.catch(() => undefined);
    await first.closed;
    await expect(lost).rejects.toThrow();
    const again = device.connect(APP);
    const results: LateResult[] = [];
    again.onLateResult((result) => results.push(result));
    const late = nextResult(again);
    device.user(picks(id));
    expect(await late).toMatchObject({ kind: 'activityResult', requestCode: 42, resultCode: RESULT_OK });
    const [result] = results;
    const uri = result?.kind === 'activityResult' ? uriOf(result.data) : parseUri('');
    expect(await rowsOf(await again.contentResolver.query(uri, ['mime_type'], null))).toHaveLength(1);
    expect([results.length, device.shown.length, device.system.processes.state(APP)]).toEqual([1, 1, 'FOREGROUND']);
  });

  test('a page that is loaded again finds the picker still up, and gets what it started', async () => {
    await using device = await testSystem({ photos: PHOTOS });
    const [id = 0] = await pickerIds(device);
    device.system.processes.toFront(APP);
    const page = hold(device.system, `app/${APP}`, { tokenOf: () => 'token', hangUp: () => undefined, starts: false });
    const api = page?.conversation.target(new AbortController().signal) as AppApi;
    void api.startActivityForResult(upTo(5), 9);
    await dialogUp(device);
    page?.end();
    device.user(picks(id));
    const again = device.connect(APP);
    expect(await nextResult(again)).toMatchObject({ requestCode: 9, resultCode: RESULT_OK });
  });

  test('with its process dead the picker goes too: the next one is told that there is no result', async () => {
    await using device = await testSystem({ photos: PHOTOS });
    const first = device.launch(APP);
    void first.startActivityForResult(pickImages(), 42).catch(() => undefined);
    await dialogUp(device);
    device.system.apps.kill(APP, 'low memory');
    expect(device.system.screen.dialogs()).toEqual([]);
    const again = device.launch(APP);
    expect(await nextResult(again)).toEqual({
      ...{ kind: 'activityResult', requestCode: 42 },
      ...{ resultCode: RESULT_CANCELED, data: null },
    });
  });

  test('a finished activity gets nothing any more, and its URIs are nobody’s', async () => {
    await using device = await testSystem({ photos: PHOTOS });
    const first = device.launch(APP);
    const answer = first.startActivityForResult(pickImages(), 42);
    await dialogUp(device);
    device.system.apps.finishActivity(APP);
    expect(await answer).toMatchObject({ resultCode: RESULT_CANCELED, data: null });
    expect(device.system.uriGrants.list()).toEqual([]);
  });
});

describe('activities that are not for apps, or not for results', () => {
  test.each([
    [
      'U-managed',
      'com.android.providers.media.module/com.android.providers.media.photopicker.PhotoPickerUserSelectActivity',
    ],
    ['Modern', 'com.android.photopicker/.PhotopickerUserSelectActivity'],
  ] as const)('%s: the selection for an app is PermissionController’s alone', async (skin, component) => {
    await using device = await deviceOf(skin);
    const app = device.launch(APP);
    const { uid = 0 } = device.system.packages.find(APP) ?? {};
    const pid = device.system.processes.pid(APP);
    await expect(app.startActivityForResult({ action: ACTION_USER_SELECT_IMAGES_FOR_APP }, 1)).rejects.toMatchObject({
      name: 'SecurityException',
      message: `Permission Denial: starting Intent { act=${ACTION_USER_SELECT_IMAGES_FOR_APP} cmp=${component} } from ProcessRecord{${pid?.toString(16)} ${pid}:${APP}/u0a${uid - 10_000}} (pid=${pid}, uid=${uid}) requires android.permission.GRANT_RUNTIME_PERMISSIONS`,
    });
    expect(kinds(device)).toEqual([]);
  });

  test('Android 13 has no such activity, and 12 no settings of the picker', async () => {
    await using device = await testSystem({ sdk: 33, photos: [] });
    const start = (action: string) => device.launch(APP).startActivityForResult({ action }, 1);
    await expect(start(ACTION_USER_SELECT_IMAGES_FOR_APP)).rejects.toMatchObject({ name: 'ActivityNotFoundException' });
    device.user(null);
    expect(await start(ACTION_PICK_IMAGES_SETTINGS)).toMatchObject({ resultCode: RESULT_CANCELED });
    expect(device.shown).toMatchObject([{ kind: 'cloudMediaApp', ask: { appLabel: 'Gallery' } }]);
    device.system.setSdk(32);
    await expect(start(ACTION_PICK_IMAGES_SETTINGS)).rejects.toMatchObject({ name: 'ActivityNotFoundException' });
  });
});
