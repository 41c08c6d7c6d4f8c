import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VolumeFiles } from '../../main/device/volumeFiles.ts';

function newVolume(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-volume-'));
  const lower = join(root, 'photos');
  const upper = join(root, 'upper');
  for (const layer of ['files', 'whiteouts']) mkdirSync(join(upper, layer), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(lower, path, '..'), { recursive: true });
    writeFileSync(join(lower, path), text);
    utimesSync(join(lower, path), 1_000, 1_000);
  }
  return { lower, upper, volume: new VolumeFiles({ lower, upper }) };
}

const read = (volume: VolumeFiles, path: string) => {
  const real = volume.resolve(path);
  return real === null ? null : readFileSync(real, 'utf8');
};
const names = async (volume: VolumeFiles, path: string) =>
  (await volume.readdir(path)).entries.map(({ name }) => name).sort();

describe('moving and deleting on a volume', () => {
  test('a moved file is under its new name only, with its bytes and its time', async () => {
    const { lower, volume } = newVolume({ 'DCIM/a.jpg': 'A', 'DCIM/b.jpg': 'B' });
    await volume.moveFile('DCIM/a.jpg', 'DCIM/.trashed-1-a.jpg');
    expect([read(volume, 'DCIM/a.jpg'), read(volume, 'DCIM/.trashed-1-a.jpg')]).toEqual([null, 'A']);
    expect(volume.stat('DCIM/.trashed-1-a.jpg')?.mtimeMs).toBe(1_000_000);
    expect(await names(volume, 'DCIM')).toEqual(['.trashed-1-a.jpg', 'b.jpg']);
    expect(readdirSync(join(lower, 'DCIM')).sort()).toEqual(['a.jpg', 'b.jpg']);
  });

  test('and comes back under the old one', async () => {
    const { volume, upper } = newVolume({ 'a.jpg': 'A' });
    await volume.moveFile('a.jpg', 'b.jpg');
    await volume.moveFile('b.jpg', 'a.jpg');
    expect([read(volume, 'a.jpg'), await names(volume, '')]).toEqual(['A', ['a.jpg']]);
    expect(existsSync(join(upper, 'files/b.jpg'))).toBe(false);
  });

  test('a deleted file is gone from the volume and stays in the folder', async () => {
    const { lower, volume } = newVolume({ 'DCIM/a.jpg': 'A' });
    volume.deleteFile('DCIM/a.jpg');
    expect([volume.stat('DCIM/a.jpg'), await names(volume, 'DCIM')]).toEqual([null, []]);
    expect(readFileSync(join(lower, 'DCIM/a.jpg'), 'utf8')).toBe('A');
  });

  test('what is not there, is a folder, or lies elsewhere cannot be touched', async () => {
    const { volume } = newVolume({ 'DCIM/a.jpg': 'A' });
    for (const path of ['none.jpg', 'DCIM', '', '/DCIM/']) {
      expect(() => volume.deleteFile(path)).toThrow('There is no file');
    }
    expect(() => volume.deleteFile('../photos/DCIM/a.jpg')).toThrow('is not on the volume');
    await expect(volume.moveFile('DCIM/a.jpg', '../out.jpg')).rejects.toThrow('is not on the volume');
    expect(read(volume, 'DCIM/a.jpg')).toBe('A');
  });

  test('a move that cannot be done leaves everything as it was', async () => {
    const { upper, volume } = newVolume({ 'DCIM/a.jpg': 'A' });
    writeFileSync(join(upper, 'files/Pictures'), 'a file where a folder has to be');
    await expect(volume.moveFile('DCIM/a.jpg', 'Pictures/a.jpg')).rejects.toThrow();
    expect(read(volume, 'DCIM/a.jpg')).toBe('A');
  });
});
