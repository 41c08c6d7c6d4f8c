import { describe, expect, test } from 'vitest';
import { Root } from '../../../contract/android/documentsContract.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import {
  DEVICE_ROOT,
  DOWNLOADS_ROOT,
  initialHint,
  initialLocation,
  isRestorable,
  isRestrictedInitialUri,
  RECENTS,
  restrictsStorageAccess,
  type StartFacts,
} from '../../../renderer/documentsui/initialLocation.ts';

const NOW = { sdk: 34, targetSdk: 34 };
const STORAGE = 'content://com.android.externalstorage.documents';
const LAST = { root: { authority: 'a', rootId: 'r' }, stack: ['r', 'f1'] };
const NOTHING: StartFacts = {
  ...{ action: 'OPEN', restored: null, hint: { kind: 'none', reason: null }, hintedRoot: null },
  ...{ hintedPath: null, isHintedDirectory: true, lastAccessed: null },
};

describe('what EXTRA_INITIAL_URI asks for', () => {
  const isProvider = (authority: string) => authority !== 'com.gone';
  test.each([
    ['content://com.docs/root/r%2F1', { kind: 'root', authority: 'com.docs', rootId: 'r/1' }],
    ['content://com.docs/document/d', { kind: 'document', authority: 'com.docs', documentId: 'd' }],
    ['content://com.docs/tree/t/document/d', { kind: 'document', authority: 'com.docs', documentId: 'd' }],
  ])('%s', (uri, hint) => {
    expect(initialHint(parseUri(uri), NOW, isProvider)).toEqual(hint);
  });

  test.each([
    'content://com.docs/tree/t',
    'content://com.docs/document/d/children',
    'content://com.gone/document/d',
    'file:///sdcard',
    `${STORAGE}/tree/primary%3A/document/primary%3AAndroid%2Fdata`,
  ])('%s is passed over, with a reason', (uri) => {
    const hint = initialHint(parseUri(uri), NOW, isProvider);
    expect(hint).toMatchObject({ kind: 'none', reason: expect.stringContaining(uri) });
  });
});

test.each([
  ['primary%3AAndroid%2Fdata', true],
  ['1234-ABCD%3AAndroid%2Fsandbox%2Fx', true],
  ['primary%3ADCIM%2F..%2FAndroid%2Fdata', true],
  ['primary%3ADCIM%2FAndroid%2Fdata', false],
  ['primary%3A', false],
])('%s is restricted: %s', (id, restricted) => {
  expect(isRestrictedInitialUri(parseUri(`${STORAGE}/document/${id}`), NOW)).toBe(restricted);
});

test.each([
  [29, 34, false],
  [30, 29, false],
  [30, 30, true],
  [31, 23, true],
])('API %i restricts an app for %i: %s', (sdk, targetSdk, restricted) => {
  expect(restrictsStorageAccess({ sdk, targetSdk })).toBe(restricted);
});

describe('where a picker opens', () => {
  const root = { kind: 'root', authority: 'b', rootId: 'x' } as const;
  const document = { kind: 'document', authority: 'b', documentId: 'd' } as const;
  test.each<[string, Partial<StartFacts>, unknown]>([
    ['a copy begins anew', { action: 'PICK_COPY_DESTINATION', lastAccessed: LAST }, DOWNLOADS_ROOT],
    ['an unknown root is no hint', { hint: root, lastAccessed: LAST }, LAST],
    [
      'a root is',
      { hint: root, hintedRoot: { flags: 0 }, lastAccessed: LAST },
      { root: { authority: 'b', rootId: 'x' }, stack: null },
    ],
    [
      'a tree needs children',
      { action: 'OPEN_TREE', hint: root, hintedRoot: { flags: Root.FLAG_SUPPORTS_CREATE } },
      DEVICE_ROOT,
    ],
    ['a path that cannot be found', { hint: document, lastAccessed: LAST }, LAST],
    ['a path without a root', { hint: document, hintedPath: { rootId: null, path: ['d'] } }, RECENTS],
    [
      'a directory opens itself',
      { hint: document, hintedPath: { rootId: 'x', path: ['x', 'd'] } },
      { root: { authority: 'b', rootId: 'x' }, stack: ['x', 'd'] },
    ],
    ['a restored place wins', { restored: LAST, hint: root, hintedRoot: { flags: 0 } }, LAST],
  ])('%s', (_, change, location) => {
    expect(initialLocation({ ...NOTHING, ...change })).toEqual(location);
  });
});

test('a place with a document that is gone is not restored', () => {
  const stored = { packageName: 'app', rootKey: 'a/r', documents: ['r', 'f'] };
  const present = { callingPackage: 'app', matchingRootKeys: ['a/r'], canQuery: (id: string) => id === 'r' };
  expect(isRestorable(stored, present)).toBe(false);
  expect(isRestorable(stored, { ...present, canQuery: () => true })).toBe(true);
  expect(isRestorable(null, present)).toBe(false);
});
