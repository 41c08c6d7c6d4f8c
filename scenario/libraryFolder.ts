// The folder of photos a scenario is about, written anew for it.
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { fileBytes } from './content.ts';
import { filledIn, type Variables } from './values.ts';
import type { FileEntry, LibrarySpec } from './words.ts';

/** The newest generated photo; each other is a day older. */
const NEWEST = Date.UTC(2026, 0, 14, 12);
const DAY = 86_400_000;

/** What a library is, as one short text: the same for the same files. */
export function libraryKey(library: LibrarySpec, directory: string, variables: Variables): string {
  return createHash('sha256')
    .update(JSON.stringify([filesOf(library, variables), directory]))
    .digest('hex');
}

/** Makes the folder hold just these files. Only ever called for a folder that was made for scenarios. */
export async function writeLibrary(
  folder: string,
  library: LibrarySpec,
  directory: string,
  variables: Variables,
): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
  await writeFiles(folder, filesOf(library, variables), directory);
}

/** Adds files to a folder. @throws {Error} for a path that leads out of it */
export async function writeFiles(folder: string, files: readonly FileEntry[], directory: string): Promise<void> {
  const made = new Set<string>();
  for (const [serial, file] of files.entries()) {
    const path = inside(folder, file.path);
    if (!made.has(dirname(path))) await mkdir(dirname(path), { recursive: true });
    made.add(dirname(path));
    await writeFile(path, await fileBytes(file, directory, serial));
    const time = file.modified ?? file.taken ?? new Date(NEWEST).toISOString();
    await utimes(path, new Date(time), new Date(time));
  }
}

/** A path in a folder, for whoever wrote the scenario may be a stranger. @throws {Error} for one that leads out of it */
export function inside(folder: string, path: string): string {
  const full = normalize(join(folder, path));
  if (full.startsWith(`${folder}/`) || full.startsWith(`${folder}\\`)) return full;
  throw new Error(`“${path}” is not in the folder.`);
}

/** Every file of a library, those that are generated and those of a `repeat` one by one. */
export function filesOf({ generate, files = [] }: LibrarySpec, variables: Variables): readonly FileEntry[] {
  const { images = 0, videos = 0, seed = 0 } = generate ?? {};
  const made = Array.from({ length: images + videos }, (_, index) => generated(index, index < images, seed));
  return [...made, ...repeated(files, variables)];
}

/** Files with their `repeat` counted out. */
export function repeated(files: readonly FileEntry[], variables: Variables): readonly FileEntry[] {
  return files.flatMap(({ repeat = 1, ...file }) =>
    Array.from({ length: repeat }, (_, n) => filledIn(file, new Map([...variables, ['n', n]])) as FileEntry),
  );
}

function generated(index: number, isImage: boolean, seed: number): FileEntry {
  const taken = new Date(NEWEST - index * DAY).toISOString();
  const stamp = taken.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');
  const name = isImage ? `IMG_${stamp}.jpg` : `VID_${stamp}.mp4`;
  return { path: `DCIM/Camera/${name}`, taken, width: 64 + (seed % 16) };
}
