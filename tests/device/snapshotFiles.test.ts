import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { finishRestore, type SnapshotManifest } from '../../main/device/snapshotFiles.ts';
import { withFault } from './faultyDisk.ts';

const MANIFEST: SnapshotManifest = {
  ...{ format: 1, name: 's', savedAt: 1, folder: '/photos', bytes: 1, files: 1 },
  clock: { kind: 'system', currentTimeMillis: 1 },
  entries: ['device.json', 'media', 'volumes', 'usage.json'],
};

const OLD = [
  'device.json',
  'packages.json',
  'media/external.db',
  'media/external.db-wal',
  'thumbnails/1',
  'volumes/primary/changes.log',
];
const NEW = ['device.json', 'media/external.db', 'volumes/primary/files/a.jpg', 'usage.json'];
const KEPT = { 'device.pid': 'kept', 'snapshots/s/manifest.json': 'kept' };

function write(folder: string, paths: readonly string[], text: string): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'scopebox-home-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  write(home, OLD, 'old');
  write(home, Object.keys(KEPT), 'kept');
  write(join(home, 'restore/state'), NEW, 'new');
  writeFileSync(join(home, 'restore/manifest.json'), JSON.stringify(MANIFEST));
  return home;
}

function filesOf(home: string): Readonly<Record<string, string>> {
  const names = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1));
  // What was before is deleted in the background.
  const kept = paths.filter((path) => !path.startsWith('restored-')).sort();
  return Object.fromEntries(kept.map((path) => [path, readFileSync(join(home, path), 'utf8')]));
}

const WANTED = Object.fromEntries([...NEW.map((path) => [path, 'new']), ...Object.entries(KEPT)].sort());

test('a restore that is decided takes the place of everything the device keeps', () => {
  const home = newHome();
  expect(finishRestore(home)).toEqual(MANIFEST);
  expect(filesOf(home)).toEqual(WANTED);
  expect([finishRestore(home), filesOf(home)]).toEqual([null, WANTED]);
});

test.each(Array.from({ length: 10 }, (_, steps) => steps))(
  'killed after %i renames, the next start does the rest',
  (steps) => {
    const home = newHome();
    const before = join(home, 'restore/before');
    mkdirSync(before);
    const asides = ['device.json', 'media', 'packages.json', 'thumbnails', 'volumes'].map(
      (entry) => [join(home, entry), join(before, entry)] as const,
    );
    const places = MANIFEST.entries.map((entry) => [join(home, 'restore/state', entry), join(home, entry)] as const);
    for (const [from, to] of [...asides, ...places].slice(0, steps)) renameSync(from, to);
    finishRestore(home);
    expect(filesOf(home)).toEqual(WANTED);
  },
);

test('killed at every single change on the disk, too', async () => {
  for (let at = 1, failed = true; failed; at++) {
    const home = newHome();
    ({ failed } = await withFault({ kind: 'killed', at }, async () => void finishRestore(home)).catch(() => ({
      failed: true,
    })));
    finishRestore(home);
    expect([at, filesOf(home)]).toEqual([at, WANTED]);
  }
});

test('one that was not decided yet changes nothing', () => {
  const home = newHome();
  renameSync(join(home, 'restore'), join(home, 'restoring'));
  expect(finishRestore(home)).toBeNull();
  expect(filesOf(home)['device.json']).toBe('old');
  expect(existsSync(join(home, 'packages.json'))).toBe(true);
});
