import { rmdirSync, unlinkSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isGone, statsOrNull } from './layer.ts';
import { Slices } from './realTime.ts';

/**
 * Deletes a file, or a directory with all below it, and gives others their turns: Node's own rm begins with every file
 * of a directory at once. What is not there, or goes away meanwhile, is deleted already.
 * @throws {Error} with a `code`
 */
export async function removeTree(path: string): Promise<void> {
  const slices = new Slices();
  const directories: string[] = [];
  const pending = [path];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const file = next;
    const stats = statsOrNull(file);
    if (stats?.isDirectory()) {
      directories.push(file);
      const names = await readdir(file).catch((error: unknown) => unlessGone(error) ?? []);
      for (const name of names) pending.push(join(file, name));
    } else if (stats !== null) remove(() => unlinkSync(file));
    await slices.breathe();
  }
  for (const directory of directories.reverse()) {
    remove(() => rmdirSync(directory));
    await slices.breathe();
  }
}

function remove(removeOne: () => void): void {
  try {
    removeOne();
  } catch (error) {
    unlessGone(error);
  }
}

function unlessGone(error: unknown): null {
  if (!isGone(error)) throw error;
  return null;
}
