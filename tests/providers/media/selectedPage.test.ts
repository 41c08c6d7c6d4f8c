// Pages of an app that sees selected items: what runs is two indexes merged; Android's own words are the measure.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../contract/android/cursor.ts';
import type { MediaDatabase } from '../../../main/providers/media/db/mediaDatabase.ts';
import { builtQuery, insertGrants, type ProbeCaller, type ProbeRow, probeDatabase, rowsOf } from './mediaProbe.ts';

const IMAGES = 'content://media/external/images/media';
const APP = 'com.app';
const SELECTION = 'android:query-arg-sql-selection';
const ARGS = 'android:query-arg-sql-selection-args';
const SORT = 'android:query-arg-sql-sort-order';
const LIMIT = 'android:query-arg-limit';
const OFFSET = 'android:query-arg-offset';
const caller: ProbeCaller = {
  package: APP,
  deviceSdk: 34,
  targetSdk: 34,
  granted: ['READ_MEDIA_VISUAL_USER_SELECTED'],
};

const date = fc.option(fc.integer({ min: 1, max: 6 }));
const rowArbitrary = fc.record({
  media_type: fc.constantFrom(1, 1, 1, 2, 3),
  owner_package_name: fc.constantFrom(null, APP, 'com.other'),
  is_pending: fc.constantFrom(0, 0, 0, 1),
  is_trashed: fc.constantFrom(0, 0, 0, 1),
  is_favorite: fc.constantFrom(0, 1),
  _modifier: fc.constantFrom(3, 3, 3, 4),
  volume_name: fc.constantFrom('external_primary', 'external_primary', '0000-0000'),
  datetaken: date,
  date_added: date,
  width: fc.constantFrom(null, 1, 2),
});
const rowsArbitrary = fc
  .array(rowArbitrary, { maxLength: 40 })
  .map((rows) =>
    rows.map((row, index): ProbeRow => ({ _id: index + 1, _data: `/storage/emulated/0/DCIM/${index}.jpg`, ...row })),
  );
const grantsArbitrary = fc.array(fc.record({ file_id: fc.integer({ min: 1, max: 40 }), other: fc.boolean() }));
/** Changes made after the grants: what a grant is sorted by has to follow. */
const changesArbitrary = fc.array(
  fc.record({ id: fc.integer({ min: 1, max: 40 }), row: rowArbitrary, deleted: fc.boolean() }),
  { maxLength: 12 },
);
const library = fc.record({ rows: rowsArbitrary, grants: grantsArbitrary, changes: changesArbitrary });

function databaseOf({ rows, grants, changes }: typeof library extends fc.Arbitrary<infer Value> ? Value : never) {
  const database = probeDatabase(rows);
  const known = grants.filter(({ file_id }) => file_id <= rows.length);
  insertGrants(
    database,
    known.map(({ file_id, other }) => ({ package: other ? 'com.other' : APP, file_id, generation: 1 })),
  );
  database.transaction((write) => {
    for (const { id, row, deleted } of changes) {
      if (deleted) write.run('DELETE FROM files WHERE _id = ?', id);
      const names = Object.keys(row);
      write.run(`UPDATE files SET ${names.map((name) => `${name} = ?`)} WHERE _id = ?`, ...Object.values(row), id);
    }
  });
  return database;
}

const packages = `( '${APP}' )`;
const PENDING = `(is_pending=0 AND NOT _modifier=4) OR (is_pending=1 AND lower(_data) NOT REGEXP '.*/\\.pending-(\\d+)-([^/]+)$' AND owner_package_name IN ${packages})`;

/** The ids that Android's own statement finds, its words and without any index. */
function androidIds(database: MediaDatabase, where: string, order: string): readonly number[] {
  const selected = `_id IN (SELECT file_id FROM media_grants WHERE owner_package_name IN ${packages} AND package_user_id=0) OR owner_package_name IN ${packages}`;
  const sql = `SELECT _id FROM files NOT INDEXED WHERE (${selected}) AND ${where} AND volume_name IN ('external_primary') ORDER BY ${order}`;
  return database.all<{ _id: number }>(sql).map(({ _id }) => _id);
}

const asked = fc.record({
  type: fc.constantFrom(1, 3),
  order: fc.constantFrom(
    'datetaken DESC, _id DESC',
    'datetaken DESC',
    'datetaken',
    'datetaken ASC, _id ASC',
    'date_added DESC',
    'DATE_ADDED',
    'datetaken DESC, _id ASC',
    'width DESC, _id DESC',
  ),
  match: fc.constantFrom<Bundle>(
    {},
    {},
    { 'android:query-arg-match-pending': 1 },
    { 'android:query-arg-match-trashed': 3 },
    { 'android:query-arg-match-favorite': 3 },
  ),
  selection: fc.constantFrom('', 'width = ?', 'datetaken > ? OR date_added IS NULL', '_id < ?'),
  limit: fc.integer({ min: 0, max: 12 }),
  offset: fc.integer({ min: 0, max: 12 }),
});

const MATCHES: Readonly<Record<string, readonly [string, string, string]>> = {
  '': [PENDING, 'is_trashed=0', '1'],
  'android:query-arg-match-pending': ['1', 'is_trashed=0', '1'],
  'android:query-arg-match-trashed': [PENDING, 'is_trashed=1', '1'],
  'android:query-arg-match-favorite': [PENDING, 'is_trashed=0', 'is_favorite=1'],
};

describe('a page of what is selected', () => {
  test('has the rows of Android’s own statement, in its order', () => {
    fc.assert(
      fc.property(library, asked, (made, { type, order, match, selection, limit, offset }) => {
        using database = databaseOf(made);
        const conditions = MATCHES[Object.keys(match)[0] ?? ''] ?? [];
        const where = [`media_type=${type}`, ...conditions, selection.replace('?', '2') || '1'].map(
          (one) => `(${one})`,
        );
        // Among equals the ids go the way of the key, as in Android's index (datetaken ASC, _id ASC).
        const tied = /_id/.test(order) ? order : `${order}, _id ${order.endsWith('DESC') ? 'DESC' : 'ASC'}`;
        const wanted = androidIds(database, where.join(' AND '), tied).slice(offset, offset + limit);
        const bound = selection.includes('?') ? { [ARGS]: ['2'] } : {};
        const extras = { ...match, ...bound, [SELECTION]: selection, [SORT]: order, [LIMIT]: limit, [OFFSET]: offset };
        const uri = type === 1 ? IMAGES : 'content://media/external/video/media';
        expect(rowsOf(database, { caller, uri, extras })).toEqual(wanted.map((id) => [id]));
      }),
      { numRuns: 400 },
    );
  });

  test('goes on behind the last row of the page before', () => {
    fc.assert(
      fc.property(library, fc.integer({ min: 1, max: 6 }), (made, length) => {
        using database = databaseOf(made);
        const where = `media_type=1 AND (${PENDING}) AND is_trashed=0 AND datetaken NOT NULL`;
        const wanted = androidIds(database, where, 'datetaken DESC, _id DESC');
        const read: number[] = [];
        let [taken, id] = ['9', '99'];
        for (;;) {
          const page = rowsOf(database, {
            ...{ caller, uri: IMAGES, projection: ['_id', 'datetaken'] },
            extras: {
              [SELECTION]: 'datetaken < ? OR (datetaken = ? AND _id < ?)',
              ...{ [ARGS]: [taken, taken, id], [SORT]: 'datetaken DESC, _id DESC', [LIMIT]: length },
            },
          });
          if (page.length === 0) break;
          read.push(...page.map(([found]) => Number(found)));
          [id, taken] = (page.at(-1) ?? []).map(String) as [string, string];
        }
        expect(read).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  test('is the beginning of the same query without a limit', () => {
    fc.assert(
      fc.property(library, fc.constantFrom('datetaken DESC', 'date_added'), (made, order) => {
        using database = databaseOf(made);
        const [all, page] = [{}, { [LIMIT]: 7 }].map((limited) =>
          rowsOf(database, { caller, uri: IMAGES, extras: { [SORT]: order, ...limited } }),
        );
        expect(page).toEqual(all?.slice(0, 7));
      }),
      { numRuns: 60 },
    );
  });
});

test('it is found by seeking, and nothing is sorted', () => {
  using database = probeDatabase([{ _id: 1 }]);
  const plan = (order: string, selection = '', args: readonly string[] = []) => {
    const extras = { [SORT]: order, [LIMIT]: 50, [SELECTION]: selection, [ARGS]: [...args] };
    const { page, pageArgs } = builtQuery({ caller, uri: IMAGES, extras, ownsOpenFiles: false });
    const steps = database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${page?.sql}`, ...pageArgs, 50, 0);
    return steps.map(({ detail }) =>
      detail.replace(/^SEARCH .* INDEX (\S+) .*?(?:file_)?((datetaken|date_added)[<>]\?)?\)$/, '$1 $2'),
    );
  };
  const merged = (own: string, granted: string) =>
    ['MERGE (UNION ALL)', 'LEFT', own, 'RIGHT', granted].concat('SEARCH images USING INTEGER PRIMARY KEY (rowid=?)');
  expect(plan('datetaken DESC')).toEqual(merged('files_owner_taken ', 'media_grants_taken '));
  expect(plan('date_added')).toEqual(merged('files_owner_added ', 'media_grants_added '));
  const page = plan('datetaken DESC, _id DESC', 'datetaken < ? OR (datetaken = ? AND _id < ?)', ['9', '9', '5']);
  expect(page).toEqual(merged('files_owner_taken datetaken<?', 'media_grants_taken datetaken<?'));
});
