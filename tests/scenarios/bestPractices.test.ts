// "Best practices" of "Grant partial access to photos and videos": what an app that ignores one would get wrong.
import { describe, expect, test } from 'vitest';
import { type AndroidManifest, permission } from '../../contract/android/manifest.ts';
import { filesContentUri, imagesContentUri, QUERY_ARG, videoContentUri } from '../../contract/android/mediaStore.ts';
import { withAppendedId } from '../../contract/android/uri.ts';
import { permissionGroup } from '../../main/permission/permissionApp.ts';
import type { Context } from '../../sdk/context.ts';
import {
  checkedAccess,
  GALLERY,
  LIMITED,
  OLD_ALBUM,
  openFile,
  PHOTOS,
  pickerIds,
  picks,
  picksAlso,
  rowsOf,
  type ScriptedAnswer,
  type TestSystem,
  testSystem,
  visibleImages,
} from '../testSystem.ts';

const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED, ACCESS_MEDIA_LOCATION } = permission;
const VISUAL = permissionGroup.READ_MEDIA_VISUAL;
const IMAGES = imagesContentUri('external');
const MINUTE = 60_000;
const DAY = 86_400_000;
const LIBRARY = {
  files: { 'Movies/one.mp4': 'not much of a film', 'Movies/two.mp4': 'nor this' },
  photos: ['DCIM/1.jpg', 'DCIM/2.jpg', 'DCIM/3.jpg'],
};

async function answered(device: TestSystem, { packageName }: AndroidManifest, ...answers: readonly ScriptedAnswer[]) {
  const app = device.launch(packageName);
  device.user(...answers);
  await app.requestPermissions(packageName === OLD_ALBUM.packageName ? PHOTOS.slice(0, 2) : PHOTOS, 1);
  return app;
}

/** Picker and permission dialogs of a test, in order. */
const kinds = (device: TestSystem) => device.shown.map(({ kind }) => kind);

describe('do not store the permission state permanently', () => {
  const changes: Readonly<Record<string, (device: TestSystem) => void>> = {
    'a minute in the background': ({ system }) => {
      system.processes.toBackground(OLD_ALBUM.packageName);
      system.advanceClock(MINUTE);
    },
    'a process that was ended': ({ system }) => system.apps.kill(OLD_ALBUM.packageName, 'test'),
    'a reboot': ({ system }) => system.reboot(),
    'an update of the app': ({ system }) => void system.apps.install(OLD_ALBUM),
  };

  test.each(Object.entries(changes))('a session is over after %s', async (_, change) => {
    await using device = await testSystem({ photos: ['DCIM/1.jpg'] });
    const app = await answered(device, OLD_ALBUM, LIMITED, picks());
    const stored = await checkedAccess(app);
    change(device);
    await app.closed;
    expect([stored, await checkedAccess(device.launch(OLD_ALBUM.packageName))]).toEqual(['full', 'partial']);
  });

  test.each([
    [
      'the user’s change in Settings',
      'denied',
      ({ system }) => system.settings.choose(GALLERY.packageName, VISUAL, 'DENY', false),
    ],
    [
      'a switch to limited access',
      'partial',
      ({ system }) => system.settings.choose(GALLERY.packageName, VISUAL, 'LIMITED', false),
    ],
    ['hibernation', 'denied', ({ system }) => system.advanceClock(105 * DAY)],
    ['pm clear', 'denied', ({ system }) => system.apps.clearData(GALLERY.packageName)],
  ] satisfies [string, string, (device: TestSystem) => unknown][])(
    'full access is gone after %s',
    async (_, now, change) => {
      await using device = await testSystem({ photos: ['DCIM/1.jpg'] });
      const app = await answered(device, GALLERY, { button: 'ALLOW_ALL' });
      const stored = await checkedAccess(app);
      device.system.processes.toBackground(GALLERY.packageName);
      change(device);
      await app.closed;
      expect([stored, await checkedAccess(device.launch(GALLERY.packageName))]).toEqual(['full', now]);
    },
  );
});

describe('do not assume full access to photos and videos', () => {
  test('rows cached under full access are not the app’s any more after a switch to limited access', async () => {
    await using device = await testSystem();
    const app = await answered(device, GALLERY, { button: 'ALLOW_ALL' });
    const cached = await visibleImages(app);
    device.system.settings.choose(GALLERY.packageName, VISUAL, 'LIMITED', false);
    await app.closed;
    const later = device.launch(GALLERY.packageName);
    expect([cached.length, await visibleImages(later)]).toEqual([10, []]);
    await expect(later.contentResolver.getType(withAppendedId(IMAGES, cached[0] ?? 0))).rejects.toMatchObject({
      name: 'IllegalArgumentException',
    });
  });

  test('rows kept in memory outlive the selection they came from', async () => {
    await using device = await testSystem();
    const app = await answered(device, GALLERY, LIMITED, picks(4, 5, 6));
    const cached = await visibleImages(app);
    device.user(picks(5));
    await device.system.settings.editSelectedPhotos(GALLERY.packageName, VISUAL);
    expect([cached, await visibleImages(app)]).toEqual([[4, 5, 6], [5]]);
  });

  test('in compatibility mode “granted” shows only the selection', async () => {
    await using device = await testSystem();
    const app = await answered(device, OLD_ALBUM, LIMITED, picks(4, 5));
    const access = await checkedAccess(app);
    expect([access, await visibleImages(app), (await pickerIds(device)).length]).toEqual(['full', [4, 5], 10]);
  });
});

describe('treat URI access as temporary', () => {
  test.each([
    ['deselected', ({ system }) => system.apps.setPhotoAccess(GALLERY.packageName, 'limited', [5])],
    ['denied', ({ system }) => system.apps.setPhotoAccess(GALLERY.packageName, 'denied', [])],
    [
      'deselected in the picker',
      async (device) => {
        device.user(picks(5));
        await device.system.settings.editSelectedPhotos(GALLERY.packageName, VISUAL);
      },
    ],
  ] satisfies [string, (device: TestSystem) => Promise<void>][])(
    'a URI that was kept cannot be used after it was %s',
    async (_, change) => {
      await using device = await testSystem();
      const app = await answered(device, GALLERY, LIMITED, picks(4, 5));
      const kept = withAppendedId(IMAGES, 4);
      expect(await app.contentResolver.getType(kept)).toBe('image/jpeg');
      await change(device);
      const later = device.launch(GALLERY.packageName);
      expect(await rowsOf(await later.contentResolver.query(kept, ['_id'], null))).toEqual([]);
      await expect(openFile(device, GALLERY.packageName, kept)).rejects.toMatchObject({
        name: 'SecurityException',
        message: `${GALLERY.packageName} has no access to ${kept}`,
      });
    },
  );
});

describe('filter the selectable type by permission', () => {
  test.each([
    [[READ_MEDIA_IMAGES, READ_MEDIA_VISUAL_USER_SELECTED], ['image/*'], 3],
    [[READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED], ['video/*'], 2],
    [PHOTOS, [], 5],
  ] as const)('%j offers %j', async (asked, mimeTypes, count) => {
    await using device = await testSystem(LIBRARY);
    const app = device.launch(GALLERY.packageName);
    device.user(LIMITED, null);
    await app.requestPermissions(asked, 1);
    expect(device.shown.at(-1)).toMatchObject({ kind: 'photoPicker', ask: { mimeTypes } });
    expect(await pickerIds(device, mimeTypes)).toHaveLength(count);
  });

  test('an app that asks for both and shows films only may be given nothing it can show', async () => {
    await using device = await testSystem(LIBRARY);
    const photos = await pickerIds(device, ['image/*']);
    const app = await answered(device, GALLERY, LIMITED, picks(...photos));
    const films = await rowsOf(await app.contentResolver.query(videoContentUri('external'), ['_id'], null));
    expect([await checkedAccess(app), films]).toEqual(['partial', []]);
  });
});

describe('request permissions in a single operation', () => {
  const declared = [...PHOTOS, ACCESS_MEDIA_LOCATION];
  const apps = [{ ...GALLERY, usesPermissions: declared.map((name) => ({ name })) }];

  test('one operation is one dialog, and the location of media comes with it', async () => {
    await using device = await testSystem({ photos: [], apps });
    const app = device.launch(GALLERY.packageName);
    device.user(LIMITED, picks());
    expect((await app.requestPermissions(declared, 1)).grantResults).toEqual([-1, -1, 0, 0]);
    expect(kinds(device)).toEqual(['grantPermissions', 'photoPicker']);
  });

  test('several are several dialogs, and the location of media is never asked about', async () => {
    await using device = await testSystem({ photos: [], apps });
    const app = device.launch(GALLERY.packageName);
    device.user(LIMITED, picks(), LIMITED, picks());
    await app.requestPermissions([READ_MEDIA_IMAGES, READ_MEDIA_VISUAL_USER_SELECTED], 1);
    await app.requestPermissions([READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED], 2);
    expect(kinds(device)).toEqual(['grantPermissions', 'photoPicker', 'grantPermissions', 'photoPicker']);
    expect((await app.requestPermissions([ACCESS_MEDIA_LOCATION], 3)).grantResults).toEqual([-1]);
    expect(device.shown).toHaveLength(4);
  });

  test('two at once: the second is answered with nothing at all', async () => {
    await using device = await testSystem({ photos: [], apps });
    const app = device.launch(GALLERY.packageName);
    const first = app.requestPermissions([READ_MEDIA_IMAGES], 1);
    expect((await app.requestPermissions([READ_MEDIA_VIDEO], 2)).grantResults).toEqual([]);
    device.user(null);
    await first;
  });
});

describe('allow users to manage their selection', () => {
  test('no rows under limited access are not an empty library', async () => {
    await using device = await testSystem();
    const app = await answered(device, GALLERY, LIMITED, picks());
    expect([await visibleImages(app), await checkedAccess(app)]).toEqual([[], 'partial']);
    expect(await pickerIds(device)).toHaveLength(10);
    device.user(LIMITED, picks(4));
    await app.requestPermissions(PHOTOS, 2);
    expect(await visibleImages(app)).toEqual([4]);
  });

  test('full access becomes limited access to nothing by one press in Settings', async () => {
    await using device = await testSystem();
    const app = await answered(device, GALLERY, { button: 'ALLOW_ALL' });
    device.system.settings.choose(GALLERY.packageName, VISUAL, 'LIMITED', false);
    await app.closed;
    const later = device.launch(GALLERY.packageName);
    expect([await visibleImages(later), await checkedAccess(later)]).toEqual([[], 'partial']);
  });
});

describe('query the last selection', () => {
  const latest = async (app: Context) => {
    const args = { [QUERY_ARG.LATEST_SELECTION_ONLY]: true };
    const rows = await rowsOf(await app.contentResolver.query(filesContentUri('external'), ['_id'], args));
    return rows.map(({ _id }) => Number(_id)).sort((a, b) => a - b);
  };

  test('an app that shows every row cannot tell what the user has just added', async () => {
    await using device = await testSystem();
    const app = await answered(device, GALLERY, LIMITED, picks(4, 5));
    expect(await latest(app)).toEqual([4, 5]);
    device.user(LIMITED, picksAlso(6, 7));
    await app.requestPermissions(PHOTOS, 2);
    expect([await visibleImages(app), await latest(app)]).toEqual([
      [4, 5, 6, 7],
      [6, 7],
    ]);
  });

  test('what was taken out of it is not in it', async () => {
    await using device = await testSystem();
    const app = await answered(device, GALLERY, LIMITED, picks(4, 5));
    device.user(LIMITED, picksAlso(6, 7), picks(4, 6));
    await app.requestPermissions(PHOTOS, 2);
    await device.system.settings.editSelectedPhotos(GALLERY.packageName, VISUAL);
    expect(await latest(app)).toEqual([6]);
  });
});

describe('handle media reselection', () => {
  test('a request without a button of the app’s own surprises the user with a picker at every start', async () => {
    await using device = await testSystem({ photos: [] });
    const app = await answered(device, GALLERY, LIMITED, picks(), { button: 'DONT_SELECT_MORE' });
    await app.requestPermissions(PHOTOS, 2);
    for (const start of [3, 4]) {
      device.user(null);
      await app.requestPermissions(PHOTOS, start);
    }
    expect(kinds(device).slice(3)).toEqual(['photoPicker', 'photoPicker']);
  });

  test('what an app checked in onStart may be over in onResume', async () => {
    await using device = await testSystem();
    const app = await answered(device, GALLERY, LIMITED, picks(4));
    const events: string[] = [];
    const resumed = Promise.withResolvers<void>();
    app.onLifecycle((state) => {
      events.push(state);
      if (state === 'RESUMED' && events.includes('STARTED')) resumed.resolve();
    });
    await app.getSdkInt();
    device.system.processes.toBackground(GALLERY.packageName);
    using _between = device.system.processes.onLifecycle((packageName, state) => {
      if (packageName === GALLERY.packageName && state === 'STARTED')
        device.system.settings.choose(GALLERY.packageName, VISUAL, 'ALLOW', false);
    });
    device.system.processes.toFront(GALLERY.packageName);
    await resumed.promise;
    expect([events.slice(-2), await checkedAccess(app)]).toEqual([['STARTED', 'RESUMED'], 'full']);
  });

  test('the rationale is due after a limited choice, which is no reason to explain a denial', async () => {
    await using device = await testSystem({ photos: [] });
    const app = await answered(device, GALLERY, LIMITED, picks());
    const rationale = await Promise.all(PHOTOS.map((name) => app.shouldShowRequestPermissionRationale(name)));
    expect(rationale).toEqual([true, true, false]);
  });
});
