// Reading and changing rows: query() a page at a time, update() and delete() with a Bundle or the older where.
import { z } from 'zod';
import type { Bundle, Cursor, Row } from '../../../contract/android/cursor.ts';
import { QUERY_ARG } from '../../../contract/android/mediaStore.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import type { AppApi } from '../../../contract/rpc/appApi.ts';
import { WINDOW_ROWS } from '../../content/cursorWindows.ts';
import { appGuards } from '../guards.ts';
import { cursor } from './answers.ts';
import { ofApp } from './appOperations.ts';
import { toJson } from './jsonValues.ts';
import { argument, field } from './named.ts';
import { type Operation, operation, wholeNumber } from './operation.ts';

/** Longest page, characters of JSON: it ends early where rows are long. */
const MAX_PAGE = 8 * 1_048_576;

const IMAGES = 'content://media/external/images/media';

const uri = field('uri', argument(appGuards, 'query', 0));
const projection = field('projection', argument(appGuards, 'query', 1));
const queryArgs = field('queryArgs', argument(appGuards, 'query', 2));
const values = field('values', argument(appGuards, 'update', 1));
const extras = field('extras', argument(appGuards, 'update', 2));

const where = {
  selection: z.string().max(1_000_000).optional().describe('SQL after WHERE, with ? for arguments.'),
  selectionArgs: z.array(z.string()).max(10_000).optional().describe('What stands for each ?.'),
};
const sortOrder = z.string().max(10_000).optional().describe('SQL after ORDER BY.');

const paging = {
  limit: wholeNumber(1, WINDOW_ROWS)
    .default(200)
    .describe('Rows of a page, at most. It ends early where rows are long.'),
  offset: wholeNumber(0, Number.MAX_SAFE_INTEGER).default(0).describe('Place of its first row in the result.'),
  format: z.enum(['objects', 'arrays']).default('objects').describe('Rows by column name, or in the order of columns.'),
};
type Paging = Readonly<{ limit: number; offset: number; format: 'objects' | 'arrays' }>;

type Asked = Readonly<{
  uri?: unknown;
  projection?: unknown;
  queryArgs?: unknown;
  extras?: unknown;
  values?: unknown;
  selection?: string | undefined;
  selectionArgs?: readonly string[] | undefined;
  sortOrder?: string | undefined;
}>;

/** ContentResolver.createSqlQueryBundle, on top of a Bundle that is given beside it. */
function bundleOf({ queryArgs, extras, selection, selectionArgs, sortOrder }: Asked): Bundle | null {
  const given = (queryArgs ?? extras ?? {}) as Bundle;
  const bundle = {
    ...given,
    ...(selection === undefined ? {} : { [QUERY_ARG.SQL_SELECTION]: selection }),
    ...(selectionArgs === undefined ? {} : { [QUERY_ARG.SQL_SELECTION_ARGS]: selectionArgs }),
    ...(sortOrder === undefined ? {} : { [QUERY_ARG.SQL_SORT_ORDER]: sortOrder }),
  };
  return Object.keys(bundle).length === 0 ? null : bundle;
}

type Page = Readonly<{ asked: Asked; paging: Paging; next(offset: number): string }>;

/** One page of a result; null where Android answers null. The result is asked for again for each page. */
async function pageOf(app: AppApi, { asked, paging, next }: Page): Promise<object | null> {
  const { limit, offset, format } = paging;
  const names = asked.projection as readonly string[] | null;
  const first = await app.query(parseUri(String(asked.uri)), names, bundleOf(asked));
  if (first === null) return null;
  const { columns, count, extras: told, notificationUri } = first;
  const rows = withinPage(await rowsFrom(app, first, offset), limit).map((row) =>
    format === 'arrays' ? row : Object.fromEntries(columns.map((name, index) => [name, row[index]])),
  );
  const end = offset + rows.length;
  const about = { ...(told && { extras: told }), ...(notificationUri && { notificationUri }) };
  return { columns, rows, count, offset, ...about, next: rows.length > 0 && end < count ? next(end) : null };
}

/** Rows from a place on, as many as a window has. */
async function rowsFrom(app: AppApi, { rows, window, count }: Cursor, offset: number): Promise<readonly Row[]> {
  if (window === undefined || offset < rows.length) return rows.slice(offset);
  return offset >= count ? [] : (await app.fillWindow(window, offset)).rows;
}

function withinPage(rows: readonly Row[], limit: number): readonly Row[] {
  let size = 0;
  const end = rows.slice(0, limit).findIndex((row) => {
    size += JSON.stringify(toJson(row)).length;
    return size > MAX_PAGE;
  });
  return rows.slice(0, end < 0 ? limit : Math.max(1, end));
}

/** The same address, further on. */
function nextPath(packageName: string, query: Readonly<Record<string, unknown>>): string {
  const parameters = new URLSearchParams();
  for (const [name, given] of Object.entries(query)) {
    const all: readonly unknown[] = Array.isArray(given) ? given : [given];
    for (const each of all) if (each !== undefined && each !== null) parameters.append(name, String(each));
  }
  return `/api/v1/apps/${encodeURIComponent(packageName)}/content/query?${parameters}`;
}

const page = {
  columns: ['_id', '_display_name'],
  rows: [{ _id: 42, _display_name: 'IMG_20240520_120000.jpg' }],
  ...{ count: 1, offset: 0, next: null },
};

export const queryOperations: readonly Operation[] = [
  operation({
    ...{ id: 'query', method: 'POST', path: '/apps/{packageName}/content/query', tag: 'Content', opensTo: 'app' },
    summary: 'A page of what ContentResolver.query answers.',
    description: 'Null where Android answers null. For the next page post the same body to `next`.',
    ...{ params: ofApp, query: z.strictObject(paging) },
    body: z.strictObject({ uri, projection, queryArgs, ...where, sortOrder }),
    answer: cursor.nullable(),
    example: { body: { uri: IMAGES, projection: ['_id', '_display_name'], sortOrder: '_id DESC' }, answer: page },
    run: ({ path, query, body, device }) =>
      device.asApp(path.packageName, (app) =>
        pageOf(app, { asked: body, paging: query, next: (offset) => nextPath(path.packageName, { ...query, offset }) }),
      ),
  }),
  operation({
    ...{
      id: 'queryByAddress',
      method: 'GET',
      path: '/apps/{packageName}/content/query',
      tag: 'Content',
      opensTo: 'app',
    },
    summary: 'The same for what has room in an address.',
    params: ofApp,
    query: z.strictObject({
      uri: z.string().describe('A content URI.'),
      projection: z.array(z.string()).optional().describe('Names of columns, one `projection` each; all without any.'),
      ...{ ...where, sortOrder, ...paging },
    }),
    answer: cursor.nullable(),
    example: { query: { uri: IMAGES, projection: ['_id', '_display_name'] }, answer: page },
    run: ({ path, query, device }) => {
      const asked = { ...query, projection: query.projection ?? null };
      const next = (offset: number) => nextPath(path.packageName, { ...query, offset });
      return device.asApp(path.packageName, (app) => pageOf(app, { asked, paging: query, next }));
    },
  }),
  operation({
    ...{ id: 'update', method: 'POST', path: '/apps/{packageName}/content/update', tag: 'Content', opensTo: 'app' },
    summary: 'Changes rows.',
    ...{ params: ofApp, body: z.strictObject({ uri, values, ...where, extras }) },
    answer: z.strictObject({ count: z.int().describe('Rows that were changed.') }),
    example: { body: { uri: `${IMAGES}/42`, values: { is_pending: 0 } }, answer: { count: 1 } },
    run: ({ path, body, device }) =>
      device.asApp(path.packageName, async (app) => ({
        count: await app.update(
          parseUri(String(body.uri)),
          body.values as Parameters<AppApi['update']>[1],
          bundleOf(body),
        ),
      })),
  }),
  operation({
    ...{ id: 'delete', method: 'POST', path: '/apps/{packageName}/content/delete', tag: 'Content', opensTo: 'app' },
    summary: 'Deletes rows.',
    ...{ params: ofApp, body: z.strictObject({ uri, ...where, extras }) },
    answer: z.strictObject({ count: z.int().describe('Rows that were deleted.') }),
    example: { body: { uri: `${IMAGES}/42` }, answer: { count: 1 } },
    run: ({ path, body, device }) =>
      device.asApp(path.packageName, async (app) => ({
        count: await app.delete(parseUri(String(body.uri)), bundleOf(body)),
      })),
  }),
];
