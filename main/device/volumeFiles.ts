// Mirrors an overlay file system: the user's folder below, never changed, and the device's own layer above it.
import { mkdirSync, truncateSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rename } from './changeLog.ts';
import { copyDirectory, hideDirectory } from './directoryCopy.ts';
import type { DirectoryLayers } from './directoryWalk.ts';
import { copyOf } from './fileCopy.ts';
import { lowestAbove, realpathOr, seconds, statsOrNull } from './layer.ts';
import { type PreparedFile, preparedFile } from './preparedFile.ts';
import { type DirectoryView, type Place, Union, type VolumeEntry, type VolumeListing } from './union.ts';
import { type Layers, type Operation, UpperLayer } from './upperLayer.ts';
import type { MountedFiles } from './volumeAccess.ts';
import { failure, isWithin, parentOf, requireVolumePath } from './volumePath.ts';
import { HiddenPaths, identityOf } from './whiteouts.ts';

/** How often a copy is begun again because what is copied has changed meanwhile. */
const ATTEMPTS = 3;

/** The union of a folder and the layer above it. */
export class VolumeFiles implements MountedFiles {
  readonly #lower: string;
  readonly #upperLayer: UpperLayer;
  readonly #unionOfBoth: Union;

  constructor(layers: Layers) {
    this.#lower = layers.lower;
    this.#upperLayer = new UpperLayer(layers);
    this.#unionOfBoth = new Union(layers.lower, this.#upperLayer);
  }

  /** Both layers by themselves, for what compares them. */
  get layers(): DirectoryLayers {
    return { lower: this.#lower, upper: this.#upper };
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
    if ((place.upper ?? place.lower) !== null) throw failure('ENOTDIR', `${path} is a file.`);
    this.#requireDirectoryAbove(place.path);
    const upper = this.#upper;
    const operation = upper.begin();
    try {
      const made = upper.staged(operation, 'made');
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
    } else if (place.lower === null || truncate) this.#create(place);
    else await this.#copyUp(place, null);
    return this.#writable(place.path);
  }

  async prepareFile(path: string): Promise<PreparedFile> {
    const target = this.#union.locate(requireVolumePath(path));
    this.#requireNoDirectory(target);
    const upper = this.#upper;
    const operation = upper.begin();
    const made = upper.staged(operation, 'made');
    const place = () => {
      const over = this.#union.locate(target.path);
      this.#requireNoDirectory(over);
      this.#cover(over);
      upper.commit(operation, { renames: upper.placing(operation, made, target.path), changed: [target.path] });
    };
    return preparedFile(upper.at(made), { place, discard: () => upper.end(operation) });
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
      const copied = upper.staged(operation, 'copied');
      const lower = await copyOf(this.resolve(from) ?? '', upper.at(copied));
      // Both may have become something else while the bytes were copied.
      const now = this.#file(from);
      const over = this.#union.locate(target.path);
      if (isFree(target) && !isFree(over)) throw failure('EEXIST', `${to} is there already.`);
      if (now.upper !== null) return this.#moveUpper(now, target.path);
      this.#requireNoDirectory(over);
      this.#cover(over);
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
        const copied = upper.staged(operation, 'copied');
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
    const place = this.#file(path);
    const { path: relative, upper, lower } = place;
    const hide = new HiddenPaths();
    if (lower !== null && !lower.isDirectory() && this.#isKnown(place)) hide.add(relative, identityOf(lower));
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

  #create({ path, lower }: Place): void {
    this.#requireDirectoryAbove(path);
    const upper = this.#upper;
    this.#cover({ path, lower });
    if (upper.hasDirectory(parentOf(path)) && statsOrNull(join(upper.files, path)) === null) {
      writeFileSync(join(upper.files, path), '', { flag: 'wx' });
      upper.changes.call(path);
      return;
    }
    const operation = upper.begin();
    try {
      const made = upper.staged(operation, 'made');
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
      const copied = upper.staged(operation, 'copied');
      const lower = await copyOf(this.resolve(path) ?? '', upper.at(copied));
      if (mtimeMs !== null) utimesSync(upper.at(copied), seconds(mtimeMs), seconds(mtimeMs));
      const now = this.#file(path);
      if (now.upper !== null) return false;
      upper.cover(path, lower);
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
    if (source.lower !== null && this.#isKnown(source)) hide.add(source.path, identityOf(source.lower));
    this.#cover(this.#union.locate(to));
    const operation = upper.begin();
    try {
      const renames = upper.placing(operation, `files/${source.path}`, to);
      upper.commit(operation, { hide, renames, durable: hide.size > 0, changed: [source.path, to] });
    } finally {
      upper.endNow(operation);
    }
  }

  /** Whether nobody has put a file of their own below one of the upper layer since: it does not go with that one. */
  #isKnown({ path, upper, lower }: Place): boolean {
    if (upper === null || lower === null) return true;
    return this.#upper.knows(path, lower);
  }

  /** What of the folder a file is put over is known afterwards; a directory is only merged. */
  #cover({ path, lower }: Pick<Place, 'path' | 'lower'>): void {
    if (lower !== null && !lower.isDirectory()) this.#upper.cover(path, identityOf(lower));
  }

  #taking(operation: Operation, { path, upper }: Place): readonly Rename[] {
    return upper === null ? [] : [[`files/${path}`, this.#upper.staged(operation, 'taken')]];
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
    const above = lowestAbove(path, (at) => this.#union.stat(at));
    if (above?.isDirectory === false) throw failure('ENOTDIR', `${above.name} above ${path} is a file.`);
  }
}

function isFree({ upper, lower }: Place): boolean {
  return upper === null && lower === null;
}
