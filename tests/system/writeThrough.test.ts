// A device whose folder is written through: what apps do is in the folder at once, and nothing else is.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imagesContentUri } from '../../contract/android/mediaStore.ts';
import type { DeviceApi, VolumeState } from '../../contract/rpc/deviceApi.ts';
import { callAs } from '../../main/activity/systemCaller.ts';
import { SYSTEM_PACKAGES } from '../../main/packages/packageManager.ts';
import type { Context } from '../../sdk/context.ts';
import { waitForIdle } from '../../sdk/mediaStoreCalls.ts';
import { insert, picture, row, save, snapshot, write } from '../providers/media/writing.ts';
import { GALLERY, NOW, PHOTOS, type TestSystem, testSystem, visibleImages, writePhoto } from '../testSystem.ts';

const ON_CARD = ['DCIM/c1.jpg', 'DCIM/c2.jpg', 'DCIM/c3.jpg'];

type WithCard = Readonly<{ device: TestSystem; app: Context; card: VolumeState; tester: DeviceApi }>;

/** A device with a card; its own folder stays as it is. */
async function withCard(writeThrough = true): Promise<WithCard> {
  const device = await testSystem({ photos: ['DCIM/p1.jpg'] });
  const tester = device.converse<DeviceApi>('tester');
  for (const name of PHOTOS) device.system.apps.setPermission(GALLERY.packageName, name, true);
  const app = device.launch(GALLERY.packageName);
  const folder = join(dirname(device.folder), 'card');
  for (const [index, path] of ON_CARD.entries()) await writePhoto(join(folder, path), NOW - index * 86_400_000);
  const card = await tester.mountVolume({ folder, kind: 'sd', writeThrough });
  await device.indexed();
  await device.system.media.watching();
  await waitForIdle(app.contentResolver);
  return { device, app, card, tester };
}

const stateOf = ({ system }: TestSystem, id: string) => system.volumes.list().find((volume) => volume.id === id);

/** Every file of a folder, by its path. */
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();

describe('what apps do', () => {
  test('is in the folder at once, with rows that agree, and the other folder stays as it is', async () => {
    const { device, app, card } = await withCard();
    await using _device = device;
    const primary = snapshot(device.folder);
    expect(card).toMatchObject({ writeThrough: true });
    const collection = imagesContentUri(card.volumeName);
    const bytes = await picture(64, 48);
    const saved = await save(app, collection, { _display_name: 'new.jpg' }, bytes);
    expect(readFileSync(join(card.folder, 'Pictures/new.jpg'))).toEqual(Buffer.from(bytes));
    expect(await row(app, saved, 'width', 'height', '_size')).toEqual({
      ...{ width: '64', height: '48', _size: String(bytes.length) },
    });
    expect(await app.contentResolver.update(saved, { relative_path: 'DCIM/Trip/' }, null)).toBe(1);
    expect(filesIn(card.folder)).toEqual([...ON_CARD, 'DCIM/Trip/new.jpg'].sort());
    await write(app, saved, await picture(8, 8));
    expect(await row(app, saved, 'width')).toEqual({ width: '8' });
    expect(await app.contentResolver.delete(saved, null)).toBe(1);
    expect(filesIn(card.folder)).toEqual(ON_CARD);
    await waitForIdle(app.contentResolver);
    expect(await visibleImages(app)).toHaveLength(4);
    expect(existsSync(join(device.home, 'volumes', card.id, 'files'))).toBe(false);
    expect(snapshot(device.folder)).toBe(primary);
  });

  test('keeps its rows when the watcher tells of it, pending and trashed ones too', async () => {
    const { device, app, card } = await withCard();
    await using _device = device;
    const collection = imagesContentUri(card.volumeName);
    const uri = await insert(app, collection, { _display_name: 'p.jpg', is_pending: 1 });
    await write(app, uri, await picture(32, 32));
    const [pending = ''] = filesIn(card.folder).filter((name) => name.startsWith('Pictures/'));
    expect(pending).toMatch(/^Pictures\/\.pending-\d+-p\.jpg$/);
    await waitForIdle(app.contentResolver);
    expect(await app.contentResolver.update(uri, { is_pending: 0 }, null)).toBe(1);
    expect(filesIn(card.folder)).toContain('Pictures/p.jpg');
    expect(await app.contentResolver.update(uri, { is_trashed: 1 }, null)).toBe(1);
    expect(filesIn(card.folder).some((name) => /^Pictures\/\.trashed-\d+-p\.jpg$/.test(name))).toBe(true);
    await waitForIdle(app.contentResolver);
    expect(await app.contentResolver.update(uri, { is_trashed: 0 }, null)).toBe(1);
    await waitForIdle(app.contentResolver);
    expect(await row(app, uri, '_display_name', 'width')).toEqual({ _display_name: 'p.jpg', width: '32' });
    expect(filesIn(card.folder)).toEqual([...ON_CARD, 'Pictures/p.jpg']);
  });

  test('what has expired is deleted when apps of the device made it; what was in the folder stays, whatever the clock says', async () => {
    const { device, app, card } = await withCard();
    await using _device = device;
    const { clock, media } = device.system;
    const collection = imagesContentUri(card.volumeName);
    for (const how of [{ is_trashed: 1 }, { is_pending: 1 }]) {
      const uri = await save(app, collection, { _display_name: 'own.jpg' }, await picture(8, 8));
      expect(await app.contentResolver.update(uri, how, null)).toBe(1);
    }
    const expires = Math.floor(clock.currentTimeMillis() / 1000) + 30 * 86_400;
    const theirs = [
      `Android/media/${GALLERY.packageName}/.trashed-${expires}-m.jpg`,
      `DCIM/.pending-${expires - 23 * 86_400}-p.jpg`,
      `DCIM/.trashed-${expires - 40 * 86_400}-late.jpg`,
      `DCIM/.trashed-${expires}-t.jpg`,
    ];
    for (const path of theirs) await writePhoto(join(card.folder, path), NOW);
    const shell = callAs(device.system, SYSTEM_PACKAGES.shell, new AbortController().signal);
    await media.provider.call(shell, 'run_idle_maintenance', null, null);
    clock.setManual(clock.currentTimeMillis() + 8 * 86_400_000);
    await media.provider.call(shell, 'run_idle_maintenance', null, null);
    clock.setManual(clock.currentTimeMillis() + 23 * 86_400_000);
    await media.provider.call(shell, 'run_idle_maintenance', null, null);
    expect(filesIn(card.folder)).toEqual([...theirs, ...ON_CARD].sort());
  });

  test('a factory reset and a reboot leave the folder alone, and the card written through', async () => {
    const { device, app, card } = await withCard();
    await using _device = device;
    await save(app, imagesContentUri(card.volumeName), { _display_name: 'kept.jpg' }, await picture(8, 8));
    const before = snapshot(card.folder);
    device.system.factoryReset();
    await device.indexed();
    expect(snapshot(card.folder)).toBe(before);
    expect(stateOf(device, card.id)).toMatchObject({ writeThrough: true, state: 'ready' });
  });
});

describe('a folder that cannot be written', () => {
  test('a volume that a tester makes read-only, or full, is so for its own folder too', async () => {
    const { device, app, card, tester } = await withCard();
    await using _device = device;
    const collection = imagesContentUri(card.volumeName);
    const uri = await save(app, collection, { _display_name: 'a.jpg' }, new Uint8Array(60));
    const before = snapshot(card.folder);
    await tester.setVolume(card.id, { readOnly: true });
    await expect(app.contentResolver.openFileDescriptor(uri, 'wt')).rejects.toThrow('EROFS');
    await tester.setVolume(card.id, { readOnly: false, quotaBytes: 0 });
    const other = await insert(app, collection, { _display_name: 'b.jpg' });
    await expect(app.contentResolver.openFileDescriptor(other, 'w')).rejects.toMatchObject({
      ...{ name: 'FileNotFoundException', message: 'open failed: ENOSPC (No space left on device)' },
    });
    expect(snapshot(card.folder)).toBe(before);
  });

  test.each(['gone', 'replaced'])('one that is %s is EIO to apps, and nothing is written where it was', async (how) => {
    const { device, app, card } = await withCard();
    await using _device = device;
    const collection = imagesContentUri(card.volumeName);
    const uri = await save(app, collection, { _display_name: 'a.jpg' }, new Uint8Array(60));
    const inserted = await insert(app, collection, { _display_name: 'b.jpg' });
    renameSync(card.folder, `${card.folder}-away`);
    if (how === 'replaced') mkdirSync(card.folder);
    await expect(app.contentResolver.openFileDescriptor(inserted, 'w')).rejects.toMatchObject({
      ...{ name: 'FileNotFoundException', message: 'open failed: EIO (I/O error)' },
    });
    await expect(app.contentResolver.openFileDescriptor(uri, 'wt')).rejects.toMatchObject({
      name: 'FileNotFoundException',
    });
    expect(existsSync(card.folder) ? readdirSync(card.folder) : []).toEqual([]);
    expect(readFileSync(join(`${card.folder}-away`, 'Pictures/a.jpg'))).toHaveLength(60);
    if (how === 'replaced') rmSync(card.folder, { recursive: true });
    renameSync(`${card.folder}-away`, card.folder);
  });
});

describe('one way and the other', () => {
  test('a card with changes above its folder is not written through until they are dropped or applied', async () => {
    const { device, app, card, tester } = await withCard(false);
    await using _device = device;
    await save(app, imagesContentUri(card.volumeName), { _display_name: 'above.jpg' }, await picture(8, 8));
    const before = snapshot(card.folder);
    await tester.unmountVolume(card.id);
    const again = { folder: card.folder, kind: 'sd', writeThrough: true } as const;
    await expect(tester.mountVolume(again)).rejects.toThrow(
      `SD card has changes that are not in ${card.folder} itself; mount it without writing through, and apply, export or drop them under Changes first.`,
    );
    expect(stateOf(device, card.id)).toMatchObject({ state: 'unmounted', writeThrough: false });
    expect(snapshot(card.folder)).toBe(before);
    await tester.mountVolume({ folder: card.folder, kind: 'sd' });
    await device.indexed();
    await tester.dropChanges(card.id);
    await tester.unmountVolume(card.id);
    expect(await tester.mountVolume(again)).toMatchObject({ id: card.id, writeThrough: true });
    await tester.unmountVolume(card.id);
    expect(await tester.mountVolume({ folder: card.folder, kind: 'sd' })).toMatchObject({ writeThrough: false });
    await device.indexed();
    expect(snapshot(card.folder)).toBe(before);
  });

  test('one that only hides a file is not either', async () => {
    const { device, app, card, tester } = await withCard(false);
    await using _device = device;
    expect(await visibleImages(app)).toHaveLength(4);
    device.system.volumes.all()[1]?.files.deleteFile('DCIM/c1.jpg');
    await tester.unmountVolume(card.id);
    await expect(tester.mountVolume({ folder: card.folder, kind: 'sd', writeThrough: true })).rejects.toThrow(
      'apply, export or drop them',
    );
  });

  test('there is nothing to export, drop or apply, and it is said', async () => {
    const { device, app, card, tester } = await withCard();
    await using _device = device;
    await save(app, imagesContentUri(card.volumeName), { _display_name: 'a.jpg' }, await picture(8, 8));
    expect(await tester.changes(card.id)).toMatchObject({ created: 0, changed: 0, deleted: 0, entries: [] });
    const said = `SD card is mounted write-through: what apps changed is in ${card.folder} already, and nothing is above it.`;
    await expect(tester.exportChanges(card.id, '/tmp/nowhere')).rejects.toThrow(said);
    await expect(tester.dropChanges(card.id)).rejects.toThrow(said);
    const confirmed = { folder: card.folder, overwriteConflicts: true };
    await expect(tester.applyChanges(card.id, confirmed)).rejects.toThrow(said);
    expect(existsSync(join(card.folder, 'Pictures/a.jpg'))).toBe(true);
  });

  test('the built-in volume, too, is written through when it is mounted so, and read again when it is not', async () => {
    const { device, app, tester } = await withCard();
    await using _device = device;
    await tester.unmountVolume('primary');
    const primary = { folder: device.folder, kind: 'sd' } as const;
    expect(await tester.mountVolume({ ...primary, writeThrough: true })).toMatchObject({ id: 'primary' });
    await device.indexed();
    await save(app, imagesContentUri('external_primary'), { _display_name: 'a.jpg' }, await picture(8, 8));
    expect(filesIn(device.folder)).toEqual(['DCIM/p1.jpg', 'Pictures/a.jpg']);
    await tester.unmountVolume('primary');
    expect(await tester.mountVolume(primary)).toMatchObject({ id: 'primary', writeThrough: false });
    await device.indexed();
    await save(app, imagesContentUri('external_primary'), { _display_name: 'b.jpg' }, await picture(8, 8));
    expect(filesIn(device.folder)).toEqual(['DCIM/p1.jpg', 'Pictures/a.jpg']);
  });
});
