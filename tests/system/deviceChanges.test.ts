// The tester's changes on a whole device: the rows follow, and the folder is changed only when it was named.
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DeviceApi } from '../../contract/rpc/deviceApi.ts';
import { snapshot } from '../device/volumeFixture.ts';
import { GALLERY, type TestSystem, testSystem } from '../testSystem.ts';

const [KEPT, EDITED, GONE] = ['DCIM/Camera/kept.jpg', 'DCIM/Camera/edited.jpg', 'DCIM/Camera/gone.jpg'];
const photos = [KEPT, EDITED, GONE];

/** Id by path, of every row. */
async function idsOf(device: TestSystem): Promise<Readonly<Record<string, number>>> {
  const viewpoint = { packageName: null, collection: 'images' as const };
  const page = device.system.media.inspection.rows({
    ...viewpoint,
    ...{ search: '', hiddenOnly: false, before: null, downTo: null, limit: 100 },
  });
  return Object.fromEntries((await page).rows.map(({ id, displayName }) => [displayName, id]));
}

async function changeOnDevice({ system }: TestSystem): Promise<void> {
  const files = system.volumes.all()[0]?.files;
  if (files === undefined) throw new Error('Nothing is mounted.');
  appendFileSync(await files.openForWriting(EDITED, { truncate: false }), 'edited');
  files.deleteFile(GONE);
  appendFileSync(await files.openForWriting('Pictures/new.jpg', { truncate: true }), 'new');
}

async function changedDevice() {
  const device = await testSystem({ photos });
  const tester = device.converse<DeviceApi>('tester');
  const ids = await idsOf(device);
  await changeOnDevice(device);
  return { device, tester, ids };
}

describe('changes', () => {
  test('are listed, and nothing of the folder has changed', async () => {
    const { device, tester } = await changedDevice();
    await using _device = device;
    const before = snapshot(device.folder);
    const { entries, ...counts } = await tester.changes('primary');
    expect(counts).toMatchObject({ folder: device.folder, created: 2, changed: 1, deleted: 1, conflicts: 0 });
    expect(entries.map(({ path }) => path)).toEqual(['Pictures', EDITED, 'Pictures/new.jpg', GONE]);
    await expect(tester.changes('19F4-0903')).rejects.toThrow('19F4-0903 is not mounted');
    expect(snapshot(device.folder)).toEqual(before);
  });

  test('are dropped: the folder is shown as it is, apps are stopped, ids of what was not changed stay', async () => {
    const { device, tester, ids } = await changedDevice();
    await using _device = device;
    const before = snapshot(device.folder);
    device.launch(GALLERY.packageName);
    await tester.dropChanges('primary');
    expect(device.system.processes.state(GALLERY.packageName)).toBe('STOPPED');
    await device.indexed();
    expect(await tester.changes('primary')).toMatchObject({ created: 0, changed: 0, deleted: 0 });
    const after = await idsOf(device);
    expect(Object.keys(after).sort()).toEqual(['edited.jpg', 'gone.jpg', 'kept.jpg']);
    expect(after['kept.jpg']).toBe(ids['kept.jpg']);
    expect(snapshot(device.folder)).toEqual(before);
  });

  test('are exported outside of the folder and the home only', async () => {
    const { device, tester } = await changedDevice();
    await using _device = device;
    const before = snapshot(device.folder);
    const target = join(device.home, '../export');
    await tester.exportChanges('primary', target);
    expect(readdirSync(join(target, 'files'), { recursive: true, encoding: 'utf8' }).sort()).toContain(EDITED);
    for (const inside of [join(device.home, 'x'), join(device.folder, 'x')]) {
      await expect(tester.exportChanges('primary', inside)).rejects.toThrow('lies in');
      expect(existsSync(inside)).toBe(false);
    }
    expect(snapshot(device.folder)).toEqual(before);
  });

  test('are applied to the folder that was named, and to no other', async () => {
    const { device, tester, ids } = await changedDevice();
    await using _device = device;
    const before = snapshot(device.folder);
    const elsewhere = { folder: join(device.folder, '..'), overwriteConflicts: true };
    await expect(tester.applyChanges('primary', elsewhere)).rejects.toThrow('nothing was changed');
    await expect(tester.applyChanges('primary', { folder: '', overwriteConflicts: true })).rejects.toThrow();
    await device.system.volumes.setLimits('primary', { readOnly: true });
    const named = { folder: device.folder, overwriteConflicts: false };
    await expect(tester.applyChanges('primary', named)).rejects.toThrow('is read-only');
    expect(snapshot(device.folder)).toEqual(before);
    await device.system.volumes.setLimits('primary', { readOnly: false });
    expect(await tester.applyChanges('primary', named)).toEqual({ applied: 4, conflicts: [] });
    expect(readFileSync(join(device.folder, EDITED), 'latin1')).toMatch(/edited$/);
    expect(existsSync(join(device.folder, GONE))).toBe(false);
    await device.indexed();
    const after = await idsOf(device);
    expect(Object.keys(after).sort()).toEqual(['edited.jpg', 'kept.jpg', 'new.jpg']);
    expect([after['kept.jpg'], after['edited.jpg']]).toEqual([ids['kept.jpg'], ids['edited.jpg']]);
  });
});
