// Copies what the upper layer holds to a folder of the user's choice.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DirectoryLayers } from './directoryWalk.ts';
import { copyOf } from './fileCopy.ts';
import { statsOrNull } from './layer.ts';
import { isInside } from './mountRules.ts';
import { removeTree } from './removeTree.ts';
import { findChanges } from './volumeChanges.ts';

export type ExportOptions = Readonly<{
  /** An absolute path: a folder that is empty, or not there yet. */
  target: string;
  /** Folders the target may not lie in: those of the volumes, and the device's home. */
  notIn: readonly string[];
  onProgress(done: number): void;
}>;

/**
 * Makes `files/` with everything that was created or changed, by its path, and then `changes.json`, which says what is
 * which and what was deleted. Without that file an export is not whole; one that fails is taken back.
 * @throws {Error} with one sentence when the target cannot be used
 */
export async function exportChanges(layers: DirectoryLayers, options: ExportOptions): Promise<void> {
  const { target, notIn, onProgress } = options;
  const isMade = await prepareTarget(target, notIn);
  const files = join(target, 'files');
  try {
    const lists = { created: [] as string[], changed: [] as string[], deleted: [] as string[] };
    let done = 0;
    await mkdir(files);
    for await (const { path, kind, isDirectory, isApplied } of findChanges(layers)) {
      if (isApplied) continue;
      lists[kind].push(isDirectory ? `${path}/` : path);
      const copy = join(files, path);
      if (kind !== 'deleted' && isDirectory) await mkdir(copy, { recursive: true });
      else if (kind !== 'deleted') {
        await mkdir(dirname(copy), { recursive: true });
        await copyOf(join(layers.upper.files, path), copy);
      }
      onProgress(++done);
    }
    await writeFile(join(target, 'changes.json'), `${JSON.stringify({ folder: layers.lower, ...lists }, null, 2)}\n`);
  } catch (error) {
    await removeTree(isMade ? target : files).catch(() => {});
    throw error;
  }
}

/** @returns whether the folder had to be made */
async function prepareTarget(target: string, notIn: readonly string[]): Promise<boolean> {
  const reached = notIn.find((folder) => isInside(target, folder));
  if (reached !== undefined)
    throw new Error(`${target} lies in ${reached}; export to a folder outside of your photos and the device's home.`);
  const stats = statsOrNull(target);
  if (stats === null) {
    await mkdir(target, { recursive: true });
    return true;
  }
  if (!stats.isDirectory()) throw new Error(`${target} is not a folder; export to an empty one, or to a new one.`);
  if ((await readdir(target)).length > 0)
    throw new Error(`${target} is not empty; export to an empty folder, or to a new one.`);
  return false;
}
