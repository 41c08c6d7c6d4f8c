// The device as it was when it was marked, whatever was done to it meanwhile.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { permission } from '../../contract/android/manifest.ts';
import { imagesContentUri } from '../../contract/android/mediaStore.ts';
import { callAs } from '../../main/activity/systemCaller.ts';
import { deviceState } from '../../main/hosts/testerPort.ts';
import type { Context } from '../../sdk/context.ts';
import {
  GALLERY,
  LIMITED,
  NOW,
  OLD_ALBUM,
  picks,
  rowsOf,
  type TestSystem,
  testSystem,
  visibleImages,
  writePhoto,
} from '../testSystem.ts';

const images = imagesContentUri('external_primary');

/** Everything of a device that a test could find changed; boots and processes count. */
async function everything(device: TestSystem) {
  const { system } = device;
  const [primary] = system.volumes.list().map(({ freeBytes: _, watching: __, ...state }) => state);
  const asProvider = device.connect('com.android.providers.media.module');
  const uri = 'content://media/external/file' as typeof images;
  const rows = await rowsOf(await asProvider.contentResolver.query(uri, null, null));
  asProvider.close();
  return {
    state: { ...deviceState(system), volumes: system.volumes.list().map(({ id, state }) => ({ id, state })) },
    primary,
    rows,
    settings: system.settingsStore.list('global'),
    uids: system.packages.list().map(({ manifest, uid }) => [manifest.packageName, uid]),
    appOps: system.appOps.modes(GALLERY.packageName),
    grants: system.media.grants.count(GALLERY.packageName, 0),
  };
}

async function changeEverything(device: TestSystem): Promise<void> {
  const { system } = device;
  system.setSdk(36);
  system.device.setSkin('Modern');
  system.setSdk(34);
  system.apps.install({ ...GALLERY, packageName: 'com.example.second', label: 'Second' });
  system.apps.uninstall(OLD_ALBUM.packageName);
  system.settingsStore.set('global', 'device_name', 'Another');
  const app = device.launch(GALLERY.packageName);
  device.user(LIMITED, picks(1, 2, 3));
  await app.requestPermissions([permission.READ_MEDIA_IMAGES, permission.READ_MEDIA_VISUAL_USER_SELECTED], 1);
  await create(app, 'mine.jpg');
  device.user({ allowed: true });
  const request = await app.contentResolver.call('media', 'create_delete_request', null, {
    clip_data: [`${images}/1`],
  });
  await app.startIntentSenderForResult(Number(request?.result), 2);
  system.advanceClock(86_400_000);
  await system.volumes.setLimits('primary', { readOnly: true, quotaBytes: 1_000 });
  system.reboot();
  await device.indexed();
}

async function create({ contentResolver }: Context, name: string): Promise<void> {
  const uri = await contentResolver.insert(images, { _display_name: name });
  if (uri === null) throw new Error('Nothing was inserted.');
  const writer = (await contentResolver.openOutputStream(uri)).getWriter();
  await writer.write(new Uint8Array([0xff, 0xd8, 0xff, 0xd9]));
  await writer.close();
}

test('everything is as it was, whatever a test has done, and as often as it is wanted', async () => {
  await using device = await testSystem();
  const { system } = device;
  system.apps.setPermission(OLD_ALBUM.packageName, permission.READ_MEDIA_IMAGES, true);
  const before = await everything(device);
  system.baseline.mark();
  for (let round = 0; round < 2; round++) {
    await changeEverything(device);
    expect(await everything(device)).not.toEqual(before);
    await system.baseline.reset();
    expect(await everything(device)).toEqual(before);
    expect(await visibleImages(device.launch(GALLERY.packageName))).toHaveLength(0);
    expect(await visibleImages(device.launch(OLD_ALBUM.packageName))).toHaveLength(10);
    system.processes.killAll();
    await system.baseline.reset();
  }
});

test('what changed in the folder meanwhile is seen, and not undone', async () => {
  await using device = await testSystem();
  const { system, folder } = device;
  system.baseline.mark();
  const path = 'DCIM/Camera/IMG_20240601_110000.jpg';
  await writePhoto(join(folder, path), NOW - 3_600_000);
  await system.resolver.call(
    callAs(system, 'com.android.providers.media.module', new AbortController().signal),
    'media',
    {
      method: 'scan_file',
      arg: `/storage/emulated/0/${path}`,
      extras: {},
    },
  );
  expect(system.media.rowCount('images')).toBe(11);
  await system.baseline.reset();
  expect(system.media.rowCount('images')).toBe(11);
  expect(existsSync(join(folder, path))).toBe(true);
});

test('volumes that were put in or taken out are as they were', async () => {
  const card = mkdtempSync(join(tmpdir(), 'scopebox-card-'));
  try {
    writeFileSync(join(card, 'note.txt'), 'x');
    await using device = await testSystem();
    const { system } = device;
    system.baseline.mark();
    await system.mountVolume({ folder: card, kind: 'sd' });
    await system.unmountVolume('primary', 'unmounted');
    await system.baseline.reset();
    await device.indexed();
    expect(system.volumes.all().map(({ id }) => id)).toEqual(['primary']);
    expect(system.media.rowCount('images')).toBe(10);
  } finally {
    rmSync(card, { recursive: true, force: true });
  }
});

test('what cannot be undone is a sentence, and the device stays as it is', async () => {
  await using device = await testSystem();
  const { system } = device;
  await expect(system.baseline.reset()).rejects.toThrow('This device was not marked since it started');
  const app = device.launch(GALLERY.packageName);
  await create(app, 'before.jpg');
  system.baseline.mark();
  await create(app, 'after.jpg');
  await expect(system.baseline.reset()).rejects.toThrow(
    'Internal shared storage had changes when this device was marked',
  );
});
