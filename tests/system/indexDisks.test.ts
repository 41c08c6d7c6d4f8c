// The disk of the home that is full, and that of the folder that goes, in the middle of a scan.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Thumbnails } from '../../main/providers/media/thumbnails.ts';
import { ScanFixture } from '../providers/media/scan/scanFixture.ts';
import { fill, smallDisk, whyNoDisk } from '../support/smallDisk.ts';
import { atFirstCommit, temporary, write, writeLibrary } from './faultFolders.ts';
import { folderState } from './folderState.ts';
import { expectAgreement, expectSettled } from './indexState.ts';

const COUNT = 600;

const noDisk = whyNoDisk();
if (noDisk !== null) console.info(`Tests of disks are skipped: none can be mounted here (${noDisk}).`);

describe.skipIf(noDisk !== null)('a disk', () => {
  test('of the home that fills up in the middle of a batch: what is committed stays, the rest comes later', async () => {
    using root = temporary();
    using disk = smallDisk();
    writeLibrary(root.path, COUNT);
    const before = folderState(root.path);
    await using device = new ScanFixture({ folder: root.path, database: join(disk.path, 'external.db') });
    let giveBack = () => {};
    atFirstCommit(device, () => {
      giveBack = fill(disk.path);
    });
    await device.scan();
    expect(device.volumes.list()).toMatchObject([
      { state: 'failed', problem: expect.stringMatching(/ended early: .*(disk is full|disk I\/O)/) },
    ]);
    const committed = Object.keys(device.rows()).filter((path) => path.endsWith('.jpg'));
    expect(committed.length).toBeGreaterThan(0);
    expect(committed.length).toBeLessThan(COUNT);
    giveBack();
    device.asked.length = 0;
    await device.scan();
    expect(device.asked).toHaveLength(COUNT - committed.length);
    await expectAgreement(device);
    await expectSettled(device);
    expect(folderState(root.path)).toEqual(before);
  });

  test('of the home that is full when a thumbnail is written: none is there, half or whole, and one is once there is room', async () => {
    using root = temporary();
    using disk = smallDisk();
    writeLibrary(root.path, 1);
    const before = folderState(root.path);
    await using device = new ScanFixture({ folder: root.path });
    const { extractor } = device;
    const frames = { grab: () => Promise.reject(new Error('no decoder here')) };
    const cacheFolder = join(disk.path, 'thumbnails');
    const thumbnails = new Thumbnails({ cacheFolder, extractor, frames });
    const source = { id: 1, realPath: join(root.path, 'DCIM/day0/0.jpg'), mimeType: 'image/jpeg', version: 1 };
    const ask = () => thumbnails.file(source, { width: 96, height: 96 });
    mkdirSync(join(cacheFolder, 'parts'), { recursive: true });
    const giveBack = fill(disk.path);
    await expect(ask()).rejects.toMatchObject({ name: 'FileNotFoundException' });
    const files = readdirSync(cacheFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /jpg|part$/.test(name),
    );
    expect(files).toEqual([]);
    giveBack();
    expect(statSync(await ask()).size).toBeGreaterThan(100);
    expect(folderState(root.path)).toEqual(before);
  });

  test('of the folder that becomes read-only while it is scanned: nobody wanted to write there', async () => {
    using disk = smallDisk();
    writeLibrary(disk.path, 200);
    const before = folderState(disk.path);
    await using device = new ScanFixture({ folder: disk.path });
    atFirstCommit(device, () => execFileSync('mount', ['-o', 'remount,ro', disk.path]));
    await device.scan();
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', files: 200, indexed: 200, problem: null }]);
    await expectAgreement(device);
    await expectSettled(device);
    expect(folderState(disk.path)).toEqual(before);
  });

  test('of the folder that is unmounted while it is scanned: its empty place is no empty folder', async () => {
    const disk = smallDisk();
    // Whoever has a file open on it keeps it going, as a busy disk is.
    const handle = openSync(disk.path, 'r');
    const root = `/proc/self/fd/${handle}/.`;
    const { dev } = statSync(disk.path);
    try {
      writeLibrary(disk.path, 200);
      await using device = new ScanFixture({ folder: disk.path });
      await device.scan();
      const rows = device.rows();
      for (let n = 0; n < 200; n++) write(disk.path, `Pictures/${n}.jpg`);
      const before = folderState(root);
      atFirstCommit(device, () => execFileSync('umount', ['-l', disk.path]));
      await device.scan();
      expect(statSync(disk.path).dev).not.toBe(dev);
      expect(readdirSync(disk.path)).toEqual([]);
      expect(device.volumes.list()).toMatchObject([
        { state: 'missing', problem: expect.stringContaining('is not mounted any more') },
      ]);
      expect(device.rows()).toMatchObject(rows);
      expect(folderState(root)).toEqual(before);
      // Another disk is not taken for it either, until somebody says that it is right.
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk.path]);
      write(disk.path, 'DCIM/day0/0.jpg');
      await device.scan();
      expect(device.volumes.list()).toMatchObject([
        { state: 'missing', doubtful: true, problem: expect.stringContaining('Another folder is at') },
      ]);
      expect(device.rows()).toMatchObject(rows);
      device.volumes.acceptFolder('primary');
      await device.scan();
      expect(Object.keys(device.rows())).toEqual(['DCIM', 'DCIM/day0', 'DCIM/day0/0.jpg']);
      await expectAgreement(device);
    } finally {
      closeSync(handle);
      disk[Symbol.dispose]();
    }
  });
});
