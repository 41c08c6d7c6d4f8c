// Does in the user's folder what was done on the device. The only code that writes there, and only when it is told to.
import { fsync, lstatSync, mkdirSync, renameSync, rmdirSync, type Stats, unlinkSync } from 'node:fs';
import { chmod, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApplyResult, VolumeChange } from '../../contract/rpc/volumeChanges.ts';
import { ApplyingNote } from './applyingNote.ts';
import type { DirectoryLayers } from './directoryWalk.ts';
import { copyOf } from './fileCopy.ts';
import { insideOf, isPlainIn, statsOrNull } from './layer.ts';
import { TemporaryFile } from './temporaryFile.ts';
import { deletedChanges, type FoundChange, findChanges, writtenChanges } from './volumeChanges.ts';
import { codeOf, failure, parentOf } from './volumePath.ts';
import { identityOf } from './whiteouts.ts';

export type ApplyOptions = Readonly<{
  /** Whether what was changed in the folder meanwhile is overwritten. */
  overwriteConflicts: boolean;
  /** Told how many changes are done. */
  onProgress(done: number): void;
  /** Why the folder may not be the one it should be, in one sentence; null while it is. */
  problem(): string | null;
}>;

/** Most conflicts that are named. */
const NAMED = 1_000;

/**
 * Ends what an apply was at when the program was killed: what it had prepared in the folder is deleted, and a file that
 * had taken its place there is known for the device's own. To be called while the folder is the one that it should be.
 * @throws {Error} with a `code`; the next call tries again
 */
export function finishApply({ lower, upper }: DirectoryLayers): void {
  const note = applyingNote(upper);
  const left = note.left();
  if (left !== null) {
    const { path, source, made } = left;
    const above = statsOrNull(join(upper.files, path));
    const below = isPlainIn(lower, parentOf(path)) ? statsOrNull(join(lower, path)) : null;
    if (above !== null && below !== null && identityOf(below) === made) {
      upper.cover(path, made);
      if (identityOf(above) === source) forget(upper, path);
    }
  }
  temporaryOf(upper).end();
  note.end();
}

/**
 * Does every change in the folder, each as a whole or not at all; what is done leaves the upper layer. Killed or failed
 * in the middle it has left every file of the folder old or new, and the next one finishes the rest.
 * @throws {Error} with a `code` when the folder cannot be written; what was done until then stays
 */
export async function applyChanges(layers: DirectoryLayers, options: ApplyOptions): Promise<ApplyResult> {
  const run = new Apply(layers, options);
  finishApply(layers);
  await run.all();
  return run.result();
}

class Apply {
  readonly #layers: DirectoryLayers;
  readonly #options: ApplyOptions;
  readonly #root: string;
  readonly #temporary: TemporaryFile;
  readonly #note: ApplyingNote;
  readonly #conflicts: VolumeChange[] = [];
  #applied = 0;

  constructor(layers: DirectoryLayers, options: ApplyOptions) {
    this.#layers = layers;
    this.#options = options;
    const root = insideOf(layers.lower, '');
    if (root === null) throw failure('ENOENT', `There is no folder ${layers.lower}.`);
    this.#root = root;
    this.#temporary = temporaryOf(layers.upper);
    this.#note = applyingNote(layers.upper);
  }

  async all(): Promise<void> {
    // What stands in the way of something written goes first; all else is deleted when the rest is safely there.
    for await (const change of deletedChanges(this.#layers))
      if (this.#isInTheWay(change.path)) await this.#do(change, () => this.#delete(change));
    for await (const change of writtenChanges(this.#layers))
      await this.#do(change, () => (change.isDirectory ? this.#makeDirectory(change) : this.#put(change)));
    for await (const change of deletedChanges(this.#layers)) await this.#do(change, () => this.#delete(change));
    await this.#forgetIfEmpty();
  }

  result(): ApplyResult {
    return { applied: this.#applied, conflicts: this.#conflicts };
  }

  async #do(found: FoundChange, work: () => boolean | Promise<boolean>): Promise<void> {
    const { lower: _lower, isApplied, ...change } = found;
    this.#requireThere();
    if (isApplied) return forget(this.#layers.upper, found.path);
    if (change.conflict !== null && !(this.#options.overwriteConflicts && isFileOverFile(found))) {
      this.#addConflict(change);
      return;
    }
    if (await work()) this.#options.onProgress(++this.#applied);
    else this.#addConflict({ ...change, conflict: 'The file in the folder was changed at this moment.' });
  }

  #addConflict(change: VolumeChange): void {
    if (this.#conflicts.length < NAMED) this.#conflicts.push(change);
  }

  /** @returns false when it is not what was found any more */
  async #put({ path, lower }: FoundChange): Promise<boolean> {
    const source = join(this.#layers.upper.files, path);
    const before = statsOrNull(source);
    if (before?.isFile() !== true || !this.#isPlain(parentOf(path))) return false;
    const target = join(this.#root, path);
    try {
      const prepared = this.#temporary.begin(join(this.#root, parentOf(path)));
      await copyOf(source, prepared);
      if (lower?.isFile()) await chmod(prepared, lower.mode & 0o777);
      this.#requireThere();
      this.#note.begin({ path, source: identityOf(before), made: identityOf(lstatSync(prepared)) });
      if (!this.#isPlain(parentOf(path)) || !isStill(target, lower)) return false;
      renameSync(prepared, target);
    } finally {
      this.#temporary.end();
    }
    await syncDirectory(join(this.#root, parentOf(path)));
    // The mount that came after one that ended meanwhile goes by the note.
    this.#requireThere();
    // What was written on the device meanwhile is another change, over the file that is in the folder now.
    if (isStill(source, before)) forget(this.#layers.upper, path);
    else this.#layers.upper.cover(path, identityOf(lstatSync(target)));
    this.#note.end();
    return true;
  }

  #makeDirectory({ path, lower }: FoundChange): boolean {
    if (lower !== null || !this.#isPlain(parentOf(path))) return false;
    mkdirSync(join(this.#root, path), { recursive: true });
    return true;
  }

  #delete({ path, lower }: FoundChange): boolean {
    const target = join(this.#root, path);
    if (lower === null || !this.#isPlain(parentOf(path)) || !isStill(target, lower)) return false;
    if (lower.isDirectory()) return removeIfEmpty(target);
    unlinkSync(target);
    return true;
  }

  /** Directories, and names of what is deleted by now, are left over; they go when nothing else is. */
  async #forgetIfEmpty(): Promise<void> {
    const { upper } = this.#layers;
    let isChanged = false;
    using _watch = upper.changes.add(() => {
      isChanged = true;
    });
    for await (const _change of findChanges(this.#layers)) return;
    this.#requireThere();
    if (!isChanged) upper.clear();
  }

  /** Where a disk was, changes would lie in its empty place, and be forgotten here. */
  #requireThere(): void {
    const problem = this.#options.problem();
    if (problem !== null) throw failure('EIO', problem);
  }

  #isPlain(directory: string): boolean {
    return isPlainIn(this.#root, directory) && statsOrNull(join(this.#root, directory))?.isDirectory() === true;
  }

  /** Whether something written is to be at the path of what was deleted, or below it, or above it as a file. */
  #isInTheWay(path: string): boolean {
    const { files } = this.#layers.upper;
    if (statsOrNull(join(files, path)) !== null) return true;
    for (let above = parentOf(path); above !== ''; above = parentOf(above)) {
      const stats = statsOrNull(join(files, above));
      if (stats !== null) return stats.isFile();
    }
    return false;
  }
}

/** The folder has it now. */
function forget(upper: DirectoryLayers['upper'], path: string): void {
  unlinkSync(join(upper.files, path));
  upper.changes.call(path);
}

function applyingNote(upper: DirectoryLayers['upper']): ApplyingNote {
  return new ApplyingNote(upper.at('appearing'));
}

function temporaryOf(upper: DirectoryLayers['upper']): TemporaryFile {
  return new TemporaryFile(upper.at('applying'));
}

/** Overwriting never takes a directory with it, nor a link to somewhere else. */
function isFileOverFile({ kind, isDirectory, lower }: FoundChange): boolean {
  return kind === 'changed' && !isDirectory && lower?.isFile() === true;
}

function isStill(path: string, before: Stats | null): boolean {
  const now = statsOrNull(path);
  if (now === null || before === null) return now === before;
  if (now.isDirectory() && before.isDirectory()) return now.ino === before.ino;
  return now.isSymbolicLink() === before.isSymbolicLink() && identityOf(now) === identityOf(before);
}

/** What somebody has put into it meanwhile stays, and the directory with it. */
function removeIfEmpty(directory: string): boolean {
  try {
    rmdirSync(directory);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The new name must survive a power failure before the other copy is deleted. */
async function syncDirectory(directory: string): Promise<void> {
  // Windows opens no directories, and some network file systems do not sync them.
  const handle = await open(directory).catch(() => null);
  if (handle === null) return;
  try {
    await new Promise<void>((resolve) => fsync(handle.fd, () => resolve()));
  } finally {
    await handle.close();
  }
}
