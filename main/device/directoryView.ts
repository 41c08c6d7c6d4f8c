// A large directory of a layer, by its names: what each of them is, is looked at when somebody asks.
import { type Dirent, opendirSync } from 'node:fs';
import { isGone } from './layer.ts';
import { Slices } from './realTime.ts';
import type { VolumeEntry } from './union.ts';

/** A directory as it was when it was opened. */
export type DirectoryView = Readonly<{
  /** In the order of the file system. */
  names: readonly string[];
  /** What is there under one of the names now; null when it went, or the volume did. */
  entry(name: string): VolumeEntry | null;
}>;

/** Names read in one call of the system. */
const AT_ONCE = 1_000;

/**
 * Looks through a directory on this computer in short turns; of one that is gone nothing is seen.
 * @throws {Error} with a `code` when it cannot be read
 */
export async function eachName(directory: string, see: (dirent: Dirent) => void): Promise<void> {
  const opened = openedOrNull(directory);
  if (opened === null) return;
  const slices = new Slices();
  try {
    for (let dirent = opened.readSync(); dirent !== null; dirent = opened.readSync()) {
      see(dirent);
      if (slices.isOver) await slices.breathe();
    }
  } finally {
    opened.closeSync();
  }
}

function openedOrNull(directory: string) {
  try {
    return opendirSync(directory, { bufferSize: AT_ONCE });
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}
