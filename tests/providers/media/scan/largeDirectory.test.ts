// A directory of which only the names are held has the rows that it would have if it were looked at whole.
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Slices } from '../../../../main/device/realTime.ts';
import type { KnownRow } from '../../../../main/providers/media/db/scannedRow.ts';
import { compareDirectory, type DirectoryFindings } from '../../../../main/providers/media/scan/directoryRows.ts';
import type { WalkedFile } from '../../../../main/providers/media/scan/scanItem.ts';
import { ScanFixture } from './scanFixture.ts';

const LONG_AGO = 1_600_000_000;

function fill({ folder, write }: Pick<ScanFixture, 'folder' | 'write'>): void {
  for (let i = 0; i < 40; i++) write(`DCIM/${i}.txt`, `number ${i}`);
  for (const path of ['DCIM/.nomedia/in.txt', 'DCIM/Trip/a.txt', 'DCIM/.hidden/b.txt', 'Android/data/c.txt', 'z.txt'])
    write(path, path);
  symlinkSync(join(folder, 'z.txt'), join(folder, 'DCIM/link.txt'));
  symlinkSync('/etc', join(folder, 'DCIM/out'));
  writeFileSync(Buffer.concat([Buffer.from(join(folder, 'DCIM/')), Buffer.from([0xff, 0x2e])]), 'no UTF-8');
  mkdirSync(join(folder, 'DCIM/Empty'));
  write('DCIM/deleted \ufffd.txt', 'a name of its own');
}

function change({ folder, write }: Pick<ScanFixture, 'folder' | 'write'>): void {
  const at = (path: string) => join(folder, 'DCIM', path);
  for (const i of [3, 4, 5]) rmSync(at(`${i}.txt`));
  write('DCIM/6.txt', 'another length');
  utimesSync(at('7.txt'), LONG_AGO, LONG_AGO);
  renameSync(at('8.txt'), at('8.TXT'));
  write('DCIM/9.TXT', 'a double');
  write('DCIM/new.txt', 'new');
  renameSync(at('Trip'), at('Journey'));
  rmSync(at('.nomedia'), { recursive: true });
}

async function statesOf(largeDirectory: number) {
  await using device = new ScanFixture({ largeDirectory });
  const files = {
    folder: device.folder,
    write: (path: string, bytes: string | Uint8Array) => device.write(path, bytes),
  };
  const state = () => ({
    rows: Object.entries(device.rows())
      .map(([path, { media_type, _size, is_pending }]) => ({ path, media_type, _size, is_pending }))
      // Directories of the same moment are walked in any order.
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    log: device.log.splice(0).sort(),
    volume: device.volumes.list().map(({ state, files, indexed, skipped }) => ({ state, files, indexed, skipped })),
  });
  fill(files);
  device.volume.files.deleteFile('DCIM/deleted \ufffd.txt');
  await device.scan();
  const first = state();
  await device.scan();
  const second = state();
  change(files);
  await device.scan();
  return { first, second, third: state() };
}

test('first, again, and after changes', async () => {
  const [whole, byName] = [await statesOf(1_000), await statesOf(0)];
  expect(byName).toEqual(whole);
  expect(whole.first.log).toEqual([
    expect.stringMatching(/DCIM\/out is a link that leads out of the folder/),
    expect.stringMatching(/DCIM\/.* has a name that is not UTF-8/),
  ]);
  expect(whole.second.rows).toEqual(whole.first.rows);
  expect(whole.third.rows.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['DCIM/8.TXT', 'DCIM/Journey/a.txt']),
  );
  expect(whole.third.volume).toMatchObject([{ state: 'ready', files: 42 }]);
});

test('closing in the middle writes nothing afterwards', async () => {
  await using device = new ScanFixture({ largeDirectory: 0 });
  for (let i = 0; i < 300; i++) device.write(`${i}.txt`, 'x');
  const scan = device.scan();
  await device.scanner.close();
  const rows = Object.keys(device.rows()).length;
  await scan;
  expect(Object.keys(device.rows())).toHaveLength(rows);
});

test('the numbers go on while nothing in it has changed', async () => {
  const files = Object.fromEntries(Array.from({ length: 2_100 }, (_, i) => [`${i}.txt`, 'x']));
  await using device = new ScanFixture({ files, largeDirectory: 0 });
  await device.scan();
  const shown = new Set<number>();
  using _ = device.volumes.onChange(() => {
    for (const { state, indexed } of device.volumes.list()) if (state === 'scanning') shown.add(indexed);
  });
  await device.scan();
  expect([...shown]).toContain(1_024);
  expect(device.volumes.list()).toMatchObject([{ state: 'ready', files: 2_100, indexed: 2_100 }]);
});

const DIRECTORY = '/storage/emulated/0/DCIM';

/** Compares a directory of some files, of which only the names are known, with the rows they had. */
function compared(names: readonly string[], look: (file: WalkedFile) => WalkedFile | null, told: DirectoryFindings) {
  const files = names.map((name) => {
    const path = `${DIRECTORY}/${name}`;
    return { path, realPath: path, isDirectory: false, hidden: false, size: 1, mtimeMs: 1_000 };
  });
  const rows = files.map(
    ({ path }, index): KnownRow => ({
      ...{ _id: index + 1, _data: path, _size: 1, date_modified: 1, media_type: 6, format: 12_288, _modifier: 3 },
      ...{ is_pending: 0, is_trashed: 0, date_expires: null, generation_added: 1 },
    }),
  );
  const rowsBetween = (from: string, to: string) => rows.filter(({ _data }) => _data >= from && _data < to);
  const directory = {
    ...{ path: DIRECTORY, files: new Map(names.map((name) => [name, null])), directories: [] },
    look: (name: string) => look(files[names.indexOf(name)] ?? fail()),
  };
  return compareDirectory({ store: { rowsBetween }, isSpelledSo: () => true, slices: new Slices() }, directory, told);
}

function fail(): never {
  throw new Error('Nothing was listed under this name.');
}

function findings(own: Partial<DirectoryFindings>): DirectoryFindings {
  const others = { changed: () => null, unchanged: () => null, double: fail, gone: () => {}, goneBelow: fail };
  return { ...others, stopped: () => false, ...own };
}

test('a file that is away at the first look, and written anew at the next, is no double of itself', async () => {
  const told: unknown[] = [];
  const changed = (file: WalkedFile, isNew: boolean) => {
    told.push([file.path, isNew]);
    return null;
  };
  let looks = 0;
  const look = (file: WalkedFile) => (++looks === 1 ? null : file);
  await compared(['a.txt'], look, findings({ changed }));
  expect(told).toEqual([[`${DIRECTORY}/a.txt`, false]]);
});

test('a pause is kept in the middle of what has not changed', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let unchanged = 0;
  const told = findings({ unchanged: () => (++unchanged === 2 ? promise : null) });
  const comparison = compared(['a.txt', 'b.txt', 'c.txt'], (file) => file, told);
  await new Promise((turn) => setImmediate(turn));
  expect(unchanged).toBe(2);
  resolve();
  await comparison;
  expect(unchanged).toBe(3);
});
