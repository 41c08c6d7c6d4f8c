import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { isGone, seconds } from './layer.ts';
import { Slices } from './realTime.ts';

/** Files copied at the same time: as many as Node has threads for. */
const AT_ONCE = 4;

/**
 * Copies a file, or a directory with all below it, with times, blocks shared where the file system can. Links are left
 * out. What goes away meanwhile is left out as well.
 * @param onFile told the bytes of each file
 */
export async function copyTree(from: string, to: string, onFile: (bytes: number) => void): Promise<void> {
  const slices = new Slices();
  const directories: { path: string; mtimeMs: number }[] = [];
  const pending = [{ from, to }];
  const running = new Set<Promise<void>>();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { from: source, to: target } = next;
    const stats = await unlessGone(lstat(source));
    if (stats?.isDirectory()) {
      await mkdir(target);
      directories.push({ path: target, mtimeMs: stats.mtimeMs });
      for (const name of (await unlessGone(readdir(source))) ?? [])
        pending.push({ from: join(source, name), to: join(target, name) });
    } else if (stats?.isFile()) {
      if (running.size >= AT_ONCE) await Promise.race(running);
      const copy = copyOne(source, target, stats.mtimeMs).then(() => onFile(stats.size));
      running.add(copy);
      copy.then(
        () => running.delete(copy),
        () => {},
      );
    }
    await slices.breathe();
  }
  await Promise.all(running);
  for (const { path, mtimeMs } of directories.reverse()) await utimes(path, seconds(mtimeMs), seconds(mtimeMs));
}

async function copyOne(source: string, target: string, mtimeMs: number): Promise<void> {
  if ((await unlessGone(copyFile(source, target, constants.COPYFILE_FICLONE).then(() => true))) === null) return;
  await utimes(target, seconds(mtimeMs), seconds(mtimeMs));
}

async function unlessGone<Found>(work: Promise<Found>): Promise<Found | null> {
  try {
    return await work;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}
