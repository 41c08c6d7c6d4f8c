import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../contract/android/cursor.ts';
import { QUERY_ARG } from '../../../contract/android/mediaStore.ts';
import { isVolumeAttached, parseLimit } from '../../../main/providers/media/queryBuilder.ts';
import { builtQuery, idsOf, insertGrants, type ProbeCaller, probeDatabase, rowsOf } from './mediaProbe.ts';

const IMAGES = 'content://media/external/images/media';
const FILES = 'content://media/external/file';

const reader: ProbeCaller = { package: 'com.app', deviceSdk: 34, targetSdk: 34, granted: ['READ_MEDIA_IMAGES'] };
const stranger: ProbeCaller = { ...reader, granted: [] };
const at = (targetSdk: number): ProbeCaller => ({
  package: 'com.app',
  deviceSdk: 34,
  targetSdk,
  granted: ['READ_EXTERNAL_STORAGE'],
});

function library() {
  return probeDatabase([
    { _id: 1, _display_name: 'b.jpg', owner_package_name: 'com.app', date_added: 30, _size: 3 },
    { _id: 2, _display_name: 'A.jpg', owner_package_name: 'com.other', date_added: 20, _size: 2 },
    { _id: 3, _display_name: 'c.jpg', owner_package_name: 'com.third', date_added: 10, _size: 1 },
    {
      _id: 4,
      _display_name: "o'clock.mov",
      owner_package_name: 'com.other',
      media_type: 3,
      _data: '/storage/emulated/0/x/4.mov',
    },
    { _id: 5, _display_name: 'notes.txt', owner_package_name: 'com.other', media_type: 6 },
  ]);
}

const selection = (sql: string, ...args: string[]): Bundle => ({
  [QUERY_ARG.SQL_SELECTION]: sql,
  [QUERY_ARG.SQL_SELECTION_ARGS]: args,
});
const sort = (sql: string): Bundle => ({ [QUERY_ARG.SQL_SORT_ORDER]: sql });

describe('hostile SQL reaches no row the caller may not see', () => {
  test.each([
    ['1=1) OR (1=1', [1]],
    ['1) OR 1 OR (1', [1]],
    ['1=1 OR 1=1', [1]],
    ["_id=2 OR owner_package_name='com.other'", []],
    ['1=1) --\n OR (1', [1]],
    ['1 /* ) */ OR 1', [1]],
    ["'a' = 'a' --\n OR 1", [1]],
    ['_id IN (1,2,3)', [1]],
    ['NOT (_id=99)', [1]],
  ])('%s', (sql, expected) => {
    using database = library();
    expect(idsOf(database, { caller: stranger, uri: IMAGES, extras: selection(sql) })).toEqual(expected);
  });

  test.each([
    ['_id IN (SELECT _id FROM files)', 'IllegalArgumentException', 'Invalid token SELECT'],
    ['1) UNION SELECT _data FROM files --\n', 'IllegalArgumentException', 'Invalid token SELECT'],
    ['1) UNION VALUES (1', 'IllegalArgumentException', 'Invalid token VALUES'],
    ['1; DELETE FROM files', 'IllegalArgumentException', "Semicolon is not allowed in '1; DELETE FROM files'"],
    ['1=1 --', 'IllegalArgumentException', "Unterminated comment in '1=1 --'"],
    ['1=1 /* ', 'IllegalArgumentException', "Unterminated comment in '1=1 /* '"],
    ["'", 'IllegalArgumentException', "Unterminated quote in '''"],
    ['_display_name LIKE "%x%"', 'IllegalArgumentException', 'Invalid token %x%'],
    ["strftime('%Y', date_added) = '2024'", 'IllegalArgumentException', 'Invalid token strftime'],
    ['load_extension(1)', 'IllegalArgumentException', 'Invalid token load_extension'],
    ['media_type=1', 'IllegalArgumentException', 'Invalid token media_type'],
    ['sqlite_master', 'IllegalArgumentException', 'Invalid token sqlite_master'],
    ['0x1F=31', 'IllegalArgumentException', 'Invalid token x1F'],
    ['(1=1', 'SQLiteException', /^incomplete input \(code 1 SQLITE_ERROR\): , while compiling: SELECT _id FROM/],
    ['_id MATCH 1', 'SQLiteException', /unable to use function MATCH/],
  ] as const)('%s is refused', (sql, name, message) => {
    using database = library();
    const query = () => idsOf(database, { caller: stranger, uri: IMAGES, extras: selection(sql) });
    expect(query).toThrow(
      expect.objectContaining({
        name,
        message: message instanceof RegExp ? expect.stringMatching(message) : message,
      }),
    );
  });

  test.each([
    [sort('date_added DESC LIMIT 5'), 'Invalid token LIMIT'],
    [sort('(SELECT 1)'), 'Invalid token SELECT'],
    [{ [QUERY_ARG.SQL_GROUP_BY]: '_id HAVING 1' }, 'Invalid token HAVING'],
    [{ [QUERY_ARG.SQL_LIMIT]: '1 UNION SELECT 1' }, 'Invalid token SELECT'],
    [{ [QUERY_ARG.SQL_HAVING]: '1' }, 'HAVING clauses are only permitted when using a groupBy clause'],
    [{ [QUERY_ARG.MATCH_PENDING]: 4 }, ''],
    [
      selection('_id=?', '1', '2'),
      /^Cannot bind argument at index 2 because the index is out of range\. {2}The statement has 1 parameters\.$/,
    ],
  ] as const)('%j is refused', (extras, message) => {
    expect(() => builtQuery({ caller: reader, uri: IMAGES, extras })).toThrow(
      expect.objectContaining({
        name: 'IllegalArgumentException',
        message: message instanceof RegExp ? expect.stringMatching(message) : message,
      }),
    );
  });

  test('a package name is text, whatever is in it', () => {
    using database = library();
    const caller = { ...stranger, package: "x') OR ('1'='1" };
    expect(idsOf(database, { caller, uri: IMAGES })).toEqual([]);
    expect(
      idsOf(database, { caller: { ...caller, granted: ['READ_MEDIA_VISUAL_USER_SELECTED'] }, uri: IMAGES }),
    ).toEqual([]);
  });
});

describe('projections', () => {
  test.each([
    [['COUNT(*)'], 34, 'Invalid column COUNT(*)'],
    [['_id', 'media_type'], 34, 'Invalid column media_type'],
    [['_id AS x'], 34, 'Invalid column _id AS x'],
    [['*'], 34, 'Invalid column *'],
    [['LENGTH(title)'], 34, 'Invalid column LENGTH(title)'],
    [['MAX(MIN(_id))'], 34, 'Invalid column MAX(MIN(_id))'],
    [['DISTINCT _id'], 34, 'Invalid column DISTINCT _id'],
    [['inferred_date'], 34, 'Invalid column inferred_date'],
    [['_modifier'], 34, 'Invalid column _modifier'],
  ] as const)('%j of an app for %d is refused', (projection, targetSdk, message) => {
    expect(() => builtQuery({ caller: { ...reader, targetSdk }, uri: IMAGES, projection })).toThrow(message);
  });

  test.each([
    [['COUNT(_id)'], 34, ['COUNT(_id)'], [[3]]],
    [
      ['_ID', 'Title'],
      34,
      ['_id', 'title'],
      [
        [1, null],
        [2, null],
        [3, null],
      ],
    ],
    [['max(_size)', 'MIN(date_added)'], 34, ['max(_size)', 'MIN(date_added)'], [[3, 10]]],
    [['COUNT(*)'], 28, ['COUNT(*)'], [[3]]],
    [['_id AS x'], 28, ['x'], [[1], [2], [3]]],
    [['count(*) AS n', 'bucket_id'], 28, ['n', 'bucket_id'], [[3, null]]],
    [['DISTINCT mime_type'], 28, ['mime_type'], [['image/jpeg']]],
  ] as const)('%j of an app for %d', (projection, targetSdk, columns, rows) => {
    using database = library();
    const query = {
      caller: { ...at(targetSdk), granted: ['READ_EXTERNAL_STORAGE', 'READ_MEDIA_IMAGES'] },
      uri: IMAGES,
      projection,
    };
    expect(builtQuery(query).columns).toEqual(columns);
    expect(rowsOf(database, { ...query, extras: targetSdk === 34 ? sort('_id') : {} })).toEqual(rows);
  });

  test('null asks for every column the device has, once', () => {
    const { columns } = builtQuery({ caller: reader, uri: IMAGES, projection: null });
    expect(columns).toContain('generation_added');
    expect(columns).not.toContain('media_type');
    expect(new Set(columns).size).toBe(columns.length);
    expect(builtQuery({ caller: reader, uri: IMAGES, projection: [] }).columns).toEqual(columns);
  });
});

describe('owner_package_name on API 34, target 34', () => {
  const owners = (query: Partial<Parameters<typeof rowsOf>[1]>) => {
    using database = library();
    return rowsOf(database, {
      caller: reader,
      uri: IMAGES,
      projection: ['owner_package_name'],
      extras: sort('_id'),
      ...query,
    });
  };

  test('is null for packages the caller cannot see', () => {
    expect(owners({})).toEqual([['com.app'], [null], [null]]);
    expect(owners({ visiblePackages: ['com.other'] })).toEqual([['com.app'], ['com.other'], [null]]);
    expect(owners({ visiblePackages: 'all' })).toEqual([['com.app'], ['com.other'], ['com.third']]);
    expect(owners({ caller: { ...reader, targetSdk: 33 } })).toEqual([['com.app'], ['com.other'], ['com.third']]);
  });

  test('does not come out through an aggregate', () => {
    expect(owners({ projection: ['GROUP_CONCAT(owner_package_name)'], extras: {} })).toEqual([['com.app']]);
  });

  test('mentioned in a condition leaves only own rows', () => {
    using database = library();
    for (const extras of [
      selection("OWNER_PACKAGE_NAME LIKE '%'"),
      sort('owner_package_name'),
      { [QUERY_ARG.SQL_GROUP_BY]: 'owner_package_name' },
    ])
      expect(idsOf(database, { caller: reader, uri: IMAGES, extras })).toEqual([1]);
  });
});

describe('apps for older levels', () => {
  test.each([
    ['LIMIT in the sort order below R', 29, IMAGES, sort('_id DESC LIMIT 2'), [2, 3]],
    ['?limit= below R', 29, `${IMAGES}?limit=1,1`, sort('_id'), [2]],
    [
      'a double-quoted pattern below R',
      29,
      'content://media/external/video/media',
      selection('_data LIKE "%.mov"'),
      [4],
    ],
    ['COLLATE LOCALIZED below R', 29, IMAGES, sort('_display_name COLLATE LOCALIZED ASC'), [1, 2, 3]],
    [
      'a custom collation',
      34,
      IMAGES,
      { [QUERY_ARG.SORT_COLUMNS]: ['_display_name'], [QUERY_ARG.SORT_LOCALE]: 'de-DE' },
      [1, 2, 3],
    ],
    ['GROUP BY in the selection below Q', 28, IMAGES, selection('_id < 2) GROUP BY (mime_type'), [1]],
    ['a sub-select below Q', 28, IMAGES, selection('_id IN (SELECT MAX(_id) FROM images)'), [3]],
  ] as const)('%s', (_name, targetSdk, uri, extras, expected) => {
    using database = library();
    const caller = { ...at(targetSdk), granted: ['READ_EXTERNAL_STORAGE', 'READ_MEDIA_IMAGES'] };
    expect(idsOf(database, { caller, uri, extras })).toEqual(expected);
  });

  test('two limits contradict each other', () => {
    const extras = { ...sort('_id LIMIT 2'), [QUERY_ARG.LIMIT]: 5 };
    expect(() => builtQuery({ caller: at(29), uri: IMAGES, extras })).toThrow(
      "Abusive '2' conflicts with requested '5'",
    );
  });
});

describe('limit and windows', () => {
  test.each([
    [undefined, { limit: null, offset: 0 }],
    ['5', { limit: 5, offset: 0 }],
    ['5 offset 2', { limit: 5, offset: 2 }],
    ['2,5', { limit: 5, offset: 2 }],
    ['-1', { limit: null, offset: 0 }],
    ['3 OFFSET -4', { limit: 3, offset: 0 }],
  ])('%j', (text, expected) => {
    expect(parseLimit(text)).toEqual(expected);
  });

  test('anything else is a syntax error', () => {
    expect(() => parseLimit('raw')).toThrow(expect.objectContaining({ name: 'SQLiteException' }));
  });

  test.each([
    [{}, [1, 2, 3]],
    [{ [QUERY_ARG.LIMIT]: 2 }, [1, 2]],
    [{ [QUERY_ARG.LIMIT]: 2, [QUERY_ARG.OFFSET]: 2 }, [3]],
    [{ [QUERY_ARG.LIMIT]: 2, [QUERY_ARG.OFFSET]: 9 }, []],
    [{ [QUERY_ARG.LIMIT]: 0 }, []],
    [{ [QUERY_ARG.OFFSET]: 2 }, [1, 2, 3]],
  ])('%j', (extras, expected) => {
    using database = library();
    expect(rowsOf(database, { caller: reader, uri: IMAGES, extras: { ...extras, ...sort('_id') } }).flat()).toEqual(
      expected,
    );
  });

  test('the standard sort order overrides every other on API 36', () => {
    using database = probeDatabase([
      { _id: 1, inferred_date: 10 },
      { _id: 2, inferred_date: 30 },
      { _id: 3, inferred_date: 20 },
    ]);
    const extras = { ...sort('_id'), [QUERY_ARG.MEDIA_STANDARD_SORT_ORDER]: true };
    const rows = (deviceSdk: number) =>
      rowsOf(database, { caller: { ...reader, deviceSdk }, uri: IMAGES, extras }).flat();
    expect(rows(36)).toEqual([2, 3, 1]);
    expect(rows(35)).toEqual([1, 2, 3]);
  });
});

test.each([
  ['_id=?', ['2'], [2]],
  ['_id=?2 OR _id=?1', ['1', '3'], [1, 3]],
  ['_id=? OR _id=?', ['1'], [1]],
  ["_display_name='?' OR _id=?", ['3'], [3]],
  ['_size > ?', ['1'], [1, 2]],
])('%s takes the arguments %j', (sql, args, expected) => {
  using database = library();
  expect(idsOf(database, { caller: reader, uri: IMAGES, extras: selection(sql, ...args) })).toEqual(expected);
});

test('a filename that looks like SQL stays text', () => {
  using database = library();
  const extras = selection('_display_name = ?', "o'clock.mov");
  expect(idsOf(database, { caller: { ...reader, granted: ['READ_MEDIA_VIDEO'] }, uri: FILES, extras })).toEqual([4]);
});

test('rows of a volume that is gone stay hidden unless asked for', () => {
  using database = probeDatabase([
    { _id: 1 },
    { _id: 2, volume_name: '0000-0000' },
    { _id: 3, volume_name: 'internal' },
  ]);
  const extras = { [QUERY_ARG.INCLUDE_RECENTLY_UNMOUNTED_VOLUMES]: true };
  expect(idsOf(database, { caller: reader, uri: IMAGES })).toEqual([1]);
  expect(idsOf(database, { caller: reader, uri: IMAGES, extras })).toEqual([1, 2]);
  expect(
    idsOf(database, {
      caller: { ...reader, deviceSdk: 30, targetSdk: 30, granted: ['READ_EXTERNAL_STORAGE'] },
      uri: `${IMAGES}?all_volumes=1`,
    }),
  ).toEqual([1, 2]);
});

test('a selection is not honored on the internal volume', () => {
  using database = probeDatabase([{ _id: 1, volume_name: 'internal' }, { _id: 2 }]);
  insertGrants(
    database,
    [1, 2].map((file_id) => ({ package: 'com.app', file_id, generation: 1 })),
  );
  const caller = { ...reader, granted: ['READ_MEDIA_VISUAL_USER_SELECTED'] };
  expect(idsOf(database, { caller, uri: 'content://media/internal/images/media' })).toEqual([]);
  expect(idsOf(database, { caller, uri: IMAGES })).toEqual([2]);
});

test('a volume that is not there', () => {
  expect(isVolumeAttached('external', [], 34)).toBe(true);
  expect(isVolumeAttached('0000-0000', ['0000-0000'], 34)).toBe(true);
  expect(isVolumeAttached('0000-0000', [], 28)).toBe(false);
  expect(() => isVolumeAttached('0000-0000', [], 29)).toThrow('Volume 0000-0000 not found');
});
