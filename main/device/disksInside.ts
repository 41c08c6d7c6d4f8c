// Disks that are mounted inside of a volume's folder: when one is taken out, what was on it is not deleted.
import { type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isEmptyFolder } from './knownFolder.ts';
import { lookAt } from './layer.ts';
import { mountPointsIn, readMountInfo } from './mountInfo.ts';

/** Where disks are mounted in a folder, as paths below it. Nothing where the system does not tell. */
export function disksIn(folder: string): readonly string[] {
  return mountPointsIn(readMountInfo(), folder);
}

/** Whether nothing is left of a disk that was mounted at a path below a folder but, at most, the empty place of it. */
export function isDiskAway(folder: string, disk: string): boolean {
  const place = join(folder, disk);
  try {
    const stats = lookAt(place);
    if (stats === null) return true;
    return (
      stats.isDirectory() && isOnDiskAbove(place, stats) && isEmptyFolder(place) && !disksIn(folder).includes(disk)
    );
  } catch {
    // What cannot be looked at is there.
    return false;
  }
}

/** One sentence about a disk that is away. */
export function awaySentence(place: string): string {
  return `The disk that was mounted at ${place} is not mounted any more. Nothing is forgotten: mount it, and the device goes on; or tell it to index the folder as it is (--index-as-is).`;
}

/** Before anything is listed: a disk that is there, and does not answer, is not to be waited for. */
function isOnDiskAbove(place: string, { dev }: Stats): boolean {
  return statSync(dirname(place)).dev === dev;
}
