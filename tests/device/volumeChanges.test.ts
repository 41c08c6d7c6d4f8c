import { appendFileSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MountedFiles } from '../../main/device/volumeAccess.ts';
import { listChanges } from '../../main/device/volumeChanges.ts';
import { newVolume } from './volumeFixture.ts';

const PHOTOS = { 'DCIM/a.jpg': 'A', 'DCIM/b.jpg': 'B', 'DCIM/Camera/c.jpg': 'C' };

const write = async (volume: MountedFiles, path: string, text: string, truncate = true) =>
  appendFileSync(await volume.openForWriting(path, { truncate }), text);
const told = async (volume: MountedFiles) =>
  (await listChanges(volume.layers)).entries.map(
    ({ kind, path, isDirectory, conflict }) =>
      `${kind} ${path}${isDirectory ? '/' : ''}${conflict === null ? '' : `: ${conflict}`}`,
  );

describe('what a volume shows otherwise than its folder', () => {
  test('is nothing at first, and after a look', async () => {
    const { volume } = newVolume(PHOTOS);
    await volume.readdir('DCIM');
    expect(await listChanges(volume.layers)).toMatchObject({ created: 0, changed: 0, deleted: 0, entries: [] });
  });

  test('is what was created, changed, moved and deleted, with its bytes', async () => {
    const { volume, lower } = newVolume(PHOTOS);
    await write(volume, 'New/n.jpg', 'new');
    await write(volume, 'DCIM/a.jpg', '+', false);
    await volume.moveFile('DCIM/b.jpg', 'DCIM/moved.jpg');
    await volume.deleteDirectory('DCIM/Camera');
    expect(await told(volume)).toEqual([
      ...['created New/', 'changed DCIM/a.jpg', 'created DCIM/moved.jpg', 'created New/n.jpg'].sort(byDepth),
      ...['deleted DCIM/b.jpg', 'deleted DCIM/Camera/c.jpg', 'deleted DCIM/Camera/'],
    ]);
    const counts = { created: 3, changed: 1, deleted: 3, conflicts: 0, bytes: 3 + 2 + 1 };
    expect(await listChanges(volume.layers)).toMatchObject({ folder: lower, ...counts });
  });

  test('is not what was made and deleted again, nor a move there and back of a file of the device', async () => {
    const { volume } = newVolume(PHOTOS);
    await write(volume, 'x.jpg', 'x');
    await volume.moveFile('x.jpg', 'DCIM/y.jpg');
    volume.deleteFile('DCIM/y.jpg');
    expect(await told(volume)).toEqual([]);
  });

  test('is found by the next start as well', async () => {
    const { volume, again } = newVolume(PHOTOS);
    await write(volume, 'DCIM/a.jpg', 'over');
    volume.deleteFile('DCIM/b.jpg');
    const before = await told(volume);
    expect(before).toEqual(['changed DCIM/a.jpg', 'deleted DCIM/b.jpg']);
    expect(await told(await again())).toEqual(before);
    volume.clear();
    expect(await told(await again())).toEqual([]);
  });

  test('a directory in place of a file, and a file in place of a directory', async () => {
    const { volume } = newVolume(PHOTOS);
    volume.deleteFile('DCIM/a.jpg');
    volume.mkdirs('DCIM/a.jpg');
    await volume.deleteDirectory('DCIM/Camera');
    await write(volume, 'DCIM/Camera', 'file');
    expect(await told(volume)).toEqual([
      ...['created DCIM/Camera', 'created DCIM/a.jpg/'],
      ...['deleted DCIM/a.jpg', 'deleted DCIM/Camera/c.jpg', 'deleted DCIM/Camera/'],
    ]);
  });
});

describe('conflicts', () => {
  const CHANGED = 'The file in the folder was changed or put there after the device wrote its own.';

  test.each([
    ['written', async (volume: MountedFiles) => write(volume, 'DCIM/a.jpg', '+', false)],
    ['written anew', async (volume: MountedFiles) => write(volume, 'DCIM/a.jpg', 'new')],
    ['moved over', async (volume: MountedFiles) => volume.moveFile('DCIM/Camera/c.jpg', 'DCIM/a.jpg')],
  ])('a file that was %s on the device, and then changed in the folder', async (_how, act) => {
    const { volume, again, change } = newVolume(PHOTOS);
    await act(volume);
    change((folder) => writeFileSync(join(folder, 'DCIM/a.jpg'), 'changed in the folder'));
    expect(await told(await again())).toContain(`changed DCIM/a.jpg: ${CHANGED}`);
  });

  test('a file that is new on both sides; not when both are the same', async () => {
    const { volume, change } = newVolume(PHOTOS);
    await write(volume, 'n.jpg', 'one');
    await write(volume, 'same.jpg', 'same');
    change((folder) => {
      writeFileSync(join(folder, 'n.jpg'), 'two');
      writeFileSync(join(folder, 'same.jpg'), 'same');
    });
    expect(await told(volume)).toEqual([`changed n.jpg: ${CHANGED}`]);
  });

  test('a file that is gone from the folder is none: nothing is overwritten', async () => {
    const { volume, change } = newVolume(PHOTOS);
    await write(volume, 'DCIM/a.jpg', 'over');
    change((folder) => rmSync(join(folder, 'DCIM/a.jpg')));
    expect(await told(volume)).toEqual(['created DCIM/a.jpg']);
  });

  test('a folder that is a file, or a link, by now', async () => {
    const { volume, root, change } = newVolume(PHOTOS);
    await write(volume, 'New/n.jpg', 'new');
    await write(volume, 'DCIM/Camera/new.jpg', 'new');
    mkdirSync(join(root, 'elsewhere'));
    change((folder) => {
      writeFileSync(join(folder, 'New'), 'file');
      rmSync(join(folder, 'DCIM/Camera'), { recursive: true });
      symlinkSync(join(root, 'elsewhere'), join(folder, 'DCIM/Camera'));
    });
    const { entries, conflicts } = await listChanges(volume.layers);
    expect([entries.length, conflicts]).toEqual([4, 4]);
    expect(statSync(join(root, 'elsewhere')).nlink).toBeGreaterThan(0);
  });

  test('a file deleted on the device and changed in the folder is shown again, and is no change', async () => {
    const { volume, change } = newVolume(PHOTOS);
    volume.deleteFile('DCIM/a.jpg');
    change((folder) => writeFileSync(join(folder, 'DCIM/a.jpg'), 'changed'));
    expect(await told(volume)).toEqual([]);
  });
});

function byDepth(one: string, other: string): number {
  const depth = (text: string) => text.replace(/\/$/, '').split('/').length;
  return depth(one) - depth(other) || (one.slice(8) < other.slice(8) ? -1 : 1);
}
