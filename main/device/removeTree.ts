import { rmdirSync, unlinkSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { statsOrNull } from './layer.ts';
import { Slices } from './realTime.ts';

/**
 * Deletes a file, or a directory with all below it, and gives others their turns: Node's own rm begins with every file
 * of a directory at once. What is not there is deleted already.
 * @throws {Error} with a `code`
 */
export async function removeTree(path: string): Promise<void> {
  const slices = new Slices();
  const directories: string[] = [];
  const pending = [path];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const stats = statsOrNull(next);
    if (stats?.isDirectory()) {
      directories.push(next);
      for (const name of await readdir(next)) pending.push(join(next, name));
    } else if (stats !== null) unlinkSync(next);
    await slices.breathe();
  }
  for (const directory of directories.reverse()) {
    rmdirSync(directory);
    await slices.breathe();
  }
}
