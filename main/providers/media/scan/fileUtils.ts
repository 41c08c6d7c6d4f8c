// Mirrors MediaProvider FileUtils: what a path alone says about a row.
import { posix } from 'node:path';
import { Throwable } from '../../../../contract/android/errors.ts';

/** An absolute path with nothing to resolve in it. */
const CANONICAL = /^(?:\/(?!\.\.?(?:\/|$))[^/]+)+$/;
const PATTERN_RELATIVE_PATH = /^\/storage\/(?:emulated\/[0-9]+\/|[^/]+\/)/i;
const PATTERN_VOLUME_NAME = /^\/storage\/([^/]+)/i;
const PATTERN_OWNED_PATH = /^\/storage\/[^/]+\/(?:[0-9]+\/)?Android\/(?:data|media|obb)\/([^/]+)(\/?.*)?$/i;
const PATTERN_DOWNLOADS_FILE = /^\/storage\/[^/]+\/(?:[0-9]+\/)?Download\/.+$/i;
const PATTERN_DATA_OR_OBB_PATH = /^\/storage\/[^/]+\/(?:[0-9]+\/)?Android\/(?:data|obb)\/?$/i;
const PATTERN_DATA_OR_OBB_RELATIVE_PATH = /^Android\/(?:data|obb)(?:\/.*)?$/is;
/** `.pending-<seconds>-<name>` and `.trashed-<seconds>-<name>`. */
export const PATTERN_EXPIRES_FILE = /^\.(pending|trashed)-(\d+)-([^/]+)$/i;

/** The columns computeValuesFromData fills from `_data`. */
export type PathValues = Readonly<{
  _data: string;
  volume_name: string;
  relative_path: string | null;
  is_pending: number;
  is_trashed: number;
  /** Seconds since 1970 UTC. */
  date_expires: number | null;
  _display_name: string;
  bucket_id: string | null;
  bucket_display_name: string | null;
}>;

/** File.getCanonicalPath without touching the disk; null when the path cannot name a file. */
function canonicalPath(path: string): string | null {
  if (path.includes('\0')) return null;
  return CANONICAL.test(path) ? path : posix.resolve('/', path);
}

/** Relative path with its last slash, `/` at the root of a volume, null outside of /storage. */
export function extractRelativePath(path: string): string | null {
  const data = canonicalPath(path);
  return data === null ? null : relativePathOf(data);
}

function relativePathOf(data: string): string | null {
  const volume = PATTERN_RELATIVE_PATH.exec(data);
  if (volume === null) return null;
  const lastSlash = data.lastIndexOf('/');
  return lastSlash < volume[0].length ? '/' : data.slice(volume[0].length, lastSlash + 1);
}

/** The relative path a directory gives to the files in it; null outside of /storage. */
export function extractRelativePathForDirectory(path: string): string | null {
  if (/^\/storage\/emulated\/?$/.test(path)) return null;
  const data = path.endsWith('/') ? path : `${path}/`;
  const volume = PATTERN_RELATIVE_PATH.exec(data);
  if (volume === null) return null;
  return volume[0].length === data.length ? '/' : data.slice(volume[0].length);
}

/** MediaStore's volume name of a path; `internal` outside of /storage. */
export function extractVolumeName(path: string): string {
  const name = PATTERN_VOLUME_NAME.exec(path)?.[1];
  if (name === undefined) return 'internal';
  return name === 'emulated' ? 'external_primary' : name.toLowerCase();
}

/** The root of the volume a path is on, with its last slash; null outside of /storage. */
export function extractVolumePath(path: string): string | null {
  return PATTERN_RELATIVE_PATH.exec(path)?.[0] ?? null;
}

/** Last segment of a path; one trailing slash is ignored. */
export function extractDisplayName(path: string): string {
  const data = path.endsWith('/') ? path.slice(0, -1) : path;
  return data.slice(data.lastIndexOf('/') + 1);
}

/** The title of a file without metadata: its name without everything from the last dot. */
export function extractFileName(path: string): string {
  const name = extractDisplayName(path);
  const lastDot = name.lastIndexOf('.');
  return lastDot === -1 ? name : name.slice(0, lastDot);
}

/** Text after the last dot of the name; null without a dot, empty when the name ends with it. */
export function extractFileExtension(path: string): string | null {
  const name = extractDisplayName(path);
  const lastDot = name.lastIndexOf('.');
  return lastDot === -1 ? null : name.slice(lastDot + 1);
}

/** String.hashCode of Java. */
function hashCode(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

/** The bucket a file belongs to: its parent directory, whatever the case it is written in. */
export function bucketId(path: string): string | null {
  const data = canonicalPath(path);
  if (data === null || data === '/') return null;
  return String(hashCode(posix.dirname(data.toLowerCase())));
}

/**
 * Every column that follows from the path of a file or directory.
 * @throws {Throwable} IllegalArgumentException when the path cannot name a file
 */
export function computeValuesFromData(path: string): PathValues {
  const _data = canonicalPath(path);
  if (_data === null) throw new Throwable('IllegalArgumentException', `Invalid file path:${path} in request.`);
  const displayName = extractDisplayName(_data);
  const expires = PATTERN_EXPIRES_FILE.exec(displayName);
  const relativePath = relativePathOf(_data);
  return {
    _data,
    volume_name: extractVolumeName(_data),
    relative_path: relativePath,
    // Only the lower-case prefixes set the flags, although any case is taken off the name.
    is_pending: expires?.[1] === 'pending' ? 1 : 0,
    is_trashed: expires?.[1] === 'trashed' ? 1 : 0,
    date_expires: expires === null ? null : Number(expires[2]),
    _display_name: expires?.[3] ?? displayName,
    bucket_id: bucketId(_data),
    bucket_display_name: relativePath === '/' || _data === '/' ? null : posix.basename(posix.dirname(_data)),
  };
}

/** The package whose Android/data, Android/obb or Android/media directory holds the path. */
export function extractPathOwnerPackageName(path: string): string | null {
  return PATTERN_OWNED_PATH.exec(path)?.[1] ?? null;
}

/** Whether a path is a file of Download/ or of a directory below. */
export function isDownload(path: string): boolean {
  return PATTERN_DOWNLOADS_FILE.test(path);
}

/** Whether a path is the directory of all packages' private files on a volume, Android/data or Android/obb itself. */
export function isDataOrObbPath(path: string): boolean {
  return PATTERN_DATA_OR_OBB_PATH.test(path);
}

/** Whether a relative path is in Android/data or Android/obb. */
export function isDataOrObbRelativePath(relativePath: string): boolean {
  return PATTERN_DATA_OR_OBB_RELATIVE_PATH.test(relativePath);
}

/** FileUtils.contains: whether a canonical path is a directory or anything in it. */
export function contains(dirPath: string, filePath: string): boolean {
  return dirPath === filePath || filePath.startsWith(dirPath.endsWith('/') ? dirPath : `${dirPath}/`);
}
