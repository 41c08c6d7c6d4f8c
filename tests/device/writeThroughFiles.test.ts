// What only a folder that is written through can meet: links, other disks, no right to write, and what a kill left in it.
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { identityOf } from '../../main/device/whiteouts.ts';
import { type Note, parseNote, WriteNotes } from '../../main/device/writeNotes.ts';
import { WriteThroughFiles } from '../../main/device/writeThroughFiles.ts';
import { fill, whyNoDisk } from '../support/smallDisk.ts';
import { withFault } from './faultyDisk.ts';
import { newVolume, openVolume, shown, snapshot } from './volumeFixture.ts';
import { writeFolder } from './volumeModelFolder.ts';

const PHOTOS = { 'DCIM/a.jpg': 'A', 'DCIM/b.jpg': 'B', 'DCIM/Camera/c.jpg': 'C' };
const TEMPORARY = '.scopebox-0123456789abcdef.tmp';

const through = (files: Readonly<Record<string, string>>) => newVolume(files, 'write-through');

describe('links and other names', () => {
  test('one that leads out of the folder is neither followed nor replaced, and keeps its place', async () => {
    const { volume, root, lower } = through(PHOTOS);
    writeFolder(join(root, 'outside'), { 'secret.jpg': 'secret' });
    symlinkSync(join(root, 'outside'), join(lower, 'out'));
    symlinkSync(join(root, 'outside/secret.jpg'), join(lower, 'secret.jpg'));
    symlinkSync('nowhere', join(lower, 'dangling.jpg'));
    const before = snapshot(root).map(([name, , mode, size, ino, bytes]) => [name, mode, size, ino, bytes]);
    for (const path of ['secret.jpg', 'dangling.jpg']) {
      await expect(volume.openForWriting(path, { truncate: true })).rejects.toMatchObject({ code: 'EEXIST' });
      await expect(volume.moveFile('DCIM/a.jpg', path)).rejects.toMatchObject({ code: 'EEXIST' });
      expect(() => volume.mkdirs(path)).toThrow('EEXIST');
      expect(() => volume.deleteFile(path)).toThrow('There is no file');
      await expect(volume.setLastModified(path, 0)).rejects.toMatchObject({ code: 'ENOENT' });
    }
    for (const path of ['out/secret.jpg', 'out/new.jpg', 'out/new/new.jpg']) {
      await expect(volume.openForWriting(path, { truncate: true })).rejects.toMatchObject({ code: 'ENOTDIR' });
      await expect(volume.moveFile('DCIM/a.jpg', path)).rejects.toMatchObject({ code: 'ENOTDIR' });
      await expect(volume.moveDirectory('DCIM', path)).rejects.toMatchObject({ code: 'ENOTDIR' });
      expect(() => volume.mkdirs(path)).toThrow('leads out of the folder');
    }
    await expect(volume.deleteDirectory('out')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(snapshot(root).map(([name, , mode, size, ino, bytes]) => [name, mode, size, ino, bytes])).toEqual(before);
  });

  test.each(['b.jpg', 'DCIM/a.jpg'])('%s, which cannot be deleted where it was, is not left twice', async (from) => {
    const { volume, lower } = through(PHOTOS);
    symlinkSync('DCIM/b.jpg', join(lower, 'b.jpg'));
    const before = await shown(volume);
    await withFault({ kind: 'kept', at: 1 }, () =>
      expect(volume.moveFile(from, 'new/deep/b.jpg')).rejects.toMatchObject({ code: 'EACCES' }),
    );
    expect([await shown(volume), existsSync(join(lower, 'new'))]).toEqual([before, false]);
  });

  test('one that leads to a file of the volume is moved as a file of its own', async () => {
    const { volume, lower } = through(PHOTOS);
    symlinkSync('DCIM/b.jpg', join(lower, 'b.jpg'));
    await volume.moveFile('b.jpg', 'new/deep/b.jpg');
    expect(await shown(volume)).toMatchObject({ 'new/deep/b.jpg': 'B', 'DCIM/b.jpg': 'B' });
    expect([existsSync(join(lower, 'b.jpg')), statSync(join(lower, 'new/deep/b.jpg')).nlink]).toEqual([false, 1]);
    appendFileSync(await volume.openForWriting('new/deep/b.jpg', { truncate: false }), '+');
    expect(readFileSync(join(lower, 'DCIM/b.jpg'), 'utf8')).toBe('B');
  });

  test('a file moved over another name of itself has that name only', async () => {
    const { volume, lower } = through(PHOTOS);
    linkSync(join(lower, 'DCIM/a.jpg'), join(lower, 'DCIM/same.jpg'));
    await volume.moveFile('DCIM/a.jpg', 'DCIM/same.jpg');
    expect(readdirSync(join(lower, 'DCIM')).sort()).toEqual(['Camera', 'b.jpg', 'same.jpg']);
  });

  test('a name that only files under preparation have is no name for anything else', async () => {
    const { volume } = through(PHOTOS);
    const refused = { code: 'EINVAL' };
    await expect(volume.openForWriting(`DCIM/${TEMPORARY}`, { truncate: false })).rejects.toMatchObject(refused);
    await expect(volume.moveFile('DCIM/a.jpg', `${TEMPORARY}/a.jpg`)).rejects.toMatchObject(refused);
  });

  test.skipIf(process.platform !== 'linux')('what cannot be deleted of a directory is at its place again', async () => {
    const { volume, lower } = through(PHOTOS);
    const odd = Buffer.concat([Buffer.from(`${join(lower, 'DCIM')}/`), Buffer.from([0xff, 0xfe])]);
    writeFileSync(odd, 'odd');
    await expect(volume.deleteDirectory('DCIM')).rejects.toMatchObject({ code: 'ENOTEMPTY' });
    expect(readFileSync(odd, 'utf8')).toBe('odd');
    expect(readdirSync(lower)).toEqual(['DCIM']);
  });

  test('a deleted directory takes with it what volumes do not show', async () => {
    const { volume, root, lower } = through(PHOTOS);
    writeFolder(join(root, 'outside'), { 'secret.jpg': 'secret' });
    symlinkSync(join(root, 'outside'), join(lower, 'DCIM/out'));
    await volume.deleteDirectory('DCIM');
    expect([readdirSync(lower), readdirSync(join(root, 'outside'))]).toEqual([[], ['secret.jpg']]);
  });
});

describe('what was found in the folder', () => {
  const note = (root: string, saved: Note) => new WriteNotes(join(root, 'writing')).begin(saved);

  test('of the kind that is made here stays, when nothing is noted of it', async () => {
    const { lower, again } = through(PHOTOS);
    writeFolder(lower, { [TEMPORARY]: 'of another device', [`DCIM/${TEMPORARY}/a.jpg`]: 'whoever' });
    const volume = await again();
    expect(await shown(volume)).toMatchObject(PHOTOS);
    expect(readFileSync(join(lower, TEMPORARY), 'utf8')).toBe('of another device');
    expect(readdirSync(join(lower, 'DCIM'))).toContain(TEMPORARY);
    for (const path of [TEMPORARY, `DCIM/${TEMPORARY}`]) rmSync(join(lower, path), { recursive: true });
  });

  test.each<readonly [string, Note]>([
    ['another directory than was put aside', { kind: 'deleting', temporary: TEMPORARY, from: 'x', ino: 1 }],
    ['another directory than was made', { kind: 'making', outermost: 'empty', innermost: 'empty', ino: 1 }],
    ['another copy than was made', { kind: 'moving', from: 'a.jpg', to: 'b.jpg', identity: '1 1 1', ino: 1 }],
  ])('%s stays', async (_, saved) => {
    const files = { [`${TEMPORARY}/a.jpg`]: 'A', 'empty/': '', 'a.jpg': 'A', 'b.jpg': 'B' };
    const { root, lower, again } = through(files);
    note(root, saved);
    const before = snapshot(lower);
    await again();
    expect(snapshot(lower)).toEqual(before);
    rmSync(join(lower, TEMPORARY), { recursive: true });
  });

  test('a copy that took its place is followed by the deletion of what was copied, unless that was changed', async () => {
    for (const isChanged of [false, true]) {
      const { root, lower, again } = through({ 'a.jpg': 'A', 'b.jpg': 'A' });
      const identity = identityOf(statSync(join(lower, 'a.jpg')));
      const { ino } = statSync(join(lower, 'b.jpg'));
      note(root, { kind: 'moving', from: 'a.jpg', identity, to: 'b.jpg', ino });
      if (isChanged) appendFileSync(join(lower, 'a.jpg'), '+');
      expect(Object.keys(await shown(await again()))).toEqual(isChanged ? ['a.jpg', 'b.jpg'] : ['b.jpg']);
    }
  });

  test('is not looked for behind a link that was put above it', async () => {
    const { root, lower, again } = through(PHOTOS);
    writeFolder(join(root, 'outside'), { [TEMPORARY]: 'mine' });
    symlinkSync(join(root, 'outside'), join(lower, 'out'));
    note(root, { kind: 'preparing', temporary: `out/${TEMPORARY}` });
    await again();
    expect(readdirSync(join(root, 'outside'))).toEqual([TEMPORARY]);
    rmSync(join(lower, 'out'));
  });

  test.each([
    '',
    '{"kind":"prep',
    'null',
    '{"kind":"preparing","temporary":"DCIM"}',
    '{"kind":"preparing","temporary":"../.scopebox-0123456789abcdef.tmp"}',
    '{"kind":"preparing","temporary":"/x/.scopebox-0123456789abcdef.tmp"}',
    '{"kind":"deleting","temporary":"DCIM","from":"x","ino":1}',
    '{"kind":"deleting","temporary":".scopebox-0123456789abcdef.tmp","from":"x"}',
    '{"kind":"making","outermost":"","innermost":"a","ino":1}',
    '{"kind":"moving","from":"a/../../b","to":"b","identity":"1","ino":1}',
    '{"kind":"moving","from":"a","to":"b","ino":1}',
    '{"kind":"deletes"}',
  ])('is nothing by a note such as %j', (text) => {
    expect(parseNote(text)).toBeNull();
  });

  test('is what a note says that is whole', () => {
    const saved = { kind: 'deleting', temporary: `DCIM/${TEMPORARY}`, from: 'DCIM/x', ino: 7 };
    expect(parseNote(JSON.stringify({ ...saved, more: 1 }))).toEqual(saved);
  });
});

test('what somebody puts at the place of a move at that very moment is not replaced', async () => {
  const { root, lower } = through(PHOTOS);
  const layers = { lower, upper: join(root, 'none') };
  const user = join(lower, 'DCIM/new.jpg');
  // Asked last before the file is moved.
  const problem = () => {
    if (!existsSync(user)) writeFileSync(user, 'theirs');
    return null;
  };
  const volume = new WriteThroughFiles(layers, join(root, 'noted'), problem);
  await expect(volume.moveFile('DCIM/a.jpg', 'DCIM/new.jpg')).rejects.toMatchObject({ code: 'EEXIST' });
  expect(await shown(volume)).toMatchObject({ ...PHOTOS, 'DCIM/new.jpg': 'theirs' });
  rmSync(user);
  await volume.moveFile('DCIM/a.jpg', 'DCIM/b.jpg');
  expect(readFileSync(join(lower, 'DCIM/b.jpg'), 'utf8')).toBe('A');
  expect(readdirSync(join(root, 'noted'))).toEqual([]);
});

test('of a file that was being moved when the program was killed one name is left', async () => {
  const { root, lower } = through(PHOTOS);
  const layers = { lower, upper: join(root, 'none') };
  linkSync(join(lower, 'DCIM/a.jpg'), join(lower, 'DCIM/moved.jpg'));
  const stats = statSync(join(lower, 'DCIM/a.jpg'));
  const [from, to] = ['DCIM/a.jpg', 'DCIM/moved.jpg'];
  new WriteNotes(join(root, 'noted')).begin({ kind: 'moving', from, to, identity: identityOf(stats), ino: stats.ino });
  await new WriteThroughFiles(layers, join(root, 'noted')).recover();
  expect(readdirSync(join(lower, 'DCIM')).sort()).toEqual(['Camera', 'b.jpg', 'moved.jpg']);
});

test('a folder that is gone or another one is EIO, and nothing comes to be where it was', async () => {
  const { volume, lower } = through(PHOTOS);
  renameSync(lower, `${lower}-away`);
  const eio = { code: 'EIO' };
  const everything = async () => {
    await expect(volume.openForWriting('DCIM/new.jpg', { truncate: true })).rejects.toMatchObject(eio);
    expect(() => volume.mkdirs('DCIM/new')).toThrow('is not the folder any more that was mounted');
    expect(existsSync(lower) ? readdirSync(lower) : []).toEqual([]);
  };
  await everything();
  mkdirSync(lower);
  await everything();
  writeFolder(lower, PHOTOS);
  expect(() => volume.deleteFile('DCIM/a.jpg')).toThrow('mount it again');
  await expect(volume.deleteDirectory('DCIM')).rejects.toMatchObject(eio);
  await expect(volume.moveFile('DCIM/a.jpg', 'DCIM/x.jpg')).rejects.toMatchObject(eio);
  await expect(volume.setLastModified('DCIM/a.jpg', 0)).rejects.toMatchObject(eio);
  await expect(volume.openForWriting('DCIM/a.jpg', { truncate: true })).rejects.toMatchObject(eio);
  expect(readFileSync(join(lower, 'DCIM/a.jpg'), 'utf8')).toBe('A');
  rmSync(lower, { recursive: true });
  renameSync(`${lower}-away`, lower);
  appendFileSync(await volume.openForWriting('DCIM/new.jpg', { truncate: true }), 'new');
  expect(await shown(volume)).toMatchObject({ ...PHOTOS, 'DCIM/new.jpg': 'new' });
});

const isRoot = process.getuid?.() === 0;

const noRights = isRoot ? ' (skipped: root may write everywhere)' : '';

test.skipIf(isRoot || process.platform === 'win32')(
  `a folder without the right to write is EACCES${noRights}`,
  async () => {
    const { volume, lower } = through(PHOTOS);
    chmodSync(join(lower, 'DCIM'), 0o500);
    onTestFinished(() => chmodSync(join(lower, 'DCIM'), 0o700));
    const before = await shown(volume);
    const denied = { code: 'EACCES' };
    await expect(volume.openForWriting('DCIM/new.jpg', { truncate: true })).rejects.toMatchObject(denied);
    await expect(volume.moveFile('DCIM/a.jpg', 'a.jpg')).rejects.toMatchObject(denied);
    await expect(volume.deleteDirectory('DCIM/Camera')).rejects.toMatchObject(denied);
    expect(() => volume.deleteFile('DCIM/a.jpg')).toThrow('EACCES');
    expect(await shown(volume)).toEqual(before);
  },
);

const noDisk = whyNoDisk();

describe.skipIf(noDisk !== null)('other disks', () => {
  /** Mounts a small disk at a place; it goes with the test. */
  function mountAt(path: string, options = 'size=6m'): void {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'pipe' });
    onTestFinished(() => void execFileSync('umount', [path], { stdio: 'pipe' }));
  }

  test('in the folder: a file is moved there and back as a whole, with its time', async () => {
    const { volume, lower, again } = through({ ...PHOTOS, 'disk/': '' });
    mountAt(join(lower, 'disk'));
    const time = statSync(join(lower, 'DCIM/a.jpg')).mtimeMs;
    await volume.moveFile('DCIM/a.jpg', 'disk/new/a.jpg');
    expect(await shown(volume)).toMatchObject({ 'disk/new/a.jpg': 'A', 'DCIM/b.jpg': 'B' });
    expect(volume.stat('disk/new/a.jpg')?.mtimeMs).toBe(Math.trunc(time));
    await volume.moveFile('disk/new/a.jpg', 'DCIM/b.jpg');
    expect(await shown(await again())).toMatchObject({ 'DCIM/b.jpg': 'A' });
    expect([volume.stat('DCIM/a.jpg'), volume.stat('disk/new/a.jpg')]).toEqual([null, null]);
    rmSync(join(lower, 'disk/new'), { recursive: true });
  });

  test('that are full: what does not fit leaves everything as it was', async () => {
    const { volume, lower } = through({ ...PHOTOS, 'big.mp4': 'x'.repeat(7_000_000), 'disk/': '' });
    mountAt(join(lower, 'disk'));
    const before = await shown(volume);
    const full = { code: 'ENOSPC' };
    await expect(volume.moveFile('big.mp4', 'disk/new/big.mp4')).rejects.toMatchObject(full);
    expect(await shown(volume)).toEqual(before);
    expect(readdirSync(join(lower, 'disk'))).toEqual([]);
    writeFileSync(join(lower, 'disk/kept.jpg'), 'kept');
    const giveBack = fill(join(lower, 'disk'));
    await expect(
      volume
        .openForWriting('disk/kept.jpg', { truncate: false })
        .then((path) => appendFileSync(path, Buffer.alloc(99_999))),
    ).rejects.toMatchObject(full);
    expect(readFileSync(join(lower, 'disk/kept.jpg'), 'utf8').startsWith('kept')).toBe(true);
    giveBack();
    rmSync(join(lower, 'disk/kept.jpg'));
  });

  test('that may only be read are EROFS, also when they come to be so', async () => {
    const { root } = through({});
    const photos = join(root, 'photos');
    mountAt(photos);
    writeFolder(photos, PHOTOS);
    const volume = openVolume(root, 'write-through');
    execFileSync('mount', ['-o', 'remount,ro', photos], { stdio: 'pipe' });
    const before = await shown(volume);
    const erofs = { code: 'EROFS' };
    await expect(volume.openForWriting('DCIM/a.jpg', { truncate: false })).rejects.toMatchObject(erofs);
    await expect(volume.openForWriting('DCIM/a.jpg', { truncate: true })).rejects.toMatchObject(erofs);
    await expect(volume.openForWriting('new/new.jpg', { truncate: true })).rejects.toMatchObject(erofs);
    await expect(volume.moveFile('DCIM/a.jpg', 'new/a.jpg')).rejects.toMatchObject(erofs);
    await expect(volume.moveDirectory('DCIM', 'new/DCIM')).rejects.toMatchObject(erofs);
    await expect(volume.deleteDirectory('DCIM')).rejects.toMatchObject(erofs);
    await expect(volume.setLastModified('DCIM/a.jpg', 0)).rejects.toMatchObject(erofs);
    expect(() => volume.deleteFile('DCIM/a.jpg')).toThrow('EROFS');
    expect(() => volume.mkdirs('new/new')).toThrow('EROFS');
    expect(await shown(volume)).toEqual(before);
    expect(existsSync(join(root, 'writing')) ? readdirSync(join(root, 'writing')) : []).toEqual([]);
  });

  test('that are pulled out while a directory is deleted: the rest of it is deleted when they are back', async () => {
    const { root, lower } = through({ 'x/': '' });
    const layers = { lower: join(lower, 'x'), upper: join(root, 'card') };
    mountAt(layers.lower);
    writeFolder(layers.lower, { 'many/a.jpg': 'A', 'many/b.jpg': 'B' });
    const notes = join(root, 'card-writing');
    const { ino } = statSync(join(layers.lower, 'many'));
    renameSync(join(layers.lower, 'many'), join(layers.lower, TEMPORARY));
    new WriteNotes(notes).begin({ kind: 'deleting', temporary: TEMPORARY, from: 'many', ino });
    await new WriteThroughFiles(layers, notes).recover();
    expect([readdirSync(layers.lower), readdirSync(notes)]).toEqual([[], []]);
    rmSync(layers.upper, { recursive: true });
    rmdirSync(notes);
  });
});
