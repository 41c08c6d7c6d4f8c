import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openMediaDatabase } from '../../../../main/providers/media/db/openMediaDatabase.ts';
import { queryResult } from '../../../../main/providers/media/db/queryResult.ts';
import { bindSelection } from '../../../../main/providers/media/sqlText.ts';
import { builtQuery, insertGrants, type ProbeCaller, type ProbeRow, probeDatabase, rowsOf } from '../mediaProbe.ts';

const IMAGES = 'content://media/external/images/media';
const SORT = 'android:query-arg-sql-sort-order';
const reader: ProbeCaller = {
  package: 'com.app',
  deviceSdk: 34,
  targetSdk: 34,
  granted: ['READ_MEDIA_IMAGES', 'READ_MEDIA_VIDEO'],
};

const rowArbitrary = fc.record({
  media_type: fc.constantFrom(0, 1, 1, 1, 2, 3, 6),
  owner_package_name: fc.constantFrom(null, 'com.app', 'com.other'),
  is_pending: fc.constantFrom(0, 0, 0, 1),
  is_trashed: fc.constantFrom(0, 0, 0, 1),
  _modifier: fc.constantFrom(3, 3, 4),
  volume_name: fc.constantFrom('external_primary', 'external_primary', '0000-0000'),
  datetaken: fc.option(fc.integer({ min: 1, max: 6 })),
  title: fc.option(fc.constantFrom('a', 'B', 'c', '9', '10')),
  raw: fc.boolean(),
});

const rowsArbitrary = fc.array(rowArbitrary, { maxLength: 40 }).map((rows) =>
  rows.map(({ raw, ...row }, index): ProbeRow => {
    const name = row.is_pending === 1 && !raw ? `.pending-9-${index}.jpg` : `${index}.jpg`;
    return { _id: index + 1, _data: `/storage/emulated/0/DCIM/${name}`, is_download: index % 2, ...row };
  }),
);

describe('windows', () => {
  test.each([
    ['datetaken DESC'],
    ['datetaken'],
    ['datetaken ASC, _id ASC'],
    ['title DESC, _id DESC'],
    ['datetaken DESC, _id ASC'],
    ['title COLLATE NOCASE'],
    ['_id DESC'],
    [''],
  ])('one after another are the whole result, in the order %j', (sortOrder) => {
    fc.assert(
      fc.property(rowsArbitrary, fc.integer({ min: 1, max: 7 }), (rows, length) => {
        using database = probeDatabase(rows);
        const projection = ['_id', 'datetaken', 'title'];
        const query = { caller: reader, uri: IMAGES, extras: { [SORT]: sortOrder }, projection };
        const result = queryResult(database, builtQuery(query));
        const windows: unknown[] = [];
        for (let start = 0; start < result.count; start += length) windows.push(...result.window(start, length));
        expect(windows).toEqual(queryResult(database, builtQuery(query)).window(0, result.count));
        const jump = Math.floor(result.count / 2);
        expect(result.window(jump, 3)).toEqual(windows.slice(jump, jump + 3));
      }),
      { numRuns: 25 },
    );
  });

  test('have no columns but those asked for', () => {
    using database = probeDatabase([{ _id: 1 }, { _id: 2 }]);
    const result = queryResult(database, builtQuery({ caller: reader, uri: IMAGES, extras: { [SORT]: 'title' } }));
    expect([result.columns, result.window(0, 1), result.window(1, 1)]).toEqual([['_id'], [[1]], [[2]]]);
  });
});

// What runs is written for SQLite's planner; Android's own words are the measure.
describe('the rows of Android’s own statement', () => {
  const packages = bindSelection('(?)', ['com.app']);
  const android: Readonly<Record<string, string>> = {
    pending: `(is_pending=0 AND NOT _modifier=4) OR (is_pending=1 AND lower(_data) NOT REGEXP '.*/\\.pending-(\\d+)-([^/]+)$' AND owner_package_name IN ${packages})`,
    selected: `_id IN (SELECT file_id FROM media_grants WHERE owner_package_name IN ${packages} AND package_user_id=0) OR owner_package_name IN ${packages}`,
    own: `owner_package_name IN ${packages}`,
    media: `owner_package_name IN ${packages} OR media_type=3 OR media_type=5 OR media_type=1`,
    every: '1',
  };

  test.each([
    ['images, everything allowed', IMAGES, 'media_type=1', ['READ_MEDIA_IMAGES'], 'every'],
    ['images, selected', IMAGES, 'media_type=1', ['READ_MEDIA_VISUAL_USER_SELECTED'], 'selected'],
    ['images, nothing', IMAGES, 'media_type=1', [], 'own'],
    ['files, selected', 'content://media/external/file', '1', ['READ_MEDIA_VISUAL_USER_SELECTED'], 'selected'],
    ['files, media', 'content://media/external/file', '1', ['READ_MEDIA_IMAGES', 'READ_MEDIA_VIDEO'], 'media'],
    ['downloads', 'content://media/external/downloads', 'is_download=1', ['READ_MEDIA_IMAGES'], 'own'],
  ])('%s', (_name, uri, view, granted, access) => {
    fc.assert(
      fc.property(rowsArbitrary, fc.array(fc.integer({ min: 1, max: 40 })), (rows, grants) => {
        using database = probeDatabase(rows);
        const ids = new Set(grants.filter((id) => id <= rows.length));
        insertGrants(
          database,
          [...ids].map((file_id) => ({ package: 'com.app', file_id, generation: 1 })),
        );
        const plain = `SELECT _id FROM files NOT INDEXED WHERE ${view} AND (${android[access]}) AND (${android.pending})
          AND is_trashed=0 AND volume_name IN ('external_primary') ORDER BY datetaken DESC, _id DESC`;
        const extras = { [SORT]: 'datetaken DESC, _id DESC' };
        const caller = { ...reader, granted };
        const wanted = database.all<{ _id: number }>(plain).map(({ _id }) => [_id]);
        expect(rowsOf(database, { caller, uri, extras })).toEqual(wanted);
        expect(rowsOf(database, { caller, uri, extras: { ...extras, 'android:query-arg-limit': 3 } })).toEqual(
          wanted.slice(0, 3),
        );
      }),
      { numRuns: 25 },
    );
  });
});

test.each([
  ['datetaken', '<'],
  ['datetaken', '>'],
  ['title', '<'],
  ['TITLE', '>'],
])('a page behind a row, as apps write it by %s %s, has just its rows', (column, operator) => {
  fc.assert(
    fc.property(
      rowsArbitrary,
      fc.integer({ min: 0, max: 7 }),
      fc.boolean(),
      fc.constantFrom('<', '>'),
      (rows, key, isSame, tie) => {
        using database = probeDatabase(rows);
        const written = `${column} ${operator} ? OR (${column} = ? AND _id ${tie} ?)`;
        const args = [`${key}`, isSame ? `${key}` : `${key + 1}`, '20'];
        const query = (selection: string) =>
          rowsOf(database, {
            caller: reader,
            uri: IMAGES,
            extras: {
              'android:query-arg-sql-selection': selection,
              'android:query-arg-sql-selection-args': args,
              [SORT]: `${column}, _id`,
            },
          });
        expect(query(written)).toEqual(query(`(${written}) AND 1`));
      },
    ),
    { numRuns: 25 },
  );
});

test('what galleries ask most is answered by seeking', () => {
  using database = openMediaDatabase(':memory:', (problem) => expect.unreachable(problem));
  const plan = (extras: Record<string, unknown>, uri = IMAGES) => {
    const { sql, args } = builtQuery({
      caller: reader,
      uri,
      extras,
      projection: ['_id', '_display_name'],
      ownsOpenFiles: false,
    });
    const steps = database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql} LIMIT 50`, ...args);
    return steps.map(({ detail }) => detail.replace(/^SEARCH|^SCAN/, '').replace(/.*INDEX /, '')).join(', ');
  };
  const SELECTION = 'android:query-arg-sql-selection';
  const ARGS = 'android:query-arg-sql-selection-args';
  const files = 'content://media/external/file';
  expect({
    newest: plan({ [SORT]: 'datetaken DESC, _id DESC' }),
    added: plan({ [SORT]: 'date_added DESC' }),
    modified: plan({ [SORT]: 'date_modified DESC' }),
    unsorted: plan({}),
    page: plan({
      [SELECTION]: 'datetaken < ? OR (datetaken = ? AND _id < ?)',
      [ARGS]: ['9', '9', '5'],
      [SORT]: 'datetaken DESC, _id DESC',
    }),
    imagesAndVideos: plan({ [SELECTION]: 'media_type=1 OR media_type=3', [SORT]: 'datetaken DESC' }, files),
    pending: plan({ 'android:query-arg-match-pending': 3, [SORT]: 'datetaken DESC' }),
    bucket: plan({ [SELECTION]: 'bucket_id = ?', [ARGS]: ['1'], [SORT]: 'date_added DESC' }),
    gif: plan({ [SELECTION]: 'mime_type = ?', [ARGS]: ['image/gif'], [SORT]: 'datetaken DESC' }),
    favorites: plan({ 'android:query-arg-match-favorite': 3, [SORT]: 'datetaken DESC' }),
    trash: plan({ 'android:query-arg-match-trashed': 3, [SORT]: 'datetaken DESC' }),
    files: plan({ [SORT]: 'datetaken DESC' }, files),
    filesAdded: plan({ [SORT]: 'date_added DESC' }, files),
  }).toEqual({
    newest: 'files_visible_type_taken (media_type=?)',
    added: 'files_visible_type_added (media_type=?)',
    modified: 'files_visible_type_modified (media_type=?)',
    unsorted: 'files_visible_type (media_type=?)',
    page: 'files_visible_type_taken (media_type=? AND datetaken<?)',
    imagesAndVideos: 'files_visible_taken',
    pending: 'files_pending_type (media_type=?)',
    bucket: 'files_bucket (bucket_id=? AND media_type=?), USE TEMP B-TREE FOR ORDER BY',
    gif: 'files_visible_mime (mime_type=?)',
    favorites: 'files_favorite (media_type=?)',
    trash: 'files_trashed (media_type=?)',
    files: 'files_visible_taken',
    filesAdded: 'files_visible_added',
  });
});
