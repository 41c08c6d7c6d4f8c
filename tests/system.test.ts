import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SDK_INTS } from '../contract/android/build.ts';
import { type AndroidManifest, permission } from '../contract/android/manifest.ts';
import { filesContentUri, imagesContentUri, pickerUri } from '../contract/android/mediaStore.ts';
import {
  bootOn,
  GALLERY,
  NOW,
  OLD_ALBUM,
  PHOTOS,
  rowsOf,
  type TestSystem,
  testSystem,
  until,
  visibleImages,
  writePhoto,
} from './testSystem.ts';

const { READ_EXTERNAL_STORAGE, READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED } = permission;

async function limitedGallery(device: TestSystem, ...ids: readonly number[]) {
  const app = device.launch(GALLERY.packageName);
  device.user({ button: 'ALLOW_SELECTED' }, { uris: ids.map((id) => pickerUri(id)) });
  await app.requestPermissions(PHOTOS, 1);
  return app;
}

/** Everything of a folder that a careless program would change. */
function fingerprint(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const { mtimeMs, size, mode } = statSync(path);
    return `${path} ${mtimeMs} ${size} ${mode} ${entry.isFile() ? readFileSync(path).toString('base64') : ''}`;
  });
}

describe.each(SDK_INTS)('a device of API level %i', (sdk) => {
  const app: AndroidManifest = {
    packageName: 'com.example.app',
    label: 'App',
    targetSdk: sdk,
    usesPermissions: [...PHOTOS, READ_EXTERNAL_STORAGE].map((name) => ({ name })),
  };

  test('shows an app nothing before it is allowed, and everything after', async () => {
    await using device = await testSystem({ sdk, apps: [app] });
    const context = device.launch(app.packageName);
    expect([await context.getSdkInt(), await visibleImages(context)]).toEqual([sdk, []]);
    const asked = sdk >= 33 ? [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO] : [READ_EXTERNAL_STORAGE];
    device.user((dialog) =>
      dialog.kind === 'grantPermissions' && dialog.ask.buttons.some(({ id }) => id === 'ALLOW_ALL')
        ? { button: 'ALLOW_ALL' }
        : { button: 'ALLOW' },
    );
    const { grantResults } = await context.requestPermissions(asked, 1);
    expect(grantResults).toEqual(asked.map(() => 0));
    expect(await visibleImages(context)).toHaveLength(10);
  });

  test(`offers limited access ${sdk >= 34 ? '' : 'to nobody'}`, async () => {
    await using device = await testSystem({ sdk, apps: [app], photos: [] });
    const context = device.launch(app.packageName);
    const limited: boolean[] = [];
    device.user((dialog) => {
      limited.push(dialog.kind === 'grantPermissions' && dialog.ask.buttons.some(({ id }) => id === 'ALLOW_SELECTED'));
      return null;
    });
    await context.requestPermissions(sdk >= 33 ? PHOTOS : [READ_EXTERNAL_STORAGE], 1);
    expect(limited).toEqual([sdk >= 34]);
  });
});

describe('the user’s folder', () => {
  test('is untouched by everything the device does', async () => {
    await using device = await testSystem({
      files: { '.hidden/a.jpg': 'x', 'Pictures/.nomedia': '', 'broken.jpg': 'not a picture' },
    });
    const before = fingerprint(device.folder);
    const app = await limitedGallery(device, 2, 3);
    await app.contentResolver.query(imagesContentUri('external'), null, null);
    device.system.reboot();
    await device.indexed();
    device.system.factoryReset();
    await device.indexed();
    expect(fingerprint(device.folder)).toEqual(before);
  });

  test('a new file appears in an app that may see it, and its observer is told', async () => {
    await using device = await testSystem();
    const app = device.launch(GALLERY.packageName);
    device.user({ button: 'ALLOW_ALL' });
    await app.requestPermissions(PHOTOS, 1);
    const changes: string[] = [];
    await app.contentResolver.registerContentObserver(imagesContentUri('external'), true, (uris) =>
      changes.push(...uris),
    );
    await device.system.media.watching();
    await writePhoto(join(device.folder, 'DCIM/Camera/new.jpg'), NOW);
    await until(
      (changed) => device.system.onChange(changed),
      () => device.system.media.rowCount('images') === 11,
    );
    expect(await visibleImages(app)).toHaveLength(11);
    expect(changes).toContainEqual(expect.stringMatching(/^content:\/\/media\/external\/images\/media\/[0-9]+$/));
  });

  test('a deleted file takes its row and its place in the selection with it', async () => {
    await using device = await testSystem();
    const app = await limitedGallery(device, 4, 5);
    const before = await visibleImages(app);
    await device.system.media.watching();
    rmSync(join(device.folder, 'DCIM'), { recursive: true });
    await until(
      (changed) => device.system.onChange(changed),
      () => device.system.media.rowCount('images') === 0,
    );
    expect([before.length, await visibleImages(app), device.system.selectedItems(GALLERY.packageName)]).toEqual([
      2,
      [],
      0,
    ]);
  });

  test('a folder that goes away is said on the volume, and its rows wait for its return', async () => {
    await using device = await testSystem();
    const app = await limitedGallery(device, 4, 5);
    renameSync(device.folder, `${device.folder}-away`);
    device.system.reboot();
    await device.indexed();
    expect(device.system.volumes.list()).toMatchObject([
      { state: 'missing', problem: expect.stringContaining(device.folder) },
    ]);
    await app.closed;
    expect(await visibleImages(device.launch(GALLERY.packageName))).toEqual([]);
    renameSync(`${device.folder}-away`, device.folder);
    device.system.reboot();
    await device.indexed();
    expect(await visibleImages(device.launch(GALLERY.packageName))).toHaveLength(2);
  });

  test('strange files get rows, not crashes', async () => {
    const names = ['two\nlines.jpg', '👩‍🚀 emoji.jpg', 'ünïcödé.jpg', 'a"quote\'.jpg', `${'x'.repeat(250)}.jpg`];
    const files = Object.fromEntries(names.map((name) => [`Pictures/${name}`, new Uint8Array([0xff, 0xd8, 0xff])]));
    await using device = await testSystem({
      photos: [],
      files: { ...files, 'Pictures/empty.jpg': '', 'Pictures/text.png': 'hello' },
    });
    const app = device.launch(GALLERY.packageName);
    device.user({ button: 'ALLOW_ALL' });
    await app.requestPermissions(PHOTOS, 1);
    const columns = ['_display_name', 'width', 'mime_type'];
    const rows = await rowsOf(await app.contentResolver.query(imagesContentUri('external'), columns, null));
    expect(rows.map(({ _display_name }) => _display_name).sort()).toEqual([...names, 'empty.jpg', 'text.png'].sort());
    expect(rows.every(({ width }) => width === null)).toBe(true);
  });
});

describe('the life of a device', () => {
  test('a reboot ends processes and counts a boot', async () => {
    await using device = await testSystem();
    const app = await limitedGallery(device, 4);
    device.system.reboot();
    await app.closed;
    expect([device.system.device.bootCount, device.system.processes.state(GALLERY.packageName)]).toEqual([
      2,
      'STOPPED',
    ]);
    expect(await device.launch(GALLERY.packageName).checkSelfPermission(READ_MEDIA_VISUAL_USER_SELECTED)).toBe(0);
  });

  test('a factory reset forgets permissions and selections, and brings the first apps back', async () => {
    await using device = await testSystem();
    await limitedGallery(device, 4);
    device.system.apps.uninstall(OLD_ALBUM.packageName);
    device.system.factoryReset();
    await device.indexed();
    const app = device.launch(GALLERY.packageName);
    expect(await app.checkSelfPermission(READ_MEDIA_VISUAL_USER_SELECTED)).toBe(-1);
    expect(device.system.selectedItems(GALLERY.packageName)).toBe(0);
    expect(device.system.packages.find(OLD_ALBUM.packageName)).not.toBeNull();
    expect(device.system.media.rowCount('images')).toBe(10);
  });

  test('an uninstalled app leaves nothing behind that a new installation would find', async () => {
    await using device = await testSystem();
    await limitedGallery(device, 4);
    const { uid } = device.system.packages.find(GALLERY.packageName) ?? { uid: 0 };
    device.system.apps.uninstall(GALLERY.packageName);
    const installed = device.system.apps.install(GALLERY);
    expect(installed.uid).toBeGreaterThan(uid);
    const app = device.launch(GALLERY.packageName);
    expect([await app.checkSelfPermission(READ_MEDIA_VISUAL_USER_SELECTED), await visibleImages(app)]).toEqual([
      -1,
      [],
    ]);
  });

  test('only one app is in front', async () => {
    await using device = await testSystem({ photos: [] });
    device.launch(GALLERY.packageName);
    device.launch(OLD_ALBUM.packageName);
    const { processes } = device.system;
    expect([processes.state(GALLERY.packageName), processes.state(OLD_ALBUM.packageName)]).toEqual([
      'BACKGROUND',
      'FOREGROUND',
    ]);
  });

  test('another API level takes effect at once and outlives a restart', async () => {
    await using device = await testSystem({ photos: [] });
    device.system.setSdk(33);
    expect(await device.launch(GALLERY.packageName).getSdkInt()).toBe(33);
    await device.system.close();
    await using again = await bootOn(device.folder, device.home);
    expect(again.system.device.profile.sdk).toBe(33);
  });
});

describe('state that was damaged', () => {
  test.each(['device.json', 'packages.json', 'permissions.json'])(
    '%s is kept aside and said in logcat',
    async (name) => {
      await using device = await testSystem({ photos: [] });
      await limitedGallery(device);
      await device.system.close();
      writeFileSync(join(device.home, name), '{"half');
      await using again = await bootOn(device.folder, device.home);
      expect(existsSync(join(device.home, `${name}.damaged-1`))).toBe(true);
      expect(again.system.logcat.lines().map(({ message }) => message)).toContainEqual(
        expect.stringContaining(`${name}.damaged-1`),
      );
      expect(again.system.packages.find(GALLERY.packageName)).not.toBeNull();
    },
  );

  test('a media database that is none is built anew', async () => {
    await using device = await testSystem();
    await device.system.close();
    writeFileSync(
      join(device.home, 'media/external.db'),
      'this is no database, and long enough to be looked at as one'.repeat(50),
    );
    await using again = await bootOn(device.folder, device.home);
    await again.indexed();
    expect(again.system.media.rowCount('images')).toBe(10);
  });
});

describe('what the journal says', () => {
  test('each call across a boundary, with its result or its exception', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    await app.checkSelfPermission(READ_MEDIA_IMAGES);
    await app.contentResolver.query(filesContentUri('nowhere'), null, null).catch(() => undefined);
    const said = device.system.journal
      .entries()
      .map(({ actor, method, result, thrown }) => [actor, method, result ?? thrown]);
    expect(said).toContainEqual([GALLERY.packageName, 'checkSelfPermission', '-1']);
    expect(said).toContainEqual([
      GALLERY.packageName,
      'query',
      { name: 'IllegalArgumentException', message: 'Volume nowhere not found' },
    ]);
  });
});
