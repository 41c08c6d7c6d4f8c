// Mirrors MediaProvider SQLiteQueryBuilder.enforceStrictColumns and enforceStrictGrammar.
import { VERSION_CODES } from '../../../contract/android/build.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import type { SqlArgs } from './queryArgs.ts';
import { isFunction, isKeyword, isType, tokenize } from './sqliteTokenizer.ts';

/** What an app may name in a query. */
export type StrictSchema = Readonly<{
  /** Table or view the query runs on. */
  table: string;
  /** Column names in lower case, each with the SQL that stands for it. */
  columns: ReadonlyMap<string, string>;
  targetSdk: number;
}>;

/** One entry of a projection: the SQL, and the column's name in the cursor. */
export type ProjectedColumn = Readonly<{ sql: string; name: string }>;

/** Every column stands for itself. */
export function projectionMap(columns: readonly string[]): Map<string, string> {
  return new Map(columns.map((column) => [column.toLowerCase(), column]));
}

/**
 * SQLiteQueryBuilder.computeProjection.
 * @param projection null or empty for every column
 * @throws {Throwable} IllegalArgumentException `Invalid column ...`
 */
export function computeProjection(
  schema: StrictSchema,
  projection: readonly string[] | null,
): readonly ProjectedColumn[] {
  if (projection === null || projection.length === 0)
    return [...schema.columns].map(([name, sql]) => ({ sql: named(sql, name), name }));
  return projection.flatMap((column) => {
    const projected = computeSingleProjection(schema, column);
    if (projected === null) throw new Throwable('IllegalArgumentException', `Invalid column ${column}`);
    return projected;
  });
}

/**
 * SQLiteQueryBuilder.enforceStrictGrammar: every name in the app's SQL must be a column, a harmless word or a function.
 * @throws {Throwable} IllegalArgumentException `Invalid token ...`, or what tokenize() throws
 */
export function enforceStrictGrammar(schema: StrictSchema, sqlArgs: SqlArgs): void {
  const clauses = [sqlArgs.selection, sqlArgs.groupBy, sqlArgs.having, sqlArgs.sortOrder, sqlArgs.limit];
  for (const clause of clauses) {
    for (const token of tokenize(clause ?? '')) {
      if (!isAllowedToken(schema, token)) throw new Throwable('IllegalArgumentException', `Invalid token ${token}`);
    }
  }
}

function isAllowedToken(schema: StrictSchema, token: string): boolean {
  if (token === '' || token === schema.table || computeSingleProjection(schema, token) !== null) return true;
  if (/^custom_[a-zA-Z]+$/i.test(token) || isFunction(token) || isType(token)) return true;
  // These would open another clause or a query of its own, outside of the trusted condition.
  if (isKeyword(token) && !OTHER_CLAUSES.has(token.toUpperCase())) return true;
  return schema.targetSdk < VERSION_CODES.R && TOLERATED_BELOW_R.some((pattern) => pattern.test(token));
}

function computeSingleProjection(schema: StrictSchema, column: string): ProjectedColumn | null {
  const plain = schema.columns.get(column.toLowerCase());
  if (plain !== undefined) return { sql: named(plain, column.toLowerCase()), name: column.toLowerCase() };
  const [, operator, inner = ''] = AGGREGATION.exec(column) ?? [];
  const aggregated = schema.columns.get(inner.toLowerCase());
  if (operator !== undefined && aggregated !== undefined) {
    const name = `${operator}(${inner.toLowerCase()})`;
    return { sql: named(`${operator}(${aggregated})`, name), name };
  }
  if (schema.targetSdk >= VERSION_CODES.Q || !TOLERATED_BELOW_Q.some((pattern) => pattern.test(column))) return null;
  return { sql: column, name: /\s(?:as\s+)?([_a-z0-9]+)\s*$/i.exec(column)?.[1] ?? column.trim() };
}

function named(sql: string, name: string): string {
  return sql === name ? sql : `${sql} AS "${name}"`;
}

const AGGREGATION = /^(AVG|COUNT|MAX|MIN|SUM|TOTAL|GROUP_CONCAT|UNICODE)\((.+)\)$/i;

const OTHER_CLAUSES: ReadonlySet<string> = new Set(
  'SELECT FROM WHERE GROUP HAVING WINDOW VALUES ORDER LIMIT'.split(' '),
);

const TOLERATED_BELOW_R: readonly RegExp[] = [
  /^%\.(wmv|wm|wtv|asf|hls|mp4|m4v|mov|mp4v|3g2|3gp|3gp2|3gpp|mj2|qt|external|avi|divx|mpg|mpeg|mkv|webm|mk3d|mks|mpegts|ts|m2ts|m2t)$/i,
  /^%com\.gopro\.smarty%$/i,
  /^localized$/i,
];

// MediaProvider's list of abusive custom columns; the long CASE expressions of single apps are left out.
const TOLERATED_BELOW_Q: readonly RegExp[] = [
  /^ *[_a-z0-9]+( (as )?[_a-z0-9]+)? *$/i,
  /^ *audio\._id AS _id *$/,
  /^ *(min|max|sum|avg|total|count|cast)\(([_a-z0-9]+( (as )?[_a-z0-9]+)?|\*)\)( (as )?[_a-z0-9]+)? *$/i,
  /^ *\*( (as )?[_a-z0-9]+)? *$/,
  /^ *"content:\/\/media\/[a-z]+\/audio\/media" *$/,
  /^ *substr\(_data, length\(_data\)-length\(_display_name\), 1\) as filename_prevchar *$/,
];
