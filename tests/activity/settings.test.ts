import { describe, expect, test } from 'vitest';
import { type AndroidManifest, permission } from '../../contract/android/manifest.ts';
import { pickerUri } from '../../contract/android/mediaStore.ts';
import { permissionGroup } from '../../main/permission/permissionApp.ts';
import { GALLERY, OLD_ALBUM, PHOTOS, type TestSystem, testSystem, until, visibleImages } from '../testSystem.ts';

const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED, READ_EXTERNAL_STORAGE } = permission;
const VISUAL = permissionGroup.READ_MEDIA_VISUAL;
const DAY = 86_400_000;

const SCANNER: AndroidManifest = {
  packageName: 'com.example.scanner',
  label: 'Scanner',
  targetSdk: 32,
  usesPermissions: [{ name: READ_EXTERNAL_STORAGE }],
};

const MANAGER: AndroidManifest = {
  packageName: 'com.example.files',
  label: 'Files',
  targetSdk: 34,
  usesPermissions: [{ name: permission.MANAGE_EXTERNAL_STORAGE }, { name: READ_MEDIA_IMAGES }],
};

const checked = (device: TestSystem, packageName: string, group = VISUAL) =>
  device.system.settings.appPermission(packageName, group).radios.find((radio) => radio.checked)?.label;

async function allowedAll(device: TestSystem) {
  const app = device.launch(GALLERY.packageName);
  device.user({ button: 'ALLOW_ALL' });
  await app.requestPermissions(PHOTOS, 1);
  return app;
}

describe('the page of photos and videos', () => {
  test('has the three radios of an app that may be limited', async () => {
    await using device = await testSystem({ photos: [] });
    const { title, radios, editSelectedPhotos } = device.system.settings.appPermission(GALLERY.packageName, VISUAL);
    expect([title, radios.map(({ label }) => label), editSelectedPhotos]).toEqual([
      'Photos and videos permission',
      ['Always allow all', 'Allow limited access', 'Don’t allow'],
      null,
    ]);
  });

  test('limiting an app from here opens no picker, selects nothing and ends its process', async () => {
    await using device = await testSystem();
    const app = await allowedAll(device);
    expect(device.system.settings.choose(GALLERY.packageName, VISUAL, 'LIMITED', false)).toBeNull();
    await app.closed;
    expect(device.shown).toHaveLength(1);
    const later = device.launch(GALLERY.packageName);
    expect([
      await later.checkSelfPermission(READ_MEDIA_IMAGES),
      await later.checkSelfPermission(READ_MEDIA_VISUAL_USER_SELECTED),
    ]).toEqual([-1, 0]);
    expect([await visibleImages(later), checked(device, GALLERY.packageName)]).toEqual([[], 'Allow limited access']);
  });

  test('the pencil changes the selection of a running app and nothing else', async () => {
    await using device = await testSystem();
    device.system.settings.choose(GALLERY.packageName, VISUAL, 'LIMITED', false);
    const app = device.launch(GALLERY.packageName);
    device.user({ uris: [pickerUri(4), pickerUri(5)] });
    await device.system.settings.editSelectedPhotos(GALLERY.packageName, VISUAL);
    expect(await visibleImages(app)).toHaveLength(2);
    expect(await app.checkSelfPermission(READ_MEDIA_IMAGES)).toBe(-1);
  });

  test('allowing while the app runs does not end it, and it sees everything when it asks again', async () => {
    await using device = await testSystem();
    const app = device.launch(GALLERY.packageName);
    device.system.settings.choose(GALLERY.packageName, VISUAL, 'ALLOW', false);
    expect([await visibleImages(app).then((ids) => ids.length), checked(device, GALLERY.packageName)]).toEqual([
      10,
      'Always allow all',
    ]);
  });

  test('denying takes the selection away', async () => {
    await using device = await testSystem();
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'limited', [4, 5]);
    device.system.settings.choose(GALLERY.packageName, VISUAL, 'DENY', false);
    expect([device.system.selectedItems(GALLERY.packageName), checked(device, GALLERY.packageName)]).toEqual([
      0,
      'Don’t allow',
    ]);
  });

  test('an old app is asked about first, and then decides about all three groups', async () => {
    await using device = await testSystem({ photos: [], apps: [SCANNER] });
    const { settings, permissions } = device.system;
    const question = settings.choose(SCANNER.packageName, VISUAL, 'ALLOW', false);
    expect(question).toMatchObject({
      title: 'Access to music and audio files will also be allowed',
      yes: 'Confirm',
      no: 'Back',
    });
    expect(permissions.checkPermission(SCANNER.packageName, READ_EXTERNAL_STORAGE)).toBe(-1);
    expect(settings.choose(SCANNER.packageName, VISUAL, 'ALLOW', true)).toBeNull();
    expect(permissions.checkPermission(SCANNER.packageName, READ_EXTERNAL_STORAGE)).toBe(0);
  });

  test('a choice that is not on the page is an error, and changes nothing', async () => {
    await using device = await testSystem({ photos: [], apps: [SCANNER] });
    await device.system.apps.setPhotoAccess(SCANNER.packageName, 'full', []);
    for (const radio of ['LIMITED', 'ALLOW_ALL_FILES'] as const) {
      expect(() => device.system.settings.choose(SCANNER.packageName, VISUAL, radio, true)).toThrow('has no choice');
    }
    expect(device.system.permissions.checkPermission(SCANNER.packageName, READ_EXTERNAL_STORAGE)).toBe(0);
  });

  test('a picker of the pencil goes with the app, and its answer comes too late after a denial', async () => {
    await using device = await testSystem();
    const { settings, screen } = device.system;
    settings.choose(GALLERY.packageName, VISUAL, 'LIMITED', false);
    const denied = settings.editSelectedPhotos(GALLERY.packageName, VISUAL);
    await until(
      (changed) => screen.onChange(changed),
      () => screen.dialogs().length === 1,
    );
    settings.choose(GALLERY.packageName, VISUAL, 'DENY', false);
    device.user({ uris: [pickerUri(4)] });
    await denied;
    expect(device.system.selectedItems(GALLERY.packageName)).toBe(0);
    settings.choose(GALLERY.packageName, VISUAL, 'LIMITED', false);
    const gone = settings.editSelectedPhotos(GALLERY.packageName, VISUAL);
    await until(
      (changed) => screen.onChange(changed),
      () => screen.dialogs().length === 1,
    );
    device.system.apps.clearData(GALLERY.packageName);
    await gone;
    expect(screen.dialogs()).toEqual([]);
  });

  test('an unknown group or package is an error', async () => {
    await using device = await testSystem({ photos: [] });
    expect(() => device.system.settings.appPermission(GALLERY.packageName, 'LOCATION')).toThrow(
      'Unknown permission group',
    );
    expect(() => device.system.settings.appInfo('com.nowhere')).toThrow('Unknown package: com.nowhere');
  });
});

describe('special access', () => {
  test('all files shows everything without a permission', async () => {
    await using device = await testSystem({ apps: [MANAGER], files: { 'Documents/a.pdf': 'x' } });
    const app = device.launch(MANAGER.packageName);
    expect(await visibleImages(app)).toEqual([]);
    device.system.settings.setSpecialAccess(MANAGER.packageName, permission.MANAGE_EXTERNAL_STORAGE, true);
    expect(await visibleImages(app)).toHaveLength(10);
    expect(device.system.settings.appInfo(MANAGER.packageName).specialAccess).toMatchObject([{ allowed: true }]);
  });

  test('an app that does not declare it is not on the page', async () => {
    await using device = await testSystem({ photos: [] });
    expect(() =>
      device.system.settings.setSpecialAccess(GALLERY.packageName, permission.MANAGE_EXTERNAL_STORAGE, true),
    ).toThrow('is not on the page');
    expect(device.system.settings.appInfo(GALLERY.packageName).specialAccess).toEqual([]);
  });
});

describe('apps nobody opens', () => {
  test('lose their permissions and their selection after ninety days', async () => {
    await using device = await testSystem();
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'limited', [4]);
    device.system.advanceClock(90 * DAY);
    expect(device.system.permissions.checkPermission(GALLERY.packageName, READ_MEDIA_VISUAL_USER_SELECTED)).toBe(0);
    device.system.advanceClock(15 * DAY);
    expect(device.system.permissions.checkPermission(GALLERY.packageName, READ_MEDIA_VISUAL_USER_SELECTED)).toBe(-1);
    expect(device.system.selectedItems(GALLERY.packageName)).toBe(0);
  });

  test('an app that stays in front is used all the while', async () => {
    await using device = await testSystem({ photos: [] });
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'full', []);
    device.launch(GALLERY.packageName);
    device.system.advanceClock(120 * DAY);
    expect(device.system.permissions.checkPermission(GALLERY.packageName, READ_MEDIA_IMAGES)).toBe(0);
  });

  test('keep them when they are opened in between, or when the switch is off', async () => {
    await using device = await testSystem({ photos: [], apps: [GALLERY, OLD_ALBUM] });
    for (const { packageName } of [GALLERY, OLD_ALBUM])
      await device.system.apps.setPhotoAccess(packageName, 'full', []);
    device.system.settings.setUnusedAppSwitch(OLD_ALBUM.packageName, false);
    device.system.advanceClock(60 * DAY);
    device.launch(GALLERY.packageName);
    device.system.advanceClock(60 * DAY);
    const held = [GALLERY, OLD_ALBUM].map(({ packageName }) =>
      device.system.permissions.checkPermission(packageName, READ_MEDIA_IMAGES),
    );
    expect(held).toEqual([0, 0]);
    expect(device.system.settings.appInfo(GALLERY.packageName).unusedApp).toEqual({
      label: 'Pause app activity if unused',
      on: true,
    });
  });
});

describe('the tester’s short cuts', () => {
  test.each([
    ['full', [0, 0, 0], 10],
    ['limited', [-1, -1, 0], 2],
    ['denied', [-1, -1, -1], 0],
    ['fixed', [-1, -1, -1], 0],
    ['reset', [-1, -1, -1], 0],
  ] as const)('%s', async (access, results, visible) => {
    await using device = await testSystem();
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'full', []);
    await device.system.apps.setPhotoAccess(GALLERY.packageName, access, access === 'limited' ? [4, 5] : []);
    const app = device.launch(GALLERY.packageName);
    expect(await Promise.all(PHOTOS.map((name) => app.checkSelfPermission(name)))).toEqual(results);
    expect(await visibleImages(app)).toHaveLength(visible);
    expect(device.shown).toEqual([]);
  });

  test('denied for good shows no dialog any more, denied once shows one more', async () => {
    await using device = await testSystem({ photos: [] });
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'fixed', []);
    const app = device.launch(GALLERY.packageName);
    await app.requestPermissions(PHOTOS, 1);
    expect(device.shown).toEqual([]);
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'denied', []);
    device.user(null);
    await device.launch(GALLERY.packageName).requestPermissions(PHOTOS, 2);
    expect(device.shown).toHaveLength(1);
  });

  test('limited access in compatibility mode starts a session', async () => {
    await using device = await testSystem();
    const app = device.launch(OLD_ALBUM.packageName);
    await device.system.apps.setPhotoAccess(OLD_ALBUM.packageName, 'limited', [4]);
    expect(await app.checkSelfPermission(READ_MEDIA_IMAGES)).toBe(0);
    device.system.processes.toBackground(OLD_ALBUM.packageName);
    device.system.advanceClock(60_000);
    await app.closed;
    expect(device.system.permissions.checkPermission(OLD_ALBUM.packageName, READ_MEDIA_IMAGES)).toBe(-1);
  });

  test('of an app that does not run such a session ends as it begins', async () => {
    await using device = await testSystem();
    await device.system.apps.setPhotoAccess(OLD_ALBUM.packageName, 'limited', [4]);
    expect(device.system.permissions.checkPermission(OLD_ALBUM.packageName, READ_MEDIA_IMAGES)).toBe(-1);
    expect(await visibleImages(device.launch(OLD_ALBUM.packageName))).toHaveLength(1);
  });

  test('what cannot be changes nothing', async () => {
    await using device = await testSystem({ photos: [], apps: [SCANNER] });
    await device.system.apps.setPhotoAccess(SCANNER.packageName, 'fixed', []);
    const before = device.system.permissions.states(SCANNER.packageName);
    await expect(device.system.apps.setPhotoAccess(SCANNER.packageName, 'limited', [])).rejects.toThrow(
      'cannot be “limited”',
    );
    expect(device.system.permissions.states(SCANNER.packageName)).toEqual(before);
  });

  test('a state there is not on this level is one sentence', async () => {
    await using device = await testSystem({ photos: [], sdk: 33 });
    await expect(device.system.apps.setPhotoAccess(GALLERY.packageName, 'limited', [])).rejects.toThrow(
      'com.example.gallery cannot be “limited” on API 33.',
    );
  });

  test('pm grant and pm revoke, with the shell’s errors', async () => {
    await using device = await testSystem();
    device.system.apps.setPermission(GALLERY.packageName, READ_MEDIA_IMAGES, true);
    const app = device.launch(GALLERY.packageName);
    expect(await visibleImages(app)).toHaveLength(10);
    device.system.apps.setPermission(GALLERY.packageName, READ_MEDIA_IMAGES, false);
    await app.closed;
    expect(() => device.system.apps.setPermission(GALLERY.packageName, permission.READ_MEDIA_AUDIO, true)).toThrow(
      'has not requested permission',
    );
  });

  test('clearing the data of an app makes it new', async () => {
    await using device = await testSystem();
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'limited', [4]);
    device.system.apps.clearData(GALLERY.packageName);
    expect([
      device.system.selectedItems(GALLERY.packageName),
      device.system.permissions.states(GALLERY.packageName)[READ_MEDIA_VIDEO]?.granted,
    ]).toEqual([0, false]);
  });
});

describe('updates', () => {
  test('an app that starts to target 34 keeps what the device granted it as an old app', async () => {
    await using device = await testSystem({ sdk: 34, apps: [SCANNER] });
    await device.system.apps.setPhotoAccess(SCANNER.packageName, 'full', []);
    const declared = [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED].map((name) => ({ name }));
    device.system.apps.install({ ...SCANNER, targetSdk: 34, usesPermissions: declared });
    expect(await visibleImages(device.launch(SCANNER.packageName))).toHaveLength(10);
  });

  test('a device that is updated from 13 to 14 keeps full access', async () => {
    await using device = await testSystem({ sdk: 33 });
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'full', []);
    device.system.setSdk(34);
    await device.indexed();
    const app = device.launch(GALLERY.packageName);
    expect(await Promise.all(PHOTOS.map((name) => app.checkSelfPermission(name)))).toEqual([0, 0, 0]);
  });
});

test('an activity is paused under a dialog and resumed after its answer', async () => {
  await using device = await testSystem({ photos: [] });
  const app = device.launch(GALLERY.packageName);
  const seen: string[] = [];
  const resumed = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  app.onLifecycle((state) => {
    seen.push(state);
    if (state === 'RESUMED') resumed[seen.filter((each) => each === state).length - 1]?.resolve();
  });
  await app.getSdkInt();
  device.user({ button: 'DENY' });
  await app.requestPermissions(PHOTOS, 1).then(() => seen.push('answered'));
  await resumed[0]?.promise;
  device.system.processes.toBackground(GALLERY.packageName);
  device.system.processes.toFront(GALLERY.packageName);
  await resumed[1]?.promise;
  expect(seen).toEqual(['PAUSED', 'answered', 'RESUMED', 'PAUSED', 'STOPPED', 'STARTED', 'RESUMED']);
});
