import { expect, test } from 'vitest';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { permissionApp, permissionGroup } from '../../main/permission/permissionApp.ts';
import { revokedNames } from '../../main/permission/permissionState.ts';
import type { SettingsChoice } from '../../main/permission/settingsChoice.ts';
import { settingsChoice } from '../../main/permission/settingsChoice.ts';
import { app, explicit, implicit, type StateWords, states, words } from './permissionFixture.ts';

const FULL: StateWords = { IMAGES: '+ USER_SET', VIDEO: '+ USER_SET', SELECTED: '+ USER_SET' };
const LIMITED: StateWords = { IMAGES: '- USER_SET', VIDEO: '- USER_SET', SELECTED: '+ USER_SET' };
const DENIED: StateWords = { IMAGES: '- USER_SET', VIDEO: '- USER_SET', SELECTED: '- USER_SET' };
const FIXED: StateWords = { IMAGES: '- USER_FIXED', VIDEO: '- USER_FIXED', SELECTED: '- USER_FIXED' };
const SESSION: StateWords = {
  IMAGES: '+ ONE_TIME REVOKED_COMPAT',
  VIDEO: '+ ONE_TIME REVOKED_COMPAT',
  SELECTED: '+ USER_SET',
};

test.each<
  [words: string, app: AndroidManifest, before: StateWords, choice: SettingsChoice, after: StateWords, killed: boolean]
>([
  ['everything, after a final denial', explicit, FIXED, 'ALLOW', FULL, false],
  ['everything, from a session', implicit, SESSION, 'ALLOW', FULL, false],
  ['limited, from full: the app dies and nothing is selected', explicit, FULL, 'LIMITED', LIMITED, true],
  ['limited, from nothing', implicit, {}, 'LIMITED', LIMITED, false],
  ['nothing, from full', explicit, FULL, 'DENY', DENIED, true],
  ['nothing, from limited', explicit, LIMITED, 'DENY', DENIED, true],
  ['nothing, from a session', implicit, SESSION, 'DENY', DENIED, true],
  ['nothing, from nothing: a final denial stays final', explicit, FIXED, 'DENY', FIXED, false],
])('%s', (_words, manifest, before, choice, after, killed) => {
  const had = states(before);
  const has = settingsChoice(permissionApp(manifest, 34), permissionGroup.READ_MEDIA_VISUAL, choice, had);
  expect(words(has)).toEqual(after);
  expect(revokedNames(had, has).length > 0).toBe(killed);
});

test('location belongs to limited access when the app declares the permission for it', () => {
  const manifest = app(34, 'IMAGES', 'SELECTED', 'LOCATION');
  const has = settingsChoice(permissionApp(manifest, 34), permissionGroup.READ_MEDIA_VISUAL, 'LIMITED', {});
  expect(words(has)).toEqual({ IMAGES: '- USER_SET', SELECTED: '+ USER_SET', LOCATION: '+ USER_SET' });
});

test('an old app’s storage groups go together on Android 13 and later', () => {
  const old = app(30, 'STORAGE');
  const after = (sdk: 32 | 33) => words(settingsChoice(permissionApp(old, sdk), permissionGroup.STORAGE, 'ALLOW', {}));
  expect(Object.keys(after(33)).sort()).toEqual(['AUDIO', 'IMAGES', 'STORAGE', 'VIDEO']);
  expect(after(32)).toEqual({ STORAGE: '+ USER_SET' });
});
