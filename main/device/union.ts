// Mirrors the lookup of an overlay file system: what a volume shows of its two layers.

import { lstatSync, type Stats } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { type DirectoryNames, eachName, isDoubtful, namesIn } from './directoryNames.ts';
import { type ChangedBy, FoldedNames } from './foldedNames.ts';
import { below, insideOf, isGone, lowestAbove, realpathOr, statsOrNull } from './layer.ts';
import { Slices } from './realTime.ts';
import { isTemporaryName } from './temporaryFile.ts';
import type { UpperLayer } from './upperLayer.ts';
import { childOf, codeOf, failure, parentOf, volumePath } from './volumePath.ts';

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

/** A large directory by its names: what each of them is, is looked at when somebody asks. */
export type DirectoryView = Readonly<{
  /** In the order of the file system. */
  names: readonly string[];
  /** Those of the names that are of directories, as far as the listing itself tells: links to some are not. */
  directories: ReadonlySet<string>;
  /** What is there under one of the names now; null when it went, or the volume did. */
  entry(name: string): VolumeEntry | null;
  /** What is there but cannot be shown, of all that was looked at so far, one sentence each. */
  readonly skipped: readonly string[];
}>;

/** A place on the volume; `path` leads through no symbolic link, but may itself be one of the folder. */
export type Place = Readonly<{
  path: string;
  /** What the upper layer has there: a file or a directory. */
  upper: Stats | null;
  /** What the folder shows there, under what the upper layer has. */
  lower: Stats | null;
}>;

/** A directory without links in its path, and whether it is one of the folder's. */
type Directory = Readonly<{ path: string; isInLower: boolean }>;

/** The names of a directory, by layer; null for a layer that does not have it. */
type ReadDirectory = Readonly<{ path: string; upper: DirectoryNames | null; lower: DirectoryNames | null }>;

/** Less than a name takes in any directory whose file system says how large it is, bytes. */
const SHORTEST_ENTRY = 16;

export class Union {
  readonly #lower: string;
  readonly #upper: UpperLayer;
  readonly #names = new FoldedNames();
  readonly #lowerChangedBy: ChangedBy;

  /** @param lowerChangedBy who changes the folder; whoever asks tells of what it changes there by changing() */
  constructor(lower: string, upper: UpperLayer, lowerChangedBy: ChangedBy = 'others') {
    this.#lower = lower;
    this.#upper = upper;
    this.#lowerChangedBy = lowerChangedBy;
    upper.changes.add((path) => {
      const added = statsOrNull(join(upper.files, path)) === null ? null : posix.basename(path);
      this.#names.changed(join(upper.files, parentOf(path)), added);
    });
  }

  stat(path: string): VolumeEntry | null {
    const relative = volumePath(path);
    if (relative === null) return null;
    const place = this.locate(relative);
    return this.#entry(posix.basename(relative), place, place.path);
  }

  /** The place of a path, whether something is there or not; a link at its end is not followed, those before it are. */
  locate(relative: string): Place {
    return this.#at(this.#directory(parentOf(relative)), posix.basename(relative));
  }

  /** The same, with a link at its end followed; null for one that leads out of the folder, or nowhere. */
  follow(relative: string): Place | null {
    const place = this.locate(relative);
    if (place.upper !== null || place.lower?.isSymbolicLink() !== true) return place;
    const real = insideOf(this.#lower, place.path);
    const target = real === null ? null : this.#at({ path: '', isInLower: true }, below(this.#lower, real));
    return target?.upper === null && target.lower === null ? null : target;
  }

  /** Whether something can be listed there. */
  isDirectory(place: Place): boolean {
    return (place.upper ?? place.lower)?.isDirectory() === true;
  }

  async readdir(path: string): Promise<VolumeListing> {
    return this.#list(await this.#read(this.#listed(path)));
  }

  async readdirUpTo(path: string, most: number): Promise<VolumeListing | null> {
    const place = this.#listed(path);
    const room = (place.upper?.size ?? 0) + (place.lower?.size ?? 0);
    if (room > most * SHORTEST_ENTRY && (await this.#hasMore(place, most))) return null;
    const read = await this.#read(place);
    const count = (read.upper?.names.length ?? 0) + (read.lower?.names.length ?? 0);
    return count > most ? null : this.#list(read);
  }

  async openDirectory(path: string): Promise<DirectoryView> {
    const place = this.#listed(path);
    const upper = join(realpathOr(this.#upper.files), place.path);
    const lower = join(realpathOr(this.#lower), place.path);
    const [above, directories] = [new Set<string>(), new Set<string>()];
    const unnamed: string[] = [];
    // A name may be looked at more than once.
    const told = new Set<string>();
    if (place.upper !== null)
      await eachName(upper, (dirent) => {
        if (dirent.isFile() || dirent.isDirectory()) above.add(dirent.name);
        if (dirent.isDirectory()) directories.add(dirent.name);
      });
    const names = [...above];
    const isInLower = place.lower?.isDirectory() === true;
    const entry = (name: string) => {
      const own = place.upper === null ? null : entryIn(upper, name);
      if (!isInLower || own?.isDirectory === false) return own;
      const skipped: string[] = [];
      const below = this.#lowerEntry(place.path, lower, name, skipped);
      for (const sentence of skipped) told.add(sentence);
      return own === null || below === null ? (own ?? below) : merged(own, below);
    };
    const view = {
      ...{ names, directories, entry },
      get skipped() {
        return [...unnamed, ...told];
      },
    };
    if (!isInLower) return view;
    const mayHide = this.#upper.whiteouts.mayHideIn(place.path);
    await eachName(lower, (dirent) => {
      if (above.has(dirent.name)) return;
      // Only what a look at its name does not settle is looked at itself.
      const isPlain = (dirent.isFile() || dirent.isDirectory()) && !isDoubtful(dirent.name);
      const isShown = isPlain && !mayHide ? !isTemporaryName(dirent.name) : entry(dirent.name) !== null;
      if (isShown) names.push(dirent.name);
      else if (isDoubtful(dirent.name) && statsOrNull(join(lower, dirent.name)) === null)
        unnamed.push(unnameable(childOf(place.path, dirent.name)));
      if (isShown && dirent.isDirectory()) directories.add(dirent.name);
    });
    return view;
  }

  existsIgnoringCase(path: string): boolean {
    const relative = volumePath(path);
    if (relative === null) return false;
    if (this.stat(relative) !== null) return true;
    let directories: readonly string[] = [''];
    for (const name of relative.split('/')) {
      const found = directories.flatMap((directory) =>
        this.#namesLike(directory, name).map((like) => childOf(directory, like)),
      );
      directories = [...new Set(found)].filter((like) => this.stat(like) !== null);
    }
    return directories.length > 0;
  }

  spelled(path: string): string {
    const relative = volumePath(path);
    if (relative === null || this.stat(relative) !== null) return path;
    const names = relative.split('/');
    let found = '';
    for (const [index, name] of names.entries()) {
      const next = this.#asItIs(found, name);
      if (next === null) return [...(found === '' ? [] : [found]), ...names.slice(index)].join('/');
      found = next;
    }
    return found;
  }

  #listed(path: string): Place {
    const relative = volumePath(path);
    const place = relative === null ? null : this.follow(relative);
    if (place === null || (place.upper ?? place.lower) === null)
      throw failure('ENOENT', `There is no directory ${path}.`);
    if (!this.isDirectory(place)) throw failure('ENOTDIR', `${path} is a file.`);
    return place;
  }

  #asItIs(directory: string, name: string): string | null {
    const isThere = (path: string) => this.stat(path) !== null;
    const path = childOf(directory, name);
    if (isThere(path)) return path;
    const others = this.#namesLike(directory, name).map((like) => childOf(directory, like));
    return others.find(isThere) ?? null;
  }

  #namesLike(directory: string, name: string): readonly string[] {
    const place = this.follow(directory);
    if (place === null || !this.isDirectory(place)) return [];
    const above = place.upper === null ? [] : this.#names.like(join(this.#upper.files, place.path), name, 'us');
    return [...above, ...this.#names.like(join(this.#lower, place.path), name, this.#lowerChangedBy)];
  }

  /** To be called before a name of the folder is made or taken away; what it answers is called afterwards. */
  changing(path: string): () => void {
    const changed = this.#names.changing(join(this.#lower, parentOf(path)));
    return () => changed(statsOrNull(join(this.#lower, path)) === null ? null : posix.basename(path));
  }

  /** A directory with the links of the folder in its path resolved; what is not there is taken as it is written. */
  #directory(relative: string): Directory {
    // Nearly every path goes this way; only one that is not in the folder as it is written is walked name by name.
    if (relative === '' || insideOf(this.#lower, relative) === join(realpathOr(this.#lower), relative))
      return { path: relative, isInLower: true };
    let directory: Directory = { path: '', isInLower: true };
    const names = relative.split('/');
    for (const [index, name] of names.entries()) {
      const { path, upper, lower } = this.#at(directory, name);
      const real = upper === null && lower !== null ? insideOf(this.#lower, path) : null;
      if (real !== null) directory = { path: below(this.#lower, real), isInLower: true };
      else directory = { path, isInLower: upper !== null && lower?.isDirectory() === true };
      // Nothing of the folder is below this, and so no link: an app can make thousands of levels.
      if (!directory.isInLower) return { path: [path, ...names.slice(index + 1)].join('/'), isInLower: false };
    }
    return directory;
  }

  #at(directory: Directory, name: string): Place {
    const path = childOf(directory.path, name);
    if (path === '') return { path, upper: statsOrNull(this.#upper.files), lower: this.#root() };
    const upper = this.#aboveAt(path);
    if (upper === 'in the way') return { path, upper: null, lower: null };
    const lower = directory.isInLower && !isTemporaryName(name) ? statsOrNull(join(this.#lower, path)) : null;
    return { path, upper, lower: lower === null || this.#upper.whiteouts.hides(path, lower) ? null : lower };
  }

  /** The folder that is mounted may itself be a link. */
  #root(): Stats | null {
    return statsOrNull(realpathOr(this.#lower));
  }

  /** No link is ever made in the upper layer: whoever put one there wants out, and it counts as nothing. */
  #aboveAt(path: string): Stats | null | 'in the way' {
    const stats = statsOrNull(join(this.#upper.files, path));
    if (stats?.isFile() || stats?.isDirectory()) return this.#upper.isPlain(parentOf(path)) ? stats : null;
    return lowestAbove(path, (above) => statsOrNull(join(this.#upper.files, above)))?.isFile() ? 'in the way' : null;
  }

  #entry(name: string, { path, upper, lower }: Place, from: string): VolumeEntry | null {
    if (upper !== null) {
      const mtimeMs = upper.isDirectory() && lower?.isDirectory() ? Math.max(upper.mtimeMs, lower.mtimeMs) : 0;
      return entryFrom({ name, realPath: join(realpathOr(this.#upper.files), path), stats: upper, mtimeMs });
    }
    if (lower === null) return null;
    if (!lower.isSymbolicLink())
      return entryFrom({ name, realPath: join(realpathOr(this.#lower), path), stats: lower, mtimeMs: 0 });
    const target = path === from ? this.follow(path) : null;
    const entry = target === null ? null : this.#entry(name, target, from);
    return entry === null ? null : { ...entry, isLink: true };
  }

  /** Counts no further than it has to: all names of a directory at once are a turn that is seen. */
  async #hasMore({ path, upper, lower }: Place, most: number): Promise<boolean> {
    let count = 0;
    const see = () => (++count > most ? 'enough' : null);
    if (upper !== null) await eachName(join(realpathOr(this.#upper.files), path), see);
    if (lower?.isDirectory() === true && count <= most) await eachName(join(realpathOr(this.#lower), path), see);
    return count > most;
  }

  /** The names of both layers, without a look at what they are of. */
  async #read({ path, upper, lower }: Place): Promise<ReadDirectory> {
    const namesOf = (layer: string) => unlessGone(namesIn(join(realpathOr(layer), path)));
    return {
      path,
      upper: upper === null ? null : await namesOf(this.#upper.files),
      lower: lower?.isDirectory() === true ? await namesOf(this.#lower) : null,
    };
  }

  async #list({ path, upper, lower }: ReadDirectory): Promise<VolumeListing> {
    const entries = new Map<string, VolumeEntry>();
    const skipped: string[] = [];
    if (upper !== null) await this.#listUpper(path, upper, entries);
    if (lower !== null) await this.#listLower(path, lower, entries, skipped);
    return { entries: [...entries.values()], skipped };
  }

  async #listUpper(path: string, { names }: DirectoryNames, entries: Map<string, VolumeEntry>): Promise<void> {
    const real = join(realpathOr(this.#upper.files), path);
    const slices = new Slices();
    for (const name of names) {
      const entry = entryIn(real, name);
      if (entry !== null) entries.set(name, entry);
      if (slices.isOver) await slices.breathe();
    }
  }

  async #listLower(
    path: string,
    { names, broken }: DirectoryNames,
    entries: Map<string, VolumeEntry>,
    skipped: string[],
  ): Promise<void> {
    const real = join(realpathOr(this.#lower), path);
    const slices = new Slices();
    for (const name of broken) skipped.push(unnameable(childOf(path, name)));
    for (const name of names) {
      const above = entries.get(name);
      const entry = this.#lowerEntry(path, real, name, skipped);
      if (entry !== null) entries.set(name, above === undefined ? entry : merged(above, entry));
      if (slices.isOver) await slices.breathe();
    }
  }

  #lowerEntry(directory: string, real: string, name: string, skipped: string[]): VolumeEntry | null {
    if (isTemporaryName(name)) return null;
    const path = childOf(directory, name);
    const realPath = real + sep + name;
    const stats = lookOrTell(realPath, path, skipped);
    if (stats === null) return null;
    const { whiteouts } = this.#upper;
    if (whiteouts.mayHideIn(directory) && whiteouts.hides(path, stats)) return null;
    if (!stats.isSymbolicLink()) return entryFrom({ name, realPath, stats, mtimeMs: 0 });
    const entry = this.#entry(name, { path, upper: null, lower: stats }, path);
    if (entry === null) skipped.push(`${path} is a link that leads out of the folder, or nowhere.`);
    return entry;
  }
}

/** A name that was listed and cannot be looked at is told; one that went meanwhile is not. */
function lookOrTell(realPath: string, path: string, skipped: string[]): Stats | null {
  try {
    return lstatSync(realPath, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (!isGone(error)) skipped.push(unlookable(path, error));
    return null;
  }
}

/** One sentence about a name that nothing can be asked for by. */
function unnameable(path: string): string {
  return `${path} has a name that is not UTF-8; rename it to see it.`;
}

/** One sentence about a name that was listed and cannot be looked at. */
function unlookable(path: string, error: unknown): string {
  if (codeOf(error) === 'ENAMETOOLONG')
    return `${path} lies deeper than a path can say on this computer; move it up, or give the folders above it shorter names.`;
  const why = error instanceof Error ? error.message : String(error);
  return `${path} could not be looked at; what is known of it stays until it can be: ${why}.`;
}

/** What went away between a look and the next is empty. */
async function unlessGone(listing: Promise<DirectoryNames>): Promise<DirectoryNames> {
  try {
    return await listing;
  } catch (error) {
    if (isGone(error)) return { names: [], broken: [] };
    throw error;
  }
}

/** What the upper layer has under a name. */
function entryIn(directory: string, name: string): VolumeEntry | null {
  const realPath = join(directory, name);
  const stats = statsOrNull(realPath);
  return stats === null ? null : entryFrom({ name, realPath, stats, mtimeMs: 0 });
}

/** A directory of both layers has changed when one of them has; a file covers what is below it. */
function merged(above: VolumeEntry, lower: VolumeEntry): VolumeEntry {
  if (!above.isDirectory || !lower.isDirectory || lower.isLink) return above;
  return { ...above, mtimeMs: Math.max(above.mtimeMs, lower.mtimeMs) };
}

function entryFrom(
  found: Readonly<{ name: string; realPath: string; stats: Stats; mtimeMs: number }>,
): VolumeEntry | null {
  const { name, realPath, stats, mtimeMs } = found;
  if (!stats.isFile() && !stats.isDirectory()) return null;
  const time = Math.trunc(Math.max(stats.mtimeMs, mtimeMs));
  return { name, isDirectory: stats.isDirectory(), size: stats.size, mtimeMs: time, realPath, isLink: false };
}
