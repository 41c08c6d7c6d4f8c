// Disks that are mounted inside of a volume's folder: when one is taken out, what was on it is not deleted.
import { opendirSync } from 'node:fs';
import { join } from 'node:path';
import { lookAt } from './layer.ts';
import { mountPointsIn, readMountInfo } from './mountInfo.ts';

/** Entries of a disk's place that are looked at: what has more is no empty place. */
const MOST_HIDDEN = 64;

/**
 * Where disks are mounted in a folder, as paths below it. Nothing where the system does not tell.
 * @param folder whole and without links
 */
export function disksIn(folder: string): readonly string[] {
  return mountPointsIn(readMountInfo(), folder);
}

/**
 * Whether nothing is left of a disk that was mounted at a path below a folder but, at most, the empty place of it.
 * @param folder whole and without links
 */
export function isDiskAway(folder: string, disk: string): boolean {
  // One that is there is not looked at: it may not answer.
  if (disksIn(folder).includes(disk)) return false;
  const place = join(folder, disk);
  try {
    const stats = lookAt(place);
    return stats === null || (stats.isDirectory() && isBare(place));
  } catch {
    // Nobody can say.
    return false;
  }
}

/** Whether a folder has nothing in it but hidden names: a desktop puts those into any folder that it shows. */
function isBare(folder: string): boolean {
  const directory = opendirSync(folder);
  try {
    for (let seen = 0; seen < MOST_HIDDEN; seen++) {
      const entry = directory.readSync();
      if (entry === null) return true;
      if (!entry.name.startsWith('.')) return false;
    }
    return false;
  } finally {
    directory.closeSync();
  }
}

/** One sentence about a disk that is away. */
export function awaySentence(place: string): string {
  return `The disk that was mounted at ${place} is not mounted any more. Nothing is forgotten: mount it, and the device goes on; or tell it to index the folder as it is (--index-as-is).`;
}
