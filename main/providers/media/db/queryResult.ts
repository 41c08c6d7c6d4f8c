// Mirrors android.database.sqlite.SQLiteCursor: a query is read in windows.
import type Database from 'better-sqlite3';
import type { Row } from '../../../../contract/android/cursor.ts';
import type { ResultSet } from '../../../content/contentProvider.ts';
import type { BuiltQuery } from '../queryBuilder.ts';
import type { RowSequence } from '../rowSequence.ts';
import type { SelectedPage } from '../selectedPage.ts';
import type { MediaDatabase } from './mediaDatabase.ts';

/** Results asked for with a limit up to this are read at once and need no count. */
const READ_AT_ONCE = 2_000;

/**
 * Checks an app's query and runs it. What has a small limit is read now; anything else is counted, and each window then
 * runs the query for its own rows, as Android's cursor does.
 * @throws {Throwable} SQLiteException when SQLite refuses the app's SQL
 */
export function queryResult(database: MediaDatabase, query: BuiltQuery): ResultSet {
  database.select(query.unwrappedSql);
  const { limit, offset } = query.limit;
  const sql = `${query.sql} LIMIT ? OFFSET ?`;
  const columns = columnsOf(database.select(sql));
  const read = (length: number, from: number) => database.rows(sql, [...query.args, length, from]) as readonly Row[];
  if (limit !== null && limit <= READ_AT_ONCE) {
    const rows = query.page === null ? read(limit, offset) : readPage(database, query, query.page);
    return { columns, count: rows.length, window: (start, length) => rows.slice(Math.max(0, start), start + length) };
  }
  const total = Number(database.rows(query.countSql, query.countArgs)[0]?.[0] ?? 0);
  const afterOffset = Math.max(0, total - offset);
  const count = limit === null ? afterOffset : Math.min(limit, afterOffset);
  const reader = query.sequence === null ? null : new SequenceReader(database, query, query.sequence);
  return {
    columns,
    count,
    window: (start, length) => {
      const wanted = Math.min(length, count - start);
      if (wanted <= 0 || start < 0) return [];
      return reader?.window(start, wanted) ?? read(wanted, offset + start);
    },
  };
}

function readPage(database: MediaDatabase, query: BuiltQuery, page: SelectedPage): readonly Row[] {
  const { limit, offset } = query.limit;
  const rows = database.rows(page.sql, [...query.pageArgs, limit, offset]) as BoundValue[][];
  for (const row of rows) row.length -= page.hiddenColumns;
  return rows as readonly Row[];
}

type BoundValue = string | number | bigint | Uint8Array | null;

/** Goes on behind the last row it read where it can, and from an offset where somebody jumps. */
class SequenceReader {
  readonly #database: MediaDatabase;
  readonly #query: BuiltQuery;
  readonly #sequence: RowSequence;
  #next = -1;
  #last: readonly BoundValue[] = [];

  constructor(database: MediaDatabase, query: BuiltQuery, sequence: RowSequence) {
    this.#database = database;
    this.#query = query;
    this.#sequence = sequence;
  }

  window(start: number, wanted: number): readonly Row[] {
    const isNext = start === this.#next;
    const rows = isNext
      ? this.#following(wanted)
      : this.#run(this.#sequence.fromOffset, [wanted, this.#query.limit.offset + start]);
    const { hiddenColumns } = this.#sequence;
    const last = rows.at(-1);
    if (last !== undefined) this.#last = last.slice(-hiddenColumns);
    this.#next = start + rows.length;
    for (const row of rows) row.length -= hiddenColumns;
    return rows as Row[];
  }

  #following(wanted: number): BoundValue[][] {
    const { afterKey, afterNull, firstKey, descending } = this.#sequence;
    const [key = null, id = null] = this.#last;
    if (afterNull === null || firstKey === null) return this.#run(afterKey, [key, wanted]);
    const rows = key === null ? this.#run(afterNull, [id, wanted]) : this.#run(afterKey, [key, id, wanted]);
    const missing = wanted - rows.length;
    if (missing === 0) return rows;
    if (key === null) return descending ? rows : [...rows, ...this.#run(firstKey, [missing])];
    return descending ? [...rows, ...this.#run(afterNull, [Number.MAX_SAFE_INTEGER, missing])] : rows;
  }

  #run(sql: string, args: readonly BoundValue[]): BoundValue[][] {
    return this.#database.rows(sql, [...this.#query.args, ...args]) as BoundValue[][];
  }
}

const knownColumns = new WeakMap<Database.Statement<unknown[]>, readonly string[]>();

/** Asking SQLite takes longer than a small query. */
function columnsOf(statement: Database.Statement<unknown[]>): readonly string[] {
  const known = knownColumns.get(statement) ?? statement.columns().map(({ name }) => name);
  knownColumns.set(statement, known);
  return known;
}
