// What the two layers of a volume have in common: looking at a path without being led out.
import { closeSync, constants, lstatSync, openSync, readlinkSync, realpathSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';
import { realTimeSinceEpoch } from './realTime.ts';
import { codeOf, parentOf } from './volumePath.ts';

/**
 * How long a directory must have been left alone before its modification time tells of the next change, milliseconds:
 * the coarsest clock of a file system (FAT) ticks every two seconds.
 */
const SETTLED_AFTER = 2_000;
/** Paths of directories that are kept, at most a few MB. */
const MOST_KNOWN = 10_000;
/** From here on the C library's realpath, which looks each directory above up by its whole path, takes its time. */
const LONG_PATH = 512;
/** Opens what cannot be read, too, and wakes nothing up: for the name of it alone. Linux's number; Node has no name for it. */
const O_PATH = 0o10000000;

/** Null when there is nothing, or it cannot be looked at. Links are not followed. */
export function statsOrNull(path: string): Stats | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** What a look answers that only says that nothing is there which could be looked at by this path. */
const NOTHING: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];

/**
 * Null when there is nothing. Links are not followed.
 * @throws {Error} with a `code` when nobody can say: EACCES, EIO, ESTALE and their like
 */
export function lookAt(path: string): Stats | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (NOTHING.includes(codeOf(error))) return null;
    throw error;
  }
}

/** Whether nobody can say at this moment if something is there. */
export function isUnknowable(path: string): boolean {
  try {
    lookAt(path);
    return false;
  } catch {
    return true;
  }
}

/**
 * As realpath(3), also for a path of thousands of directories: that one looks each of them up from the root again.
 * @throws {Error} with a `code`
 */
export function realPath(path: string): string {
  if (process.platform !== 'linux' || path.length < LONG_PATH) return realpathSync.native(path);
  const handle = openSync(path, O_PATH | constants.O_NONBLOCK);
  try {
    const real = readlinkSync(`/proc/self/fd/${handle}`);
    // A computer without /proc, or a name that only seems to be what the kernel says of one that is gone.
    return real.startsWith('/') && !real.endsWith(' (deleted)') ? real : realpathSync.native(path);
  } catch {
    return realpathSync.native(path);
  } finally {
    closeSync(handle);
  }
}

/** The real path of something on a layer; null when it is not there, or symbolic links lead out of the layer. */
export function insideOf(layer: string, relative: string): string | null {
  try {
    const root = realpathSync.native(layer);
    const real = relative === '' ? root : realPath(join(root, relative));
    return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep) ? real : null;
  } catch {
    return null;
  }
}

/** A path with its links resolved; as it is when that is not possible. */
export function realpathOr(path: string): string {
  try {
    return realPath(path);
  } catch {
    return path;
  }
}

/** Whether something on a layer is reached without any link. */
export function isPlainIn(layer: string, relative: string): boolean {
  // A file system may know a name by other letters than it is asked for.
  return insideOf(layer, relative)?.toLowerCase() === join(realpathOr(layer), relative).toLowerCase();
}

/**
 * What `look` finds of the lowest place above a path where something is; null when it finds nothing. Nothing is below
 * what is missing: a few looks are enough for thousands of levels, and nearly always the first is.
 */
export function lowestAbove<Found>(path: string, look: (above: string) => Found | null): Found | null {
  const names = path.split('/').slice(0, -1);
  let lowest: Found | null = null;
  let [there, missing] = [0, names.length + 1];
  for (let at = names.length; at > there; at = Math.trunc((there + missing) / 2)) {
    const found = look(names.slice(0, at).join('/'));
    if (found === null) missing = at;
    else [there, lowest] = [at, found];
  }
  return lowest;
}

/** Directories of a layer that are reached without any link. */
export class PlainDirectories {
  readonly #layer: string;
  /** The inode of each that was found to be one. */
  readonly #known = new Map<string, string>();

  constructor(layer: string) {
    this.#layer = layer;
  }

  /**
   * Looks up as far as the first one that is known: where an app makes thousands of levels, each costs one look. Who
   * moves a known one away and puts a link above it that leads there is not noticed: it shows what was there before.
   */
  has(directory: string): boolean {
    const found: (readonly [path: string, inode: string])[] = [];
    for (let path = directory; path !== ''; path = parentOf(path)) {
      const stats = statsOrNull(join(this.#layer, path));
      if (stats?.isDirectory() !== true) return false;
      const inode = `${stats.dev}:${stats.ino}`;
      if (this.#known.get(path) === inode) break;
      found.push([path, inode]);
    }
    if (this.#known.size > MOST_KNOWN) this.#known.clear();
    for (const [path, inode] of found) this.#known.set(path, inode);
    return true;
  }
}

/** Where a real path of a layer is below the layer's root, with slashes. */
export function below(layer: string, real: string): string {
  const root = realpathSync.native(layer);
  return real
    .slice(root.length)
    .split(sep)
    .filter((name) => name !== '')
    .join('/');
}

/** Whether a later change of the directory is sure to give it another modification time. */
export function isSettled({ mtimeMs }: Stats): boolean {
  const age = realTimeSinceEpoch() - mtimeMs;
  return age > SETTLED_AFTER;
}

/** For utimes, seconds. The half microsecond keeps a whole millisecond from being rounded down to the one before. */
export function seconds(milliseconds: number): number {
  return (milliseconds + 0.0005) / 1_000;
}

/** Whether an error only says that something is not there any more. */
export function isGone(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
