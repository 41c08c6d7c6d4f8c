// The device's home on a disk that is really full: every change is refused, and nothing of it is seen.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VolumeFiles } from '../../main/device/volumeFiles.ts';
import { fill, smallDisk, whyNoDisk } from '../support/smallDisk.ts';
import { shown, snapshot } from './volumeFixture.ts';
import { writeFolder } from './volumeModelFolder.ts';

const problem = whyNoDisk();
if (problem !== null)
  console.info(`The tests of a full disk are skipped: a small one cannot be mounted here (${problem}).`);

const MEGABYTE = 1 << 20;

describe.skipIf(problem !== null)('a home on a disk that is full', () => {
  test('changes are refused as a whole, deletions too, and a clear makes room', async () => {
    using disk = smallDisk();
    const lower = mkdtempSync(join(tmpdir(), 'scopebox-volume-'));
    writeFolder(lower, {
      'DCIM/big.mp4': 'x'.repeat(5 * MEGABYTE),
      'DCIM/a.jpg': 'A'.repeat(10_000),
      'Old/b.jpg': 'B',
    });
    const before = snapshot(lower);
    const upper = join(disk.path, 'upper');
    mkdirSync(upper);
    const volume = new VolumeFiles({ lower, upper });
    await volume.moveFile('DCIM/big.mp4', 'big.mp4');
    const giveBack = fill(disk.path);
    const full = await shown(volume);
    const noRoom = { code: 'ENOSPC' };
    await expect(volume.moveFile('DCIM/a.jpg', 'Pictures/a.jpg')).rejects.toMatchObject(noRoom);
    await expect(volume.openForWriting('DCIM/a.jpg', { truncate: false })).rejects.toMatchObject(noRoom);
    await expect(volume.setLastModified('DCIM/a.jpg', 0)).rejects.toMatchObject(noRoom);
    await expect(volume.moveDirectory('DCIM', 'Pictures')).rejects.toMatchObject(noRoom);
    expect(await shown(volume)).toEqual(full);
    expect(await shown(new VolumeFiles({ lower, upper }))).toEqual(full);

    volume.clear();
    expect(await shown(volume)).toMatchObject({ 'DCIM/big.mp4': expect.any(String), 'Old/b.jpg': 'B' });
    giveBack();
    await volume.moveDirectory('DCIM', 'Pictures');
    const moved = Object.keys(await shown(new VolumeFiles({ lower, upper })));
    expect(moved.sort()).toEqual(['Old/', 'Old/b.jpg', 'Pictures/', 'Pictures/a.jpg', 'Pictures/big.mp4']);
    expect(snapshot(lower)).toEqual(before);
    rmSync(lower, { recursive: true });
  });
});
