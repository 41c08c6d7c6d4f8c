// What a tester sets about the device's users and activities, over the tester's own conversation.
import { expect, test } from 'vitest';
import type { DeviceApi } from '../../contract/rpc/deviceApi.ts';
import { bootOn, testSystem } from '../testSystem.ts';

test('the work profile, the device config and “Don’t keep activities” outlive a restart, not a factory reset', async () => {
  await using device = await testSystem({ photos: [], sdk: 31 });
  const tester = device.converse<DeviceApi>('tester');
  const told = async (of: Pick<DeviceApi, 'state'>) => {
    const { workProfile, takeOverGetContent, keepsActivities } = await of.state();
    return { workProfile, takeOverGetContent, keepsActivities };
  };
  expect(await told(tester)).toEqual({ workProfile: 'none', takeOverGetContent: false, keepsActivities: true });
  await tester.setWorkProfile('blocked');
  await tester.setTakeOverGetContent(true);
  await tester.setKeepsActivities(false);
  const set = { workProfile: 'blocked', takeOverGetContent: true, keepsActivities: false };
  expect(await told(tester)).toEqual(set);
  await tester.setSdk(34);
  expect(await told(tester)).toEqual(set);
  await device.system.close();
  await using again = await bootOn(device.folder, device.home);
  const later = again.converse<DeviceApi>('tester');
  expect(await told(later)).toEqual(set);
  await expect(later.setWorkProfile('secret' as 'none')).rejects.toThrow();
  await later.factoryReset();
  expect(await told(later)).toEqual({ workProfile: 'none', takeOverGetContent: false, keepsActivities: true });
});
