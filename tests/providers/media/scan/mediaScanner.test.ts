import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Volume } from '../../../../main/device/volumes.ts';
import { animated, jpeg, png } from '../../../mediaextractor/pictures.ts';
import { ScanFixture } from './scanFixture.ts';

const photo = await jpeg(64, 48);

describe('a first scan', () => {
  test('writes a row for every file and directory, the parent first', async () => {
    await using device = new ScanFixture({ files: { 'DCIM/Camera/IMG_1.jpg': photo, 'Download/notes.txt': 'x' } });
    await device.scan();
    const rows = device.rows();
    expect(Object.keys(rows).sort()).toEqual([
      'DCIM',
      'DCIM/Camera',
      'DCIM/Camera/IMG_1.jpg',
      'Download',
      'Download/notes.txt',
    ]);
    expect(rows['DCIM/Camera/IMG_1.jpg']).toMatchObject({
      mime_type: 'image/jpeg',
      media_type: 1,
      width: 64,
      height: 48,
      resolution: '64×48',
      orientation: 90,
      datetaken: Date.UTC(2023, 4, 6, 5, 8, 9, 120),
      bucket_display_name: 'Camera',
      relative_path: 'DCIM/Camera/',
      title: 'IMG_1',
      exposure_time: '2.5E-4',
      iso: 100,
      _special_format: 0,
      date_added: 1_700_000_000,
      parent: rows['DCIM/Camera']?._id,
    });
    expect(rows['Download/notes.txt']).toMatchObject({ media_type: 6, is_download: 1, width: null });
    expect(rows['DCIM/Camera']).toMatchObject({ mime_type: null, format: 0x3001, parent: rows.DCIM?._id });
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', files: 2, indexed: 2, skipped: 0, problem: null }]);
  });

  test('of an empty folder is ready at once', async () => {
    await using device = new ScanFixture({});
    await device.scan();
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', files: 0, indexed: 0 }]);
  });

  test('types a file by its name, refines by its bytes, and drops nothing that is broken', async () => {
    const files = {
      'zero.jpg': '',
      'cut.jpg': photo.subarray(0, photo.length - 20),
      'really-png.jpg': await png(10, 20),
      'moving.jpg': await animated('gif'),
      'photo.txt': photo,
      'broken.mp4': 'no film',
    };
    await using device = new ScanFixture({ files });
    await device.scan();
    const rows = device.rows();
    expect(rows['zero.jpg']).toMatchObject({ media_type: 1, width: null, _size: 0, title: 'zero' });
    expect(rows['cut.jpg']).toMatchObject({ width: 64, height: 48 });
    expect(rows['really-png.jpg']).toMatchObject({ mime_type: 'image/jpeg', width: 10, height: 20 });
    expect(rows['moving.jpg']).toMatchObject({ mime_type: 'image/jpeg', _special_format: 1 });
    expect(rows['photo.txt']).toMatchObject({ media_type: 6, width: null });
    expect(rows['broken.mp4']).toMatchObject({ media_type: 3, artist: '<unknown>', duration: null });
    expect(device.log.some((line) => line.includes('zero.jpg'))).toBe(true);
  });

  test('hides what Android hides, and leaves every .nomedia where it is', async () => {
    const files = {
      'DCIM/Camera/.nomedia': '',
      'DCIM/Camera/a.jpg': photo,
      'Pictures/Private/.nomedia': '',
      'Pictures/Private/deep/b.jpg': photo,
      '.secret/c.jpg': photo,
      'Android/data/com.app/d.jpg': photo,
      'Music/AlbumArtSmall.jpg': photo,
    };
    await using device = new ScanFixture({ files });
    await device.scan();
    const rows = device.rows();
    expect(rows['DCIM/Camera/a.jpg']?.media_type).toBe(1);
    expect(rows['DCIM/Camera/.nomedia']).toBeDefined();
    expect(rows['Pictures/Private/deep/b.jpg']).toMatchObject({ media_type: 0, mime_type: 'image/jpeg' });
    expect(rows['.secret/c.jpg']?.media_type).toBe(0);
    expect(rows['Music/AlbumArtSmall.jpg']?.media_type).toBe(0);
    expect(rows['Android/data/com.app/d.jpg']).toBeUndefined();
  });

  test('takes any name a file system has, and tells of those it cannot', async () => {
    await using device = new ScanFixture({
      files: { 'a\nb.jpg': photo, '😀.jpg': photo, "it's %_.jpg": photo, 'Ünï.jpg': photo },
    });
    writeFileSync(
      Buffer.concat([Buffer.from(`${device.folder}/bad-`), Buffer.from([0xff, 0xfe]), Buffer.from('.jpg')]),
      photo,
    );
    device.write('Same.jpg', photo);
    device.write('same.JPG', photo);
    await device.scan();
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', indexed: 5, skipped: 2 }]);
    expect(device.rows()['a\nb.jpg']).toMatchObject({ _display_name: 'a\nb.jpg', width: 64 });
  });

  test('symbolic links are not followed: inside they would show things twice, outside stays outside', async () => {
    await using device = new ScanFixture({ files: { 'a/one.jpg': photo } });
    symlinkSync('..', join(device.folder, 'a', 'up'));
    symlinkSync('.', join(device.folder, 'a', 'self'));
    symlinkSync(tmpdir(), join(device.folder, 'out'));
    symlinkSync('/etc/passwd', join(device.folder, 'passwd.jpg'));
    symlinkSync('a/one.jpg', join(device.folder, 'two.jpg'));
    await device.scan();
    expect(Object.keys(device.rows()).sort()).toEqual(['a', 'a/one.jpg']);
  });

  test('goes as deep as directories go', async () => {
    await using device = new ScanFixture({ files: { [`${'d/'.repeat(150)}x.jpg`]: photo } });
    await device.scan();
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', indexed: 1 }]);
  });

  test('survives a file that kills the media process', async () => {
    const entry = fileURLToPath(new URL('../../../mediaextractor/crashingEntry.ts', import.meta.url));
    await using device = new ScanFixture({ files: { 'a.jpg': 'x', 'poison.jpg': 'x', 'z.jpg': 'x' }, entry });
    await device.scan();
    const widths = Object.values(device.rows()).map(({ _display_name, width }) => [_display_name, width]);
    expect(Object.fromEntries(widths)).toEqual({ 'a.jpg': 1, 'poison.jpg': null, 'z.jpg': 1 });
    expect(device.extractor.unreadable.size).toBe(1);
    expect(device.volumes.list()[0]?.state).toBe('ready');
  });
});

describe('a later scan', () => {
  test('changes no generation when nothing changed', async () => {
    await using device = new ScanFixture({ files: { 'DCIM/a.jpg': photo } });
    await device.scan();
    const before = device.database.generation();
    await device.scan();
    expect(device.database.generation()).toBe(before);
  });

  test('keeps the id of a changed file and deletes what is gone', async () => {
    await using device = new ScanFixture({ files: { 'a.jpg': photo, 'b/c.jpg': photo, 'd.jpg': photo } });
    await device.scan();
    const before = device.rows();
    device.write('a.jpg', await jpeg(10, 10));
    rmSync(join(device.folder, 'b'), { recursive: true });
    renameSync(join(device.folder, 'd.jpg'), join(device.folder, 'e.jpg'));
    await device.scan();
    const after = device.rows();
    expect(after['a.jpg']).toMatchObject({ _id: before['a.jpg']?._id, width: 10 });
    expect(Object.keys(after).sort()).toEqual(['a.jpg', 'e.jpg']);
    expect(after['e.jpg']?._id).not.toBe(before['d.jpg']?._id);
  });

  test('a folder that is gone keeps its rows until it is back', async () => {
    await using device = new ScanFixture({ files: { 'a.jpg': photo } });
    await device.scan();
    const away = `${device.folder}-away`;
    renameSync(device.folder, away);
    await device.scan();
    expect(device.volumes.list()).toMatchObject([
      { state: 'missing', problem: expect.stringContaining(device.folder) },
    ]);
    expect(Object.keys(device.rows())).toEqual(['a.jpg']);
    renameSync(away, device.folder);
    await device.scanner.scanFiles([device.volume.path]);
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', indexed: 1, problem: null }]);
  });

  test('a folder that goes away during the scan keeps the rows of files not seen', async () => {
    await using device = new ScanFixture({ files: { 'a.jpg': photo, 'b/c.jpg': photo } });
    await device.scan();
    const { files: real } = device.volume;
    const files: Volume['files'] = {
      ...passedOn(real),
      readdirUpTo: (path, most) => {
        if (path === 'b') rmSync(device.folder, { recursive: true });
        return real.readdirUpTo(path, most);
      },
    };
    await device.scanner.scanVolume({ ...device.volume, files });
    expect(device.volumes.list()).toMatchObject([
      { state: 'missing', problem: expect.stringContaining('There is no folder') },
    ]);
    expect(Object.keys(device.rows()).sort()).toEqual(['a.jpg', 'b', 'b/c.jpg']);
  });

  test('a crowd of changes is one walk: what came is there, what went is gone', async () => {
    const names = Array.from({ length: 600 }, (_, index) => `n/${index}.txt`);
    await using device = new ScanFixture({ files: { 'n/old.txt': 'x' } });
    await device.scan();
    const { _id } = device.rows().n ?? {};
    rmSync(join(device.folder, 'n/old.txt'));
    for (const name of names) device.write(name, 'x');
    await device.scanner.scanFiles([...names, 'n/old.txt'].map((name) => `${device.volume.path}/${name}`));
    expect(Object.keys(device.rows()).sort()).toEqual(['n', ...names].sort());
    expect(device.rows().n?._id).toBe(_id);
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', files: 600, indexed: 600 }]);
  });

  test('a scan that the device itself cannot go on with is failed, not a missing folder', async () => {
    await using device = new ScanFixture({ files: { 'a.jpg': photo } });
    device.database.transaction((write) =>
      write.run("CREATE TRIGGER broken BEFORE INSERT ON files BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"),
    );
    await device.scan();
    expect(device.volumes.list()).toMatchObject([
      {
        state: 'failed',
        problem: expect.stringMatching(/ended early: .*What is indexed stays; start the device again/),
      },
    ]);
  });

  test('a directory that cannot be listed any more keeps its rows', async () => {
    await using device = new ScanFixture({ files: { 'a/b.jpg': photo, 'c.jpg': photo } });
    await device.scan();
    const files: Volume['files'] = {
      ...passedOn(device.volume.files),
      readdirUpTo: (path, most) =>
        path === 'a'
          ? Promise.reject(Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' }))
          : device.volume.files.readdirUpTo(path, most),
    };
    await device.scanner.scanVolume({ ...device.volume, files });
    expect(Object.keys(device.rows()).sort()).toEqual(['a', 'a/b.jpg', 'c.jpg']);
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', skipped: 1 }]);
    expect(device.log.at(-1)).toContain('EACCES');
  });
});

describe('single files', () => {
  test('new, changed and gone', async () => {
    await using device = new ScanFixture({ files: { 'DCIM/a.jpg': photo } });
    await device.scan();
    const { path } = device.volume;
    device.write('DCIM/New/b.jpg', photo);
    await device.scanner.scanFiles([`${path}/DCIM/New/b.jpg`]);
    const rows = device.rows();
    expect(rows['DCIM/New/b.jpg']).toMatchObject({ width: 64, parent: rows['DCIM/New']?._id });
    expect(device.volumes.list()).toMatchObject([{ files: 2, indexed: 2 }]);
    utimesSync(join(device.folder, 'DCIM/a.jpg'), 1_600_000_000, 1_600_000_000);
    await device.scanner.scanFiles([`${path}/DCIM/a.jpg`]);
    expect(device.rows()['DCIM/a.jpg']).toMatchObject({ _id: rows['DCIM/a.jpg']?._id, date_modified: 1_600_000_000 });
    rmSync(join(device.folder, 'DCIM/New'), { recursive: true });
    await device.scanner.scanFiles([`${path}/DCIM/New/b.jpg`, `${path}/DCIM/New`, '/nowhere/x.jpg']);
    expect(Object.keys(device.rows()).sort()).toEqual(['DCIM', 'DCIM/a.jpg']);
    expect(device.volumes.list()).toMatchObject([{ files: 1, indexed: 1 }]);
  });

  test('a .nomedia hides what is beside and below it, and its going shows it again', async () => {
    await using device = new ScanFixture({ files: { 'Pictures/X/a.jpg': photo, 'Pictures/X/y/b.jpg': photo } });
    await device.scan();
    const types = () =>
      Object.values(device.rows()).flatMap(({ media_type, mime_type }) =>
        mime_type === 'image/jpeg' ? [media_type] : [],
      );
    device.write('Pictures/X/.nomedia', '');
    await device.scanner.scanFiles([`${device.volume.path}/Pictures/X/.nomedia`]);
    expect(types()).toEqual([0, 0]);
    rmSync(join(device.folder, 'Pictures/X/.nomedia'));
    await device.scanner.scanFiles([`${device.volume.path}/Pictures/X/.nomedia`]);
    expect(types()).toEqual([1, 1]);
  });

  test('nothing below a directory Android never scans', async () => {
    await using device = new ScanFixture({ files: { 'Android/data/p/a.jpg': photo } });
    mkdirSync(join(device.folder, 'Android/obb'), { recursive: true });
    await device.scanner.scanFiles([`${device.volume.path}/Android/data/p/a.jpg`, `${device.volume.path}/Android/obb`]);
    expect(device.rows()['Android/data/p/a.jpg']).toBeUndefined();
  });
});

test('closing during a scan writes nothing afterwards', async () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}.jpg`, photo]));
  await using device = new ScanFixture({ files });
  const scan = device.scan();
  await device.scanner.close();
  const rows = Object.keys(device.rows()).length;
  await scan;
  expect(Object.keys(device.rows())).toHaveLength(rows);
  expect(device.volumes.list()[0]?.state).toBe('scanning');
});

/** Everything of a volume but what a test replaces. */
function passedOn(files: Volume['files']): Volume['files'] {
  return {
    stat: (path) => files.stat(path),
    resolve: (path) => files.resolve(path),
    readdir: (path) => files.readdir(path),
    readdirUpTo: (path, most) => files.readdirUpTo(path, most),
    openDirectory: (path) => files.openDirectory(path),
    moveFile: (from, to) => files.moveFile(from, to),
    deleteFile: (path) => files.deleteFile(path),
    clear: () => files.clear(),
    existsIgnoringCase: (path) => files.existsIgnoringCase(path),
    spelled: (path) => files.spelled(path),
    mkdirs: (path) => files.mkdirs(path),
    openForWriting: (path, options) => files.openForWriting(path, options),
    prepareFile: (path) => files.prepareFile(path),
    moveDirectory: (from, to) => files.moveDirectory(from, to),
    deleteDirectory: (path) => files.deleteDirectory(path),
    setLastModified: (path, mtimeMs) => files.setLastModified(path, mtimeMs),
  };
}

describe('one path beside a whole scan', () => {
  test('is scanned before the rest has been', async () => {
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`DCIM/Camera/${n}.jpg`, photo]));
    await using device = new ScanFixture({ files: { ...files, 'Movies/one.jpg': photo } });
    const whole = device.scan();
    await device.scanner.scanFile(`${device.volume.path}/Movies/one.jpg`);
    expect(device.rows()['Movies/one.jpg']).toMatchObject({ width: 64 });
    expect(device.volumes.list()).toMatchObject([{ state: 'scanning' }]);
    await whole;
    expect(Object.keys(device.rows())).toHaveLength(404);
  });

  test('neither writes nor deletes the row of a file that is moved meanwhile', async () => {
    await using device = new ScanFixture({ files: { 'Pictures/a.jpg': photo, 'DCIM/b.jpg': photo } });
    await device.scan();
    const { path, files } = device.volume;
    const [from, to] = [`${path}/Pictures/a.jpg`, `${path}/DCIM/a.jpg`];
    const id = device.rows()['Pictures/a.jpg']?._id;
    const whole = device.scan();
    {
      using _held = device.scanner.hold([from, to]);
      await files.moveFile('Pictures/a.jpg', 'DCIM/a.jpg');
      device.database.transaction((write) => write.run('UPDATE files SET _data = ? WHERE _id = ?', to, Number(id)));
    }
    await whole;
    expect([device.rows()['DCIM/a.jpg']?._id, device.rows()['Pictures/a.jpg']]).toEqual([id, undefined]);
  });
});

test('a look at the folder leaves what an app inserted and has not written yet; a scan does not', async () => {
  await using device = new ScanFixture({ files: { 'Pictures/a.txt': 'a' } });
  await device.scan();
  const unwritten = () => device.database.all('SELECT _id FROM files WHERE _data LIKE ?', '%unwritten.jpg').length;
  device.database.transaction((write) =>
    write.run(
      "INSERT INTO files (_data, volume_name, _modifier) VALUES (?, 'external_primary', 2)",
      `${device.volume.path}/Pictures/unwritten.jpg`,
    ),
  );
  await device.scanner.scanFiles([device.volume.path]);
  expect(unwritten()).toBe(1);
  await device.scan();
  expect(unwritten()).toBe(0);
});
