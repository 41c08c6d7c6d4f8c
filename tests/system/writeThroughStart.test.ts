// What a start, and a restore, make of folders that are or were written through.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { NewVolume } from '../../contract/rpc/deviceApi.ts';
import { readSettings } from '../../main/hosts/commandLine.ts';
import { forkExtractor } from '../../main/hosts/forkExtractor.ts';
import { type RunningDevice, startDevice } from '../../main/hosts/startDevice.ts';
import { snapshot } from '../device/volumeFixture.ts';
import { NOW, until, writePhoto } from '../testSystem.ts';

type Place = Readonly<{ root: string; folder: string; card: string }>;

async function newPlace(): Promise<Place> {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-through-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [folder, card] = [join(root, 'photos'), join(root, 'card')];
  mkdirSync(folder);
  await writePhoto(join(folder, 'DCIM/a.jpg'), NOW);
  await writePhoto(join(card, 'DCIM/c.jpg'), NOW);
  return { root, folder, card };
}

/** A device as the command line starts it. */
async function boot({ root, folder }: Place, ...args: readonly string[]): Promise<RunningDevice> {
  const settings = readSettings(['serve', folder, '--home', join(root, 'home'), ...args], {}, '/demo');
  if (settings === null) throw new Error('Help was not asked for.');
  const device = await startDevice(settings, forkExtractor(join(import.meta.dirname, '../../mediaextractor/index.ts')));
  onTestFinished(() => device.close());
  await indexed(device);
  return device;
}

async function indexed({ system }: RunningDevice): Promise<void> {
  const isReady = () => system.volumes.list().every(({ state }) => state !== 'scanning');
  await until((changed) => system.onChange(changed), isReady);
}

async function restore(device: RunningDevice, name: string): Promise<void> {
  const before = device.system;
  const isBack = new Promise<void>((resolve) => device.onRestart(resolve));
  await before.snapshots.restore(name);
  await isBack;
  await expect.poll(() => isRunning(device)).toBe(true);
  await indexed(device);
}

function isRunning(device: RunningDevice): boolean {
  try {
    return device.system.volumes.list().length > 0;
  } catch {
    return false;
  }
}

async function write({ system }: RunningDevice, path: string, kind: 'primary' | NewVolume['kind']): Promise<void> {
  const files = system.volumes.all().find((volume) => volume.kind === kind)?.files;
  writeFileSync((await files?.openForWriting(path, { truncate: false })) ?? '', 'written');
}

const modes = ({ system }: RunningDevice) =>
  system.volumes.list().map(({ kind, state, writeThrough }) => [kind, state, writeThrough]);

test('a folder is written through by a flag at each start; without it, it is only read', async () => {
  const place = await newPlace();
  const first = await boot(place, '--write-through');
  await write(first, 'Pictures/w.jpg', 'primary');
  await first.close();
  expect(readdirSync(join(place.folder, 'Pictures'))).toEqual(['w.jpg']);
  const before = snapshot(place.folder);

  const second = await boot(place);
  expect(modes(second)).toEqual([['primary', 'ready', false]]);
  await write(second, 'Pictures/above.jpg', 'primary');
  await second.close();
  await expect(boot(place, '--write-through')).rejects.toMatchObject({
    message: `Internal shared storage has changes that are not in ${place.folder} itself; mount it without writing through, and apply, export or drop them under Changes first.`,
    exitCode: 3,
  });
  expect(snapshot(place.folder)).toEqual(before);

  const third = await boot(place);
  await third.system.changes.drop('primary');
  await third.close();
  expect(modes(await boot(place, '--write-through'))).toEqual([['primary', 'ready', true]]);
  expect(snapshot(place.folder)).toEqual(before);
});

test('the empty place of a disk is not written to, until somebody says that it is the folder', async () => {
  const place = await newPlace();
  await (await boot(place, '--write-through')).close();
  renameSync(place.folder, `${place.folder}-away`);
  mkdirSync(place.folder);
  const device = await boot(place, '--write-through');
  expect(modes(device)).toEqual([['primary', 'missing', true]]);
  expect(device.system.volumes.list()).toMatchObject([{ freeBytes: null, totalBytes: null }]);
  await expect(write(device, 'Pictures/w.jpg', 'primary')).rejects.toMatchObject({
    code: 'EIO',
    message: expect.stringContaining('is empty and was not'),
  });
  expect(readdirSync(place.folder)).toEqual([]);
  device.system.indexAsItIs('primary');
  await indexed(device);
  await write(device, 'Pictures/w.jpg', 'primary');
  expect(readdirSync(join(place.folder, 'Pictures'))).toEqual(['w.jpg']);
});

test.each(['empty', 'another one'])(
  'what was deleted on the device is not forgotten while its folder is %s',
  async (what) => {
    const place = await newPlace();
    await writePhoto(join(place.folder, 'DCIM/b.jpg'), NOW);
    const first = await boot(place);
    first.system.volumes.all()[0]?.files.deleteFile('DCIM/a.jpg');
    await first.close();
    renameSync(place.folder, `${place.folder}-away`);
    mkdirSync(place.folder);
    if (what === 'another one') await writePhoto(join(place.folder, 'Other/o.jpg'), NOW);
    await expect(boot(place, '--write-through')).rejects.toMatchObject({
      message: expect.stringContaining('has changes that are not in'),
      exitCode: 3,
    });
    rmSync(place.folder, { recursive: true });
    renameSync(`${place.folder}-away`, place.folder);
    const back = await boot(place);
    expect(back.system.volumes.all()[0]?.files.stat('DCIM/a.jpg')).toBeNull();
  },
);

test('a card is mounted at the next start as it was, and otherwise when the flags say so', async () => {
  const place = await newPlace();
  const primary = ['primary', 'ready', false];
  const starts: readonly (readonly [readonly string[], boolean])[] = [
    [['--sd-write-through', place.card], true],
    [[], true],
    [['--sd', place.card], false],
    [[], false],
    [['--sd-write-through', place.card], true],
  ];
  for (const [args, writeThrough] of starts) {
    const device = await boot(place, ...args);
    expect(modes(device)).toEqual([primary, ['sd', 'ready', writeThrough]]);
    await device.close();
  }
});

test('a snapshot says which folders it is without; a restore changes none of them and writes none through', async () => {
  const place = await newPlace();
  const device = await boot(place, '--write-through', '--sd-write-through', place.card);
  await write(device, 'Pictures/before.jpg', 'primary');
  await device.system.snapshots.save('before');
  expect(device.system.snapshots.list()).toMatchObject([
    { name: 'before', writtenThrough: [place.folder, place.card] },
  ]);
  await write(device, 'Pictures/after.jpg', 'primary');
  await write(device, 'Pictures/after.jpg', 'sd');
  device.system.volumes.find('external_primary')?.files.deleteFile('DCIM/a.jpg');
  const folders = [snapshot(place.folder), snapshot(place.card)];

  await restore(device, 'before');
  expect(modes(device)).toEqual([
    ['primary', 'ready', false],
    ['sd', 'ready', false],
  ]);
  expect([snapshot(place.folder), snapshot(place.card)]).toEqual(folders);
  expect(device.system.volumes.realPath('/storage/emulated/0/Pictures/after.jpg')).not.toBeNull();
  expect(existsSync(join(place.folder, 'DCIM/a.jpg'))).toBe(false);
  await device.close();
  expect(modes(await boot(place))[1]).toEqual(['sd', 'ready', false]);
});

test('a snapshot with changes above a folder is restored under a layer, on a device that wrote it through', async () => {
  const place = await newPlace();
  const layered = await boot(place);
  await write(layered, 'Pictures/above.jpg', 'primary');
  await layered.system.snapshots.save('layered');
  expect(layered.system.snapshots.list()).toMatchObject([{ writtenThrough: [] }]);
  await layered.system.changes.drop('primary');
  await layered.close();
  const before = snapshot(place.folder);

  const device = await boot(place, '--write-through');
  await restore(device, 'layered');
  expect(modes(device)).toEqual([['primary', 'ready', false]]);
  expect(await device.system.changes.list('primary')).toMatchObject({ entries: [{ path: 'Pictures' }, {}] });
  expect(snapshot(place.folder)).toEqual(before);
});
