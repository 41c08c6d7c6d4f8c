import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DeviceFiles } from '../../main/device/deviceFiles.ts';
import { CARD_ID, newFiles } from '../adb/filesFixture.ts';

const TIME = Date.UTC(2024, 5, 1, 12);

async function put(files: DeviceFiles, path: string, text: string): Promise<void> {
  const file = await files.prepareFile(path);
  try {
    await file.write(Buffer.from(text));
    await (await file.place(TIME)).indexed;
  } finally {
    await file.discard();
  }
}

async function textOf(files: DeviceFiles, path: string): Promise<string> {
  const file = await files.openForReading(path);
  try {
    let text = '';
    for (let bytes = await file.read(2); bytes.length > 0; bytes = await file.read(2)) text += bytes.toString();
    return text;
  } finally {
    await file.close();
  }
}

async function names(files: DeviceFiles, path: string): Promise<readonly string[]> {
  return (await files.readdir(path)).map(({ name }) => name);
}

test('directories lead to the volumes', async () => {
  const { files } = newFiles({ 'dcim/a.jpg': 'a', 'b.txt': 'b' });
  expect(await names(files, '/')).toEqual(['data', 'mnt', 'sdcard', 'storage']);
  expect(await names(files, '/storage')).toEqual(['emulated', 'self', CARD_ID]);
  expect(await names(files, '/storage/self')).toEqual(['primary']);
  // Every device has its directories, and they are shown in the letters they have.
  expect(await names(files, '/sdcard')).toEqual(['Pictures', 'b.txt', 'dcim']);
  expect(await names(files, '/sdcard/Pictures')).toEqual([]);
  expect(await names(files, '/sdcard/DCIM')).toEqual(['a.jpg']);
  expect(await names(files, `/storage/${CARD_ID}`)).toEqual(['on card.txt']);
  expect(await names(files, '/data/local/tmp')).toEqual([]);
});

test('types, owners, and what a slash at the end asks for', () => {
  const { files } = newFiles({ 'DCIM/a.jpg': 'abc' });
  expect(files.lstat('/sdcard')).toMatchObject({ mode: 0o120777, size: 21 });
  expect(files.lstat('/sdcard/')).toMatchObject({ mode: 0o42770, size: 4_096, gid: 1_023 });
  expect(files.stat('/sdcard')).toMatchObject({ mode: 0o42770 });
  expect(files.stat('/sdcard/DCIM/a.jpg')).toMatchObject({ mode: 0o100660, size: 3, uid: 10_100, gid: 1_023 });
  expect(files.stat('/data/local/tmp')).toMatchObject({ mode: 0o40771, uid: 2_000 });
  expect(files.stat('/storage')).toMatchObject({ mode: 0o40755 });
  expect(files.readlink('/sdcard')).toBe('/storage/self/primary');
  expect(() => files.readlink('/storage')).toThrow(expect.objectContaining({ code: 'EINVAL' }));
  expect(() => files.stat('/sdcard/DCIM/a.jpg/')).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
  for (const path of ['/sdcard/nope', '/etc', '/proc/self', '/data/data', '/storage/0000-0000', '/sdcard/\0'])
    expect(() => files.stat(path)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});

test('a file comes to be in the letters of what is there, is scanned, and the folder stays as it is', async () => {
  const { files, folder, scanned } = newFiles({ 'DCIM/Camera/a.jpg': 'a' });
  await put(files, '/sdcard/dcim/camera/A.JPG', 'over');
  await put(files, '/sdcard/Pictures/new/b.jpg', 'b');
  await put(files, '/data/local/tmp/c.jpg', 'c');
  expect(scanned).toEqual(['/storage/emulated/0/DCIM/Camera/a.jpg', '/storage/emulated/0/Pictures/new/b.jpg']);
  expect(await textOf(files, '/sdcard/DCIM/Camera/a.jpg')).toBe('over');
  expect(files.stat('/sdcard/Pictures/new/b.jpg').mtimeMs).toBe(TIME);
  expect(await textOf(files, '/data/local/tmp/c.jpg')).toBe('c');
  expect(readFileSync(join(folder, 'DCIM/Camera/a.jpg'), 'utf8')).toBe('a');
  expect(readdirSync(folder)).toEqual(['DCIM']);
});

test.each([
  ['/x', 'EROFS'],
  ['/system/x', 'EROFS'],
  ['/sdcard/../../../etc/x', 'EROFS'],
  ['/sdcard', 'EISDIR'],
  ['/sdcard/nope/', 'EISDIR'],
  ['/storage/emulated', 'EISDIR'],
  ['/sdcard/DCIM', 'EISDIR'],
  ['/sdcard/DCIM/a.jpg/x', 'ENOTDIR'],
  ['/storage/0000-0000/x', 'EACCES'],
  ['/storage/emulated/10/x', 'EACCES'],
  ['/data/data/com.example/x', 'EACCES'],
  [`/sdcard/${'n'.repeat(256)}`, 'ENAMETOOLONG'],
  [`/sdcard${'/n'.repeat(3_000)}`, 'ENAMETOOLONG'],
  ['/sdcard/a\0b', 'EACCES'],
])('nothing is made at %j', async (path, code) => {
  const { files } = newFiles({ 'DCIM/a.jpg': 'a' });
  await expect(files.prepareFile(path)).rejects.toMatchObject({ code });
});

test('links of the folder that lead out of it are not there', async () => {
  const { files, folder, home } = newFiles({ 'DCIM/a.jpg': 'a' });
  writeFileSync(join(home, 'secret'), 'secret');
  symlinkSync(home, join(folder, 'out'));
  symlinkSync(join(home, 'secret'), join(folder, 'secret'));
  symlinkSync('circle', join(folder, 'circle'));
  symlinkSync('DCIM', join(folder, 'in'));
  for (const path of ['/sdcard/out/secret', '/sdcard/secret', '/sdcard/circle'])
    await expect(files.openForReading(path)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await textOf(files, '/sdcard/in/a.jpg')).toBe('a');
  expect(await names(files, '/sdcard')).toEqual(['DCIM', 'Pictures', 'in']);
  await put(files, '/sdcard/secret', 'mine');
  await put(files, '/sdcard/out/secret', 'mine');
  expect(readFileSync(join(home, 'secret'), 'utf8')).toBe('secret');
});

test('links in the private folder lead nowhere', async () => {
  const { files, home } = newFiles();
  expect(await names(files, '/data/local/tmp')).toEqual([]);
  symlinkSync(home, join(home, 'shell/tmp/out'));
  expect(() => files.stat('/data/local/tmp/out')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  await expect(files.prepareFile('/data/local/tmp/out/x')).rejects.toMatchObject({ code: 'ENOTDIR' });
  expect(existsSync(join(home, 'x'))).toBe(false);
});

test('a pipe is no file, also one that took the place of one', async () => {
  const { files, folder } = newFiles();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await expect(files.openForReading('/sdcard/pipe')).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a volume that goes away while it is read and written', async () => {
  const { files, volumes } = newFiles();
  const read = await files.openForReading(`/storage/${CARD_ID}/on card.txt`);
  const written = await files.prepareFile(`/storage/${CARD_ID}/new.txt`);
  await written.write(Buffer.from('half'));
  volumes.detach(CARD_ID, 'unmounted');
  await expect(read.read(10)).rejects.toMatchObject({ code: 'EIO' });
  await expect(written.write(Buffer.from('more'))).rejects.toMatchObject({ code: 'EIO' });
  await expect(written.place(TIME)).rejects.toMatchObject({ code: 'EIO' });
  await read.close();
  await written.discard();
  expect(() => files.stat(`/storage/${CARD_ID}`)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});

test('what does not fit is refused, and its room is free again', async () => {
  const { files, volumes } = newFiles({ 'a.txt': 'x'.repeat(90) });
  await volumes.setLimits('primary', { quotaBytes: 100 });
  await expect(put(files, '/sdcard/b.txt', 'y'.repeat(11))).rejects.toMatchObject({ code: 'ENOSPC' });
  await put(files, '/sdcard/b.txt', 'y'.repeat(10));
  await volumes.setLimits('primary', { quotaBytes: null, readOnly: true });
  await expect(files.prepareFile('/sdcard/b.txt')).rejects.toMatchObject({ code: 'EROFS' });
});

test('the private folder may be gone', async () => {
  const { files, home } = newFiles();
  await put(files, '/data/local/tmp/a', 'a');
  rmSync(join(home, 'shell/tmp'), { recursive: true });
  expect(() => files.stat('/data/local/tmp/a')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  mkdirSync(join(home, 'shell/tmp'));
});
