// A volume whose folder is written itself: what apps do is done to the user's own files, and nothing is kept above them.
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  type Stats,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { posix } from 'node:path';
import type { DirectoryLayers } from './directoryWalk.ts';
import { copyOf } from './fileCopy.ts';
import { seconds, statsOrNull } from './layer.ts';
import { OwnFolder } from './ownFolder.ts';
import { type PreparedFile, preparedFile } from './preparedFile.ts';
import { temporaryName } from './temporaryFile.ts';
import { finishWrites, removeAside } from './unfinishedWrites.ts';
import { type DirectoryView, type Place, Union, type VolumeEntry, type VolumeListing } from './union.ts';
import { type Layers, UpperLayer } from './upperLayer.ts';
import type { MountedFiles } from './volumeAccess.ts';
import { childOf, codeOf, failure, isWithin, parentOf, requireVolumePath } from './volumePath.ts';
import { identityOf } from './whiteouts.ts';
import { WriteNotes } from './writeNotes.ts';

/** A folder, read by the same road as a layered volume, whose layer above must have nothing, and written itself. */
export class WriteThroughFiles implements MountedFiles {
  readonly #layers: DirectoryLayers;
  readonly #union: Union;
  readonly #notes: WriteNotes;
  readonly #folder: OwnFolder;

  /**
   * @param notes folder of the device's home for what is under way
   * @param problem why the folder, or the disk in it that a path is on, may not be the one it should be: nothing is written then
   * @throws {Error} with a `code` when there is no such folder, or the home cannot be written
   */
  constructor(layers: Layers, notes: string, problem: (path?: string) => string | null = () => null) {
    const upper = new UpperLayer(layers);
    void upper.recover();
    this.#layers = { lower: layers.lower, upper };
    this.#union = new Union(layers.lower, upper, 'both');
    this.#notes = new WriteNotes(notes);
    this.#folder = new OwnFolder(layers.lower, { union: this.#union, notes: this.#notes, problem });
  }

  get layers(): DirectoryLayers {
    return this.#layers;
  }

  recover(): Promise<void> {
    return finishWrites(this.#folder, this.#notes);
  }

  async readdir(path: string): Promise<VolumeListing> {
    return this.#union.readdir(path);
  }

  readdirUpTo(path: string, most: number): Promise<VolumeListing | null> {
    return this.#union.readdirUpTo(path, most);
  }

  openDirectory(path: string): Promise<DirectoryView> {
    return this.#union.openDirectory(path);
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

  spelled(path: string): string {
    return this.#union.spelled(path);
  }

  mkdirs(path: string): void {
    const place = this.#followed(path);
    if (this.#union.isDirectory(place)) return;
    if (place.lower !== null) throw failure('ENOTDIR', `${path} is a file.`);
    this.#folder.appear(place.path, (real) => mkdirSync(real));
  }

  async openForWriting(path: string, { truncate }: Readonly<{ truncate: boolean }>): Promise<string> {
    const place = this.#followed(path);
    if (this.#union.isDirectory(place)) throw failure('EISDIR', `${path} is a directory.`);
    this.#folder.requireThere();
    const real = this.#folder.real(place.path);
    // Exclusively: a link that leads elsewhere, or nowhere, is not followed.
    if (place.lower === null) this.#create(place.path);
    else if (truncate) truncateSync(real);
    else accessSync(real, constants.W_OK);
    return real;
  }

  async prepareFile(path: string): Promise<PreparedFile> {
    const target = this.#union.locate(requireVolumePath(path));
    this.#requireReplaceable(target);
    const temporary = this.#folder.temporaryFor(target.path);
    const note = this.#notes.begin({ kind: 'preparing', temporary });
    const made = this.#folder.real(temporary);
    const place = () => {
      const over = this.#union.locate(target.path);
      this.#requireReplaceable(over);
      const changed = this.#union.changing(target.path);
      const placed = this.#folder.real(target.path);
      this.#folder.put(target.path, () => {
        // What somebody else has put there at this very moment stays.
        if (over.lower !== null || !isLinked(made, placed)) renameSync(made, placed);
      });
      changed();
    };
    return preparedFile(made, { place, discard: () => this.#folder.discard(temporary, note) });
  }

  async moveFile(from: string, to: string): Promise<void> {
    const source = this.#file(from);
    const target = this.#union.locate(requireVolumePath(to));
    if (source.path === target.path) return;
    this.#requireReplaceable(target);
    // One that leads somewhere from here leads elsewhere from there.
    if (source.lower?.isSymbolicLink()) return this.#moveCopy(from, source, target);
    try {
      this.#folder.put(target.path, () => this.#rename(source, target));
    } catch (error) {
      if (codeOf(error) !== 'EXDEV') throw error;
      await this.#moveCopy(from, source, target);
    }
  }

  async moveDirectory(from: string, to: string): Promise<void> {
    const target = this.#union.locate(requireVolumePath(to));
    const before = this.#directory(from);
    if (before.path === target.path) return;
    if (before.lower?.isSymbolicLink()) throw failure('EINVAL', `${from} is a link.`);
    if (isWithin(target.path, before.path)) throw failure('EINVAL', `${from} cannot be moved into itself.`);
    await this.#requireEmpty(target);
    const source = this.#directory(from);
    this.#folder.put(target.path, () => renameSync(this.#folder.real(source.path), this.#folder.real(target.path)));
  }

  deleteFile(path: string): void {
    const place = this.#file(path);
    this.#folder.requireThere();
    const changed = this.#union.changing(place.path);
    unlinkSync(this.#folder.real(place.path));
    changed();
  }

  async deleteDirectory(path: string): Promise<void> {
    const place = this.#directory(path);
    this.#folder.requireThere();
    const real = this.#folder.real(place.path);
    // Only the link: what it leads to has its own name.
    if (place.lower?.isSymbolicLink()) return unlinkSync(real);
    const temporary = childOf(parentOf(place.path), temporaryName());
    const aside = { kind: 'deleting', temporary, from: place.path, ino: lstatSync(real).ino } as const;
    const note = this.#notes.begin(aside);
    try {
      renameSync(real, this.#folder.real(temporary));
    } catch (error) {
      note.end();
      throw error;
    }
    await removeAside(this.#folder, aside, note);
  }

  async setLastModified(path: string, mtimeMs: number): Promise<void> {
    const place = this.#followed(path);
    if (this.#union.isDirectory(place)) throw failure('EISDIR', `${path} is a directory.`);
    if (place.lower === null) throw failure('ENOENT', `There is no file ${path}.`);
    this.#folder.requireThere();
    utimesSync(this.#folder.real(place.path), seconds(mtimeMs), seconds(mtimeMs));
  }

  clear(): void {
    // Nothing is above the folder.
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
    return this.#union.follow(relative) ?? { ...this.#union.locate(relative), lower: null };
  }

  /** What volumes do not show is not overwritten: a link that leads out of the folder, a socket, a file under preparation. */
  #requireReplaceable(target: Place): void {
    if (this.#union.isDirectory(target)) throw failure('EISDIR', `${target.path} is a directory.`);
    this.#folder.requirePlace(target.path);
    if (this.#union.stat(target.path) === null && statsOrNull(this.#folder.real(target.path)) !== null)
      throw failure('EEXIST', `${target.path} is there, but is no file of the volume.`);
  }

  async #requireEmpty(target: Place): Promise<void> {
    if (target.lower === null) return;
    if (!this.#union.isDirectory(target)) throw failure('ENOTDIR', `${target.path} is a file.`);
    const { entries } = await this.#union.readdir(target.path);
    if (entries.length > 0) throw failure('ENOTEMPTY', `${target.path} is not empty.`);
  }

  #create(path: string): void {
    const changed = this.#union.changing(path);
    this.#folder.appear(path, (made) => writeFileSync(made, '', { flag: 'wx' }));
    changed();
  }

  #rename(source: Place, target: Place): void {
    const changed = [source, target].map(({ path }) => this.#union.changing(path));
    // A rename of one file over another name of it does nothing, and leaves both.
    if (isSameFile(source.lower, target.lower) && this.#isListed(source) && this.#isListed(target))
      unlinkSync(this.#folder.real(source.path));
    else if (source.lower !== null && target.lower === null) this.#renameToNew(source.path, source.lower, target.path);
    else renameSync(this.#folder.real(source.path), this.#folder.real(target.path));
    for (const tell of changed) tell();
  }

  /** To where nothing is: what somebody else puts there at this very moment would be gone after a rename. */
  #renameToNew(from: string, stats: Stats, to: string): void {
    const [before, after] = [this.#folder.real(from), this.#folder.real(to)];
    const note = this.#notes.begin({ kind: 'moving', from, identity: identityOf(stats), to, ino: stats.ino });
    try {
      if (isLinked(before, after)) unlinkOther(before, after);
      else renameSync(before, after);
    } finally {
      note.end();
    }
  }

  /** Whether a file has this name, and not one that the file system takes for the same. */
  #isListed({ path }: Place): boolean {
    return readdirSync(this.#folder.real(parentOf(path))).includes(posix.basename(path));
  }

  /** To another disk that is mounted in the folder, or from behind a link. */
  async #moveCopy(from: string, source: Place, target: Place): Promise<void> {
    const temporary = this.#folder.temporaryFor(target.path);
    const note = this.#notes.begin({ kind: 'preparing', temporary });
    const [copy, placed] = [this.#folder.real(temporary), this.#folder.real(target.path)];
    try {
      await copyOf(this.resolve(from) ?? '', copy);
      const identity = source.lower === null ? '' : identityOf(source.lower);
      const now = this.#file(from);
      if (now.path !== source.path || now.lower === null || identityOf(now.lower) !== identity)
        throw failure('EBUSY', `${from} is being changed; move it when that has ended.`);
      this.#requireReplaceable(this.#union.locate(target.path));
      const { ino } = lstatSync(copy);
      const move = { kind: 'moving', from: source.path, identity, to: target.path, ino } as const;
      const moving = this.#notes.begin(move, true);
      try {
        this.#folder.put(target.path, () => {
          if (target.lower !== null || !isLinked(copy, placed)) renameSync(copy, placed);
          syncDirectory(this.#folder.real(parentOf(target.path)));
          // What was replaced is gone, and the copy must not go with it.
          if (target.lower !== null) unlinkSync(this.#folder.real(source.path));
          else unlinkOther(this.#folder.real(source.path), placed);
        });
      } finally {
        moving.end();
      }
    } finally {
      this.#folder.discard(temporary, note);
    }
  }
}

function isSameFile(one: Stats | null, other: Stats | null): boolean {
  return one !== null && other !== null && one.dev === other.dev && one.ino === other.ino;
}

/**
 * Gives a file one more name, unless that is taken.
 * @returns false where the file system has no such thing
 * @throws {Error} with the code EEXIST
 */
function isLinked(file: string, name: string): boolean {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    if (statsOrNull(name) !== null) throw failure('EEXIST', `${name} is there already.`);
    return false;
  }
}

/** Takes one name of a file, or what it was copied from, away, or else the other: it is not to be there twice. */
function unlinkOther(name: string, other: string): void {
  try {
    unlinkSync(name);
  } catch (error) {
    unlinkSync(other);
    throw error;
  }
}

/** The new name must survive a power failure before the other copy is deleted. */
function syncDirectory(directory: string): void {
  try {
    const handle = openSync(directory, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Windows opens no directories, and some network file systems do not sync them.
  }
}
