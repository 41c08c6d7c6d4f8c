import { describe, expect, test } from 'vitest';
import type { DeviceState, VolumeState } from '../../../contract/rpc/deviceApi.ts';
import { notificationsOf } from '../../../renderer/shell/notifications.ts';

const VOLUME: VolumeState = {
  ...{ id: 'primary', volumeName: 'external_primary', folder: '/p', kind: 'primary', description: 'Internal storage' },
  ...{ state: 'ready', writeThrough: false, readOnly: false, quotaBytes: null, freeBytes: null, totalBytes: null },
  ...{ files: 10, indexed: 10, skipped: 0, doubtful: false, problem: null, total: 10, rate: null, remaining: null },
  ...{ paused: false, watching: 'events' },
};

function told(volume: Partial<VolumeState>, work: DeviceState['work'] = null) {
  const device: Pick<DeviceState, 'volumes' | 'work'> = { volumes: [{ ...VOLUME, ...volume }], work };
  return notificationsOf(device);
}

const SCANNING = { state: 'scanning', files: 400, indexed: 100, total: 1_000, rate: 50.4, remaining: 18 } as const;

test('a device at rest has nothing to tell', () => expect(told({})).toEqual([]));

describe('a scan', () => {
  test.each([
    ['with its pace', SCANNING, ['100 of 1,000 files', '50 files per second', '20 s left']],
    ['that has just begun', { ...SCANNING, rate: null, remaining: null }, ['100 of 1,000 files']],
    [
      'nobody knows the end of',
      { ...SCANNING, total: null, remaining: null },
      ['100 of 400 files', '50 files per second'],
    ],
  ])('%s', (_what, volume, lines) => {
    const [notification] = told(volume);
    expect(notification?.lines).toEqual(lines);
    expect(notification?.action).toEqual({ kind: 'pause', volumeName: 'external_primary' });
  });

  test('that waits goes on by its button', () => {
    const [notification] = told({ ...SCANNING, paused: true });
    expect(notification?.title).toBe('Indexing Internal storage is paused');
    expect(notification?.action?.kind).toBe('resume');
  });

  test('of nothing yet has no share', () => {
    const [notification] = told({ ...SCANNING, files: 0, indexed: 0, total: null });
    expect(notification?.progress).toEqual({ value: 0, max: null });
  });
});

test('warnings come first', () => {
  const volume = { ...SCANNING, writeThrough: true };
  expect(told(volume, { name: 'saving', done: 1, total: null }).map(({ id }) => id)).toEqual([
    'writeThrough primary',
    'scan primary',
    'work',
  ]);
});

test.each([
  ['missing', 'Internal storage is missing'],
  ['failed', 'Indexing Internal storage ended early'],
] as const)('a volume that is %s says why', (state, title) => {
  const [notification] = told({ state, problem: 'The disk is gone.' });
  expect(notification).toMatchObject({ isWarning: true, title, lines: ['The disk is gone.'] });
});

test.each(['ejected', 'removed', 'unmounted'] as const)('a volume that is %s is no news', (state) =>
  expect(told({ state, writeThrough: true, problem: 'Taken out.' })).toEqual([]),
);
