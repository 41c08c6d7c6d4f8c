import { describe, expect, test } from 'vitest';
import { SDK_INTS } from '../../contract/android/build.ts';
import { permissionApp, selectedPhotosControl } from '../../main/permission/permissionApp.ts';
import type { Short, StateWords } from './permissionFixture.ts';
import { app, ask, buttons, explicit, implicit, prompts, results } from './permissionFixture.ts';

describe('who controls partial access (the developer guide’s table, over all devices)', () => {
  const photos: Short[] = ['IMAGES', 'VIDEO'];
  test.each<[target: number, declared: Short[], from34: string]>([
    [28, ['STORAGE'], 'none'],
    [32, ['STORAGE'], 'none'],
    [32, [...photos, 'SELECTED'], 'none'],
    [33, photos, 'none'],
    [33, [...photos, 'SELECTED'], 'app'],
    [34, photos, 'system'],
    [34, [...photos, 'SELECTED'], 'app'],
    [36, photos, 'system'],
    [36, [...photos, 'SELECTED'], 'app'],
    [34, ['AUDIO'], 'none'],
    [34, ['SELECTED'], 'none'],
  ])('target %i with %j: %s', (target, declared, from34) => {
    const control = SDK_INTS.map((sdk) => selectedPhotosControl(permissionApp(app(target, ...declared), sdk)));
    expect(control).toEqual(SDK_INTS.map((sdk) => (sdk >= 34 ? from34 : 'none')));
  });
});

describe('the first dialog for the natural permission', () => {
  test.each<[target: number, declared: Short[], names: Short[], byDevice: (sdk: number) => string[]]>([
    [28, ['STORAGE'], ['STORAGE'], (sdk) => [sdk <= 32 ? 'BASIC' : 'STORAGE_SUPERGROUP_PRE_Q']],
    [30, ['STORAGE'], ['STORAGE'], (sdk) => [sdk <= 32 ? 'BASIC' : 'STORAGE_SUPERGROUP_Q_TO_S']],
    [33, ['STORAGE'], ['STORAGE'], (sdk) => (sdk <= 32 ? ['BASIC'] : [])],
    [33, ['IMAGES'], ['IMAGES'], (sdk) => (sdk <= 32 ? [] : ['BASIC'])],
    [33, ['IMAGES', 'SELECTED'], ['IMAGES'], (sdk) => (sdk <= 32 ? [] : [sdk === 33 ? 'BASIC' : 'SELECT_PHOTOS'])],
    [34, ['IMAGES'], ['IMAGES'], (sdk) => (sdk <= 32 ? [] : [sdk === 33 ? 'BASIC' : 'SELECT_PHOTOS'])],
    [36, ['AUDIO'], ['AUDIO'], (sdk) => (sdk <= 32 ? [] : ['BASIC'])],
    [34, ['CAMERA'], ['CAMERA'], (sdk) => [sdk === 29 ? 'BASIC' : 'ONE_TIME_FG']],
  ])('target %i, %j asks %j', (target, declared, names, byDevice) => {
    const shown = SDK_INTS.map((sdk) => prompts(ask({ sdk, app: app(target, ...declared), names })));
    expect(shown).toEqual(SDK_INTS.map(byDevice));
  });
});

describe('the state decides about the next request on 34', () => {
  const fixed = '- USER_FIXED USER_SET';
  const session = '+ ONE_TIME REVOKED_COMPAT';
  const denied: StateWords = { IMAGES: '- USER_SET', VIDEO: '- USER_SET', SELECTED: '- USER_SET' };
  test.each<[words: string, has: StateWords, explicitly: string[], implicitly: string[]]>([
    ['nothing', {}, ['SELECT_PHOTOS'], ['SELECT_PHOTOS']],
    ['denied once', denied, ['SELECT_PHOTOS'], ['SELECT_PHOTOS']],
    ['denied for good', { IMAGES: fixed, VIDEO: fixed, SELECTED: fixed }, [], []],
    ['one name denied for good', { VIDEO: fixed }, [], []],
    ['limited', { ...denied, SELECTED: '+ USER_SET' }, ['SELECT_MORE_PHOTOS'], ['SELECT_MORE_PHOTOS']],
    [
      'limited for good',
      { IMAGES: fixed, VIDEO: fixed, SELECTED: '+ USER_FIXED USER_SET' },
      ['NO_UI_PHOTO_PICKER_REDIRECT'],
      ['NO_UI_PHOTO_PICKER_REDIRECT'],
    ],
    [
      'in a session',
      { IMAGES: session, VIDEO: session, SELECTED: '+ USER_SET' },
      ['SELECT_MORE_PHOTOS'],
      ['SELECT_MORE_PHOTOS'],
    ],
    ['after a session', { SELECTED: '+ USER_SET' }, ['SELECT_MORE_PHOTOS'], ['SELECT_MORE_PHOTOS']],
    ['one is full', { VIDEO: '+ USER_SET' }, [], []],
    ['revoked while unused', { IMAGES: '- AUTO_REVOKED' }, ['SELECT_PHOTOS'], ['SELECT_PHOTOS']],
    ['fixed by policy', { IMAGES: '- POLICY_FIXED', VIDEO: '- POLICY_FIXED', SELECTED: '- POLICY_FIXED' }, [], []],
  ])('%s', (_words, has, explicitly, implicitly) => {
    expect(prompts(ask({ app: explicit, has, names: ['IMAGES', 'VIDEO', 'SELECTED'] }))).toEqual(explicitly);
    expect(prompts(ask({ app: implicit, has, names: ['IMAGES', 'VIDEO'] }))).toEqual(implicitly);
  });

  test('what is full brings the rest without a question', () => {
    const request = ask({ app: explicit, has: { VIDEO: '+ USER_SET' }, names: ['IMAGES', 'SELECTED'] });
    expect(results(request)).toEqual([0, 0]);
  });
});

describe('the requested part of what is declared, on 34', () => {
  const all: Short[] = ['IMAGES', 'VIDEO', 'LOCATION', 'AUDIO'];
  test.each<[names: Short[], explicitly: string[], implicitly: string[], mimeTypes: string[]]>([
    [['IMAGES'], ['SELECT_PHOTOS'], ['SELECT_PHOTOS'], ['image/*']],
    [['VIDEO'], ['SELECT_PHOTOS'], ['SELECT_PHOTOS'], ['video/*']],
    [['VIDEO', 'IMAGES'], ['SELECT_PHOTOS'], ['SELECT_PHOTOS'], []],
    [['IMAGES', 'LOCATION'], ['SELECT_PHOTOS'], ['SELECT_PHOTOS'], ['image/*']],
    [['LOCATION'], [], ['SELECT_PHOTOS'], []],
    [['LOCATION', 'SELECTED'], [], ['SELECT_PHOTOS'], []],
    [['SELECTED'], [], [], []],
    [['AUDIO'], ['BASIC'], ['BASIC'], []],
    [['IMAGES', 'AUDIO'], ['BASIC', 'SELECT_PHOTOS'], ['BASIC', 'SELECT_PHOTOS'], ['image/*']],
  ])('%j', (names, explicitly, implicitly, mimeTypes) => {
    const forExplicit = ask({ app: app(34, ...all, 'SELECTED'), names });
    expect(prompts(forExplicit)).toEqual(explicitly);
    expect(prompts(ask({ app: app(34, ...all), names }))).toEqual(implicitly);
    expect(forExplicit.dialogs.at(-1)?.pickerMimeTypes ?? []).toEqual(mimeTypes);
  });
});

test('dialogs with "Only this time" come first, the rest by group name, however the names were ordered', () => {
  const declared: Short[] = ['IMAGES', 'CONTACTS', 'AUDIO', 'CAMERA'];
  const groups = ask({ app: app(34, ...declared), names: declared }).dialogs.map(({ group }) =>
    group.split('.').at(-1),
  );
  expect(groups).toEqual(['CAMERA', 'CONTACTS', 'READ_MEDIA_AURAL', 'READ_MEDIA_VISUAL']);
});

test.each([
  [29, false, ['ALLOW', 'DENY']],
  [29, true, ['ALLOW', 'DENY', 'DENY_AND_DONT_ASK_AGAIN']],
  [30, false, ['ALLOW', 'DENY']],
  [30, true, ['ALLOW', 'DENY_AND_DONT_ASK_AGAIN']],
  [32, true, ['ALLOW', 'DENY_AND_DONT_ASK_AGAIN']],
] as const)('buttons on %i, asked before: %s', (sdk, asked, ids) => {
  const has: StateWords = asked ? { STORAGE: '- USER_SET' } : {};
  expect(buttons(ask({ sdk, app: app(29, 'STORAGE'), has, names: ['STORAGE'] }))).toEqual(ids);
});

test('an app from before Android 8 asks for whole groups', () => {
  const request = ask({ sdk: 32, app: app(25, 'STORAGE', 'WRITE'), names: ['STORAGE'] });
  expect(request.dialogs[0]?.decides).toHaveLength(3);
});

test('an app from before Android 6 gets empty arrays', () => {
  const request = ask({ app: app(22, 'STORAGE'), names: ['STORAGE'] });
  expect([request.dialogs, request.names, results(request)]).toEqual([[], [], []]);
});
