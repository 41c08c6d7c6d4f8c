// What is remembered of a folder, and what an empty or another one in its place is taken for.
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { folderAnswer, knownFolderOf, someFiles } from '../../main/device/knownFolder.ts';
import { Volumes } from '../../main/device/volumes.ts';

const PRIMARY = {
  ...{ id: 'primary', volumeName: 'external_primary', kind: 'primary' as const },
  ...{ description: 'Built in', writeThrough: false },
};

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-known-'));
  made.push(folder);
  return folder;
}

function fill(folder: string, count: number, bytes = 'photo'): void {
  for (let n = 0; n < count; n++) {
    const path = join(folder, `DCIM/day${n % 3}/${n}.jpg`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${bytes} ${n}`);
  }
}

describe('what lies at the place of a folder', () => {
  test.each([
    ['same', 'nothing was known', { hasSameIdentity: false, isEmpty: true, known: 0, found: 0 }],
    ['empty', 'another, empty one', { hasSameIdentity: false, isEmpty: true, known: 1, found: 0 }],
    ['empty', 'an empty one that may be the same', { hasSameIdentity: null, isEmpty: true, known: 1, found: 0 }],
    ['empty', 'the same one, emptied of much', { hasSameIdentity: true, isEmpty: true, known: 10, found: 0 }],
    ['same', 'the same one, emptied of little', { hasSameIdentity: true, isEmpty: true, known: 9, found: 0 }],
    ['same', 'the same one, put in another order', { hasSameIdentity: true, isEmpty: false, known: 40, found: 0 }],
    ['other', 'another one', { hasSameIdentity: false, isEmpty: false, known: 40, found: 9 }],
    ['same', 'a copy of it', { hasSameIdentity: false, isEmpty: false, known: 40, found: 10 }],
    ['same', 'one with the same files', { hasSameIdentity: null, isEmpty: false, known: 1, found: 1 }],
    ['other', 'one with other files', { hasSameIdentity: null, isEmpty: false, known: 1, found: 0 }],
  ] as const)('%s: %s', (answer, _, now) => {
    expect(folderAnswer(now)).toBe(answer);
  });

  test('some files are few, of several directories, and none that is hidden or empty', () => {
    const folder = temporary();
    fill(folder, 300);
    writeFileSync(join(folder, '.cache'), 'x');
    writeFileSync(join(folder, 'empty.jpg'), '');
    const files = someFiles(folder);
    expect(new Set(files.map(([path]) => dirname(path)))).toEqual(new Set([0, 1, 2].map((day) => `DCIM/day${day}`)));
    expect(files.length).toBeLessThanOrEqual(48);
    expect(files[0]?.[1]).toBeGreaterThan(5);
    expect(someFiles(join(folder, 'nowhere'))).toEqual([]);
  });

  test('what somebody has edited into something else is nothing', () => {
    const known = { folder: '/f', identity: null, files: [['a.jpg', 5]], disks: ['Trips/stick'] };
    expect(knownFolderOf(known)).toEqual(known);
    expect(knownFolderOf({ ...known, disks: undefined })).toEqual({ ...known, disks: [] });
    for (const saved of [null, 7, {}, { ...known, files: 'x' }, { ...known, files: [[5, 'a']] }])
      expect(knownFolderOf(saved)).toBeNull();
  });
});

describe('a device that starts', () => {
  /** Volumes of a home that outlives them. */
  function home() {
    const folder = temporary();
    const state: { json: unknown } = { json: null };
    return () =>
      new Volumes({
        home: folder,
        load: () => JSON.parse(JSON.stringify(state.json)),
        save: (json) => {
          state.json = json;
        },
      });
  }

  /** A folder of twelve files that was mounted once, and is away now. */
  function known() {
    const root = temporary();
    const folder = join(root, 'photos');
    fill(folder, 12);
    const start = home();
    start().mount({ ...PRIMARY, folder });
    renameSync(folder, `${folder}-away`);
    return { folder, start, away: `${folder}-away` };
  }

  test('on the empty place of a disk shows it as missing, and goes on when the disk is back', () => {
    const { folder, start, away } = known();
    mkdirSync(folder);
    const volumes = start();
    const volume = volumes.mount({ ...PRIMARY, folder });
    expect(volumes.list()).toMatchObject([
      { state: 'missing', doubtful: true, problem: expect.stringMatching(/is empty and was not.*--index-as-is/) },
    ]);
    expect(volumes.mountedNames()).toEqual([]);
    rmSync(folder, { recursive: true });
    expect(volume.problem()).toMatch(/There is no folder/);
    renameSync(away, folder);
    expect(volume.problem()).toBeNull();
  });

  test('on another folder, too; a copy of the first is taken for it', () => {
    const { folder, start, away } = known();
    fill(folder, 12, 'others');
    const volumes = start();
    const volume = volumes.mount({ ...PRIMARY, folder });
    expect(volumes.list()).toMatchObject([{ state: 'missing', doubtful: true }]);
    expect(volume.problem()).toMatch(/^Another folder is at .*with nothing of what was there/);
    rmSync(folder, { recursive: true });
    cpSync(away, folder, { recursive: true });
    expect(volume.problem()).toBeNull();
  });

  test('takes an empty folder for right when somebody says so, and remembers that', () => {
    const { folder, start } = known();
    mkdirSync(folder);
    const volumes = start();
    const volume = volumes.mount({ ...PRIMARY, folder });
    expect(volume.problem()).not.toBeNull();
    volumes.acceptFolder('primary');
    expect(volume.problem()).toBeNull();
    const again = start();
    again.mount({ ...PRIMARY, folder });
    expect(again.list()).toMatchObject([{ state: 'scanning', doubtful: false, problem: null }]);
  });

  test('asks about a folder that was emptied meanwhile, and not when it saw that itself', () => {
    const { folder, start, away } = known();
    renameSync(away, folder);
    rmSync(join(folder, 'DCIM'), { recursive: true });
    const volumes = start();
    expect(volumes.mount({ ...PRIMARY, folder }).problem()).toMatch(/is empty and was not/);
    fill(folder, 12);
    const seeing = start();
    const volume = seeing.mount({ ...PRIMARY, folder });
    seeing.update(volume, { state: 'ready', files: 12 });
    rmSync(join(folder, 'DCIM'), { recursive: true });
    seeing.update(volume, { files: 0 });
    expect(
      start()
        .mount({ ...PRIMARY, folder })
        .problem(),
    ).toBeNull();
  });

  test('takes a folder with another name for what its name says', () => {
    const { start } = known();
    expect(
      start()
        .mount({ ...PRIMARY, folder: temporary() })
        .problem(),
    ).toBeNull();
  });

  test('never takes another card for the one that was mounted, whatever somebody says, nor a folder that is gone', async () => {
    const folder = join(temporary(), 'card');
    fill(folder, 12);
    const volumes = home()();
    const volume = await volumes.attach({ folder, kind: 'sd' });
    renameSync(folder, `${folder}-away`);
    expect(() => volumes.acceptFolder(volume.id)).toThrow(/^There is no folder/);
    mkdirSync(folder);
    writeFileSync(join(folder, 'other.txt'), 'another card');
    expect(() => volumes.acceptFolder(volume.id)).toThrow(/^Another folder is at .*card now/);
    expect(volume.problem()).not.toBeNull();
    rmSync(folder, { recursive: true });
    renameSync(`${folder}-away`, folder);
    expect(volume.problem()).toBeNull();
  });

  test('waits for a card whose place is empty, and mounts it when it is back', async () => {
    const root = temporary();
    const folder = join(root, 'card');
    fill(folder, 12);
    const start = home();
    const { id } = await start().attach({ folder, kind: 'sd' });
    renameSync(folder, `${folder}-away`);
    mkdirSync(folder);
    const volumes = start();
    expect(volumes.attachInserted()).toEqual([]);
    expect(volumes.list()).toMatchObject([
      { id, state: 'unmounted', problem: expect.stringMatching(/card is empty now: its disk is not mounted any more/) },
    ]);
    writeFileSync(join(folder, 'other.txt'), 'another card');
    expect(volumes.attachInserted('waiting')).toEqual([]);
    expect(volumes.list()).toMatchObject([{ problem: expect.stringMatching(/^Another folder is at .*card now/) }]);
    rmSync(folder, { recursive: true });
    renameSync(`${folder}-away`, folder);
    expect(volumes.waitingFolders()).toEqual([folder]);
    expect(volumes.attachInserted('waiting', () => false)).toEqual([]);
    expect(volumes.attachInserted('waiting')).toMatchObject([{ id }]);
    expect(volumes.waitingFolders()).toEqual([]);
    expect(volumes.attachInserted('waiting')).toEqual([]);
  });
});
