// Whoever draws the picker may be anybody: what it can have answered, and what becomes of the rest.
import { describe, expect, test } from 'vitest';
import {
  ACTION_GET_CONTENT,
  ACTION_PICK_IMAGES,
  ACTION_USER_SELECT_IMAGES_FOR_APP,
  EXTRA_PICK_IMAGES_MAX,
  type Intent,
  RESULT_CANCELED,
} from '../../contract/android/intent.ts';
import { PICKER_LOCAL_AUTHORITY, pickerItem, pickerUri } from '../../contract/android/mediaStore.ts';
import { parseUri, type Uri } from '../../contract/android/uri.ts';
import type { Dialogs, PickerProfile } from '../../contract/rpc/systemUi.ts';
import { isPickerAnswer } from '../../main/activity/pickedUris.ts';
import { type Context, MediaStore } from '../../sdk/index.ts';
import {
  GALLERY,
  LIMITED,
  PHOTOS,
  pickerIds,
  picks,
  picksAlso,
  type ScriptedAnswer,
  type TestSystem,
  testSystem,
  until,
  visibleImages,
} from '../testSystem.ts';

type Ask = Dialogs['photoPicker']['ask'];

const CLOUD = 'com.example.cloud';
const PERSONAL: PickerProfile = { userId: 0, kind: 'personal', state: 'ready' };
const ASK: Ask = {
  ...{ action: ACTION_PICK_IMAGES, packageName: 'a', appLabel: 'A', sdk: 36, skin: 'U-managed', mimeTypes: [] },
  ...{ maxItems: 3, preGranted: [], preSelected: [], isOrdered: false, launchTab: 'photos', accentColor: null },
  ...{ isLocalOnly: false, profiles: [PERSONAL], cloudProvider: null, hasCloudProviders: false },
};
const work = (state: PickerProfile['state']): Partial<Ask> => ({
  profiles: [PERSONAL, { userId: 10, kind: 'work', state }],
});
const cloud: Partial<Ask> = { cloudProvider: { authority: CLOUD, label: 'Cloud', accountName: null } };
const cloudUri = pickerUri('photo/1', 0, CLOUD);
const workUri = pickerUri(7, 10);
const local = (...ids: readonly number[]) => ids.map((id) => pickerUri(id));

describe('what a picker can have answered', () => {
  test.each<readonly [string, Partial<Ask>, readonly Uri[], boolean]>([
    ['nothing', {}, [], true],
    ['as many as may be', {}, local(1, 2, 3), true],
    ['one more', {}, local(1, 2, 3, 4), false],
    ['one twice, which is one', {}, local(1, 2, 3, 3), true],
    ['a photo of the cloud', cloud, [cloudUri], true],
    ['a photo of a cloud that is not chosen', {}, [cloudUri], false],
    ['a photo of the cloud, where the device alone was asked for', { ...cloud, isLocalOnly: true }, [cloudUri], false],
    ['a photo of the work profile', work('ready'), [workUri], true],
    ['a photo of one that is paused', work('paused'), [workUri], false],
    ['a photo of one that is kept apart', work('blocked'), [workUri], false],
    ['a photo of a user there is not', {}, [workUri], false],
    ['the cloud’s, as if the work profile had it', { ...cloud, ...work('ready') }, [pickerUri('x', 10, CLOUD)], false],
    [
      'what GET_CONTENT hands out',
      {},
      [parseUri(`${pickerUri(1)}`.replace('/picker/', '/picker_get_content/'))],
      false,
    ],
    ['a number spelled otherwise', {}, [parseUri(`${pickerUri(1)}`.replace(/1$/, '01'))], false],
    ['more behind the id', {}, [parseUri(`${pickerUri(1)}?requireOriginal=1`)], false],
    ['a way out of the picker', {}, [parseUri('content://media/picker/0/x/../../external/file/1')], false],
    ['a file', {}, [parseUri('file:///etc/passwd')], false],
    ['no id', {}, [parseUri(`content://media/picker/0/${PICKER_LOCAL_AUTHORITY}/media/`)], false],
  ])('%s', (_, change, uris, expected) => {
    expect(isPickerAnswer({ ...ASK, ...change }, uris)).toBe(expected);
  });

  const select = { action: ACTION_USER_SELECT_IMAGES_FOR_APP, preGranted: local(1, 2) };
  test.each<readonly [string, Partial<Ask>, readonly Uri[], boolean]>([
    ['what was granted does not count', select, local(1, 2, 3, 4, 5), true],
    ['one new one too many', select, local(1, 3, 4, 5, 6), false],
    ['none is “Allow none”', select, [], true],
    ['none, in a picker that has no such button', { ...select, skin: 'U-legacy' }, [], false],
  ])('of a selection for an app: %s', (_, change, uris, expected) => {
    expect(isPickerAnswer({ ...ASK, ...change }, uris)).toBe(expected);
  });

  test('a cloud’s id may be any text', () => {
    expect(pickerItem(cloudUri)).toEqual({ userId: 0, authority: CLOUD, mediaId: 'photo/1' });
  });
});

const upTo = (max: number, type?: string): Intent => {
  const intent = { action: ACTION_PICK_IMAGES, extras: { [EXTRA_PICK_IMAGES_MAX]: max } };
  return type === undefined ? intent : { ...intent, type };
};

/** What an app gets for an answer. */
async function handedOut(device: TestSystem, app: Context, intent: Intent, uris: readonly Uri[]) {
  device.user({ uris });
  return (await app.startActivityForResult(intent, 1)).data?.clipData ?? [];
}

describe('what an app gets', () => {
  test('no item twice, none that never was, none that the filter keeps out', async () => {
    await using device = await testSystem({ files: { 'Movies/a.gif': 'GIF89a', 'Documents/b.txt': 'b' } });
    const app = device.launch(GALLERY.packageName);
    const [a = 0, b = 0] = await pickerIds(device, ['image/jpeg']);
    const [gif = 0] = await pickerIds(device, ['image/gif']);
    expect(await handedOut(device, app, upTo(5), local(b, a, b, 900_000))).toEqual(local(b, a));
    expect(await handedOut(device, app, upTo(5, 'image/jpeg'), local(gif, a))).toEqual(local(a));
    const text = await device.system.media.inspection.rows({
      ...{ packageName: null, collection: 'files', search: 'b.txt', hiddenOnly: false },
      ...{ before: null, downTo: null, limit: 1 },
    });
    device.user(picks(text.rows[0]?.id ?? 0));
    expect(await app.startActivityForResult({ action: ACTION_PICK_IMAGES }, 1)).toMatchObject({
      resultCode: RESULT_CANCELED,
    });
    const granted = device.system.uriGrants.list().map(({ uri }) => uri);
    expect(new Set(granted)).toEqual(new Set(local(a, b)));
  });

  test('nothing of a work profile that was paused while the picker was open', async () => {
    await using device = await testSystem();
    device.system.device.setSwitches({ workProfile: 'ready' });
    const app = device.launch(GALLERY.packageName);
    const answer = app.startActivityForResult({ action: ACTION_GET_CONTENT, type: 'image/*' }, 1);
    await until(
      (changed) => device.system.screen.onChange(changed),
      () => device.system.screen.dialogs().length > 0,
    );
    const profiles = () => device.system.screen.dialogs().map(({ ask }) => 'profiles' in ask && ask.profiles);
    expect(profiles()).toEqual([[PERSONAL, { userId: 10, kind: 'work', state: 'ready' }]]);
    device.system.device.setSwitches({ workProfile: 'paused' });
    // The picker shows so at once, and no screen can answer as if it had not.
    expect(profiles()).toEqual([[PERSONAL, { userId: 10, kind: 'work', state: 'paused' }]]);
    const [dialog] = device.system.screen.dialogs();
    const late = () => device.system.screen.answer(dialog?.id ?? 0, { uris: [workUri] });
    expect(late).toThrow('The photoPicker dialog has no answer');
    device.user({ uris: [] });
    expect(await answer).toMatchObject({ resultCode: RESULT_CANCELED });
    expect(device.system.uriGrants.list()).toEqual([]);
  });

  test('confirmed twice, it is answered once', async () => {
    await using device = await testSystem();
    const app = device.launch(GALLERY.packageName);
    const [a = 0, b = 0] = await pickerIds(device);
    const confirmed: boolean[] = [];
    device.user((dialog) => {
      queueMicrotask(() => confirmed.push(device.system.screen.answer(dialog.id, picks(b))));
      return picks(a);
    });
    const { data } = await app.startActivityForResult({ action: ACTION_PICK_IMAGES }, 1);
    expect([data?.data, confirmed]).toEqual([pickerUri(a), [false]]);
  });
});

describe('a selection for an app', () => {
  const select = async (device: TestSystem, app: Context, answer: ScriptedAnswer) => {
    device.user(LIMITED, answer);
    await app.requestPermissions(PHOTOS, 1);
  };

  test('has no other profile, no cloud and nothing that is not there', async () => {
    await using device = await testSystem();
    device.system.device.setSwitches({ workProfile: 'ready' });
    const app = device.launch(GALLERY.packageName);
    const [a = 0] = await pickerIds(device);
    await select(device, app, picks(a, 900_000));
    expect(device.shown.at(-1)).toMatchObject({
      ask: { profiles: [PERSONAL], cloudProvider: null, isLocalOnly: true },
    });
    expect(await visibleImages(app)).toEqual([a]);
    expect(device.system.selectedItems(GALLERY.packageName)).toBe(1);
  });

  test('the first pickers only add to it', async () => {
    await using device = await testSystem();
    device.system.device.setSkin('U-legacy');
    const app = device.launch(GALLERY.packageName);
    const [a = 0, b = 0] = await pickerIds(device);
    await select(device, app, picks(a));
    await select(device, app, picks(b));
    expect(await visibleImages(app)).toEqual([a, b].toSorted((x, y) => x - y));
  });

  test('a hundred new ones at a time, however many there were', async () => {
    const files = Object.fromEntries(Array.from({ length: 205 }, (_, number) => [`DCIM/${number}.gif`, 'GIF89a']));
    await using device = await testSystem({ photos: [], files });
    const app = device.launch(GALLERY.packageName);
    const ids = await pickerIds(device);
    const max = MediaStore.getPickImagesMaxLimit();
    await select(device, app, picks(...ids.slice(0, max)));
    await select(device, app, picksAlso(...ids.slice(max, 2 * max)));
    expect(device.system.selectedItems(GALLERY.packageName)).toBe(2 * max);
    // From the third request on there is no dialog before the picker.
    device.user((dialog) => {
      const oneTooMany = Array.from({ length: max + 1 }, (_, number) => pickerUri(1_000_000 + number));
      expect(() => device.system.screen.answer(dialog.id, { uris: oneTooMany })).toThrow('has no answer');
      const rest = picksAlso(...ids.slice(2 * max));
      return typeof rest === 'function' ? rest(dialog) : rest;
    });
    await app.requestPermissions(PHOTOS, 1);
    expect(device.system.selectedItems(GALLERY.packageName)).toBe(205);
  });
});
