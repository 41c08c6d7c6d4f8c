// Mirrors the whiteouts of an overlay file system; they name what was hidden, so that what comes later is seen.
import { readdirSync, type Stats } from 'node:fs';
import { join, posix } from 'node:path';
import { isSettled, statsOrNull } from './layer.ts';
import { childOf, parentOf } from './volumePath.ts';

/** What tells a file or directory of the folder from one that is put in its place later. */
export type Identity = string;

type HiddenNames = {
  readonly names: Map<string, Identity>;
  readonly directories: Set<string>;
  /** What was found besides hidden names the last time, and the modification time it held for. */
  checked: Readonly<{ mtimeMs: number; shows: boolean }> | null;
};

/** Paths to hide together. */
export class HiddenPaths {
  readonly directories = new Map<string, HiddenNames>();

  get size(): number {
    let size = 0;
    for (const { names } of this.directories.values()) size += names.size;
    return size;
  }

  add(path: string, identity: Identity): void {
    const parent = parentOf(path);
    let hidden = this.directories.get(parent);
    if (hidden === undefined) {
      hidden = { names: new Map(), directories: new Set(), checked: null };
      this.directories.set(parent, hidden);
    }
    addName(hidden, posix.basename(path), identity);
  }

  *[Symbol.iterator](): Generator<readonly [string, Identity]> {
    for (const [parent, { names }] of this.directories)
      for (const [name, identity] of names) yield [childOf(parent, name), identity];
  }
}

/** A directory is known by its number and, when that can be trusted, the time at which it held only what was hidden. */
export function identityOf(stats: Stats): Identity {
  const { ino, size, mtimeMs } = stats;
  if (stats.isDirectory()) return isSettled(stats) ? `d ${ino} ${mtimeMs}` : `d ${ino}`;
  return `${ino} ${size} ${mtimeMs}`;
}

/**
 * What of the folder is hidden, by path and identity. A file rewritten or replaced in the folder is another file and is
 * shown. A directory is hidden with everything that was below it at that time, each by its own name: what is put there
 * afterwards is shown, and so is the directory then; what was deleted stays hidden. A file that is only rewritten in
 * place does not bring a deleted directory back: that would cost a look at every file of it each time.
 */
export class Whiteouts {
  readonly #lower: string;
  #hidden = new HiddenPaths();

  constructor(lower: string) {
    this.#lower = lower;
  }

  get size(): number {
    return this.#hidden.size;
  }

  /** What was hidden under this path, whether it is still there or not. */
  identityAt(path: string): Identity | null {
    return this.#hidden.directories.get(parentOf(path))?.names.get(posix.basename(path)) ?? null;
  }

  all(): Iterable<readonly [string, Identity]> {
    return this.#hidden;
  }

  clear(): void {
    this.#hidden = new HiddenPaths();
  }

  /** Takes over what is in `paths`; it must not be used any more. */
  hide(paths: HiddenPaths): void {
    for (const [directory, added] of paths.directories) {
      const known = this.#hidden.directories.get(directory);
      // Whole directories are handed over: a hundred thousand names one by one would hold the device up.
      if (known === undefined) this.#hidden.directories.set(directory, added);
      else for (const [name, identity] of added.names) addName(known, name, identity);
    }
  }

  /** Whether any name in this directory of the folder may be hidden. */
  mayHideIn(directory: string): boolean {
    return this.#hidden.directories.has(directory);
  }

  /** @param stats of what the folder has at `path`, links not followed */
  hides(path: string, stats: Stats): boolean {
    const parent = parentOf(path);
    const identity = this.#hidden.directories.get(parent)?.names.get(posix.basename(path));
    if (identity === undefined || path === '') return false;
    if (isSame(identity, stats)) return !stats.isDirectory() || !this.#showsSomething(path, stats, identity);
    const above = statsOrNull(join(this.#lower, parent));
    return above === null || this.hides(parent, above);
  }

  #showsSomething(directory: string, stats: Stats, identity: Identity): boolean {
    const hidden = this.#hidden.directories.get(directory);
    if (this.#showsDirectly(directory, stats, identity)) return true;
    for (const name of hidden?.directories ?? []) {
      const path = childOf(directory, name);
      const below = statsOrNull(join(this.#lower, path));
      const known = hidden?.names.get(name);
      if (below?.isDirectory() && known !== undefined && this.#showsSomething(path, below, known)) return true;
    }
    return false;
  }

  /** Every name of a directory is looked at only after the directory has changed. */
  #showsDirectly(directory: string, stats: Stats, identity: Identity): boolean {
    const { mtimeMs } = stats;
    if (identity.split(' ')[2] === String(mtimeMs)) return false;
    const hidden = this.#hidden.directories.get(directory);
    if (hidden?.checked?.mtimeMs === mtimeMs) return hidden.checked.shows;
    const shows = this.#names(directory).some((name) => this.#isNew(childOf(directory, name), hidden?.names.get(name)));
    if (hidden !== undefined && isSettled(stats)) hidden.checked = { mtimeMs, shows };
    return shows;
  }

  /** Whether something was put there, which one that was only rewritten was not. */
  #isNew(path: string, identity: Identity | undefined): boolean {
    const stats = statsOrNull(join(this.#lower, path));
    if (stats === null || !(stats.isFile() || stats.isDirectory() || stats.isSymbolicLink())) return false;
    if (identity === undefined) return true;
    return numberOf(identity) !== numberOf(identityOf(stats));
  }

  #names(directory: string): readonly string[] {
    try {
      return readdirSync(join(this.#lower, directory));
    } catch {
      return [];
    }
  }
}

function addName(hidden: HiddenNames, name: string, identity: Identity): void {
  hidden.names.set(name, identity);
  if (identity.startsWith('d')) hidden.directories.add(name);
  else hidden.directories.delete(name);
  hidden.checked = null;
}

function isSame(identity: Identity, stats: Stats): boolean {
  const now = identityOf(stats);
  return stats.isDirectory() ? numberOf(identity) === numberOf(now) : identity === now;
}

/** The inode, with what it is. */
function numberOf(identity: Identity): string {
  const [first = '', second = ''] = identity.split(' ');
  return first === 'd' ? `d ${second}` : first;
}
