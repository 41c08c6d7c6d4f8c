import { describe, expect, test } from 'vitest';
import type { SdkInt } from '../../contract/android/build.ts';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { updateApp, upgradeOs } from '../../main/permission/permissionUpgrade.ts';
import { app, explicit, fullName, implicit, type StateWords, states, words } from './permissionFixture.ts';

const storage = app(32, 'STORAGE');
const asksBoth = app(33, 'STORAGE', 'IMAGES', 'VIDEO', 'AUDIO', 'LOCATION');
const cutOff: AndroidManifest = {
  ...asksBoth,
  usesPermissions: [{ name: fullName('STORAGE'), maxSdkVersion: 32 }, { name: fullName('IMAGES') }],
};
const SET = '+ USER_SET';
const NO = '- USER_SET';
const FIXED = '- USER_FIXED USER_SET';

describe('the device is updated', () => {
  test.each<[words: string, app: AndroidManifest, from: SdkInt, to: SdkInt, before: StateWords, after: StateWords]>([
    ['old app, allowed', storage, 32, 33, { STORAGE: SET }, { STORAGE: SET, AUDIO: SET, VIDEO: SET, IMAGES: SET }],
    ['old app, denied', storage, 32, 33, { STORAGE: NO }, { STORAGE: NO, AUDIO: NO, VIDEO: NO, IMAGES: NO }],
    ['for good', storage, 32, 33, { STORAGE: FIXED }, { STORAGE: FIXED, AUDIO: FIXED, VIDEO: FIXED, IMAGES: FIXED }],
    ['old app, never asked', storage, 32, 33, {}, { AUDIO: '-', VIDEO: '-', IMAGES: '-' }],
    [
      'old app, two versions at once',
      storage,
      32,
      34,
      { STORAGE: SET },
      { STORAGE: SET, AUDIO: SET, VIDEO: SET, IMAGES: SET, SELECTED: SET },
    ],
    [
      'new app that still asks for storage, allowed: location comes along',
      asksBoth,
      32,
      33,
      { STORAGE: SET },
      { STORAGE: SET, AUDIO: SET, VIDEO: SET, IMAGES: SET, LOCATION: SET },
    ],
    ['new app, storage denied: media start anew', asksBoth, 32, 33, { STORAGE: NO }, { STORAGE: NO }],
    ['new app, storage granted by nobody: nothing moves', asksBoth, 32, 33, { STORAGE: '+' }, { STORAGE: '+' }],
    ['storage cut off by maxSdkVersion: nothing is left', cutOff, 32, 33, { STORAGE: SET }, {}],
    ['images only becomes all', explicit, 33, 34, { IMAGES: SET }, { IMAGES: SET, VIDEO: SET, SELECTED: SET }],
    [
      'denied, declared: the new one is unasked',
      explicit,
      33,
      34,
      { IMAGES: NO, VIDEO: NO },
      { IMAGES: NO, VIDEO: NO },
    ],
    ['denied, by split', implicit, 33, 34, { IMAGES: FIXED }, { IMAGES: FIXED, SELECTED: FIXED }],
    ['full stays full further on', explicit, 33, 36, { IMAGES: SET }, { IMAGES: SET, VIDEO: SET, SELECTED: SET }],
    ['limited stays limited', explicit, 34, 36, { IMAGES: NO, SELECTED: SET }, { IMAGES: NO, SELECTED: SET }],
    [
      'a session ends',
      implicit,
      34,
      35,
      { IMAGES: '+ ONE_TIME REVOKED_COMPAT', SELECTED: SET },
      { IMAGES: '-', SELECTED: SET },
    ],
    ['and back: no such thing', explicit, 34, 33, { SELECTED: SET }, { SELECTED: SET }],
  ])('%s', (_words, manifest, fromSdk, toSdk, before, after) => {
    expect(words(upgradeOs({ states: states(before), manifest, fromSdk, toSdk }))).toEqual(after);
  });
});

describe('the app is updated', () => {
  const all: StateWords = { IMAGES: SET, VIDEO: SET, SELECTED: SET };
  const session: StateWords = {
    IMAGES: '+ ONE_TIME REVOKED_COMPAT',
    VIDEO: '+ ONE_TIME REVOKED_COMPAT',
    SELECTED: SET,
  };
  const legacy: AndroidManifest = { ...app(29, 'STORAGE'), requestLegacyExternalStorage: true };
  const scoped = app(29, 'STORAGE');
  const taken: StateWords = { STORAGE: NO };
  test.each<
    [words: string, sdk: SdkInt, from: AndroidManifest, to: AndroidManifest, before: StateWords, after: StateWords]
  >([
    ['to its own media permissions', 34, storage, explicit, { STORAGE: SET, AUDIO: SET, ...all }, all],
    [
      'one more permission is not granted by itself',
      34,
      app(34, 'IMAGES', 'SELECTED'),
      explicit,
      { IMAGES: SET },
      { IMAGES: SET },
    ],
    ['from split to declared, full', 34, implicit, explicit, all, all],
    [
      'from split to declared, in a session',
      34,
      implicit,
      explicit,
      session,
      { IMAGES: '-', VIDEO: '-', SELECTED: SET },
    ],
    ['from declared to split: the limit stays', 34, explicit, implicit, { SELECTED: SET }, { SELECTED: SET }],
    ['a split adds what its sources had', 34, app(34, 'AUDIO'), app(34, 'AUDIO', 'LOCATION'), {}, {}],
    ['down below 29: storage is taken', 30, scoped, app(28, 'STORAGE'), { STORAGE: SET }, { ...taken, LOCATION: NO }],
    ['newly legacy', 30, scoped, legacy, { STORAGE: SET }, taken],
    ['legacy as before', 30, legacy, legacy, { STORAGE: SET }, { STORAGE: SET }],
    ['up to 29 and legacy', 30, app(28, 'STORAGE'), legacy, { STORAGE: SET, LOCATION: SET }, { STORAGE: SET }],
  ])('%s', (_words, sdk, from, to, before, after) => {
    expect(words(updateApp(states(before), from, to, sdk))).toEqual(after);
  });

  test('what policy granted, no update takes', () => {
    const before = states({ STORAGE: '+ POLICY_FIXED' });
    expect(words(updateApp(before, scoped, legacy, 30))).toEqual({ STORAGE: '+ POLICY_FIXED' });
  });
});

test('both promises of the developer guide: full access survives the new Android and the new target', () => {
  const on14 = upgradeOs({ states: states({ STORAGE: SET }), manifest: storage, fromSdk: 31, toSdk: 34 });
  const after = words(updateApp(on14, storage, explicit, 34));
  expect([after.IMAGES, after.VIDEO]).toEqual([SET, SET]);
  const from13 = upgradeOs({
    states: states({ IMAGES: SET, VIDEO: SET }),
    manifest: app(33, 'IMAGES', 'VIDEO'),
    fromSdk: 33,
    toSdk: 34,
  });
  expect(words(updateApp(from13, app(33, 'IMAGES', 'VIDEO'), explicit, 34))).toMatchObject({ IMAGES: SET, VIDEO: SET });
});
