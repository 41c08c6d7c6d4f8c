// What it takes to have the database as it was at a moment before: SQLite itself keeps what changes from there on.
import type Database from 'better-sqlite3';

/** What was put back. */
export type Undone = Readonly<{
  /** Ids of rows of files that were inserted, changed or deleted. */
  ids: readonly number[];
  /** Their paths on the device, then and now. */
  paths: readonly string[];
}>;

/**
 * Rows of files are kept when they are changed or deleted for the first time, in the database in memory that FileChanges
 * attaches; those that were inserted are known by their ids. Other tables are small, and are kept whole. What mirrors a
 * cloud provider is left to the sync that made it.
 */
export class UndoLog {
  readonly #db: Database.Database;
  #lastId: number | null = null;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  /** From here on. */
  mark(): void {
    const columns = this.#columns();
    const lastId = Number(this.#db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'files'").pluck().get() ?? 0);
    const copies = this.#tables().map(
      (table) => `
      DROP TABLE IF EXISTS changes.was_${table};
      CREATE TABLE changes.was_${table} AS SELECT * FROM main.${table};`,
    );
    const old = columns.map((name) => `OLD.${name}`).join(', ');
    const keep = `WHEN OLD._id <= ${lastId} BEGIN
        INSERT INTO was_files SELECT ${old} WHERE NOT EXISTS (SELECT 1 FROM was_files WHERE _id = OLD._id);
      END;`;
    this.#db.exec(`
      DROP TRIGGER IF EXISTS temp.undo_update;
      DROP TRIGGER IF EXISTS temp.undo_delete;
      DROP TABLE IF EXISTS changes.was_files;
      CREATE TABLE changes.was_files AS SELECT ${columns.join(', ')} FROM main.files WHERE 0;
      CREATE UNIQUE INDEX changes.was_files_id ON was_files (_id);
      ${copies.join('')}
      CREATE TEMP TRIGGER undo_update AFTER UPDATE ON main.files ${keep}
      CREATE TEMP TRIGGER undo_delete AFTER DELETE ON main.files ${keep}`);
    this.#lastId = lastId;
  }

  /** To be called in a transaction. @throws {Error} when nothing was marked */
  undo(): Undone {
    const lastId = this.#lastId;
    if (lastId === null) throw new Error('The media database was not marked.');
    const columns = this.#columns().join(', ');
    const touched = `SELECT _id, _data FROM files WHERE _id > ${lastId} OR _id IN (SELECT _id FROM changes.was_files)
      UNION SELECT _id, _data FROM changes.was_files`;
    const rows = this.#db.prepare<unknown[], { _id: number; _data: string }>(touched).all();
    this.#db.exec(`
      PRAGMA defer_foreign_keys = ON;
      DELETE FROM main.files WHERE _id > ${lastId} OR _id IN (SELECT _id FROM changes.was_files);
      INSERT INTO main.files (${columns}) SELECT ${columns} FROM changes.was_files;
      DELETE FROM changes.was_files;`);
    for (const table of this.#tables())
      this.#db.exec(`DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM changes.was_${table};`);
    return { ids: [...new Set(rows.map(({ _id }) => _id))], paths: [...new Set(rows.map(({ _data }) => _data))] };
  }

  #tables(): readonly string[] {
    const sql = `SELECT name FROM main.sqlite_master WHERE type = 'table' AND name <> 'files' AND name NOT LIKE 'cloud_%'`;
    return [...(this.#db.prepare(sql).pluck().all() as readonly string[])].filter((name) => !/^sqlite_stat/.test(name));
  }

  #columns(): readonly string[] {
    return this.#db.prepare("SELECT name FROM pragma_table_info('files')").pluck().all() as readonly string[];
  }
}
