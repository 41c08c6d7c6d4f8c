import { posix, sep } from 'node:path';

/** PATH_MAX without its NUL, bytes. */
const LONGEST_PATH = 4_095;

/** The path without a slash at either end; null for what could lead out of the volume, or cannot be a name on disk. */
export function volumePath(path: string): string | null {
  const trimmed = path.replace(/^\/+|\/+$/g, '');
  if (trimmed === '') return '';
  if (Buffer.byteLength(trimmed) > LONGEST_PATH) return null;
  return trimmed.split('/').every(isName) ? trimmed : null;
}

/** @throws {Error} with the code ENOENT for what cannot be a path on the volume */
export function requireVolumePath(path: string): string {
  const relative = volumePath(path);
  if (relative === null) throw failure('ENOENT', `${path} is not on the volume.`);
  return relative;
}

function isName(name: string): boolean {
  // Half of a surrogate pair would be written as another character than it is read back as.
  if (name === '' || name === '.' || name === '..' || name.includes('\0') || !name.isWellFormed()) return false;
  return sep === '/' || !/[\\:]/.test(name);
}

/** '' for what is directly in the root, and for the root itself. */
export function parentOf(path: string): string {
  const parent = posix.dirname(path);
  return parent === '.' ? '' : parent;
}

export function childOf(parent: string, name: string): string {
  return parent === '' ? name : `${parent}/${name}`;
}

/** Whether `path` is `directory` or something in it. */
export function isWithin(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

/** An error with a code as the file system's own have it. */
export function failure(code: string, sentence: string): Error {
  return Object.assign(new Error(sentence), { code });
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

/** The path on the device of a place on a volume. `volume.path` is where apps see the volume, without a slash at its end. */
export function devicePath(volume: Readonly<{ path: string }>, relative: string): string {
  return relative === '' ? volume.path : `${volume.path}/${relative}`;
}
