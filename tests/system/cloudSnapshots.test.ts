// Snapshots of a device with cloud media and a work profile, restored while its picker is open.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cloudMediaUri } from '../../contract/android/cloudMediaProviderContract.ts';
import { ACTION_PICK_IMAGES, RESULT_CANCELED } from '../../contract/android/intent.ts';
import { callAs } from '../../main/activity/systemCaller.ts';
import { forkExtractor } from '../../main/hosts/forkExtractor.ts';
import { type RunningDevice, startDevice } from '../../main/hosts/startDevice.ts';
import { SYSTEM_PACKAGES } from '../../main/packages/packageManager.ts';
import { CLOUD_MEDIA_AUTHORITY } from '../../main/providers/media/cloud/cloudMediaProvider.ts';
import { GALLERY, until } from '../testSystem.ts';

async function newDevice(): Promise<RunningDevice> {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-snapshots-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [folder, home] = [join(root, 'photos'), join(root, 'home')];
  mkdirSync(folder);
  const device = await startDevice(
    {
      ...{ serve: true, json: true, port: 0, api: 36, open: false, adb: null, writeThrough: false },
      ...{ folder, home, indexAsIs: true, plugins: [], removable: [] },
    },
    forkExtractor(join(import.meta.dirname, '../../mediaextractor/index.ts')),
  );
  onTestFinished(() => device.close());
  return device;
}

const read = ({ system: { cloudMedia } }: RunningDevice, items: number) =>
  until(
    (changed) => cloudMedia.onChange(changed),
    () => cloudMedia.state().sync.items === items && !cloudMedia.state().sync.isRunning,
  );

async function download({ system }: RunningDevice, id: string): Promise<void> {
  const call = callAs(system, SYSTEM_PACKAGES.photoPicker, new AbortController().signal);
  await system.resolver.openFile(call, cloudMediaUri(CLOUD_MEDIA_AUTHORITY, id), 'r');
}

test('the provider, its account and the work profile come back; the picker is closed, and no bytes of later items stay', async () => {
  const device = await newDevice();
  const { system } = device;
  system.apps.install(GALLERY);
  system.cloudMedia.setActive(CLOUD_MEDIA_AUTHORITY);
  system.cloudMedia.mock.setAccount('grace@example.com');
  await read(device, 60);
  system.device.setSwitches({ workProfile: 'ready' });
  await system.snapshots.save('s');

  const [later = ''] = system.cloudMedia.mock.add({ count: 1, kind: 'video' });
  await download(device, later);
  expect(existsSync(join(system.home, 'cloudmedia', later))).toBe(true);
  system.processes.toFront(GALLERY.packageName);
  const call = callAs(system, GALLERY.packageName, new AbortController().signal);
  const picked = system.activities.startActivityForResult(call, { action: ACTION_PICK_IMAGES }, 1);
  await expect.poll(() => system.screen.dialogs().length).toBe(1);
  system.device.setSwitches({ workProfile: 'none' });
  system.cloudMedia.setActive(null);
  expect(system.screen.dialogs()[0]?.ask).toMatchObject({ cloudProvider: null, profiles: [{ userId: 0 }] });

  const restarted = new Promise<void>((resolve) => device.onRestart(resolve));
  await system.snapshots.restore('s');
  expect(await picked).toMatchObject({ resultCode: RESULT_CANCELED });
  await restarted;
  await expect.poll(() => isThere(device)).toBe(true);
  const { cloudMedia, device: state, screen } = device.system;
  expect(cloudMedia.active()).toMatchObject({ authority: CLOUD_MEDIA_AUTHORITY, accountName: 'grace@example.com' });
  await read(device, 60);
  expect([state.workProfile, screen.dialogs()]).toEqual(['ready', []]);
  // The number of what was added after the snapshot is free again: its bytes must not be another item's.
  expect(cloudMedia.mock.add({ count: 1, kind: 'photo' })).toEqual([later]);
  expect(cloudMedia.mock.items({ offset: 0, limit: 1 })).toMatchObject([{ id: later, isDownloaded: false }]);
});

function isThere(device: RunningDevice): boolean {
  try {
    return device.system.home !== '';
  } catch {
    return false;
  }
}
