// Mirrors android.database.sqlite.SQLiteCursor: a query is read in windows.
import type Database from 'better-sqlite3';
import type { Row } from '../../../../contract/android/cursor.ts';
import type { ResultSet } from '../../../content/contentProvider.ts';
import type { BuiltQuery } from '../queryBuilder.ts';
import type { RowSequence } from '../rowSequence.ts';
import type { SelectedPage } from '../selectedPage.ts';
import type { ShuffledRows } from '../shuffledRows.ts';
import type { MediaDatabase } from './mediaDatabase.ts';

/** Results asked for with a limit up to this are read at once and need no count. */
const READ_AT_ONCE = 2_000;
/** Up to so many rows are counted in one turn. */
const COUNTED_AT_ONCE = 10_000;
/** Ids that one turn counts among: some 2 ms, and 15 where each row must be read. */
const COUNTED_IDS = 25_000;

/**
 * Checks an app's query and runs it. What has a small limit is read now; anything else is counted, and each window then
 * runs the query for its own rows, as Android's cursor does.
 * @throws {Throwable} SQLiteException when SQLite refuses the app's SQL
 */
export function queryResult(database: MediaDatabase, query: BuiltQuery): ResultSet {
  const steps = openingResult(database, query);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** queryResult() in steps, so that others have their turn while a large result is counted. Each step throws the same. */
export function* openingResult(database: MediaDatabase, query: BuiltQuery): Generator<undefined, ResultSet> {
  database.select(query.unwrappedSql);
  const { limit, offset } = query.limit;
  const { limitedSql } = query;
  const columns = columnsOf(database.select(limitedSql));
  const read = (length: number, from: number) =>
    database.rows(limitedSql, [...query.args, length, from]) as readonly Row[];
  if (limit !== null && limit <= READ_AT_ONCE) {
    const rows = query.page === null ? read(limit, offset) : readPage(database, query, query.page);
    return { columns, count: rows.length, window: (start, length) => rows.slice(Math.max(0, start), start + length) };
  }
  if (query.shuffled !== null) return { columns, ...shuffledResult(database, query, query.shuffled) };
  const total = yield* countRows(database, query);
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

/**
 * Rows that come or go between two steps may be counted or not: as on Android, where windows are read later than counted,
 * an app that asked hears of them.
 */
function* countRows(database: MediaDatabase, { count, countArgs }: BuiltQuery): Generator<undefined, number> {
  const number = (sql: string, ...args: readonly number[]) =>
    Number(database.rows(sql, [...countArgs, ...args])[0]?.[0] ?? 0);
  if (count.upTo === null || count.amongIds === null) return number(count.sql);
  const few = number(count.upTo, COUNTED_AT_ONCE + 1);
  if (few <= COUNTED_AT_ONCE) return few;
  yield;
  const lastId = Number(database.rows('SELECT MAX(_id) FROM files', [])[0]?.[0] ?? 0);
  let total = 0;
  for (let id = 0; id < lastId; id += COUNTED_IDS) {
    total += number(count.amongIds, id, id + COUNTED_IDS);
    yield;
  }
  return total;
}

/** A million ids take 8 MB. A row that is gone by the time its window is read leaves the order. */
function shuffledResult(database: MediaDatabase, query: BuiltQuery, { ids, byIds }: ShuffledRows) {
  const { limit, offset } = query.limit;
  let order = Float64Array.from(database.rows(ids, [...query.args, limit ?? -1, offset]), ([id]) => Number(id));
  const rowsById = (wanted: Float64Array): ReadonlyMap<number, Row> => {
    const rows = database.rows(byIds, [...query.countArgs, JSON.stringify([...wanted])]) as BoundValue[][];
    return new Map(rows.map((row) => [Number(row.pop()), row as Row]));
  };
  const window = (start: number, length: number): readonly Row[] => {
    if (start < 0) return [];
    for (;;) {
      const wanted = order.subarray(start, start + length);
      const found = rowsById(wanted);
      if (found.size === wanted.length) return [...wanted].flatMap((id) => [found.get(id) ?? []]);
      const gone = new Set(wanted.filter((id) => !found.has(id)));
      order = order.filter((id) => !gone.has(id));
    }
  };
  return { count: order.length, window };
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
