// Mirrors MediaProvider DatabaseHelper: the one database of every external volume.

import type Database from 'better-sqlite3';
import { Throwable } from '../../../../contract/android/errors.ts';

export type SqlValue = null | number | string | Uint8Array;

/** A write transaction's handle: what changes rows outside of it cannot forget the generation. */
export type Write = Readonly<{
  /** The generation every row written in this transaction gets. */
  generation: number;
  /** Number of rows changed. */
  run(sql: string, ...args: readonly SqlValue[]): number;
  /** The rows of a statement with RETURNING, or of a SELECT. */
  all<Row>(sql: string, ...args: readonly SqlValue[]): readonly Row[];
}>;

/** The open database. Everything is synchronous; statements are kept by their text. */
export class MediaDatabase {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement<unknown[]>>();
  #write: Write | null = null;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  /** The rows of a SELECT as objects. Trusted SQL only; an app's query goes through queryResult(). */
  all<Row>(sql: string, ...args: readonly SqlValue[]): readonly Row[] {
    return this.#prepare(sql).all(...args) as Row[];
  }

  /** The first row, or null. */
  get<Row>(sql: string, ...args: readonly SqlValue[]): Row | null {
    return (this.#prepare(sql).get(...args) ?? null) as Row | null;
  }

  /**
   * Compiles an app's SQL without keeping it.
   * @throws {Throwable} SQLiteException in Android's form
   */
  compile(sql: string): Database.Statement<unknown[]> {
    return asSqliteException(sql, () => this.#db.prepare<unknown[]>(sql));
  }

  /**
   * Runs a write transaction and counts the generation up first. Inside of another one it joins that.
   * Whatever `run` throws rolls everything back.
   */
  transaction<Result>(run: (write: Write) => Result): Result {
    const outer = this.#write;
    if (outer !== null) return run(outer);
    return this.#db
      .transaction(() => {
        const write: Write = {
          generation: this.#nextGeneration(),
          run: (sql, ...args) => this.#prepare(sql).run(...args).changes,
          all: <Row>(sql: string, ...args: readonly SqlValue[]) => this.all<Row>(sql, ...args),
        };
        this.#write = write;
        try {
          return run(write);
        } finally {
          this.#write = null;
        }
      })
      .immediate();
  }

  /** MediaStore.getGeneration. */
  generation(): number {
    return this.get<{ generation: number }>('SELECT generation FROM local_metadata')?.generation ?? 0;
  }

  /** Random name of this database, new whenever it is built anew: the second half of MediaStore.getVersion. */
  uuid(): string {
    return this.get<{ uuid: string }>('SELECT uuid FROM local_metadata')?.uuid ?? '';
  }

  [Symbol.dispose](): void {
    this.#statements.clear();
    this.#db.close();
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

/** Runs something that SQLite may refuse and turns the refusal into what an app sees. */
export function asSqliteException<Result>(sql: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
    if (!(error instanceof Error) || !code.startsWith('SQLITE_')) throw error;
    const number = code.startsWith('SQLITE_ERROR') ? '1 SQLITE_ERROR' : code;
    const message = `${error.message} (code ${number}): , while compiling: ${sql}`;
    throw new Throwable('SQLiteException', message, { cause: error });
  }
}
