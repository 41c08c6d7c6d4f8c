import { expect, test } from 'vitest';
import type { SdkInt } from '../../contract/android/build.ts';
import { SDK_INTS } from '../../contract/android/build.ts';
import { hibernate, isEligibleForHibernation, unusedAppToggleLabel } from '../../main/permission/hibernation.ts';
import { permissionApp } from '../../main/permission/permissionApp.ts';
import { app, type StateWords, states, words } from './permissionFixture.ts';

const DAY_MS = 86_400_000;

test.each<[sdk: SdkInt, targetSdk: number, days: number, toggle: boolean | null, eligible: boolean]>([
  [34, 34, 91, true, true],
  [34, 34, 91, null, true],
  [34, 34, 90, null, false],
  [34, 34, 400, false, false],
  [34, 29, 400, null, false],
  [34, 29, 400, true, true],
  [30, 30, 91, null, true],
  [29, 29, 400, true, false],
])('device %i, target %i, unused %i days, toggle %s: %s', (sdk, targetSdk, days, toggle, eligible) => {
  expect(isEligibleForHibernation({ sdk, targetSdk, toggle, unusedForMs: days * DAY_MS })).toBe(eligible);
});

const GONE = '- AUTO_REVOKED';

test.each<[words: string, before: StateWords, after: StateWords]>([
  ['full', { IMAGES: '+ USER_SET', SELECTED: '+ USER_SET' }, { IMAGES: GONE, VIDEO: GONE, SELECTED: GONE }],
  [
    'limited for good',
    { IMAGES: '- USER_FIXED', SELECTED: '+ USER_FIXED' },
    { IMAGES: GONE, VIDEO: GONE, SELECTED: GONE },
  ],
  [
    'another group keeps its denial',
    { CAMERA: '+ USER_SET', IMAGES: '- USER_SET' },
    { CAMERA: GONE, IMAGES: '- USER_SET' },
  ],
  ['a denial stays', { IMAGES: '- USER_SET' }, { IMAGES: '- USER_SET' }],
])('%s', (_words, before, after) => {
  const manifest = app(34, 'IMAGES', 'VIDEO', 'SELECTED', 'CAMERA');
  expect(words(hibernate(permissionApp(manifest, 34), states(before)))).toEqual(after);
});

test('the switch by API level', () => {
  const storage = 'Remove permissions and free up space';
  const pause = 'Pause app activity if unused';
  const labels = [null, 'Remove permissions if app isn’t used', storage, storage, pause, pause, pause, pause];
  expect(SDK_INTS.map(unusedAppToggleLabel)).toEqual(labels);
});
