import { readdirSync, type Stats } from 'node:fs';
import { isSettled, statsOrNull } from './layer.ts';

type Known = { ino: number; mtimeMs: number; size: number; names: Map<string, string[]> };

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
   * The names in a directory that differ from `name` in ASCII case only, or not at all; of `own` ones some may be gone.
   * @param own whether nobody but the caller changes the directory, and tells of it by changed()
   */
  like(directory: string, name: string, own: boolean): readonly string[] {
    const stats = statsOrNull(directory);
    if (stats === null || !stats.isDirectory()) return [];
    const known = this.#known.get(directory);
    const isFresh = known?.ino === stats.ino && known.mtimeMs === stats.mtimeMs && (own || isSettled(stats));
    const { names } = isFresh ? this.#keep(directory, known) : this.#read(directory, stats);
    return names.get(foldCase(name)) ?? [];
  }

  /** The caller has put a name in a directory, or taken one away; the rest of it is as it was. */
  changed(directory: string, added: string | null): void {
    const known = this.#known.get(directory);
    const stats = known === undefined ? null : statsOrNull(directory);
    if (known === undefined || stats === null || stats.ino !== known.ino) return;
    known.mtimeMs = stats.mtimeMs;
    if (added !== null) this.#names += add(known, added);
  }

  #read(directory: string, { ino, mtimeMs }: Stats): Known {
    this.#forget(directory);
    const known: Known = { ino, mtimeMs, size: 0, names: new Map() };
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
