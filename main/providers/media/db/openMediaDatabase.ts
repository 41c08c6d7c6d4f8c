// Opens, migrates and, when it is damaged, replaces the media database.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { isCorruption, MediaDatabase } from './mediaDatabase.ts';
import { createFiles } from './migrations/0001-files.ts';
import { indexPickerOrder } from './migrations/0002-picker-order.ts';
import { completeMediaStore } from './migrations/0003-media-store.ts';
import { indexVisibleOrder } from './migrations/0004-visible-order.ts';
import { indexSelectedOrder } from './migrations/0005-selected-order.ts';
import { createCloudMedia } from './migrations/0006-cloud-media.ts';
import { indexPickerSizes } from './migrations/0007-picker-sizes.ts';
import { regexpFunction } from './regexp.ts';
import { restore, salvage } from './salvage.ts';

const MIGRATIONS: readonly string[] = [
  createFiles,
  indexPickerOrder,
  completeMediaStore,
  indexVisibleOrder,
  indexSelectedOrder,
  createCloudMedia,
  indexPickerSizes,
];

// Checking every page of a very large library would delay each start by seconds.
const CHECKED_WHOLE_BELOW_BYTES = 64 * 1024 * 1024;

/**
 * Opens the database at `path` (`:memory:` for one that is not kept), building or upgrading its schema.
 * A damaged file is moved aside as `<path>.damaged-N` and a new one built, with what only the provider knew (ids, owners,
 * favorites, selections ...) as far as it can still be read; everything else the next scan finds again. The new one has a
 * new uuid. A large file is checked only when the last process did not close it, or met damage.
 * @param onProblem told one sentence when that happened
 * @throws {Error} when a newer version of this program wrote the file, or the file system refuses
 */
export function openMediaDatabase(path: string, onProblem: (problem: string) => void): MediaDatabase {
  if (path === ':memory:') return new MediaDatabase(migrated(new Database(path), path));
  mkdirSync(dirname(path), { recursive: true });
  const marker = `${path}.open`;
  const db = openOrRebuild(path, existsSync(marker), onProblem);
  writeFileSync(marker, '');
  return new MediaDatabase(db, (isDamaged) => {
    if (!isDamaged) rmSync(marker, { force: true });
  });
}

function openOrRebuild(path: string, isSuspect: boolean, onProblem: (problem: string) => void): Database.Database {
  try {
    return openChecked(path, isSuspect);
  } catch (error) {
    if (!isDamage(error)) throw error;
    const aside = moveAside(path);
    const saved = salvage(aside);
    const db = openChecked(path, false);
    restore(db, saved);
    const kept = saved.files.length === 0 ? '' : `, with what ${saved.files.length} of its rows alone knew`;
    onProblem(
      `The media database ${path} was damaged (${error.message}); it was moved to ${aside} and is built anew${kept}.`,
    );
    return db;
  }
}

function openChecked(path: string, isSuspect: boolean): Database.Database {
  const isChecked = existsSync(path) && (isSuspect || statSync(path).size < CHECKED_WHOLE_BELOW_BYTES);
  const db = new Database(path);
  try {
    db.pragma('journal_mode = WAL');
    // Five times the default: a scan, which fills the log, has it taken over in turns of their own before.
    db.pragma('wal_autocheckpoint = 5000');
    const [first] = isChecked ? (db.pragma('quick_check(1)') as { quick_check: string }[]) : [];
    if (first !== undefined && first.quick_check !== 'ok')
      throw new DamagedError(first.quick_check.replaceAll('\n', ' '));
    return migrated(db, path);
  } catch (error) {
    db.close();
    throw error;
  }
}

function migrated(db: Database.Database, path: string): Database.Database {
  db.pragma('foreign_keys = ON');
  db.pragma('synchronous = NORMAL');
  db.pragma('busy_timeout = 5000');
  // Paths and numbers; sorting a million rows by a column without an index needs room besides.
  db.pragma('cache_size = -32000');
  db.function('regexp', { deterministic: true }, regexpFunction());
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > MIGRATIONS.length)
    throw new Error(
      `The media database ${path} was written by a newer version of this program; use that one, or move the file away.`,
    );
  if (version > 0) requireTables(db);
  for (let next = version; next < MIGRATIONS.length; next++) {
    db.transaction(() => {
      db.exec(MIGRATIONS[next] ?? '');
      if (next === 0) db.prepare('INSERT INTO local_metadata (generation, uuid) VALUES (0, ?)').run(randomUUID());
      db.pragma(`user_version = ${next + 1}`);
    })();
  }
  return db;
}

/** A file that says it has a schema, and has not: nothing can be built on it. */
function requireTables(db: Database.Database): void {
  const tables = db.prepare(
    "SELECT COUNT(*) FROM sqlite_schema WHERE name IN ('files', 'media_grants', 'local_metadata')",
  );
  if (tables.pluck().get() !== 3) throw new DamagedError('its tables are missing');
}

class DamagedError extends Error {}

function isDamage(error: unknown): error is Error {
  if (error instanceof DamagedError) return true;
  return isCorruption(error);
}

function moveAside(path: string): string {
  let number = 1;
  while (existsSync(`${path}.damaged-${number}`)) number++;
  const aside = `${path}.damaged-${number}`;
  renameSync(path, aside);
  // The last changes may be in its log only.
  if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${aside}-wal`);
  rmSync(`${path}-shm`, { force: true });
  return aside;
}
