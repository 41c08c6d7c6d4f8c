// What a scan of a large library has to do besides being right: go on, wait, and not do things twice.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ScanProgress, type ShownProgress } from '../../../../main/providers/media/scan/scanProgress.ts';
import { jpeg } from '../../../mediaextractor/pictures.ts';
import { ScanFixture } from './scanFixture.ts';

const photo = await jpeg(64, 48);
const many = (count: number, directory = 'DCIM/Camera') =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${directory}/${n}.jpg`, photo]));

test('a first scan that was killed goes on where it was: what is committed is not read again', async () => {
  const home = mkdtempSync(join(tmpdir(), 'scopebox-killed-'));
  const folder = join(home, 'folder');
  const database = join(home, 'external.db');
  try {
    {
      await using library = new ScanFixture({});
      for (const [path, bytes] of Object.entries(many(600))) library.write(path, bytes);
      renameSync(library.folder, folder);
    }
    const script = fileURLToPath(new URL('killedScan.ts', import.meta.url));
    const killed = spawnSync(process.execPath, [script, folder, database], { timeout: 60_000 });
    expect(killed.signal).toBe('SIGKILL');
    await using device = new ScanFixture({ folder, database });
    const committed = device.database.all<{ _data: string }>('SELECT _data FROM files WHERE format <> 0x3001');
    expect(committed.length).toBeGreaterThanOrEqual(64);
    expect(committed.length).toBeLessThan(600);
    const read = new Set(committed.map(({ _data }) => join(folder, _data.slice(device.volume.path.length))));
    await device.scan();
    expect(device.asked.filter((path) => read.has(path))).toEqual([]);
    expect(device.asked).toHaveLength(600 - committed.length);
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', files: 600, indexed: 600 }]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

describe('pausing', () => {
  test('a paused scan has committed what it read, and goes on when it is told to', async () => {
    await using device = new ScanFixture({ files: { ...many(200), ...many(200, 'Pictures'), ...many(200, 'Movies') } });
    const whole = device.scan();
    const paused = new Promise<void>((resolve) => {
      const listening = device.database.onCommit(() => {
        listening[Symbol.dispose]();
        device.scanner.pause(device.volume);
        resolve();
      });
    });
    await paused;
    // A single file of an app does not wait.
    device.write('Download/new.jpg', photo);
    await device.scanner.scanFile(`${device.volume.path}/Download/new.jpg`);
    expect(device.volumes.list()).toMatchObject([{ state: 'scanning', paused: true }]);
    expect(Object.keys(device.rows())).toContain('Download/new.jpg');
    device.scanner.resume(device.volume);
    await whole;
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', paused: false }]);
    expect(Object.keys(device.rows()).filter((path) => path.endsWith('.jpg'))).toHaveLength(601);
    expect(new Set(device.asked).size).toBe(device.asked.length);
  });

  test('what changes while scans wait is found afterwards', async () => {
    await using device = new ScanFixture({ files: many(3) });
    await device.scan();
    device.scanner.pause(device.volume);
    device.write('DCIM/Camera/new.jpg', photo);
    const found = device.scanner.scanFiles([`${device.volume.path}/DCIM/Camera/new.jpg`]);
    expect(device.rows()['DCIM/Camera/new.jpg']).toBeUndefined();
    device.scanner.resume(device.volume);
    await found;
    expect(device.rows()['DCIM/Camera/new.jpg']).toMatchObject({ width: 64 });
  });

  test('a paused scan does not keep the device from being switched off', async () => {
    await using device = new ScanFixture({ files: many(300) });
    device.scanner.pause(device.volume);
    const whole = device.scan();
    await device.scanner.close();
    await whole;
    expect(device.rows()).toEqual({});
  });
});

describe('names that differ only in case', () => {
  test('a file and a directory that are only spelled otherwise keep their rows', async () => {
    await using device = new ScanFixture({ files: { 'Pictures/Trip/a.jpg': photo, 'Pictures/b.jpg': photo } });
    await device.scan();
    const before = device.rows();
    renameSync(join(device.folder, 'Pictures/Trip'), join(device.folder, 'Pictures/TRIP'));
    renameSync(join(device.folder, 'Pictures/b.jpg'), join(device.folder, 'Pictures/B.JPG'));
    await device.scan();
    const after = device.rows();
    expect(Object.keys(after).sort()).toEqual(['Pictures', 'Pictures/B.JPG', 'Pictures/TRIP', 'Pictures/TRIP/a.jpg']);
    expect(after['Pictures/TRIP']?._id).toBe(before['Pictures/Trip']?._id);
    expect(after['Pictures/TRIP/a.jpg']).toMatchObject({ _id: before['Pictures/Trip/a.jpg']?._id });
    expect(after['Pictures/B.JPG']).toMatchObject({ _id: before['Pictures/b.jpg']?._id, _display_name: 'B.JPG' });
  });

  test('told of both names, whatever their order, a scan of parts keeps the row, too', async () => {
    await using device = new ScanFixture({ files: { 'Pictures/b.jpg': photo } });
    await device.scan();
    const id = device.rows()['Pictures/b.jpg']?._id;
    const [low, high] = [`${device.volume.path}/Pictures/b.jpg`, `${device.volume.path}/Pictures/B.jpg`];
    renameSync(join(device.folder, 'Pictures/b.jpg'), join(device.folder, 'Pictures/B.jpg'));
    await device.scanner.scanFiles([low, high]);
    expect(device.rows()['Pictures/B.jpg']?._id).toBe(id);
    renameSync(join(device.folder, 'Pictures/B.jpg'), join(device.folder, 'Pictures/b.jpg'));
    await device.scanner.scanFiles([low, high]);
    expect(device.rows()['Pictures/b.jpg']?._id).toBe(id);
  });

  test('of two files that are both there one has the row, the same one at every scan', async () => {
    await using device = new ScanFixture({ files: { 'Pictures/c.jpg': photo, 'Pictures/C.jpg': photo } });
    await device.scan();
    const [before, generation] = [device.rows(), device.database.generation()];
    await device.scan();
    expect([device.rows(), device.database.generation()]).toEqual([before, generation]);
    expect(device.volumes.list()).toMatchObject([{ files: 2, indexed: 1, skipped: 1 }]);
  });
});

describe('many changes in one directory', () => {
  test('are one look at it: files new, changed and gone, and directories with all below them', async () => {
    await using device = new ScanFixture({ files: many(80) });
    await device.scan();
    const camera = join(device.folder, 'DCIM/Camera');
    for (let n = 0; n < 20; n++) rmSync(join(camera, `${n}.jpg`));
    for (let n = 20; n < 40; n++) utimesSync(join(camera, `${n}.jpg`), 1_000, 1_000);
    for (let n = 80; n < 100; n++) device.write(`DCIM/Camera/${n}.jpg`, photo);
    device.write('DCIM/Camera/Sub/deep/one.jpg', photo);
    mkdirSync(join(device.folder, 'DCIM/Camera/Unheard of'));
    device.asked.length = 0;
    const changed = [...Array(40).keys(), ...Array.from({ length: 20 }, (_, n) => 80 + n)];
    const path = `${device.volume.path}/DCIM/Camera`;
    await device.scanner.scanFiles([...changed.map((n) => `${path}/${n}.jpg`), `${path}/Sub`]);
    const rows = device.rows();
    expect(rows['DCIM/Camera/0.jpg']).toBeUndefined();
    expect(rows['DCIM/Camera/20.jpg']).toMatchObject({ date_modified: 1_000 });
    expect(rows['DCIM/Camera/99.jpg']).toMatchObject({ width: 64 });
    expect(rows['DCIM/Camera/Sub/deep/one.jpg']).toMatchObject({ width: 64 });
    expect(device.asked).toHaveLength(41);
    expect(device.volumes.list()).toMatchObject([{ files: 81, indexed: 81, total: 81 }]);
  });

  test('of a directory and what is in it are told once', async () => {
    await using device = new ScanFixture({ files: many(2, 'Pictures/New/Sub') });
    const { path } = device.volume;
    await device.scanner.scanFiles([
      `${path}/Pictures/New/Sub/0.jpg`,
      `${path}/Pictures/New`,
      `${path}/Pictures/New/Sub`,
    ]);
    expect(device.asked).toHaveLength(2);
  });

  test('whose directory is gone delete all that was in it', async () => {
    await using device = new ScanFixture({ files: { ...many(50), 'DCIM/Camera/Sub/a.jpg': photo } });
    await device.scan();
    rmSync(join(device.folder, 'DCIM'), { recursive: true });
    await device.scanner.scanFiles(Object.keys(many(50)).map((name) => `${device.volume.path}/${name}`));
    expect(Object.keys(device.rows())).toEqual(['DCIM']);
    await device.scan();
    expect(device.rows()).toEqual({});
  });
});

describe('progress', () => {
  const shown: ShownProgress[] = [];
  let now = 0;
  const progress = new ScanProgress(
    (numbers) => shown.push(numbers),
    () => now,
  );

  test('has a rate over the last seconds, and a remaining time once the total is known', () => {
    progress.files = 100;
    progress.indexed = 50;
    now = 1_000;
    progress.report();
    progress.indexed = 60;
    now = 1_050;
    progress.report();
    progress.total = 1_000;
    progress.indexed = 250;
    now = 5_000;
    progress.report();
    expect(shown).toEqual([
      { files: 100, indexed: 50, skipped: 0, total: null, rate: 50, remaining: null },
      { files: 100, indexed: 250, skipped: 0, total: 1_000, rate: 50, remaining: 15 },
    ]);
    for (now = 6_000; now <= 20_000; now += 1_000) {
      progress.indexed += 10;
      progress.report();
    }
    expect(shown.at(-1)).toMatchObject({ indexed: 400, rate: 10, remaining: 60 });
  });

  test('does not count a pause, and ends with what there was', () => {
    now = 100_000;
    progress.resumed();
    now = 101_000;
    progress.indexed += 20;
    progress.report();
    expect(shown.at(-1)).toMatchObject({ rate: 20 });
    progress.finish();
    expect(shown.at(-1)).toEqual({ files: 100, indexed: 420, skipped: 0, total: 100, rate: null, remaining: null });
  });
});
