// A sync that is under way when the provider is chosen anew, or the device starts again.
import { describe, expect, test } from 'vitest';
import { DeviceClock } from '../../../../main/device/clock.ts';
import { CLOUD_MEDIA_AUTHORITY } from '../../../../main/providers/media/cloud/cloudMediaProvider.ts';
import { CloudMirror } from '../../../../main/providers/media/cloud/cloudMirror.ts';
import { PickerSyncController } from '../../../../main/providers/media/cloud/pickerSyncController.ts';
import { openMediaDatabase } from '../../../../main/providers/media/db/openMediaDatabase.ts';
import type { TestSystem } from '../../../testSystem.ts';
import { ask, cloudDevice, noticed, synced } from './cloudPicker.ts';

const HANG = { at: 'before', probability: 1, times: null, document: null, kind: 'hang' } as const;

/** Lets time go by for a slow cloud, until nothing is read any more. */
async function readOut(device: TestSystem): Promise<void> {
  while (device.system.cloudMedia.state().sync.isRunning) {
    device.system.advanceClock(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the same provider, chosen again', () => {
  test('while its changes were being read: what is read from then on is everything', async () => {
    await using device = await cloudDevice({ photos: [] });
    const { cloudMedia } = device.system;
    cloudMedia.mock.set({ latencyMillis: 100 });
    cloudMedia.mock.add({ count: 1, kind: 'photo' });
    await new Promise((resolve) => setImmediate(resolve));
    device.system.advanceClock(1_500);
    expect(cloudMedia.state().sync).toMatchObject({ isRunning: true, items: 60 });
    cloudMedia.setActive(null);
    cloudMedia.setActive(CLOUD_MEDIA_AUTHORITY);
    await readOut(device);
    expect(cloudMedia.state().sync).toEqual({ isRunning: false, items: 61, problem: null });
    expect((await ask(device, 'albums/all')).rows.map(({ album_id }) => album_id)).toContain('garden');
  });

  test('while it was being asked and never answered: it is asked again', async () => {
    await using device = await cloudDevice({ photos: [] });
    const { cloudMedia } = device.system;
    cloudMedia.setActive(null);
    cloudMedia.mock.set({ faults: [{ ...HANG, operations: ['media'] }] });
    cloudMedia.setActive(CLOUD_MEDIA_AUTHORITY);
    await new Promise((resolve) => setImmediate(resolve));
    cloudMedia.mock.set({ faults: [] });
    expect(cloudMedia.state().sync.isRunning).toBe(true);
    cloudMedia.setActive(null);
    expect(cloudMedia.state().sync.isRunning).toBe(false);
    cloudMedia.setActive(CLOUD_MEDIA_AUTHORITY);
    await synced(device);
    expect(cloudMedia.state().sync).toEqual({ isRunning: false, items: 60, problem: null });
  });
});

test.each([
  ['a reboot', (device: TestSystem) => device.system.reboot()],
  ['another Android version', (device: TestSystem) => device.system.setSdk(33)],
])('after %s a provider that never answered is asked again', async (_, again) => {
  await using device = await cloudDevice({ photos: [] });
  const { cloudMedia } = device.system;
  cloudMedia.mock.add({ count: 3, kind: 'video' });
  cloudMedia.mock.set({ faults: [{ ...HANG, operations: ['collection'], times: 1 }] });
  await new Promise((resolve) => setImmediate(resolve));
  device.system.advanceClock(1_500);
  await new Promise((resolve) => setImmediate(resolve));
  expect(cloudMedia.state().sync).toMatchObject({ isRunning: true, items: 60 });
  again(device);
  await synced(device);
  expect(cloudMedia.state().sync).toEqual({ isRunning: false, items: 63, problem: null });
});

test('a factory reset in the middle of a sync leaves nothing of the cloud', async () => {
  await using device = await cloudDevice({ photos: [] });
  const { cloudMedia } = device.system;
  cloudMedia.mock.set({ latencyMillis: 100 });
  cloudMedia.mock.newCollection();
  await new Promise((resolve) => setImmediate(resolve));
  device.system.advanceClock(1_500);
  device.system.factoryReset();
  for (let turn = 0; turn < 20; turn++) {
    device.system.advanceClock(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(cloudMedia.state()).toMatchObject({ active: null, sync: { isRunning: false, items: 0, problem: null } });
  cloudMedia.setActive(CLOUD_MEDIA_AUTHORITY);
  await noticed(device);
  expect((await ask(device, 'media/all')).rows).toHaveLength(60);
});

test('what is deleted between two pages takes nothing else with it', async () => {
  await using device = await cloudDevice({ photos: [] });
  const { mock } = device.system.cloudMedia;
  const ids = mock.add({ count: 2_500, kind: 'photo' });
  mock.set({ latencyMillis: 100 });
  mock.newCollection();
  await new Promise((resolve) => setImmediate(resolve));
  device.system.advanceClock(1_500);
  const sync = () => device.system.cloudMedia.state().sync;
  while (!(sync().isRunning && sync().items === 1_000)) {
    device.system.advanceClock(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
  mock.remove(ids.slice(0, 30));
  mock.add({ count: 5, kind: 'gif' });
  await readOut(device);
  device.system.advanceClock(1_500);
  await readOut(device);
  expect(sync()).toEqual({ isRunning: false, items: 2_535, problem: null });
  mock.remove(mock.items({ offset: 0, limit: 5_000 }).map(({ id }) => id));
  await new Promise((resolve) => setImmediate(resolve));
  device.system.advanceClock(1_500);
  await readOut(device);
  expect(sync()).toEqual({ isRunning: false, items: 0, problem: null });
});

test('every four hours there is a sync; years that go by at once have one', async () => {
  const clock = new DeviceClock();
  clock.setManual(0);
  let timers = 0;
  let questions = 0;
  using database = openMediaDatabase(':memory:', () => undefined);
  const sync = new PickerSyncController({
    mirror: new CloudMirror(database, () => undefined),
    clock: {
      currentTimeMillis: () => clock.currentTimeMillis(),
      elapsedRealtime: () => 0,
      after: (milliseconds, run) => {
        timers++;
        return clock.after(milliseconds, run);
      },
    },
    store: { load: () => null, save: () => undefined },
    log: () => undefined,
    provider: {
      query: async () => null,
      call: async () => {
        questions++;
        throw new Error('not now');
      },
    },
    available: () => ['c'],
  });
  sync.setCloudProvider('c');
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  await settled();
  expect(questions).toBe(2);
  for (let round = 0; round < 3; round++) {
    clock.advance(4 * 3_600_000);
    await settled();
  }
  expect(questions).toBe(8);
  timers = 0;
  clock.advance(10 * 365 * 86_400_000);
  await settled();
  expect([questions, timers < 5, sync.problem]).toEqual([10, true, 'not now']);
  sync.close();
});
