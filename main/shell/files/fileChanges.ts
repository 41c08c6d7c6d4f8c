// Mirrors what FUSE does on a device: files that a shell changes, and the rows that follow at once.
import { posix } from 'node:path';
import type { DeviceFiles, FilePlace } from '../../device/deviceFiles.ts';
import { chunks } from '../language/redirections.ts';
import { isDirectory } from './fileText.ts';

/** @throws {Error} with a `code`; EEXIST for what is there, ENOENT where the directory above is not */
export async function makeDirectory(files: DeviceFiles, path: string, withParents: boolean): Promise<void> {
  const found = statOrNull(files, path);
  if (found !== null && withParents && isDirectory(found)) return;
  if (found !== null) throw failure('EEXIST', path);
  const place = files.place(path);
  if (!withParents) {
    const above = files.stat(posix.dirname(path.replace(/\/+$/, '')));
    if (!isDirectory(above)) throw failure('ENOTDIR', path);
  }
  place.mount.files.mkdirs(place.relative);
  await files.scan(place);
}

/** unlink(2). @throws {Error} with a `code` */
export async function removeFile(files: DeviceFiles, path: string): Promise<void> {
  if (isDirectory(files.stat(path))) throw failure('EISDIR', path);
  const place = changeable(files, path);
  place.mount.files.deleteFile(place.relative);
  await files.scan(place);
}

/** rmdir(2). @throws {Error} with a `code`; ENOTEMPTY */
export async function removeDirectory(files: DeviceFiles, path: string): Promise<void> {
  if (!isDirectory(files.stat(path))) throw failure('ENOTDIR', path);
  const place = changeable(files, path);
  if ((await files.readdir(path)).length > 0) throw failure('ENOTEMPTY', path);
  await deleteTree(files, place);
}

/** A file, or a directory with all below it. @throws {Error} with a `code` */
export async function removeTree(files: DeviceFiles, path: string): Promise<void> {
  if (!isDirectory(files.stat(path))) return removeFile(files, path);
  await deleteTree(files, changeable(files, path));
}

/** rename(2). @throws {Error} with a `code`; EXDEV between two volumes */
export async function rename(files: DeviceFiles, from: string, to: string): Promise<void> {
  const moved = files.stat(from);
  const [source, target] = [changeable(files, from), files.place(to)];
  if (source.mount.path !== target.mount.path) throw failure('EXDEV', to);
  const there = statOrNull(files, to);
  if (there !== null && isDirectory(there) !== isDirectory(moved))
    throw failure(isDirectory(there) ? 'EISDIR' : 'ENOTDIR', to);
  if (isDirectory(moved)) await source.mount.files.moveDirectory(source.relative, target.relative);
  else await source.mount.files.moveFile(source.relative, target.relative);
  await files.scan(source);
  await files.scan(target);
}

/** A file's bytes. @param mtimeMs of the copy. @throws {Error} with a `code` */
export async function copyFile(files: DeviceFiles, from: string, to: string, mtimeMs: number): Promise<void> {
  const source = await files.openForReading(from);
  try {
    const target = await files.prepareFile(to);
    try {
      for await (const bytes of chunks(source)) await target.write(bytes);
      await (await target.place(mtimeMs)).indexed;
    } finally {
      await target.discard();
    }
  } finally {
    await source.close();
  }
}

/** Puts a whole file at a path, over what is there. @throws {Error} with a `code` */
export async function writeWhole(files: DeviceFiles, path: string, bytes: Uint8Array, mtimeMs: number): Promise<void> {
  const target = await files.prepareFile(path);
  try {
    await target.write(bytes);
    await (await target.place(mtimeMs)).indexed;
  } finally {
    await target.discard();
  }
}

/** Makes an empty file where there is none, or gives the one that is there another time. @throws {Error} with a `code` */
export async function touchFile(files: DeviceFiles, path: string, mtimeMs: number): Promise<void> {
  const found = statOrNull(files, path);
  if (found === null) {
    const file = await files.prepareFile(path);
    try {
      files.stat(posix.dirname(path));
      await (await file.place(mtimeMs)).indexed;
    } finally {
      await file.discard();
    }
    return;
  }
  // A directory's time is its folder's own.
  if (isDirectory(found)) return;
  const place = changeable(files, path);
  await place.mount.files.setLastModified(place.relative, mtimeMs);
  await files.scan(place);
}

async function deleteTree(files: DeviceFiles, place: FilePlace): Promise<void> {
  await place.mount.files.deleteDirectory(place.relative);
  await files.scan(place);
}

/** Where it is; a volume's root itself stays. */
function changeable(files: DeviceFiles, path: string): FilePlace {
  const place = files.place(path);
  if (place.relative === '') throw failure('EBUSY', path);
  return place;
}

export function statOrNull(files: DeviceFiles, path: string) {
  try {
    return files.stat(path);
  } catch {
    return null;
  }
}

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
