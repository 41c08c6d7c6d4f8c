// Keeps what an app's query did in SQLite, part by part, for the tester's panel.

import type { ResultSet } from '../../../content/contentProvider.ts';
import type { QueryLog } from '../../../log/queryLog.ts';
import type { BuiltQuery } from '../queryBuilder.ts';

/** Opens a cursor through `open`, and tells `log` of it and of every window that is read. */
export function loggedQuery(
  log: QueryLog,
  asked: Readonly<{ packageName: string; uri: string; query: BuiltQuery }>,
  open: () => ResultSet,
): ResultSet {
  const { packageName, uri, query } = asked;
  const { limit, offset } = query.limit;
  const limited = limit === null && offset === 0 ? '' : ` LIMIT ${limit ?? -1} OFFSET ${offset}`;
  const running = log.open({ packageName, uri, sql: `${query.sql}${limited}`, args: query.args });
  const result = running.run(open, ({ count }) => ({ rows: count }));
  return {
    ...result,
    window: (start, length) =>
      running.run(
        () => result.window(start, length),
        (rows) => ({ read: rows.length }),
      ),
  };
}
