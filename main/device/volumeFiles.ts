// Mirrors an overlay file system: the user's folder below, never changed, and the device's own layer above it.
import { isUtf8 } from 'node:buffer';
import {
  constants,
  type Dirent,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { copyFile, readdir } from 'node:fs/promises';
import { dirname, join, posix, sep } from 'node:path';
import { Slices } from './realTime.ts';

/** A file or directory of the union. Times are milliseconds since 1970 UTC. */
export type VolumeEntry = Readonly<{
  name: string;
  isDirectory: boolean;
  /** Bytes. */
  size: number;
  mtimeMs: number;
  /** Where it is on this computer; symbolic links are resolved. */
  realPath: string;
  /** Whether the name is a symbolic link to something on the volume. */
  isLink: boolean;
}>;

export type VolumeListing = Readonly<{
  entries: readonly VolumeEntry[];
  /** What is there but cannot be shown, one sentence each. */
  skipped: readonly string[];
}>;

/** The read side of a volume. Paths are relative to its root, with slashes, '' for the root itself. */
export interface VolumeReader {
  /** @throws {Error} with a `code` such as ENOENT or EACCES when the directory cannot be listed */
  readdir(path: string): Promise<VolumeListing>;
  stat(path: string): VolumeEntry | null;
  /** Where the bytes of a path are; null when there is none, or it would lie outside of the volume. */
  resolve(path: string): string | null;
  /** Whether there is a file or directory whose path differs from this one in ASCII case only, or not at all. */
  existsIgnoringCase(path: string): boolean;
}

type Layers = Readonly<{
  /** The user's folder. */
  lower: string;
  /** The device's folder for this volume: `files/` holds what was written, `whiteouts/` names what was deleted. */
  upper: string;
}>;

/** What can be changed on a volume. The lower layer stays as it is. */
export interface VolumeWriter {
  /** mkdir -p on the volume. @throws {Error} with a `code` (ENOTDIR when a file is in the way, ENOSPC...) */
  mkdirs(path: string): void;
  /**
   * Where on this computer the bytes of a file can be written: in the upper layer. A file of the folder is copied there
   * first (blocks shared where the file system can); one that is not there is created empty.
   */
  openForWriting(path: string, options: Readonly<{ truncate: boolean }>): Promise<string>;
  /** Renames a file within the volume, over `to`; its bytes and its modification time stay. @throws {Error} with a `code` */
  moveFile(from: string, to: string): Promise<void>;
  moveDirectory(from: string, to: string): Promise<void>;
  /** @throws {Error} with a `code` such as ENOSPC when the device's home is full */
  deleteFile(path: string): void;
  /** With all below it. @throws {Error} with a `code` */
  deleteDirectory(path: string): Promise<void>;
  setLastModified(path: string, mtimeMs: number): Promise<void>;
  /** Forgets everything above the folder: what was moved, and what was deleted. */
  clear(): void;
}

/** The union of a folder and the layer above it. */
export class VolumeFiles implements VolumeReader, VolumeWriter {
  readonly #lower: string;
  readonly #files: string;
  readonly #whiteouts: string;
  #parts = 0;

  constructor({ lower, upper }: Layers) {
    this.#lower = lower;
    this.#files = join(upper, 'files');
    this.#whiteouts = join(upper, 'whiteouts');
  }

  async readdir(path: string): Promise<VolumeListing> {
    const relative = volumePath(path);
    if (relative === null) throw Object.assign(new Error(`${path} is not on the volume.`), { code: 'ENOENT' });
    const entries = new Map<string, VolumeEntry>();
    const skipped: string[] = [];
    let failure: unknown = null;
    let listed = 0;
    for (const layer of this.#layersOf(relative)) {
      try {
        for (const entry of await this.#list(layer, relative, skipped))
          if (!entries.has(entry.name)) entries.set(entry.name, entry);
        listed++;
      } catch (error) {
        // A directory is usually on one layer only; anything but its absence is worth telling.
        if (failure === null || codeOf(failure) === 'ENOENT') failure = error;
      }
    }
    if (listed === 0 || (failure !== null && codeOf(failure) !== 'ENOENT')) throw failure;
    return { entries: [...entries.values()], skipped };
  }

  stat(path: string): VolumeEntry | null {
    const relative = volumePath(path);
    if (relative === null) return null;
    for (const layer of this.#layersOf(relative)) {
      const entry = entryAt(layer, relative);
      if (entry !== null) return entry;
    }
    return null;
  }

  resolve(path: string): string | null {
    return this.stat(path)?.realPath ?? null;
  }

  existsIgnoringCase(path: string): boolean {
    const relative = volumePath(path);
    if (relative === null) return false;
    if (this.stat(relative) !== null) return true;
    const wanted = posix.basename(relative).toLowerCase();
    return this.#layersOf(parentOf(relative)).some((layer) => {
      const real = insideOf(layer, parentOf(relative));
      const names = real === null || !statSync(real).isDirectory() ? [] : readdirSync(real);
      return names.some((name) => name.toLowerCase() === wanted && this.stat(join(parentOf(relative), name)) !== null);
    });
  }

  mkdirs(path: string): void {
    const relative = volumePath(path);
    if (relative === null) throw Object.assign(new Error(`${path} is not on the volume.`), { code: 'ENOENT' });
    for (let at = relative; at !== ''; at = parentOf(at))
      if (this.stat(at)?.isDirectory === false) throw Object.assign(new Error(`${at} is a file.`), { code: 'ENOTDIR' });
    mkdirSync(join(this.#files, relative), { recursive: true });
  }

  async openForWriting(path: string, { truncate }: Readonly<{ truncate: boolean }>): Promise<string> {
    this.mkdirs(parentOf(volumePath(path) ?? ''));
    const relative = volumePath(path);
    if (relative === null) throw Object.assign(new Error(`${path} is not on the volume.`), { code: 'ENOENT' });
    const upper = join(this.#files, relative);
    const entry = this.stat(relative);
    if (entry?.isDirectory === true) throw Object.assign(new Error(`${path} is a directory.`), { code: 'EISDIR' });
    if (entry === null || truncate) writeFileSync(upper, '');
    else if (entry.realPath !== realpathSync.native(dirname(upper)) + sep + posix.basename(relative)) {
      await copyFile(entry.realPath, upper, constants.COPYFILE_FICLONE);
      utimesSync(upper, entry.mtimeMs / 1_000, entry.mtimeMs / 1_000);
    }
    return upper;
  }

  async moveDirectory(from: string, to: string): Promise<void> {
    this.mkdirs(to);
    for (const { name, isDirectory } of (await this.readdir(from)).entries) {
      if (isDirectory) await this.moveDirectory(`${from}/${name}`, `${to}/${name}`);
      else await this.moveFile(`${from}/${name}`, `${to}/${name}`);
    }
    await this.deleteDirectory(from);
  }

  async deleteDirectory(path: string): Promise<void> {
    const relative = volumePath(path);
    if (relative === null) throw Object.assign(new Error(`${path} is not on the volume.`), { code: 'ENOENT' });
    for (const { name, isDirectory } of (await this.readdir(path)).entries) {
      if (isDirectory) await this.deleteDirectory(`${path}/${name}`);
      else this.deleteFile(`${path}/${name}`);
    }
    rmSync(join(this.#files, relative), { recursive: true, force: true });
    const whiteout = join(this.#whiteouts, relative);
    rmSync(whiteout, { recursive: true, force: true });
    mkdirSync(dirname(whiteout), { recursive: true });
    if (statsOrNull(join(this.#lower, relative)) !== null) writeFileSync(whiteout, '');
  }

  async setLastModified(path: string, mtimeMs: number): Promise<void> {
    this.#existing(path);
    utimesSync(await this.openForWriting(path, { truncate: false }), mtimeMs / 1_000, mtimeMs / 1_000);
  }

  async moveFile(from: string, to: string): Promise<void> {
    const source = this.#existing(from);
    const target = volumePath(to);
    if (target === null) throw Object.assign(new Error(`${to} is not on the volume.`), { code: 'ENOENT' });
    const upper = join(this.#files, target);
    mkdirSync(dirname(upper), { recursive: true });
    // Copied beside its place first: a full disk or a killed process leaves no half file under the new name.
    const part = `${upper}.${process.pid}-${++this.#parts}.part`;
    try {
      // Only where the file system cannot share the blocks are bytes copied, and then the device goes on meanwhile.
      await copyFile(source.realPath, part, constants.COPYFILE_FICLONE);
      utimesSync(part, source.mtimeMs / 1_000, source.mtimeMs / 1_000);
      renameSync(part, upper);
    } finally {
      rmSync(part, { force: true });
    }
    rmSync(join(this.#whiteouts, target), { force: true });
    this.deleteFile(from);
  }

  deleteFile(path: string): void {
    this.#existing(path);
    const relative = volumePath(path) ?? '';
    const lower = statsOrNull(join(this.#lower, relative));
    if (lower !== null) {
      const whiteout = join(this.#whiteouts, relative);
      mkdirSync(dirname(whiteout), { recursive: true });
      writeFileSync(whiteout, identityOf(lower));
    }
    rmSync(join(this.#files, relative), { force: true });
  }

  /** Forgets everything above the folder: what was moved, and what was deleted. */
  clear(): void {
    for (const layer of [this.#files, this.#whiteouts]) {
      rmSync(layer, { recursive: true, force: true });
      mkdirSync(layer, { recursive: true });
    }
  }

  #existing(path: string): VolumeEntry {
    const entry = this.stat(path);
    if (entry === null || entry.isDirectory)
      throw Object.assign(new Error(`There is no file ${path}.`), { code: 'ENOENT' });
    return entry;
  }

  /** Layers that may show a path, the topmost first. */
  #layersOf(relative: string): readonly string[] {
    return this.#isWhitedOut(relative) ? [this.#files] : [this.#files, this.#lower];
  }

  #isWhitedOut(relative: string): boolean {
    // Most volumes have none, and a deep path would be asked for at every step.
    if (!this.#hasWhiteouts()) return false;
    for (let path = relative; path !== ''; path = parentOf(path)) {
      if (this.#hides(path)) return true;
    }
    return false;
  }

  /** A file that was written anew in the folder since is another file: it is shown. */
  #hides(path: string): boolean {
    const whiteout = join(this.#whiteouts, path);
    if (statSync(whiteout, { throwIfNoEntry: false })?.isFile() !== true) return false;
    const lower = statsOrNull(join(this.#lower, path));
    const hidden = readFileSync(whiteout, 'utf8');
    return lower === null || hidden === '' || hidden === identityOf(lower);
  }

  #hasWhiteouts(): boolean {
    try {
      return readdirSync(this.#whiteouts).length > 0;
    } catch {
      return false;
    }
  }

  async #list(layer: string, relative: string, skipped: string[]): Promise<VolumeEntry[]> {
    const real = insideOf(layer, relative);
    if (real === null) throw Object.assign(new Error(`There is no directory ${relative}.`), { code: 'ENOENT' });
    const names = await readdir(real, { withFileTypes: true, encoding: 'buffer' });
    const slices = new Slices();
    const entries: VolumeEntry[] = [];
    const hides = layer === this.#lower && this.#hasWhiteouts();
    for (const dirent of names) {
      const entry = this.#entryOf(layer, { relative, real, dirent, hides }, skipped);
      if (entry !== null) entries.push(entry);
      await slices.breathe();
    }
    return entries;
  }

  #entryOf(
    layer: string,
    found: Readonly<{ relative: string; real: string; dirent: Dirent<Buffer>; hides: boolean }>,
    skipped: string[],
  ): VolumeEntry | null {
    const { relative, real, dirent, hides } = found;
    const name = dirent.name.toString('utf8');
    const path = relative === '' ? name : `${relative}/${name}`;
    if (!isUtf8(dirent.name)) {
      skipped.push(`${path} has a name that is not UTF-8; rename it to see it.`);
      return null;
    }
    if (hides && this.#isWhitedOut(path)) return null;
    if (dirent.isSymbolicLink()) {
      const entry = entryAt(layer, path);
      if (entry === null) skipped.push(`${path} is a link that leads out of the folder, or nowhere.`);
      return entry;
    }
    if (!dirent.isFile() && !dirent.isDirectory()) return null;
    const realPath = real + sep + name;
    const stats = statsOrNull(realPath);
    return stats === null ? null : entryFrom({ name, realPath, stats, isLink: false });
  }
}

/** The path without a slash at either end; null for what could lead out of the volume. */
function volumePath(path: string): string | null {
  const trimmed = path.replace(/^\/+|\/+$/g, '');
  if (trimmed === '') return '';
  const names = trimmed.split('/');
  return names.some((name) => name === '' || name === '.' || name === '..' || name.includes('\0')) ? null : trimmed;
}

function parentOf(path: string): string {
  const parent = posix.dirname(path);
  return parent === '.' ? '' : parent;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

/** What tells a file from one that was put in its place later. */
function identityOf({ ino, size, mtimeMs }: Stats): string {
  return `${ino} ${size} ${mtimeMs}`;
}

function statsOrNull(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
}

/** The real path of something on a layer; null when it is not there, or symbolic links lead out of the layer. */
function insideOf(layer: string, relative: string): string | null {
  try {
    const root = realpathSync.native(layer);
    const real = relative === '' ? root : realpathSync.native(join(root, relative));
    return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep) ? real : null;
  } catch (error) {
    if (codeOf(error) === 'EACCES') throw error;
    return null;
  }
}

function entryAt(layer: string, relative: string): VolumeEntry | null {
  try {
    const realPath = insideOf(layer, relative);
    if (realPath === null) return null;
    const isLink = lstatSync(join(layer, relative)).isSymbolicLink();
    return entryFrom({ name: posix.basename(relative), realPath, stats: lstatSync(realPath), isLink });
  } catch {
    return null;
  }
}

function entryFrom(
  found: Readonly<{ name: string; realPath: string; stats: Stats; isLink: boolean }>,
): VolumeEntry | null {
  const { name, realPath, stats, isLink } = found;
  if (!stats.isFile() && !stats.isDirectory()) return null;
  return {
    name,
    isDirectory: stats.isDirectory(),
    size: stats.size,
    mtimeMs: Math.trunc(stats.mtimeMs),
    realPath,
    isLink,
  };
}
