// Mirrors android.database.sqlite.SQLiteCursor: a query is read in windows.
import type { Row } from '../../../../contract/android/cursor.ts';
import type { ResultSet } from '../../../content/contentProvider.ts';
import type { BuiltQuery } from '../queryBuilder.ts';
import { asSqliteException, type MediaDatabase } from './mediaDatabase.ts';

/**
 * Checks and counts an app's query; each window then runs it for its own rows, as Android's cursor does.
 * @throws {Throwable} SQLiteException when SQLite refuses the app's SQL
 */
export function queryResult(database: MediaDatabase, query: BuiltQuery): ResultSet {
  database.compile(query.unwrappedSql);
  const rows = database.compile(`${query.sql} LIMIT ? OFFSET ?`).raw();
  const counted = database.compile(query.countSql).pluck();
  const total = asSqliteException(query.countSql, () => counted.get(...query.countArgs)) as number;
  const { limit, offset } = query.limit;
  const afterOffset = Math.max(0, total - offset);
  const count = limit === null ? afterOffset : Math.min(limit, afterOffset);
  return {
    columns: rows.columns().map(({ name }) => name),
    count,
    window: (start, length) => {
      const wanted = Math.min(length, count - start);
      if (wanted <= 0 || start < 0) return [];
      return asSqliteException(query.sql, () => rows.all(...query.args, wanted, offset + start)) as Row[];
    },
  };
}
