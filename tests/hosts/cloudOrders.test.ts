// What a tester orders the cloud, over the conversation that the panel holds.
import { expect, test } from 'vitest';
import type { CloudChange, CloudFault, DocumentsApi } from '../../contract/rpc/documentsApi.ts';
import { testSystem } from '../testSystem.ts';

const ADA = 'ada@example.com';
const FAULT: CloudFault = {
  ...{ operations: ['children'], kind: 'null-cursor', at: 'before', probability: 1, times: 1, document: null },
};

test('accounts, the network and faults are as they were ordered', async () => {
  await using device = await testSystem({ photos: [] });
  const tester = device.converse<DocumentsApi>('documents');
  await tester.cloudSignOut(ADA);
  await tester.setCloudQuota(ADA, 1_000);
  await tester.cloudSignIn('alan@example.com');
  await tester.setCloud({ profile: 'mobile', online: false, pageSize: 7, seed: 9, faults: [FAULT] });
  const cloud = await tester.cloud();
  expect(cloud).toMatchObject({ profile: 'mobile', online: false, pageSize: 7, seed: 9, faults: [FAULT] });
  expect(cloud.accounts).toContainEqual(expect.objectContaining({ name: ADA, signedIn: false, quotaBytes: 1_000 }));
  expect(cloud.accounts).toContainEqual(expect.objectContaining({ name: 'alan@example.com', signedIn: true }));
  await expect(tester.setCloudQuota('nobody@example.com', 1)).rejects.toThrow('The cloud has no account');
});

test('each provider is told with its roots, and a cloud that is signed out has none', async () => {
  await using device = await testSystem({ photos: [] });
  const tester = device.converse<DocumentsApi>('documents');
  const titles = async () =>
    Object.fromEntries((await tester.providers()).map(({ label, roots }) => [label, roots?.map(({ title }) => title)]));
  const before = await titles();
  expect(before).toMatchObject({ 'External Storage': ['Internal storage'], Downloads: ['Downloads'] });
  expect(before['Mock cloud']).toHaveLength(1);
  await tester.cloudSignOut(ADA);
  expect((await titles())['Mock cloud']).toEqual([]);
});

test.each([
  { pageSize: 0 },
  { pageSize: 1.5 },
  { latencyMillis: -1 },
  { bytesPerSecond: 0 },
  { seed: -1 },
  { profile: 'carrier pigeon' },
  { faults: [{ ...FAULT, probability: 2 }] },
  { faults: [{ ...FAULT, operations: ['eject'] }] },
  { faults: Array(101).fill(FAULT) },
] as readonly object[])('%j is no order', async (change) => {
  await using device = await testSystem({ photos: [] });
  const tester = device.converse<DocumentsApi>('documents');
  const before = await tester.cloud();
  await expect(tester.setCloud(change as CloudChange)).rejects.toThrow();
  expect(await tester.cloud()).toEqual(before);
});
