import { describe, expect, test } from 'vitest';
import {
  ACTION_GET_CONTENT,
  ACTION_PICK_IMAGES,
  CATEGORY_OPENABLE,
  EXTRA_ALLOW_MULTIPLE,
  EXTRA_LOCAL_ONLY,
  EXTRA_MEDIA_CAPABILITIES,
  EXTRA_MIME_TYPES,
  EXTRA_PICK_IMAGES_ACCENT_COLOR,
  EXTRA_PICK_IMAGES_IN_ORDER,
  EXTRA_PICK_IMAGES_LAUNCH_TAB,
  EXTRA_PICK_IMAGES_MAX,
  EXTRA_PICKER_PRE_SELECTION_URIS,
  type Intent,
  RESULT_CANCELED,
  RESULT_OK,
} from '../../contract/android/intent.ts';
import { pickerUri } from '../../contract/android/mediaStore.ts';
import { parseUri } from '../../contract/android/uri.ts';
import { canHandleGetContentMimeTypes, isGetContentFilterMatched } from '../../main/activity/getContentHandler.ts';
import { isPickImagesFilterMatched, parsePickerIntent } from '../../main/activity/pickImagesIntent.ts';
import type { DeviceProfile } from '../../main/device/device.ts';
import { GALLERY, openFile, pickerIds, picks, rowsOf, testSystem } from '../testSystem.ts';

const LEGACY: DeviceProfile = { sdk: 36, skin: 'U-managed', extensions: {} };
const COMPOSE: DeviceProfile = { sdk: 36, skin: 'Modern', extensions: {} };
const DEFAULTS = {
  maxItems: 1,
  isOrdered: false,
  launchTab: 'photos',
  preSelectedUris: [],
  accentColor: null,
} as const;
const TAKEN = { hasMediaCapabilities: false, isLocalOnly: false };

const pick = (extras: Intent['extras'] = {}): Intent => ({ action: ACTION_PICK_IMAGES, extras });
const getContent = (extras: Intent['extras'] = {}): Intent => ({ action: ACTION_GET_CONTENT, type: 'image/*', extras });
const ordered = { [EXTRA_PICK_IMAGES_MAX]: 3, [EXTRA_PICK_IMAGES_IN_ORDER]: true };
const uris = (count: number) => Array.from({ length: count }, (_, i) => pickerUri(i + 1));

describe('what both pickers read of an intent', () => {
  test.each([
    ['nothing', pick(), {}],
    ['several', pick({ [EXTRA_PICK_IMAGES_MAX]: 100 }), { maxItems: 100 }],
    ['in order', pick(ordered), { maxItems: 3, isOrdered: true }],
    ['albums first', pick({ [EXTRA_PICK_IMAGES_LAUNCH_TAB]: 0 }), { launchTab: 'albums' }],
    ['a colour', pick({ [EXTRA_PICK_IMAGES_ACCENT_COLOR]: 0xff1b6ef3 }), { accentColor: '#1b6ef3' }],
    ['a colour too dark to see', pick({ [EXTRA_PICK_IMAGES_ACCENT_COLOR]: 0x101010 }), {}],
    ['a colour too bright to see', pick({ [EXTRA_PICK_IMAGES_ACCENT_COLOR]: 0xffffff }), {}],
    ['a colour by its name', pick({ [EXTRA_PICK_IMAGES_ACCENT_COLOR]: 'red' }), {}],
    ['the device alone', pick({ [EXTRA_LOCAL_ONLY]: true }), { isLocalOnly: true }],
    ['a selection, where one tap is all', pick({ [EXTRA_PICKER_PRE_SELECTION_URIS]: uris(1) }), {}],
    [
      'a selection',
      pick({ [EXTRA_PICK_IMAGES_MAX]: 2, [EXTRA_PICKER_PRE_SELECTION_URIS]: uris(2) }),
      { maxItems: 2, preSelectedUris: uris(2) },
    ],
    ['several types', pick({ [EXTRA_MIME_TYPES]: ['image/png', 'video/*'] }), { mimeTypes: ['image/png', 'video/*'] }],
    [
      'several from GET_CONTENT',
      getContent({ [EXTRA_ALLOW_MULTIPLE]: true }),
      { maxItems: 100, mimeTypes: ['image/*'] },
    ],
  ])('%s', (_, intent, expected) => {
    for (const profile of [LEGACY, COMPOSE]) {
      const read = parsePickerIntent(intent, profile);
      expect(read).toEqual({ ...DEFAULTS, ...TAKEN, mimeTypes: null, ...expected });
    }
  });

  test.each([
    ['more than a hundred', pick({ [EXTRA_PICK_IMAGES_MAX]: 101 })],
    ['a text for a number', pick({ [EXTRA_PICK_IMAGES_MAX]: '5' })],
    ['other types', pick({ [EXTRA_MIME_TYPES]: ['image/*', 'audio/*'] })],
    ['a selection beyond the limit', pick({ [EXTRA_PICK_IMAGES_MAX]: 2, [EXTRA_PICKER_PRE_SELECTION_URIS]: uris(3) })],
    ['a limit for GET_CONTENT', getContent({ [EXTRA_PICK_IMAGES_MAX]: 5 })],
    ['an order for GET_CONTENT', getContent({ [EXTRA_PICK_IMAGES_IN_ORDER]: false })],
    ['a colour for GET_CONTENT', getContent({ [EXTRA_PICK_IMAGES_ACCENT_COLOR]: 0x1b6ef3 })],
  ])('%s is refused', (_, intent) => {
    expect(() => parsePickerIntent(intent, LEGACY)).toThrow();
    expect(() => parsePickerIntent(intent, COMPOSE)).toThrow();
  });
});

describe('where the two differ', () => {
  test('one item spelled out: an error in the older one', () => {
    const intent = pick({ [EXTRA_PICK_IMAGES_MAX]: 1 });
    expect(() => parsePickerIntent(intent, LEGACY)).toThrow('Invalid EXTRA_PICK_IMAGES_MAX value');
    expect(parsePickerIntent(intent, COMPOSE).maxItems).toBe(1);
  });

  test('a tab that there is not: an error in the older one', () => {
    const intent = pick({ [EXTRA_PICK_IMAGES_LAUNCH_TAB]: 7 });
    expect(() => parsePickerIntent(intent, LEGACY)).toThrow('Incorrect value 7');
    expect(parsePickerIntent(intent, COMPOSE).launchTab).toBe('photos');
  });

  test('a tab, or a selection, for GET_CONTENT: an error in the newer one', () => {
    for (const extras of [{ [EXTRA_PICK_IMAGES_LAUNCH_TAB]: 0 }, { [EXTRA_PICKER_PRE_SELECTION_URIS]: uris(1) }]) {
      expect(parsePickerIntent(getContent(extras), LEGACY)).toMatchObject({ launchTab: 'photos', preSelectedUris: [] });
      expect(() => parsePickerIntent(getContent(extras), COMPOSE)).toThrow('is not supported for');
    }
  });
});

test('what an app can take is read by the newer one, of PICK_IMAGES alone, and from Android 15 on', () => {
  const capabilities = { [EXTRA_MEDIA_CAPABILITIES]: { supported_video_mime_types: ['video/hevc'] } };
  const read = (profile: DeviceProfile) => parsePickerIntent(pick(capabilities), profile).hasMediaCapabilities;
  expect([LEGACY, { ...COMPOSE, sdk: 34 } as const, { ...COMPOSE, sdk: 35 } as const, COMPOSE].map(read)).toEqual([
    ...[false, false, true, true],
  ]);
  expect(() => parsePickerIntent(getContent(capabilities), COMPOSE)).toThrow(
    'EXTRA_MEDIA_CAPABILITIES is not supported for android.intent.action.GET_CONTENT, use ACTION_PICK_IMAGES instead.',
  );
  expect(parsePickerIntent(getContent(capabilities), LEGACY).maxItems).toBe(1);
});

describe('an extra means nothing before the level, or the extension, that brought it', () => {
  const intent = pick({ ...ordered, [EXTRA_PICKER_PRE_SELECTION_URIS]: uris(1) });
  test.each([
    ['Android 13', { sdk: 33, extensions: {} }, [false, 0]],
    ['Android 13 with a new media module', { sdk: 33, extensions: { 30: 15 } }, [true, 1]],
    ['Android 14 with an older one', { sdk: 34, extensions: { 34: 12 } }, [true, 0]],
    ['Android 14 with a new one', { sdk: 34, extensions: { 34: 15 } }, [true, 1]],
    ['Android 15', { sdk: 35, extensions: {} }, [true, 0]],
    ['Android 16', { sdk: 36, extensions: {} }, [true, 1]],
  ] as const)('%s', (_, profile, expected) => {
    const read = parsePickerIntent(intent, { skin: 'U-managed', ...profile });
    expect([read.isOrdered, read.preSelectedUris.length]).toEqual(expected);
  });
});

describe('which intents are the picker’s', () => {
  test.each([
    [undefined, true],
    ['image/jpeg', true],
    ['*/*', true],
    ['audio/*', false],
  ])('PICK_IMAGES of type %s', (type, expected) => {
    const intent = { action: ACTION_PICK_IMAGES, ...(type === undefined ? {} : { type }) };
    expect(isPickImagesFilterMatched(intent, 34)).toBe(expected);
    expect(isPickImagesFilterMatched(intent, 29)).toBe(false);
  });

  test.each([
    [29, false],
    [30, true],
    [31, false],
    [32, false],
    [33, true],
    [36, true],
  ])('GET_CONTENT on level %i', (sdk, expected) => {
    const intent = { action: ACTION_GET_CONTENT, type: 'video/*', categories: [CATEGORY_OPENABLE] };
    expect(isGetContentFilterMatched(intent, { sdk })).toBe(expected);
  });

  test.each([
    ['documents', { type: 'application/pdf' }],
    ['no type', {}],
    ['a category the filter has not', { type: 'image/*', categories: ['android.intent.category.BROWSABLE'] }],
  ])('GET_CONTENT of %s is not', (_, rest) => {
    expect(isGetContentFilterMatched({ action: ACTION_GET_CONTENT, ...rest }, { sdk: 34 })).toBe(false);
  });

  test.each([
    ['anything', { type: '*/*' }],
    ['an empty list of types', { type: 'image/*', extras: { [EXTRA_MIME_TYPES]: [] } }],
    ['documents among the types', { type: '*/*', extras: { [EXTRA_MIME_TYPES]: ['image/*', 'application/pdf'] } }],
  ])('GET_CONTENT of %s is handed on', (_, rest) => {
    expect(canHandleGetContentMimeTypes({ action: ACTION_GET_CONTENT, ...rest })).toBe(false);
  });
});

const THREE = ['DCIM/Camera/a.jpg', 'DCIM/Camera/b.jpg', 'DCIM/Camera/c.jpg'];

describe('a device with a picker', () => {
  test('GET_CONTENT answers URIs of its own, which the app may read', async () => {
    await using device = await testSystem({ photos: THREE });
    const app = device.launch(GALLERY.packageName);
    const [id = 0] = await pickerIds(device);
    device.user(picks(id));
    const { resultCode, data } = await app.startActivityForResult(
      { ...getContent(), categories: [CATEGORY_OPENABLE] },
      1,
    );
    const uri = data?.data ?? parseUri('');
    expect([resultCode, uri]).toEqual([RESULT_OK, `${pickerUri(id)}`.replace('/picker/', '/picker_get_content/')]);
    const [row] = await rowsOf(await app.contentResolver.query(uri, null, null));
    expect(row).toMatchObject({ _display_name: `${id}.jpg`, mime_type: 'image/jpeg' });
    expect(row?._data).toContain('/synthetic/picker_get_content/0/');
    expect(await app.contentResolver.getType(uri)).toBe('image/jpeg');
    expect((await openFile(device, GALLERY.packageName, uri)).mimeType).toBe('image/jpeg');
    await expect(app.contentResolver.query(pickerUri(id), null, null)).rejects.toMatchObject({
      name: 'SecurityException',
    });
  });

  test('what is for DocumentsUI is handed on to it, and logcat says so', async () => {
    await using device = await testSystem({ photos: THREE });
    const app = device.launch(GALLERY.packageName);
    const anything = { action: ACTION_GET_CONTENT, type: '*/*', categories: [CATEGORY_OPENABLE] };
    device.user(null);
    expect(await app.startActivityForResult(anything, 1)).toMatchObject({ resultCode: RESULT_CANCELED, data: null });
    expect(device.shown).toMatchObject([{ kind: 'documentPicker', ask: { action: 'GET_CONTENT' } }]);
    expect(device.system.logcat.lines().at(-1)?.message).toContain('Launch DocumentsUI');
  });

  test('a wrong extra cancels before anything is shown, and logcat has Android’s line', async () => {
    await using device = await testSystem({ photos: THREE });
    const app = device.launch(GALLERY.packageName);
    const refused = pick({ [EXTRA_PICK_IMAGES_MAX]: 101 });
    expect((await app.startActivityForResult(refused, 1)).resultCode).toBe(RESULT_CANCELED);
    expect(device.shown).toEqual([]);
    expect(device.system.logcat.lines().at(-1)).toMatchObject({
      ...{ priority: 'E', tag: 'PhotoPickerActivity' },
      message: expect.stringContaining('IllegalArgumentException: Invalid EXTRA_PICK_IMAGES_MAX value'),
    });
  });

  test.each([
    ['U-managed', ['image/*', 'video/*']],
    ['Modern', ['image/jpeg']],
  ] as const)('%s says in its own way what is in a choice of several', async (skin, clipMimeTypes) => {
    await using device = await testSystem({ photos: THREE });
    device.system.device.setSkin(skin);
    const app = device.launch(GALLERY.packageName);
    const [first = 0, second = 0] = await pickerIds(device);
    device.user(picks(second, first));
    const { data } = await app.startActivityForResult(pick({ [EXTRA_PICK_IMAGES_MAX]: 5 }), 1);
    expect(data).toMatchObject({ clipData: [pickerUri(second), pickerUri(first)], clipMimeTypes });
    expect(data?.data).toBeUndefined();
  });

  test('a selection of the app’s is opened with, without what it may not read and what is gone', async () => {
    await using device = await testSystem({ photos: THREE, sdk: 36 });
    const app = device.launch(GALLERY.packageName);
    const [a = 0, b = 0, c = 0] = await pickerIds(device);
    device.user(picks(b, a, 77));
    await app.startActivityForResult(pick({ [EXTRA_PICK_IMAGES_MAX]: 5 }), 1);
    const asked = [pickerUri(b), pickerUri(c), pickerUri(77), parseUri('content://other/1'), pickerUri(a)];
    device.user(null);
    await app.startActivityForResult(pick({ [EXTRA_PICK_IMAGES_MAX]: 5, [EXTRA_PICKER_PRE_SELECTION_URIS]: asked }), 2);
    expect(device.shown.at(-1)).toMatchObject({ ask: { preSelected: [pickerUri(b), pickerUri(a)], preGranted: [] } });
  });
});
