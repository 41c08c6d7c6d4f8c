// Mirrors MediaProvider DatabaseHelper: the one database of every external volume.

import type Database from 'better-sqlite3';
import { Throwable } from '../../../../contract/android/errors.ts';
import { Listeners } from '../../../device/listeners.ts';
import { pickerRowEffect } from '../pickerRowEffect.ts';
import { type FileChange, FileChanges } from './fileChanges.ts';
import { Recent } from './recent.ts';
import { UndoLog, type Undone } from './undoLog.ts';

export type SqlValue = null | number | string | Uint8Array;

/** Compiled SELECTs of apps that are kept, some 30 KB each. */
const SELECTS = 150;
/** Pages of a backup in one turn, some 2 MB. */
const BACKUP_PAGES = 500;
/** Longer texts are compiled each time: an app could fill the memory with them. */
const LONGEST_KEPT = 16_000;

/** A write transaction's handle: what changes rows outside of it cannot forget the generation. */
export type Write = Readonly<{
  /** The generation every row written in this transaction gets. */
  generation: number;
  /** Number of rows changed. */
  run(sql: string, ...args: readonly SqlValue[]): number;
  /** The same of a statement that runs for many rows, with the values of each. */
  prepared(sql: string): (args: readonly SqlValue[]) => number;
  /** The rows of a statement with RETURNING, or of a SELECT. */
  all<Row>(sql: string, ...args: readonly SqlValue[]): readonly Row[];
}>;

/** The open database. Everything is synchronous; statements are kept by their text. */
export class MediaDatabase {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement<unknown[]>>();
  readonly #selects = new Recent<Database.Statement<unknown[]>>(SELECTS);
  readonly #changes: FileChanges;
  readonly #undo: UndoLog;
  readonly #listeners = new Listeners<[readonly FileChange[]]>();
  readonly #onClose: (isDamaged: boolean) => void;
  #write: Write | null = null;
  /** What transactions do until it ends is one generation, which the first of them begins. */
  #batch: { generation: number | null } | null = null;
  #isDamaged = false;

  /** @param onClose told when it was closed, and whether SQLite met damage in the file meanwhile */
  constructor(db: Database.Database, onClose: (isDamaged: boolean) => void = () => {}) {
    this.#db = db;
    this.#onClose = onClose;
    this.#changes = new FileChanges(db);
    this.#undo = new UndoLog(db);
  }

  /** Called after each transaction that changed rows of files, with all of them in order; never for one rolled back. */
  onCommit(listener: (changes: readonly FileChange[]) => void): Disposable {
    return this.#listeners.add(listener);
  }

  /** The rows of a SELECT as objects. Trusted SQL only; an app's query goes through queryResult(). */
  all<Row>(sql: string, ...args: readonly SqlValue[]): readonly Row[] {
    return this.#watched(() => this.#prepare(sql).all(...args)) as Row[];
  }

  /** The first row, or null. */
  get<Row>(sql: string, ...args: readonly SqlValue[]): Row | null {
    return (this.#watched(() => this.#prepare(sql).get(...args)) ?? null) as Row | null;
  }

  /**
   * An app's SELECT, compiled; its rows come as arrays. Those used last are kept.
   * @throws {Throwable} SQLiteException in Android's form
   */
  select(sql: string): Database.Statement<unknown[]> {
    const compile = () => asSqliteException(sql, () => this.#db.prepare<unknown[]>(sql).raw());
    return sql.length > LONGEST_KEPT ? compile() : this.#selects.get(sql, compile);
  }

  /** The rows of an app's SELECT. Throws as select() does. */
  rows(sql: string, args: readonly unknown[]): readonly (readonly unknown[])[] {
    const statement = this.select(sql);
    const rows = asSqliteException(null, () => this.#watched(() => statement.all(...args)));
    return rows as readonly (readonly unknown[])[];
  }

  /**
   * Runs a write transaction and counts the generation up first. Inside of another one it joins that.
   * Whatever `run` throws rolls everything back.
   */
  transaction<Result>(run: (write: Write) => Result): Result {
    const outer = this.#write;
    if (outer !== null) return run(outer);
    const work = this.#db.transaction(() => {
      this.#changes.begin();
      const write: Write = {
        generation: this.#batch?.generation ?? this.#nextGeneration(),
        run: (sql, ...args) => this.#watched(() => this.#prepare(sql).run(...args)).changes,
        prepared: (sql) => {
          const statement = this.#prepare(sql);
          return (args) => this.#watched(() => statement.run(args)).changes;
        },
        all: <Row>(sql: string, ...args: readonly SqlValue[]) => this.all<Row>(sql, ...args),
      };
      this.#write = write;
      try {
        return { result: run(write), changes: this.#recorded(write), generation: write.generation };
      } finally {
        this.#write = null;
      }
    });
    const { result, changes, generation } = work.immediate();
    if (this.#batch !== null) this.#batch.generation = generation;
    if (changes.length > 0) this.#listeners.call(changes);
    return result;
  }

  /** Writes rows that are none of MediaStore's, all or none: no generation counts them, and no observer of files hears of it. */
  unversioned(run: (write: Pick<Write, 'run'>) => void): void {
    const write = { run: (sql: string, ...args: readonly SqlValue[]) => this.#prepare(sql).run(...args).changes };
    this.#watched(() => this.#db.transaction(() => run(write)).immediate());
  }

  /** undo() will bring the rows of this moment back, the generation and the ids with them. */
  mark(): void {
    this.#watched(() => this.#undo.mark());
  }

  /** @throws {Error} when nothing was marked */
  undo(): Undone {
    const work = this.#db.transaction(() => {
      this.#changes.begin();
      return { undone: this.#undo.undo(), changes: this.#changes.take() };
    });
    const { undone, changes } = this.#watched(() => work.immediate());
    if (changes.length > 0) this.#listeners.call(changes);
    return undone;
  }

  /** Until it is disposed of all transactions are of one generation. One at a time. */
  beginBatch(): Disposable {
    this.#batch = { generation: null };
    return {
      [Symbol.dispose]: () => {
        this.#batch = null;
      },
    };
  }

  /** MediaStore.getGeneration. A batch's own is not over yet: whoever has seen it would miss what the batch still does. */
  generation(): number {
    const batch = this.#batch?.generation ?? null;
    if (batch !== null) return batch - 1;
    return this.get<{ generation: number }>('SELECT generation FROM local_metadata')?.generation ?? 0;
  }

  /** Random name of this database, new whenever it is built anew: the second half of MediaStore.getVersion. */
  uuid(): string {
    return this.get<{ uuid: string }>('SELECT uuid FROM local_metadata')?.uuid ?? '';
  }

  /** Writes a copy as of one moment, in short turns, while everything goes on. @throws {Error} when the disk is full */
  async backUp(path: string): Promise<void> {
    await this.#db.backup(path, { progress: () => BACKUP_PAGES });
  }

  /** Takes what is in the log over into the database file, as far as that is possible now. */
  checkpoint(): void {
    try {
      this.#watched(() => this.#db.pragma('wal_checkpoint(PASSIVE)'));
    } catch {
      // Such as a full disk. The log holds all of it, and SQLite says nothing either when it does this by itself.
    }
  }

  [Symbol.dispose](): void {
    this.#statements.clear();
    this.#selects.clear();
    this.#db.close();
    this.#onClose(this.#isDamaged);
  }

  /** Damage that is met has the file checked at the next start. */
  #watched<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (isCorruption(error)) this.#isDamaged = true;
      throw error;
    }
  }

  /** What the picker no longer has is written down for it, in the same transaction. */
  #recorded(write: Write): readonly FileChange[] {
    const changes = this.#changes.take();
    for (const { id, before, after } of changes) {
      if (before === null) continue;
      const { deletedMedia } = pickerRowEffect(before, after);
      if (deletedMedia === 'add') write.run(ADD_DELETED_MEDIA, id, write.generation);
      if (deletedMedia === 'remove') write.run('DELETE FROM deleted_media WHERE old_id = ?', id);
    }
    return changes;
  }

  #nextGeneration(): number {
    const sql = 'UPDATE local_metadata SET generation = generation + 1 RETURNING generation';
    return this.get<{ generation: number }>(sql)?.generation ?? 0;
  }

  #prepare(sql: string): Database.Statement<unknown[]> {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare<unknown[]>(sql);
    // Trusted texts are few; the bound only keeps a caller that writes values into its SQL from growing this for ever.
    if (this.#statements.size >= 200) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }
}

const ADD_DELETED_MEDIA =
  'INSERT INTO deleted_media (old_id, generation_modified) VALUES (?, ?) ' +
  'ON CONFLICT (old_id) DO UPDATE SET generation_modified = excluded.generation_modified';

/** Whether an error says that the file itself is damaged. */
export function isCorruption(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT');
}

/**
 * Runs something that SQLite may refuse and turns the refusal into what an app sees.
 * @param sql what is compiled; null where a compiled statement runs
 */
function asSqliteException<Result>(sql: string | null, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
    if (!(error instanceof Error) || !code.startsWith('SQLITE_')) throw error;
    const number = code.startsWith('SQLITE_ERROR') ? '1 SQLITE_ERROR' : code;
    const compiling = sql === null ? '' : `: , while compiling: ${sql}`;
    const message = `${error.message} (code ${number})${compiling}`;
    throw new Throwable('SQLiteException', message, { cause: error });
  }
}
