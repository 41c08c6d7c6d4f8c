import { expect, test } from 'vitest';
import type { AndroidManifest } from '../../../../contract/android/manifest.ts';
import { permissionsToRequest, permissionsToShow } from '../../../../renderer/apps/gallery/photoPermissions.ts';

const LEGACY = 'READ_EXTERNAL_STORAGE';
const IMAGES = 'READ_MEDIA_IMAGES';
const VIDEO = 'READ_MEDIA_VIDEO';
const SELECTED = 'READ_MEDIA_VISUAL_USER_SELECTED';

function manifest(...names: readonly string[]): AndroidManifest {
  const usesPermissions = names.map((name) => ({ name: `android.permission.${name}` }));
  return { packageName: 'com.example.app', label: 'App', targetSdk: 34, usesPermissions };
}

const short = (names: readonly string[]) => names.map((name) => name.replace('android.permission.', ''));

test.each([
  [29, [LEGACY, IMAGES, VIDEO, SELECTED], [LEGACY]],
  [32, [LEGACY, IMAGES, VIDEO, SELECTED], [LEGACY]],
  [33, [LEGACY, IMAGES, VIDEO, SELECTED], [IMAGES, VIDEO]],
  [34, [LEGACY, IMAGES, VIDEO, SELECTED], [IMAGES, VIDEO, SELECTED]],
  [36, [IMAGES, VIDEO], [IMAGES, VIDEO]],
  [34, [VIDEO], [VIDEO]],
  [34, [LEGACY], [LEGACY]],
  [34, [], []],
])('on %i an app that declares %j asks for %j', (sdk, declared, expected) => {
  expect(short(permissionsToRequest(sdk, manifest(...declared)))).toEqual(expected);
});

test('the selection is shown from Android 14 on, declared or not', () => {
  expect(short(permissionsToShow(34, manifest(IMAGES)))).toEqual([IMAGES, SELECTED]);
  expect(short(permissionsToShow(33, manifest(IMAGES)))).toEqual([IMAGES]);
  expect(permissionsToShow(34, manifest())).toEqual([]);
});
