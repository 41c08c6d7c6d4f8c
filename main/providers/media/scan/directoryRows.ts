// Mirrors ModernMediaScanner.Scan.visitFile's look at the row of a file, for all files of a directory at once.
import type { Slices } from '../../../device/realTime.ts';
import type { KnownRow } from '../db/scannedRow.ts';
import { dataKey, hasSameMetadata } from './reconcile.ts';
import { mediaTypeOf, type WalkedFile } from './scanItem.ts';

/** What a directory holds, against the rows it has. */
export type DirectoryRows = Readonly<{
  /** Files and directories whose row is missing, or says something else. */
  changed: readonly Readonly<{ file: WalkedFile; isNew: boolean }>[];
  /** Files whose row says what the file would say. */
  unchanged: number;
  /** Rows directly in the directory without a file of that name. */
  gone: readonly KnownRow[];
  /** Paths of directories that are not there, with rows below them. */
  goneBelow: readonly string[];
  /** Files that differ from another one only in the case of their names: that one has the row. */
  doubles: readonly WalkedFile[];
}>;

export interface RowRanges {
  /** The first `limit` rows whose paths are from `from` on and before `to`, by path and without regard to ASCII case. */
  rowsBetween(from: string, to: string, limit: number): readonly KnownRow[];
}

export type ListedDirectory = Readonly<{
  /** On the device, without a slash at the end. */
  path: string;
  /** All that the walk shows directly in it. */
  entries: readonly WalkedFile[];
}>;

type Services = Readonly<{
  store: RowRanges;
  /** Whether a path is there under exactly this spelling. */
  isSpelledSo: (path: string) => boolean;
  slices: Slices;
}>;

const MOST_ROWS = 1_000;
const FEWEST_ROWS = 16;

/** Compares what is directly in a directory with its rows. Reads the rows of a directory with few queries, not per file. */
export async function compareDirectory(services: Services, directory: ListedDirectory): Promise<DirectoryRows> {
  const comparison = new Comparison(services, directory);
  await comparison.readRows();
  return comparison.result();
}

class Comparison {
  readonly #services: Services;
  readonly #directory: ListedDirectory;
  /** Entries that no row has been found for, by name. */
  readonly #left = new Map<string, WalkedFile>();
  readonly #changed: { file: WalkedFile; isNew: boolean }[] = [];
  /** Rows of no entry's exact path. */
  readonly #strange = new Set<KnownRow>();
  readonly #goneBelow: string[] = [];
  #unchanged = 0;

  constructor(services: Services, directory: ListedDirectory) {
    this.#services = services;
    this.#directory = directory;
  }

  async readRows(): Promise<void> {
    const { store, slices } = this.#services;
    const { path, entries } = this.#directory;
    const directories = new Set<string>();
    for (const file of entries) {
      this.#left.set(file.path.slice(path.length + 1), file);
      if (file.isDirectory) directories.add(dataKey(file.path));
      if (slices.isOver) await slices.breathe();
    }
    // '0' is the character after '/': the range is exactly what starts with the directory and a slash.
    let [from, to] = [`${path}/`, `${path}0`];
    for (;;) {
      // Rows of deeper directories are passed over by their names, so no more are read than there may be here.
      const limit = Math.min(MOST_ROWS, this.#left.size + FEWEST_ROWS);
      const rows = store.rowsBetween(from, to, limit);
      const deep = this.#take(rows, path.length + 1);
      const last = rows.at(-1);
      if (deep === null && (last === undefined || rows.length < limit)) return;
      if (deep === null) from = `${last?._data}\0`;
      else {
        if (!directories.has(dataKey(deep))) this.#goneBelow.push(deep);
        from = `${deep}0`;
      }
      if (slices.isOver) await slices.breathe();
    }
  }

  /** Takes rows up to the first that is deeper. @returns the directory that one is below, or null */
  #take(rows: readonly KnownRow[], start: number): string | null {
    for (const row of rows) {
      const slash = row._data.indexOf('/', start);
      if (slash >= 0) return row._data.slice(0, slash);
      const name = row._data.slice(start);
      const file = this.#left.get(name);
      if (file === undefined || file.path !== row._data) this.#strange.add(row);
      else {
        this.#left.delete(name);
        this.#match(row, file);
      }
    }
    return null;
  }

  #match(row: KnownRow, file: WalkedFile): void {
    const { path, mtimeMs, size, isDirectory } = file;
    if (hasSameMetadata(row, { path, mtimeMs, size, isDirectory, mediaType: mediaTypeOf(file) })) {
      if (!isDirectory) this.#unchanged++;
    } else this.#changed.push({ file, isNew: false });
  }

  async result(): Promise<DirectoryRows> {
    const doubles = this.#left.size > 0 ? await this.#takeLeft() : [];
    return {
      changed: this.#changed,
      unchanged: this.#unchanged,
      gone: [...this.#strange],
      goneBelow: this.#goneBelow,
      doubles,
    };
  }

  /** What no row was found for is new, spelled otherwise than its row, or the double of another. */
  async #takeLeft(): Promise<readonly WalkedFile[]> {
    const { slices, isSpelledSo } = this.#services;
    // By their names alone: a large directory has many, and all of them begin alike.
    const strange = new Map([...this.#strange].map((row) => [dataKey(nameOf({ path: row._data })), row]));
    const taken = new Set<string>();
    if (this.#left.size < this.#directory.entries.length)
      for (const file of this.#directory.entries) {
        if (!this.#left.has(nameOf(file))) taken.add(dataKey(nameOf(file)));
        if (slices.isOver) await slices.breathe();
      }
    const doubles: WalkedFile[] = [];
    for (const [name, file] of this.#left) {
      const key = dataKey(name);
      const row = strange.get(key);
      if (taken.has(key) || (row !== undefined && isSpelledSo(row._data))) doubles.push(file);
      else this.#changed.push({ file, isNew: row === undefined });
      taken.add(key);
      strange.delete(key);
      if (row !== undefined) this.#strange.delete(row);
      if (slices.isOver) await slices.breathe();
    }
    return doubles;
  }
}

function nameOf({ path }: Pick<WalkedFile, 'path'>): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
