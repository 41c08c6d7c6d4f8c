// `npm run bench -- mediastore [--rows 100000] [--pairs 101] [--database file]`: the media database at the size of a life.
// Each line is ours and a baseline in turn on the same rows. A `--database` is made when it is not there, and kept.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import type { Bundle } from '../contract/android/cursor.ts';
import { QUERY_ARG } from '../contract/android/mediaStore.ts';
import { openMediaDatabase } from '../main/providers/media/db/openMediaDatabase.ts';
import { asAndroid, PLAIN_SELECTED } from './androidIndexes.ts';
import { COLUMNS, MediaCaller } from './mediaCaller.ts';
import { APP, makeMediaDatabase } from './mediaRows.ts';
import { peakMemory } from './memory.ts';
import { median } from './statistics.ts';
import { Turns } from './turns.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '100000' },
    pairs: { type: 'string', default: '101' },
    database: { type: 'string' },
  },
});
const [rows, pairs] = [Number(values.rows), Number(values.pairs)];
const { SQL_SELECTION, SQL_SELECTION_ARGS, SQL_SORT_ORDER, LIMIT, OFFSET } = QUERY_ARG;
const NEWEST = { [SQL_SORT_ORDER]: 'datetaken DESC, _id DESC', [LIMIT]: 50 };
const WINDOW = 2_000;
const SLOW_PAIRS = 5;
const WARM_UP_MS = 1_000;

const VISIBLE = "media_type=1 AND is_pending=0 AND is_trashed=0 AND NOT _modifier=4 AND volume_name='external_primary'";
const select = (where: string, order: string) =>
  `SELECT ${COLUMNS.join(', ')} FROM files WHERE ${VISIBLE}${where} ORDER BY ${order} LIMIT 50`;

const scratch = mkdtempSync(join(tmpdir(), 'scopebox-bench-'));
try {
  const path = values.database ?? join(scratch, 'external.db');
  const started = performance.now();
  if (!existsSync(path)) makeMediaDatabase(path, { rows, seed: 1 });
  console.log(
    `${rows} rows (made in ${Math.round(performance.now() - started)} ms); ${cpus().length} cores, ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  await main(path);
  console.log(`load ${loadavg()[0]?.toFixed(1)}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function main(path: string): Promise<void> {
  const raw = new Database(path, { readonly: true });
  raw.pragma('cache_size = -32000');
  const database = openMediaDatabase(path, console.error);
  await pages(raw, new MediaCaller(database));
  await strictness(raw, new MediaCaller(database));
  await offsets(raw, new MediaCaller(database));
  await wholeTable(raw, new MediaCaller(database));
  raw.close();
  database[Symbol.dispose]();
  await selections(path);
  await idle(path);
}

async function pages(raw: Database.Database, caller: MediaCaller): Promise<void> {
  const images = Number(raw.prepare(`SELECT COUNT(*) FROM files WHERE ${VISIBLE}`).pluck().get());
  const deep = Math.floor(images * 0.98);
  const at = raw
    .prepare(
      `SELECT datetaken, _id FROM files WHERE ${VISIBLE} AND datetaken NOT NULL ORDER BY datetaken, _id LIMIT 1 OFFSET ?`,
    )
    .raw()
    .get(Math.floor(images * 0.02)) as [number, number];
  const bucket = String(raw.prepare('SELECT bucket_id FROM files ORDER BY random() LIMIT 1').pluck().get());
  const [taken, id] = at.map(String);
  const keyset = {
    [SQL_SELECTION]: 'datetaken < ? OR (datetaken = ? AND _id < ?)',
    [SQL_SELECTION_ARGS]: [taken, taken, id],
  };
  const order = 'datetaken DESC, _id DESC';
  const lines: readonly (readonly [string, Bundle, string, readonly unknown[]])[] = [
    ['50 newest images', NEWEST, select('', order), []],
    [`keyset page ${deep} rows deep`, { ...NEWEST, ...keyset }, select(' AND (datetaken, _id) < (?, ?)', order), at],
    [
      'newest by date_added',
      { [SQL_SORT_ORDER]: 'date_added DESC', [LIMIT]: 50 },
      select('', 'date_added DESC, _id DESC'),
      [],
    ],
    [
      'one bucket',
      { ...NEWEST, [SQL_SELECTION]: 'bucket_id = ?', [SQL_SELECTION_ARGS]: [bucket] },
      select(' AND bucket_id = ?', order),
      [bucket],
    ],
  ];
  for (const [name, args, sql, bound] of lines) {
    const statement = raw.prepare(sql).raw();
    await compare(
      name,
      pairs,
      () => caller.rows(args),
      () => statement.all(...bound),
    );
  }
}

/** Each query has a text of its own, so nothing that was planned or compiled serves it. */
async function strictness(raw: Database.Database, caller: MediaCaller): Promise<void> {
  let last = 0;
  const ours = () => caller.rows({ ...NEWEST, [SQL_SELECTION]: `width > ${++last % 1000} AND ${last} > 0` });
  const plain = () =>
    raw
      .prepare(select(` AND width > ${++last % 1000} AND ${last} > 0`, 'datetaken DESC, _id DESC'))
      .raw()
      .all();
  const { left, right } = await compare('an unprepared query', pairs, ours, plain, false);
  print('  of it parsing, filtering and planning', `${(median(left) - median(right)).toFixed(3)} ms`);
}

async function offsets(raw: Database.Database, caller: MediaCaller): Promise<void> {
  const offset = Math.floor(rows * 0.86);
  for (const column of ['datetaken', 'date_added', 'date_modified']) {
    const order = `${column} DESC, _id DESC`;
    const statement = raw.prepare(`${select('', order)} OFFSET ${offset}`).raw();
    const ours = () => caller.rows({ [SQL_SORT_ORDER]: `${column} DESC`, [LIMIT]: 50, [OFFSET]: offset });
    await compare(`OFFSET ${offset} by ${column}`, SLOW_PAIRS * 3, ours, () => statement.all());
  }
}

async function wholeTable(raw: Database.Database, caller: MediaCaller): Promise<void> {
  for (const order of ['', 'datetaken DESC', 'date_added DESC']) {
    const statement = raw
      .prepare(`${select('', order === '' ? '_id' : `${order}, _id DESC`).replace(' LIMIT 50', '')}`)
      .raw();
    const before = process.memoryUsage.rss();
    let peak = before;
    const started = performance.now();
    const turns = new Turns();
    const result = await caller.query(order === '' ? {} : { [SQL_SORT_ORDER]: order });
    let read = 0;
    for (let start = 0; start < result.count; start += WINDOW) {
      // As between the windows that an app asks for.
      await setImmediate();
      read += result.window(start, WINDOW).length;
      peak = Math.max(peak, process.memoryUsage.rss());
    }
    const took = performance.now() - started;
    const lasted = await turns.end();
    const from = performance.now();
    let iterated = 0;
    for (const _ of statement.iterate()) iterated++;
    if (read !== iterated) throw new Error(`${read} rows were read, and there are ${iterated}.`);
    const iterating = performance.now() - from;
    print(
      `all ${read} images in windows, ${order || 'unsorted'}`,
      `${took.toFixed(0)} ms (one statement's iterate(): ${iterating.toFixed(0)} ms, ${(took / iterating).toFixed(2)} ×); ${lasted}; memory +${((peak - before) / 2 ** 20).toFixed(0)} MiB`,
    );
  }
}

/** Ours on our indexes, Android's own words on Android's indexes; the rows must be the same. */
async function selections(path: string): Promise<void> {
  const [ourPath, androidPath] = [join(scratch, 'ours.db'), join(scratch, 'android.db')];
  for (const copy of [ourPath, androidPath]) copyFileSync(path, copy);
  const android = asAndroid(androidPath);
  const database = openMediaDatabase(ourPath, console.error);
  const caller = new MediaCaller(database, true);
  const plain = android
    .prepare(`SELECT ${COLUMNS.join(', ')} FROM files ${PLAIN_SELECTED} ORDER BY datetaken DESC, _id DESC LIMIT 50`)
    .raw();
  for (const count of [1, 100, 5_000]) {
    const grant = `INSERT OR IGNORE INTO media_grants (owner_package_name, file_id, package_user_id, generation_granted) SELECT '${APP}', _id, 0, 1 FROM files WHERE media_type = 1 AND _id % ${Math.max(1, Math.floor((rows * 0.8) / count))} = 3 ORDER BY _id LIMIT ${count}`;
    android.exec(grant);
    database.transaction((write) => write.run(grant));
    const [ours, theirs] = [await caller.rows(NEWEST), plain.all()].map((found) => JSON.stringify(found));
    if (ours !== theirs) throw new Error(`With ${count} selected items the rows differ from Android's.`);
    await compare(
      `${count} selected items and owned ones`,
      SLOW_PAIRS,
      () => caller.rows(NEWEST),
      () => plain.all(),
    );
  }
  android.close();
  database[Symbol.dispose]();
}

async function idle(path: string): Promise<void> {
  const child = fork(join(import.meta.dirname, 'mediaIdle.ts'), [path]);
  await once(child, 'message');
  const memory = peakMemory(child.pid ?? 0);
  await new Promise((wake) => setTimeout(wake, 1_500));
  const bytes = memory.stop();
  child.kill();
  print('a process that read it all, idle', bytes === null ? 'unknown here' : `${(bytes / 2 ** 20).toFixed(0)} MiB`);
}

async function compare(
  name: string,
  times: number,
  ours: () => Promise<unknown>,
  baseline: () => unknown,
  prints = true,
) {
  const left: number[] = [];
  const right: number[] = [];
  const timed = async (into: number[], work: () => unknown) => {
    const started = performance.now();
    await work();
    into.push(performance.now() - started);
  };
  // A device runs for long: what is measured is not how Node compiles our code.
  const until = performance.now() + WARM_UP_MS;
  do {
    await ours();
    baseline();
  } while (performance.now() < until);
  for (let pair = 0; pair < times; pair++) {
    await timed(left, ours);
    await timed(right, baseline);
  }
  const [a, b] = [median(left), median(right)];
  const ratio = b > 10 * a ? `${(b / a).toFixed(0)} × as fast` : `${(a / b).toFixed(2)} × as long`;
  print(
    name,
    `${a.toFixed(3)} ms, baseline ${b.toFixed(3)} ms: ${ratio}${prints ? '' : ' (both without a statement at hand)'}`,
  );
  return { left, right };
}

function print(name: string, value: string): void {
  console.log(`${name.padEnd(42)} ${value}`);
}
