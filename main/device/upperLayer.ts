// Mirrors the upper directory of an overlay file system. Every change becomes visible in one step, or not at all.
import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, type Stats, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { type Change, ChangeLog, type Rename } from './changeLog.ts';
import { PlainDirectories, seconds, statsOrNull } from './layer.ts';
import { Listeners } from './listeners.ts';
import { Slices } from './realTime.ts';
import { removeTree } from './removeTree.ts';
import { codeOf, failure, parentOf } from './volumePath.ts';
import { HiddenPaths, type Identity, identityOf, Whiteouts } from './whiteouts.ts';

export type Layers = Readonly<{
  /** The user's folder, only read. */
  lower: string;
  /** The device's folder for this volume. */
  upper: string;
}>;

/** One operation on the volume: what it prepares lies in a folder that nobody else looks at. */
export type Operation = {
  readonly id: number;
  /** Below the upper layer's folder. It is made by staged(). */
  readonly folder: string;
  hasFolder: boolean;
};

export type Commit = Readonly<{
  /** Of the folder. */
  hide?: HiddenPaths;
  /**
   * In this order. None may put something where an earlier one of the same commit took something away, nor above or
   * below it: a commit that was interrupted is finished by doing each rename whose source is still there.
   */
  renames?: readonly Rename[];
  /** Whether it copied bytes that will be seen nowhere else: they and the change must survive a power failure alike. */
  durable?: boolean;
  /** What changes, for listeners: files and directories with all below them. */
  changed: readonly string[];
}>;

/**
 * The device's own layer of a volume: `files/` is what was written, `changes.log` says what of the folder is hidden,
 * `staging/` is what is being prepared. A commit of one rename is atomic by itself; any other is first written to the
 * log as a whole, and finished by recover() when the program was killed in the middle of it.
 */
export class UpperLayer {
  readonly whiteouts: Whiteouts;
  /** Which file of the folder lay under one of the upper layer when that was put there, by path. */
  readonly over = new Map<string, Identity>();
  /** Absolute. */
  readonly files: string;
  /** Called with a path after it, or something below it, has changed. */
  readonly changes = new Listeners<[path: string]>();
  readonly #layers: Layers;
  readonly #log: ChangeLog;
  /** What prepare() has left for the line of a commit. */
  readonly #prepared = new Map<number, Change['hide']>();
  readonly #plain: PlainDirectories;
  #clears = 0;
  #operations = 0;
  #recovered = false;

  constructor(layers: Layers) {
    this.#layers = layers;
    this.files = join(layers.upper, 'files');
    this.#log = new ChangeLog(join(layers.upper, 'changes.log'));
    this.whiteouts = new Whiteouts(layers.lower);
    this.#plain = new PlainDirectories(this.files);
  }

  /** Reads what was changed and finishes what was interrupted, once. Resolves when what is of no use is deleted, too. */
  recover(): Promise<void> {
    if (this.#recovered) return Promise.resolve();
    const { upper } = this.#layers;
    mkdirSync(join(upper, 'staging'), { recursive: true });
    let read = 0;
    for (const { change, pendingAt } of this.#log.load()) {
      const { id, hide, renames, clear, over = [] } = change;
      if (clear) this.#forget();
      this.whiteouts.hide(hiddenPaths(hide));
      for (const [path, identity] of over) this.over.set(path, identity);
      if (pendingAt !== null) {
        for (const rename of renames) this.#redo(rename);
        this.#log.settle(pendingAt, 'D');
      }
      this.#operations = Math.max(this.#operations, id);
      read += 1 + hide.length + over.length;
    }
    mkdirSync(this.files, { recursive: true });
    // Names that were hidden again and again, or by operations that never happened, are read at every start.
    if (read > 2 * (this.whiteouts.size + this.over.size) + 1_000) this.#rewriteLog();
    const leftover = readdirSync(join(upper, 'staging'));
    this.#operations = Math.max(this.#operations, ...leftover.map((name) => Number(name) || 0));
    this.#recovered = true;
    return this.#discard(leftover.map((name) => `staging/${name}`));
  }

  /** Where something below the upper layer's folder is on this computer. */
  at(path: string): string {
    return join(this.#layers.upper, path);
  }

  begin(): Operation {
    const id = ++this.#operations;
    return { id, folder: `staging/${id}`, hasFolder: false };
  }

  /**
   * A place for something that an operation prepares, below the upper layer's folder.
   * @throws {Error} with a `code` such as ENOSPC
   */
  staged(operation: Operation, name: string): string {
    operation.hasFolder = true;
    mkdirSync(this.at(operation.folder), { recursive: true });
    return `${operation.folder}/${name}`;
  }

  /** Deletes what the operation left; a directory that was taken away can be large. */
  async end({ folder, hasFolder }: Operation): Promise<void> {
    if (hasFolder) await this.#discard([folder]);
  }

  /** The same for one that left little. */
  endNow({ folder, hasFolder }: Operation): void {
    if (hasFolder) rmSync(this.at(folder), { recursive: true, force: true });
  }

  /** Whether something can be put in a directory of the upper layer without making it first. */
  hasDirectory(path: string): boolean {
    return statsOrNull(join(this.files, path))?.isDirectory() === true && this.isPlain(path);
  }

  /** Whether a directory of the upper layer is reached without any link. */
  isPlain(directory: string): boolean {
    return this.#plain.has(directory);
  }

  /**
   * The renames that bring something of the upper layer to a place on the volume. Directories above it that the upper
   * layer does not have yet appear with it, in the same step.
   */
  placing(operation: Operation, source: string, path: string): readonly Rename[] {
    // After a clear there is none until it is needed: a full disk must not get in the way of one.
    if (statsOrNull(this.files) === null) mkdirSync(this.files);
    // What is too long to be looked at must not come to be by the rename of what is above it.
    lstatSync(join(this.files, path), { throwIfNoEntry: false });
    const missing: string[] = [];
    let above = parentOf(path);
    for (; above !== '' && statsOrNull(join(this.files, above)) === null; above = parentOf(above)) missing.push(above);
    if (!this.isPlain(above)) throw failure('ENOTDIR', `${above} is no directory of the volume.`);
    const top = missing.at(-1);
    if (top === undefined) return [[source, `files/${path}`]];
    const chain = this.staged(operation, 'above');
    const inner = `${chain}${path.slice(top.length)}`;
    mkdirSync(this.at(parentOf(inner)), { recursive: true });
    // A directory that was only in the folder until now keeps its time, but for the one that something is put in.
    for (const dir of missing.slice(1)) {
      const known = statsOrNull(join(this.#layers.lower, dir));
      const time = known === null ? null : seconds(known.mtimeMs);
      if (time !== null) utimesSync(this.at(`${chain}${dir.slice(top.length)}`), time, time);
    }
    if (!source.startsWith(`${operation.folder}/`))
      return [
        [source, inner],
        [chain, `files/${top}`],
      ];
    renameSync(this.at(source), this.at(inner));
    return [[chain, `files/${top}`]];
  }

  /** Writes ahead the names that a commit of this operation will hide, so that it will be short. */
  async prepare({ id }: Operation, hide: HiddenPaths): Promise<void> {
    const clears = this.#clears;
    const slices = new Slices();
    const rest = await this.#log.prepare(id, hide, () => slices.breathe());
    if (clears === this.#clears) this.#prepared.set(id, rest);
  }

  /**
   * Makes a change visible, all of it or, when it throws, nothing. `commit.hide` must not be used any more.
   * @throws {Error} with a `code` such as ENOSPC
   */
  commit({ id }: Operation, commit: Commit): void {
    const { hide = new HiddenPaths(), renames = [], durable = false, changed } = commit;
    if (hide.size === 0 && renames.length < 2) this.#rename(renames);
    else {
      const change = { id, hide: this.#prepared.get(id) ?? [...hide], renames, clear: false };
      this.#prepared.delete(id);
      const start = this.#log.append(renames.length > 0 ? 'P' : 'D', change, durable);
      try {
        this.#rename(renames);
      } catch (error) {
        this.#log.settle(start, 'X');
        throw error;
      }
      if (renames.length > 0) this.#log.settle(start, 'D');
      this.whiteouts.hide(hide);
    }
    for (const path of changed) this.changes.call(path);
  }

  /** For an operation that prepares nothing. */
  commitNow(commit: Commit): void {
    this.commit(this.begin(), commit);
  }

  /**
   * Remembers which file of the folder an operation is about to put a file of the upper layer over. What is seen does
   * not change. @throws {Error} with a `code` such as ENOSPC
   */
  cover(path: string, identity: Identity): void {
    if (this.over.get(path) === identity) return;
    this.#log.append('D', { id: 0, hide: [], renames: [], clear: false, over: [[path, identity]] });
    this.over.set(path, identity);
  }

  /** Whether a file of the folder, links not followed, is one that the device has put its own over, or has hidden. */
  knows(path: string, lower: Stats): boolean {
    const identity = identityOf(lower);
    return this.over.get(path) === identity || this.whiteouts.identityAt(path) === identity;
  }

  /** Whether the folder below shows as it is. */
  isUntouched(): boolean {
    const isEmpty = !existsSync(this.files) || readdirSync(this.files).length === 0;
    return isEmpty && this.whiteouts.size === 0;
  }

  /** Forgets everything: what was written, and what is hidden. */
  clear(): void {
    const { id, folder } = this.begin();
    const renames: readonly Rename[] = existsSync(this.files) ? [['files', folder]] : [];
    try {
      const start = this.#log.append('P', { id, hide: [], renames, clear: true });
      this.#rename(renames);
      this.#log.settle(start, 'D');
    } catch (error) {
      // Room is often what a clear is for, and then it is made in the order that needs none.
      if (codeOf(error) !== 'ENOSPC') throw error;
      this.#log.forget();
      rmSync(this.files, { recursive: true, force: true });
    }
    this.#log.forget();
    this.#prepared.clear();
    this.#clears++;
    this.#forget();
    this.changes.call('');
    void this.#discard([folder]);
  }

  #forget(): void {
    this.whiteouts.clear();
    this.over.clear();
  }

  #rewriteLog(): void {
    for (const path of this.over.keys()) if (statsOrNull(join(this.files, path)) === null) this.over.delete(path);
    this.#log.rewrite(this.whiteouts.all(), this.over);
  }

  #redo([from, to]: Rename): void {
    if (existsSync(this.at(from))) renameSync(this.at(from), this.at(to));
  }

  #rename(renames: readonly Rename[]): void {
    const done: Rename[] = [];
    try {
      for (const [from, to] of renames) {
        renameSync(this.at(from), this.at(to));
        done.push([from, to]);
      }
    } catch (error) {
      for (const [from, to] of done.reverse()) renameSync(this.at(to), this.at(from));
      throw error;
    }
  }

  async #discard(paths: readonly string[]): Promise<void> {
    // What cannot be deleted now is deleted when the volume is mounted again.
    for (const path of paths) await removeTree(this.at(path)).catch(() => {});
  }
}

function hiddenPaths(pairs: Iterable<readonly [string, string]>): HiddenPaths {
  const hidden = new HiddenPaths();
  for (const [path, identity] of pairs) hidden.add(path, identity);
  return hidden;
}
