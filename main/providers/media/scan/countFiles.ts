import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { devicePath } from '../../../device/volumePath.ts';
import type { Volume } from '../../../device/volumes.ts';
import { shouldScanDirectory } from './hiddenMedia.ts';

/** Names read in one call of the system. */
const AT_ONCE = 1_000;

/**
 * About how many files a scan of a volume will meet: those of the folder, found without a look at each.
 * @returns null when `stopped` says so before the end
 */
export async function countFiles(volume: Volume, stopped: () => boolean): Promise<number | null> {
  const pending = [''];
  let files = 0;
  for (let relative = pending.pop(); relative !== undefined; relative = pending.pop()) {
    // Never a whole directory at once: it may have hundreds of thousands of names.
    if (stopped()) return null;
    try {
      for await (const entry of await opendir(join(volume.folder, relative), { bufferSize: AT_ONCE })) {
        if (stopped()) return null;
        const below = relative === '' ? entry.name : `${relative}/${entry.name}`;
        if (entry.isFile()) files++;
        else if (entry.isDirectory() && shouldScanDirectory(devicePath(volume, below))) pending.push(below);
      }
    } catch {
      // What cannot be read is not counted.
    }
  }
  return files;
}
