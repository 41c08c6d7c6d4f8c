// Mirrors ModernMediaScanner.Scan.visitFile's look at the row of a file, for all files of a directory at once.
import type { Slices } from '../../../device/realTime.ts';
import type { KnownRow } from '../db/scannedRow.ts';
import { dataKey, hasSameMetadata } from './reconcile.ts';
import { mediaTypeOf, type WalkedFile } from './scanItem.ts';
import type { WalkedDirectory } from './walk.ts';

/** Who is told what a directory holds, against the rows it has. */
export type DirectoryFindings = Readonly<{
  /** A file or directory whose row is missing, or says something else. @returns what to wait for, or null */
  changed(file: WalkedFile, isNew: boolean): Promise<void> | null;
  /** A file whose row says what the file would say. @returns what to wait for, or null */
  unchanged(): Promise<void> | null;
  /** A file that differs from another one only in the case of its name: that one has the row. */
  double(file: WalkedFile): void;
  /** Rows directly in the directory without a file of that name. */
  gone(rows: Iterable<KnownRow>): void;
  /** A directory that is not there, with rows below it. */
  goneBelow(path: string): void;
  /** Whether nobody wants to know any more. */
  stopped(): boolean;
}>;

export interface RowRanges {
  /** The first `limit` rows whose paths are from `from` on and before `to`, by path and without regard to ASCII case. */
  rowsBetween(from: string, to: string, limit: number): readonly KnownRow[];
}

export type ListedDirectory = Pick<WalkedDirectory, 'path' | 'files' | 'directories' | 'look'>;

type Services = Readonly<{
  store: RowRanges;
  /** Whether a path is there under exactly this spelling. */
  isSpelledSo: (path: string) => boolean;
  slices: Slices;
}>;

const MOST_ROWS = 1_000;
const FEWEST_ROWS = 16;

/**
 * Compares what is directly in a directory with its rows. Reads the rows with few queries, not one per file, and holds no
 * more of a large directory than its names. When it was stopped not all has been told.
 */
export async function compareDirectory(
  services: Services,
  directory: ListedDirectory,
  findings: DirectoryFindings,
): Promise<void> {
  const comparison = new Comparison(services, directory, findings);
  await comparison.readRows();
  await comparison.takeLeft();
}

class Comparison {
  readonly #services: Services;
  readonly #directory: ListedDirectory;
  readonly #findings: DirectoryFindings;
  /** By name, what no row has been found for; null where it was not looked at. */
  readonly #left: Map<string, WalkedFile | null>;
  /** Names that a row was found for. */
  readonly #found: string[] = [];
  /** Rows of no entry's exact path. */
  readonly #strange = new Set<KnownRow>();

  constructor(services: Services, directory: ListedDirectory, findings: DirectoryFindings) {
    this.#services = services;
    this.#directory = directory;
    this.#findings = findings;
    this.#left = directory.files;
  }

  async readRows(): Promise<void> {
    const { store, slices } = this.#services;
    const { path } = this.#directory;
    const directories = new Set(this.#directory.directories.map((directory) => dataKey(directory.path)));
    // '0' is the character after '/': the range is exactly what starts with the directory and a slash.
    let [from, to] = [`${path}/`, `${path}0`];
    while (!this.#findings.stopped()) {
      // Rows of deeper directories are passed over by their names, so no more are read than there may be here.
      const limit = Math.min(MOST_ROWS, this.#left.size + FEWEST_ROWS);
      const rows = store.rowsBetween(from, to, limit);
      const deep = await this.#take(rows, path.length + 1);
      const last = rows.at(-1);
      if (deep === null && (last === undefined || rows.length < limit)) return;
      if (deep === null) from = `${last?._data}\0`;
      else {
        if (!directories.has(dataKey(deep))) this.#findings.goneBelow(deep);
        from = `${deep}0`;
      }
      if (slices.isOver) await slices.breathe();
    }
  }

  /** Takes rows up to the first that is deeper. @returns the directory that one is below, or null */
  async #take(rows: readonly KnownRow[], start: number): Promise<string | null> {
    const { slices } = this.#services;
    for (const row of rows) {
      const slash = row._data.indexOf('/', start);
      if (slash >= 0) return row._data.slice(0, slash);
      const name = row._data.slice(start);
      const listed = this.#left.get(name);
      const file = listed === null ? this.#directory.look(name) : listed;
      if (file === undefined || file === null || file.path !== row._data) this.#strange.add(row);
      else {
        this.#left.delete(name);
        this.#found.push(name);
        const room = this.#match(row, file);
        if (room !== null) await room;
      }
      // What was listed is compared in no time; a look takes some.
      if (listed === null && slices.isOver) await slices.breathe();
    }
    return null;
  }

  #match(row: KnownRow, file: WalkedFile): Promise<void> | null {
    const { path, mtimeMs, size, isDirectory } = file;
    if (!hasSameMetadata(row, { path, mtimeMs, size, isDirectory, mediaType: mediaTypeOf(file) }))
      return this.#findings.changed(file, false);
    return isDirectory ? null : this.#findings.unchanged();
  }

  /** What no row was found for is new, spelled otherwise than its row, or the double of another. */
  async takeLeft(): Promise<void> {
    const { slices, isSpelledSo } = this.#services;
    // By their names alone: a large directory has many, and all of them begin alike.
    const strange = new Map([...this.#strange].map((row) => [dataKey(nameOf(row)), row]));
    const taken = await this.#takenKeys();
    for (const [name, listed] of this.#left) {
      if (this.#findings.stopped()) return;
      const file = listed ?? this.#directory.look(name);
      if (file === null) continue;
      const key = dataKey(name);
      const row = strange.get(key);
      let room: Promise<void> | null = null;
      // A file that is written anew may be missed by the first look, and be there for this one.
      const isOther = row !== undefined && row._data !== file.path && isSpelledSo(row._data);
      if (taken.has(key) || isOther) this.#findings.double(file);
      else room = this.#findings.changed(file, row === undefined);
      taken.add(key);
      strange.delete(key);
      if (row !== undefined) this.#strange.delete(row);
      if (room !== null) await room;
      if (slices.isOver) await slices.breathe();
    }
    this.#findings.gone(this.#strange);
  }

  /** What names with a row are without regard to case, where there are others beside them. */
  async #takenKeys(): Promise<Set<string>> {
    const { slices } = this.#services;
    const taken = new Set<string>();
    if (this.#left.size > 0)
      for (const name of this.#found) {
        taken.add(dataKey(name));
        if (slices.isOver) await slices.breathe();
      }
    return taken;
  }
}

function nameOf({ _data }: KnownRow): string {
  return _data.slice(_data.lastIndexOf('/') + 1);
}
