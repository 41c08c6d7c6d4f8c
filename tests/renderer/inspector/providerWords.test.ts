import { expect, test } from 'vitest';
import type { CloudFault, DocumentsProviderState } from '../../../contract/rpc/documentsApi.ts';
import { faultText, rootFlagsText, rootsText, speedText } from '../../../renderer/inspector/providerWords.ts';

test.each([
  [0, 'no flags'],
  [15, 'local only, files can be created, recent files, search'],
  [78, 'local only, recent files, search, empty'],
  [1 << 4, 'folders can be given to apps'],
])('root flags %i: %s', (flags, text) => {
  expect(rootFlagsText(flags).split(', ').toSorted()).toEqual(text.split(', ').toSorted());
});

const PROVIDER: DocumentsProviderState = {
  ...{ authority: 'a', packageName: 'com.a', label: 'A', kind: 'plugin', state: 'running', problem: null, roots: [] },
};

test.each([
  [{ state: 'stopped', roots: null }, /does not run/],
  [{ state: 'failed', roots: null }, /does not run/],
  [{ roots: null }, /did not answer/],
  [{ roots: [] }, /no roots now/],
  [{ roots: [{ rootId: '1', title: '', summary: null, flags: 0, documentId: '1' }] }, /^$/],
] as const)('roots of %j: %s', (change, text) => {
  expect(rootsText({ ...PROVIDER, ...change })).toMatch(text);
});

const FAULT: CloudFault = {
  ...{ operations: 'all', kind: 'hang', at: 'during', probability: 1, times: null, document: null },
};

test.each([
  [FAULT, 'Every operation never answers in the middle'],
  [
    { ...FAULT, operations: ['open', 'read'], kind: 'truncate', probability: 0.25, times: 3, document: 'a.txt' },
    'open, read breaks off its stream in the middle, in 25 % of the calls, 3 times, for a.txt',
  ],
  [{ ...FAULT, at: 'after', times: 1 }, 'Every operation never answers after it was done, once'],
] as const)('%j: %s', (fault, text) => {
  expect(faultText(fault)).toBe(text);
});

test('a network without a limit says so', () => {
  const cloud = {
    accounts: [],
    profile: 'instant',
    online: true,
    pageSize: 1,
    seed: 1,
    faults: [],
    uploads: [],
  } as const;
  expect(speedText({ ...cloud, latencyMillis: 0, bytesPerSecond: null })).toBe('0 ms before the first byte, no limit');
  expect(speedText({ ...cloud, latencyMillis: 1_200, bytesPerSecond: 64_000 })).toContain('64 kB/s');
});
