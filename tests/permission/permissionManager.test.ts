import { describe, expect, test } from 'vitest';
import type { SdkInt } from '../../contract/android/build.ts';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { PermissionManager } from '../../main/permission/permissionManager.ts';
import { app, explicit, fullName, implicit, type StateWords, states, words } from './permissionFixture.ts';

const GALLERY = 'com.example.gallery';
const IMAGES = fullName('IMAGES');
const SELECTED = fullName('SELECTED');

/** A device whose disk is a variable. */
function device(manifest: AndroidManifest | null = explicit, saved: unknown = null) {
  const state = { sdk: 34 as SdkInt, saved, problems: [] as string[] };
  const start = () =>
    new PermissionManager({
      sdk: () => state.sdk,
      manifest: (packageName) => (packageName === GALLERY ? manifest : null),
      load: () => state.saved,
      save: (json) => {
        state.saved = JSON.parse(JSON.stringify(json));
      },
      onProblem: (message) => state.problems.push(message),
    });
  return { state, start };
}

const limited: StateWords = { IMAGES: '- USER_SET', VIDEO: '- USER_SET', SELECTED: '+ USER_SET' };
const session: StateWords = { IMAGES: '+ ONE_TIME REVOKED_COMPAT', SELECTED: '+ USER_SET' };

test('an app starts with nothing granted; what needs no question is granted at install', () => {
  const manifest = {
    ...explicit,
    usesPermissions: [...explicit.usesPermissions, { name: 'android.permission.INTERNET' }],
  };
  const permissions = device(manifest).start();
  expect(words(permissions.states(GALLERY))).toEqual({
    IMAGES: '-',
    VIDEO: '-',
    SELECTED: '-',
    'android.permission.INTERNET': '+',
  });
  expect(permissions.checkPermission(GALLERY, 'android.permission.INTERNET')).toBe(0);
});

test.each([
  [IMAGES, -1, false, true],
  [SELECTED, 0, true, false],
  [fullName('STORAGE'), -1, false, false],
  ['toString', -1, false, false],
])('after limited access, %s: check %i, with app-op %s, rationale %s', (name, check, withAppOp, rationale) => {
  const permissions = device().start();
  permissions.apply(GALLERY, states(limited));
  expect(permissions.checkPermission(GALLERY, name)).toBe(check);
  expect(permissions.isGrantedWithAppOp(GALLERY, name)).toBe(withAppOp);
  expect(permissions.shouldShowRequestPermissionRationale(GALLERY, name)).toBe(rationale);
});

test('during a session of compatibility the check says granted and the app-op says no', () => {
  const permissions = device(implicit).start();
  permissions.apply(GALLERY, states(session));
  expect(permissions.checkPermission(GALLERY, IMAGES)).toBe(0);
  expect(permissions.isGrantedWithAppOp(GALLERY, IMAGES)).toBe(false);
  expect(permissions.shouldShowRequestPermissionRationale(GALLERY, IMAGES)).toBe(false);
});

test('a package nobody installed holds nothing', () => {
  const permissions = device().start();
  expect(permissions.states('com.example.other')).toEqual({});
  expect(permissions.checkPermission('com.example.other', IMAGES)).toBe(-1);
});

describe('over a restart', () => {
  test('states stay', () => {
    const { start } = device();
    start().apply(GALLERY, states(limited));
    expect(words(start().states(GALLERY))).toEqual(limited);
  });

  test('one-time grants do not, as after a reboot', () => {
    const { start } = device(implicit);
    const permissions = start();
    permissions.apply(GALLERY, states(session));
    const after = { IMAGES: '-', VIDEO: '-', SELECTED: '+ USER_SET' };
    expect(words(start().states(GALLERY))).toEqual(after);
    permissions.rebooted();
    expect(words(permissions.states(GALLERY))).toEqual(after);
  });

  test.each([
    ['text', 'nonsense'],
    ['a list', []],
    ['no packages', { version: 1 }],
    ['a package that is text', { packages: { [GALLERY]: 'granted' } }],
    ['a state without flags', { packages: { [GALLERY]: { [IMAGES]: { granted: true } } } }],
    ['a state that is not yes or no', { packages: { [GALLERY]: { [IMAGES]: { granted: 1, flags: [] } } } }],
  ])('a damaged file (%s) counts as empty, and is told', (_what, saved) => {
    const { state, start } = device(explicit, saved);
    expect(words(start().states(GALLERY))).toEqual({ IMAGES: '-', VIDEO: '-', SELECTED: '-' });
    expect(state.problems).toEqual([expect.stringMatching(/^The saved permissions could not be read \(.+\); /)]);
  });

  test('a disk that cannot be read at all counts as empty too', () => {
    const problems: string[] = [];
    const load = () => {
      throw new Error('no such disk');
    };
    const onProblem = (message: string) => problems.push(message);
    const permissions = new PermissionManager({
      sdk: () => 34,
      manifest: () => explicit,
      load,
      save: () => {},
      onProblem,
    });
    expect(permissions.checkPermission(GALLERY, IMAGES)).toBe(-1);
    expect(problems).toHaveLength(1);
  });

  test('the first start finds nothing and complains about nothing', () => {
    const { state, start } = device(explicit, null);
    start();
    expect(state.problems).toEqual([]);
  });
});

test('a change of the API level keeps states and shows those the level knows', () => {
  const { state, start } = device(app(34, 'IMAGES', 'SELECTED', 'STORAGE'));
  const permissions = start();
  permissions.apply(GALLERY, states({ IMAGES: '+ USER_SET', SELECTED: '+ USER_SET' }));
  state.sdk = 32;
  expect(words(permissions.states(GALLERY))).toEqual({ STORAGE: '-' });
  permissions.apply(GALLERY, states({ STORAGE: '- USER_SET' }));
  permissions.rebooted();
  state.sdk = 33;
  expect(words(start().states(GALLERY))).toEqual({ IMAGES: '+ USER_SET', STORAGE: '- USER_SET' });
  state.sdk = 34;
  expect(permissions.checkPermission(GALLERY, SELECTED)).toBe(0);
});

test('listeners hear the names that changed, and nothing when nothing did', () => {
  const permissions = device().start();
  const heard: unknown[] = [];
  const listening = permissions.onChange((packageName, names) => heard.push([packageName, ...names]));
  permissions.apply(GALLERY, states(limited));
  permissions.apply(GALLERY, states({ ...limited, IMAGES: '+ USER_SET' }));
  permissions.apply(GALLERY, permissions.states(GALLERY));
  permissions.rebooted();
  listening[Symbol.dispose]();
  permissions.apply(GALLERY, states({ IMAGES: '-' }));
  expect(heard).toEqual([
    [GALLERY, IMAGES, fullName('VIDEO'), SELECTED],
    [GALLERY, IMAGES],
  ]);
});

test('an uninstall and a factory reset forget', () => {
  const { start } = device();
  const permissions = start();
  permissions.apply(GALLERY, states(limited));
  permissions.removePackage(GALLERY);
  expect(permissions.checkPermission(GALLERY, SELECTED)).toBe(-1);
  permissions.apply(GALLERY, states(limited));
  permissions.reset();
  expect(start().checkPermission(GALLERY, SELECTED)).toBe(-1);
});

describe('a package or the device is updated', () => {
  /** A device on which the level and the manifest can change. */
  function changing(manifest: AndroidManifest, sdk: SdkInt) {
    const now = { sdk, manifest, saved: null as unknown };
    const permissions = new PermissionManager({
      sdk: () => now.sdk,
      manifest: () => now.manifest,
      load: () => null,
      save: (json) => {
        now.saved = JSON.parse(JSON.stringify(json));
      },
    });
    const told: string[][] = [];
    permissions.onChange((_packageName, names) => told.push([...names].sort()));
    return { now, permissions, told };
  }

  test('the new version keeps what it still requests; the rest is forgotten, on disk too', () => {
    const old = app(32, 'STORAGE');
    const { now, permissions, told } = changing(old, 34);
    permissions.apply(GALLERY, states({ STORAGE: '+ USER_SET', IMAGES: '+ USER_SET', AUDIO: '+ USER_SET' }));
    now.manifest = explicit;
    permissions.updatePackage(old, explicit);
    expect(words(permissions.states(GALLERY))).toEqual({ IMAGES: '+ USER_SET', VIDEO: '-', SELECTED: '-' });
    expect(now.saved).toMatchObject({ packages: { [GALLERY]: { [IMAGES]: { granted: true } } } });
    expect(JSON.stringify(now.saved)).not.toContain('EXTERNAL_STORAGE');
    expect(told.at(-1)).toEqual([fullName('STORAGE'), fullName('AUDIO')].sort());
    now.manifest = old;
    permissions.updatePackage(explicit, old);
    expect(words(permissions.states(GALLERY)).STORAGE).toBe('-');
  });

  test('another Android version: what it makes of the grants is told and kept', () => {
    const { now, permissions, told } = changing(explicit, 33);
    permissions.apply(GALLERY, states({ IMAGES: '+ USER_SET' }));
    now.sdk = 34;
    permissions.upgradeOs(33, 34);
    const full = { IMAGES: '+ USER_SET', VIDEO: '+ USER_SET', SELECTED: '+ USER_SET' };
    expect(words(permissions.states(GALLERY))).toEqual(full);
    expect(told.at(-1)).toEqual([fullName('VIDEO'), SELECTED].sort());
    now.sdk = 33;
    permissions.upgradeOs(34, 33);
    expect([words(permissions.states(GALLERY)), told.length]).toEqual([
      { IMAGES: '+ USER_SET', VIDEO: '+ USER_SET' },
      2,
    ]);
  });

  test('a cleared package is as installed', () => {
    const { permissions } = changing(explicit, 34);
    permissions.apply(GALLERY, states(limited));
    permissions.clearPackage(GALLERY);
    expect(words(permissions.states(GALLERY))).toEqual({ IMAGES: '-', VIDEO: '-', SELECTED: '-' });
    expect(permissions.packageNames()).toEqual([GALLERY]);
  });
});
