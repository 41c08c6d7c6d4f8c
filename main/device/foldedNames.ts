import { readdirSync, type Stats } from 'node:fs';
import { isSettled, statsOrNull } from './layer.ts';

type Known = {
  ino: number;
  mtimeMs: number;
  /** Whether somebody may have changed the directory since, and its modification time would not tell. */
  isDoubtful: boolean;
  size: number;
  names: Map<string, string[]>;
};

/** Who changes a directory: nobody but the caller, who tells of it; others alone; or both. */
export type ChangedBy = 'us' | 'others' | 'both';

/** Directories whose names are kept, and names of all of them together; the directory asked for last is always kept. */
const MOST_DIRECTORIES = 32;
const MOST_NAMES = 100_000;

/** ASCII letters in lower case, the others as they are: how Android's storage compares names. */
export function foldCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** The names of directories on this computer without regard to case: read once, and again when a directory changes. */
export class FoldedNames {
  /** The one asked for last is the last. */
  readonly #known = new Map<string, Known>();
  #names = 0;

  /**
   * The names in a directory that differ from `name` in ASCII case only, or not at all. Some that the caller told of by
   * changed() or changing() may be gone. What others put in a directory that both change within the same tick of the
   * file system's clock is found two seconds later: a directory that grows is not read again for each file.
   */
  like(directory: string, name: string, by: ChangedBy): readonly string[] {
    const stats = statsOrNull(directory);
    if (stats === null || !stats.isDirectory()) return [];
    const known = this.#known.get(directory);
    const isSame = known?.ino === stats.ino && known.mtimeMs === stats.mtimeMs;
    const isFresh =
      isSame && (by === 'us' || (by === 'others' ? isSettled(stats) : !known.isDoubtful || !isSettled(stats)));
    const { names } = isFresh ? this.#keep(directory, known) : this.#read(directory, stats);
    return names.get(foldCase(name)) ?? [];
  }

  /** The caller has put a name in a directory, or taken one away; the rest of it is as it was. */
  changed(directory: string, added: string | null): void {
    const known = this.#known.get(directory);
    const stats = known === undefined ? null : statsOrNull(directory);
    if (known === undefined || stats === null || stats.ino !== known.ino) return;
    known.mtimeMs = stats.mtimeMs;
    known.isDoubtful = true;
    if (added !== null) this.#names += add(known, added);
  }

  /**
   * For a directory that others change, too: to be called before the caller changes a name in it.
   * @returns what is to be called afterwards, as changed(); what others did before is not covered up by it
   */
  changing(directory: string): (added: string | null) => void {
    const known = this.#known.get(directory);
    const stats = known === undefined ? null : statsOrNull(directory);
    if (known?.ino !== stats?.ino || known?.mtimeMs !== stats?.mtimeMs) return () => {};
    return (added) => this.changed(directory, added);
  }

  #read(directory: string, stats: Stats): Known {
    this.#forget(directory);
    const { ino, mtimeMs } = stats;
    const known: Known = { ino, mtimeMs, isDoubtful: !isSettled(stats), size: 0, names: new Map() };
    try {
      for (const name of readdirSync(directory)) add(known, name);
    } catch {
      return known;
    }
    this.#names += known.size;
    return this.#keep(directory, known);
  }

  #keep(directory: string, known: Known): Known {
    this.#known.delete(directory);
    this.#known.set(directory, known);
    for (const oldest of this.#known.keys()) {
      if (oldest === directory || (this.#known.size <= MOST_DIRECTORIES && this.#names <= MOST_NAMES)) break;
      this.#forget(oldest);
    }
    return known;
  }

  #forget(directory: string): void {
    this.#names -= this.#known.get(directory)?.size ?? 0;
    this.#known.delete(directory);
  }
}

function add(known: Known, name: string): number {
  const folded = foldCase(name);
  const same = known.names.get(folded);
  if (same?.includes(name)) return 0;
  if (same === undefined) known.names.set(folded, [name]);
  else same.push(name);
  known.size++;
  return 1;
}
