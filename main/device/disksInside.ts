// Disks that are mounted inside of a volume's folder: when one is taken out, what was on it is not deleted.
import { join } from 'node:path';
import { isEmptyFolder } from './knownFolder.ts';
import { lookAt } from './layer.ts';
import { mountPointsIn, readMountInfo } from './mountInfo.ts';

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
    return stats === null || (stats.isDirectory() && isEmptyFolder(place));
  } catch {
    // Nobody can say.
    return false;
  }
}

/** One sentence about a disk that is away. */
export function awaySentence(place: string): string {
  return `The disk that was mounted at ${place} is not mounted any more. Nothing is forgotten: mount it, and the device goes on; or tell it to index the folder as it is (--index-as-is).`;
}
