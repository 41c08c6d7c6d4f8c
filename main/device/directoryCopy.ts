import { link, mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type DirectoryLayers, type Walked, walkDirectory } from './directoryWalk.ts';
import { copyOf } from './fileCopy.ts';
import { insideOf, realpathOr, seconds, statsOrNull } from './layer.ts';
import type { Place } from './union.ts';
import { codeOf, parentOf } from './volumePath.ts';
import { HiddenPaths, type Identity, identityOf } from './whiteouts.ts';

/** Files copied at the same time: as many as Node has threads for. */
const AT_ONCE = 4;

/**
 * What has to be hidden of the folder so that a directory and all below it are gone, but for what somebody has put
 * there of their own below a file of the upper layer.
 */
export async function hideDirectory(layers: DirectoryLayers, place: Place): Promise<HiddenPaths> {
  const hiding = new Hiding(layers);
  for await (const walked of walkDirectory(layers, place)) hiding.add(walked);
  return hiding.paths();
}

/**
 * Makes a directory of the upper layer that has all that the union shows in one: files of the folder are copied, those
 * of the upper layer are the same ones under a second name. Links of the folder to files become files; those to
 * directories are left out: they would lead elsewhere from another place.
 * @param target absolute; it must not exist
 * @returns what has to be hidden of the folder so that the old directory is gone
 */
export async function copyDirectory(layers: DirectoryLayers, place: Place, target: string): Promise<HiddenPaths> {
  const hiding = new Hiding(layers);
  const directories: { path: string; mtimeMs: number }[] = [];
  const copies = new Together();
  try {
    for await (const walked of walkDirectory(layers, place)) {
      const { path, upper, lower, isCovered } = walked;
      const copy = `${target}${path.slice(place.path.length)}`;
      hiding.add(walked);
      if (isCovered) continue;
      if ((upper ?? lower)?.isDirectory()) {
        await mkdir(copy);
        directories.push({ path: copy, mtimeMs: Math.max(upper?.mtimeMs ?? 0, lower?.mtimeMs ?? 0) });
        continue;
      }
      const copyAndHide = async () => {
        const identity = await copyFileOf(layers, walked, copy);
        if (identity !== null) hiding.addFile(path, identity);
      };
      await copies.add(copyAndHide());
    }
  } finally {
    await copies.end();
  }
  // Not before: everything put in a directory changes its time.
  for (const { path, mtimeMs } of directories.reverse()) await utimes(path, seconds(mtimeMs), seconds(mtimeMs));
  return hiding.paths();
}

/** @returns which file of the folder was copied; null for none, or one behind a link */
async function copyFileOf(layers: DirectoryLayers, walked: Walked, copy: string): Promise<Identity | null> {
  const { path, upper, lower } = walked;
  if (upper !== null) {
    await linkOrCopy(join(layers.upper.files, path), copy);
    return null;
  }
  if (lower?.isFile()) return copyOf(join(realpathOr(layers.lower), path), copy);
  const real = lower?.isSymbolicLink() ? insideOf(layers.lower, path) : null;
  if (real !== null && statsOrNull(real)?.isFile()) await copyOf(real, copy);
  return null;
}

async function linkOrCopy(source: string, copy: string): Promise<void> {
  try {
    await link(source, copy);
  } catch (error) {
    // Not every file system has second names.
    const code = codeOf(error);
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EMLINK' && code !== 'ENOSYS') throw error;
    await copyOf(source, copy);
  }
}

/** What is hidden of a directory of the folder: all that the device shows of it, or knows to be under its own. */
class Hiding {
  readonly #upper: DirectoryLayers['upper'];
  readonly #hide = new HiddenPaths();
  readonly #directories: (readonly [path: string, identity: Identity])[] = [];
  /** Directories in which something stays. */
  readonly #staying = new Set<string>();

  constructor({ upper }: DirectoryLayers) {
    this.#upper = upper;
  }

  add({ path, upper, lower, isCovered }: Walked): void {
    if (lower === null) return;
    const isMerged = upper === null || (upper.isDirectory() && lower.isDirectory());
    if (isCovered || (!isMerged && !this.#upper.knows(path, lower))) this.#stays(path);
    else if (lower.isDirectory()) this.#directories.push([path, identityOf(lower)]);
    else this.addFile(path, identityOf(lower));
  }

  addFile(path: string, identity: Identity): void {
    this.#hide.add(path, identity);
  }

  /** When everything was added. */
  paths(): HiddenPaths {
    for (const [path, identity] of this.#directories) if (!this.#staying.has(path)) this.#hide.add(path, identity);
    return this.#hide;
  }

  /** Hidden as it is now, a directory would not show what is in it already. */
  #stays(path: string): void {
    for (let above = path; above !== '' && !this.#staying.has(above); above = parentOf(above)) this.#staying.add(above);
  }
}

/** Work done a few at a time. One that fails is said after the others have ended: nothing goes on behind one's back. */
class Together {
  #running: Promise<void>[] = [];
  #failed: { reason: unknown } | null = null;

  async add(work: Promise<void>): Promise<void> {
    const settled = work.catch((reason: unknown) => {
      this.#failed ??= { reason };
    });
    this.#running.push(settled);
    if (this.#running.length >= AT_ONCE) await this.end();
  }

  async end(): Promise<void> {
    await Promise.all(this.#running.splice(0));
    if (this.#failed !== null) throw this.#failed.reason;
  }
}
