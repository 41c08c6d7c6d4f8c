// A large result in an order by chance: each run of its statement would have another one.
import { expect, test } from 'vitest';
import { queryResult } from '../../../../main/providers/media/db/queryResult.ts';
import { builtQuery, type ProbeCaller, probeDatabase } from '../mediaProbe.ts';

const reader: ProbeCaller = { package: 'com.app', deviceSdk: 34, targetSdk: 34, granted: ['READ_MEDIA_IMAGES'] };
const rows = Array.from({ length: 2_500 }, (_, index) => ({
  _id: index + 1,
  _data: `/storage/emulated/0/DCIM/${index}.jpg`,
  media_type: 1,
  title: `${index % 3}`,
}));

function opened(sortOrder: string, more: Readonly<Record<string, unknown>> = {}) {
  const database = probeDatabase(rows);
  const extras = { 'android:query-arg-sql-sort-order': sortOrder, ...more };
  const uri = 'content://media/external/images/media';
  const result = queryResult(database, builtQuery({ caller: reader, uri, extras, projection: ['title', '_id'] }));
  const windows = () => Array.from({ length: 25 }, (_, index) => result.window(index * 100, 100)).flat();
  return { database, result, windows, [Symbol.dispose]: () => database[Symbol.dispose]() };
}

const idsOf = (read: readonly (readonly unknown[])[]) => read.map(([, id]) => Number(id));

test.each(['RANDOM()', 'random() DESC', '1, RANDOM()'])('%s: each row comes once, and again at its place', (order) => {
  using cursor = opened(order);
  const read = cursor.windows();
  expect([cursor.result.count, new Set(idsOf(read)).size]).toEqual([2_500, 2_500]);
  expect(read[0]).toHaveLength(2);
  expect(cursor.windows()).toEqual(read);
  expect(idsOf(read)).not.toEqual(rows.map(({ _id }) => _id));
  if (order.startsWith('1')) expect(read.map(([title]) => title)).toEqual(read.map(([title]) => title).toSorted());
});

test('a limit, an offset and a selection hold', () => {
  const extras = {
    'android:query-arg-sql-selection': 'title = ? OR title = ?',
    'android:query-arg-sql-selection-args': ['0', '1'],
    'android:query-arg-sql-limit': '2100 OFFSET 10',
  };
  using cursor = opened('RANDOM()', extras);
  expect(cursor.result.count).toBe(1_667 - 10);
  expect(new Set(idsOf(cursor.windows())).size).toBe(1_657);
});

test('rows that go meanwhile are left out', () => {
  using cursor = opened('RANDOM()');
  cursor.result.window(0, 100);
  cursor.database.transaction(({ run }) => run('DELETE FROM files WHERE _id % 2 = 0'));
  const ids = idsOf(cursor.windows());
  expect([ids.length, new Set(ids).size, ids.some((id) => id % 2 === 0)]).toEqual([1_250, 1_250, false]);
});
