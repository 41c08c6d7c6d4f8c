import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { permission } from '../../../contract/android/manifest.ts';
import { parseUri, type Uri } from '../../../contract/android/uri.ts';
import { callAs } from '../../../main/activity/systemCaller.ts';
import type { ByteRange } from '../../../main/content/byteRanges.ts';
import { checkPickerOpen, withoutQuery } from '../../../main/providers/media/pickerOpen.ts';
import { getRequireOriginal, isRedactionNeeded, Redaction } from '../../../main/providers/media/redaction.ts';
import { GALLERY, type TestSystem, testSystem } from '../../testSystem.ts';

const { ACCESS_MEDIA_LOCATION, READ_MEDIA_IMAGES, READ_MEDIA_VISUAL_USER_SELECTED, MANAGE_EXTERNAL_STORAGE } =
  permission;
const ITEM = 'content://media/external/images/media/1';
const ORIGINAL = `${ITEM}?requireOriginal=1`;
const REDACTED = `content://media/external/images/media/RUID${'0'.repeat(32)}`;
const REFUSED = 'Caller must hold ACCESS_MEDIA_LOCATION permission to access original';

type Case = Readonly<{
  uri?: string;
  granted?: readonly string[];
  deviceSdk?: number;
  targetSdk?: number;
  requests?: boolean;
  implicit?: boolean;
  isOwner?: boolean;
  fullAccess?: boolean;
}>;

function outcome(of: Case): boolean | string {
  const { uri = ITEM, granted = [READ_MEDIA_IMAGES], deviceSdk = 34, targetSdk = 34 } = of;
  const reader = {
    caller: { deviceSdk, targetSdk, granted: new Set(granted), legacyStorageAppOp: false },
    request: { requestsMediaLocation: of.requests ?? false, userSelectedIsImplicit: of.implicit ?? false },
    fullAccess: of.fullAccess ?? false,
    isOwner: of.isOwner ?? false,
  };
  try {
    return isRedactionNeeded(parseUri(uri), reader);
  } catch (error) {
    return String(error);
  }
}

const COMPATIBLE: Case = { granted: [READ_MEDIA_VISUAL_USER_SELECTED], requests: true, implicit: true };

describe('who reads a place', () => {
  test.each<[string, Case, boolean | string]>([
    ['nobody by default', {}, true],
    ['who holds ACCESS_MEDIA_LOCATION', { granted: [ACCESS_MEDIA_LOCATION] }, false],
    ['who holds it on Android 10', { granted: [ACCESS_MEDIA_LOCATION], deviceSdk: 29, targetSdk: 29 }, false],
    ['the owner', { isOwner: true, uri: ORIGINAL }, false],
    ['the provider and the shell', { fullAccess: true, uri: ORIGINAL }, false],
    ['a manager of all files', { granted: [MANAGE_EXTERNAL_STORAGE] }, false],
    ['an app in compatibility mode that asks for it', COMPATIBLE, false],
    ['not before Android 14', { ...COMPATIBLE, deviceSdk: 33 }, true],
    ['not when it does not ask', { ...COMPATIBLE, requests: false }, true],
    ['not when it names the selection itself', { ...COMPATIBLE, implicit: false }, true],
    ['nobody through a redacted URI', { uri: REDACTED, isOwner: true, granted: [ACCESS_MEDIA_LOCATION] }, true],
    [
      'nor its original',
      { uri: `${REDACTED}?requireOriginal=1`, isOwner: true },
      `UnsupportedOperationException: ${REFUSED}`,
    ],
    ['the original, without it', { uri: ORIGINAL }, `UnsupportedOperationException: ${REFUSED}`],
    ['the original, with it', { uri: ORIGINAL, granted: [ACCESS_MEDIA_LOCATION] }, false],
  ])('%s', (_, of, expected) => {
    expect(outcome(of)).toBe(expected);
  });

  test.each([
    ['', false],
    ['?requireOriginal=1', true],
    ['?requireOriginal=true', true],
    ['?requireOriginal', true],
    ['?requireOriginal=0', false],
    ['?requireOriginal=False', false],
    ['?other=1', false],
  ])('the original is asked for by %j: %j', (query, expected) => {
    expect(getRequireOriginal(parseUri(ITEM + query))).toBe(expected);
  });
});

describe('opening what the picker handed out', () => {
  const PICKED = 'content://media/picker/0/com.android.providers.media.photopicker/media/5';
  const GOT = PICKED.replace('picker/', 'picker_get_content/');
  const open = (uri: string, change: Readonly<{ mode?: 'r' | 'rw'; granted?: boolean; hidden?: boolean }> = {}) => {
    const { mode = 'r', granted = true, hidden = true } = change;
    const asked: Uri[] = [];
    const mayRead = (of: Uri) => asked.push(of) > 0 && granted;
    try {
      return [checkPickerOpen({ uri: parseUri(uri), mode, uid: 10_123, mayRead, locationHidden: hidden }), ...asked];
    } catch (error) {
      return String(error);
    }
  };
  const NO_LOCATION =
    'UnsupportedOperationException: Calling uid ( 10123 ) does not have ACCESS_MEDIA_LOCATION permission for requesting original file';

  test('the mode comes first, then the original, then the grant', () => {
    const all = { mode: 'rw', granted: false } as const;
    const original = `${PICKED}?requireOriginal=1`;
    expect(open(original, all)).toBe(
      `SecurityException: PhotoPicker Uris can only be accessed to read. Uri: ${original}`,
    );
    expect(open(original, { granted: false })).toBe(
      `UnsupportedOperationException: Require Original is not supported for Picker URI ${original}`,
    );
    expect(open(`${PICKED}?x=1`, { granted: false })).toBe(
      `SecurityException: Calling uid ( 10123 ) does not have permission to access picker uri: ${PICKED}`,
    );
  });

  test('the grant is looked up without parameters', () => {
    expect(open(`${GOT}?requireOriginal=1`, { hidden: false })).toEqual([false, GOT]);
    expect(withoutQuery(parseUri(`${PICKED}?a=1#b`))).toBe(PICKED);
  });

  test('ACTION_PICK_IMAGES never gives the place, ACTION_GET_CONTENT to who may have it', () => {
    expect([open(PICKED, { hidden: false }), open(GOT, { hidden: false }), open(GOT)]).toEqual([
      [true, PICKED],
      [false, GOT],
      [true, GOT],
    ]);
    expect(open(`${GOT}?requireOriginal=1`)).toBe(NO_LOCATION);
    expect(open(`${PICKED}?requireOriginal=0`)).toEqual([true, PICKED]);
  });
});

describe('the ranges of a file', () => {
  const ROW = { _data: '/storage/emulated/0/DCIM/a.jpg', owner_package_name: null };

  async function scene(device: TestSystem, answer: () => Promise<readonly ByteRange[]>) {
    const asked: string[] = [];
    const redaction = new Redaction({
      ...pick(device),
      redaction: (path, mimeType) => {
        asked.push(`${path.slice(device.folder.length)} ${mimeType}`);
        return answer();
      },
    });
    const call = callAs(device.system, GALLERY.packageName, new AbortController().signal);
    const real = join(device.folder, 'a.jpg');
    writeFileSync(real, 'picture');
    return { asked, real, read: (path: string | null) => redaction.rangesFor(call, parseUri(ITEM), ROW, path) };
  }

  const pick = ({ system }: TestSystem) => {
    const { device, packages, permissions, appOps, uriGrants, logcat } = system;
    return { device, packages, permissions, appOps, uriGrants, logcat };
  };

  test('are asked for once, and again when it changes', async () => {
    await using device = await testSystem({ photos: [] });
    const { asked, real, read } = await scene(device, async () => [[1, 2]]);
    expect([await read(real), await read(real)]).toEqual([[[1, 2]], [[1, 2]]]);
    expect(asked).toEqual(['/a.jpg image/jpeg']);
    writeFileSync(real, 'another picture');
    await read(real);
    expect(asked).toHaveLength(2);
  });

  test('of a file that is gone are none: opening it says so', async () => {
    await using device = await testSystem({ photos: [] });
    const { asked, read } = await scene(device, async () => [[1, 2]]);
    expect([await read(null), await read('/nowhere'), asked]).toEqual([[], [], []]);
  });

  test('that nobody can tell close it, with the device’s path in the words', async () => {
    await using device = await testSystem({ photos: [] });
    const { real, read } = await scene(device, () => Promise.reject(new Error('the media process ended')));
    await expect(read(real)).rejects.toMatchObject({
      name: 'IllegalStateException',
      message: 'java.io.IOException: Failed to redact /storage/emulated/0/DCIM/a.jpg',
    });
  });
});
