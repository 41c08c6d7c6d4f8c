import { describe, expect, test } from 'vitest';
import { Root } from '../../../contract/android/documentsContract.ts';
import {
  defaultRoot,
  excludedRoots,
  matchingRoots,
  type RootFilter,
  whyExcluded,
} from '../../../renderer/documentsui/matchingRoots.ts';
import { RECENTS_ROOT } from '../../../renderer/documentsui/rootInfo.ts';
import { root } from './documents.ts';

const OPEN: RootFilter = { action: 'OPEN', acceptMimes: ['*/*'], localOnly: false, excludedAuthorities: [] };

describe('a root is missing, and the tester is told why', () => {
  test.each([
    ['CREATE', root(), { action: 'CREATE' }, 'FLAG_SUPPORTS_CREATE'],
    ['copy', root(), { action: 'PICK_COPY_DESTINATION' }, 'FLAG_SUPPORTS_CREATE'],
    ['tree', root({ flags: Root.FLAG_SUPPORTS_CREATE }), { action: 'OPEN_TREE' }, 'FLAG_SUPPORTS_IS_CHILD'],
    ['Recents for a tree', RECENTS_ROOT, { action: 'OPEN_TREE' }, 'Recent is no place'],
    ['local only', root(), { localOnly: true }, 'FLAG_LOCAL_ONLY'],
    ['empty', root({ flags: Root.FLAG_EMPTY }), {}, 'FLAG_EMPTY'],
    ['empty, GET_CONTENT', root({ flags: Root.FLAG_EMPTY }), { action: 'GET_CONTENT' }, 'FLAG_EMPTY'],
    ['another user', root({ userId: 10 }), {}, 'another user'],
    ['types', root({ mimeTypes: ['image/*'] }), { acceptMimes: ['audio/mpeg'] }, 'image/*'],
    ['no types at all', root({ mimeTypes: [] }), {}, '(none)'],
    ['a null list', root(), { acceptMimes: null }, '(null)'],
    ['itself', root(), { excludedAuthorities: ['com.example.docs'] }, 'EXTRA_EXCLUDE_SELF'],
  ] as const)('%s', (_, excluded, change, words) => {
    const filter = { ...OPEN, ...change };
    expect(whyExcluded(excluded, filter)).toContain(words);
    expect(excludedRoots([excluded], filter)).toHaveLength(1);
    expect(matchingRoots([excluded], filter)).toEqual([]);
  });

  test('the first reason counts, and a root that matches has none', () => {
    const filter: RootFilter = { ...OPEN, action: 'OPEN_TREE', localOnly: true };
    expect(whyExcluded(root(), filter)).toContain('FLAG_SUPPORTS_IS_CHILD');
    expect(whyExcluded(root(), OPEN)).toBeNull();
  });

  test('types overlap in both directions', () => {
    expect(whyExcluded(root({ mimeTypes: ['image/*'] }), { ...OPEN, acceptMimes: ['image/png'] })).toBeNull();
    expect(whyExcluded(root({ mimeTypes: ['image/png'] }), { ...OPEN, acceptMimes: ['image/*'] })).toBeNull();
  });
});

test('without Downloads and without storage the picker falls back to Recents', () => {
  expect(defaultRoot([root()], 'OPEN')).toBeNull();
  expect(defaultRoot([root()], 'OPEN_TREE')).toBeNull();
});
