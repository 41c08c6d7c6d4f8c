import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MountedFiles } from '../../main/device/volumeAccess.ts';
import { newVolume, shown, WRITERS } from './volumeFixture.ts';
import { FOLDER_TIME, writeFolder } from './volumeModelFolder.ts';

const PHOTOS = { 'DCIM/a.jpg': 'A', 'DCIM/b.jpg': 'B', 'DCIM/Camera/c.jpg': 'C' };

const read = (volume: MountedFiles, path: string) => {
  const real = volume.resolve(path);
  return real === null ? null : readFileSync(real, 'utf8');
};
const paths = async (volume: MountedFiles) => Object.keys(await shown(volume)).sort();
const openAndWrite = async (volume: MountedFiles, path: string, text: string, truncate = true) =>
  appendFileSync(await volume.openForWriting(path, { truncate }), text);

describe('files', () => {
  test.each(WRITERS)('a moved file is under its new name only, with its bytes and its time, %s', async (writer) => {
    const { volume } = newVolume(PHOTOS, writer);
    await volume.moveFile('DCIM/a.jpg', 'DCIM/.trashed-1-a.jpg');
    expect([read(volume, 'DCIM/a.jpg'), read(volume, 'DCIM/.trashed-1-a.jpg')]).toEqual([null, 'A']);
    expect(volume.stat('DCIM/.trashed-1-a.jpg')?.mtimeMs).toBe(FOLDER_TIME);
  });

  test('and comes back under the old one, without another copy', async () => {
    const { volume, upper } = newVolume({ 'a.jpg': 'A' });
    await volume.moveFile('a.jpg', 'b.jpg');
    const { ino } = statSync(join(upper, 'files/b.jpg'));
    await volume.moveFile('b.jpg', 'a.jpg');
    expect(await shown(volume)).toEqual({ 'a.jpg': 'A' });
    expect(statSync(join(upper, 'files/a.jpg')).ino).toBe(ino);
  });

  test('one of the folder is copied before it is written, and keeps its time until then', async () => {
    const { volume, lower } = newVolume(PHOTOS);
    const real = await volume.openForWriting('DCIM/a.jpg', { truncate: false });
    expect([real, volume.resolve('DCIM/a.jpg')]).not.toContain(join(lower, 'DCIM/a.jpg'));
    expect(volume.stat('DCIM/a.jpg')).toMatchObject({ size: 1, mtimeMs: FOLDER_TIME, realPath: real });
    appendFileSync(real, 'more');
    expect(read(volume, 'DCIM/a.jpg')).toBe('Amore');
  });

  test.each(WRITERS)('two that open the same one at the same time write the same one, %s', async (writer) => {
    const { volume } = newVolume({ 'a.jpg': 'A'.repeat(100_000) }, writer);
    const open = () => volume.openForWriting('a.jpg', { truncate: false });
    const first = open();
    const writing = first.then((path) => appendFileSync(path, '1'));
    const [one, two] = await Promise.all([first, open(), writing]);
    appendFileSync(two, '2');
    expect(one).toBe(two);
    expect(read(volume, 'a.jpg')?.slice(-2)).toBe('12');
  });

  test('one that may only be read in the folder can be written on the volume', async () => {
    const { volume, change } = newVolume({ 'a.jpg': 'A' });
    change((folder) => writeFileSync(join(folder, 'locked.jpg'), 'x', { mode: 0o400 }));
    const real = await volume.openForWriting('locked.jpg', { truncate: false });
    expect(statSync(real).mode & 0o600).toBe(0o600);
  });

  test.each(WRITERS)('a time is set to the millisecond, before and after 1970, %s', async (writer) => {
    const { volume } = newVolume(PHOTOS, writer);
    for (const time of [1_700_000_000_123, 999, 0, 4_102_444_800_001, 1_699_999_999_999]) {
      await volume.setLastModified('DCIM/a.jpg', time);
      expect(volume.stat('DCIM/a.jpg')?.mtimeMs).toBe(time);
    }
    expect(read(volume, 'DCIM/a.jpg')).toBe('A');
  });

  test.each(WRITERS)('what is deleted and made again is empty, also when that is deleted, %s', async (writer) => {
    const { volume, again } = newVolume(PHOTOS, writer);
    volume.deleteFile('DCIM/a.jpg');
    await openAndWrite(volume, 'DCIM/a.jpg', '', false);
    expect(read(volume, 'DCIM/a.jpg')).toBe('');
    volume.deleteFile('DCIM/a.jpg');
    expect(read(await again(), 'DCIM/a.jpg')).toBeNull();
  });

  test('of the upper layer alone leave nothing behind when they are deleted', async () => {
    const { volume, upper } = newVolume(PHOTOS);
    await openAndWrite(volume, 'DCIM/new.jpg', 'x');
    volume.deleteFile('DCIM/new.jpg');
    expect(await shown(volume)).toMatchObject(PHOTOS);
    expect(existsSync(join(upper, 'changes.log'))).toBe(false);
  });

  test.each(WRITERS)('names of 255 bytes are names; longer ones are refused and change nothing, %s', async (writer) => {
    const { volume } = newVolume(PHOTOS, writer);
    const long = `${'é'.repeat(127)}x`;
    await volume.moveFile('DCIM/a.jpg', `DCIM/${long}`);
    volume.mkdirs(`${long}/${long}`);
    await volume.moveDirectory('DCIM', `${long}/${long}/${long}`);
    expect(read(volume, `${long}/${long}/${long}/${long}`)).toBe('A');
    const before = await shown(volume);
    await volume.openForWriting(`${long}/${long}/a.jpg`, { truncate: false });
    const tooLong = { code: 'ENAMETOOLONG' };
    await expect(volume.openForWriting(`new/${long}x`, { truncate: false })).rejects.toMatchObject(tooLong);
    await expect(volume.moveFile(`${long}/${long}/a.jpg`, `new/${long}x`)).rejects.toMatchObject(tooLong);
    await expect(volume.moveDirectory(long, `new/${long}x`)).rejects.toMatchObject(tooLong);
    expect(() => volume.mkdirs(`${long}x`)).toThrow('ENAMETOOLONG');
    expect(await shown(volume)).toEqual({ ...before, [`${long}/${long}/a.jpg`]: '' });
  });
});

describe('directories', () => {
  test.each(WRITERS)('a moved one keeps its files, their times, and those that are open, %s', async (writer) => {
    const { volume } = newVolume(PHOTOS, writer);
    const open = openSync(await volume.openForWriting('DCIM/b.jpg', { truncate: false }), 'a');
    await volume.moveDirectory('DCIM', 'Pictures/DCIM');
    writeSync(open, ' is still written');
    closeSync(open);
    expect(await shown(volume)).toEqual({
      ...{ 'Pictures/': '', 'Pictures/DCIM/': '', 'Pictures/DCIM/Camera/': '', 'Pictures/DCIM/a.jpg': 'A' },
      ...{ 'Pictures/DCIM/b.jpg': 'B is still written', 'Pictures/DCIM/Camera/c.jpg': 'C' },
    });
    expect(volume.stat('Pictures/DCIM/a.jpg')?.mtimeMs).toBe(FOLDER_TIME);
  });

  test('one that is written while it is moved is moved as it is then', async () => {
    const { volume } = newVolume(PHOTOS);
    const moving = volume.moveDirectory('DCIM', 'Pictures');
    volume.deleteFile('DCIM/a.jpg');
    await openAndWrite(volume, 'DCIM/Camera/new.jpg', 'new');
    await moving;
    expect(await paths(volume)).toEqual([
      ...['Pictures/', 'Pictures/Camera/', 'Pictures/Camera/c.jpg', 'Pictures/Camera/new.jpg', 'Pictures/b.jpg'],
    ]);
  });

  test.each(WRITERS)('one that is made again is empty, %s', async (writer) => {
    const { volume, again } = newVolume(PHOTOS, writer);
    await volume.deleteDirectory('DCIM');
    volume.mkdirs('DCIM/Camera');
    expect(await paths(volume)).toEqual(['DCIM/', 'DCIM/Camera/']);
    expect(await paths(await again())).toEqual(['DCIM/', 'DCIM/Camera/']);
  });

  test.each(['deleted', 'moved'])(
    'what is put in the folder after one was %s is shown, and nothing else',
    async (how) => {
      const { volume, again, change } = newVolume(PHOTOS);
      if (how === 'deleted') await volume.deleteDirectory('DCIM');
      else {
        await volume.moveDirectory('DCIM', 'x');
        await volume.deleteDirectory('x');
      }
      expect(await paths(volume)).toEqual([]);
      change((folder) => writeFolder(folder, { 'DCIM/Camera/new.jpg': 'new' }));
      const now = ['DCIM/', 'DCIM/Camera/', 'DCIM/Camera/new.jpg'];
      expect(await paths(volume)).toEqual(now);
      expect(await paths(await again())).toEqual(now);
      volume.deleteFile('DCIM/Camera/new.jpg');
      expect(await paths(volume)).toEqual([]);
      expect(await paths(await again())).toEqual([]);
    },
  );

  test('a look at a deleted one costs no look at each of its files, once it has been left alone', async () => {
    const { volume, again, change } = newVolume(PHOTOS);
    change((folder) => {
      for (const directory of ['DCIM', 'DCIM/Camera']) utimesSync(join(folder, directory), 1_000, 1_000);
    });
    await volume.deleteDirectory('DCIM');
    // Written over, it is no new file; and nobody looks.
    change((folder) => appendFileSync(join(folder, 'DCIM/a.jpg'), 'more'));
    expect([await paths(volume), volume.stat('DCIM/a.jpg'), await paths(await again())]).toEqual([[], null, []]);
    change((folder) => writeFolder(folder, { 'DCIM/new.jpg': 'new' }));
    expect(await paths(volume)).toEqual(['DCIM/', 'DCIM/a.jpg', 'DCIM/new.jpg']);
    change((folder) => rmSync(join(folder, 'DCIM/new.jpg')));
    expect(await paths(volume)).toEqual([]);
  });

  test.each(WRITERS)('a file can take the place of one, and one the place of a file, %s', async (writer) => {
    const { volume, again } = newVolume(PHOTOS, writer);
    await volume.deleteDirectory('DCIM/Camera');
    await openAndWrite(volume, 'DCIM/Camera', 'a file now');
    volume.deleteFile('DCIM/a.jpg');
    await openAndWrite(volume, 'DCIM/a.jpg/in.jpg', 'x');
    const now = {
      'DCIM/': '',
      'DCIM/a.jpg/': '',
      'DCIM/a.jpg/in.jpg': 'x',
      'DCIM/b.jpg': 'B',
      'DCIM/Camera': 'a file now',
    };
    expect(await shown(volume)).toEqual(now);
    expect(await shown(await again())).toEqual(now);
    expect([volume.stat('DCIM/Camera/c.jpg'), volume.existsIgnoringCase('DCIM/CAMERA/C.jpg')]).toEqual([null, false]);
    await expect(volume.readdir('DCIM/Camera')).rejects.toMatchObject({ code: 'ENOTDIR' });
    await volume.moveDirectory('DCIM', 'moved');
    expect(await paths(volume)).toEqual([
      ...['moved/', 'moved/Camera', 'moved/a.jpg/', 'moved/a.jpg/in.jpg', 'moved/b.jpg'],
    ]);
  });

  test('what the folder gets under a file of the upper layer is covered, and is seen when that is moved', async () => {
    const { volume, change } = newVolume(PHOTOS);
    await openAndWrite(volume, 'late/x', 'a file');
    change((folder) => writeFolder(folder, { 'late/x/a.jpg': 'A' }));
    expect(await shown(volume)).toMatchObject({ 'late/x': 'a file' });
    await volume.moveDirectory('late', 'early');
    expect(Object.keys(await shown(volume)).filter((path) => /^(late|early)/.test(path))).toEqual([
      'early/',
      'early/x',
      'late/',
      'late/x/',
      'late/x/a.jpg',
    ]);
  });

  test('thousands of files are moved and deleted, and stay so', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, number) => [`many/${number % 7}/${number}`, '']),
    );
    const { volume, again } = newVolume({ ...files, 'DCIM/a.jpg': 'A' });
    await volume.moveDirectory('many', 'some');
    await volume.deleteDirectory('some/1');
    expect(Object.keys(await shown(await again())).filter((path) => path.startsWith('some/'))).toHaveLength(
      1 + 6 + 3_000 - 429,
    );
    volume.clear();
    await volume.deleteDirectory('many');
    expect(await shown(await again())).toEqual({ 'DCIM/': '', 'DCIM/a.jpg': 'A' });
  });
});

describe('a path that leads elsewhere', () => {
  const ELSEWHERE = ['../out.jpg', 'DCIM/../../out.jpg', 'a/./b', 'a//b', 'a\0b', 'half \ud800 pair', '..', '/../x'];

  const cases = WRITERS.flatMap((writer) => ELSEWHERE.map((path) => [path, writer] as const));

  test.each(cases)('is no path of the volume: %j, %s', async (path, writer) => {
    const { volume, root } = newVolume(PHOTOS, writer);
    await volume.recover();
    const before = readdirSync(root, { recursive: true });
    const refused = { code: 'ENOENT' };
    expect(() => volume.mkdirs(path)).toThrow('is not on the volume');
    expect(() => volume.deleteFile(path)).toThrow('is not on the volume');
    for (const truncate of [true, false])
      await expect(volume.openForWriting(path, { truncate })).rejects.toMatchObject(refused);
    await expect(volume.moveFile('DCIM/a.jpg', path)).rejects.toMatchObject(refused);
    await expect(volume.moveFile(path, 'x')).rejects.toMatchObject(refused);
    await expect(volume.moveDirectory('DCIM', path)).rejects.toMatchObject(refused);
    await expect(volume.deleteDirectory(path)).rejects.toMatchObject(refused);
    await expect(volume.setLastModified(path, 0)).rejects.toMatchObject(refused);
    expect([volume.stat(path), volume.existsIgnoringCase(path)]).toEqual([null, false]);
    expect(await shown(volume)).toMatchObject(PHOTOS);
    expect(readdirSync(root, { recursive: true })).toEqual(before);
  });

  test('by links of the folder is not followed out of it, and what is made there lies in the upper layer', async () => {
    const { volume, root, change } = newVolume(PHOTOS);
    writeFolder(join(root, 'outside'), { 'secret.jpg': 'secret' });
    change((folder) => {
      symlinkSync(join(root, 'outside'), join(folder, 'out'));
      symlinkSync(join(root, 'outside/secret.jpg'), join(folder, 'secret.jpg'));
    });
    expect(() => volume.deleteFile('secret.jpg')).toThrow('There is no file');
    await expect(volume.moveFile('out/secret.jpg', 'x')).rejects.toMatchObject({ code: 'ENOENT' });
    await openAndWrite(volume, 'out/secret.jpg', 'mine', false);
    await openAndWrite(volume, 'secret.jpg', 'mine', false);
    expect(await shown(volume)).toMatchObject({ 'out/secret.jpg': 'mine', 'secret.jpg': 'mine' });
    expect(readFileSync(join(root, 'outside/secret.jpg'), 'utf8')).toBe('secret');
    await volume.deleteDirectory('out');
    expect(readdirSync(join(root, 'outside'))).toEqual(['secret.jpg']);
  });

  test('by links that somebody put in the upper layer is not followed at all', async () => {
    const { volume, root, upper } = newVolume(PHOTOS);
    writeFolder(join(root, 'outside'), { 'secret.jpg': 'secret' });
    mkdirSync(join(upper, 'files'), { recursive: true });
    symlinkSync(join(root, 'outside'), join(upper, 'files/out'));
    symlinkSync(join(root, 'outside/secret.jpg'), join(upper, 'files/secret.jpg'));
    expect([volume.stat('out'), volume.stat('out/secret.jpg'), volume.stat('secret.jpg')]).toEqual([null, null, null]);
    for (const path of ['out/secret.jpg', 'out/new.jpg', 'out/new/new.jpg'])
      await expect(volume.openForWriting(path, { truncate: true })).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(volume.moveFile('DCIM/a.jpg', 'out/a.jpg')).rejects.toMatchObject({ code: 'ENOTDIR' });
    await openAndWrite(volume, 'secret.jpg', 'mine');
    expect(await shown(volume)).toMatchObject({ ...PHOTOS, 'secret.jpg': 'mine' });
    expect(readdirSync(join(root, 'outside'))).toEqual(['secret.jpg']);
    expect(readFileSync(join(root, 'outside/secret.jpg'), 'utf8')).toBe('secret');
  });

  test.each(WRITERS)('by a link within the folder is the place it leads to, %s', async (writer) => {
    const { volume, change } = newVolume(PHOTOS, writer);
    change((folder) => {
      symlinkSync('DCIM', join(folder, 'link'));
      symlinkSync('DCIM/b.jpg', join(folder, 'b.jpg'));
      symlinkSync('.', join(folder, 'DCIM/round'));
    });
    await openAndWrite(volume, 'link/new.jpg', 'new');
    await openAndWrite(volume, 'link/round/a.jpg', ' more', false);
    volume.deleteFile('link/Camera/c.jpg');
    expect(await shown(volume)).toMatchObject({ 'DCIM/new.jpg': 'new', 'DCIM/a.jpg': 'A more', 'b.jpg': 'B' });
    expect([volume.stat('DCIM/Camera/c.jpg'), volume.stat('link/Camera/c.jpg')]).toEqual([null, null]);
    await openAndWrite(volume, 'b.jpg', ' more', false);
    expect([read(volume, 'b.jpg'), read(volume, 'DCIM/b.jpg')]).toEqual(['B more', 'B more']);
    volume.deleteFile('b.jpg');
    expect([read(volume, 'b.jpg'), read(volume, 'DCIM/b.jpg')]).toEqual([null, 'B more']);
    await volume.deleteDirectory('link');
    expect([volume.stat('link'), volume.stat('link/a.jpg'), read(volume, 'DCIM/a.jpg')]).toEqual([
      null,
      null,
      'A more',
    ]);
    await volume.moveDirectory('DCIM', 'moved');
    expect(await paths(volume)).toEqual(['moved/', 'moved/Camera/', 'moved/a.jpg', 'moved/b.jpg', 'moved/new.jpg']);
  });
});

describe('the folder changes underneath', () => {
  test('a file rewritten or replaced after its deletion is shown, one that is there again as it was is not', async () => {
    const { volume, again, lower, change } = newVolume(PHOTOS);
    for (const name of ['a', 'b']) volume.deleteFile(`DCIM/${name}.jpg`);
    change(() => {
      renameSync(join(lower, 'DCIM/a.jpg'), join(lower, 'aside'));
      renameSync(join(lower, 'aside'), join(lower, 'DCIM/a.jpg'));
      writeFileSync(join(lower, 'DCIM/b.jpg'), 'another');
    });
    expect(await paths(volume)).toEqual(['DCIM/', 'DCIM/Camera/', 'DCIM/Camera/c.jpg', 'DCIM/b.jpg']);
    expect(read(await again(), 'DCIM/b.jpg')).toBe('another');
  });

  test('a file rewritten after it was moved is at both places, as two files', async () => {
    const { volume, lower, change } = newVolume({ 'a.jpg': 'A' });
    await volume.moveFile('a.jpg', 'b.jpg');
    change(() => writeFileSync(join(lower, 'a.jpg'), 'new'));
    expect(await shown(volume)).toEqual({ 'a.jpg': 'new', 'b.jpg': 'A' });
  });
});

describe('names that differ in case', () => {
  test.each(WRITERS)(
    'are found, in both layers and along the way, without regard to ASCII case alone, %s',
    async (writer) => {
      const { volume, change } = newVolume({ ...PHOTOS, 'dcim/Other/été.PNG': 'x' }, writer);
      const found = (path: string) => volume.existsIgnoringCase(path);
      expect(['DCIM/A.JPG', 'dcim/camera/C.jpg', 'Dcim/other', 'DCIM/OTHER/éTé.png'].map(found)).toEqual(
        Array(4).fill(true),
      );
      expect(['DCIM/x.jpg', 'DCIM/OTHER/ÉTÉ.png', 'a.jpg', 'DCIM/a.jpg/x'].map(found)).toEqual(Array(4).fill(false));
      await openAndWrite(volume, 'DCIM/New.jpg', 'x');
      expect(found('dcim/nEW.jpg')).toBe(true);
      await volume.moveFile('DCIM/New.jpg', 'DCIM/Newer.jpg');
      expect(['dcim/nEW.jpg', 'dcim/nEWer.jpg'].map(found)).toEqual([false, true]);
      volume.deleteFile('DCIM/a.jpg');
      expect(found('DCIM/A.jpg')).toBe(false);
      change((folder) => writeFolder(folder, { 'DCIM/A.jpg': 'x', 'DCIM/late.jpg': 'x' }));
      expect(['DCIM/a.jpg', 'DCIM/LATE.jpg'].map(found)).toEqual([true, true]);
      volume.clear();
      expect(['DCIM/NEWER.jpg', 'dcim/CAMERA'].map(found)).toEqual([writer === 'write-through', true]);
    },
  );
});
