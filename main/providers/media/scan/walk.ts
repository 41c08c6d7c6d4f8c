// Mirrors the file tree walk of ModernMediaScanner: which directories are entered, and what is hidden in them.
import { accessSync, constants } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { isUnknowable, realpathOr } from '../../../device/layer.ts';
import { Slices } from '../../../device/realTime.ts';
import { devicePath } from '../../../device/volumePath.ts';
import type { Volume } from '../../../device/volumes.ts';
import { isDirectoryHidden, isFileHidden, shouldScanDirectory } from './hiddenMedia.ts';
import type { WalkedFile } from './scanItem.ts';

/** A directory of the volume and what is directly in it. */
export type WalkedDirectory = Readonly<{
  /** On the device. */
  path: string;
  /** Files, and the directories the walk enters. */
  entries: readonly WalkedFile[];
  /** What cannot be shown, one sentence each. */
  skipped: readonly string[];
  /** Why the directory could not be listed; what is known below it stays as it is. */
  failed: string | null;
}>;

/** Entries of a directory that is looked at alone: each takes about a kilobyte. */
const LARGE = 4_096;

type Pending = Readonly<{ relative: string; parentHidden: boolean }>;

/** Whether a directory above, or a .nomedia in one, hides what is in `relative`. */
export function isHiddenBelow(volume: Volume, relative: string): boolean {
  for (let dir = relative; ; dir = parentOf(dir)) {
    if (hidesBelow(volume, dir)) return true;
    if (dir === '') return false;
  }
}

/** Whether a directory by itself, by its name or a .nomedia, hides what is in it. */
export function hidesBelow(volume: Volume, relative: string): boolean {
  const nomedia = relative === '' ? '.nomedia' : `${relative}/.nomedia`;
  return isDirectoryHidden(devicePath(volume, relative), volume.files.stat(nomedia) !== null);
}

/** Whether the walk would ever come to this place. */
export function isScannable(volume: Volume, relative: string): boolean {
  for (let dir = relative; dir !== ''; dir = parentOf(dir))
    if (!shouldScanDirectory(devicePath(volume, dir))) return false;
  return true;
}

/** Whether on the way to a path lies a link: the walk comes to what is there under its own path, or never. */
export function isBelowLink(volume: Volume, relative: string): boolean {
  for (let dir = parentOf(relative); dir !== ''; dir = parentOf(dir))
    if (volume.files.stat(dir)?.isLink === true) return true;
  return false;
}

/** Why nothing in a directory can be looked at although its names can be listed; null for any other. */
function closedProblem(volume: Volume, relative: string): string | null {
  const directory = volume.files.stat(relative);
  if (directory?.isDirectory !== true) return null;
  try {
    accessSync(directory.realPath, constants.X_OK);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Whether nobody can say if something is there: a directory above it lets nobody in, or the disk is away or does not answer. */
export function isOutOfReach(volume: Volume, relative: string): boolean {
  return volume.isAway(relative) || isUnknowable(join(volume.folder, relative));
}

/** The same where nobody has asked for the folder of the volume yet: that may be away as a whole. */
export function isUnreached(volume: Volume, relative: string): boolean {
  return volume.problem() !== null || isOutOfReach(volume, relative);
}

/** Whether something is there under exactly this spelling: some file systems know a name by other letters, too. */
export function isSpelledSo(volume: Volume, relative: string): boolean {
  const entry = volume.files.stat(relative);
  return entry !== null && realpathOr(entry.realPath).split(sep).join('/').endsWith(relative);
}

function parentOf(relative: string): string {
  const parent = posix.dirname(relative);
  return parent === '.' ? '' : parent;
}

/** Walks a volume from `start` (relative, '' for all of it), newest directories first; depth costs no stack. */
export class Walk {
  /** The directory it starts with, whose own row nobody else sees to; null for the root of the volume, which has none. */
  readonly start: WalkedFile | null;
  readonly #volume: Volume;
  readonly #enters: (relative: string) => boolean;
  readonly #stack: Pending[] = [];

  /** @param enters whether it goes into a directory below */
  constructor(volume: Volume, start: string, enters: (relative: string) => boolean = () => true) {
    this.#volume = volume;
    this.#enters = enters;
    const entry = volume.files.stat(start);
    const isThere = entry !== null && isScannable(volume, start);
    const parentHidden = start !== '' && isThere && isHiddenBelow(volume, parentOf(start));
    this.start =
      isThere && start !== '' ? walkedFile(devicePath(volume, start), { ...entry, hidden: parentHidden }) : null;
    if (isThere) this.#stack.push({ relative: start, parentHidden });
  }

  /** Whether there is nothing to walk. */
  get isEmpty(): boolean {
    return this.#stack.length === 0;
  }

  async *directories(): AsyncGenerator<WalkedDirectory> {
    // The next directory is being listed while this one is worked on, unless this one takes up room enough.
    let ahead = this.#next();
    while (ahead !== null) {
      const directory: WalkedDirectory = await ahead;
      const isLarge = directory.entries.length > LARGE;
      ahead = isLarge ? null : this.#next();
      yield directory;
      if (isLarge) ahead = this.#next();
    }
  }

  #next(): Promise<WalkedDirectory> | null {
    const next = this.#stack.pop();
    return next === undefined ? null : this.#visit(next);
  }

  async #visit(dir: Pending): Promise<WalkedDirectory> {
    const path = devicePath(this.#volume, dir.relative);
    try {
      const { entries, skipped } = await this.#volume.files.readdir(dir.relative);
      const closed = entries.length === 0 ? closedProblem(this.#volume, dir.relative) : null;
      if (closed !== null) return { path, entries: [], skipped: [], failed: closed };
      const isHidden = dir.parentHidden || isDirectoryHidden(path, entries.some(isNomedia));
      const walked: WalkedFile[] = [];
      const below: (Pending & { mtimeMs: number })[] = [];
      const slices = new Slices();
      for (const entry of entries) {
        if (slices.isOver) await slices.breathe();
        // Not followed, as on Android. One that stays on the volume leads to what is walked anyway, or in a circle.
        if (entry.isLink) continue;
        const { name, realPath, isDirectory, size, mtimeMs } = entry;
        const childPath = `${path}/${name}`;
        if (isDirectory) {
          if (!shouldScanDirectory(childPath)) continue;
          const relative = dir.relative === '' ? name : `${dir.relative}/${name}`;
          below.push({ relative, parentHidden: isHidden, mtimeMs });
        }
        const hidden = isHidden || (name.startsWith('.') && isFileHidden(childPath));
        walked.push({ path: childPath, realPath, isDirectory, hidden, size, mtimeMs });
      }
      below.sort((a, b) => a.mtimeMs - b.mtimeMs);
      for (const child of below) if (this.#enters(child.relative)) this.#stack.push(child);
      return { path, entries: walked, skipped, failed: null };
    } catch (error) {
      return { path, entries: [], skipped: [], failed: error instanceof Error ? error.message : String(error) };
    }
  }
}

function isNomedia({ name }: Readonly<{ name: string }>): boolean {
  return name === '.nomedia';
}

/** A walked file from what the volume says of it. */
export function walkedFile(
  path: string,
  entry: Readonly<{ realPath: string; isDirectory: boolean; size: number; mtimeMs: number; hidden: boolean }>,
): WalkedFile {
  const { realPath, isDirectory, size, mtimeMs, hidden } = entry;
  return { path, realPath, isDirectory, size, mtimeMs, hidden };
}
