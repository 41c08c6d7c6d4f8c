import { describe, expect, test } from 'vitest';
import type { GrantAnswer } from '../../main/permission/grantRequest.ts';
import { answerGrantRequest, startGrantRequest } from '../../main/permission/grantRequest.ts';
import { checkRequestCode, checkRequestedNames } from '../../main/permission/requestArguments.ts';
import type { Short, StateWords } from './permissionFixture.ts';
import { answers, app, ask, explicit, fullName, implicit, prompts, results, words } from './permissionFixture.ts';

const LIMITED: GrantAnswer = { button: 'ALLOW_SELECTED', picker: 'OK' };
const LIMITED_CANCELLED: GrantAnswer = { button: 'ALLOW_SELECTED', picker: 'CANCEL' };
const ALL: GrantAnswer = { button: 'ALLOW_ALL' };
const DENY: GrantAnswer = { button: 'DENY' };
const PHOTOS: Short[] = ['IMAGES', 'VIDEO'];

describe('after the first dialog, by what was asked for', () => {
  const compat = '+ ONE_TIME REVOKED_COMPAT';
  const session = { IMAGES: compat, VIDEO: compat, LOCATION: compat, SELECTED: '+ USER_SET' };
  test.each<[names: Short[], explicitly: StateWords, implicitly: StateWords, all: StateWords]>([
    [
      ['IMAGES'],
      { IMAGES: '- USER_SET', SELECTED: '+ USER_SET' },
      session,
      { IMAGES: '+ USER_SET', SELECTED: '+ USER_SET' },
    ],
    [
      ['VIDEO'],
      { VIDEO: '- USER_SET', SELECTED: '+ USER_SET' },
      session,
      { VIDEO: '+ USER_SET', SELECTED: '+ USER_SET' },
    ],
    [
      ['IMAGES', 'LOCATION'],
      { IMAGES: '- USER_SET', LOCATION: '+ USER_SET', SELECTED: '+ USER_SET' },
      session,
      { IMAGES: '+ USER_SET', LOCATION: '+ USER_SET', SELECTED: '+ USER_SET' },
    ],
  ])('%j', (names, explicitly, implicitly, all) => {
    const declared: Short[] = ['IMAGES', 'VIDEO', 'LOCATION'];
    const forExplicit = ask({ app: app(34, ...declared, 'SELECTED'), names });
    const forImplicit = ask({ app: app(34, ...declared), names });
    expect(words(answers(forExplicit, LIMITED).states)).toEqual(explicitly);
    expect(words(answers(forImplicit, LIMITED).states)).toEqual(implicitly);
    expect(words(answers(forExplicit, ALL).states)).toEqual(all);
    expect(words(answers(forImplicit, ALL).states)).toEqual(all);
  });
});

test('limited three times: the second is for good, the third opens the picker at once', () => {
  const names: Short[] = [...PHOTOS, 'SELECTED'];
  const first = answers(ask({ app: explicit, names }), LIMITED);
  const second = ask({ app: explicit, has: words(first.states), names });
  const third = ask({ app: explicit, has: words(answers(second, LIMITED).states), names });
  expect([prompts(second), prompts(third)]).toEqual([['SELECT_MORE_PHOTOS'], ['NO_UI_PHOTO_PICKER_REDIRECT']]);
  const end = answers(third, { picker: 'OK' });
  expect(results(end)).toEqual([-1, -1, 0]);
  expect(end.revoked).toEqual([]);
});

test('a session starts when limited access is chosen in compatibility mode, and only then', () => {
  const has = (answer: GrantAnswer) => answers(ask({ app: implicit, names: PHOTOS }), answer).startsOneTimeSession;
  expect([LIMITED, LIMITED_CANCELLED, ALL, DENY].map(has)).toEqual([true, false, false, false]);
  expect(answers(ask({ app: explicit, names: PHOTOS }), LIMITED).startsOneTimeSession).toBe(false);
});

test('"Allow all" during a session leaves what was not asked for in the session', () => {
  const session = { IMAGES: '+ ONE_TIME REVOKED_COMPAT', VIDEO: '+ ONE_TIME REVOKED_COMPAT', SELECTED: '+ USER_SET' };
  const request = answers(ask({ app: implicit, has: session, names: ['IMAGES'] }), ALL);
  expect(words(request.states)).toEqual({ IMAGES: '+ USER_SET', VIDEO: session.VIDEO, SELECTED: '+ USER_SET' });
  expect(request.startsOneTimeSession).toBe(false);
});

describe('leaving a dialog without an answer', () => {
  const asked = (sdk: 29 | 30 | 34) =>
    ask({ sdk, app: app(29, 'STORAGE', 'CONTACTS'), names: ['STORAGE', 'CONTACTS'] });

  test('Android 10 takes it as a denial of this group and goes on', () => {
    const request = answers(asked(29), 'CANCEL');
    expect(words(request.states)).toEqual({ CONTACTS: '- USER_SET' });
    expect(request.dialogs).toHaveLength(1);
  });

  test.each([30, 34] as const)('from 30 on the whole request ends and nobody counts it (%i)', (sdk) => {
    const request = answers(asked(sdk), 'CANCEL');
    expect([words(request.states), request.dialogs, results(request)]).toEqual([{}, [], [-1, -1]]);
  });

  test('what was answered before stays', () => {
    const request = answers(asked(34), { button: 'ALLOW' }, 'CANCEL');
    expect(results(request)).toEqual([-1, 0]);
  });

  test('a cancelled picker skips its group only', () => {
    const declared: Short[] = ['IMAGES', 'SELECTED', 'STORAGE', 'CAMERA'];
    const request = ask({ app: app(34, ...declared), names: ['CAMERA', 'IMAGES'] });
    const end = answers(request, { button: 'ALLOW_ONE_TIME' }, LIMITED_CANCELLED);
    expect(words(end.states)).toEqual({ CAMERA: '+ ONE_TIME USER_SET' });
    expect(end.dialogs).toEqual([]);
  });

  test('a picker that opened at once can be left as well', () => {
    const fixed = '- USER_FIXED USER_SET';
    const has = { IMAGES: fixed, VIDEO: fixed, SELECTED: '+ USER_FIXED USER_SET' };
    for (const answer of ['CANCEL', { picker: 'CANCEL' }] as const) {
      expect(words(answers(ask({ app: explicit, has, names: PHOTOS }), answer).states)).toEqual(has);
    }
  });
});

describe('denying', () => {
  test('for good: the fixed flag replaces USER_SET up to Android 11 and joins it later', () => {
    const denied = (sdk: 30 | 31) => {
      const request = ask({ sdk, app: app(29, 'STORAGE'), has: { STORAGE: '- USER_SET' }, names: ['STORAGE'] });
      return words(answers(request, { button: 'DENY_AND_DONT_ASK_AGAIN' }).states);
    };
    expect(denied(30)).toEqual({ STORAGE: '- USER_FIXED' });
    expect(denied(31)).toEqual({ STORAGE: '- USER_FIXED USER_SET' });
  });

  test('an old app answers for all storage groups of the request, and for no other', () => {
    const old = app(30, 'STORAGE', 'WRITE');
    const all = answers(ask({ app: old, names: ['STORAGE'] }), { button: 'ALLOW' });
    expect(Object.values(words(all.states))).toEqual(Array(6).fill('+ USER_SET'));
    const photosOnly = answers(ask({ app: old, names: ['IMAGES'] }), DENY);
    expect(Object.keys(words(photosOnly.states)).sort()).toEqual(['IMAGES', 'SELECTED', 'VIDEO']);
  });

  test('a permission an administrator fixed is not touched by its group’s answer', () => {
    const has = { VIDEO: '- POLICY_FIXED' };
    const request = answers(ask({ app: explicit, has, names: PHOTOS }), ALL);
    expect(words(request.states)).toEqual({ IMAGES: '+ USER_SET', SELECTED: '+ USER_SET', VIDEO: '- POLICY_FIXED' });
  });
});

test('results keep the order, the duplicates and the names nobody declared', () => {
  const names = [fullName('STORAGE'), '', fullName('IMAGES'), null, fullName('IMAGES')];
  const start = (sdk: 33 | 34) =>
    startGrantRequest({ device: { sdk, strings: '2024+' }, app: explicit, states: {}, names });
  const end = answerGrantRequest(start(34), ALL);
  expect(end.names).toEqual([fullName('STORAGE'), fullName('IMAGES'), fullName('IMAGES')]);
  expect(results(end)).toEqual([-1, 0, 0]);
  expect(start(33).names).toHaveLength(5);
});

test('an answer the dialog does not offer is a mistake of the caller', () => {
  const request = ask({ app: explicit, names: PHOTOS });
  expect(() => answers(request, { button: 'ALLOW' })).toThrow('The SELECT_PHOTOS dialog has no answer');
  expect(() => answers(request, { picker: 'OK' })).toThrow('The SELECT_PHOTOS dialog has no answer');
  expect(() => answers(request, DENY, DENY)).toThrow('The permission request is over');
});

test('arguments are checked with Android’s words', () => {
  expect(() => checkRequestCode(-1)).toThrow('requestCode should be >= 0');
  expect(() => checkRequestedNames([])).toThrow('permission cannot be null or empty');
  expect(() => checkRequestedNames(null)).toThrow('permission cannot be null or empty');
  expect(() => checkRequestCode(0)).not.toThrow();
  expect(() => checkRequestedNames([null])).not.toThrow();
});
