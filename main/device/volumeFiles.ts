// Mirrors an overlay file system: the user's folder below, never changed, and the device's own layer above it.
import { mkdirSync, truncateSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rename } from './changeLog.ts';
import { copyDirectory, hideDirectory } from './directoryCopy.ts';
import { copyOf } from './fileCopy.ts';
import { realpathOr, seconds } from './layer.ts';
import { type Place, Union, type VolumeEntry, type VolumeListing } from './union.ts';
import { type Layers, type Operation, UpperLayer } from './upperLayer.ts';
import { failure, isWithin, parentOf, requireVolumePath } from './volumePath.ts';
import { HiddenPaths, identityOf } from './whiteouts.ts';

/** The read side of a volume. Paths are relative to its root, with slashes, '' for the root itself. */
export interface VolumeReader {
  /** @throws {Error} with a `code` such as ENOENT or EACCES when the directory cannot be listed */
  readdir(path: string): Promise<VolumeListing>;
  stat(path: string): VolumeEntry | null;
  /** Where the bytes of a path are; null when there is none, or it would lie outside of the volume. */
  resolve(path: string): string | null;
  /**
   * Whether there is a file or directory whose path differs from this one in ASCII case only, or not at all. A directory
   * is listed once and again only when it changes; the names of at most 32 directories are kept, and of no more than one
   * that has over 100,000.
   */
  existsIgnoringCase(path: string): boolean;
}

/**
 * What can be changed on a volume; the folder stays as it is. Each change is seen as a whole or not at all, also by who
 * mounts the volume after the program was killed, and one that fails leaves what was there. Directories above a path are
 * made when they are missing. Errors have a `code`: ENOENT (nothing there, or no path on the volume), ENOTDIR (a file is
 * in the way), EISDIR, ENOTEMPTY, EINVAL, EBUSY, ENAMETOOLONG, ENOSPC when the device's home is full, and the others of
 * the file system.
 */
export interface VolumeWriter {
  /** mkdir -p on the volume. @throws {Error} with a `code` */
  mkdirs(path: string): void;
  /**
   * Where on this computer the bytes of a file can be written: in the upper layer. A file of the folder is copied there
   * first, blocks shared where the file system can; one that is not there is created empty. @throws {Error} with a `code`
   */
  openForWriting(path: string, options: Readonly<{ truncate: boolean }>): Promise<string>;
  /** Renames a file within the volume, over `to`; bytes and modification time stay. @throws {Error} with a `code` */
  moveFile(from: string, to: string): Promise<void>;
  /**
   * Renames a directory with all below it; `to` may only be an empty directory. A file that is open for writing stays
   * the same one. What is put in the folder under the old name meanwhile stays there. @throws {Error} with a `code`
   */
  moveDirectory(from: string, to: string): Promise<void>;
  /**
   * What the folder has under this name is hidden until another file takes its place there. @throws {Error} with a `code`
   */
  deleteFile(path: string): void;
  /**
   * Deletes a directory with all below it. Files put in the folder there afterwards are shown, and the directory with
   * them; what was deleted stays hidden, also when the directory is made again. @throws {Error} with a `code`
   */
  deleteDirectory(path: string): Promise<void>;
  /** Of a file, milliseconds since 1970 UTC; it is copied up first. @throws {Error} with a `code` */
  setLastModified(path: string, mtimeMs: number): Promise<void>;
  /** Forgets everything above the folder: what was written, moved and deleted. */
  clear(): void;
}

/** How often a copy is begun again because what is copied has changed meanwhile. */
const ATTEMPTS = 3;

/** The union of a folder and the layer above it. */
export class VolumeFiles implements VolumeReader, VolumeWriter {
  readonly #lower: string;
  readonly #upperLayer: UpperLayer;
  readonly #unionOfBoth: Union;

  constructor(layers: Layers) {
    this.#lower = layers.lower;
    this.#upperLayer = new UpperLayer(layers);
    this.#unionOfBoth = new Union(layers.lower, this.#upperLayer);
  }

  /**
   * Reads what was changed before, and finishes what a killed program was doing; else the first use does it.
   * Resolves when what it had prepared in vain is deleted, too.
   */
  recover(): Promise<void> {
    return this.#upperLayer.recover();
  }

  async readdir(path: string): Promise<VolumeListing> {
    return this.#union.readdir(path);
  }

  stat(path: string): VolumeEntry | null {
    return this.#union.stat(path);
  }

  resolve(path: string): string | null {
    return this.stat(path)?.realPath ?? null;
  }

  existsIgnoringCase(path: string): boolean {
    return this.#union.existsIgnoringCase(path);
  }

  mkdirs(path: string): void {
    const place = this.#followed(path);
    if (this.#union.isDirectory(place)) return;
    if ((place.upper ?? place.lower) !== null) throw failure('ENOTDIR', `${path} is a file.`);
    this.#requireDirectoryAbove(place.path);
    const upper = this.#upper;
    const operation = upper.begin();
    try {
      const made = `${operation.folder}/made`;
      mkdirSync(upper.at(made));
      upper.commit(operation, { renames: upper.placing(operation, made, place.path), changed: [place.path] });
    } finally {
      upper.endNow(operation);
    }
  }

  async openForWriting(path: string, { truncate }: Readonly<{ truncate: boolean }>): Promise<string> {
    const place = this.#followed(path);
    if (this.#union.isDirectory(place)) throw failure('EISDIR', `${path} is a directory.`);
    if (place.upper !== null) {
      if (truncate) truncateSync(join(this.#upper.files, place.path));
    } else if (place.lower === null || truncate) this.#create(place.path);
    else await this.#copyUp(place, null);
    return this.#writable(place.path);
  }

  async moveFile(from: string, to: string): Promise<void> {
    const source = this.#file(from);
    const target = this.#union.locate(requireVolumePath(to));
    if (source.path === target.path) return;
    this.#requireNoDirectory(target);
    const upper = this.#upper;
    if (source.upper !== null) return this.#moveUpper(source, target.path);
    const operation = upper.begin();
    try {
      const copied = `${operation.folder}/copied`;
      const lower = await copyOf(this.resolve(from) ?? '', upper.at(copied));
      // Both may have become something else while the bytes were copied.
      const now = this.#file(from);
      if (now.upper !== null) return this.#moveUpper(now, target.path);
      this.#requireNoDirectory(this.#union.locate(target.path));
      const hide = new HiddenPaths();
      hide.add(source.path, now.lower?.isSymbolicLink() ? identityOf(now.lower) : lower);
      const renames = upper.placing(operation, copied, target.path);
      upper.commit(operation, { hide, renames, durable: true, changed: [source.path, target.path] });
    } finally {
      await upper.end(operation);
    }
  }

  async moveDirectory(from: string, to: string): Promise<void> {
    const source = this.#directory(from);
    const target = this.#union.locate(requireVolumePath(to));
    if (source.path === target.path) return;
    if (source.upper === null && source.lower?.isSymbolicLink()) throw failure('EINVAL', `${from} is a link.`);
    if (isWithin(target.path, source.path)) throw failure('EINVAL', `${from} cannot be moved into itself.`);
    if (source.lower?.isDirectory() !== true) {
      await this.#requireEmpty(target);
      return this.#moveUpper(this.#directory(from), target.path);
    }
    const upper = this.#upper;
    const layers = { lower: this.#lower, upper };
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const operation = upper.begin();
      let isChanged = false;
      using _watch = upper.changes.add((path) => {
        isChanged ||= isWithin(path, source.path) || isWithin(source.path, path);
      });
      try {
        const copied = `${operation.folder}/copied`;
        const now = this.#directory(from);
        const hide = await copyDirectory(layers, now, upper.at(copied));
        await upper.prepare(operation, hide);
        await this.#requireEmpty(this.#union.locate(target.path));
        if (isChanged) continue;
        const renames = [...this.#taking(operation, now), ...upper.placing(operation, copied, target.path)];
        upper.commit(operation, { hide, renames, durable: true, changed: [source.path, target.path] });
        return;
      } finally {
        await upper.end(operation);
      }
    }
    throw failure('EBUSY', `${from} is being changed; move it when that has ended.`);
  }

  deleteFile(path: string): void {
    const { path: relative, upper, lower } = this.#file(path);
    const hide = new HiddenPaths();
    if (lower !== null && !lower.isDirectory()) hide.add(relative, identityOf(lower));
    // While the upper layer has a file, what is below it is not seen: hiding that first changes nothing.
    if (hide.size > 0) this.#upper.commitNow({ hide, changed: [] });
    if (upper !== null) unlinkSync(join(this.#upper.files, relative));
    this.#upper.changes.call(relative);
  }

  async deleteDirectory(path: string): Promise<void> {
    const place = this.#directory(path);
    const operation = this.#upper.begin();
    try {
      const hide = await hideDirectory({ lower: this.#lower, upper: this.#upper }, place);
      await this.#upper.prepare(operation, hide);
      const renames = this.#taking(operation, this.#directory(path));
      this.#upper.commit(operation, { hide, renames, changed: [place.path] });
    } finally {
      await this.#upper.end(operation);
    }
  }

  async setLastModified(path: string, mtimeMs: number): Promise<void> {
    const place = this.#followed(path);
    if (this.#union.isDirectory(place)) throw failure('EISDIR', `${path} is a directory.`);
    if (place.upper === null && place.lower === null) throw failure('ENOENT', `There is no file ${path}.`);
    if (place.upper === null && (await this.#copyUp(place, mtimeMs))) return;
    utimesSync(this.#writable(place.path), seconds(mtimeMs), seconds(mtimeMs));
  }

  clear(): void {
    this.#upper.clear();
  }

  get #upper(): UpperLayer {
    void this.#upperLayer.recover();
    return this.#upperLayer;
  }

  get #union(): Union {
    void this.#upperLayer.recover();
    return this.#unionOfBoth;
  }

  /** The place itself: a link to a file is a file. */
  #file(path: string): Place {
    const place = this.#union.locate(requireVolumePath(path));
    const entry = this.#union.stat(path);
    if (entry === null) throw failure('ENOENT', `There is no file ${path}.`);
    if (entry.isDirectory) throw failure('EISDIR', `There is no file ${path}; it is a directory.`);
    return place;
  }

  #directory(path: string): Place {
    const place = this.#union.locate(requireVolumePath(path));
    const entry = this.#union.stat(path);
    if (entry === null) throw failure('ENOENT', `There is no directory ${path}.`);
    if (place.path === '') throw failure('EINVAL', 'The root of a volume cannot be moved or deleted.');
    if (!entry.isDirectory) throw failure('ENOTDIR', `${path} is a file.`);
    return place;
  }

  #followed(path: string): Place {
    const relative = requireVolumePath(path);
    // A link that leads nowhere is not shown, and something can be made in its place.
    return this.#union.follow(relative) ?? { ...this.#union.locate(relative), lower: null };
  }

  #writable(path: string): string {
    return join(realpathOr(this.#upper.files), path);
  }

  #create(path: string): void {
    this.#requireDirectoryAbove(path);
    const upper = this.#upper;
    const operation = upper.begin();
    try {
      const made = `${operation.folder}/made`;
      writeFileSync(upper.at(made), '');
      upper.commit(operation, { renames: upper.placing(operation, made, path), changed: [path] });
    } finally {
      upper.endNow(operation);
    }
  }

  /** @returns false when another operation was first */
  async #copyUp({ path }: Place, mtimeMs: number | null): Promise<boolean> {
    const upper = this.#upper;
    const operation = upper.begin();
    try {
      const copied = `${operation.folder}/copied`;
      await copyOf(this.resolve(path) ?? '', upper.at(copied));
      if (mtimeMs !== null) utimesSync(upper.at(copied), seconds(mtimeMs), seconds(mtimeMs));
      const now = this.#file(path);
      if (now.upper !== null) return false;
      upper.commit(operation, { renames: upper.placing(operation, copied, path), changed: [path] });
      return true;
    } finally {
      upper.endNow(operation);
    }
  }

  /** What is in the upper layer already is not copied. */
  #moveUpper(source: Place, to: string): void {
    this.#requireDirectoryAbove(to);
    const upper = this.#upper;
    const hide = new HiddenPaths();
    if (source.lower !== null) hide.add(source.path, identityOf(source.lower));
    const operation = upper.begin();
    try {
      const renames = upper.placing(operation, `files/${source.path}`, to);
      upper.commit(operation, { hide, renames, durable: hide.size > 0, changed: [source.path, to] });
    } finally {
      upper.endNow(operation);
    }
  }

  #taking({ folder }: Operation, { path, upper }: Place): readonly Rename[] {
    return upper === null ? [] : [[`files/${path}`, `${folder}/taken`]];
  }

  #requireNoDirectory(target: Place): void {
    if (this.#union.isDirectory(target)) throw failure('EISDIR', `${target.path} is a directory.`);
    this.#requireDirectoryAbove(target.path);
  }

  async #requireEmpty(target: Place): Promise<void> {
    this.#requireDirectoryAbove(target.path);
    if ((target.upper ?? target.lower) === null) return;
    if (!this.#union.isDirectory(target)) throw failure('ENOTDIR', `${target.path} is a file.`);
    const { entries } = await this.#union.readdir(target.path);
    if (entries.length > 0) throw failure('ENOTEMPTY', `${target.path} is not empty.`);
  }

  /** Directories that are missing are no obstacle. */
  #requireDirectoryAbove(path: string): void {
    for (let above = parentOf(path); above !== ''; above = parentOf(above)) {
      const entry = this.#union.stat(above);
      if (entry?.isDirectory) return;
      if (entry !== null) throw failure('ENOTDIR', `${above} is a file.`);
    }
  }
}
