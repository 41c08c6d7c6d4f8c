import { expect, test } from 'vitest';
import type { Bundle } from '../../../../contract/android/cursor.ts';
import { openingResult, queryResult } from '../../../../main/providers/media/db/queryResult.ts';
import { builtQuery, type ProbeCaller, probeDatabase } from '../mediaProbe.ts';

const SELECTION = 'android:query-arg-sql-selection';
const SORT = 'android:query-arg-sql-sort-order';
const LIMIT = 'android:query-arg-limit';
const OFFSET = 'android:query-arg-offset';
const granted = ['READ_MEDIA_IMAGES', 'READ_MEDIA_VIDEO'];
const caller: ProbeCaller = { package: 'com.app', deviceSdk: 34, targetSdk: 34, granted };

/** 61,000 rows with gaps between their ids; every tenth is a video, every hundredth in the trash. */
function largeDatabase() {
  const database = probeDatabase([]);
  database.transaction((write) =>
    write.run(`WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 61000)
      INSERT INTO files (_id, _data, media_type, volume_name, _modifier, is_trashed, bucket_id, datetaken)
      SELECT i + i / 20000 * 30000, '/storage/emulated/0/' || i, CASE i % 10 WHEN 0 THEN 3 ELSE 1 END,
        'external_primary', 3, i % 100 = 1, i % 3, CASE WHEN i % 7 > 0 THEN i * 31 % 1000 END FROM numbers`),
  );
  return database;
}

test.each<[string, string, Bundle, number]>([
  ['images', 'images/media', {}, 54_290],
  ['sorted images', 'images/media', { [SORT]: 'datetaken DESC' }, 54_290],
  ['files', 'file', {}, 60_390],
  ['a selection', 'images/media', { [SELECTION]: "bucket_id = '1'" }, 18_096],
  ['a selection with gaps', 'images/media', { [SELECTION]: '_id > 100000 OR _id < 20000' }, 36_490],
  ['behind an offset', 'images/media', { [SORT]: '_id', [LIMIT]: -1, [OFFSET]: 4_290 }, 50_000],
])('%s: a large result is counted in many steps', (_name, collection, extras, count) => {
  using database = largeDatabase();
  const query = builtQuery({ caller, uri: `content://media/external/${collection}`, extras });
  const steps = [...openingResult(database, query)];
  expect([steps.length > 3, queryResult(database, query).count]).toEqual([true, count]);
});

test.each<[string, Bundle]>([
  ['few rows', { [SELECTION]: '_id < 5000' }],
  ['a small limit', { [LIMIT]: 50 }],
  ['groups', { 'android:query-arg-sql-group-by': 'bucket_id' }],
])('%s are counted in one', (_name, extras) => {
  using database = largeDatabase();
  const query = builtQuery({ caller, uri: 'content://media/external/images/media', extras });
  expect([...openingResult(database, query)]).toEqual([]);
});

test('rows may go between the steps', () => {
  using database = largeDatabase();
  const query = builtQuery({ caller, uri: 'content://media/external/images/media' });
  const steps = openingResult(database, query);
  steps.next();
  database.transaction((write) => write.run('DELETE FROM files WHERE _id > 100'));
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  expect([step.value.count, step.value.window(0, 100).length]).toEqual([89, 89]);
});
