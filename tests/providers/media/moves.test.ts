// A file and its row move together, whenever the process is killed and whatever the disk refuses.
import { copyFileSync, existsSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { computeValuesFromData } from '../../../main/providers/media/scan/fileUtils.ts';
import { Moves } from '../../../main/providers/media/write/moves.ts';
import { PlacesOnDisk } from '../../../main/providers/media/write/placesOnDisk.ts';
import { updateRows } from '../../../main/providers/media/write/writtenRows.ts';
import { jpeg } from '../../mediaextractor/pictures.ts';
import { ScanFixture } from './scan/scanFixture.ts';

const photo = await jpeg(64, 48);
const FROM = 'DCIM/Camera/a.jpg';
const TO = 'DCIM/Camera/.trashed-1702592000-a.jpg';

async function scanned(writeThrough = false) {
  const device = new ScanFixture({ writeThrough, files: { [FROM]: photo, 'DCIM/Camera/b.jpg': photo } });
  await device.scan();
  const { database, volumes, scanner, log, volume, clock } = device;
  const id = Number(device.rows()[FROM]?._id);
  database.transaction((write) => updateRows(write, [id], { is_favorite: 1, owner_package_name: 'com.app' }));
  const places = new PlacesOnDisk({ database, volumes, clock, mountedVolumes: () => [volume.volumeName] });
  const moves = new Moves({
    database,
    volumes,
    hold: (paths) => scanner.hold(paths),
    reserve: (path) => places.reserve(path),
    scanFile: (path) => scanner.scanFile(path),
    log: (line) => void log.push(line),
  });
  const move = { from: `${volume.path}/${FROM}`, to: `${volume.path}/${TO}` };
  return { device, moves, places, move, id };
}

const notes = (device: ScanFixture) => device.database.all('SELECT * FROM moves');

test('a move is the file and the row', async () => {
  const { device, moves, move, id } = await scanned();
  await using _device = device;
  await moves.run(move, (write) => void updateRows(write, [id], { ...computeValuesFromData(move.to) }));
  expect(device.rows()[TO]).toMatchObject({ _id: id, is_trashed: 1, is_favorite: 1 });
  expect([device.volume.files.stat(FROM), notes(device)]).toEqual([null, []]);
});

test('a file of somebody below the one that moves has a row of its own then', async () => {
  const { device, moves, move, id } = await scanned();
  await using _device = device;
  await device.volume.files.openForWriting(FROM, { truncate: false });
  device.write(FROM, await jpeg(16, 8));
  await moves.run(move, (write) => void updateRows(write, [id], { ...computeValuesFromData(move.to) }));
  await device.scanner.idle();
  expect(device.rows()).toMatchObject({ [TO]: { _id: id }, [FROM]: { width: 16, owner_package_name: null } });
});

test('a file of somebody, put at the new place after it was found free, is not replaced', async () => {
  const { device, moves, move } = await scanned();
  await using _device = device;
  writeFileSync(await device.volume.files.openForWriting(TO, { truncate: false }), 'theirs');
  await expect(moves.run(move, () => {})).rejects.toMatchObject({ code: 'EEXIST' });
  expect(device.volume.files.stat(TO)?.size).toBe('theirs'.length);
  expect([device.volume.files.stat(FROM)?.size, notes(device)]).toEqual([photo.length, []]);
});

test('a killed process that had moved the file finds the row moved at its next start', async () => {
  const { device, moves, move, id } = await scanned();
  await using _device = device;
  device.database.transaction((write) =>
    write.run('INSERT INTO moves (from_data, to_data) VALUES (?, ?)', move.from, move.to),
  );
  await device.volume.files.moveFile(FROM, TO);
  await moves.recover();
  await device.scan();
  const facts = { _id: id, is_trashed: 1, date_expires: 1702592000, is_favorite: 1, owner_package_name: 'com.app' };
  expect(device.rows()[TO]).toMatchObject(facts);
  expect([device.rows()[FROM], notes(device)]).toEqual([undefined, []]);
});

test('a killed process that had not moved the file yet finds everything as it was', async () => {
  const { device, moves, move, id } = await scanned();
  await using _device = device;
  device.database.transaction((write) =>
    write.run('INSERT INTO moves (from_data, to_data) VALUES (?, ?)', move.from, move.to),
  );
  await moves.recover();
  await device.scan();
  expect(device.rows()[FROM]).toMatchObject({ _id: id, is_trashed: 0, is_favorite: 1 });
  expect([device.rows()[TO], notes(device)]).toEqual([undefined, []]);
});

test('a killed process that had deleted the file of a pending item leaves no row behind', async () => {
  const { device, moves, move, id } = await scanned();
  await using _device = device;
  const pending = `${device.volume.path}/DCIM/Camera/.pending-4102444800-a.jpg`;
  await moves.run({ from: move.from, to: pending }, (write) => {
    updateRows(write, [id], { ...computeValuesFromData(pending) });
  });
  const killedAt = async (deleted: boolean) => {
    device.database.transaction((write) =>
      write.run('INSERT INTO moves (from_data, to_data) VALUES (?, ?)', pending, ''),
    );
    if (deleted) device.volume.files.deleteFile('DCIM/Camera/.pending-4102444800-a.jpg');
    await moves.recover();
    await device.scan();
    return [device.rows()['DCIM/Camera/.pending-4102444800-a.jpg']?._id, notes(device)];
  };
  expect(await killedAt(false)).toEqual([id, []]);
  expect(await killedAt(true)).toEqual([undefined, []]);
});

test('a row that cannot be written leaves the file where it was', async () => {
  const { device, moves, move, id } = await scanned();
  await using _device = device;
  const b = `${device.volume.path}/DCIM/Camera/b.jpg`;
  const failing = moves.run(move, (write) => void updateRows(write, [id], { _data: b }));
  await expect(failing).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' });
  expect(device.volume.files.stat(FROM)).toMatchObject({ size: photo.length });
  expect(device.rows()[FROM]).toMatchObject({ _id: id });
  expect([device.volume.files.stat(TO), notes(device)]).toEqual([null, []]);
});

test('a disk that is full leaves file and row where they were', async () => {
  const { device, moves, move, id } = await scanned();
  await using _device = device;
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  Object.assign(device.volume.files, { moveFile: () => Promise.reject(full) });
  await expect(moves.run(move, () => undefined)).rejects.toBe(full);
  expect(device.rows()[FROM]).toMatchObject({ _id: id });
  expect([device.volume.files.stat(TO), notes(device)]).toEqual([null, []]);
});

test('a killed process had moved a file to where a row waits for another one: the file goes back', async () => {
  const { device, moves, move, id } = await scanned();
  await using _device = device;
  const insert = 'INSERT INTO files (_data, _display_name, is_pending, generation_added) VALUES (?, ?, 1, 1)';
  device.database.transaction((write) => {
    write.run(insert, move.to, 'waiting.jpg');
    write.run('INSERT INTO moves (from_data, to_data) VALUES (?, ?)', move.from, move.to);
  });
  await device.volume.files.moveFile(FROM, TO);
  await moves.recover();
  await device.scan();
  expect(device.rows()[FROM]).toMatchObject({ _id: id, owner_package_name: 'com.app' });
  expect(device.rows()[TO]?._id).not.toBe(id);
  expect(device.volume.files.stat(FROM)).toMatchObject({ size: photo.length });
  expect([device.volume.files.stat(TO), notes(device)]).toEqual([null, []]);
});

test('a directory that a killed process had moved to where rows wait goes back as a whole', async () => {
  const { device, moves } = await scanned();
  await using _device = device;
  const [from, to] = ['DCIM/Camera', 'DCIM/Elsewhere'].map((path) => `${device.volume.path}/${path}`);
  const before = device.rows();
  device.database.transaction((write) => {
    write.run('INSERT INTO files (_data, is_pending) VALUES (?, 1)', `${to}/b.jpg`);
    write.run('INSERT INTO moves (from_data, to_data) VALUES (?, ?)', from ?? '', to ?? '');
  });
  await device.volume.files.moveDirectory('DCIM/Camera', 'DCIM/Elsewhere');
  await moves.recover();
  await device.scan();
  expect([notes(device), device.volume.files.stat('DCIM/Elsewhere')]).toEqual([[], null]);
  for (const path of ['DCIM/Camera', FROM, 'DCIM/Camera/b.jpg'])
    expect(device.rows()[path]?._id).toBe(before[path]?._id);
});

// A time that any file system keeps to the last digit.
const MODIFIED = 1_600_000_000_000;

test('a file that somebody put where a moved one was before a kill takes nothing from it, however alike', async () => {
  const { device, moves, move, id } = await scanned();
  await using _device = device;
  device.database.transaction((write) =>
    write.run('INSERT INTO moves (from_data, to_data) VALUES (?, ?)', move.from, move.to),
  );
  const { files } = device.volume;
  await files.setLastModified(FROM, MODIFIED);
  await files.moveFile(FROM, TO);
  writeFileSync(await files.openForWriting(FROM, { truncate: true }), photo.toReversed());
  await files.setLastModified(FROM, MODIFIED);
  await moves.recover();
  await device.scan();
  expect(device.rows()[FROM]).toMatchObject({ _id: id });
  expect([files.stat(TO)?.size, notes(device)]).toEqual([photo.length, []]);
});

describe.each([true, false])(
  'a copy of their own, which somebody put at the new place, write-through %o',
  (through) => {
    const copied = async () => {
      const fixture = await scanned(through);
      const [from, to] = [FROM, TO].map((path) => join(fixture.device.folder, path));
      const copy = () => {
        copyFileSync(from ?? '', to ?? '');
        for (const path of [from, to]) utimesSync(path ?? '', MODIFIED / 1_000, MODIFIED / 1_000);
      };
      const left = () => [existsSync(to ?? ''), fixture.device.volume.files.stat(TO)?.size, notes(fixture.device)];
      return { ...fixture, copy, left };
    };

    test('stays where the process was killed before the move', async () => {
      const { device, moves, move, id, copy, left } = await copied();
      await using _device = device;
      device.database.transaction((write) =>
        write.run('INSERT INTO moves (from_data, to_data) VALUES (?, ?)', move.from, move.to),
      );
      copy();
      await moves.recover();
      expect(left()).toEqual([true, photo.length, []]);
      expect(device.rows()[FROM]).toMatchObject({ _id: id });
    });

    test('stays where the move was refused for it', async () => {
      const { device, moves, move, copy, left } = await copied();
      await using _device = device;
      const { files } = device.volume;
      // At the last moment.
      Object.assign(files, {
        moveFile: (from: string, to: string) => {
          copy();
          return Promise.reject(Object.assign(new Error(`${from} cannot take the place of ${to}`), { code: 'EEXIST' }));
        },
      });
      await expect(moves.run(move, () => undefined)).rejects.toMatchObject({ code: 'EEXIST' });
      expect(left()).toEqual([true, photo.length, []]);
    });
  },
);

test('the place that a file leaves is taken until its row has left it, too', async () => {
  const { device, moves, places, move, id } = await scanned();
  await using _device = device;
  const { files } = device.volume;
  const moveFile = files.moveFile.bind(files);
  const taken: boolean[] = [];
  const look = () => void taken.push(files.stat(FROM) !== null, places.exists(move.from), places.exists(move.to));
  const moveAndLook = async (from: string, to: string) => {
    await moveFile(from, to);
    look();
  };
  Object.assign(files, { moveFile: moveAndLook });
  await moves.run(move, (write) => void updateRows(write, [id], { ...computeValuesFromData(move.to) }));
  look();
  expect(taken).toEqual([false, true, true, false, false, true]);
});

test('while the folder is away nothing of it is renamed, and what a killed process was at waits', async () => {
  const { device, moves, move, id } = await scanned(true);
  await using _device = device;
  const { database, folder, volume } = device;
  database.transaction((write) => {
    write.run('INSERT INTO moves (from_data, to_data) VALUES (?, ?)', move.from, move.to);
    write.run('INSERT INTO moves (from_data, to_data) VALUES (?, ?)', `${volume.path}/DCIM/Camera/b.jpg`, '');
  });
  renameSync(join(folder, FROM), join(folder, TO));
  renameSync(folder, `${folder}-away`);
  const to = `${volume.path}/DCIM/Camera/c.jpg`;
  await expect(moves.run({ from: `${volume.path}/DCIM/Camera/b.jpg`, to }, () => {})).rejects.toMatchObject({
    code: 'EIO',
  });
  await moves.recover();
  expect([notes(device).length, Object.keys(device.rows()).length]).toEqual([2, 4]);
  renameSync(`${folder}-away`, folder);
  await moves.recover();
  await device.scan();
  expect(device.rows()[TO]).toMatchObject({ _id: id, is_favorite: 1 });
  expect(notes(device)).toEqual([]);
});
