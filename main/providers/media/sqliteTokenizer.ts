// Mirrors MediaProvider SQLiteTokenizer.
import { Throwable } from '../../../contract/android/errors.ts';

/**
 * The names in a piece of SQL, in order: identifiers, and what stands in "", `` or []. Text in '' is never looked at.
 * @throws {Throwable} IllegalArgumentException for an open quote or comment, and for a semicolon
 */
export function tokenize(sql: string): readonly string[] {
  const tokens: string[] = [];
  let position = 0;
  while (position < sql.length) {
    const [token, next] = nextToken(sql, position);
    if (token !== null) tokens.push(token);
    position = next;
  }
  return tokens;
}

function nextToken(sql: string, start: number): readonly [string | null, number] {
  const char = sql.charAt(start);
  if (/[A-Za-z_]/.test(char)) {
    const word = wordAt(sql, start);
    return [word, start + word.length];
  }
  if (char === "'" || char === '"' || char === '`') return quoted(sql, start, char);
  if (char === '[') {
    const end = endOf(sql, ']', start + 1, 'Unterminated quote');
    return [sql.slice(start + 1, end), end + 1];
  }
  if (sql.startsWith('--', start)) return [null, endOf(sql, '\n', start + 2, 'Unterminated comment') + 1];
  if (sql.startsWith('/*', start)) return [null, endOf(sql, '*/', start + 2, 'Unterminated comment') + 2];
  if (char === ';') throw refusal('Semicolon is not allowed', sql);
  return [null, start + 1];
}

function wordAt(sql: string, start: number): string {
  let end = start + 1;
  while (end < sql.length && /[A-Za-z0-9_]/.test(sql.charAt(end))) end++;
  return sql.slice(start, end);
}

function quoted(sql: string, start: number, quote: string): readonly [string | null, number] {
  let end = endOf(sql, quote, start + 1, 'Unterminated quote');
  while (sql.charAt(end + 1) === quote) end = endOf(sql, quote, end + 2, 'Unterminated quote');
  if (quote === "'") return [null, end + 1];
  return [sql.slice(start + 1, end).replaceAll(quote + quote, quote), end + 1];
}

function endOf(sql: string, text: string, from: number, problem: string): number {
  const index = sql.indexOf(text, from);
  if (index < 0) throw refusal(problem, sql);
  return index;
}

function refusal(problem: string, sql: string): Throwable {
  return new Throwable('IllegalArgumentException', `${problem} in '${sql}'`);
}

/** SQLiteTokenizer.isKeyword, in any case. */
export function isKeyword(token: string): boolean {
  return KEYWORDS.has(token.toUpperCase());
}

/** SQLiteTokenizer.isFunction, in any case. */
export function isFunction(token: string): boolean {
  return FUNCTIONS.has(token.toLowerCase());
}

/** SQLiteTokenizer.isType, in any case. */
export function isType(token: string): boolean {
  return TYPES.has(token.toUpperCase());
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const KEYWORDS = words(`
  ABORT ACTION ADD AFTER ALL ALTER ANALYZE AND AS ASC ATTACH AUTOINCREMENT BEFORE BEGIN BETWEEN BINARY BY CASCADE CASE
  CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP
  DATABASE DEFAULT DEFERRABLE DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH ELSE END ESCAPE EXCEPT EXCLUDE EXCLUSIVE
  EXISTS EXPLAIN FAIL FILTER FOLLOWING FOR FOREIGN FROM FULL GLOB GROUP GROUPS HAVING IF IGNORE IMMEDIATE IN INDEX INDEXED
  INITIALLY INNER INSERT INSTEAD INTERSECT INTO IS ISNULL JOIN KEY LEFT LIKE LIMIT MATCH NATURAL NO NOCASE NOT NOTHING
  NOTNULL NULL OF OFFSET ON OR ORDER OTHERS OUTER OVER PARTITION PLAN PRAGMA PRECEDING PRIMARY QUERY RAISE RANGE RECURSIVE
  REFERENCES REGEXP REINDEX RELEASE RENAME REPLACE RESTRICT RIGHT ROLLBACK ROW ROWS RTRIM SAVEPOINT SELECT SET TABLE TEMP
  TEMPORARY THEN TIES TO TRANSACTION TRIGGER UNBOUNDED UNION UNIQUE UPDATE USING VACUUM VALUES VIEW VIRTUAL WHEN WHERE
  WINDOW WITH WITHOUT`);

const FUNCTIONS = words(`
  abs avg char coalesce count glob group_concat hex ifnull instr length like likelihood likely lower ltrim max min nullif
  random randomblob replace round rtrim substr sum total trim typeof unicode unlikely upper zeroblob`);

const TYPES = words(`
  INT INTEGER TINYINT SMALLINT MEDIUMINT BIGINT INT2 INT8 CHARACTER VARCHAR NCHAR NVARCHAR TEXT CLOB BLOB REAL DOUBLE
  FLOAT NUMERIC DECIMAL BOOLEAN DATE DATETIME`);
