// A disk that is mounted inside of a volume's folder and taken out: what was on it is not deleted.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DeviceChanges } from '../../main/device/deviceChanges.ts';
import { Work } from '../../main/device/work.ts';
import { VolumesAway } from '../../main/providers/media/scan/volumesAway.ts';
import { updateRows } from '../../main/providers/media/write/writtenRows.ts';
import { ScanFixture } from '../providers/media/scan/scanFixture.ts';
import { smallDisk, whyNoDisk } from '../support/smallDisk.ts';
import { temporary, write } from './faultFolders.ts';

const PHOTO = 'Trips/stick/DCIM/a.jpg';
const NEW = { truncate: true } as const;

const noDisk = whyNoDisk();
if (noDisk !== null) console.info(`Tests of disks are skipped: none can be mounted here (${noDisk}).`);

/** A folder with a disk in it that can be taken out and put in again. */
function folderWithDisk() {
  const root = temporary();
  const disk = smallDisk();
  const place = join(root.path, 'photos/Trips/stick');
  write(root.path, 'photos/DCIM/own.jpg');
  write(disk.path, 'DCIM/a.jpg');
  write(disk.path, 'DCIM/b.jpg');
  const putIn = (from = disk.path) => {
    mkdirSync(place, { recursive: true });
    execFileSync('mount', ['--bind', from, place], { stdio: 'pipe' });
  };
  const takeOut = () => execFileSync('umount', [place], { stdio: 'pipe' });
  putIn();
  const end = () => {
    try {
      takeOut();
    } catch {
      // It is out already.
    }
    disk[Symbol.dispose]();
    root[Symbol.dispose]();
  };
  return {
    root: root.path,
    folder: join(root.path, 'photos'),
    disk: disk.path,
    place,
    putIn,
    takeOut,
    [Symbol.dispose]: end,
  };
}

describe.skipIf(noDisk !== null)('a disk inside of a folder', () => {
  test.each(['a disk', 'a folder of the same disk'])(
    '%s that is taken out: its rows stay through every scan, and are the same when it is back',
    async (what) => {
      using given = folderWithDisk();
      const { root, folder, place, takeOut, putIn } = given;
      if (what !== 'a disk') {
        takeOut();
        for (const name of ['a', 'b']) write(root, `other/DCIM/${name}.jpg`);
        putIn(join(root, 'other'));
      }
      await using device = new ScanFixture({ folder });
      await device.scan();
      const id = Number(device.rows()[PHOTO]?._id);
      device.database.transaction((write) => updateRows(write, [id], { is_favorite: 1 }));
      const before = facts(device);
      expect(before).toContainEqual([PHOTO, id, 1]);

      const seen: string[] = [];
      using away = new VolumesAway({
        volumes: device.volumes,
        returned: () => void seen.push('returned'),
        gone: () => void seen.push('gone'),
        mounted: () => void seen.push('mounted'),
      });
      away.look();
      expect(seen).toEqual([]);
      takeOut();
      away.look();
      expect(seen).toEqual(['gone']);
      const words = `The disk that was mounted at ${place} is not mounted any more. Nothing is forgotten`;
      for (const isPlaceThere of [true, false]) {
        if (!isPlaceThere) rmdirSync(place);
        device.log.length = 0;
        await device.scan();
        for (const path of [PHOTO, 'Trips/stick', 'Trips'])
          await device.scanner.scanFile(`${device.volume.path}/${path}`);
        await device.scanner.idle();
        expect(facts(device)).toEqual(before);
        expect(device.log.filter((line) => line.startsWith(words))).not.toEqual([]);
        expect(device.volumes.list()).toMatchObject([
          { state: 'ready', skipped: 1, doubtful: true, problem: expect.stringContaining(words) },
        ]);
      }

      away.look();
      expect(seen).toEqual(['gone']);
      putIn(what === 'a disk' ? given.disk : join(root, 'other'));
      away.look();
      expect(seen).toEqual(['gone', 'returned']);
      await device.scan();
      expect([facts(device), device.volumes.awayDisks('primary')]).toEqual([before, []]);
      expect(device.volumes.list()).toMatchObject([
        { state: 'ready', files: 3, skipped: 0, doubtful: false, problem: null },
      ]);
    },
  );

  test('what is deleted on one that is there goes, and all of it when somebody says that the folder is right', async () => {
    using given = folderWithDisk();
    const { folder, disk, takeOut } = given;
    await using device = new ScanFixture({ folder });
    await device.scan();
    rmSync(join(disk, 'DCIM/b.jpg'));
    await device.scan();
    expect(Object.keys(device.rows())).toContain(PHOTO);
    expect(Object.keys(device.rows())).not.toContain('Trips/stick/DCIM/b.jpg');
    takeOut();
    device.volumes.acceptFolder('primary');
    await device.scan();
    expect(Object.keys(device.rows()).sort()).toEqual(['DCIM', 'DCIM/own.jpg', 'Trips', 'Trips/stick']);
  });

  test('nothing is applied to the empty place of one that is taken out', async () => {
    using given = folderWithDisk();
    const { folder, place, takeOut } = given;
    await using device = new ScanFixture({ folder });
    await device.scan();
    const { home, volumes, volume } = device;
    await volume.files.openForWriting('Trips/stick/DCIM/new.jpg', { truncate: true });
    const nothing = () => undefined;
    const changes = new DeviceChanges({ home, volumes, work: new Work(), stopApps: nothing, rescan: nothing });
    takeOut();
    const applying = changes.apply('primary', { folder, overwriteConflicts: false });
    await expect(applying).rejects.toThrow('The disk that was mounted at Trips/stick');
    expect(readdirSync(place)).toEqual([]);
  });

  test.each(['written', 'deleted'])(
    'nor when it is taken out while that is applied: what was %s waits',
    async (what) => {
      using given = folderWithDisk();
      const { folder, place, takeOut, putIn } = given;
      await using device = new ScanFixture({ folder });
      await device.scan();
      const { home, volumes, volume } = device;
      const { files } = volume;
      if (what === 'deleted') files.deleteFile(PHOTO);
      else await files.openForWriting('Trips/stick/new.jpg', NEW);
      const options = { home, volumes, work: new Work(), stopApps: takeOut, rescan: () => undefined };
      const applying = new DeviceChanges(options).apply('primary', { folder, overwriteConflicts: false });
      await expect(applying).rejects.toThrow('The disk that was mounted at Trips/stick');
      expect(readdirSync(place)).toEqual([]);
      putIn();
      if (what === 'deleted') expect(files.stat(PHOTO)).toBeNull();
      else expect(files.stat('Trips/stick/new.jpg')).not.toBeNull();
    },
  );

  test('one that is put in while the device runs is noticed, and remembered before there are rows of it', async () => {
    using given = folderWithDisk();
    const { folder, place, takeOut, putIn, disk } = given;
    takeOut();
    await using device = new ScanFixture({ folder });
    await device.scan();
    const seen: string[] = [];
    using away = new VolumesAway({
      volumes: device.volumes,
      returned: () => void seen.push('returned'),
      gone: () => void seen.push('gone'),
      mounted: () => void seen.push('mounted'),
    });
    putIn(disk);
    away.look();
    away.look();
    expect(seen).toEqual(['returned']);
    await device.scanner.scanFiles([`${device.volume.path}/Trips/stick`]);
    const before = facts(device);
    expect(Object.keys(device.rows())).toContain(PHOTO);
    takeOut();
    rmdirSync(place);
    await device.scanner.scanFiles([`${device.volume.path}/Trips/stick`]);
    expect(facts(device)).toEqual(before);
    away.look();
    expect(seen).toEqual(['returned', 'gone']);
  });

  test('what a desktop leaves in its empty place is nothing', async () => {
    using given = folderWithDisk();
    const { folder, place, takeOut } = given;
    await using device = new ScanFixture({ folder });
    await device.scan();
    const before = facts(device);
    takeOut();
    write(place, '.directory');
    await device.scan();
    expect(facts(device)).toEqual(expect.arrayContaining(before));
    expect(device.volumes.awayDisks('primary')).toEqual(['Trips/stick']);
  });

  test.each([false, true])(
    'nothing is put into its empty place, and what is above it stays where it is (write-through: %s)',
    async (writeThrough) => {
      using given = folderWithDisk();
      const { folder, place, takeOut } = given;
      await using device = new ScanFixture({ folder, writeThrough });
      await device.scan();
      const before = facts(device);
      takeOut();
      const { files } = device.volume;
      const written = files.openForWriting('Trips/stick/DCIM/new.jpg', NEW);
      if (writeThrough) await expect(written).rejects.toMatchObject({ code: 'EIO' });
      else await written;
      expect(readdirSync(place)).toEqual([]);
      for (const path of ['Trips', 'Trips/stick']) {
        await expect(files.moveDirectory(path, 'Elsewhere')).rejects.toMatchObject({ code: 'EBUSY' });
        await expect(files.deleteDirectory(path)).rejects.toMatchObject({ code: 'EBUSY' });
      }
      await files.moveDirectory('DCIM', 'Elsewhere');
      await device.scan();
      const isThere = (row: unknown) => expect(facts(device)).toContainEqual(row);
      before.filter(([path]) => String(path).startsWith('Trips')).forEach(isThere);
    },
  );

  test('what was deleted on one that is away is not forgotten by writing through', async () => {
    using given = folderWithDisk();
    const { folder, takeOut, putIn } = given;
    await using device = new ScanFixture({ folder });
    await device.scan();
    const { volumes, volume } = device;
    volume.files.deleteFile(PHOTO);
    takeOut();
    volumes.detach('primary', 'unmounted');
    const { id, volumeName, kind, description } = volume;
    const spec = { id, volumeName, kind, description, folder };
    expect(() => volumes.mount({ ...spec, writeThrough: true })).toThrow();
    putIn();
    expect(volumes.mount({ ...spec, writeThrough: false }).files.stat(PHOTO)).toBeNull();
  });

  test('one that was emptied while it is there has no rows', async () => {
    using given = folderWithDisk();
    await using device = new ScanFixture({ folder: given.folder });
    await device.scan();
    rmSync(join(given.disk, 'DCIM'), { recursive: true });
    await device.scan();
    expect(Object.keys(device.rows()).sort()).toEqual(['DCIM', 'DCIM/own.jpg', 'Trips', 'Trips/stick']);
  });
});

function facts(device: ScanFixture) {
  return Object.entries(device.rows()).map(([path, { _id, is_favorite }]) => [path, _id, is_favorite]);
}
