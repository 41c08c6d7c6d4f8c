// Mirrors the file tree walk of ModernMediaScanner: which directories are entered, and what is hidden in them.
import { accessSync, constants } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { isUnknowable, realpathOr } from '../../../device/layer.ts';
import { Slices } from '../../../device/realTime.ts';
import { sortedInTurns } from '../../../device/sortedInTurns.ts';
import type { VolumeEntry, VolumeListing } from '../../../device/union.ts';
import { devicePath } from '../../../device/volumePath.ts';
import type { Volume } from '../../../device/volumes.ts';
import { isDirectoryHidden, isFileHidden, shouldScanDirectory } from './hiddenMedia.ts';
import type { WalkedFile } from './scanItem.ts';

/** A directory of the volume and what is directly in it. */
export type WalkedDirectory = Readonly<{
  /** On the device. */
  path: string;
  /**
   * By name: files, and the directories the walk enters. Null for what was not looked at, as there is so much. It belongs
   * to whoever takes it, who may take away what is done with.
   */
  files: Map<string, WalkedFile | null>;
  /** Those of them that are directories. */
  directories: readonly WalkedFile[];
  /** What is under a name that was not looked at; null when it is nothing to scan, or not there any more. */
  look(name: string): WalkedFile | null;
  /** What cannot be shown, of all that was looked at so far, one sentence each. */
  readonly skipped: readonly string[];
  /** Why the directory could not be listed; what is known below it stays as it is. */
  failed: string | null;
}>;

/** Files that are listed alone, not while others are worked on: one that was looked at takes about a kilobyte. */
const MANY = 4_096;
/** Of a directory with more names each is looked at when its turn has come, which takes somewhat longer. */
const LARGE = 32_768;

export type WalkOptions = Readonly<{
  /** Whether it goes into a directory below. */
  enters?: (relative: string) => boolean;
  /** Names of a directory from which on they are not all looked at beforehand. */
  large?: number | undefined;
}>;

/** MediaStore.MEDIA_IGNORE_FILENAME: hides what is beside and below it. */
const NOMEDIA = '.nomedia';

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
  const nomedia = relative === '' ? NOMEDIA : `${relative}/${NOMEDIA}`;
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
  readonly #large: number;
  readonly #stack: Pending[] = [];

  constructor(volume: Volume, start: string, { enters = () => true, large = LARGE }: WalkOptions = {}) {
    this.#volume = volume;
    this.#enters = enters;
    this.#large = large;
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
    for (let ahead = this.#next(); ahead !== null; ) {
      const directory: WalkedDirectory = await ahead;
      const isAlone = directory.files.size > MANY;
      ahead = isAlone ? null : this.#next();
      yield directory;
      if (isAlone) ahead = this.#next();
    }
  }

  #next(): Promise<WalkedDirectory> | null {
    const next = this.#stack.pop();
    return next === undefined ? null : this.#visit(next);
  }

  async #visit(dir: Pending): Promise<WalkedDirectory> {
    const path = devicePath(this.#volume, dir.relative);
    try {
      const listing = await this.#volume.files.readdirUpTo(dir.relative, this.#large);
      return listing === null ? await this.#visitLarge(dir, path) : await this.#visitSmall(dir, path, listing);
    } catch (error) {
      return failed(path, error instanceof Error ? error.message : String(error));
    }
  }

  async #visitSmall(dir: Pending, path: string, { entries, skipped }: VolumeListing): Promise<WalkedDirectory> {
    const closed = entries.length === 0 ? closedProblem(this.#volume, dir.relative) : null;
    if (closed !== null) return failed(path, closed);
    const isHidden = dir.parentHidden || isDirectoryHidden(path, entries.some(isNomedia));
    const files = new Map<string, WalkedFile>();
    const directories: WalkedFile[] = [];
    const slices = new Slices();
    for (const entry of entries) {
      if (slices.isOver) await slices.breathe();
      const file = walkedChild(path, entry, isHidden);
      if (file === null) continue;
      files.set(entry.name, file);
      if (file.isDirectory) directories.push(file);
    }
    this.#push(dir, isHidden, directories);
    return { path, files, directories, look: () => null, skipped, failed: null };
  }

  async #visitLarge(dir: Pending, path: string): Promise<WalkedDirectory> {
    const closed = closedProblem(this.#volume, dir.relative);
    if (closed !== null) return failed(path, closed);
    const view = await this.#volume.files.openDirectory(dir.relative);
    const isHidden = dir.parentHidden || isDirectoryHidden(path, view.names.includes(NOMEDIA));
    const look = (name: string) => {
      const entry = view.entry(name);
      return entry === null ? null : walkedChild(path, entry, isHidden);
    };
    const files = new Map<string, WalkedFile | null>();
    const directories: WalkedFile[] = [];
    const slices = new Slices();
    // As the listing of a small one is: photos of the same second are shown in the order of their rows.
    for (const name of await sortedInTurns(view.names, slices)) {
      if (slices.isOver) await slices.breathe();
      const isDirectory = view.directories.has(name);
      const file = isDirectory ? look(name) : null;
      if (file?.isDirectory === true) directories.push(file);
      // A directory that is not entered has no row.
      if (file !== null || !isDirectory) files.set(name, file);
    }
    this.#push(dir, isHidden, directories);
    return {
      ...{ path, files, directories, failed: null },
      look: (name) => {
        const file = look(name);
        // One that has become a directory meanwhile is for the next scan.
        return file?.isDirectory === true ? null : file;
      },
      get skipped() {
        return view.skipped;
      },
    };
  }

  /** They come next, the newest first. */
  #push({ relative }: Pending, parentHidden: boolean, directories: WalkedFile[]): void {
    for (const { path } of directories.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      const name = posix.basename(path);
      const child = relative === '' ? name : `${relative}/${name}`;
      if (this.#enters(child)) this.#stack.push({ relative: child, parentHidden });
    }
  }
}

function failed(path: string, why: string): WalkedDirectory {
  return { path, files: new Map(), directories: [], look: () => null, skipped: [], failed: why };
}

/** Null for what the walk passes by: a directory that is never scanned, and a link, which is not followed on Android. */
function walkedChild(directory: string, entry: VolumeEntry, isHidden: boolean): WalkedFile | null {
  // A link that stays on the volume leads to what is walked anyway, or in a circle.
  if (entry.isLink) return null;
  const { name, realPath, isDirectory, size, mtimeMs } = entry;
  const path = `${directory}/${name}`;
  if (isDirectory && !shouldScanDirectory(path)) return null;
  const hidden = isHidden || (name.startsWith('.') && isFileHidden(path));
  return { path, realPath, isDirectory, hidden, size, mtimeMs };
}

function isNomedia({ name }: Readonly<{ name: string }>): boolean {
  return name === NOMEDIA;
}

/** A walked file from what the volume says of it. */
export function walkedFile(
  path: string,
  entry: Readonly<{ realPath: string; isDirectory: boolean; size: number; mtimeMs: number; hidden: boolean }>,
): WalkedFile {
  const { realPath, isDirectory, size, mtimeMs, hidden } = entry;
  return { path, realPath, isDirectory, size, mtimeMs, hidden };
}
