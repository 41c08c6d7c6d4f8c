// Mirrors MediaProvider.insertAllowingUpsert, updateAllowingReplace and getParent: rows as they are written.
import { posix } from 'node:path';
import type { Volume } from '../../../device/volumes.ts';
import type { MediaDatabase, SqlValue, Write } from '../db/mediaDatabase.ts';
import { ScannedFiles } from '../db/scannedFiles.ts';
import type { ScannedRow } from '../db/scannedRow.ts';
import { isFileHidden } from '../scan/hiddenMedia.ts';
import { scanItem } from '../scan/scanItem.ts';
import { hidesBelow, isHiddenBelow, walkedFile } from '../scan/walk.ts';

export type Columns = Readonly<Record<string, SqlValue>>;

/** A row with all its columns. */
export type WholeRow = Columns & Readonly<{ _id: number; _data: string }>;

export class WrittenRows {
  readonly #database: MediaDatabase;
  readonly #scanned: ScannedFiles;

  constructor(database: MediaDatabase) {
    this.#database = database;
    this.#scanned = new ScannedFiles(database);
  }

  /**
   * Inserts the row, or updates the one that this owner has for the same path.
   * @returns its id, and the row that was there before; null when another owner has the path
   */
  upsert(columns: Columns & Readonly<{ _data: string }>): Readonly<{ id: number; before: WholeRow | null }> | null {
    return this.#database.transaction((write) => {
      const before = this.#database.get<WholeRow>('SELECT * FROM files WHERE _data = ?', columns._data);
      if (before === null)
        return { id: insertRow(write, { ...columns, parent: this.parentOf(columns._data) }), before };
      if (before.owner_package_name === null || before.owner_package_name !== columns.owner_package_name) return null;
      updateRows(write, [before._id], columns);
      return { id: before._id, before };
    });
  }

  /** Rows of a directory of the volume and those above it, where they have none yet: the topmost first. */
  addDirectories(volume: Volume, directory: string, nowSeconds: number): void {
    const missing: string[] = [];
    for (let relative = directory; relative !== ''; relative = parentOf(relative)) {
      if (this.#scanned.rowAt(`${volume.path}/${relative}`) !== null) break;
      missing.unshift(relative);
    }
    const rows: ScannedRow[] = [];
    let hiddenAbove = missing[0] !== undefined && isHiddenBelow(volume, parentOf(missing[0]));
    for (const relative of missing) {
      const path = `${volume.path}/${relative}`;
      const entry = volume.files.stat(relative);
      if (entry === null) continue;
      rows.push(scanItem(walkedFile(path, { ...entry, hidden: hiddenAbove || isFileHidden(path) }), null));
      hiddenAbove ||= hidesBelow(volume, relative);
    }
    this.#scanned.upsertScanned(rows, nowSeconds);
  }

  /** Id of the row of the directory a path lies in; 0 when it has none. */
  parentOf(path: string): number {
    return this.#scanned.rowAt(posix.dirname(path))?._id ?? 0;
  }
}

/** Writes the same columns to rows. @returns number of rows */
export function updateRows(write: Write, ids: readonly number[], columns: Columns): number {
  const names = Object.keys(columns);
  const assignments = [...names.map((name) => `${name} = ?`), 'generation_modified = ?'].join(', ');
  const sql = `UPDATE files SET ${assignments} WHERE _id IN (SELECT value FROM json_each(?))`;
  return write.run(sql, ...Object.values(columns), write.generation, JSON.stringify(ids));
}

/** FileUtils.shouldFileBeHidden: whether a name, or a .nomedia, hides what lies at this path of the volume. */
export function isHiddenPath(volume: Volume, relative: string): boolean {
  return isFileHidden(`${volume.path}/${relative}`) || isHiddenBelow(volume, parentOf(relative));
}

function insertRow(write: Write, columns: Columns): number {
  const all = { ...columns, generation_added: write.generation, generation_modified: write.generation };
  const names = Object.keys(all);
  const sql = `INSERT INTO files (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) RETURNING _id`;
  const [row] = write.all<{ _id: number }>(sql, ...Object.values(all));
  if (row === undefined) throw new Error(`The row of ${String(columns._data)} was not written.`);
  return row._id;
}

function parentOf(relative: string): string {
  const parent = posix.dirname(relative);
  return parent === '.' ? '' : parent;
}
