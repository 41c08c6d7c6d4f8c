import { expect, test } from 'vitest';
import { Root } from '../../../contract/android/documentsContract.ts';
import { chipQueryArgs, localDateIn, orderedChips, weekAgo } from '../../../renderer/documentsui/chips.ts';
import { isListed, isPhotoPicking, whyDisabled } from '../../../renderer/documentsui/enabled.ts';
import { findCommonMimeType } from '../../../renderer/documentsui/mimeTypes.ts';
import { globalSearchQuery } from '../../../renderer/documentsui/multiRoot.ts';
import {
  childrenQuery,
  isSearchVisible,
  rootSearchQuery,
  searchQueryArgs,
  withHistory,
} from '../../../renderer/documentsui/searchQuery.ts';
import type { Sort } from '../../../renderer/documentsui/sorting.ts';
import { file, folder, root } from './documents.ts';

const NAME: Sort = { dimension: 'name', direction: 'asc' };
const SORT_ARGS = { 'android:query-arg-sort-columns': ['_display_name'], 'android:query-arg-sort-direction': 0 };

test('checked chips are one question: types united, the others beside them', () => {
  expect(chipQueryArgs(['videos', 'images', 'thisWeek', 'largeFiles'], 7)).toEqual({
    'android:query-arg-mime-types': ['video/*', 'image/*'],
    'android:query-arg-last-modified-after': 7,
    'android:query-arg-file-size-over': 10_000_000,
  });
  expect(orderedChips(['images', 'audio', 'thisWeek'], ['thisWeek'])).toEqual(['thisWeek', 'images', 'audio']);
});

test.each([
  ['2024-03-15', 'UTC', '2024-03-08T00:00:00Z'],
  ['2024-04-03', 'Europe/Berlin', '2024-03-26T23:00:00Z'],
  ['2024-11-05', 'America/New_York', '2024-10-29T04:00:00Z'],
  ['2024-01-03', 'Asia/Kolkata', '2023-12-26T18:30:00Z'],
  // The clock of Beirut jumped from midnight to one.
  ['2024-04-07', 'Asia/Beirut', '2024-03-30T22:00:00Z'],
])('a week before %s in %s began at %s', (today, zone, begin) => {
  expect(new Date(weekAgo(today, zone)).toISOString()).toBe(new Date(begin).toISOString());
});

test('the local date is that of the zone', () => {
  expect(localDateIn(Date.parse('2024-03-15T23:30:00Z'), 'Europe/Berlin')).toBe('2024-03-16');
  expect(localDateIn(Date.parse('2024-03-15T03:30:00Z'), 'America/New_York')).toBe('2024-03-14');
});

test('what is asked of a provider', () => {
  const search = { text: 'a b', chips: ['images'] as const };
  const asked = { 'android:query-arg-mime-types': ['image/*'], 'android:query-arg-display-name': 'a b' };
  expect(rootSearchQuery(root(), NAME, search, 0)).toEqual({
    uri: 'content://com.example.docs/root/r/search?query=a%20b',
    queryArgs: { ...SORT_ARGS, ...asked },
  });
  expect(globalSearchQuery(root(), NAME, searchQueryArgs(search, 0))).toEqual({
    uri: 'content://com.example.docs/root/r/search?query=',
    queryArgs: { ...SORT_ARGS, ...asked, 'android:query-arg-exclude-media': true },
  });
  expect(childrenQuery(folder('a:b/c'), NAME)).toEqual({
    uri: 'content://com.example.docs/document/a%3Ab%2Fc/children',
    queryArgs: SORT_ARGS,
  });
});

test('only the pickers of something that is there can search', () => {
  const searchable = { flags: Root.FLAG_SUPPORTS_SEARCH };
  expect(
    ['OPEN', 'GET_CONTENT', 'CREATE', 'OPEN_TREE'].map((action) => isSearchVisible(action as 'OPEN', searchable)),
  ).toEqual([...[true, true, false, false]]);
  expect(isSearchVisible('OPEN', { flags: 0 })).toBe(false);
});

test('the history has each search once, the newest in front, and 200 of them', () => {
  expect(withHistory(['a', 'b'], ' b ')).toEqual(['b', 'a']);
  expect(withHistory(['a'], '  ')).toEqual(['a']);
  const many = Array.from({ length: 200 }, (_, index) => `${index}`);
  expect(withHistory(many, 'new')).toHaveLength(200);
});

test('a type that the provider names differently is grey, and the tester is told both', () => {
  const request = { action: 'OPEN', acceptMimes: ['application/gpx+xml'], openableOnly: false } as const;
  const local = file('track.gpx', { mimeType: 'application/octet-stream' });
  const cloud = file('track.gpx', { mimeType: 'application/gpx+xml' });
  expect(whyDisabled(local, request)).toContain('application/octet-stream');
  expect(whyDisabled(local, request)).toContain('application/gpx+xml');
  expect(whyDisabled(cloud, request)).toBeNull();
  expect(isListed(local, { ...request, showHidden: false })).toBe(true);
  expect(isPhotoPicking(request)).toBe(false);
});

test.each([
  [['image/png', 'image/png'], 'image/png'],
  [['image/png', 'video/png'], '*/*'],
  [['image/'], '*/*'],
  [[], '*/*'],
])('what describes %j is %s', (types, common) => {
  expect(findCommonMimeType(types)).toBe(common);
});
