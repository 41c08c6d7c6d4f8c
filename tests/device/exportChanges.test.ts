import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportChanges } from '../../main/device/exportChanges.ts';
import type { MountedFiles } from '../../main/device/volumeAccess.ts';
import { newVolume } from './volumeFixture.ts';

const PHOTOS = { 'DCIM/a.jpg': 'A', 'DCIM/b.jpg': 'B', 'DCIM/Camera/c.jpg': 'C' };
const nothing = () => undefined;

async function change(volume: MountedFiles): Promise<void> {
  appendFileSync(await volume.openForWriting('DCIM/a.jpg', { truncate: false }), '+');
  appendFileSync(await volume.openForWriting('New/files', { truncate: true }), 'new');
  volume.deleteFile('DCIM/b.jpg');
}

test('what was written is copied by its path, and the list says what was done to what', async () => {
  const { volume, root, lower } = newVolume(PHOTOS);
  await change(volume);
  const target = join(root, 'out/changes');
  await exportChanges(volume.layers, { target, notIn: [lower], onProgress: nothing });
  expect(readdirSync(target, { recursive: true, encoding: 'utf8' }).sort()).toEqual([
    ...['changes.json', 'files', 'files/DCIM', 'files/DCIM/a.jpg', 'files/New', 'files/New/files'],
  ]);
  expect(readFileSync(join(target, 'files/DCIM/a.jpg'), 'utf8')).toBe('A+');
  expect(JSON.parse(readFileSync(join(target, 'changes.json'), 'utf8'))).toEqual({
    folder: lower,
    created: ['New/', 'New/files'],
    changed: ['DCIM/a.jpg'],
    deleted: ['DCIM/b.jpg'],
  });
});

test('a target that is not empty, is a file, or lies in the photos or the home is refused', async () => {
  const { volume, root, lower } = newVolume(PHOTOS);
  await change(volume);
  const full = join(root, 'full');
  mkdirSync(full);
  writeFileSync(join(full, 'mine.txt'), 'mine');
  const to = (target: string) => exportChanges(volume.layers, { target, notIn: [lower], onProgress: nothing });
  await expect(to(full)).rejects.toThrow(`${full} is not empty`);
  await expect(to(join(full, 'mine.txt'))).rejects.toThrow('is not a folder');
  await expect(to(lower)).rejects.toThrow(`lies in ${lower}`);
  await expect(to(join(lower, 'DCIM/out'))).rejects.toThrow(`lies in ${lower}`);
  expect(readdirSync(full)).toEqual(['mine.txt']);
});

test('one that fails in the middle is taken back, and nothing of the device is lost', async () => {
  const { volume, root } = newVolume(PHOTOS);
  await change(volume);
  const target = join(root, 'out');
  const onProgress = (done: number) => {
    if (done === 2) throw new Error('full');
  };
  await expect(exportChanges(volume.layers, { target, notIn: [], onProgress })).rejects.toThrow('full');
  expect(existsSync(target)).toBe(false);
  mkdirSync(target);
  await expect(exportChanges(volume.layers, { target, notIn: [], onProgress })).rejects.toThrow('full');
  expect(readdirSync(target)).toEqual([]);
});
