// Mirrors MediaProvider DatabaseUtils: query arguments resolved to SQL, and the repairs old apps get.
import { VERSION_CODES } from '../../../contract/android/build.ts';
import type { Bundle } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { QUERY_ARG } from '../../../contract/android/mediaStore.ts';

/** The SQL an app asked for, clause by clause, without the keywords. Absent is not asked for. */
export type SqlArgs = Readonly<{
  selection?: string;
  selectionArgs?: readonly (string | null)[];
  groupBy?: string;
  having?: string;
  sortOrder?: string;
  /** `n`, `n OFFSET m` or `m,n`. */
  limit?: string;
}>;

export type ResolvedQueryArgs = Readonly<{
  sqlArgs: SqlArgs;
  /** EXTRA_HONORED_ARGS, before what the collection adds. */
  honored: readonly string[];
}>;

const COLLATOR = { PRIMARY: 0, SECONDARY: 1, IDENTICAL: 3 };

/**
 * DatabaseUtils.resolveQueryArgs: structured arguments win over raw SQL. A value of a wrong type counts as absent.
 * @param collatorFactory the collation's name for a locale
 */
export function resolveQueryArgs(
  queryArgs: Bundle,
  collatorFactory: (locale: string) => string = customCollator,
): ResolvedQueryArgs {
  const honored: string[] = [QUERY_ARG.SQL_SELECTION, QUERY_ARG.SQL_SELECTION_ARGS];
  const sqlArgs = withoutAbsent({
    selection: text(queryArgs, QUERY_ARG.SQL_SELECTION),
    selectionArgs: bindArguments(queryArgs[QUERY_ARG.SQL_SELECTION_ARGS]),
    groupBy: resolveGroupBy(queryArgs, honored),
    having: text(queryArgs, QUERY_ARG.SQL_HAVING),
    sortOrder: resolveSortOrder(queryArgs, honored, collatorFactory),
    limit: resolveLimit(queryArgs, honored),
  });
  return { sqlArgs, honored };
}

/** MediaProvider's collation name for a locale: only its letters. */
export function customCollator(locale: string): string {
  return `custom_${locale.replace(/[^a-zA-Z]/g, '')}`;
}

function resolveGroupBy(queryArgs: Bundle, honored: string[]): string | undefined {
  const columns = texts(queryArgs, QUERY_ARG.GROUP_COLUMNS);
  if (columns.length > 0) {
    honored.push(QUERY_ARG.GROUP_COLUMNS);
    return columns.join(', ');
  }
  honored.push(QUERY_ARG.SQL_GROUP_BY);
  return text(queryArgs, QUERY_ARG.SQL_GROUP_BY);
}

function resolveSortOrder(
  queryArgs: Bundle,
  honored: string[],
  collatorFactory: (locale: string) => string,
): string | undefined {
  const columns = texts(queryArgs, QUERY_ARG.SORT_COLUMNS);
  if (columns.length === 0) {
    honored.push(QUERY_ARG.SQL_SORT_ORDER);
    return text(queryArgs, QUERY_ARG.SQL_SORT_ORDER);
  }
  honored.push(QUERY_ARG.SORT_COLUMNS);
  let sortOrder = columns.join(', ');
  if (QUERY_ARG.SORT_LOCALE in queryArgs) {
    sortOrder += ` COLLATE ${collatorFactory(text(queryArgs, QUERY_ARG.SORT_LOCALE) ?? '')}`;
    honored.push(QUERY_ARG.SORT_LOCALE);
  } else {
    const collation = int(queryArgs, QUERY_ARG.SORT_COLLATION) ?? COLLATOR.IDENTICAL;
    const ignoresCase = collation === COLLATOR.PRIMARY || collation === COLLATOR.SECONDARY;
    if (ignoresCase) sortOrder += ' COLLATE NOCASE';
    if (ignoresCase || collation === COLLATOR.IDENTICAL) honored.push(QUERY_ARG.SORT_COLLATION);
  }
  const direction = int(queryArgs, QUERY_ARG.SORT_DIRECTION);
  if (direction !== 0 && direction !== 1) return sortOrder;
  honored.push(QUERY_ARG.SORT_DIRECTION);
  return `${sortOrder}${direction === 0 ? ' ASC' : ' DESC'}`;
}

function resolveLimit(queryArgs: Bundle, honored: string[]): string | undefined {
  const limit = int(queryArgs, QUERY_ARG.LIMIT);
  if (limit === undefined) {
    honored.push(QUERY_ARG.SQL_LIMIT);
    return text(queryArgs, QUERY_ARG.SQL_LIMIT);
  }
  honored.push(QUERY_ARG.LIMIT);
  const offset = int(queryArgs, QUERY_ARG.OFFSET);
  if (offset === undefined) return `${limit}`;
  honored.push(QUERY_ARG.OFFSET);
  return `${limit} OFFSET ${offset}`;
}

/**
 * DatabaseUtils.recoverAbusiveSortOrder, for apps below R: LIMIT inside the sort order becomes the limit.
 * @throws {Throwable} IllegalArgumentException when there is a limit already
 */
export function recoverAbusiveSortOrder(sqlArgs: SqlArgs): SqlArgs {
  const [sortOrder, limit] = splitOnce(sqlArgs.sortOrder, ' LIMIT ');
  if (sortOrder === undefined || limit === undefined) return sqlArgs;
  refuseConflict(limit, sqlArgs.limit);
  return { ...sqlArgs, sortOrder, limit };
}

/** DatabaseUtils.recoverAbusiveLimit, for apps below R: `?limit=` of the URI becomes the limit. Throws as above. */
export function recoverAbusiveLimit(sqlArgs: SqlArgs, uriLimit: string | undefined): SqlArgs {
  if (uriLimit === undefined || uriLimit === '') return sqlArgs;
  refuseConflict(uriLimit, sqlArgs.limit);
  return { ...sqlArgs, limit: uriLimit };
}

/** DatabaseUtils.recoverAbusiveSelection, for apps below Q: GROUP BY inside the selection. Throws as above. */
export function recoverAbusiveSelection(sqlArgs: SqlArgs): SqlArgs {
  const [before, after] = splitOnce(sqlArgs.selection, ' GROUP BY ');
  if (before === undefined || after === undefined) return sqlArgs;
  const groupBy = maybeBalance(after);
  refuseConflict(groupBy, sqlArgs.groupBy);
  return { ...sqlArgs, selection: maybeBalance(before), groupBy };
}

/** DatabaseUtils.maybeBalance: adds the parentheses that are missing, seen without string literals. */
export function maybeBalance(sql: string): string {
  let open = 0;
  let literal = '';
  for (const char of sql) {
    if (char === "'" || char === '"') {
      if (literal === '') literal = char;
      else if (literal === char) literal = '';
    }
    if (literal !== '') continue;
    if (char === '(') open++;
    else if (char === ')') open--;
  }
  return `${'('.repeat(Math.max(0, -open))}${sql}${')'.repeat(Math.max(0, open))}`;
}

/**
 * MediaProvider.shouldIncludeRecentlyUnmountedVolumes.
 * @param allVolumes `?all_volumes=` of the URI; undefined when it is not there
 * @throws {Throwable} IllegalArgumentException for the URI parameter where only the argument counts
 */
export function includesUnmountedVolumes(
  levels: Readonly<{ deviceSdk: number; targetSdk: number }>,
  allVolumes: string | undefined,
  queryArgs: Bundle,
): boolean {
  const byArgument = levels.deviceSdk >= VERSION_CODES.S && levels.targetSdk >= VERSION_CODES.S;
  if (!byArgument) return allVolumes === '1';
  if (allVolumes === '1') throw new Throwable('IllegalArgumentException', 'Unsupported uri parameter "all_volumes"');
  return queryArgs[QUERY_ARG.INCLUDE_RECENTLY_UNMOUNTED_VOLUMES] === true;
}

function refuseConflict(abusive: string, requested: string | undefined): void {
  if (requested === undefined || requested === '') return;
  throw new Throwable('IllegalArgumentException', `Abusive '${abusive}' conflicts with requested '${requested}'`);
}

function splitOnce(sql: string | undefined, separator: string): readonly [string?, string?] {
  const index = sql?.toUpperCase().indexOf(separator) ?? -1;
  return sql === undefined || index < 0 ? [] : [sql.slice(0, index), sql.slice(index + separator.length)];
}

function text(queryArgs: Bundle, key: string): string | undefined {
  const value = queryArgs[key];
  return typeof value === 'string' ? value : undefined;
}

function texts(queryArgs: Bundle, key: string): readonly string[] {
  return plainArray(queryArgs[key])?.map(String) ?? [];
}

function int(queryArgs: Bundle, key: string): number | undefined {
  const value = queryArgs[key];
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

// Android binds every argument as text, also where the caller meant a number.
function bindArguments(value: unknown): readonly (string | null)[] | undefined {
  return plainArray(value)?.map((argument) => (argument === null || argument === undefined ? null : String(argument)));
}

/** Bundle.getStringArray: an array of anything else is none. An object can even fail to become text. */
function plainArray(value: unknown): readonly unknown[] | undefined {
  const isPlain = (element: unknown) => element === null || typeof element !== 'object';
  return Array.isArray(value) && value.every(isPlain) ? value : undefined;
}

function withoutAbsent(sqlArgs: { [K in keyof SqlArgs]: SqlArgs[K] | undefined }): SqlArgs {
  return Object.fromEntries(Object.entries(sqlArgs).filter(([, value]) => value !== undefined));
}
