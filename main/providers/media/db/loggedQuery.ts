// Keeps what an app's query did in SQLite, part by part, for the tester's panel.

import type { ResultSet } from '../../../content/contentProvider.ts';
import type { QueryLog } from '../../../log/queryLog.ts';
import type { BuiltQuery } from '../queryBuilder.ts';
import type { MediaDatabase } from './mediaDatabase.ts';
import { openingResult } from './queryResult.ts';

/**
 * openingResult() with turns for others between its steps; `log` is told of each, and of every window that is read.
 * @throws {Throwable} SQLiteException when SQLite refuses the app's SQL
 */
export async function loggedQuery(
  log: QueryLog,
  asked: Readonly<{ packageName: string; uri: string; query: BuiltQuery }>,
  database: MediaDatabase,
): Promise<ResultSet> {
  const { packageName, uri, query } = asked;
  const { limit, offset } = query.limit;
  const limited = limit === null && offset === 0 ? '' : ` LIMIT ${limit ?? -1} OFFSET ${offset}`;
  const running = log.open({ packageName, uri, sql: `${query.sql}${limited}`, args: query.args });
  const steps = openingResult(database, query);
  for (;;) {
    const step = running.run(
      () => steps.next(),
      ({ done, value }) => (done === true ? { rows: value.count } : {}),
    );
    if (step.done === true) {
      const result = step.value;
      return {
        ...result,
        window: (start, length) =>
          running.run(
            () => result.window(start, length),
            (rows) => ({ read: rows.length }),
          ),
      };
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
