// What the upper layer of a volume holds that the user's folder does not, one change per path.
import { constants, type Stats } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { VolumeChange, VolumeChanges } from '../../contract/rpc/volumeChanges.ts';
import type { DirectoryLayers } from './directoryWalk.ts';
import { isGone, isPlainIn, realpathOr, statsOrNull } from './layer.ts';
import { Slices } from './realTime.ts';
import { childOf, parentOf } from './volumePath.ts';

/** A change as it was found, with what is needed to do it in the folder. */
export type FoundChange = VolumeChange &
  Readonly<{
    /** What the folder has there: it must be the same when the change is done. */
    lower: Stats | null;
    /** The folder has the same bytes already: an earlier program was killed after it had applied this. */
    isApplied: boolean;
  }>;

/** Most changes of one answer: a panel that lists more helps nobody. */
const LISTED = 1_000;

/** Counts all changes and lists the first ones. */
export async function listChanges(layers: DirectoryLayers): Promise<VolumeChanges> {
  const counts = { created: 0, changed: 0, deleted: 0, conflicts: 0, bytes: 0 };
  const entries: VolumeChange[] = [];
  for await (const { lower: _lower, isApplied, ...change } of findChanges(layers)) {
    if (isApplied) continue;
    counts[change.kind]++;
    if (change.conflict !== null) counts.conflicts++;
    if (change.kind !== 'deleted') counts.bytes += change.size;
    if (entries.length < LISTED) entries.push(change);
  }
  return { folder: layers.lower, ...counts, entries };
}

/**
 * Everything that differs: what was written, an outer directory before what is in it, then what was deleted, the inner
 * before the outer. A file that was moved is a created one and a deleted one.
 */
export async function* findChanges(layers: DirectoryLayers): AsyncGenerator<FoundChange> {
  yield* writtenChanges(layers);
  yield* deletedChanges(layers);
}

export async function* writtenChanges({ lower, upper }: DirectoryLayers): AsyncGenerator<FoundChange> {
  const slices = new Slices();
  const pending = [''];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const directory = next;
    const below: string[] = [];
    for (const name of await namesIn(join(upper.files, directory))) {
      const path = childOf(directory, name);
      const stats = statsOrNull(join(upper.files, path));
      const change = stats === null ? null : await writtenChange({ lower, upper }, path, stats);
      if (change !== null) yield change;
      if (stats?.isDirectory()) below.push(path);
      await slices.breathe();
    }
    pending.push(...below.reverse());
  }
}

export async function* deletedChanges({ lower, upper }: DirectoryLayers): AsyncGenerator<FoundChange> {
  const slices = new Slices();
  const paths: string[] = [];
  for (const [path] of upper.whiteouts.all()) {
    paths.push(path);
    await slices.breathe();
  }
  paths.sort().reverse();
  for (const path of paths) {
    await slices.breathe();
    const below = hiddenAt({ lower, upper }, path);
    if (below === null) continue;
    const above = statsOrNull(join(upper.files, path));
    // What is written there instead is a change by itself.
    if (above !== null && above.isDirectory() === below.isDirectory()) continue;
    const isDirectory = below.isDirectory();
    const size = isDirectory ? 0 : below.size;
    yield { path, kind: 'deleted', isDirectory, size, conflict: null, lower: below, isApplied: false };
  }
}

/** What of the folder is hidden at a path and still there. */
function hiddenAt({ lower, upper }: DirectoryLayers, path: string): Stats | null {
  const stats = statsOrNull(join(lower, path));
  if (stats === null || !isPlainIn(lower, parentOf(path))) return null;
  return upper.whiteouts.hides(path, stats) ? stats : null;
}

/** @returns null for what the folder has as well: a directory, or something that is neither that nor a file */
async function writtenChange(layers: DirectoryLayers, path: string, above: Stats): Promise<FoundChange | null> {
  if (!above.isFile() && !above.isDirectory()) return null;
  const { lower, upper } = layers;
  const isDirectory = above.isDirectory();
  const change = { path, isDirectory, size: isDirectory ? 0 : above.size, isApplied: false };
  const inTheWay = obstacle(layers, parentOf(path));
  if (inTheWay !== null) return { ...change, kind: 'created', conflict: inTheWay, lower: null };
  const below = statsOrNull(join(realpathOr(lower), path));
  if (below === null) return { ...change, kind: 'created', conflict: null, lower: null };
  if (isDirectory && below.isDirectory()) return null;
  const isKnown = below.isDirectory() ? upper.whiteouts.hides(path, below) : upper.knows(path, below);
  const kind = isDirectory || below.isDirectory() ? 'created' : 'changed';
  if (isKnown) return { ...change, kind, conflict: null, lower: below };
  const isApplied = !isDirectory && below.isFile() && below.size === above.size && (await isSame(layers, path));
  return { ...change, kind, conflict: isApplied ? null : conflictOf(below, isDirectory), lower: below, isApplied };
}

/** Why nothing can be put into a directory of the folder. */
function obstacle({ lower, upper }: DirectoryLayers, directory: string): string | null {
  for (let above = directory; above !== ''; above = parentOf(above)) {
    const stats = statsOrNull(join(realpathOr(lower), above));
    if (stats === null || (stats.isDirectory() && isPlainIn(lower, above))) continue;
    if (stats.isDirectory()) return `${above} is reached through a link in the folder now.`;
    // What was deleted on the device is out of the way by then.
    if (!upper.whiteouts.hides(above, stats)) return `${above} is no folder in the folder now.`;
  }
  return null;
}

function conflictOf(below: Stats, isDirectory: boolean): string {
  if (below.isDirectory()) return 'The folder has a folder of this name now.';
  if (isDirectory) return 'The folder has a file of this name now.';
  return 'The file in the folder was changed or put there after the device wrote its own.';
}

async function isSame({ lower, upper }: DirectoryLayers, path: string): Promise<boolean> {
  try {
    // A link that has come in between is not followed.
    await using one = await open(join(realpathOr(lower), path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    await using other = await open(join(upper.files, path));
    const [a, b] = [Buffer.alloc(262_144), Buffer.alloc(262_144)];
    for (let at = 0; ; ) {
      const [left, right] = await Promise.all([one.read(a, 0, a.length, at), other.read(b, 0, b.length, at)]);
      if (left.bytesRead !== right.bytesRead) return false;
      if (left.bytesRead === 0) return true;
      if (!a.subarray(0, left.bytesRead).equals(b.subarray(0, left.bytesRead))) return false;
      at += left.bytesRead;
    }
  } catch {
    return false;
  }
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).sort();
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}
