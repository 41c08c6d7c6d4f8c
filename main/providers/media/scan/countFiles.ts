import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { devicePath } from '../../../device/volumePath.ts';
import type { Volume } from '../../../device/volumes.ts';
import { shouldScanDirectory } from './hiddenMedia.ts';

/**
 * About how many files a scan of a volume will meet: those of the folder, found without a look at each.
 * @returns null when `stopped` says so before the end
 */
export async function countFiles(volume: Volume, stopped: () => boolean): Promise<number | null> {
  const pending = [''];
  let files = 0;
  for (let relative = pending.pop(); relative !== undefined; relative = pending.pop()) {
    const entries = await readdir(join(volume.folder, relative), { withFileTypes: true }).catch(() => []);
    if (stopped()) return null;
    for (const entry of entries) {
      const below = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isFile()) files++;
      else if (entry.isDirectory() && shouldScanDirectory(devicePath(volume, below))) pending.push(below);
    }
  }
  return files;
}
