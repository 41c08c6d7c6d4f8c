import { expect, test } from 'vitest';
import type { SdkInt } from '../../contract/android/build.ts';
import { permission } from '../../contract/android/manifest.ts';
import type { AppOpMode } from '../../main/permission/appOps.ts';
import { AppOps, canManageMedia, isExternalStorageManager } from '../../main/permission/appOps.ts';
import { permissionApp } from '../../main/permission/permissionApp.ts';
import { app } from './permissionFixture.ts';

const { MANAGE_EXTERNAL_STORAGE, MANAGE_MEDIA } = permission;
const PACKAGE = 'com.example.files';
const names = [MANAGE_EXTERNAL_STORAGE, MANAGE_MEDIA].map((name) => ({ name }));
const declared = { ...app(34), usesPermissions: names };

test.each<[sdk: SdkInt, declares: boolean, mode: AppOpMode | undefined, manager: boolean, media: boolean]>([
  [34, true, 'allow', true, true],
  [34, true, 'default', false, false],
  [34, true, 'deny', false, false],
  [34, true, undefined, false, false],
  [34, false, 'allow', false, false],
  [30, true, 'allow', true, false],
  [29, true, 'allow', false, false],
])('device %i, declared %s, mode %s', (sdk, declares, mode, manager, media) => {
  const modes = mode === undefined ? {} : { [MANAGE_EXTERNAL_STORAGE]: mode, [MANAGE_MEDIA]: mode };
  const seen = { ...permissionApp(declares ? declared : app(34), sdk), modes };
  expect([isExternalStorageManager(seen), canManageMedia(seen)]).toEqual([manager, media]);
});

/** A disk that is a variable. */
function disk(saved: unknown = null) {
  const state = { saved, saves: 0 };
  const start = () =>
    new AppOps({
      load: () => state.saved,
      save: (json) => {
        state.saved = JSON.parse(JSON.stringify(json));
        state.saves++;
      },
    });
  return { state, start };
}

test('modes live through a restart, and a change is told once', () => {
  const { state, start } = disk();
  const appOps = start();
  const told: string[] = [];
  using _listening = appOps.onChange((packageName, op) => told.push(`${packageName} ${op}`));
  appOps.setMode(PACKAGE, MANAGE_MEDIA, 'allow');
  appOps.setMode(PACKAGE, MANAGE_MEDIA, 'allow');
  expect([told, state.saves]).toEqual([[`${PACKAGE} ${MANAGE_MEDIA}`], 1]);
  expect(start().modes(PACKAGE)).toEqual({ [MANAGE_MEDIA]: 'allow' });
  appOps.reset();
  expect([start().modes(PACKAGE), told.length]).toEqual([{}, 2]);
});

test.each([
  ['nothing', null],
  ['a text', 'text'],
  ['no packages', { packages: [] }],
  ['a foreign mode', { packages: { [PACKAGE]: { [MANAGE_MEDIA]: 'yes' } } }],
  ['a foreign op', { packages: { [PACKAGE]: { CAMERA: 'allow' } } }],
  ['no modes', { packages: { [PACKAGE]: null } }],
])('a damaged file allows nothing: %s', (_words, saved) => {
  expect(disk(saved).start().modes(PACKAGE)).toEqual({});
});
