// Snapshots of a whole device, as a tester saves and restores them.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  FLAG_GRANT_PERSISTABLE_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
} from '../../contract/android/intent.ts';
import { permission } from '../../contract/android/manifest.ts';
import { imagesContentUri } from '../../contract/android/mediaStore.ts';
import { withAppendedId } from '../../contract/android/uri.ts';
import { forkExtractor } from '../../main/hosts/forkExtractor.ts';
import { type RunningDevice, startDevice } from '../../main/hosts/startDevice.ts';
import { snapshot } from '../device/volumeFixture.ts';
import { GALLERY, NOW, until, writePhoto } from '../testSystem.ts';

const PHOTOS = ['DCIM/Camera/kept.jpg', 'DCIM/Camera/edited.jpg', 'DCIM/Camera/gone.jpg'];

async function newDevice(): Promise<{ device: RunningDevice; folder: string; home: string }> {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-snapshots-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [folder, home] = [join(root, 'photos'), join(root, 'home')];
  mkdirSync(folder);
  for (const [index, path] of PHOTOS.entries()) await writePhoto(join(folder, path), NOW - index * 1_000);
  return { device: await boot(folder, home), folder, home };
}

async function boot(folder: string, home: string): Promise<RunningDevice> {
  const settings = {
    ...{ serve: true, json: true, port: 0, api: 34 as const, open: false, adb: null },
    folder,
    home,
    writeThrough: false,
    indexAsIs: false,
    plugins: [],
    removable: [],
  };
  const device = await startDevice(settings, forkExtractor(join(import.meta.dirname, '../../mediaextractor/index.ts')));
  onTestFinished(() => device.close());
  await indexed(device);
  return device;
}

async function indexed({ system }: RunningDevice): Promise<void> {
  const isReady = () => system.volumes.list().every(({ state }) => state === 'ready');
  await until((changed) => system.onChange(changed), isReady);
}

/** Restores and waits for the device that comes back. */
async function restore(device: RunningDevice, name: string): Promise<void> {
  const before = device.system;
  const hungUp = new Promise<void>((resolve) => device.onRestart(resolve));
  await before.snapshots.restore(name);
  await hungUp;
  await expect.poll(() => systemOf(device)).not.toBeNull();
  expect(device.system).not.toBe(before);
  await indexed(device);
}

function systemOf(device: RunningDevice) {
  try {
    return device.system;
  } catch {
    return null;
  }
}

async function namesOf({ system }: RunningDevice) {
  const viewpoint = { packageName: null, collection: 'images' as const };
  const window = { search: '', hiddenOnly: false, before: null, downTo: null, limit: 100 };
  const { rows } = await system.media.inspection.rows({ ...viewpoint, ...window });
  return Object.fromEntries(rows.map(({ displayName, id }) => [displayName, id]));
}

async function write({ system }: RunningDevice, path: string, text: string): Promise<void> {
  const files = system.volumes.all()[0]?.files;
  appendFileSync((await files?.openForWriting(path, { truncate: false })) ?? '', text);
}

describe('a snapshot', () => {
  test('brings back changes, rows, apps, permissions and the clock; the folder is never touched', async () => {
    const { device, folder } = await newDevice();
    const before = snapshot(folder);
    device.system.setClock('manual');
    device.system.clock.setManual(NOW);
    device.system.apps.install(GALLERY);
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'full', []);
    device.system.volumes.all()[0]?.files.deleteFile('DCIM/Camera/gone.jpg');
    await write(device, 'DCIM/Camera/edited.jpg', 'edited');
    device.system.media.scanAll();
    await indexed(device);
    const rows = await namesOf(device);
    const changes = await device.system.changes.list('primary');
    await device.system.snapshots.save('as it was');
    expect(device.system.snapshots.list()).toMatchObject([{ name: 'as it was', folder }]);
    expect(device.system.snapshots.list()[0]?.bytes).toBeGreaterThan(0);

    await device.system.changes.drop('primary');
    device.system.apps.uninstall(GALLERY.packageName);
    device.system.advanceClock(60_000);
    await write(device, 'DCIM/Camera/kept.jpg', 'later');
    await indexed(device);
    await restore(device, 'as it was');

    expect(await namesOf(device)).toEqual(rows);
    expect(await device.system.changes.list('primary')).toEqual(changes);
    expect(device.system.permissions.checkPermission(GALLERY.packageName, permission.READ_MEDIA_IMAGES)).toBe(0);
    expect([device.system.clock.kind, device.system.clock.currentTimeMillis()]).toEqual(['manual', NOW]);
    expect(snapshot(folder)).toEqual(before);
    expect(device.system.snapshots.list()).toHaveLength(1);
  });

  test('brings back what was selected for an app, and what it may open for good', async () => {
    const { device } = await newDevice();
    const { packageName } = GALLERY;
    const names = await namesOf(device);
    const [kept = 0, edited = 0] = [names['kept.jpg'], names['edited.jpg']];
    const access = async () => {
      const viewpoint = { packageName, collection: 'images' } as const;
      const details = [kept, edited].map((id) => device.system.media.inspection.detail(id, viewpoint));
      return (await Promise.all(details)).map(({ grants, uriPermissions }) => [grants.length, uriPermissions.length]);
    };
    device.system.apps.install(GALLERY);
    await device.system.apps.setPhotoAccess(packageName, 'limited', [kept]);
    const uri = withAppendedId(imagesContentUri('external'), edited);
    const modeFlags = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_PERSISTABLE_URI_PERMISSION;
    device.system.uriGrants.grant({ to: packageName, uri, modeFlags, owner: null, why: 'a test' });
    const { uid = 0 } = device.system.packages.find(packageName) ?? {};
    device.system.uriGrants.take({ packageName, uid }, uri, FLAG_GRANT_READ_URI_PERMISSION);
    const [nothing, selected, opened] = [
      [0, 0],
      [1, 0],
      [0, 1],
    ];
    expect(await access()).toEqual([selected, opened]);
    await device.system.snapshots.save('s');
    device.system.apps.clearData(packageName);
    expect(await access()).toEqual([nothing, nothing]);
    await restore(device, 's');
    expect(await access()).toEqual([selected, opened]);
  });

  test('can be restored twice: what is done afterwards is not in it', async () => {
    const { device, folder } = await newDevice();
    const before = snapshot(folder);
    await write(device, 'new.jpg', 'one');
    await device.system.snapshots.save('s');
    for (let round = 0; round < 2; round++) {
      await write(device, 'new.jpg', 'more');
      await restore(device, 's');
      expect(device.system.volumes.all()[0]?.files.stat('new.jpg')?.size).toBe(3);
    }
    expect(snapshot(folder)).toEqual(before);
  });

  test('of another folder is refused, and so is one that is damaged or not there', async () => {
    const { device, folder, home } = await newDevice();
    await device.system.snapshots.save('mine');
    await device.close();
    renameSync(folder, `${folder}-moved`);
    const moved = await boot(`${folder}-moved`, home);
    await expect(moved.system.snapshots.restore('mine')).rejects.toThrow(`is of ${folder}, and this device shows`);
    await expect(moved.system.snapshots.restore('other')).rejects.toThrow('There is no snapshot other');
    writeFileSync(join(home, 'snapshots/mine/manifest.json'), '{');
    await expect(moved.system.snapshots.restore('mine')).rejects.toThrow('damaged');
    expect(moved.system.snapshots.list()).toEqual([]);
  });

  test('has a name that leads nowhere, and only once', async () => {
    const { device, home } = await newDevice();
    const { snapshots } = device.system;
    for (const name of ['', '.', '..', '../x', 'a/b', 'a\\b', '.hidden', ' a', 'a.', 'CON', 'a\0', 'x'.repeat(61)]) {
      await expect(snapshots.save(name)).rejects.toThrow('cannot be the name');
      await expect(snapshots.restore(name)).rejects.toThrow('cannot be the name');
      await expect(snapshots.delete(name)).rejects.toThrow('cannot be the name');
    }
    await snapshots.save('Größe 1.2_b-c');
    await expect(snapshots.save('Größe 1.2_b-c')).rejects.toThrow('already');
    await snapshots.delete('Größe 1.2_b-c');
    expect([snapshots.list(), readdirSync(join(home, 'snapshots'))]).toEqual([[], []]);
  });

  test('that a killed program was saving or restoring is nothing, and is cleared away', async () => {
    const { device, home } = await newDevice();
    mkdirSync(join(home, 'snapshots/.saving/state'), { recursive: true });
    mkdirSync(join(home, 'restoring/state'), { recursive: true });
    mkdirSync(join(home, 'restored-1/before'), { recursive: true });
    await device.system.snapshots.save('s');
    expect(readdirSync(join(home, 'snapshots'))).toEqual(['s']);
    expect(['restoring', 'restored-1'].filter((name) => existsSync(join(home, name)))).toEqual([]);
  });

  test('waits for other work, which is told meanwhile', async () => {
    const { device } = await newDevice();
    const saving = device.system.snapshots.save('one');
    expect(device.system.work.current).toMatchObject({ name: 'saving' });
    await expect(device.system.snapshots.save('two')).rejects.toThrow('The device is saving at this moment');
    await saving;
    expect(device.system.work.current).toBeNull();
  });
});
