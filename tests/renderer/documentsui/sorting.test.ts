import { expect, test } from 'vitest';
import type { DocumentInfo } from '../../../renderer/documentsui/documentInfo.ts';
import { fileType } from '../../../renderer/documentsui/fileType.ts';
import {
  currentSort,
  isPreSorted,
  type Sort,
  sortDocuments,
  sortInSteps,
} from '../../../renderer/documentsui/sorting.ts';
import { file, folder } from './documents.ts';

const ids = (rows: readonly DocumentInfo[]) => rows.map(({ documentId }) => documentId);

function drained<T>(steps: Generator<undefined, T>): Readonly<{ result: T; pauses: number }> {
  let pauses = 0;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return { result: step.value, pauses };
    pauses++;
  }
}

test.each<Sort>([
  { dimension: 'name', direction: 'asc' },
  { dimension: 'name', direction: 'desc' },
  { dimension: 'size', direction: 'desc' },
  { dimension: 'type', direction: 'asc' },
  { dimension: 'date', direction: 'desc' },
])('sorting 20,011 rows in steps is sorting them: %o', (sort) => {
  const rows = Array.from({ length: 20_011 }, (_, index) => {
    const n = (index * 7_919) % 20_011;
    const common = { size: n % 13 === 0 ? null : n % 100, lastModified: n % 17 === 0 ? null : n % 500 };
    if (n % 50 === 0) return folder(`d${n}`, common);
    return file(`${n}`, { ...common, displayName: `IMG_${n % 999}.jpg`, mimeType: n % 2 ? 'image/jpeg' : 'video/mp4' });
  });
  const { result, pauses } = drained(sortInSteps(rows, { sort }));
  expect(ids(result)).toEqual(ids(sortDocuments(rows, { sort })));
  expect(pauses).toBeGreaterThan(20);
});

test('nothing and one row are sorted', () => {
  const sort: Sort = { dimension: 'name', direction: 'asc' };
  expect(drained(sortInSteps([], { sort })).result).toEqual([]);
  expect(ids(drained(sortInSteps([file('a')], { sort })).result)).toEqual(['a']);
});

test('equal names go by id whichever the direction, and an empty name is first', () => {
  const rows = [file('2', { displayName: 'a' }), file('10', { displayName: 'A' }), file('0', { displayName: '' })];
  expect(ids(sortDocuments(rows, { sort: { dimension: 'name', direction: 'asc' } }))).toEqual(['0', '10', '2']);
  expect(ids(sortDocuments(rows, { sort: { dimension: 'name', direction: 'desc' } }))).toEqual(['10', '2', '0']);
});

test('rows without a date are equal among themselves', () => {
  const rows = [file('b'), file('a'), file('c', { lastModified: 5 })];
  expect(ids(sortDocuments(rows, { sort: { dimension: 'date', direction: 'desc' } }))).toEqual(['a', 'b', 'c']);
});

test('a choice stays everywhere', () => {
  const sort: Sort = { dimension: 'size', direction: 'asc' };
  expect(currentSort(sort, null, true)).toBe(sort);
});

test('a provider that honours the sort says so in its extras', () => {
  expect(isPreSorted({ 'android:query-arg-sort-columns': ['_display_name'] })).toBe(true);
  expect(isPreSorted({ loading: true })).toBe(false);
});

test.each([
  [null, 'File'],
  ['', 'File'],
  ['image/jpeg', 'JPEG image'],
  ['audio/x-wav', 'WAV audio'],
  ['application/gpx+xml', 'GPX+XML file'],
  ['vnd.android.document/directory', 'Folder'],
])('%s is called %s', (mimeType, name) => {
  expect(fileType(mimeType)).toBe(name);
});
