// What is remembered of a volume's folder, so that the empty place of a disk is not taken for a folder that was emptied.
import { type Dir, opendirSync } from 'node:fs';
import { join } from 'node:path';
import { statsOrNull } from './layer.ts';

export type KnownFolder = Readonly<{
  folder: string;
  /** As identityOfFolder(). */
  identity: string | null;
  /** Some of its files: the paths below it, and their bytes. */
  files: readonly (readonly [path: string, size: number])[];
  /** Where other disks were mounted in it: paths below it. */
  disks: readonly string[];
}>;

/** What lies at a volume's place: the folder that was there, nothing at all, or another folder. */
export type FolderAnswer = 'same' | 'empty' | 'other';

/** A folder that was emptied by hand keeps its identity; from so many known files on it is asked about all the same. */
const MANY = 10;
/** A copy, or a backup that was played back, has most of the files; one in four is enough to know it by. */
const SHARE_KNOWN = 4;
const MOST_DIRECTORIES = 16;
const MOST_FILES = 48;
/** Of one directory, so that the files are of several; more than MANY, as a folder may have all of them in one. */
const FILES_EACH = 12;
const DIRECTORIES_EACH = 6;
/** Looked at of one directory, which may have a million entries. */
const ENTRIES_EACH = 64;

/**
 * Compares what lies at the place of a folder with what is remembered of it.
 * @param hasSameIdentity null when the file system does not tell, then or now
 */
export function folderAnswer(
  now: Readonly<{ hasSameIdentity: boolean | null; isEmpty: boolean; known: number; found: number }>,
): FolderAnswer {
  const { hasSameIdentity, isEmpty, known, found } = now;
  if (known === 0) return 'same';
  if (isEmpty) return hasSameIdentity === true && known < MANY ? 'same' : 'empty';
  if (hasSameIdentity === true) return 'same';
  return found * SHARE_KNOWN >= known ? 'same' : 'other';
}

/** How many of the files are still there, with as many bytes. */
export function foundFiles({ folder, files }: Pick<KnownFolder, 'folder' | 'files'>): number {
  return files.filter(([path, size]) => {
    const stats = statsOrNull(join(folder, path));
    return stats?.isFile() === true && stats.size === size;
  }).length;
}

/** Whether nothing is in a folder. @throws {Error} with a `code` when it cannot be listed */
export function isEmptyFolder(folder: string): boolean {
  const directory = opendirSync(folder);
  try {
    return directory.readSync() === null;
  } finally {
    directory.closeSync();
  }
}

/** Some files of a folder, from several of its directories; few enough to be looked for in an instant. */
export function someFiles(folder: string): KnownFolder['files'] {
  const files: (readonly [string, number])[] = [];
  const pending = [''];
  for (let looked = 0; looked < MOST_DIRECTORIES && files.length < MOST_FILES; looked++) {
    const directory = pending.shift();
    if (directory === undefined) break;
    const some = someEntries(folder, directory);
    files.push(...some.files.slice(0, MOST_FILES - files.length));
    pending.push(...some.directories);
  }
  return files;
}

/** One that somebody has edited into something else counts as none. */
export function knownFolderOf(saved: unknown): KnownFolder | null {
  if (typeof saved !== 'object' || saved === null) return null;
  const { folder, identity, files, disks }: Partial<Record<keyof KnownFolder, unknown>> = saved;
  if (typeof folder !== 'string' || !Array.isArray(files) || !files.every(isKnownFile)) return null;
  const known = Array.isArray(disks) ? disks.filter((disk) => typeof disk === 'string') : [];
  return { folder, identity: typeof identity === 'string' ? identity : null, files, disks: known };
}

function isKnownFile(value: unknown): value is KnownFolder['files'][number] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
}

function someEntries(folder: string, directory: string) {
  const files: (readonly [string, number])[] = [];
  const directories: string[] = [];
  const listing = opened(join(folder, directory));
  try {
    for (let seen = 0; listing !== null && seen < ENTRIES_EACH; seen++) {
      const entry = listing.readSync();
      if (entry === null || (files.length === FILES_EACH && directories.length === DIRECTORIES_EACH)) break;
      // Caches and their like come and go.
      if (entry.name.startsWith('.')) continue;
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      const size = entry.isFile() && files.length < FILES_EACH ? sizeOf(join(folder, path)) : 0;
      if (size > 0) files.push([path, size]);
      else if (entry.isDirectory() && directories.length < DIRECTORIES_EACH) directories.push(path);
    }
  } catch {
    // What cannot be listed any more tells nothing.
  } finally {
    listing?.closeSync();
  }
  return { files, directories };
}

/** 0 for what is not there under this name: one that no text can say. */
function sizeOf(path: string): number {
  return statsOrNull(path)?.size ?? 0;
}

function opened(directory: string): Dir | null {
  try {
    return opendirSync(directory);
  } catch {
    return null;
  }
}
