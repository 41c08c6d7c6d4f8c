// Mirrors MediaProvider.queryInternal and SQLiteQueryBuilder: from what an app asks to one SELECT.
import { VERSION_CODES } from '../../../contract/android/build.ts';
import type { Bundle, Projection } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { QUERY_ARG, VOLUME_EXTERNAL } from '../../../contract/android/mediaStore.ts';
import { uriParts } from '../../../contract/android/uri.ts';
import type { RowFilter } from './accessChecker.ts';
import { keyFor } from './audioKeys.ts';
import { columnsOf } from './columns.ts';
import { matchConditions, parseBoolean, volumeCondition } from './defaultFilters.ts';
import { type Keyset, keysetOf } from './keysetSelection.ts';
import {
  includesUnmountedVolumes,
  recoverAbusiveLimit,
  recoverAbusiveSelection,
  recoverAbusiveSortOrder,
  type SqlArgs,
} from './queryArgs.ts';
import { type RowOrder, type RowSequence, rowOrder, rowSequence } from './rowSequence.ts';
import { type SelectedPage, selectedPage } from './selectedPage.ts';
import { type ShuffledRows, shuffledRows } from './shuffledRows.ts';
import { bindList, bindParameters, bindSelection, enforceTexts, escapeForLike, SqlFitter } from './sqlText.ts';
import {
  computeProjection,
  enforceStrictGrammar,
  type ProjectedColumn,
  projectionMap,
  type StrictSchema,
} from './strictQuery.ts';
import type { Collection, Match } from './uriMatcher.ts';

export type QueryRequest = Readonly<{
  match: Match;
  deviceSdk: number;
  targetSdk: number;
  /** Every package of the caller's uid. */
  packageNames: readonly string[];
  filter: RowFilter;
  /** As resolveQueryArgs() gives them. */
  sqlArgs: SqlArgs;
  projection: Projection;
  /** The arguments as the caller gave them, for QUERY_ARG_MATCH_* and volumes. */
  queryArgs: Bundle;
  /** Names of the external volumes that are there now. */
  mountedVolumes: readonly string[];
  /** Packages whose name the caller may read in owner_package_name; 'all' with QUERY_ALL_PACKAGES. Own ones always. */
  visiblePackages: readonly string[] | 'all';
  /** The selection of an update or delete: it may name the columns of files too, and its table is files. */
  forWrite?: boolean;
  /** false when openFilesOf() is known to find nothing for the caller. */
  ownsOpenFiles?: boolean;
}>;

export type BuiltQuery = Readonly<{
  /** The SELECT without its limit, the app's selection in a second pair of parentheses. */
  sql: string;
  /** The same with one pair. Both must compile: no text can leave the parentheses in both. */
  unwrappedSql: string;
  /** For the `?` of both in order; every one is text or null. */
  args: readonly (string | null)[];
  /** `sql` with its limit and offset as the last parameters. */
  limitedSql: string;
  count: CountSql;
  countArgs: readonly (string | null)[];
  /** Names of the cursor's columns. */
  columns: readonly string[];
  /** What the app asked for: `limit` null is no limit. */
  limit: Readonly<{ limit: number | null; offset: number }>;
  /** The same rows, to be read one after another; null where no row can be sought. */
  sequence: RowSequence | null;
  /** The same rows where each run has an order of its own; null where the order stays. */
  shuffled: ShuffledRows | null;
  /** The same rows for a small limit, found faster; null where `sql` is as good. */
  page: SelectedPage | null;
  /** For the `?` of the page. */
  pageArgs: readonly (string | null)[];
}>;

/** Each answers a number of rows, before the offset is taken off. */
export type CountSql = Readonly<{
  /** All of them, no further than `limit` reaches. */
  sql: string;
  /** No more than its last parameter says; null where a row of the result is none of the table, or with a limit. */
  upTo: string | null;
  /** Those whose ids are above the one of its last parameters, and not above the other; null as `upTo`. */
  amongIds: string | null;
}>;

/** A query before its arguments are known. */
export type QueryPlan = Omit<BuiltQuery, 'args' | 'countArgs' | 'pageArgs'> &
  Readonly<{
    /** Which argument of the app each `?` takes, from 1 on. */
    parameters: readonly number[];
    /** How many of them come before the sort order. */
    countParameters: number;
  }>;

/** What the views images, video, audio and downloads keep of files. */
const ROWS: Readonly<Record<Collection, string | null>> = {
  images: 'media_type=1',
  video: 'media_type=3',
  audio: 'media_type=2',
  downloads: 'is_download=1',
  files: null,
};

/**
 * Builds the query of a collection or of one row of it.
 * @throws {Throwable} as planQuery() and bindQuery()
 */
export function buildQuery(request: QueryRequest): BuiltQuery {
  const { selectionArgs = [] } = request.sqlArgs;
  return request.forWrite
    ? bindUpdate(planQuery(request), selectionArgs)
    : bindQuery(planQuery(request), selectionArgs);
}

/** @throws {Throwable} IllegalArgumentException when there are more arguments than the query takes, or one is null */
export function bindQuery(plan: QueryPlan, selectionArgs: readonly (string | null)[]): BuiltQuery {
  enforceTexts(selectionArgs);
  return bindUpdate(plan, selectionArgs);
}

function bindUpdate(plan: QueryPlan, selectionArgs: readonly (string | null)[]): BuiltQuery {
  const args = bindParameters(plan.parameters, selectionArgs);
  const pageArgs = plan.page === null ? [] : bindParameters(plan.page.parameters, selectionArgs);
  return { ...plan, args, countArgs: args.slice(0, plan.countParameters), pageArgs };
}

/**
 * Everything about a query but its arguments.
 * @throws {Throwable} IllegalArgumentException in the order Android finds fault: column, having, tokens;
 *   UnsupportedOperationException for a URI without rows of files
 */
export function planQuery(request: QueryRequest): QueryPlan {
  const { match } = request;
  if (match.collection === null)
    throw new Throwable('UnsupportedOperationException', `Unknown or unsupported URL: ${match.uri}`);
  const repaired = repairedForOldApps(request);
  const sqlArgs = withStandardSortOrder(repaired.sqlArgs, request);
  const schema = schemaFor(request, match.collection);
  const columns = computeProjection(schema, repaired.projection);
  if (isEmpty(sqlArgs.groupBy) && !isEmpty(sqlArgs.having))
    throw new Throwable('IllegalArgumentException', 'HAVING clauses are only permitted when using a groupBy clause');
  enforceStrictGrammar(schema, sqlArgs);
  const fitted = fitClauses(schema, sqlArgs);
  const ofRows = isRowByRow(schema, columns, repaired) && fitted.groupBy === '';
  const order = ofRows ? rowOrder(fitted.sortOrder, schema) : null;
  // SQLite of Android usually answers by id where no order is asked for; here it is the rule, so that windows fit.
  const clauses = order !== null && fitted.sortOrder === '' ? { ...fitted, sortOrder: '_id' } : fitted;
  const names = columns.map(({ sql }) => sql).join(', ');
  // The view of this name would do as well; without it, what a caller may see can be sought first.
  const table = `files AS ${schema.table}`;
  const select = `SELECT ${repaired.distinct ? 'DISTINCT ' : ''}${names} FROM ${table}`;
  const { filter } = request;
  const filterText = filter === 'all' ? null : bindSelection(filter.where, filter.args);
  const trusted = trustedConditions(request, sqlArgs, filterText);
  const inner = wrapped(clauses);
  const limit = parseLimit(sqlArgs.limit);
  const counted = limit.limit === null ? '' : ` LIMIT ${limit.limit + limit.offset}`;
  const sql = assemble(select, trusted, inner);
  const where = whereOf(trusted, inner.selection);
  // An index for what the app asks would be walked once for each slice.
  const slices = inner.selection === '' ? table : `${table} NOT INDEXED`;
  const inSlices = ofRows && limit.limit === null;
  return {
    sql,
    limitedSql: `${sql} LIMIT ? OFFSET ?`,
    // Its parameters differ from the others' when the app asks for a page: it is compiled and never run.
    unwrappedSql: assemble(select, trusted, fitted),
    count: {
      sql: `SELECT COUNT(*) FROM (${assemble(select, trusted, { ...inner, sortOrder: '' })}${counted})`,
      upTo: inSlices ? `SELECT COUNT(*) FROM (SELECT 1 FROM ${table} WHERE ${where} LIMIT ?)` : null,
      amongIds: inSlices ? `SELECT COUNT(*) FROM ${slices} WHERE ${where} AND _id > ? AND _id <= ?` : null,
    },
    parameters: clauses.parameters,
    countParameters: clauses.parametersBeforeSort,
    columns: columns.flatMap(({ name }) => (name === '*' ? columnsOfTable(schema) : [name])),
    limit,
    sequence: order === null ? null : rowSequence({ names, table, where }, order),
    shuffled: ofRows ? shuffledRows({ names, table, where }, clauses.sortOrder) : null,
    page: order === null ? null : pageOf(request, sqlArgs, { names, table, order, clauses: fitted }),
  };
}

function pageOf(
  request: QueryRequest,
  sqlArgs: SqlArgs,
  asked: Readonly<{ names: string; table: string; order: RowOrder; clauses: Clauses }>,
): SelectedPage | null {
  const { filter, match } = request;
  const type = match.collection === null ? null : ROWS[match.collection];
  if (filter === 'all' || filter.selectedFor === undefined || type === null || match.id !== null) return null;
  const { clauses, ...rest } = asked;
  const { selection } = wrapped(clauses);
  const whereFor = (filterText: string) => whereOf(trustedConditions(request, sqlArgs, filterText), selection);
  const { keyset, parameters } = clauses;
  return selectedPage({ ...rest, type, whereFor, keyset, parameters, selection, ...filter.selectedFor });
}

/** Whether every row of the result is one row of the table. */
function isRowByRow({ columns }: StrictSchema, projected: readonly ProjectedColumn[], { distinct }: Repaired): boolean {
  return (
    !distinct &&
    projected.every(({ sql, name }) => [columns.get(name), `${columns.get(name)} AS "${name}"`].includes(sql))
  );
}

type Repaired = Readonly<{ sqlArgs: SqlArgs; projection: Projection; distinct: boolean }>;

function repairedForOldApps({ match, targetSdk, sqlArgs, projection }: QueryRequest): Repaired {
  const { query } = uriParts(match.uri);
  const distinct = parseBoolean(query.get('distinct'));
  if (targetSdk >= VERSION_CODES.R) return { sqlArgs, projection, distinct };
  const limited = recoverAbusiveLimit(recoverAbusiveSortOrder(sqlArgs), query.get('limit'));
  if (targetSdk >= VERSION_CODES.Q) return { sqlArgs: limited, projection, distinct };
  const [first = '', ...others] = projection ?? [];
  const prefixed = first.startsWith('DISTINCT ');
  return {
    sqlArgs: recoverAbusiveSelection(limited),
    projection: prefixed ? [first.slice('DISTINCT '.length), ...others] : projection,
    distinct: distinct || prefixed,
  };
}

function withStandardSortOrder(sqlArgs: SqlArgs, { deviceSdk, queryArgs }: QueryRequest): SqlArgs {
  const asked = deviceSdk >= VERSION_CODES.BAKLAVA && QUERY_ARG.MEDIA_STANDARD_SORT_ORDER in queryArgs;
  return asked ? { ...sqlArgs, sortOrder: 'inferred_date DESC' } : sqlArgs;
}

function schemaFor(request: QueryRequest, collection: Collection): StrictSchema {
  const { deviceSdk, forWrite = false } = request;
  const named = [...columnsOf(collection, deviceSdk), ...(forWrite ? columnsOf('files', deviceSdk) : [])];
  const columns = projectionMap(named);
  if (columns.has('oem_metadata')) columns.set('oem_metadata', 'NULL');
  const owners = readableOwners(request);
  if (owners !== 'all') {
    const name = 'owner_package_name';
    columns.set(name, `CASE WHEN ${name} IN ${bindList(owners)} THEN ${name} ELSE NULL END`);
  }
  return { table: forWrite ? 'files' : collection, columns, targetSdk: request.targetSdk };
}

function readableOwners({
  deviceSdk,
  targetSdk,
  packageNames,
  visiblePackages,
}: QueryRequest): readonly string[] | 'all' {
  const redacts = deviceSdk >= VERSION_CODES.UPSIDE_DOWN_CAKE && targetSdk >= VERSION_CODES.UPSIDE_DOWN_CAKE;
  return !redacts || visiblePackages === 'all' ? 'all' : [...packageNames, ...visiblePackages];
}

/**
 * In MediaProvider's order; each is ours, none comes from the app.
 * @param filterText of request.filter; null for every row
 */
function trustedConditions(request: QueryRequest, sqlArgs: SqlArgs, filterText: string | null): string {
  const { match, packageNames, queryArgs, mountedVolumes } = request;
  const { query } = uriParts(match.uri);
  const conditions: string[] = [];
  const rows = match.collection === null ? null : ROWS[match.collection];
  // The plus keeps SQLite from walking every image when a caller may see few of them.
  if (rows !== null) conditions.push(filterText === null ? rows : `+${rows}`);
  if (filterText !== null) conditions.push(filterText);
  if (readableOwners(request) !== 'all' && mentionsOwner(sqlArgs))
    conditions.push(`owner_package_name IN ${bindList(packageNames)}`);
  if (match.id !== null) conditions.push(`_id=${match.id}`);
  if (match.collection === 'audio' || match.collection === 'files')
    conditions.push(...filterWords(query.get('filter')));
  const includePending = query.get('includePending');
  const { ownsOpenFiles = true } = request;
  conditions.push(
    ...matchConditions({ queryArgs, byId: match.id !== null, includePending, packageNames, ownsOpenFiles }),
  );
  const unmounted = includesUnmountedVolumes(request, query.get('all_volumes'), queryArgs);
  conditions.push(volumeCondition(match.volumeName, mountedVolumes, unmounted));
  return conditions.map((condition) => `(${condition})`).join(' AND ');
}

/** appendWhereStandaloneFilter: each word of ?filter= is in the artist, the album or the title. */
function filterWords(filter = ''): readonly string[] {
  const words = filter.split(/\s+/).filter((word) => word !== '');
  return words.map((word) => {
    const like = bindList([`%${escapeForLike(keyFor(word))}%`]);
    return `artist_key||album_key||title_key LIKE ${like} ESCAPE '\\'`;
  });
}

// By comparing, an app could guess an owner that it is not shown.
function mentionsOwner({ selection, groupBy, having, sortOrder }: SqlArgs): boolean {
  return [selection, groupBy, having, sortOrder].some((clause) => /owner_package_name/i.test(clause ?? ''));
}

type Clauses = Readonly<{
  selection: string;
  /** What the selection means, for SQLite's planner; null when it is no page. */
  keyset: Keyset | null;
  groupBy: string;
  having: string;
  sortOrder: string;
  parameters: readonly number[];
  parametersBeforeSort: number;
}>;

function fitClauses(schema: StrictSchema, sqlArgs: SqlArgs): Clauses {
  const isName = (text: string) => schema.columns.has(text.toLowerCase()) || text === schema.table;
  const fitter = new SqlFitter(isName);
  const selection = fitter.fit(sqlArgs.selection ?? '');
  const isColumn = (name: string) => schema.columns.get(name) === name;
  const keyset = hasPair(sqlArgs.selectionArgs ?? []) ? keysetOf(selection, isColumn) : null;
  if (keyset !== null) fitter.parameters.splice(0, 3, ...(keyset.seek === null ? [1, 2, 3, 1] : [1, 3]));
  const groupBy = fitter.fit(sqlArgs.groupBy ?? '');
  const having = fitter.fit(sqlArgs.having ?? '');
  const parametersBeforeSort = fitter.parameters.length;
  const sortOrder = fitter.fit(sqlArgs.sortOrder ?? '');
  return { selection, keyset, groupBy, having, sortOrder, parameters: fitter.parameters, parametersBeforeSort };
}

/** Of what the arguments are, only this changes a plan: whether the first two are the same. */
export function hasPair(args: readonly (string | null)[]): boolean {
  return args.length === 3 && args[0] !== null && args[0] === args[1];
}

function wrapped(clauses: Clauses): Clauses {
  const wrap = (clause: string) => (clause === '' ? '' : `(${clause})`);
  const { keyset } = clauses;
  const asked = wrap(clauses.selection);
  const selection = keyset === null ? asked : (keyset.seek ?? `${asked} AND ${keyset.bound}`);
  return { ...clauses, selection, having: wrap(clauses.having) };
}

function assemble(select: string, trusted: string, { selection, groupBy, having, sortOrder }: Clauses): string {
  const clauses = [
    ['WHERE', whereOf(trusted, selection)],
    ['GROUP BY', groupBy],
    ['HAVING', having],
    ['ORDER BY', sortOrder],
  ];
  return `${select}${clauses.map(([name, clause]) => (clause === '' ? '' : ` ${name} ${clause}`)).join('')}`;
}

function whereOf(trusted: string, selection: string): string {
  return selection === '' ? `(${trusted})` : `(${trusted}) AND (${selection})`;
}

/**
 * The rows a raw limit asks for: `n`, `n OFFSET m` or `m,n`, as SQLite reads them; a negative limit is none.
 * @throws {Throwable} SQLiteException for anything else
 */
export function parseLimit(text: string | undefined): BuiltQuery['limit'] {
  if (isEmpty(text)) return { limit: null, offset: 0 };
  const [, first = '', separator = '', second] =
    /^\s*(-?[0-9]+)\s*(?:(,|\bOFFSET\b)\s*(-?[0-9]+)\s*)?$/i.exec(text ?? '') ?? [];
  // Differs from Android: SQLite would also take an expression here.
  if (first === '')
    throw new Throwable(
      'SQLiteException',
      `near "${text}": syntax error (code 1 SQLITE_ERROR): , while compiling: LIMIT ${text}`,
    );
  const swapped = separator === ',';
  const limit = Number(swapped ? second : first);
  const offset = Number((swapped ? first : second) ?? 0);
  return { limit: limit < 0 ? null : limit, offset: Math.max(0, offset) };
}

function columnsOfTable(schema: StrictSchema): readonly string[] {
  return [...schema.columns.keys()];
}

function isEmpty(text: string | undefined): boolean {
  return text === undefined || text === '';
}

/**
 * Whether a volume can be read.
 * @returns false where Android answers a null cursor, for apps below Q
 * @throws {Throwable} IllegalArgumentException `Volume ... not found`
 */
export function isVolumeAttached(volumeName: string, mountedVolumes: readonly string[], targetSdk: number): boolean {
  if (volumeName === VOLUME_EXTERNAL || volumeName === 'internal' || mountedVolumes.includes(volumeName)) return true;
  if (targetSdk < VERSION_CODES.Q) return false;
  throw new Throwable('IllegalArgumentException', `Volume ${volumeName} not found`);
}

/** Adds to EXTRA_HONORED_ARGS what every collection of files honors besides the general arguments. */
export function honoredArgs(honored: readonly string[], match: Match): readonly string[] {
  if (match.collection === null) return honored;
  return [...honored, QUERY_ARG.MATCH_PENDING, QUERY_ARG.MATCH_TRASHED, QUERY_ARG.MATCH_FAVORITE];
}
