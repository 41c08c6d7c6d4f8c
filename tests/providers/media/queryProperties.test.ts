// Whatever an app puts into a query: it sees no row that is not its to see, its errors are Android's, and nothing changes.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bundle } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { type AndroidManifest, permission } from '../../../contract/android/manifest.ts';
import { QUERY_ARG } from '../../../contract/android/mediaStore.ts';
import { parseUri, type Uri } from '../../../contract/android/uri.ts';
import { callAs } from '../../../main/activity/systemCaller.ts';
import type { ResultSet } from '../../../main/content/contentProvider.ts';
import { COLUMNS } from '../../../main/providers/media/columns.ts';
import { PHOTOS, type TestSystem, testSystem } from '../../testSystem.ts';

const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_EXTERNAL_STORAGE } = permission;

/** The device is API 34. What an app may read of others' files, by media type; `selected` reads what is selected. */
type App = Readonly<{
  name: string;
  targetSdk: number;
  granted: readonly string[];
  types: readonly number[];
  selected: boolean;
}>;
const APPS: readonly App[] = [
  { name: 'com.app.nothing', targetSdk: 34, granted: [], types: [], selected: false },
  { name: 'com.app.images', targetSdk: 34, granted: [READ_MEDIA_IMAGES], types: [1], selected: false },
  { name: 'com.app.video', targetSdk: 33, granted: [READ_MEDIA_VIDEO], types: [3, 5], selected: false },
  { name: 'com.app.old', targetSdk: 30, granted: [READ_EXTERNAL_STORAGE], types: [1, 2, 3, 4, 5], selected: false },
  { name: 'com.app.older', targetSdk: 29, granted: [READ_EXTERNAL_STORAGE], types: [1, 2, 3, 4, 5], selected: false },
  { name: 'com.app.limited', targetSdk: 34, granted: [], types: [], selected: true },
];
const OWNERS = [null, null, 'com.other', ...APPS.map(({ name }) => name)];

const FILES = [
  ...Array.from({ length: 12 }, (_, i) => `DCIM/Camera/IMG_${i}.jpg`),
  ...Array.from({ length: 6 }, (_, i) => `Movies/VID_${i}.mp4`),
  ...Array.from({ length: 6 }, (_, i) => `Music/song ${i}.mp3`),
  ...Array.from({ length: 6 }, (_, i) => `Download/paper ${i}.pdf`),
];

type FileRow = Readonly<{
  _id: number;
  media_type: number;
  is_download: number;
  owner_package_name: string | null;
  format: number;
}>;

let device: TestSystem;
let beside: Database.Database;
let files: ReadonlyMap<number, FileRow>;
let selected: ReadonlySet<number>;

beforeAll(async () => {
  const apps = APPS.map(
    ({ name, targetSdk, granted }): AndroidManifest => ({
      ...{ packageName: name, label: name, targetSdk },
      usesPermissions: (name === 'com.app.limited' ? PHOTOS : granted).map((one) => ({ name: one })),
    }),
  );
  device = await testSystem({
    sdk: 34,
    photos: [],
    files: Object.fromEntries(FILES.map((path) => [path, path])),
    apps,
  });
  for (const { name, granted } of APPS) for (const one of granted) device.system.apps.setPermission(name, one, true);
  beside = new Database(join(device.home, 'media/external.db'));
  const ids = beside.prepare('SELECT _id FROM files ORDER BY _id').pluck().all() as number[];
  const own = beside.prepare('UPDATE files SET owner_package_name = ?, is_pending = ?, is_trashed = ? WHERE _id = ?');
  for (const id of ids) own.run(OWNERS[id % OWNERS.length], id % 11 === 0 ? 1 : 0, id % 13 === 0 ? 1 : 0, id);
  await device.system.apps.setPhotoAccess(
    'com.app.limited',
    'limited',
    ids.filter((id) => id % 3 === 0),
  );
  const rows = beside.prepare('SELECT _id, media_type, is_download, owner_package_name, format FROM files').all();
  files = new Map((rows as FileRow[]).map((row) => [row._id, row]));
  selected = new Set(beside.prepare('SELECT file_id FROM media_grants').pluck().all() as number[]);
});

afterAll(async () => {
  beside.close();
  await device[Symbol.asyncDispose]();
});

const COLLECTION_TYPES = { 'images/media': 1, 'audio/media': 2, 'video/media': 3 } as const;

/** The same as the access rules, said once more and in another way. */
function maySee({ name, types, selected: isLimited }: App, collection: string, row: FileRow): boolean {
  const type = COLLECTION_TYPES[collection as keyof typeof COLLECTION_TYPES];
  if (type !== undefined && row.media_type !== type) return false;
  if (collection === 'downloads' && row.is_download !== 1) return false;
  if (row.owner_package_name === name) return true;
  if (isLimited && collection !== 'audio/media' && selected.has(row._id)) return true;
  return collection !== 'downloads' && types.includes(row.media_type);
}

const column = fc.constantFrom(...COLUMNS.map(({ name }) => name));
/** A column that every collection has at API 34. */
const common = fc.constantFrom(...COLUMNS.filter(({ since }) => (since.all ?? 99) <= 34).map(({ name }) => name));
const literal = fc.oneof(
  fc.integer().map(String),
  fc.string().map((text) => `'${text.replaceAll("'", "''")}'`),
  fc.constantFrom('?', 'NULL', "''", "X'00'"),
);
const hostile = fc.oneof(
  fc.constantFrom(
    '1=1) OR (1=1',
    '1) UNION SELECT * FROM files --',
    '_id IN (SELECT _id FROM files)',
    '1; DELETE FROM files; --',
    'rowid > 0',
    'files.owner_package_name IS NOT NULL',
    'EXISTS (SELECT 1)',
    '(((((1',
    '/* open',
    "'open",
    '"owner_package_name"',
    '[media_type]=1',
    'load_extension(1)',
    'randomblob(9999999999)',
    '1 GROUP BY 1',
    'CASE WHEN 1 THEN 1 END',
  ),
  fc.string({ unit: 'binary' }),
  fc.string().map((text) => `${text}\0${text}`),
);
const term = fc.tuple(common, fc.constantFrom('=', '<', '>', 'LIKE', 'IS', 'IN (', 'IS NOT'), literal);
const sane = fc
  .array(term, { maxLength: 4 })
  .map((terms) =>
    terms
      .map(([name, operator, value]) => `${name} ${operator} ${value}${operator.endsWith('(') ? ')' : ''}`)
      .join(' AND '),
  );
const selection = fc.oneof({ weight: 3, arbitrary: sane }, { weight: 2, arbitrary: hostile });
const sortOrder = fc.oneof(
  column.map((name) => `${name} DESC`),
  fc.constantFrom('RANDOM()', '1', '_id LIMIT 2', 'datetaken COLLATE NOCASE, _id', '_id; DROP TABLE files'),
  hostile,
);
const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const wild: fc.Arbitrary<Bundle> = fc.record(
  {
    [QUERY_ARG.SQL_SELECTION]: selection,
    [QUERY_ARG.SQL_SELECTION_ARGS]: fc.oneof(
      fc.array(fc.string(), { maxLength: 6 }),
      fc.array(value, { maxLength: 6 }),
    ),
    [QUERY_ARG.SQL_SORT_ORDER]: sortOrder,
    [QUERY_ARG.SQL_GROUP_BY]: fc.oneof(column, hostile),
    [QUERY_ARG.SQL_HAVING]: selection,
    [QUERY_ARG.SQL_LIMIT]: fc.oneof(fc.nat({ max: 50 }).map(String), fc.string(), fc.constant('1,2')),
    [QUERY_ARG.SORT_COLUMNS]: fc.array(fc.oneof(column, hostile), { maxLength: 3 }),
    [QUERY_ARG.SORT_DIRECTION]: fc.oneof(fc.integer({ min: -1, max: 3 }), value),
    [QUERY_ARG.SORT_COLLATION]: fc.oneof(fc.integer({ min: -1, max: 4 }), value),
    [QUERY_ARG.SORT_LOCALE]: fc.oneof(fc.constantFrom('en', 'de-CH'), hostile),
    [QUERY_ARG.GROUP_COLUMNS]: fc.array(fc.oneof(column, hostile), { maxLength: 2 }),
    [QUERY_ARG.LIMIT]: fc.oneof(fc.integer({ min: -5, max: 50 }), value),
    [QUERY_ARG.OFFSET]: fc.oneof(fc.integer({ min: -5, max: 50 }), value),
    [QUERY_ARG.MATCH_PENDING]: fc.oneof(fc.integer({ min: -1, max: 4 }), value),
    [QUERY_ARG.MATCH_TRASHED]: fc.oneof(fc.integer({ min: -1, max: 4 }), value),
    [QUERY_ARG.MATCH_FAVORITE]: fc.integer({ min: 0, max: 3 }),
    [QUERY_ARG.LATEST_SELECTION_ONLY]: fc.boolean(),
    [QUERY_ARG.INCLUDE_RECENTLY_UNMOUNTED_VOLUMES]: fc.boolean(),
    [QUERY_ARG.MEDIA_STANDARD_SORT_ORDER]: fc.boolean(),
  },
  { requiredKeys: [] },
);
/** One or two arguments an app would give: most of these are answered. */
const tame: fc.Arbitrary<Bundle> = fc.record(
  {
    [QUERY_ARG.SQL_SELECTION]: sane,
    [QUERY_ARG.SQL_SORT_ORDER]: common.map((name) => `${name} DESC`),
    [QUERY_ARG.LIMIT]: fc.nat({ max: 50 }),
    [QUERY_ARG.MATCH_PENDING]: fc.integer({ min: 0, max: 3 }),
    [QUERY_ARG.MATCH_TRASHED]: fc.integer({ min: 0, max: 3 }),
    [QUERY_ARG.LATEST_SELECTION_ONLY]: fc.boolean(),
  },
  { requiredKeys: [] },
);
const queryArgs = fc.oneof(tame, wild);
const projection = fc.oneof(
  fc.constant(['_id']),
  fc.array(common, { maxLength: 4 }).map((names) => ['_id', ...names]),
  fc.array(
    fc.oneof(
      column,
      hostile,
      column.map((name) => `MAX(${name})`),
    ),
    { maxLength: 4 },
  ),
  fc.constant(null),
);
const collection = fc.constantFrom('images/media', 'video/media', 'audio/media', 'file', 'downloads');
const suffix = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  fc.nat({ max: 45 }).map((id) => `/${id}`),
  fc.constantFrom('?includePending=1', '?limit=3', '?distinct=true', '?all_volumes=1', '?filter=a', '/..', '/%00'),
);
const volume = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('external', 'external_primary') },
  fc.constantFrom('internal', 'abcd-1234', '../x', 'EXTERNAL'),
);

async function ask(app: App, uri: Uri, names: readonly string[] | null, args: Bundle): Promise<ResultSet | null> {
  const { system } = device;
  const call = callAs(system, app.name, new AbortController().signal);
  return system.resolver.query(call, uri, names, args);
}

test('no query shows a row outside of its filter, throws what Android does not, or changes anything', async () => {
  const before = beside.pragma('data_version', { simple: true });
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({ app: fc.constantFrom(...APPS), volume, collection, suffix, projection, queryArgs }),
      async (asked) => {
        const uri = parseUri(`content://media/${asked.volume}/${asked.collection}${asked.suffix}`);
        try {
          const result = await ask(asked.app, uri, asked.projection, asked.queryArgs);
          const at = result?.columns.indexOf('_id') ?? -1;
          if (result === null || at < 0) return;
          answered++;
          for (const row of result.window(0, 100)) {
            // What an aggregate answers over no rows.
            if (row[at] === null) continue;
            const file = files.get(Number(row[at]));
            expect(file !== undefined && maySee(asked.app, asked.collection, file)).toBe(true);
          }
        } catch (error) {
          if (!(error instanceof Throwable)) throw error;
        }
      },
    ),
    { numRuns: Number(process.env.SCOPEBOX_RUNS ?? 2_000), seed: 20_241_122, endOnFailure: false },
  );
  // Most of the arguments are refused; enough of them must get through for this to say anything.
  expect(answered).toBeGreaterThan(200);
  expect(beside.pragma('data_version', { simple: true })).toBe(before);
});

test('the oracle itself tells rows apart', () => {
  const seen = APPS.map((app) => [...files.values()].filter((row) => maySee(app, 'file', row)).length);
  expect(new Set(seen).size).toBeGreaterThan(3);
  expect(Math.max(...seen)).toBeLessThan(files.size);
});
