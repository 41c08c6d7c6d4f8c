import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchFolder } from '../../../../main/providers/media/scan/folderWatch.ts';
import { Watcher } from '../../../../main/providers/media/scan/watcher.ts';
import { jpeg } from '../../../mediaextractor/pictures.ts';
import { ScanFixture } from './scanFixture.ts';

test('what changes in the folder reaches the rows', async () => {
  const photo = await jpeg(64, 48);
  await using device = new ScanFixture({ files: { 'DCIM/a.jpg': photo } });
  await device.scan();
  let told: () => void = () => {};
  const watcher = new Watcher({
    volume: device.volume,
    start: watchFolder,
    onWatching: () => {},
    log: (message) => void device.log.push(message),
    onChange: (paths) => void device.scanner.scanFiles(paths).then(() => told()),
  });
  await watcher.ready;
  const until = async (names: readonly string[]) => {
    const files = names.filter((name) => name.includes('.')).length;
    const shown = () => [...Object.keys(device.rows()).sort(), device.volumes.list()[0]?.files].join();
    while (shown() !== [...names.toSorted(), files].join())
      await new Promise<void>((resolve) => {
        told = resolve;
      });
  };
  device.write('DCIM/b.jpg', photo);
  await until(['DCIM', 'DCIM/a.jpg', 'DCIM/b.jpg']);
  expect(device.rows()['DCIM/b.jpg']).toMatchObject({ width: 64 });
  renameSync(join(device.folder, 'DCIM'), join(device.folder, 'Pictures'));
  await until(['Pictures', 'Pictures/a.jpg', 'Pictures/b.jpg']);
  rmSync(join(device.folder, 'Pictures'), { recursive: true });
  mkdirSync(join(device.folder, 'Empty'));
  await until(['Empty']);
  await watcher.close();
  expect(device.log).toEqual([]);
});
