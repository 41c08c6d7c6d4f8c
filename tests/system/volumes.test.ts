// SD cards and USB drives: put in, taken out in order or not, full, read-only; never a row or a byte lost.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imagesContentUri, QUERY_ARG } from '../../contract/android/mediaStore.ts';
import { parseUri, type Uri } from '../../contract/android/uri.ts';
import type { DeviceApi, VolumeState } from '../../contract/rpc/deviceApi.ts';
import type { Context } from '../../sdk/context.ts';
import { getExternalVolumeNames, getRecentExternalVolumeNames, waitForIdle } from '../../sdk/mediaStoreCalls.ts';
import { insert, picture, save, snapshot, write } from '../providers/media/writing.ts';
import {
  bootOn,
  GALLERY,
  NOW,
  PHOTOS,
  pickerIds,
  rowsOf,
  type TestSystem,
  testSystem,
  until,
  visibleImages,
  writePhoto,
} from '../testSystem.ts';

const EXTERNAL = imagesContentUri('external');
const ON_CARD = ['DCIM/c1.jpg', 'DCIM/c2.jpg', 'DCIM/c3.jpg'];

/** A folder beside the device's own. */
async function folderBeside(device: TestSystem, name: string, photos = ON_CARD): Promise<string> {
  const folder = join(dirname(device.folder), name);
  mkdirSync(folder);
  for (const [index, path] of photos.entries()) await writePhoto(join(folder, path), NOW - index * 86_400_000);
  return folder;
}

async function withCard(): Promise<
  Readonly<{ device: TestSystem; app: Context; card: VolumeState; tester: DeviceApi }>
> {
  const device = await testSystem({ photos: ['DCIM/p1.jpg'] });
  const tester = device.converse<DeviceApi>('tester');
  for (const name of PHOTOS) device.system.apps.setPermission(GALLERY.packageName, name, true);
  const app = device.launch(GALLERY.packageName);
  const card = await tester.mountVolume({ folder: await folderBeside(device, 'card'), kind: 'sd' });
  await device.indexed();
  // A scan that finds no file yet where an app has just inserted an item would take the row away, as on Android.
  await device.system.media.watching();
  await waitForIdle(app.contentResolver);
  return { device, app, card, tester };
}

const stateOf = ({ system }: TestSystem, id: string) => system.volumes.list().find((volume) => volume.id === id);

const ids = async (app: Context, uri: Uri, args: Record<string, unknown> | null = null) =>
  (await rowsOf(await app.contentResolver.query(uri, ['_id'], args)))
    .map(({ _id }) => Number(_id))
    .sort((a, b) => a - b);

describe('putting a card in and taking it out', () => {
  test('its rows come, go and come back with the same ids, and so do its changes; the folder stays as it is', async () => {
    const { device, app, card, tester } = await withCard();
    await using _device = device;
    expect(card).toMatchObject({
      kind: 'sd',
      description: 'SD card',
      id: expect.stringMatching(/^[\dA-F]{4}-[\dA-F]{4}$/),
    });
    expect(card.volumeName).toBe(card.id.toLowerCase());
    const before = snapshot(card.folder);
    const onCard = imagesContentUri(card.volumeName);
    const saved = await save(app, onCard, { _display_name: 'new.jpg' }, await picture(64, 48));
    const all = await visibleImages(app);
    const own = await ids(app, onCard);
    expect([all.length, own.length]).toEqual([5, 4]);
    expect([...(await getExternalVolumeNames(app))]).toEqual(['external_primary', card.volumeName]);

    const ways = { unmountVolume: 'unmounted', ejectVolume: 'ejected', removeVolume: 'removed' } as const;
    for (const way of ['unmountVolume', 'ejectVolume', 'removeVolume'] as const) {
      await tester[way](card.id);
      expect(stateOf(device, card.id)?.state).toBe(ways[way]);
      expect(await visibleImages(app)).toHaveLength(1);
      expect(await pickerIds(device)).toHaveLength(1);
      expect([...(await getRecentExternalVolumeNames(app))]).toEqual([card.volumeName]);
      await expect(ids(app, onCard)).rejects.toThrow(`Volume ${card.volumeName} not found`);
      await expect(app.contentResolver.openFileDescriptor(saved, 'r')).rejects.toMatchObject({
        name: 'FileNotFoundException',
      });
      await expect(insert(app, onCard, { _display_name: 'x.jpg' })).rejects.toThrow(
        `Volume ${card.volumeName} not found`,
      );
      const remembered = { [QUERY_ARG.INCLUDE_RECENTLY_UNMOUNTED_VOLUMES]: true };
      expect(await ids(app, EXTERNAL, remembered)).toEqual(all);

      const again = await tester.mountVolume({ folder: card.folder, kind: 'sd' });
      expect(again.id).toBe(card.id);
      await device.indexed();
      expect(await visibleImages(app)).toEqual(all);
      expect(await ids(app, onCard)).toEqual(own);
      await (await app.contentResolver.openFileDescriptor(saved, 'r')).close();
    }
    expect(snapshot(card.folder)).toBe(before);
    expect(readdirSync(card.folder)).toEqual(['DCIM']);
  });

  test('each coming and going is told of the volume and of external', async () => {
    const { device, app, card, tester } = await withCard();
    await using _device = device;
    const heard: string[] = [];
    const listen = (uri: string) =>
      device.system.observers.register(parseUri(uri), false, (uris) => void heard.push(...uris));
    using _volume = listen(`content://media/${card.volumeName}`);
    using _external = listen('content://media/external');
    await tester.ejectVolume(card.id);
    const told = [`content://media/${card.volumeName}`, 'content://media/external'];
    expect(heard.splice(0)).toEqual(told);
    await tester.mountVolume({ folder: card.folder, kind: 'sd' });
    expect(heard.slice(0, 2)).toEqual(told);
    app.close();
  });

  test('an item is renamed on its own volume, and known on no other', async () => {
    const { device, app, card } = await withCard();
    await using _device = device;
    const saved = await save(app, imagesContentUri(card.volumeName), { _display_name: 'a.jpg' }, await picture(8, 8));
    const id = saved.split('/').at(-1);
    const elsewhere = parseUri(`content://media/external_primary/images/media/${id}`);
    await expect(app.contentResolver.update(elsewhere, { _display_name: 'b.jpg' }, null)).rejects.toMatchObject({
      ...{ name: 'SecurityException', message: `${GALLERY.packageName} has no access to ${elsewhere}` },
    });
    expect(await app.contentResolver.update(saved, { _display_name: 'b.jpg' }, null)).toBe(1);
    expect(device.system.volumes.realPath(`/storage/${card.id}/Pictures/b.jpg`)).not.toBeNull();
    expect(device.system.volumes.realPath('/storage/emulated/0/Pictures/b.jpg')).toBeNull();
  });

  test.each(['mountVolume', 'reboot'] as const)('the built-in volume can be unmounted, until %s', async (back) => {
    const { device, app, card, tester } = await withCard();
    await using _device = device;
    const all = await visibleImages(app);
    await tester.unmountVolume('primary');
    expect(device.system.volumes.list().map(({ id, state }) => [id, state])).toEqual([
      ['primary', 'unmounted'],
      [card.id, 'ready'],
    ]);
    await expect(ids(app, imagesContentUri('external_primary'))).rejects.toMatchObject({
      ...{ name: 'IllegalArgumentException', message: 'Volume external_primary not found' },
    });
    await expect(insert(app, EXTERNAL, { _display_name: 'a.jpg' })).rejects.toThrow(
      'Volume external_primary not found',
    );
    expect(await visibleImages(app)).toHaveLength(3);
    if (back === 'reboot') await tester.reboot();
    else expect((await tester.mountVolume({ folder: device.folder, kind: 'sd' })).id).toBe('primary');
    await device.indexed();
    expect(await visibleImages(device.launch(GALLERY.packageName))).toEqual(all);
  });

  test('the built-in volume cannot be taken out, and an unknown one is told so', async () => {
    await using device = await testSystem({ photos: [] });
    const tester = device.converse<DeviceApi>('tester');
    await expect(tester.ejectVolume('primary')).rejects.toThrow('The primary volume is built in');
    await expect(tester.ejectVolume('0000-0000')).rejects.toThrow('The device knows no volume 0000-0000.');
    await expect(tester.mountVolume({ folder: 'photos', kind: 'sd' })).rejects.toThrow('a full path');
  });
});

describe('what cannot be mounted', () => {
  test.each<readonly [string, (device: TestSystem) => string, string]>([
    ['the folder of the device', ({ folder }) => folder, 'is mounted already, as Internal shared storage'],
    ['a folder in it', ({ folder }) => join(folder, 'DCIM'), 'which is mounted as Internal shared storage'],
    ['a folder around it', ({ folder }) => dirname(folder), 'The home '],
    ['a folder in the home', ({ home }) => join(home, 'media'), "lies in the device's home"],
    ['what is not there', ({ folder }) => `${folder}-none`, 'There is no folder'],
    ['a file', ({ folder }) => join(folder, 'DCIM/p1.jpg'), 'is a file; name the folder it is in'],
  ])('%s', async (_, folderOf, words) => {
    await using device = await testSystem({ photos: ['DCIM/p1.jpg'] });
    await expect(device.system.mountVolume({ folder: folderOf(device), kind: 'usb' })).rejects.toThrow(words);
    expect(device.system.volumes.list()).toHaveLength(1);
  });

  test('the same folder twice at the same time', async () => {
    await using device = await testSystem({ photos: [] });
    const folder = await folderBeside(device, 'stick', []);
    const asked = { folder, kind: 'usb' } as const;
    const both = await Promise.allSettled([device.system.mountVolume(asked), device.system.mountVolume(asked)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(device.system.volumes.list()).toHaveLength(2);
  });
});

describe('pulled out in the middle', () => {
  test('of reading and of writing: descriptors end in EIO, what was written is there again afterwards', async () => {
    const { device, app, card, tester } = await withCard();
    await using _device = device;
    const uri = await insert(app, imagesContentUri(card.volumeName), { _display_name: 'w.jpg' });
    const reading = parseUri(
      `${imagesContentUri(card.volumeName)}/${(await ids(app, imagesContentUri(card.volumeName)))[0]}`,
    );
    const input = await app.contentResolver.openFileDescriptor(reading, 'r');
    const output = await app.contentResolver.openFileDescriptor(uri, 'w');
    await output.write(0, new TextEncoder().encode('first half '));
    await tester.removeVolume(card.id);
    const eio = { name: 'IOException' };
    await expect(input.read(0, 10)).rejects.toMatchObject({ ...eio, message: 'read failed: EIO (I/O error)' });
    await expect(output.write(11, new Uint8Array(4))).rejects.toMatchObject({
      ...{ ...eio, message: 'write failed: EIO (I/O error)' },
    });
    await input.close();
    await output.close();
    await tester.mountVolume({ folder: card.folder, kind: 'sd' });
    await device.indexed();
    // The old descriptors belong to a mount that has ended; the file is whole up to there.
    await using again = await app.contentResolver.openFileDescriptor(uri, 'r');
    expect(new TextDecoder().decode(await again.read(0, 100))).toBe('first half ');
  });

  test('of a scan: no row goes, and the next mount scans to the end', async () => {
    const { device, app, card, tester } = await withCard();
    await using _device = device;
    const all = await visibleImages(app);
    for (let round = 0; round < 10; round++) {
      const scan = app.contentResolver.call('media', 'scan_volume', card.volumeName, null);
      for (let turn = 0; turn < round; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
      await tester.removeVolume(card.id);
      await tester.mountVolume({ folder: card.folder, kind: 'sd' });
      await scan;
    }
    await device.indexed();
    expect(await visibleImages(app)).toEqual(all);
    expect(stateOf(device, card.id)).toMatchObject({ state: 'ready', files: 3, problem: null });
  });

  test('of a scan that is paused', async () => {
    const { device, app, card, tester } = await withCard();
    await using _device = device;
    await tester.pauseScan(card.volumeName);
    const scan = app.contentResolver.call('media', 'scan_volume', card.volumeName, null);
    await tester.removeVolume(card.id);
    await scan;
    await tester.mountVolume({ folder: card.folder, kind: 'sd' });
    await device.indexed();
    expect(stateOf(device, card.id)).toMatchObject({ state: 'ready', paused: false });
  });

  test('of deleting: what was not deleted yet keeps its row', async () => {
    const { device, app, card, tester } = await withCard();
    await using _device = device;
    const photos = await picture(8, 8);
    for (let name = 0; name < 20; name++)
      await save(app, imagesContentUri(card.volumeName), { _display_name: `d${name}.jpg` }, photos);
    const deleting = app.contentResolver.delete(imagesContentUri(card.volumeName), {
      [QUERY_ARG.SQL_SELECTION]: "_display_name LIKE 'd%'",
    });
    await until(
      (changed) => device.system.onChange(changed),
      () => device.system.media.rowCount('images') < 24,
    );
    await tester.removeVolume(card.id);
    const deleted = await deleting;
    expect(deleted).toBeGreaterThan(0);
    await tester.mountVolume({ folder: card.folder, kind: 'sd' });
    await device.indexed();
    const left = await ids(app, imagesContentUri(card.volumeName));
    expect(left).toHaveLength(3 + 20 - deleted);
    const files = readdirSync(join(device.home, 'volumes', card.id, 'files/Pictures'));
    expect(files).toHaveLength(20 - deleted);
  });
});

describe('full, and read-only', () => {
  test('a quota is counted over what an app can see; beyond it every write is ENOSPC', async () => {
    const { device, app, card, tester } = await withCard();
    await using _device = device;
    const used = ON_CARD.reduce((sum, path) => sum + readFileSync(join(card.folder, path)).length, 0);
    await tester.setVolume(card.id, { quotaBytes: used + 1_000 });
    expect(stateOf(device, card.id)).toMatchObject({ freeBytes: 1_000, totalBytes: used + 1_000 });
    const collection = imagesContentUri(card.volumeName);
    const uri = await save(app, collection, { _display_name: 'a.jpg' }, new Uint8Array(600));
    expect(stateOf(device, card.id)?.freeBytes).toBe(400);
    await expect(write(app, uri, new Uint8Array(1_001))).rejects.toMatchObject({
      ...{ name: 'IOException', message: 'write failed: ENOSPC (No space left on device)' },
    });
    // Opened with "wt" it is empty: what it took is free again, and a file can grow within the quota and no further.
    await write(app, uri, new Uint8Array(1_000));
    expect(stateOf(device, card.id)?.freeBytes).toBe(0);
    await using over = await app.contentResolver.openFileDescriptor(uri, 'rw');
    await over.write(0, new Uint8Array(1_000));
    const other = await insert(app, collection, { _display_name: 'b.jpg' });
    await expect(app.contentResolver.openFileDescriptor(other, 'w')).rejects.toMatchObject({
      ...{ name: 'FileNotFoundException', message: 'open failed: ENOSPC (No space left on device)' },
    });
    await expect(insert(app, collection, { relative_path: 'DCIM/New/', _display_name: 'c.jpg' })).rejects.toMatchObject(
      {
        ...{ name: 'IllegalStateException', message: `Failed to create directory: /storage/${card.id}/DCIM/New` },
      },
    );
    expect(await app.contentResolver.delete(uri, null)).toBe(1);
    expect(stateOf(device, card.id)?.freeBytes).toBe(1_000);
    await tester.setVolume(card.id, { quotaBytes: null });
    await write(app, other, new Uint8Array(5_000));
    expect(stateOf(device, card.id)?.freeBytes).toBeGreaterThan(5_000);
  });

  test('a read-only volume can be read, and every write is EROFS, also through what is open', async () => {
    const { device, app, card, tester } = await withCard();
    await using _device = device;
    const collection = imagesContentUri(card.volumeName);
    const uri = await save(app, collection, { _display_name: 'a.jpg' }, new Uint8Array(60));
    await using open = await app.contentResolver.openFileDescriptor(uri, 'rw');
    await tester.setVolume(card.id, { readOnly: true });
    const erofs = 'EROFS (Read-only file system)';
    await expect(open.write(0, new Uint8Array(4))).rejects.toThrow(`write failed: ${erofs}`);
    expect(await open.read(0, 100)).toHaveLength(60);
    await expect(app.contentResolver.openFileDescriptor(uri, 'w')).rejects.toThrow(`open failed: ${erofs}`);
    await expect(insert(app, collection, { relative_path: 'DCIM/New/', _display_name: 'c.jpg' })).rejects.toThrow(
      'Failed to create directory',
    );
    expect(await app.contentResolver.delete(uri, null)).toBe(0);
    expect(await device.connect(GALLERY.packageName).getStorageVolumes()).toContainEqual({
      ...{ mediaStoreVolumeName: card.volumeName, state: 'mounted_ro' },
    });
    expect([...(await getExternalVolumeNames(app))]).toContain(card.volumeName);
    await tester.setVolume(card.id, { readOnly: false });
    expect(await app.contentResolver.delete(uri, null)).toBe(1);
  });

  test('limits are kept for a volume that is away, and for the built-in one', async () => {
    const { device, card, tester } = await withCard();
    await using _device = device;
    await tester.ejectVolume(card.id);
    await tester.setVolume(card.id, { readOnly: true });
    await tester.setVolume('primary', { quotaBytes: 0 });
    const again = await tester.mountVolume({ folder: card.folder, kind: 'sd' });
    expect(again.readOnly).toBe(true);
    expect(stateOf(device, 'primary')).toMatchObject({ freeBytes: 0, totalBytes: 0 });
  });
});

describe('over a restart, and over a reboot', () => {
  test('what was mounted or unmounted is in again with the same ids; what was ejected or removed is not', async () => {
    const { device, app, card, tester } = await withCard();
    const folders = [];
    for (const name of ['u', 'e', 'r']) folders.push(await folderBeside(device, name, [`DCIM/${name}.jpg`]));
    const states = [];
    for (const folder of folders) states.push(await tester.mountVolume({ folder, kind: 'usb', description: 'Stick' }));
    await device.indexed();
    const [unmounted, ejected, removed] = states.map(({ id }) => id);
    await tester.unmountVolume(String(unmounted));
    await tester.ejectVolume(String(ejected));
    await tester.removeVolume(String(removed));
    const before = await visibleImages(app);
    await device.system.close();

    await using again = await bootOn(device.folder, device.home);
    await again.indexed();
    expect(again.system.volumes.list().map(({ id, state }) => [id, state])).toEqual([
      ['primary', 'ready'],
      [card.id, 'ready'],
      [unmounted, 'ready'],
      [ejected, 'ejected'],
      [removed, 'removed'],
    ]);
    expect(stateOf(again, String(unmounted))).toMatchObject({ kind: 'usb', description: 'Stick' });
    const after = await visibleImages(again.launch(GALLERY.packageName));
    expect(after).toEqual(expect.arrayContaining([...before]));
    expect(after).toHaveLength(before.length + 1);

    await again.system.unmountVolume(card.id, 'unmounted');
    again.system.reboot();
    await again.indexed();
    expect(stateOf(again, card.id)?.state).toBe('ready');
    rmSync(dirname(device.folder), { recursive: true });
  });

  test('a folder that is not there is shown as unmounted, with a sentence, until it is back', async () => {
    const { device, app, card } = await withCard();
    const before = await visibleImages(app);
    await device.system.close();
    renameSync(card.folder, `${card.folder}-away`);
    await using again = await bootOn(device.folder, device.home);
    await again.indexed();
    expect(stateOf(again, card.id)).toMatchObject({
      ...{ state: 'unmounted', problem: expect.stringContaining(`There is no folder ${card.folder}`) },
    });
    expect(await visibleImages(again.launch(GALLERY.packageName))).toHaveLength(1);
    // A card in another slot is the same card.
    const moved = await again.system.mountVolume({ folder: `${card.folder}-away`, kind: 'sd' });
    await again.indexed();
    expect(moved.id).toBe(card.id);
    expect(await visibleImages(again.connect(GALLERY.packageName))).toEqual(before);
    rmSync(dirname(device.folder), { recursive: true });
  });
});

describe('a folder behind a volume', () => {
  test('that goes takes its rows out of sight; mounted again, they are back', async () => {
    const { device, app, card, tester } = await withCard();
    await using _device = device;
    const all = await visibleImages(app);
    renameSync(card.folder, `${card.folder}-away`);
    await app.contentResolver.call('media', 'scan_volume', card.volumeName, null);
    expect(stateOf(device, card.id)?.state).toBe('missing');
    expect(await visibleImages(app)).toHaveLength(1);
    renameSync(`${card.folder}-away`, card.folder);
    await tester.mountVolume({ folder: card.folder, kind: 'sd' });
    await device.indexed();
    expect(await visibleImages(app)).toEqual(all);
  });

  test('that is replaced by another one is another volume, as another card in the slot is', async () => {
    const { device, app, card, tester } = await withCard();
    await using _device = device;
    const all = await visibleImages(app);
    renameSync(card.folder, `${card.folder}-first`);
    mkdirSync(card.folder);
    await app.contentResolver.call('media', 'scan_volume', card.volumeName, null);
    expect(stateOf(device, card.id)).toMatchObject({
      ...{ state: 'missing', problem: expect.stringContaining('is empty now: its disk is not mounted any more') },
    });
    const other = await tester.mountVolume({ folder: card.folder, kind: 'sd' });
    await device.indexed();
    expect(other.id).not.toBe(card.id);
    expect(await visibleImages(app)).toHaveLength(1);
    const first = await tester.mountVolume({ folder: `${card.folder}-first`, kind: 'sd' });
    await device.indexed();
    expect(first.id).toBe(card.id);
    expect(await visibleImages(app)).toEqual(all);
    expect(existsSync(card.folder)).toBe(true);
  });
});

test('what happens in the folder of a card is noticed, also after it was mounted again', async () => {
  const { device, app, card, tester } = await withCard();
  await using _device = device;
  await tester.ejectVolume(card.id);
  await tester.mountVolume({ folder: card.folder, kind: 'sd' });
  await device.indexed();
  await device.system.media.watching();
  await writePhoto(join(card.folder, 'DCIM/later.jpg'), NOW);
  await until(
    (changed) => device.system.onChange(changed),
    () => device.system.media.rowCount('images') === 5,
  );
  expect(await ids(app, imagesContentUri(card.volumeName))).toHaveLength(4);
});
