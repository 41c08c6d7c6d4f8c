// What a damaged media database still tells of the things a scan of the folder cannot find out again.
import Database from 'better-sqlite3';

/** What only the provider knows of a file; everything else is in the file itself. */
const FILE_COLUMNS = [
  '_id',
  '_data',
  'volume_name',
  'owner_package_name',
  'is_favorite',
  'date_added',
  'is_pending',
  'date_expires',
  'tags',
  'category',
  'bookmark',
  'download_uri',
  'referer_uri',
] as const;
const GRANT_COLUMNS = ['owner_package_name', 'file_id', 'package_user_id', 'generation_granted'] as const;

type Row = readonly unknown[];

export type Salvaged = Readonly<{
  /** Values of FILE_COLUMNS. */
  files: readonly Row[];
  /** Values of GRANT_COLUMNS. */
  grants: readonly Row[];
  /** At least every generation that was given out; 0 when nothing tells. */
  generation: number;
  /** The largest id that was given out, as far as it is known. */
  lastId: number;
}>;

/** Reads what can be read, page by damaged page. Never throws: nothing is the least that can be saved. */
export function salvage(path: string): Salvaged {
  const nothing: Salvaged = { files: [], grants: [], generation: 0, lastId: 0 };
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { fileMustExist: true });
    db.pragma('cell_size_check = ON');
    db.pragma('trusted_schema = OFF');
    return read(db);
  } catch {
    return nothing;
  } finally {
    db?.close();
  }
}

function read(db: Database.Database): Salvaged {
  const number = (sql: string) => wholeNumber(attempt(() => db.prepare(sql).pluck().get()) ?? null);
  const lastId = number("SELECT seq FROM sqlite_sequence WHERE name = 'files'");
  const columns = existing(db, 'files', FILE_COLUMNS);
  const files = readTable(db, `SELECT ${columns.join(', ')} FROM files NOT INDEXED WHERE _id`, '_id', lastId).filter(
    ([id, data]) => Number.isSafeInteger(id) && typeof data === 'string' && data.startsWith('/storage/'),
  );
  const grantSql = `SELECT rowid, ${GRANT_COLUMNS.join(', ')} FROM media_grants NOT INDEXED WHERE rowid`;
  const grants = readTable(db, grantSql, 'rowid', lastId)
    .map(([, ...values]) => values)
    .filter(([name, ...numbers]) => typeof name === 'string' && numbers.every(Number.isSafeInteger));
  return {
    files,
    grants,
    lastId: files.reduce((last, [id]) => Math.max(last, wholeNumber(id)), lastId),
    generation: grants.reduce(
      (newest, grant) => Math.max(newest, wholeNumber(grant[3])),
      number('SELECT generation FROM local_metadata'),
    ),
  };
}

/** An older schema lacks some; NULL stands for those. */
function existing(db: Database.Database, table: string, names: readonly string[]): readonly string[] {
  const known = new Set((db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name));
  return names.map((name) => (known.has(name) ? name : 'NULL'));
}

const BATCH = 500;
/** Where ids are sought when nothing tells how many there were. */
const FURTHEST_ID = 2 ** 31;

/** Rows in the order of their ids. A batch that fails is read one by one, and an unreadable stretch is stepped over. */
function readTable(db: Database.Database, select: string, id: string, lastId: number): readonly Row[] {
  const batch = attempt(() => db.prepare(`${select} > ? ORDER BY ${id} LIMIT ?`).raw());
  if (batch === undefined) return [];
  const from = (after: number, limit: number) => attempt(() => batch.all(after, limit) as Row[]);
  const rows: Row[] = [];
  const end = lastId > 0 ? lastId : FURTHEST_ID;
  let after = 0;
  while (after < end) {
    const found = from(after, BATCH) ?? from(after, 1);
    if (found === undefined) {
      const next = firstReadable(after, end, (start) => from(start, 1) !== undefined);
      if (next === null) break;
      after = next;
    } else {
      if (found.length === 0) break;
      for (const row of found) rows.push(row);
      after = Math.max(after + 1, wholeNumber(found.at(-1)?.[0]));
    }
  }
  return rows;
}

/** The smallest id behind which something can be read: by doubling steps, then by halving the last one. */
function firstReadable(unreadable: number, end: number, isReadable: (after: number) => boolean): number | null {
  let low = unreadable;
  let step = 1;
  while (!isReadable(Math.min(unreadable + step, end))) {
    low = unreadable + step;
    if (low >= end) return null;
    step *= 2;
  }
  let high = Math.min(unreadable + step, end);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isReadable(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Puts what was saved into a new database: rows with their ids, so that selections keep their meaning. The next scan
 * completes those whose files are there and deletes the others.
 */
export function restore(db: Database.Database, saved: Salvaged): void {
  const marks = (names: readonly string[]) => names.map(() => '?').join(', ');
  db.transaction(() => {
    const file = db.prepare(`INSERT OR IGNORE INTO files (${FILE_COLUMNS.join(', ')}) VALUES (${marks(FILE_COLUMNS)})`);
    for (const [id, ...values] of saved.files) {
      const row = [id, ...values].map((value, index) => value ?? DEFAULTS[FILE_COLUMNS[index] ?? ''] ?? null);
      file.run(...row);
    }
    const grant = db.prepare(
      `INSERT OR IGNORE INTO media_grants (${GRANT_COLUMNS.join(', ')}) SELECT ${marks(GRANT_COLUMNS)} WHERE EXISTS (SELECT 1 FROM files WHERE _id = ?)`,
    );
    for (const values of saved.grants) grant.run(...values, values[1]);
    db.prepare('UPDATE local_metadata SET generation = ?').run(saved.generation);
    db.prepare("DELETE FROM sqlite_sequence WHERE name = 'files'").run();
    db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('files', ?)").run(saved.lastId);
  })();
}

const DEFAULTS: Readonly<Record<string, unknown>> = { is_favorite: 0, is_pending: 0, volume_name: 'external_primary' };

function wholeNumber(value: unknown): number {
  return Number.isSafeInteger(value) ? Math.max(0, Number(value)) : 0;
}

/** undefined when the damage is in the way. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
