// What happens to a folder and to the clock while the folder is scanned.
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, mkdirSync, renameSync, truncateSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ScanFixture } from '../providers/media/scan/scanFixture.ts';
import { atFirstCommit, temporary, write, writeLibrary } from './faultFolders.ts';
import { folderState } from './folderState.ts';
import { expectAgreement, expectSettled } from './indexState.ts';
import type { ToldScan } from './scanOnce.ts';

const NOBODY = 65_534;
const COUNT = 600;
const noModes = process.platform === 'win32';
if (noModes) console.info('Tests of closed folders are skipped: on Windows a mode says nothing about who may look.');

describe('permission', () => {
  /** A scan by somebody whom permissions bind; null, with a printed reason, when there is no such user here. */
  function scanBound(folder: string, home: string): ToldScan | null {
    const script = join(import.meta.dirname, 'scanOnce.ts');
    const bound = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const { stdout, stderr, error } = spawnSync(process.execPath, [script, folder, home], {
      ...bound,
      encoding: 'utf8',
      cwd: home,
    });
    if (stdout !== '') return JSON.parse(stdout) as ToldScan;
    console.info(`Skipped: a scan by a user without all rights cannot be run here (${error?.message ?? stderr}).`);
    return null;
  }

  test.skipIf(noModes)('a name that is listed and cannot be looked at is told, and keeps its row', (context) => {
    using root = temporary();
    const [folder, home] = [join(root.path, 'photos'), join(root.path, 'home')];
    chmodSync(root.path, 0o755);
    for (const path of ['a/1.jpg', 'n/4.jpg', 'n/sub/5.jpg']) write(folder, path);
    // What an app wrote beside it can be looked at.
    write(home, 'volumes/primary/files/n/own.jpg');
    if (process.getuid?.() === 0) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, home]);
    const all = ['a', 'a/1.jpg', 'n', 'n/4.jpg', 'n/own.jpg', 'n/sub', 'n/sub/5.jpg'];
    const first = scanBound(folder, home);
    if (first === null) return context.skip();
    expect(first.paths).toEqual(all);
    try {
      chmodSync(join(folder, 'n'), 0o444);
      const before = process.getuid?.() === 0 ? folderState(folder) : null;
      const closed = scanBound(folder, home);
      expect(closed).toMatchObject({ paths: all, asked: [], state: { state: 'ready', skipped: 2 } });
      for (const name of ['n/4.jpg', 'n/sub'])
        expect(closed?.log).toContainEqual(
          expect.stringMatching(new RegExp(`${name} could not be looked at; what is known of it stays .*EACCES`)),
        );
      if (before !== null) expect(folderState(folder)).toEqual(before);
    } finally {
      chmodSync(join(folder, 'n'), 0o755);
    }
  });

  test.skipIf(noModes)('a folder in the middle that is closed, or half closed', async (context) => {
    using root = temporary();
    const [folder, home] = [join(root.path, 'photos'), join(root.path, 'home')];
    chmodSync(root.path, 0o755);
    for (const path of ['a/1.jpg', 'm/2.jpg', 'm/sub/3.jpg', 'n/4.jpg', 'n/sub/5.jpg', 'z/6.jpg', 'z/closed.jpg'])
      write(folder, path);
    mkdirSync(home);
    if (process.getuid?.() === 0) chownSync(home, NOBODY, NOBODY);
    const modes = [
      ['m', 0o000],
      ['n', 0o444],
      ['z/closed.jpg', 0o000],
    ] as const;
    const all = ['a', 'a/1.jpg', 'm', 'm/2.jpg', 'm/sub', 'm/sub/3.jpg', 'n', 'n/4.jpg', 'n/sub', 'n/sub/5.jpg'];
    const open = ['a', 'a/1.jpg', 'm', 'n', 'z', 'z/6.jpg', 'z/closed.jpg'];
    try {
      for (const [path, mode] of modes) chmodSync(join(folder, path), mode);
      const before = folderState(folder);
      const closed = scanBound(folder, home);
      if (closed === null) return context.skip();
      expect(closed).toMatchObject({ paths: open, state: { state: 'ready', problem: null } });
      for (const name of ['m', 'n', 'closed.jpg'])
        expect(closed.log).toContainEqual(expect.stringMatching(new RegExp(`/${name} .*EACCES|EACCES.*/${name}`)));
      expect(folderState(folder)).toEqual(before);

      for (const [path] of modes) chmodSync(join(folder, path), 0o755);
      expect(scanBound(folder, home)?.paths).toEqual([...all, 'z', 'z/6.jpg', 'z/closed.jpg']);
      // What was indexed and cannot be looked at any more is not gone.
      for (const [path, mode] of modes) chmodSync(join(folder, path), mode);
      expect(scanBound(folder, home)).toMatchObject({
        paths: [...all, 'z', 'z/6.jpg', 'z/closed.jpg'],
        asked: [],
        state: { state: 'ready' },
      });
    } finally {
      for (const [path] of modes) chmodSync(join(folder, path), 0o755);
    }
  });
});

describe('the folder', () => {
  test('is removed while it is scanned: it is missing, and no row went', async () => {
    using root = temporary();
    const [folder, away] = [join(root.path, 'photos'), join(root.path, 'away')];
    writeLibrary(folder, COUNT);
    const before = folderState(folder);
    await using device = new ScanFixture({ folder });
    let committed: readonly string[] = [];
    atFirstCommit(device, () => {
      committed = Object.keys(device.rows());
      renameSync(folder, away);
    });
    await device.scan();
    expect(device.volumes.list()).toMatchObject([{ state: 'missing', problem: expect.stringContaining(folder) }]);
    expect(Object.keys(device.rows())).toEqual(expect.arrayContaining([...committed]));
    renameSync(away, folder);
    await device.scan();
    await device.scan();
    await expectAgreement(device);
    for (const row of Object.values(device.rows()))
      if (row.media_type === 1) expect(row).toMatchObject({ width: 64, height: 48 });
    // The rename is the test's own: it shows in the folder itself.
    expect(folderState(folder).slice(1)).toEqual(before.slice(1));
  });

  test('is replaced by another while it is scanned: it is missing until it is back, and no row of the other is left', async () => {
    using root = temporary();
    const [folder, other, away] = ['photos', 'other', 'away'].map((name) => join(root.path, name)) as [
      string,
      string,
      string,
    ];
    writeLibrary(folder, COUNT);
    for (let n = 0; n < 300; n++) write(other, `Pictures/${n}.jpg`);
    for (let n = 0; n < 100; n++) write(other, `DCIM/day3/${n}.txt`, `${n}`);
    write(other, 'DCIM/day4', 'a file where a directory was');
    await using device = new ScanFixture({ folder });
    const before = [folderState(folder).slice(1), folderState(other).slice(1)];
    atFirstCommit(device, () => {
      renameSync(folder, away);
      renameSync(other, folder);
    });
    await device.scan();
    expect(device.volumes.list()).toMatchObject([
      { state: 'missing', doubtful: true, problem: expect.stringContaining('Another folder is at') },
    ]);
    const known = device.rows();
    expect(Object.keys(known)).toEqual(expect.arrayContaining(['DCIM/day4']));
    expect(Object.keys(known).filter((path) => path.startsWith('Pictures/'))).toEqual([]);
    await expectSettled(device);
    renameSync(folder, other);
    renameSync(away, folder);
    await device.scan();
    await expectAgreement(device);
    await expectSettled(device);
    for (const [path, { _id }] of Object.entries(known)) expect(device.rows()[path]).toMatchObject({ _id });
    renameSync(folder, away);
    renameSync(other, folder);
    device.volumes.acceptFolder('primary');
    await device.scan();
    expect(device.volumes.list()).toMatchObject([{ state: 'ready' }]);
    await expectAgreement(device);
    await expectSettled(device);
    const there = (lines: readonly string[], name: string) =>
      lines.map((line) => line.replace(folder, join(root.path, name)));
    const after = [folderState(away).slice(1), there(folderState(folder).slice(1), 'other')];
    expect([there(before[0] ?? [], 'away'), before[1]]).toEqual(after);
  });
});

describe('a file between the look at it and the opening', () => {
  const changes: Readonly<Record<string, (path: string) => void>> = {
    grows: (path) => appendFileSync(path, new Uint8Array(50_000)),
    shrinks: (path) => truncateSync(path, 100),
    'becomes empty': (path) => truncateSync(path, 0),
    vanishes: (path) => unlinkSync(path),
    'becomes a directory': (path) => {
      unlinkSync(path);
      mkdirSync(path);
    },
    'becomes unreadable': (path) => chmodSync(path, 0),
    'gives its name to another': (path) => renameSync(path, `${path}.new.jpg`),
  };

  test.each(Object.entries(changes))('%s', async (_, change) => {
    using root = temporary();
    writeLibrary(root.path, 200);
    const hit = (path: string) => /\/\d*7\.jpg$/.test(path);
    const isOf = (line: string) => /\/\d*7\.jpg( |\.new)/.test(line);
    const untouched = () => folderState(root.path).filter((line) => line.includes('.jpg ') && !isOf(line));
    const before = untouched();
    const changed = new Set<string>();
    const onAsked = (paths: readonly string[]) => {
      for (const path of paths.filter((asked) => hit(asked) && !changed.has(asked))) {
        changed.add(path);
        change(path);
      }
    };
    await using device = new ScanFixture({ folder: root.path, onAsked });
    await device.scan();
    expect(changed.size).toBe(20);
    expect(device.volumes.list()).toMatchObject([{ state: 'ready' }]);
    // The next look sees what has changed; nothing of what was said in between stays.
    await device.scan();
    await expectAgreement(device);
    await expectSettled(device);
    expect(untouched()).toEqual(before);
  });
});

test('a clock that jumps back and forth over ages changes when rows say they were added, and nothing else', async () => {
  using root = temporary();
  writeLibrary(root.path, COUNT);
  const before = folderState(root.path);
  await using device = new ScanFixture({ folder: root.path });
  const years = [1971, 2099, 1999, 2038, 2024].map((year) => Date.UTC(year, 0, 1));
  let commits = 0;
  device.clock.setManual(Date.UTC(2024, 0, 1));
  const jump = () => device.clock.setManual(years[commits++ % years.length] ?? 0);
  using _jumping = device.database.onCommit(jump);
  const shown: (number | null | undefined)[] = [];
  using _watching = device.volumes.onChange(() => {
    const [state] = device.volumes.list();
    shown.push(state?.rate, state?.remaining);
  });
  await device.scan();
  expect(commits).toBeGreaterThan(1);
  expect(shown.filter((number) => typeof number === 'number' && !(number >= 0 && number < 1e9))).toEqual([]);
  expect(device.volumes.list()).toMatchObject([{ state: 'ready', files: COUNT, indexed: COUNT }]);
  const added = new Set(Object.values(device.rows()).map(({ date_added }) => Number(date_added) * 1000));
  expect([...added].filter((time) => !years.includes(time))).toEqual([]);
  await expectAgreement(device);
  for (const now of years) {
    device.clock.setManual(now);
    await expectSettled(device);
  }
  expect(folderState(root.path)).toEqual(before);
});
