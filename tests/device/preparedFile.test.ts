import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MountedFiles } from '../../main/device/volumeAccess.ts';
import { newVolume, shown, WRITERS } from './volumeFixture.ts';

const FILES = { 'DCIM/a.jpg': 'aaa', 'DCIM/b.jpg': 'b' };
const TIME = Date.UTC(2024, 5, 1, 12);

async function put(volume: MountedFiles, path: string, text: string): Promise<void> {
  const file = await volume.prepareFile(path);
  try {
    for (const letter of text) await file.write(Buffer.from(letter));
    await file.place(TIME);
  } finally {
    await file.discard();
  }
}

test.each(WRITERS)('%s: a file comes to be as a whole, with its time', async (writer) => {
  const { volume, again } = newVolume(FILES, writer);
  await put(volume, 'DCIM/new.jpg', 'new');
  await put(volume, 'n/m/deep.jpg', 'deep');
  await put(volume, 'DCIM/a.jpg', 'over');
  const after = { ...dirs('DCIM/', 'n/', 'n/m/'), 'DCIM/b.jpg': 'b', 'DCIM/new.jpg': 'new' };
  expect(await shown(volume)).toEqual({ ...after, 'DCIM/a.jpg': 'over', 'n/m/deep.jpg': 'deep' });
  expect(volume.stat('DCIM/a.jpg')).toMatchObject({ mtimeMs: TIME, size: 4 });
  const next = await again();
  expect(await shown(next)).toEqual({ ...after, 'DCIM/a.jpg': 'over', 'n/m/deep.jpg': 'deep' });
});

test.each(WRITERS)('%s: until then nothing is seen, and given up nothing is left', async (writer) => {
  const { volume, lower, upper, root } = newVolume(FILES, writer);
  const before = await shown(volume);
  for (const path of ['DCIM/new.jpg', 'DCIM/a.jpg', 'n/m/deep.jpg']) {
    const file = await volume.prepareFile(path);
    await file.write(Buffer.from('half'));
    expect(await shown(volume)).toEqual(before);
    await file.discard();
  }
  expect(await shown(volume)).toEqual(before);
  expect(readdirSync(lower)).toEqual(['DCIM']);
  expect(writer === 'layered' ? readdirSync(join(upper, 'staging')) : readdirSync(join(root, 'writing'))).toEqual([]);
});

test.each(WRITERS)('%s: what a killed program had half of is gone at the next start', async (writer) => {
  const { volume, again } = newVolume(FILES, writer);
  const before = await shown(volume);
  const file = await volume.prepareFile('n/new.jpg');
  await file.write(Buffer.from('half'));
  expect(await shown(await again())).toEqual(before);
  await file.discard();
});

test.each(WRITERS)('%s: the last of two that prepare the same path wins, whole', async (writer) => {
  const { volume } = newVolume(FILES, writer);
  const [one, two] = [await volume.prepareFile('n/new.jpg'), await volume.prepareFile('n/new.jpg')];
  await one.write(Buffer.from('one'));
  await two.write(Buffer.from('two'));
  await two.place(TIME);
  await one.place(TIME);
  await one.discard();
  await two.discard();
  expect((await shown(volume))['n/new.jpg']).toBe('one');
});

test.each(WRITERS)('%s: no place for it', async (writer) => {
  const { volume } = newVolume(FILES, writer);
  await expect(volume.prepareFile('DCIM')).rejects.toMatchObject({ code: 'EISDIR' });
  await expect(volume.prepareFile('')).rejects.toMatchObject({ code: 'EISDIR' });
  await expect(volume.prepareFile('DCIM/a.jpg/b')).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(volume.prepareFile('../x')).rejects.toMatchObject({ code: 'ENOENT' });
  const file = await volume.prepareFile('n');
  volume.mkdirs('n');
  await expect(file.place(TIME)).rejects.toMatchObject({ code: 'EISDIR' });
  await file.discard();
});

function dirs(...names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, '']));
}
