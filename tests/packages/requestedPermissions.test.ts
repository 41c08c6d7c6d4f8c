import { expect, test } from 'vitest';
import type { SdkInt } from '../../contract/android/build.ts';
import { SDK_INTS } from '../../contract/android/build.ts';
import type { UsesPermission } from '../../contract/android/manifest.ts';
import { protectionLevel, requestedPermissions, splitPermissions } from '../../main/packages/requestedPermissions.ts';

const PREFIX = 'android.permission.';
const STORAGE = 'READ_EXTERNAL_STORAGE';
const SELECTED = 'READ_MEDIA_VISUAL_USER_SELECTED';
const MEDIA = ['READ_MEDIA_AUDIO', 'READ_MEDIA_VIDEO', 'READ_MEDIA_IMAGES'];

function parse(sdk: SdkInt, targetSdk: number, ...declared: (string | UsesPermission)[]) {
  const usesPermissions = declared.map((one) =>
    typeof one === 'string' ? { name: PREFIX + one } : { ...one, name: PREFIX + one.name },
  );
  const parsed = requestedPermissions(
    { packageName: 'com.example', label: 'Example', targetSdk, usesPermissions },
    sdk,
  );
  const short = (names: readonly string[]) => names.map((name) => name.replace(PREFIX, ''));
  return {
    explicit: short(parsed.explicit),
    implicit: short(parsed.implicit),
    unknown: short(parsed.unknown),
    known: short(parsed.known),
  };
}

test.each(SDK_INTS)('READ_EXTERNAL_STORAGE up to API 32 is not requested above it (device %i)', (sdk) => {
  const { explicit, implicit } = parse(sdk, 30, { name: STORAGE, maxSdkVersion: 32 });
  expect(explicit).toEqual(sdk <= 32 ? [STORAGE] : []);
  expect(implicit).toEqual([]);
});

test.each<[device: SdkInt, target: number, implicit: string[]]>([
  [29, 28, ['ACCESS_MEDIA_LOCATION']],
  [29, 29, []],
  [32, 30, []],
  [33, 28, ['ACCESS_MEDIA_LOCATION', ...MEDIA]],
  [33, 32, MEDIA],
  [34, 32, [...MEDIA, SELECTED]],
  [36, 32, [...MEDIA, SELECTED]],
  [36, 33, []],
])('READ_EXTERNAL_STORAGE on device %i at target %i brings %j', (device, target, implicit) => {
  expect(parse(device, target, STORAGE).implicit).toEqual(implicit);
});

test('WRITE_EXTERNAL_STORAGE always brings the right to read', () => {
  expect(parse(36, 36, 'WRITE_EXTERNAL_STORAGE').implicit).toEqual([STORAGE]);
});

test.each(['READ_MEDIA_IMAGES', 'READ_MEDIA_VIDEO', 'ACCESS_MEDIA_LOCATION'])(
  '%s brings selected photos on 34',
  (name) => {
    expect(parse(34, 21, name).implicit).toEqual([SELECTED]);
    expect(parse(33, 34, name).implicit).toEqual([]);
  },
);

test('a name in the manifest is explicit even when a split would add it', () => {
  expect(parse(34, 34, 'READ_MEDIA_IMAGES', SELECTED)).toMatchObject({
    explicit: ['READ_MEDIA_IMAGES', SELECTED],
    implicit: [],
  });
});

test('a permission of a later Android, or of nobody, is inert', () => {
  expect(parse(32, 34, 'READ_MEDIA_IMAGES', 'MADE_UP')).toEqual({
    explicit: ['READ_MEDIA_IMAGES', 'MADE_UP'],
    implicit: [],
    unknown: ['READ_MEDIA_IMAGES', 'MADE_UP'],
    known: [],
  });
});

test('a name twice counts once, at its first place', () => {
  expect(parse(34, 34, 'CAMERA', 'READ_MEDIA_AUDIO', 'CAMERA').explicit).toEqual(['CAMERA', 'READ_MEDIA_AUDIO']);
});

test('a request brings one level of splits only', () => {
  expect(splitPermissions(`${PREFIX}${STORAGE}`, 30)).toEqual(MEDIA.map((name) => PREFIX + name));
  expect(splitPermissions(`${PREFIX}READ_MEDIA_IMAGES`, 34)).toEqual([PREFIX + SELECTED]);
});

test('only dangerous permissions are the user’s to give', () => {
  expect(protectionLevel(`${PREFIX}INTERNET`, 34)).toBe('normal');
  expect(protectionLevel(`${PREFIX}MANAGE_MEDIA`, 34)).toBe('signature');
  expect(protectionLevel(`${PREFIX}MANAGE_MEDIA`, 30)).toBeNull();
  expect(protectionLevel('toString', 34)).toBeNull();
});
