import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { VolumeFiles } from '../../main/device/volumeFiles.ts';
import { Volumes } from '../../main/device/volumes.ts';

function temporary(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-volume-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const PRIMARY = {
  id: 'primary',
  volumeName: 'external_primary',
  kind: 'primary',
  description: 'Built in',
  writeThrough: false,
} as const;
const CARD = {
  id: 'ABCD-1234',
  volumeName: 'abcd-1234',
  kind: 'sd',
  description: 'SD card',
  writeThrough: false,
} as const;

describe('mounting', () => {
  test.each([
    ['a folder that is not there', (folder: string) => join(folder, 'nothing'), 'There is no folder'],
    ['a file', (folder: string) => join(folder, 'a.jpg'), 'is a file; name the folder it is in'],
  ])('%s is refused in one sentence', (_, place, words) => {
    const volumes = new Volumes({ home: temporary() });
    const folder = place(temporary({ 'a.jpg': 'x' }));
    expect(() => volumes.mount({ ...PRIMARY, folder })).toThrow(words);
    expect(volumes.list()).toEqual([]);
  });

  test('a volume starts unscanned, tells of every change, and is found by name and path', () => {
    const volumes = new Volumes({ home: temporary() });
    let changes = 0;
    const listening = volumes.onChange(() => void changes++);
    const folder = temporary({ 'DCIM/a.jpg': 'x' });
    const volume = volumes.mount({ ...PRIMARY, folder });
    volumes.mount({ ...CARD, folder: temporary() });
    expect(volumes.list()[0]).toEqual({
      ...{ ...PRIMARY, folder, state: 'scanning', files: 0, indexed: 0, skipped: 0, problem: null },
      ...{
        doubtful: false,
        readOnly: false,
        quotaBytes: null,
        freeBytes: expect.any(Number),
        totalBytes: expect.any(Number),
      },
      ...{ total: null, rate: null, remaining: null, paused: false, watching: 'starting' },
    });
    expect(volumes.find('external_primary')).toBe(volume);
    expect(volumes.volumeOf('/storage/emulated/0/DCIM/a.jpg')).toEqual({ volume, relative: 'DCIM/a.jpg' });
    expect(volumes.volumeOf('/storage/ABCD-1234')?.relative).toBe('');
    expect(volumes.volumeOf('/storage/emulated/01/a.jpg')).toBeNull();
    expect(volumes.realPath('/storage/emulated/0/DCIM/a.jpg')).toBe(join(folder, 'DCIM/a.jpg'));
    expect(volumes.realPath('/storage/emulated/0/../../etc/passwd')).toBeNull();
    volumes.update(volume, { state: 'ready', files: 1 });
    expect(volumes.list()[0]).toMatchObject({ state: 'ready', files: 1 });
    expect(changes).toBe(3);
    listening[Symbol.dispose]();
    volumes.update(volume, { files: 2 });
    expect(changes).toBe(3);
  });
});

describe('the union of the folder and the layer above it', () => {
  const names = async (files: VolumeFiles, path: string) =>
    (await files.readdir(path)).entries.map(({ name }) => name).sort();

  test('shows both, the upper over the lower, without what was deleted', async () => {
    const lower = temporary({ 'DCIM/a.jpg': 'lower', 'DCIM/b.jpg': 'lower', 'Old/c.jpg': 'x' });
    const upper = temporary({
      'files/DCIM/a.jpg': 'changed above',
      'files/DCIM/new.jpg': 'x',
    });
    const files = new VolumeFiles({ lower, upper });
    files.deleteFile('DCIM/b.jpg');
    await files.deleteDirectory('Old');
    expect(await names(files, 'DCIM')).toEqual(['a.jpg', 'new.jpg']);
    expect(await names(files, '')).toEqual(['DCIM']);
    expect(files.stat('DCIM/a.jpg')?.size).toBe('changed above'.length);
    expect(files.resolve('DCIM/new.jpg')).toBe(join(upper, 'files/DCIM/new.jpg'));
    expect(files.resolve('DCIM/b.jpg')).toBeNull();
    expect(files.resolve('Old/c.jpg')).toBeNull();
    await expect(files.readdir('Old')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('never leads out of the folder', async () => {
    const lower = temporary({ 'a/in.jpg': 'x' });
    const outside = temporary({ 'secret.jpg': 'x' });
    symlinkSync(outside, join(lower, 'out'));
    symlinkSync(join(outside, 'secret.jpg'), join(lower, 'secret.jpg'));
    symlinkSync('a/in.jpg', join(lower, 'link.jpg'));
    symlinkSync('gone', join(lower, 'dangling'));
    symlinkSync('round', join(lower, 'round'));
    const files = new VolumeFiles({ lower, upper: temporary() });
    for (const path of [
      'out',
      'out/secret.jpg',
      'secret.jpg',
      '../x',
      'a/../../x',
      'a//in.jpg',
      'a/\0',
      'round',
      'dangling',
    ])
      expect([path, files.resolve(path)]).toEqual([path, null]);
    expect(files.stat('link.jpg')).toMatchObject({ isLink: true, realPath: join(lower, 'a/in.jpg'), name: 'link.jpg' });
    const { entries, skipped } = await files.readdir('');
    expect(entries.map(({ name }) => name).sort()).toEqual(['a', 'link.jpg']);
    expect(skipped).toHaveLength(4);
    await expect(files.readdir('out')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a folder that is itself a link can be mounted', async () => {
    const real = temporary({ 'a.jpg': 'x' });
    const link = join(temporary(), 'link');
    symlinkSync(real, link);
    const files = new VolumeFiles({ lower: link, upper: temporary() });
    expect(await names(files, '')).toEqual(['a.jpg']);
    expect(files.resolve('a.jpg')).toBe(join(real, 'a.jpg'));
  });
});

test('what changes a volume is told by paths of the device, a new directory as what came to be in the one above', async () => {
  const volumes = new Volumes({ home: temporary() });
  const { files } = volumes.mount({ ...PRIMARY, folder: temporary({ 'DCIM/a.jpg': 'a', 'DCIM/b/c.jpg': 'c' }) });
  const told: (readonly string[])[] = [];
  volumes.fileChanges.add((paths) => told.push(paths));
  await files.openForWriting('new/deep/x.txt', { truncate: false });
  await files.openForWriting('new/deep/x.txt', { truncate: false });
  await files.moveFile('DCIM/a.jpg', 'DCIM/z.jpg');
  await files.moveDirectory('DCIM/b', 'moved/b');
  files.mkdirs('DCIM');
  files.deleteFile('DCIM/z.jpg');
  await files.deleteDirectory('moved/b');
  expect(told.map((paths) => paths.map((path) => path.replace('/storage/emulated/0/', '')))).toEqual([
    ['new'],
    ['DCIM/a.jpg', 'DCIM/z.jpg'],
    ['DCIM/b', 'moved'],
    ['DCIM/z.jpg'],
    ['moved/b'],
  ]);
});
