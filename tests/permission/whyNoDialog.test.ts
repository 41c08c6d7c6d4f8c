import { expect, test } from 'vitest';
import { type AndroidManifest, permission } from '../../contract/android/manifest.ts';
import { permissionApp } from '../../main/permission/permissionApp.ts';
import type { PermissionFlag, PermissionStates } from '../../main/permission/permissionState.ts';
import { whyNoDialog } from '../../main/permission/whyNoDialog.ts';

const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED, READ_EXTERNAL_STORAGE } = permission;

const app = (targetSdk: number, ...names: readonly string[]) => {
  const usesPermissions = names.map((name) => ({ name }));
  const manifest: AndroidManifest = { packageName: 'com.example.app', label: 'App', targetSdk, usesPermissions };
  return permissionApp(manifest, 34);
};
const images = (granted: boolean, ...flags: readonly PermissionFlag[]): PermissionStates => ({
  [READ_MEDIA_IMAGES]: { granted, flags: new Set(flags) },
});

test.each([
  [
    'READ_MEDIA_VISUAL hidden because only partial permission requested',
    app(34, READ_MEDIA_IMAGES, READ_MEDIA_VISUAL_USER_SELECTED),
    [READ_MEDIA_VISUAL_USER_SELECTED],
    {},
  ],
  [
    'READ_MEDIA_VISUAL hidden because it was denied for good, or fixed by the system',
    app(34, READ_MEDIA_IMAGES, READ_MEDIA_VIDEO),
    [READ_MEDIA_VIDEO],
    images(false, 'USER_SET', 'USER_FIXED'),
  ],
  [
    'READ_MEDIA_VISUAL hidden because it is granted already',
    app(34, READ_MEDIA_IMAGES, READ_MEDIA_VIDEO),
    [READ_MEDIA_VIDEO],
    images(true, 'USER_SET'),
  ],
  [
    'STORAGE hidden because apps that target 33 or more have no storage permission here',
    app(34, READ_EXTERNAL_STORAGE),
    [READ_EXTERNAL_STORAGE],
    {},
  ],
  [
    'hidden because the manifest declares nothing of it that this device asks about',
    app(34, READ_MEDIA_IMAGES),
    [null, '', READ_EXTERNAL_STORAGE],
    {},
  ],
  [
    'hidden because apps that target less than 23 are not asked about',
    app(22, READ_EXTERNAL_STORAGE),
    [READ_EXTERNAL_STORAGE],
    {},
  ],
] as const)('%s', (sentence, asking, names, states) => {
  expect(whyNoDialog(asking, names, states)).toEqual([sentence]);
});
