import { expect, test } from 'vitest';
import {
  isBlocked,
  isHidden,
  resolvesDots,
  storagePlatform,
} from '../../../main/providers/documents/externalStorage/treeRules.ts';

type Case = readonly [sdk: number, patched: boolean, path: string, hidden: boolean, blocked: boolean];

const CASES: readonly Case[] = [
  [29, false, 'Android/data', false, false],
  [30, false, 'ANDROID/Obb', true, false],
  [30, false, 'Android/obb/x', false, false],
  [32, false, 'Android', false, false],
  [33, false, 'Android/data', true, false],
  [33, false, 'Android/data/x', false, false],
  [33, true, 'Android/data/x', true, true],
  [34, true, 'Android/dataX', false, false],
  [34, true, 'Andr\u200boid/data', true, true],
  [34, true, 'Down\u200bload', false, true],
  [34, true, 'Download/x', false, false],
  [34, true, 'Android/media', false, false],
  [36, false, 'Android/sandbox/x/y', true, true],
];

test.each(CASES)('API %i, patched %j: %s is hidden %j, blocked %j', (sdk, patched, path, hidden, blocked) => {
  const platform = storagePlatform(sdk, patched);
  const place = { path, isUsb: false, writable: true };
  expect([isHidden(platform, place), isBlocked(platform, place)]).toEqual([hidden, blocked]);
  const onUsb = { ...place, isUsb: true };
  expect([isHidden(platform, onUsb), isBlocked(platform, onUsb)]).toEqual([false, false]);
});

test('on Android 11 and 12 only a directory that can be written is blocked; dots are resolved from 13 on', () => {
  const top = { path: '', isUsb: false, writable: false };
  expect([30, 32, 33, 36].map((sdk) => isBlocked(storagePlatform(sdk), top))).toEqual([false, false, true, true]);
  expect([32, 33, 34].map((sdk) => resolvesDots(storagePlatform(sdk)))).toEqual([false, true, true]);
  expect(resolvesDots(storagePlatform(33, false))).toBe(false);
});
