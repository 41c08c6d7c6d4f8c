// The user's folder as it is written through: no step is taken before the place of it is known to be in the folder.
import { lstatSync, mkdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isGone, isPlainIn, lowestAbove, realpathOr, statsOrNull } from './layer.ts';
import { isTemporaryName, temporaryName } from './temporaryFile.ts';
import type { Union } from './union.ts';
import { childOf, failure, parentOf } from './volumePath.ts';
import { differs, identityOfFolder } from './volumeRecords.ts';
import type { OpenNote, WriteNotes } from './writeNotes.ts';

type OwnFolderOptions = Readonly<{ union: Union; notes: WriteNotes; problem: (path?: string) => string | null }>;

export class OwnFolder {
  readonly #folder: string;
  readonly #union: Union;
  readonly #notes: WriteNotes;
  readonly #dev: number;
  readonly #identity: string | null;
  readonly #problem: (path?: string) => string | null;

  /**
   * @param problem why the folder, or the disk in it that a path is on, may not be the one it should be, in one sentence; or null
   * @throws {Error} with a `code` when there is no such folder
   */
  constructor(folder: string, { union, notes, problem }: OwnFolderOptions) {
    this.#folder = folder;
    this.#problem = problem;
    this.#union = union;
    this.#notes = notes;
    this.#dev = statSync(folder).dev;
    this.#identity = identityOfFolder(folder);
  }

  /** Whether the folder is still the one that was mounted: where a disk was, there may be an empty one, or another disk. */
  isThere(): boolean {
    return this.#isMounted() && this.#problem() === null;
  }

  /** @throws {Error} with the code EIO: nothing may be written at a place that another folder has now */
  requireThere(path?: string): void {
    const sentence = this.#isMounted()
      ? this.#problem(path)
      : `${this.#folder} is not the folder any more that was mounted; mount it again to write to it.`;
    if (sentence !== null) throw failure('EIO', sentence);
  }

  /** @throws {Error} with a `code` when nothing can be put at a path, whatever is above it now */
  requirePlace(path: string): void {
    this.#missing(path);
  }

  /** Where a path without links in it is on this computer. */
  real(path: string): string {
    return join(realpathOr(this.#folder), path);
  }

  /** A place for something that is to come to be at a path, on the same disk and seen by nobody. */
  temporaryFor(path: string): string {
    const [outermost = path] = this.#missing(path);
    return childOf(parentOf(outermost), temporaryName());
  }

  /** Makes what is at a path and the directories above it appear in one step. @throws {Error} with a `code` */
  appear(path: string, make: (real: string) => void): void {
    const [outermost] = this.#missing(path);
    if (outermost === undefined) {
      make(this.real(path));
      return;
    }
    this.#appearAs(outermost, path, make);
  }

  /**
   * Puts something at a path, and makes the directories above it first; killed in between they are taken away again.
   * @throws {Error} with a `code`, and nothing has been made
   */
  put(path: string, place: () => void): void {
    if (this.#missing(path).length === 0) {
      place();
      return;
    }
    const innermost = parentOf(path);
    const [outermost = innermost] = this.#missing(path);
    let note: OpenNote | null = null;
    try {
      // Who looks at the folder sees directories without anything in them, and never a photo under a strange name.
      this.#appearAs(outermost, innermost, (real) => {
        mkdirSync(real);
        const top = real.slice(0, real.length - (innermost.length - outermost.length));
        note = this.#notes.begin({ kind: 'making', outermost, innermost, ino: lstatSync(top).ino });
      });
      place();
    } catch (error) {
      if (note !== null) this.unmake(outermost, innermost);
      throw error;
    } finally {
      (note as OpenNote | null)?.end();
    }
  }

  /** Takes away directories that were made in vain, as long as nothing is in them. */
  unmake(outermost: string, innermost: string): void {
    for (let path = innermost; path.length >= outermost.length; path = parentOf(path)) {
      try {
        rmdirSync(this.real(path));
      } catch (error) {
        // Somebody else has use for it, and for those above it. One that is gone was taken away by an earlier start.
        if (!isGone(error)) return;
      }
    }
  }

  /** Deletes what was prepared. What cannot be reached now is deleted when the folder is mounted again. */
  discard(temporary: string, note: OpenNote): void {
    rmSync(this.real(temporary), { recursive: true, force: true });
    if (this.isThere()) note.end();
  }

  /** @param outermost what is not there yet: the path, or a directory above it */
  #appearAs(outermost: string, path: string, make: (real: string) => void): void {
    const temporary = childOf(parentOf(outermost), temporaryName());
    const note = this.#notes.begin({ kind: 'preparing', temporary });
    try {
      const prepared = `${temporary}${path.slice(outermost.length)}`;
      // By itself: for a disk that may only be read, a recursive one ends with ENOENT.
      if (prepared !== temporary) mkdirSync(this.real(temporary));
      if (prepared !== temporary) mkdirSync(this.real(parentOf(prepared)), { recursive: true });
      make(this.real(prepared));
      renameSync(this.real(temporary), this.real(outermost));
    } finally {
      this.discard(temporary, note);
    }
  }

  #isMounted(): boolean {
    const stats = statSync(this.#folder, { throwIfNoEntry: false });
    if (stats === undefined) return false;
    return stats.isDirectory() && stats.dev === this.#dev && !differs(this.#identity, identityOfFolder(this.#folder));
  }

  /** The directories above a path that are missing, the outermost first. @throws {Error} with a `code` */
  #missing(path: string): readonly string[] {
    this.requireThere(path);
    const names = path.split('/');
    if (names.some(isTemporaryName))
      throw failure('EINVAL', `${path} is a name that only files under preparation have.`);
    const lowest = lowestAbove(path, (at) => {
      const entry = this.#union.stat(at);
      return entry === null ? null : { at, isDirectory: entry.isDirectory };
    });
    const above = lowest?.at ?? '';
    if (lowest?.isDirectory === false) throw failure('ENOTDIR', `${above} above ${path} is a file.`);
    if (!isPlainIn(this.#folder, above)) throw failure('ENOTDIR', `${above} is no directory of the volume.`);
    const depth = above === '' ? 0 : above.split('/').length;
    const missing = names.slice(depth, -1).map((_, index) => names.slice(0, depth + index + 1).join('/'));
    const [outermost] = missing;
    if (outermost !== undefined && statsOrNull(this.real(outermost)) !== null)
      throw failure('ENOTDIR', `${outermost} leads out of the folder, or is no directory.`);
    // What is too long to be looked at must not come to be by the rename of what is above it.
    lstatSync(this.real(path), { throwIfNoEntry: false });
    return missing;
  }
}
