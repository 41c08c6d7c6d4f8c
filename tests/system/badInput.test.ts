// What a tester's script or an app gets wrong, and what the device says to it.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AndroidManifest, permission } from '../../contract/android/manifest.ts';
import type { AppApi } from '../../contract/rpc/appApi.ts';
import type { DeviceApi, DeviceState } from '../../contract/rpc/deviceApi.ts';
import type { SettingsApi } from '../../contract/rpc/settingsApi.ts';
import { bootOn, GALLERY, PHOTOS, type TestSystem, testSystem } from '../testSystem.ts';

const { READ_MEDIA_IMAGES, READ_MEDIA_AUDIO, READ_EXTERNAL_STORAGE } = permission;
const NOWHERE = 'com.example.nowhere';

/** What a call is refused with. */
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => (error instanceof Error ? { name: error.name, message: error.message } : error),
  );

const bare = (device: TestSystem) => device.converse<DeviceApi>('tester');

describe('a manifest that is none', () => {
  const names = (count: number) => Array.from({ length: count }, (_, number) => ({ name: `p${number}` }));

  test.each<[what: string, change: Record<string, unknown>, sentence: string]>([
    ['an unknown field', { maxSdk: 21 }, '0: Unrecognized key: "maxSdk"'],
    [
      'no package name',
      { packageName: undefined },
      '0.packageName: Invalid input: expected string, received undefined',
    ],
    ['an empty package name', { packageName: '' }, '0.packageName: a package name such as com.example.app'],
    [
      'one word for a package name',
      { packageName: 'gallery' },
      '0.packageName: a package name such as com.example.app',
    ],
    [
      'a path for a package name',
      { packageName: '../../etc/x' },
      '0.packageName: a package name such as com.example.app',
    ],
    ['a word for a target', { targetSdk: 'x' }, '0.targetSdk: Invalid input: expected number, received string'],
    ['half a target', { targetSdk: 33.5 }, '0.targetSdk: Invalid input: expected int, received number'],
    ['target 0', { targetSdk: 0 }, '0.targetSdk: Too small: expected number to be >=1'],
    [
      'no permissions',
      { usesPermissions: undefined },
      '0.usesPermissions: Invalid input: expected array, received undefined',
    ],
    [
      'names for permissions',
      { usesPermissions: [READ_MEDIA_IMAGES] },
      '0.usesPermissions.0: Invalid input: expected object, received string',
    ],
    [
      'a permission of no name',
      { usesPermissions: [{ name: '' }] },
      '0.usesPermissions.0.name: a name such as android.permission.READ_MEDIA_IMAGES',
    ],
    [
      'a thousand permissions',
      { usesPermissions: names(1_000) },
      '0.usesPermissions: Too big: expected array to have <=500 items',
    ],
  ])('%s', async (_, change, sentence) => {
    await using device = await testSystem({ photos: [], apps: [] });
    const manifest = { ...GALLERY, ...change } as unknown as AndroidManifest;
    expect(await refusal(bare(device).install(manifest))).toEqual({
      name: 'IllegalArgumentException',
      message: `Bad argument for install: ${sentence}`,
    });
    expect((await bare(device).state()).packages).toEqual([]);
  });

  test('several mistakes are told at once', async () => {
    await using device = await testSystem({ photos: [], apps: [] });
    const manifest = { packageName: 'x', label: 7 } as unknown as AndroidManifest;
    const { message } = Object(await refusal(bare(device).install(manifest)));
    for (const field of ['packageName', 'label', 'targetSdk', 'usesPermissions'])
      expect(message).toContain(`0.${field}: `);
  });

  test('a package of the system cannot be replaced', async () => {
    await using device = await testSystem({ photos: [], apps: [] });
    const packageName = 'com.android.permissioncontroller';
    expect(await refusal(bare(device).install({ ...GALLERY, packageName }))).toMatchObject({
      message: `${packageName} is part of the system and cannot be replaced.`,
    });
  });
});

describe('a manifest that is strange', () => {
  test('a permission declared twice counts once', async () => {
    await using device = await testSystem({ photos: [], apps: [] });
    const twice = [...PHOTOS, ...PHOTOS].map((name) => ({ name }));
    await bare(device).install({ ...GALLERY, usesPermissions: twice });
    const [installed] = (await bare(device).state()).packages;
    expect(installed?.permissions.map(({ name }) => name)).toEqual(PHOTOS);
  });

  test('of two declarations with different limits, one that holds is enough', async () => {
    await using device = await testSystem({ photos: [], apps: [] });
    const usesPermissions = [{ name: READ_MEDIA_IMAGES, maxSdkVersion: 30 }, { name: READ_MEDIA_IMAGES }];
    await bare(device).install({ ...GALLERY, usesPermissions });
    const [installed] = (await bare(device).state()).packages;
    expect(installed?.permissions.map(({ name }) => name)).toContain(READ_MEDIA_IMAGES);
  });

  test('a permission nobody knows is inert', async () => {
    await using device = await testSystem({ photos: [], apps: [] });
    await bare(device).install({ ...GALLERY, usesPermissions: [{ name: '__proto__' }, { name: 'com.example.OWN' }] });
    const app = device.launch(GALLERY.packageName);
    expect(await app.requestPermissions(['__proto__', 'com.example.OWN'], 1)).toEqual({
      permissions: ['__proto__', 'com.example.OWN'],
      grantResults: [-1, -1],
    });
    expect(device.shown).toEqual([]);
  });

  test('target 12 is from before runtime permissions: a request is answered without a question', async () => {
    await using device = await testSystem({ photos: [], apps: [] });
    await bare(device).install({ ...GALLERY, targetSdk: 12 });
    const app = device.launch(GALLERY.packageName);
    expect(await app.requestPermissions([READ_EXTERNAL_STORAGE], 1)).toEqual({ permissions: [], grantResults: [] });
    expect(device.shown).toEqual([]);
  });
});

describe('names in a request', () => {
  test.each([[null], [[]]])('%j is nothing to ask for', async (names) => {
    await using device = await testSystem({ photos: [] });
    device.launch(GALLERY.packageName);
    const api = device.converse<AppApi>(`app/${GALLERY.packageName}`);
    expect(await refusal(api.requestPermissions(names as unknown as string[], 1))).toEqual({
      name: 'IllegalArgumentException',
      message: 'permission cannot be null or empty',
    });
  });

  test.each([
    [34, [READ_MEDIA_IMAGES, READ_MEDIA_IMAGES], [-1, -1]],
    [33, ['', null, READ_MEDIA_IMAGES], [-1, -1, -1]],
  ] as const)('on API %i null, empty, repeated and foreign names', async (sdk, extra, results) => {
    await using device = await testSystem({ photos: [], sdk });
    device.launch(GALLERY.packageName);
    const api = device.converse<AppApi>(`app/${GALLERY.packageName}`);
    device.user({ button: 'DENY' });
    const names = [...extra, null, '', 'no.such.NAME', READ_MEDIA_AUDIO, 'x'.repeat(100_000)];
    const { permissions, grantResults } = await api.requestPermissions(names as unknown as string[], 1);
    const kept = sdk >= 34 ? names.filter((name) => name !== null && name !== '') : names.map((name) => name ?? '');
    expect(permissions).toEqual(kept);
    expect(grantResults).toEqual(kept.map(() => -1));
    expect([grantResults.slice(0, results.length), device.shown.length]).toEqual([results, 1]);
  });

  test.each([
    ['a number', 7, 'Bad argument for requestPermissions: 0: Invalid input: expected array, received number'],
    ['an object', [{}], 'Bad argument for requestPermissions: 0.0: Invalid input: expected string, received object'],
    [
      'too many',
      Array(2_000).fill('x'),
      'Bad argument for requestPermissions: 0: Too big: expected array to have <=1000 items',
    ],
  ])('%s is refused before it reaches the device', async (_, names, message) => {
    await using device = await testSystem({ photos: [] });
    device.launch(GALLERY.packageName);
    const api = device.converse<AppApi>(`app/${GALLERY.packageName}`);
    const asked = api.requestPermissions(names as unknown as string[], 1);
    expect(await refusal(asked)).toEqual({ name: 'IllegalArgumentException', message });
  });
});

describe('a package that is not installed', () => {
  test('has no conversation', async () => {
    await using device = await testSystem({ photos: [] });
    expect(() => device.converse(`app/${NOWHERE}`)).toThrow(`Nobody answers as app/${NOWHERE}.`);
    expect(() => device.converse('app/')).toThrow();
    expect(() => device.converse('app/../tester')).toThrow();
  });

  test.each<[method: string, call: (tester: DeviceApi) => Promise<unknown>]>([
    ['launch', (tester) => tester.launch(NOWHERE)],
    ['setProcessState FOREGROUND', (tester) => tester.setProcessState(NOWHERE, 'FOREGROUND')],
    ['setProcessState BACKGROUND', (tester) => tester.setProcessState(NOWHERE, 'BACKGROUND')],
    ['uninstall', (tester) => tester.uninstall(NOWHERE)],
    ['clearData', (tester) => tester.clearData(NOWHERE)],
    ['setPhotoAccess', (tester) => tester.setPhotoAccess(NOWHERE, 'full')],
    ['setPermission', (tester) => tester.setPermission(NOWHERE, READ_MEDIA_IMAGES, true)],
  ])('%s says so and starts nothing', async (_, call) => {
    await using device = await testSystem({ photos: [] });
    expect(await refusal(call(bare(device)))).toEqual({
      name: 'IllegalArgumentException',
      message: `Unknown package: ${NOWHERE}`,
    });
    expect(device.system.processes.state(NOWHERE)).toBe('STOPPED');
  });

  test.each<[method: string, call: (settings: SettingsApi) => Promise<unknown>]>([
    ['appInfo', (settings) => settings.appInfo(NOWHERE)],
    ['appPermission', (settings) => settings.appPermission(NOWHERE, 'android.permission-group.READ_MEDIA_VISUAL')],
    ['choose', (settings) => settings.choose(NOWHERE, 'android.permission-group.READ_MEDIA_VISUAL', 'ALLOW', true)],
    [
      'editSelectedPhotos',
      (settings) => settings.editSelectedPhotos(NOWHERE, 'android.permission-group.READ_MEDIA_VISUAL'),
    ],
    ['setSpecialAccess', (settings) => settings.setSpecialAccess(NOWHERE, permission.MANAGE_MEDIA, true)],
    ['setUnusedAppSwitch', (settings) => settings.setUnusedAppSwitch(NOWHERE, true)],
  ])('Settings: %s says so', async (_, call) => {
    await using device = await testSystem({ photos: [] });
    expect(await refusal(call(device.converse<SettingsApi>('settings')))).toEqual({
      name: 'IllegalArgumentException',
      message: `Unknown package: ${NOWHERE}`,
    });
  });

  test('an app that is uninstalled under its dialog takes the dialog with it', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    const request = refusal(app.requestPermissions(PHOTOS, 1));
    await app.getSdkInt();
    await bare(device).uninstall(GALLERY.packageName);
    expect(await request).toMatchObject({ name: 'DeadObjectException' });
    expect(device.system.screen.dialogs()).toEqual([]);
  });
});

describe('the manual clock', () => {
  test('does not go back, nor to where no date is', async () => {
    await using device = await testSystem({ photos: [] });
    const before = (await bare(device).state()).currentTimeMillis;
    for (const step of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, '60' as unknown as number]) {
      expect(await refusal(bare(device).advanceClock(step))).toMatchObject({
        name: 'IllegalArgumentException',
        message: expect.stringMatching(/^Bad argument for advanceClock: 0: /),
      });
    }
    expect(() => device.system.advanceClock(-1)).toThrow('The clock only moves forward.');
    expect((await bare(device).state()).currentTimeMillis).toBe(before);
  });

  test('that follows the computer cannot be moved', async () => {
    await using device = await testSystem({ photos: [] });
    await bare(device).setClock('system');
    expect(await refusal(bare(device).advanceClock(1))).toMatchObject({
      message: 'The clock follows the system clock; set it to manual first.',
    });
  });

  test('leaps over three hundred years of checks for unused apps', async () => {
    await using device = await testSystem({ photos: [] });
    await bare(device).advanceClock(1e13);
    expect(new Date((await bare(device).state()).currentTimeMillis).getUTCFullYear()).toBeGreaterThan(2300);
  });
});

describe('ten thousand apps', () => {
  const many = Array.from({ length: 10_000 }, (_, number) => ({ ...GALLERY, packageName: `com.example.app${number}` }));

  test('are installed, shown and kept, and one more writes nothing but itself', async () => {
    await using device = await testSystem({ photos: [], apps: [] });
    const packages = join(device.home, 'packages.json');
    for (const manifest of many) device.system.apps.install(manifest);
    const before = statSync(packages);
    await bare(device).install({ ...GALLERY, packageName: 'com.example.last' });
    await bare(device).setPermission('com.example.app7777', READ_MEDIA_IMAGES, true);
    const after = statSync(packages);
    expect([after.ino, after.size - before.size < 1_000]).toEqual([before.ino, true]);
    expect(readFileSync(join(device.home, 'permissions.json'), 'utf8').length).toBeLessThan(1_000);

    const states = (await bare(device).watch())[Symbol.asyncIterator]();
    const first: DeviceState = (await states.next()).value;
    expect(first.packages).toHaveLength(10_001);
    await bare(device).uninstall('com.example.last');
    const second: DeviceState = (await states.next()).value;
    expect(second.packages).toHaveLength(10_000);
    await states.return?.();

    await device.system.close();
    await using again = await bootOn(device.folder, device.home, { apps: [] });
    expect(again.system.packages.find('com.example.app7777')?.uid).toBe(first.packages[7_777]?.uid);
    expect(again.system.permissions.checkPermission('com.example.app7777', READ_MEDIA_IMAGES)).toBe(0);
    expect(again.system.packages.find('com.example.last')).toBeNull();
  });
});
