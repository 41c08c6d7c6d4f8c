// A device whose disk is not mounted when it starts, or goes while it runs: nothing of what is known of its photos goes.
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { permission } from '../../contract/android/manifest.ts';
import { VolumesAway } from '../../main/providers/media/scan/volumesAway.ts';
import { ScanFixture } from '../providers/media/scan/scanFixture.ts';
import { bootOn, GALLERY, type TestSystem, visibleImages } from '../testSystem.ts';
import { temporary, write, writeLibrary } from './faultFolders.ts';
import { folderState } from './folderState.ts';

const ids = (device: TestSystem) => visibleImages(device.launch(GALLERY.packageName));

test('on the empty place of its disk it starts, shows the volume as missing, and has every row when the disk is back', async () => {
  using root = temporary();
  const [folder, home, away] = ['photos', 'home', 'away'].map((name) => join(root.path, name)) as [
    string,
    string,
    string,
  ];
  writeLibrary(folder, 12);
  const before = folderState(folder).slice(1);
  {
    await using first = await bootOn(folder, home);
    await first.indexed();
    first.system.apps.setPermission(GALLERY.packageName, permission.READ_MEDIA_IMAGES, true);
    expect(await ids(first)).toHaveLength(12);
  }
  renameSync(folder, away);
  mkdirSync(folder);
  let known: readonly unknown[] = [];
  {
    await using empty = await bootOn(folder, home, { apps: [] });
    await empty.indexed();
    expect(empty.system.volumes.list()).toMatchObject([
      { state: 'missing', doubtful: true, problem: expect.stringContaining('is empty and was not') },
    ]);
    expect(await ids(empty)).toEqual([]);
    expect(empty.system.media.rowCount('images')).toBe(12);
    rmSync(folder, { recursive: true });
    renameSync(away, folder);
    empty.system.reboot();
    await empty.indexed();
    known = await ids(empty);
    expect(known).toHaveLength(12);
  }
  renameSync(folder, away);
  mkdirSync(folder);
  await using emptied = await bootOn(folder, home, { apps: [] });
  await emptied.indexed();
  emptied.system.indexAsItIs('primary');
  await emptied.indexed();
  await expect.poll(() => emptied.system.media.rowCount('images')).toBe(0);
  // The rows go a moment before the scan has ended.
  await expect
    .poll(() => emptied.system.volumes.list())
    .toMatchObject([{ state: 'ready', doubtful: false, problem: null }]);
  expect(folderState(away).slice(1).map(withoutFolder(away))).toEqual(before.map(withoutFolder(folder)));
});

test('what goes and comes back while nothing happens is noticed', async () => {
  using root = temporary();
  const [folder, away] = [join(root.path, 'photos'), join(root.path, 'away')];
  write(folder, 'a.jpg');
  await using device = new ScanFixture({ folder });
  await device.scan();
  const told: string[] = [];
  const scan = (what: string) => () => {
    told.push(what);
    void device.scan();
  };
  using watching = new VolumesAway({
    volumes: device.volumes,
    returned: scan('returned'),
    gone: scan('gone'),
    mounted: scan('mounted'),
  });
  const look = async () => {
    watching.look();
    await device.scanner.idle();
    return [told.splice(0), device.volumes.list()[0]?.state];
  };
  expect(await look()).toEqual([[], 'ready']);
  renameSync(folder, away);
  mkdirSync(folder);
  expect(await look()).toEqual([['gone'], 'missing']);
  expect(await look()).toEqual([[], 'missing']);
  rmSync(folder, { recursive: true });
  renameSync(away, folder);
  expect(await look()).toEqual([['returned'], 'ready']);
  expect(Object.keys(device.rows())).toEqual(['a.jpg']);
});

function withoutFolder(folder: string): (line: string) => string {
  return (line) => line.replace(folder, '');
}
