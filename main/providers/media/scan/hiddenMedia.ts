// Mirrors MediaProvider FileUtils (isFileHidden, isDirectoryHidden, shouldFileBeHidden) and ModernMediaScanner.shouldScanDirectory.
import { posix } from 'node:path';
import {
  extractDisplayName,
  extractRelativePath,
  extractRelativePathForDirectory,
  PATTERN_EXPIRES_FILE,
} from './fileUtils.ts';

const PATTERN_INVISIBLE =
  /^\/storage\/[^/]+(?:\/[0-9]+)?\/(?:Android\/(?:data|obb|sandbox)|\.transforms|\.picker_transcoded|(?:Movies|Music|Pictures)\/.thumbnails)$/i;
const PATTERN_VOLUME_ROOT = /^\/storage\/[^/]+(?:\/[0-9]+)?$/i;
const PATTERN_ALBUM_ART = /^(?:(?:folder|AlbumArt(?:(?:_\{.*\}_)?(?:small|large))?)\.jpg|\._.*)$/i;

/** FileUtils.DEFAULT_FOLDER_NAMES, in lower case. */
const DEFAULT_FOLDER_NAMES: ReadonlySet<string> = new Set([
  'music',
  'podcasts',
  'ringtones',
  'alarms',
  'notifications',
  'pictures',
  'movies',
  'download',
  'dcim',
  'documents',
  'audiobooks',
  'recordings',
]);

/** Whether the walk goes into this directory at all. */
export function shouldScanDirectory(path: string): boolean {
  return !PATTERN_INVISIBLE.test(path.replace(/\/+$/, ''));
}

/** Whether a file is hidden by its own name. */
export function isFileHidden(path: string): boolean {
  const name = extractDisplayName(path);
  return name.startsWith('.') && !PATTERN_EXPIRES_FILE.test(name);
}

/** Whether a `.nomedia` in this directory counts for nothing. */
export function ignoresNomedia(dir: string): boolean {
  if (PATTERN_VOLUME_ROOT.test(dir)) return true;
  const inTopLevel = extractRelativePath(dir) === '/';
  if (inTopLevel && DEFAULT_FOLDER_NAMES.has(extractDisplayName(dir).toLowerCase())) return true;
  const segments = (extractRelativePathForDirectory(dir) ?? '').toLowerCase().split('/').slice(0, -1);
  const [first = '', second] = segments;
  if (segments.length === 1) return first === 'screenshots';
  if (segments.length !== 2) return false;
  return (first === 'dcim' && second === 'camera') || (DEFAULT_FOLDER_NAMES.has(first) && second === 'screenshots');
}

/**
 * Whether one directory hides what is in it.
 * Android deletes a `.nomedia` it ignores; the user's folder is not changed, so here it is only ignored.
 */
export function isDirectoryHidden(dir: string, hasNomedia: boolean): boolean {
  if (extractDisplayName(dir).startsWith('.')) return true;
  return hasNomedia && !ignoresNomedia(dir);
}

/** Whether a file is hidden by its name or by any directory above it. */
export function shouldFileBeHidden(path: string, hasNomedia: (dir: string) => boolean): boolean {
  if (isFileHidden(path)) return true;
  for (let dir = posix.dirname(path); dir !== '/' && dir !== '.'; dir = posix.dirname(dir)) {
    if (isDirectoryHidden(dir, hasNomedia(dir))) return true;
  }
  return false;
}

/** Whether a picture is a cover that belongs to music, not to a gallery. */
export function isFileAlbumArt(path: string): boolean {
  return PATTERN_ALBUM_ART.test(extractDisplayName(path));
}
