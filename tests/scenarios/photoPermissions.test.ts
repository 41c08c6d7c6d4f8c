// Bugs that published apps shipped around limited access, each retold as what Android does.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ACTION_PICK_IMAGES,
  EXTRA_PICK_IMAGES_MAX,
  FLAG_GRANT_READ_URI_PERMISSION,
  RESULT_OK,
} from '../../contract/android/intent.ts';
import { type AndroidManifest, permission } from '../../contract/android/manifest.ts';
import { imagesContentUri, pickerUri } from '../../contract/android/mediaStore.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { ShownDialog } from '../../contract/rpc/systemUi.ts';
import { permissionGroup } from '../../main/permission/permissionApp.ts';
import {
  checkedAccess,
  GALLERY,
  LIMITED,
  NOW,
  OLD_ALBUM,
  PHOTOS,
  pickerIds,
  picks,
  picksAlso,
  rowsOf,
  TEN_PHOTOS,
  type TestSystem,
  testSystem,
  until,
  visibleImages,
  writePhoto,
} from '../testSystem.ts';

const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_AUDIO, READ_MEDIA_VISUAL_USER_SELECTED } = permission;
const VISUAL = permissionGroup.READ_MEDIA_VISUAL;
const MEDIA = [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO];
const MINUTE = 60_000;

const manifest = (usesPermissions: readonly string[], targetSdk = 34): AndroidManifest => ({
  packageName: 'com.example.app',
  label: 'App',
  targetSdk,
  usesPermissions: usesPermissions.map((name) => ({ name })),
});

/** The dialogs that came up, by the ids of the permission dialog's buttons; `picker` for the photo picker. */
const shown = (device: TestSystem) => device.shown.map(look);
const look = (dialog: ShownDialog) =>
  dialog.kind === 'grantPermissions' ? dialog.ask.buttons.map(({ id }) => id).join(' ') : 'picker';

const FIRST = 'ALLOW_SELECTED ALLOW_ALL DENY';
const SELECT_MORE = 'ALLOW_SELECTED ALLOW_ALL DONT_SELECT_MORE';

/** An app that was given limited access to some items, by its own request. */
async function limitedTo(device: TestSystem, packageName: string, ...ids: readonly number[]) {
  const app = device.launch(packageName);
  device.user(LIMITED, picks(...ids));
  await app.requestPermissions(packageName === OLD_ALBUM.packageName ? MEDIA : PHOTOS, 1);
  return app;
}

const imagesIndexed = (device: TestSystem, count: number) =>
  until(
    (changed) => device.system.onChange(changed),
    () => device.system.media.rowCount('images') === count,
  );

describe('what a limited grant looks like to an app', () => {
  // https://github.com/zoontek/react-native-permissions/issues/959, /827
  // https://github.com/Baseflow/flutter-permission-handler/issues/1156, /1243
  // https://github.com/guolindev/PermissionX/issues/289
  test.each([
    [34, 34],
    [34, 36],
    [35, 35],
    [36, 36],
    [34, 33],
  ] as const)(
    'S01 on API %i, target %i: limited access denies the permission that was asked for and grants another',
    async (sdk, targetSdk) => {
      const photos = Array.from({ length: 20 }, (_, number) => `DCIM/${number}.jpg`);
      await using device = await testSystem({ sdk, photos, apps: [manifest(PHOTOS, targetSdk)] });
      const [a = 0, b = 0, c = 0, ...others] = await pickerIds(device);
      const app = device.launch('com.example.app');
      device.user(LIMITED, picks(a, b, c));
      expect(await app.requestPermissions([READ_MEDIA_IMAGES], 1)).toEqual({
        permissions: [READ_MEDIA_IMAGES],
        grantResults: [-1],
      });
      expect(await app.checkSelfPermission(READ_MEDIA_VISUAL_USER_SELECTED)).toBe(0);
      expect([await visibleImages(app), others.length]).toEqual([[a, b, c].toSorted((x, y) => x - y), 17]);
    },
  );

  // https://github.com/fluttercandies/flutter_photo_manager/issues/1053, /1096
  test.each([
    [[LIMITED, picks(4)], 'partial', [-1, -1, 0]],
    [[{ button: 'ALLOW_ALL' }], 'full', [0, 0, 0]],
    [[{ button: 'DENY' }], 'denied', [-1, -1, -1]],
  ] as const)('S02 the user’s answer %j is %s access', async (answers, access, grantResults) => {
    await using device = await testSystem();
    const app = device.launch(GALLERY.packageName);
    device.user(...answers);
    expect((await app.requestPermissions(PHOTOS, 1)).grantResults).toEqual(grantResults);
    expect(await checkedAccess(app)).toBe(access);
  });

  // https://github.com/LuckSiege/PictureSelector/issues/2778
  test('S03 limited access opens a gallery although neither media permission is granted', async () => {
    await using device = await testSystem();
    const app = await limitedTo(device, GALLERY.packageName, 4, 5);
    const both = await Promise.all(MEDIA.map((name) => app.checkSelfPermission(name)));
    expect([both, await checkedAccess(app), await visibleImages(app)]).toEqual([[-1, -1], 'partial', [4, 5]]);
    const calls = device.system.journal.entries().map(({ method }) => method);
    expect(calls).not.toContain('startActivityForResult');
  });

  test.each([
    [34, 33, MEDIA, 'ALLOW DENY'],
    [36, 33, MEDIA, 'ALLOW DENY'],
    [34, 33, PHOTOS, FIRST],
    [34, 34, MEDIA, FIRST],
    [33, 34, PHOTOS, 'ALLOW DENY'],
  ] as const)(
    'S03 on API %i the target %i with %j decides whether there is a limited choice',
    async (sdk, target, declared, buttons) => {
      await using device = await testSystem({ sdk, photos: [], apps: [manifest(declared, target)] });
      device.user(null);
      await device.launch('com.example.app').requestPermissions(declared, 1);
      expect(shown(device)).toEqual([buttons]);
    },
  );
});

describe('asking again', () => {
  // https://github.com/session-foundation/session-android/pull/1498
  // https://github.com/openclaw/openclaw/pull/99623
  test('S04 an app that looks at its access first reaches its gallery without asking', async () => {
    await using device = await testSystem();
    const app = await limitedTo(device, GALLERY.packageName, 4, 5);
    for (const tap of [1, 2, 3]) {
      if ((await checkedAccess(app)) === 'denied') await app.requestPermissions(PHOTOS, tap);
      expect(await visibleImages(app)).toEqual([4, 5]);
    }
    const requests = device.system.journal.entries().filter(({ method }) => method === 'requestPermissions');
    expect([requests.length, shown(device)]).toEqual([1, [FIRST, 'picker']]);
  });

  test('S04 an app that waits for READ_MEDIA_IMAGES asks for ever', async () => {
    await using device = await testSystem();
    const app = await limitedTo(device, GALLERY.packageName, 4, 5);
    for (const tap of [1, 2, 3]) {
      expect(await app.checkSelfPermission(READ_MEDIA_IMAGES)).toBe(-1);
      device.user(...(tap === 1 ? [LIMITED] : []), picksAlso());
      expect((await app.requestPermissions([READ_MEDIA_IMAGES], tap)).grantResults).toEqual([-1]);
    }
    expect(shown(device).slice(2)).toEqual([SELECT_MORE, 'picker', 'picker', 'picker']);
  });

  // https://github.com/LuckSiege/PictureSelector/pull/2837
  // https://github.com/SimpleMobileTools/Simple-Commons/pull/1792
  test.each([
    ['limited access twice', [LIMITED, picksAlso()]],
    ['“Don’t select more”', [{ button: 'DONT_SELECT_MORE' }]],
  ] as const)('S05 after %s a request opens the picker with no dialog before it', async (_, second) => {
    await using device = await testSystem();
    const app = await limitedTo(device, GALLERY.packageName, 4);
    device.user(...second);
    await app.requestPermissions(PHOTOS, 2);
    const before = device.shown.length;
    device.system.processes.toBackground(GALLERY.packageName);
    device.system.processes.toFront(GALLERY.packageName);
    expect([await checkedAccess(app), device.shown.length]).toEqual(['partial', before]);
    device.user(null);
    await app.requestPermissions(PHOTOS, 3);
    expect(shown(device).slice(before)).toEqual(['picker']);
    expect(await visibleImages(app)).toEqual([4]);
  });

  // https://github.com/fluttercandies/flutter_photo_manager/issues/1261
  test.each([34, 36] as const)(
    'S06 on API %i READ_MEDIA_VISUAL_USER_SELECTED alone is denied without a dialog',
    async (sdk) => {
      await using device = await testSystem({ sdk, apps: [manifest([READ_MEDIA_VISUAL_USER_SELECTED])] });
      const app = device.launch('com.example.app');
      const { grantResults } = await app.requestPermissions([READ_MEDIA_VISUAL_USER_SELECTED], 1);
      expect([grantResults, device.shown, await visibleImages(app)]).toEqual([[-1], [], []]);
      expect(device.system.logcat.lines()).toContainEqual(
        expect.objectContaining({
          message: expect.stringContaining('hidden because only partial permission requested'),
        }),
      );
    },
  );

  // https://github.com/fluttercandies/flutter_photo_manager/issues/1175
  test('S07 “Allow none” is limited access to nothing, and the next request offers to select more', async () => {
    await using device = await testSystem();
    const app = await limitedTo(device, GALLERY.packageName);
    expect([await checkedAccess(app), await visibleImages(app)]).toEqual(['partial', []]);
    device.user(LIMITED, picks(4));
    await app.requestPermissions(PHOTOS, 2);
    expect([shown(device)[2], await visibleImages(app)]).toEqual([SELECT_MORE, [4]]);
  });

  test('S07 going back in the picker instead grants nothing, and the next request starts anew', async () => {
    await using device = await testSystem();
    const app = device.launch(GALLERY.packageName);
    device.user(LIMITED, null, null);
    expect((await app.requestPermissions(PHOTOS, 1)).grantResults).toEqual([-1, -1, -1]);
    expect(await checkedAccess(app)).toBe('denied');
    await app.requestPermissions(PHOTOS, 2);
    expect(shown(device)).toEqual([FIRST, 'picker', FIRST]);
  });

  // https://github.com/expo/expo/issues/29537, https://github.com/expo/expo/pull/29882
  // https://github.com/NitrogenZLab/react-native-multiple-image-picker/issues/147
  test('S08 selecting more takes two rows to five, and tells no observer', async () => {
    await using device = await testSystem();
    const app = await limitedTo(device, GALLERY.packageName, 4, 5);
    const told: string[] = [];
    await app.contentResolver.registerContentObserver(imagesContentUri('external'), true, (uris) => told.push(...uris));
    expect(await visibleImages(app)).toEqual([4, 5]);
    device.user(LIMITED, picksAlso(6, 7, 8));
    await app.requestPermissions(PHOTOS, 2);
    expect([await visibleImages(app), told]).toEqual([[4, 5, 6, 7, 8], []]);
  });

  test('S08 the managed picker can take items out of the selection as well', async () => {
    await using device = await testSystem();
    const app = await limitedTo(device, GALLERY.packageName, 4, 5);
    device.user(LIMITED, picks(5, 6));
    await app.requestPermissions(PHOTOS, 2);
    expect(await visibleImages(app)).toEqual([5, 6]);
  });

  // https://github.com/expo/expo/pull/27729
  test.each([33, 34, 36] as const)('S09 on API %i photos and music are two questions', async (sdk) => {
    await using device = await testSystem({ sdk, photos: [], apps: [manifest([...PHOTOS, READ_MEDIA_AUDIO])] });
    const asked = [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_AUDIO];
    const isMusic = (dialog: ShownDialog) =>
      dialog.kind === 'grantPermissions' && dialog.ask.group === permissionGroup.READ_MEDIA_AURAL;
    const answer = (dialog: ShownDialog) =>
      ({ button: isMusic(dialog) ? 'DENY' : sdk === 33 ? 'ALLOW' : 'ALLOW_ALL' }) as const;
    device.user(answer, answer);
    const { grantResults } = await device.launch('com.example.app').requestPermissions(asked, 1);
    expect(grantResults).toEqual([0, 0, -1]);
    const groups = device.shown.map(({ ask }) => ('group' in ask ? ask.group : null));
    expect(groups).toEqual([permissionGroup.READ_MEDIA_AURAL, VISUAL]);
  });
});

describe('compatibility mode', () => {
  // https://github.com/danielealbano/android-remote-control-mcp/pull/159
  test('S10 an old selection stays what it was while the library grows, until everything is allowed', async () => {
    await using device = await testSystem();
    const first = await limitedTo(device, OLD_ALBUM.packageName, 11, 12);
    device.system.processes.toBackground(OLD_ALBUM.packageName);
    device.system.advanceClock(MINUTE);
    await first.closed;
    await device.system.media.watching();
    await writePhoto(join(device.folder, 'DCIM/Camera/new.jpg'), NOW);
    await imagesIndexed(device, 11);
    const app = device.launch(OLD_ALBUM.packageName);
    expect([await checkedAccess(app), (await visibleImages(app)).length]).toEqual(['partial', 2]);
    device.user({ button: 'ALLOW_ALL' });
    await app.requestPermissions(MEDIA, 2);
    expect([await checkedAccess(app), (await visibleImages(app)).length]).toEqual(['full', 11]);
    expect(await app.checkSelfPermission(READ_MEDIA_VISUAL_USER_SELECTED)).toBe(0);
  });

  // https://github.com/apache/cordova-plugin-media-capture/issues/287
  // https://github.com/ionic-team/capacitor-plugins/issues/2150
  test.each([34, 35, 36] as const)(
    'S11 on API %i the permission of a session evaporates in the background',
    async (sdk) => {
      await using device = await testSystem({ sdk });
      const app = await limitedTo(device, OLD_ALBUM.packageName, 4, 5);
      expect([await app.checkSelfPermission(READ_MEDIA_IMAGES), await visibleImages(app)]).toEqual([0, [4, 5]]);
      device.system.processes.toBackground(OLD_ALBUM.packageName);
      device.system.advanceClock(MINUTE);
      await app.closed;
      const later = device.launch(OLD_ALBUM.packageName);
      expect(await Promise.all(MEDIA.map((name) => later.checkSelfPermission(name)))).toEqual([-1, -1]);
      expect(await checkedAccess(later)).toBe('partial');
    },
  );
});

describe('stale views', () => {
  // https://github.com/fluttercandies/flutter_photo_manager/issues/1145
  // https://github.com/fluttercandies/flutter_wechat_assets_picker/issues/595
  test('S12 a query after the new selection has it, in a process that goes on', async () => {
    await using device = await testSystem();
    const app = await limitedTo(device, GALLERY.packageName, 4, 5);
    expect(await visibleImages(app)).toHaveLength(2);
    device.user(LIMITED, picksAlso(6, 7, 8));
    await app.requestPermissions(PHOTOS, 2);
    expect(await visibleImages(app)).toHaveLength(5);
    const said = device.system.journal.entries().map(({ method }) => method);
    expect(said.lastIndexOf('query')).toBeGreaterThan(said.lastIndexOf('show photoPicker'));
    expect(said.indexOf('query')).toBeLessThan(said.lastIndexOf('show photoPicker'));
  });

  // https://github.com/fluttercandies/flutter_photo_manager/issues/1215
  test.each([34, 36] as const)(
    'S13 on API %i limiting an app in Settings selects nothing; its next request offers to',
    async (sdk) => {
      await using device = await testSystem({ sdk });
      const app = device.launch(GALLERY.packageName);
      device.system.settings.choose(GALLERY.packageName, VISUAL, 'LIMITED', false);
      expect(await app.checkSelfPermission(READ_MEDIA_VISUAL_USER_SELECTED)).toBe(0);
      expect([await visibleImages(app), device.shown]).toEqual([[], []]);
      device.user(LIMITED, picks(4, 5, 6, 7));
      await app.requestPermissions(PHOTOS, 1);
      expect([shown(device), await visibleImages(app)]).toEqual([
        [SELECT_MORE, 'picker'],
        [4, 5, 6, 7],
      ]);
    },
  );

  // https://github.com/status-im/status-legacy/issues/20250, https://github.com/flutter/flutter/issues/167542
  // https://github.com/ivpusic/react-native-image-crop-picker/issues/2058, https://github.com/expo/expo/issues/35623
  test('S14 limited access limits queries, not the photo picker', async () => {
    await using device = await testSystem();
    const app = await limitedTo(device, GALLERY.packageName, 4, 5);
    const library = await pickerIds(device);
    let offered: readonly Uri[] = [];
    device.user((dialog) => {
      if (dialog.kind === 'photoPicker') offered = dialog.ask.preGranted;
      return picks(12);
    });
    const intent = { action: ACTION_PICK_IMAGES, extras: { [EXTRA_PICK_IMAGES_MAX]: 5 } };
    const { resultCode, data } = await app.startActivityForResult(intent, 1);
    expect([library.length, offered, device.shown.at(-1)?.ask]).toMatchObject([10, [], { mimeTypes: [] }]);
    expect([resultCode, data?.clipData]).toEqual([RESULT_OK, [pickerUri(12)]]);
    expect((data?.flags ?? 0) & FLAG_GRANT_READ_URI_PERMISSION).not.toBe(0);
    expect(await rowsOf(await app.contentResolver.query(pickerUri(12), ['mime_type'], null))).toHaveLength(1);
    expect(await visibleImages(app)).toEqual([4, 5]);
  });

  // https://github.com/android/storage-samples/issues/25, https://github.com/deckerst/aves/issues/2168
  test('S15 in the background an app is told of new and edited files, and not of a new selection', async () => {
    await using device = await testSystem();
    const app = device.launch(GALLERY.packageName);
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'limited', [4, 5]);
    const told: string[] = [];
    let next = Promise.withResolvers<void>();
    await app.contentResolver.registerContentObserver(imagesContentUri('external'), true, (uris) => {
      told.push(...uris);
      next.resolve();
    });
    await device.system.media.watching();
    device.system.processes.toBackground(GALLERY.packageName);

    device.user(picksAlso(6));
    await device.system.settings.editSelectedPhotos(GALLERY.packageName, VISUAL);
    expect([await visibleImages(app), told]).toEqual([[4, 5, 6], []]);

    // Longer than it was: an edit within the second of the last one that keeps the size goes unnoticed, on Android too.
    appendFileSync(join(device.folder, TEN_PHOTOS[0] ?? ''), 'a caption');
    await next.promise;
    next = Promise.withResolvers<void>();
    await writePhoto(join(device.folder, 'DCIM/Camera/new.jpg'), NOW);
    await Promise.all([next.promise, imagesIndexed(device, 11)]);
    expect(new Set(told).size).toBe(2);
    for (const uri of told) expect(uri).toMatch(/^content:\/\/media\/external\/images\/media\/[0-9]+$/);
  });

  test('S15 coming back, an app is resumed once and finds what Settings changed meanwhile', async () => {
    await using device = await testSystem();
    const app = device.launch(GALLERY.packageName);
    const seen: string[] = [];
    const resumed = Promise.withResolvers<void>();
    app.onLifecycle((state) => {
      seen.push(state);
      if (state === 'RESUMED') resumed.resolve();
    });
    await app.getSdkInt();
    device.system.processes.toBackground(GALLERY.packageName);
    device.system.settings.choose(GALLERY.packageName, VISUAL, 'ALLOW', false);
    device.system.processes.toFront(GALLERY.packageName);
    await resumed.promise;
    expect([await checkedAccess(app), (await visibleImages(app)).length]).toEqual(['full', 10]);
    expect(seen.filter((state) => state === 'RESUMED')).toHaveLength(1);
  });
});
