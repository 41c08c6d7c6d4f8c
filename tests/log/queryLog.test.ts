import { expect, test } from 'vitest';
import type { QueryEntry } from '../../contract/rpc/inspection.ts';
import type { Clock } from '../../main/device/clock.ts';
import { QueryLog } from '../../main/log/queryLog.ts';

/** Each part of a query takes 5 ms: the clock moves on whenever it is read. */
function steppingClock(): Clock {
  let elapsed = 0;
  return {
    currentTimeMillis: () => 1_000,
    elapsedRealtime: () => {
      elapsed += 5;
      return elapsed;
    },
    after: () => ({ [Symbol.dispose]: () => undefined }),
  };
}

const QUERY = { packageName: 'com.app', uri: 'content://media/external/file', sql: 'SELECT 1', args: [] };
const counted = (count: number) => ({ rows: count });

test('an entry has the rows of the cursor, and what was read of it so far', () => {
  const log = new QueryLog(steppingClock());
  const seen: QueryEntry[] = [];
  using _listening = log.onEntry((entry) => seen.push(entry));
  const run = log.open(QUERY);
  run.run(() => 300, counted);
  run.run(
    () => [1, 2],
    (rows) => ({ read: rows.length }),
  );
  expect(log.entries()).toEqual([{ ...QUERY, id: 1, at: 1_000, rows: 300, read: 2, took: 10, thrown: null }]);
  expect(seen.map(({ id, read }) => [id, read])).toEqual([
    [1, 0],
    [1, 2],
  ]);
  expect(log.entries(1)).toEqual([]);
});

test('what SQLite refuses is kept with its words', () => {
  const log = new QueryLog(steppingClock());
  const fail = () => {
    throw new Error('no such column: x');
  };
  expect(() => log.open(QUERY).run(fail, counted)).toThrow('no such column: x');
  expect(log.entries()).toMatchObject([{ rows: null, thrown: 'no such column: x', took: 5 }]);
});

test('the last 500 are kept, and a late window brings no old one back', () => {
  const log = new QueryLog(steppingClock());
  const first = log.open(QUERY);
  first.run(() => 1, counted);
  for (let i = 0; i < 500; i++) log.open(QUERY).run(() => 1, counted);
  first.run(
    () => [1],
    (rows) => ({ read: rows.length }),
  );
  expect(log.entries()).toHaveLength(500);
  expect(log.entries()[0]?.id).toBe(2);
});

test('a megabyte of an app’s SQL and ten thousand arguments are cut', () => {
  const log = new QueryLog(steppingClock());
  const args = [null, 'x'.repeat(5_000), ...Array.from({ length: 9_998 }, () => '?')];
  log.open({ ...QUERY, sql: 'S'.repeat(1_000_000), args }).run(() => 0, counted);
  const [entry] = log.entries();
  expect(entry?.sql).toHaveLength(20_001);
  expect(entry?.args).toHaveLength(101);
  expect(entry?.args[0]).toBeNull();
  expect(entry?.args[1]).toHaveLength(1_001);
  expect(entry?.args.at(-1)).toBe('… and 9900 more');
});
