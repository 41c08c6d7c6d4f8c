// Whether an app is writing a file through its path right now; every query of it depends on that.
import type { MediaDatabase } from './db/mediaDatabase.ts';
import { OPEN_FILES_OF_ONE } from './defaultFilters.ts';

/** Knows which packages openFilesOf() finds something for, and asks again when rows have changed. */
export class OpenFiles {
  readonly #database: MediaDatabase;
  readonly #known = new Map<string, boolean>();

  constructor(database: MediaDatabase) {
    this.#database = database;
    database.onCommit(() => this.#known.clear());
  }

  areOwnedBy(packageName: string): boolean {
    const known = this.#known.get(packageName) ?? this.#database.get(OPEN_FILES_OF_ONE, packageName) !== null;
    this.#known.set(packageName, known);
    return known;
  }
}
