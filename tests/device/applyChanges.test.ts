import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { applyChanges, finishApply } from '../../main/device/applyChanges.ts';
import { listChanges } from '../../main/device/volumeChanges.ts';
import { VolumeFiles } from '../../main/device/volumeFiles.ts';
import { withFault } from './faultyDisk.ts';
import { shown, snapshot } from './volumeFixture.ts';
import { writeFolder } from './volumeModelFolder.ts';

const PHOTOS = { 'DCIM/a.jpg': 'A', 'DCIM/b.jpg': 'B', 'DCIM/Camera/c.jpg': 'C', 'DCIM/Camera/d.jpg': 'D' };

/** A folder that may be changed: it is told to. */
function newFolder(files: Readonly<Record<string, string>> = PHOTOS) {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-apply-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const lower = join(root, 'photos');
  const upper = join(root, 'upper');
  mkdirSync(lower);
  writeFolder(lower, files);
  return { root, lower, upper, volume: new VolumeFiles({ lower, upper }) };
}

const write = async (volume: VolumeFiles, path: string, text: string, truncate = true) =>
  appendFileSync(await volume.openForWriting(path, { truncate }), text);
const apply = (volume: VolumeFiles, overwriteConflicts = false, onProgress: (done: number) => unknown = () => {}) =>
  applyChanges(volume.layers, { overwriteConflicts, onProgress: (done) => void onProgress(done), problem: () => null });
/** What the folder shows without the device. */
const plain = (root: string, lower: string) => shown(new VolumeFiles({ lower, upper: join(root, 'none') }));

async function changeEverything(volume: VolumeFiles): Promise<void> {
  await write(volume, 'New/deep/n.jpg', 'new');
  await write(volume, 'DCIM/a.jpg', '+', false);
  await volume.setLastModified('DCIM/a.jpg', 1_600_000_000_123);
  await volume.moveFile('DCIM/b.jpg', 'DCIM/moved.jpg');
  await volume.moveDirectory('DCIM/Camera', 'Other');
}

describe('applied', () => {
  test('the folder is what the volume showed, with its times, and nothing is left on the device', async () => {
    const { root, lower, upper, volume } = newFolder();
    await changeEverything(volume);
    const before = await shown(volume);
    const counts: number[] = [];
    const result = await apply(volume, false, (done) => counts.push(done));
    expect(result.conflicts).toEqual([]);
    expect(counts).toEqual(Array.from({ length: result.applied }, (_, index) => index + 1));
    expect([await plain(root, lower), await shown(volume)]).toEqual([before, before]);
    expect(volume.stat('DCIM/a.jpg')?.mtimeMs).toBe(1_600_000_000_123);
    expect(existsSync(join(upper, 'files'))).toBe(false);
    expect(
      readdirSync(lower, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('scopebox')),
    ).toEqual([]);
    expect(await shown(new VolumeFiles({ lower, upper }))).toEqual(before);
  });

  test.each([1, 2, 3])(
    'nothing comes to be in the empty place of a folder that goes after %i changes',
    async (steps) => {
      const { root, lower, upper, volume } = newFolder();
      await write(volume, 'root.jpg', 'new');
      await changeEverything(volume);
      const before = await shown(volume);
      const goes = (done: number) => {
        if (done !== steps) return;
        renameSync(lower, join(root, 'away'));
        mkdirSync(lower);
      };
      const problem = () => (existsSync(join(root, 'away')) ? 'The folder is away.' : null);
      const applying = applyChanges(volume.layers, { overwriteConflicts: true, onProgress: goes, problem });
      await expect(applying).rejects.toMatchObject({ code: 'EIO', message: 'The folder is away.' });
      expect(readdirSync(lower)).toEqual([]);
      rmSync(lower, { recursive: true });
      renameSync(join(root, 'away'), lower);
      const back = new VolumeFiles({ lower, upper });
      expect(await shown(back)).toEqual(before);
      await apply(back);
      expect([await plain(root, lower), await shown(back)]).toEqual([before, before]);
    },
  );

  test.each(['moved', 'deleted'])(
    'a file that somebody put below one of the device stays when that is %s',
    async (how) => {
      const { root, lower, volume } = newFolder();
      await write(volume, 'DCIM/new.jpg', 'the device’s');
      await write(volume, 'DCIM/a.jpg', '+', false);
      writeFolder(lower, { 'DCIM/new.jpg': 'theirs', 'DCIM/a.jpg': 'edited by them' });
      for (const name of ['new', 'a']) {
        if (how === 'moved') await volume.moveFile(`DCIM/${name}.jpg`, `DCIM/${name}-moved.jpg`);
        else volume.deleteFile(`DCIM/${name}.jpg`);
      }
      const theirs = { 'DCIM/new.jpg': 'theirs', 'DCIM/a.jpg': 'edited by them', 'DCIM/b.jpg': 'B' };
      expect(await shown(volume)).toMatchObject(theirs);
      expect((await apply(volume)).conflicts).toEqual([]);
      expect(await plain(root, lower)).toMatchObject(theirs);
    },
  );

  test.each(['moved', 'deleted'])(
    'files that somebody put below those of a directory of the device stay when that is %s',
    async (how) => {
      const { root, lower, volume } = newFolder({
        'DCIM/a.jpg': 'A',
        'DCIM/Camera/c.jpg': 'C',
        'DCIM/Camera/d.jpg': 'D',
      });
      await write(volume, 'Trip/day/new.jpg', 'the device’s');
      await write(volume, 'Trip/over', 'the device’s');
      await write(volume, 'DCIM/Camera/c.jpg', '+', false);
      await write(volume, 'DCIM/Camera/new.jpg', 'the device’s');
      const theirs = { 'Trip/day/new.jpg': 'theirs', 'Trip/over/o.jpg': 'theirs', 'DCIM/Camera/new.jpg': 'theirs' };
      writeFolder(lower, { ...theirs, 'Trip/seen/s.jpg': 'seen on the device' });
      for (const name of ['Trip', 'DCIM/Camera']) {
        if (how === 'moved') await volume.moveDirectory(name, `${name}-moved`);
        else await volume.deleteDirectory(name);
      }
      const directories = { 'DCIM/': '', 'DCIM/Camera/': '', 'Trip/': '', 'Trip/day/': '', 'Trip/over/': '' };
      const left = { 'DCIM/a.jpg': 'A', ...directories, ...theirs };
      const there = Object.entries(await shown(volume)).filter(([path]) => !path.includes('-moved'));
      expect(Object.fromEntries(there)).toEqual(left);
      expect((await apply(volume)).conflicts).toEqual([]);
      const applied = Object.entries(await plain(root, lower)).filter(([path]) => !path.includes('-moved'));
      expect(Object.fromEntries(applied)).toEqual(left);
    },
  );

  test('a file that somebody puts at the place of a move meanwhile is not covered by it', async () => {
    const { root, lower, volume } = newFolder();
    const moving = volume.moveFile('DCIM/a.jpg', 'DCIM/new.jpg');
    writeFolder(lower, { 'DCIM/new.jpg': 'theirs' });
    await expect(moving).rejects.toMatchObject({ code: 'EEXIST' });
    const both = { 'DCIM/a.jpg': 'A', 'DCIM/new.jpg': 'theirs' };
    expect(await shown(volume)).toMatchObject(both);
    expect((await apply(volume)).conflicts).toEqual([]);
    expect(await plain(root, lower)).toMatchObject(both);
  });

  test('a volume that was not changed changes nothing', async () => {
    const { lower, volume } = newFolder();
    const before = snapshot(lower);
    expect(await apply(volume)).toEqual({ applied: 0, conflicts: [] });
    expect(snapshot(lower)).toEqual(before);
  });

  test('what was not changed is the same file, and one that was keeps its mode', async () => {
    const { lower, volume } = newFolder();
    chmodSync(join(lower, 'DCIM/a.jpg'), 0o640);
    const { ino } = statSync(join(lower, 'DCIM/b.jpg'));
    await write(volume, 'DCIM/a.jpg', 'x');
    await apply(volume);
    expect([statSync(join(lower, 'DCIM/b.jpg')).ino, statSync(join(lower, 'DCIM/a.jpg')).mode & 0o777]).toEqual([
      ino,
      0o640,
    ]);
  });

  test('a file in place of a directory, and a directory in place of a file', async () => {
    const { root, lower, volume } = newFolder();
    volume.deleteFile('DCIM/a.jpg');
    await write(volume, 'DCIM/a.jpg/inner.jpg', 'inner');
    await volume.deleteDirectory('DCIM/Camera');
    await write(volume, 'DCIM/Camera', 'file');
    const before = await shown(volume);
    expect((await apply(volume)).conflicts).toEqual([]);
    expect(await plain(root, lower)).toEqual(before);
  });
});

describe('conflicts', () => {
  test('stay as they are, the rest is done; told to, they are overwritten', async () => {
    const { lower, volume } = newFolder();
    await write(volume, 'DCIM/a.jpg', 'mine');
    await write(volume, 'n.jpg', 'mine');
    writeFileSync(join(lower, 'DCIM/a.jpg'), 'theirs, later');
    const { applied, conflicts } = await apply(volume);
    expect([applied, conflicts.map(({ path }) => path)]).toEqual([1, ['DCIM/a.jpg']]);
    expect(readFileSync(join(lower, 'DCIM/a.jpg'), 'utf8')).toBe('theirs, later');
    expect(await listChanges(volume.layers)).toMatchObject({ changed: 1, created: 0, conflicts: 1 });
    expect((await apply(volume, true)).conflicts).toEqual([]);
    expect(readFileSync(join(lower, 'DCIM/a.jpg'), 'utf8')).toBe('mine');
  });

  test('a link that came in between leads nowhere out of the folder, even when conflicts are overwritten', async () => {
    const { root, lower, volume } = newFolder();
    const outside = join(root, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'c.jpg'), 'outside');
    await write(volume, 'DCIM/Camera/c.jpg', 'mine');
    volume.deleteFile('DCIM/Camera/d.jpg');
    rmSync(join(lower, 'DCIM/Camera'), { recursive: true });
    symlinkSync(outside, join(lower, 'DCIM/Camera'));
    const before = snapshot(outside);
    expect((await apply(volume, true)).conflicts).toHaveLength(2);
    expect(snapshot(outside)).toEqual(before);
  });

  test('a directory that got something new stays, and what was deleted in it goes', async () => {
    const { root, lower, volume } = newFolder();
    await volume.deleteDirectory('DCIM/Camera');
    writeFileSync(join(lower, 'DCIM/Camera/new.jpg'), 'new');
    await apply(volume);
    expect(Object.keys(await plain(root, lower))).toEqual(expect.arrayContaining(['DCIM/Camera/new.jpg']));
    expect(existsSync(join(lower, 'DCIM/Camera/c.jpg'))).toBe(false);
  });

  test('what is written on the device while others are applied goes with them', async () => {
    const { lower, volume } = newFolder();
    await write(volume, 'DCIM/a.jpg', 'one');
    await write(volume, 'DCIM/b.jpg', 'two');
    await apply(volume, false, (done) => done === 1 && appendFileSync(volume.resolve('DCIM/b.jpg') ?? '', '!'));
    expect(readFileSync(join(lower, 'DCIM/b.jpg'), 'utf8')).toBe('two!');
  });
});

describe('interrupted', () => {
  test.each([1, 2, 3, 4, 5])('after change %i every file is old or new, and the next one finishes', async (stop) => {
    const { root, lower, upper, volume } = newFolder();
    await changeEverything(volume);
    const [old, wanted] = [await plain(root, lower), await shown(volume)];
    const failing = apply(volume, false, (done) => {
      if (done === stop) throw new Error('No space is left.');
    });
    await expect(failing).rejects.toThrow('No space is left.');
    for (const [path, bytes] of Object.entries(await plain(root, lower)))
      expect([old[path], wanted[path]]).toContain(bytes);
    const again = new VolumeFiles({ lower, upper });
    expect(await shown(again)).toEqual(wanted);
    expect((await apply(again)).conflicts).toEqual([]);
    expect(await plain(root, lower)).toEqual(wanted);
  });

  test.each(['killed', 'full'] as const)(
    '%s at every single change on the disk',
    { timeout: 120_000 },
    async (kind) => {
      for (let at = 1, failed = true; failed; at++) {
        const { root, lower, upper, volume } = newFolder();
        await changeEverything(volume);
        const [old, wanted] = [await plain(root, lower), await shown(volume)];
        ({ failed } = await withFault({ kind, at }, () => apply(volume).catch(() => {})));
        for (const [path, bytes] of Object.entries(await plain(root, lower)))
          expect([old[path], wanted[path]]).toContain(bytes);
        const again = new VolumeFiles({ lower, upper });
        await again.recover();
        expect([at, await shown(again)]).toEqual([at, wanted]);
        expect((await apply(again)).conflicts).toEqual([]);
        expect([at, await plain(root, lower)]).toEqual([at, wanted]);
        const names = readdirSync(lower, { recursive: true, encoding: 'utf8' });
        expect(names.filter((name) => name.includes('.scopebox'))).toEqual([]);
      }
    },
  );

  test('killed at every single change, what is deleted on the device afterwards is not shown again', {
    timeout: 120_000,
  }, async () => {
    for (let at = 1, failed = true; failed; at++) {
      const { root, lower, upper, volume } = newFolder();
      await changeEverything(volume);
      const wanted = await shown(volume);
      ({ failed } = await withFault({ kind: 'killed', at }, () => apply(volume).catch(() => {})));
      const again = new VolumeFiles({ lower, upper });
      finishApply(again.layers);
      expect([at, await shown(again)]).toEqual([at, wanted]);
      await write(again, 'DCIM/moved.jpg', '+', false);
      for (const path of ['New/deep/n.jpg', 'DCIM/a.jpg']) again.deleteFile(path);
      await again.moveFile('Other/c.jpg', 'Other/e.jpg');
      const { 'New/deep/n.jpg': _n, 'DCIM/a.jpg': _a, 'Other/c.jpg': bytes = '', ...left } = wanted;
      const after = { ...left, 'DCIM/moved.jpg': 'B+', 'Other/e.jpg': bytes };
      expect([at, await shown(again)]).toEqual([at, after]);
      expect([at, (await apply(again)).conflicts]).toEqual([at, []]);
      expect([at, await plain(root, lower)]).toEqual([at, after]);
    }
  });

  test('a file like the applied one, which somebody put there before the next start, stays', async () => {
    const { lower, upper, volume } = newFolder();
    await write(volume, 'DCIM/new.jpg', 'new');
    const renamed = (at: number) => withFault({ kind: 'killed', at }, () => apply(volume).catch(() => {}));
    for (let at = 1; !existsSync(join(lower, 'DCIM/new.jpg')); at++) await renamed(at);
    rmSync(join(lower, 'DCIM/new.jpg'));
    writeFolder(lower, { 'DCIM/new.jpg': 'new' });
    const again = new VolumeFiles({ lower, upper });
    finishApply(again.layers);
    again.deleteFile('DCIM/new.jpg');
    expect([readFileSync(join(lower, 'DCIM/new.jpg'), 'utf8'), again.stat('DCIM/new.jpg')?.size]).toEqual(['new', 3]);
  });

  test('a file that was in the folder already when the program was killed is no conflict', async () => {
    const { root, lower, upper, volume } = newFolder();
    await write(volume, 'DCIM/a.jpg', 'new');
    writeFileSync(join(lower, 'DCIM/a.jpg.tmp'), 'new');
    rmSync(join(lower, 'DCIM/a.jpg'));
    writeFileSync(join(lower, 'DCIM/a.jpg'), 'new');
    rmSync(join(lower, 'DCIM/a.jpg.tmp'));
    expect(await apply(volume)).toEqual({ applied: 0, conflicts: [] });
    expect([await plain(root, lower), existsSync(join(upper, 'files'))]).toEqual([{ ...(await shown(volume)) }, false]);
  });

  test('what it had prepared is not shown, and is deleted; nothing else ever is', async () => {
    const { lower, upper, volume } = newFolder();
    const prepared = join(lower, 'DCIM/.scopebox-0123456789abcdef.tmp');
    writeFileSync(prepared, 'half');
    await volume.recover();
    writeFileSync(join(upper, 'applying'), prepared);
    expect(Object.keys(await shown(volume))).not.toContain('DCIM/.scopebox-0123456789abcdef.tmp');
    finishApply(volume.layers);
    expect(existsSync(prepared)).toBe(false);
    writeFileSync(join(upper, 'applying'), join(lower, 'DCIM/a.jpg'));
    finishApply(volume.layers);
    expect(readFileSync(join(lower, 'DCIM/a.jpg'), 'utf8')).toBe('A');
  });
});
