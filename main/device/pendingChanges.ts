// Whether the upper layer of a volume holds anything that the folder does not: nothing may be written past it then.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DirectoryLayers } from './directoryWalk.ts';
import { isPlainIn, statsOrNull } from './layer.ts';
import { childOf, codeOf, parentOf } from './volumePath.ts';

/** A folder that is to be written through has changes above it. */
export class PendingChangesError extends Error {}

/**
 * Why a folder cannot be written through now, in one sentence; null when it can.
 * @param isAway whether another folder may lie in its place: of nothing that is hidden is known then whether it is there
 */
export function pendingProblem(layers: DirectoryLayers, description: string, isAway: boolean): string | null {
  const isHiding = isAway ? layers.upper.whiteouts.size > 0 : hasDeleted(layers);
  if (!isHiding && !hasWritten(layers)) return null;
  return `${description} has changes that are not in ${layers.lower} itself; mount it without writing through, and apply, export or drop them under Changes first.`;
}

/** Any file counts, and a directory that the folder has not; it stops at the first. */
function hasWritten({ lower, upper }: DirectoryLayers): boolean {
  const pending = [''];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const name of namesIn(join(upper.files, next))) {
      const path = childOf(next, name);
      const isDirectory = statsOrNull(join(upper.files, path))?.isDirectory() === true;
      if (!isDirectory || statsOrNull(join(lower, path))?.isDirectory() !== true) return true;
      pending.push(path);
    }
  }
  return false;
}

function hasDeleted({ lower, upper }: DirectoryLayers): boolean {
  for (const [path] of upper.whiteouts.all()) {
    const below = statsOrNull(join(lower, path));
    if (below !== null && isPlainIn(lower, parentOf(path)) && upper.whiteouts.hides(path, below)) return true;
  }
  return false;
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
