import { describe, expect, test } from 'vitest';
import type { SdkInt } from '../../contract/android/build.ts';
import { SDK_INTS } from '../../contract/android/build.ts';
import { opPermission } from '../../main/permission/appOps.ts';
import { permissionApp } from '../../main/permission/permissionApp.ts';
import {
  grantRuntimePermission,
  resetRuntimePermissions,
  revokeRuntimePermission,
  setPermissionAppOp,
  setPermissionFlags,
} from '../../main/permission/permissionShell.ts';
import { checkSelfPermission, isGrantedWithAppOp } from '../../main/permission/permissionState.ts';
import { app, explicit, fullName, type StateWords, states, words } from './permissionFixture.ts';

const IMAGES = fullName('IMAGES');
const INTERNET = 'android.permission.INTERNET';
const subject = (has: StateWords, sdk: SdkInt = 34, manifest = explicit) => ({
  packageName: manifest.packageName,
  app: permissionApp(manifest, sdk),
  states: states(has),
});

test.each<[before: string, granted: string, revoked: string]>([
  ['-', '+', '-'],
  ['- USER_FIXED USER_SET', '+ USER_FIXED USER_SET', '- USER_FIXED USER_SET'],
  ['+ USER_SET', '+ USER_SET', '- USER_SET'],
  ['+ POLICY_FIXED', '+ POLICY_FIXED', '+ POLICY_FIXED'],
])('of %s pm grant makes %s, pm revoke %s: flags stay', (before, granted, revoked) => {
  expect(words(grantRuntimePermission(subject({ IMAGES: before }, 36), IMAGES))).toEqual({ IMAGES: granted });
  expect(words(revokeRuntimePermission(subject({ IMAGES: before }, 36), IMAGES))).toEqual({ IMAGES: revoked });
});

describe('what pm grant refuses, by the device’s level', () => {
  const unknown = 'android.permission.NOPE';
  const foreign = fullName('CAMERA');
  const says = (sdk: SdkInt, name: string) => {
    try {
      const before = subject({}, sdk);
      return grantRuntimePermission(before, name) === before.states ? 'nothing' : 'granted';
    } catch (error) {
      return String(error);
    }
  };
  const GALLERY = explicit.packageName;
  test.each<[name: string, to14: string, from15: string]>([
    [
      unknown,
      `IllegalArgumentException: Unknown permission: ${unknown}`,
      `IllegalArgumentException: Unknown permission ${unknown}`,
    ],
    [
      INTERNET,
      `SecurityException: Permission ${INTERNET} requested by ${GALLERY} is not a changeable permission type`,
      `SecurityException: Permission ${INTERNET} requested by package ${GALLERY} is not a changeable permission type`,
    ],
    [foreign, `SecurityException: Package ${GALLERY} has not requested permission ${foreign}`, 'nothing'],
  ])('%s', (name, to14, from15) => {
    expect(SDK_INTS.map((sdk) => says(sdk, name))).toEqual(SDK_INTS.map((sdk) => (sdk <= 34 ? to14 : from15)));
  });

  test('a permission newer than the device is unknown to it', () => {
    expect(says(32, IMAGES)).toBe(`IllegalArgumentException: Unknown permission: ${IMAGES}`);
  });
});

test('up to Android 14, revoking what is fixed throws', () => {
  const revoke = (flag: string) => () => revokeRuntimePermission(subject({ IMAGES: `+ ${flag}` }), IMAGES);
  expect(revoke('POLICY_FIXED')).toThrow('Cannot revoke policy fixed permission');
  expect(revoke('SYSTEM_FIXED')).toThrow('Non-System UID cannot revoke system fixed permission');
});

test('a reset takes grants and what the user decided, not what others did', () => {
  const manifest = app(34, 'IMAGES', 'VIDEO', 'SELECTED', 'CAMERA', 'AUDIO');
  const { app: seen, states: before } = subject(
    {
      IMAGES: '+ ONE_TIME REVOKED_COMPAT',
      VIDEO: '- USER_FIXED USER_SET',
      SELECTED: '+ USER_SET',
      CAMERA: '+ POLICY_FIXED USER_SET',
      AUDIO: '- AUTO_REVOKED',
    },
    34,
    manifest,
  );
  const after = words(resetRuntimePermissions(seen, before));
  expect(after).toEqual({ IMAGES: '-', VIDEO: '-', SELECTED: '-', CAMERA: '+ POLICY_FIXED', AUDIO: '- AUTO_REVOKED' });
});

test('an ignored app-op hides media from an app that still believes to be granted', () => {
  const granted = states({ IMAGES: '+ USER_SET', VIDEO: '-' });
  const ignored = setPermissionAppOp(granted, IMAGES, 'ignore');
  expect([checkSelfPermission(ignored, IMAGES), isGrantedWithAppOp(ignored, IMAGES)]).toEqual([0, false]);
  expect(words(setPermissionAppOp(ignored, IMAGES, 'default'))).toEqual(words(granted));
  expect(setPermissionAppOp(granted, fullName('VIDEO'), 'ignore')).toBe(granted);
});

test.each([['READ_MEDIA_IMAGES'], ['android:read_media_images']])('the app-op %s', (op) => {
  expect(opPermission(op)).toBe(IMAGES);
});

test('flags by their words', () => {
  const fixed = setPermissionFlags(states({ IMAGES: '-' }), IMAGES, ['user-set', 'user-fixed'], true);
  expect(words(fixed)).toEqual({ IMAGES: '- USER_FIXED USER_SET' });
  expect(words(setPermissionFlags(fixed, IMAGES, ['user-fixed'], false))).toEqual({ IMAGES: '- USER_SET' });
  expect(() => setPermissionFlags(fixed, IMAGES, ['one-time'], true)).toThrow('specified flag one-time is not one of');
});
