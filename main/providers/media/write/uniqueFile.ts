// Mirrors MediaProvider FileUtils.buildUniqueFile and its name iterators.
import { posix } from 'node:path';
import { Throwable } from '../../../../contract/android/errors.ts';
import { splitFileName } from './fileNames.ts';

/** Names of a camera as DCF prescribes them: IMG_1001. */
const PATTERN_DCF_STRICT = /^([A-Z0-9_]{4})([0-9]{4})$/;
/** Names of a camera by the second: IMG_20190102_030405~2. */
const PATTERN_DCF_RELAXED = /^((?:IMG|MVIMG|VID)_[0-9]{8}_[0-9]{6})(?:~([0-9]+))?$/;

const LAST_DCF_STRICT = 9999;
const LAST_DCF_RELAXED = 99;
/** `name`, then `name (1)` to `name (31)`. */
const NAMES = 32;

/**
 * The first path in a directory that no file has yet, for a file of this type.
 * @param directory path of the device, without a slash at its end
 * @param mimeType the type whose extension the name gets; null keeps the one it has
 * @param exists whether a path of the device is taken
 * @throws {Throwable} FileNotFoundException when every candidate is taken
 */
export function buildUniqueFile(
  directory: string,
  mimeType: string | null,
  displayName: string,
  exists: (path: string) => boolean,
): string {
  const { name, ext } = mimeType === null ? splitAtLastDot(displayName) : splitFileName(mimeType, displayName);
  for (const candidate of uniqueNames(directory, name)) {
    const path = buildFile(directory, candidate, ext);
    if (!exists(path)) return path;
  }
  throw new Throwable('FileNotFoundException', 'Failed to create unique file');
}

/** FileUtils.buildNonUniqueFile: the first candidate of buildUniqueFile, taken or not. */
export function buildNonUniqueFile(directory: string, mimeType: string, displayName: string): string {
  const { name, ext } = splitFileName(mimeType, displayName);
  return buildFile(directory, name, ext);
}

function buildFile(directory: string, name: string, ext: string): string {
  return posix.join(directory, ext === '' ? name : `${name}.${ext}`);
}

function splitAtLastDot(displayName: string): Readonly<{ name: string; ext: string }> {
  const lastDot = displayName.lastIndexOf('.');
  if (lastDot < 0) return { name: displayName, ext: '' };
  return { name: displayName.slice(0, lastDot), ext: displayName.slice(lastDot + 1) };
}

function* uniqueNames(directory: string, name: string): Generator<string> {
  // Any directory above counts, but only in capitals.
  const isDcim = directory.split('/').includes('DCIM');
  const strict = isDcim ? PATTERN_DCF_STRICT.exec(name) : null;
  const relaxed = isDcim ? PATTERN_DCF_RELAXED.exec(name) : null;
  if (strict !== null) {
    for (let i = Number(strict[2]); i <= LAST_DCF_STRICT; i++) yield `${strict[1]}${String(i).padStart(4, '0')}`;
  } else if (relaxed !== null) {
    const [, prefix = '', number] = relaxed;
    for (let i = Number(number ?? 1); i <= LAST_DCF_RELAXED; i++) yield i === 1 ? prefix : `${prefix}~${i}`;
  } else {
    for (let i = 0; i < NAMES; i++) yield i === 0 ? name : `${name} (${i})`;
  }
}
