// Mirrors MediaProvider DatabaseHelper's triggers and OnFilesChangeListener: what a transaction did to the rows of files.
import type Database from 'better-sqlite3';

/** The columns of a row that decide who hears of its change. Every flag is 0 or 1. */
export type FileState = Readonly<{
  media_type: number;
  is_download: number;
  is_trashed: number;
  is_pending: number;
  is_favorite: number;
  /** null when not computed yet. */
  _special_format: number | null;
}>;

/** One inserted row has no `before`, one deleted row no `after`. */
export type FileChange = Readonly<{
  id: number;
  volumeName: string;
  before: FileState | null;
  after: FileState | null;
}>;

const STATE = ['media_type', 'is_download', 'is_trashed', 'is_pending', 'is_favorite', '_special_format'] as const;

/**
 * The changes of the transaction under way, kept by SQLite itself: what a failed statement did is taken back with it.
 * Updated and deleted rows are in a table in memory (a temporary one would go to the disk), inserted ones are those with
 * new ids: a trigger would make SQLite keep a journal for each INSERT, and a first scan a fifth slower.
 */
export class FileChanges {
  readonly #lastId: Database.Statement<unknown[]>;
  readonly #inserted: Database.Statement<unknown[]>;
  readonly #recorded: Database.Statement<unknown[]>;
  readonly #delete: Database.Statement<unknown[]>;
  #before = 0;

  constructor(db: Database.Database) {
    db.exec(SCHEMA);
    this.#lastId = db.prepare<unknown[]>("SELECT seq FROM sqlite_sequence WHERE name = 'files'").pluck();
    this.#inserted = db.prepare<unknown[]>(INSERTED).raw();
    this.#recorded = db.prepare<unknown[]>('SELECT * FROM changes.changed_files').raw();
    this.#delete = db.prepare<unknown[]>('DELETE FROM changes.changed_files');
  }

  /** To be called at the start of a transaction. */
  begin(): void {
    this.#before = Number(this.#lastId.get() ?? 0);
  }

  /** What was done since: the inserted rows as they are now, then the other changes in their order. */
  take(): readonly FileChange[] {
    const inserted = this.#inserted.all(this.#before) as readonly (readonly unknown[])[];
    const recorded = this.#recorded.all() as readonly (readonly unknown[])[];
    if (recorded.length > 0) this.#delete.run();
    const changes: FileChange[] = inserted.map((row) => ({
      id: Number(row[0]),
      volumeName: String(row[1]),
      before: null,
      after: stateOf(row, 2),
    }));
    for (const row of recorded) {
      const [id, volumeName, wasThere, isThere] = row;
      changes.push({
        id: Number(id),
        volumeName: String(volumeName),
        before: wasThere === 1 ? stateOf(row, 4) : null,
        after: isThere === 1 ? stateOf(row, 4 + STATE.length) : null,
      });
    }
    return changes;
  }
}

function stateOf(values: readonly unknown[], from: number): FileState {
  const number = (index: number) => Number(values[from + index]);
  return {
    media_type: number(0),
    is_download: number(1),
    is_trashed: number(2),
    is_pending: number(3),
    is_favorite: number(4),
    _special_format: values[from + 5] === null ? null : number(5),
  };
}

const columnsOf = (row: 'OLD' | 'NEW') => STATE.map((name) => `${row}.${name}`).join(', ');
const NONE = STATE.map(() => 'NULL').join(', ');

const SCHEMA = `
ATTACH ':memory:' AS changes;
CREATE TABLE changes.changed_files (id, volume_name, was_there, is_there,
  ${STATE.map((name) => `old_${name}`).join(', ')}, ${STATE.map((name) => `new_${name}`).join(', ')});
CREATE TEMP TRIGGER file_updated AFTER UPDATE ON main.files BEGIN
  INSERT INTO changed_files VALUES (OLD._id, NEW.volume_name, 1, 1, ${columnsOf('OLD')}, ${columnsOf('NEW')});
END;
CREATE TEMP TRIGGER file_deleted AFTER DELETE ON main.files BEGIN
  INSERT INTO changed_files VALUES (OLD._id, OLD.volume_name, 1, 0, ${columnsOf('OLD')}, ${NONE});
END;
`;

const INSERTED = `SELECT _id, volume_name, ${STATE.join(', ')} FROM main.files WHERE _id > ?`;
