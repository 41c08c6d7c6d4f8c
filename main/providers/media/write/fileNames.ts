// Mirrors MediaProvider FileUtils: what a file may be called (buildValidFatFilename, trimFilename, sanitizeValues, splitFileName).
import type { ContentValues } from '../../../../contract/android/cursor.ts';
import { getExtensionFromMimeType, getMimeTypeFromExtension } from '../scan/mimeTypes.ts';
import { textOf } from './contentValues.ts';

/** FileUtils.MAX_FILENAME_BYTES: what ext4 takes, in bytes of UTF-8. */
export const MAX_FILENAME_BYTES = 255;

/** ClipDescription.MIMETYPE_UNKNOWN. */
export const MIMETYPE_UNKNOWN = 'application/octet-stream';

const ELLIPSIS = '...';
const INVALID_CHARACTERS = /[\u0000-\u001f"*/:<>?\\|\u007f]/g;

/**
 * FileUtils.buildValidFatFilename: the name with `_` for what FAT refuses, at most 255 bytes long.
 * A leading dot stays; an empty name, `.` and `..` become `(invalid)`.
 */
export function buildValidFatFilename(name: string): string {
  if (name === '' || name === '.' || name === '..') return '(invalid)';
  return trimFilename(name.replace(INVALID_CHARACTERS, '_'), MAX_FILENAME_BYTES);
}

/**
 * FileUtils.trimFilename: a text longer than `maxBytes` of UTF-8 loses its middle, where `...` stands instead.
 * Differs from Android, which counts UTF-16 units: a character of two units is never cut in half.
 */
export function trimFilename(text: string, maxBytes: number): string {
  let bytes = Buffer.byteLength(text);
  if (bytes <= maxBytes) return text;
  const characters = [...text];
  let left = 0;
  let leftUnits = 0;
  while (leftUnits < Math.floor(text.length / 2)) leftUnits += characters[left++]?.length ?? 1;
  let right = left;
  let rightUnits = text.length - leftUnits;
  while (bytes > maxBytes - ELLIPSIS.length && leftUnits + rightUnits > 0) {
    const middle = Math.floor((leftUnits + rightUnits) / 2);
    const fromRight = middle >= leftUnits && rightUnits > 0;
    const removed = characters[fromRight ? right++ : --left] ?? '';
    if (fromRight) rightUnits -= removed.length;
    else leftUnits -= removed.length;
    bytes -= Buffer.byteLength(removed);
  }
  const kept = characters.slice(0, left).concat(characters.slice(right));
  const middle = Math.floor((leftUnits + rightUnits) / 2);
  let units = 0;
  const split = kept.findIndex((character) => {
    units += character.length;
    return units > middle;
  });
  const at = split < 0 ? kept.length : split;
  return kept.slice(0, at).join('') + ELLIPSIS + kept.slice(at).join('');
}

/** FileUtils.sanitizeDisplayName. With `rewriteHiddenFileName` a leading dot gets `_` before it, and nothing else changes. */
function sanitizeDisplayName(name: string, rewriteHiddenFileName: boolean): string {
  // Half a character has no bytes on disk: the row would name a file that is never there.
  const whole = name.toWellFormed();
  return rewriteHiddenFileName && whole.startsWith('.') ? `_${whole}` : buildValidFatFilename(whole);
}

/** String.split of Java with one slash: empty texts at the end are dropped. */
function splitPath(path: string): readonly string[] {
  if (!path.includes('/')) return [path];
  const segments = path.split('/');
  return segments.slice(0, segments.findLastIndex((segment) => segment !== '') + 1);
}

/**
 * FileUtils.sanitizeValues: relative_path and _display_name made fit for a file system, each if it is given.
 * @param rewriteHiddenFileName whether no name may begin with a dot, as for everything that comes through ContentResolver
 */
export function sanitizeValues(values: ContentValues, rewriteHiddenFileName: boolean): ContentValues {
  const relativePath = textOf(values.relative_path);
  const displayName = textOf(values._display_name);
  const sanitize = (name: string) => sanitizeDisplayName(name, rewriteHiddenFileName);
  return {
    ...values,
    ...(relativePath === null ? {} : { relative_path: `${splitPath(relativePath).map(sanitize).join('/')}/` }),
    ...(displayName === null ? {} : { _display_name: sanitize(displayName) }),
  };
}

/**
 * FileUtils.splitFileName: the stem and the extension of a file of this type. An extension that does not stand for
 * the type belongs to the stem, and the type's own one is taken; '' when the type has none.
 */
export function splitFileName(mimeType: string, displayName: string): Readonly<{ name: string; ext: string }> {
  const lastDot = displayName.lastIndexOf('.');
  const ext = lastDot > 0 ? displayName.slice(lastDot + 1) : null;
  const mimeTypeFromExt = (ext === null ? null : getMimeTypeFromExtension(ext)) ?? MIMETYPE_UNKNOWN;
  const extFromMimeType = equalIgnoreCase(MIMETYPE_UNKNOWN, mimeType) ? null : getExtensionFromMimeType(mimeType);
  if (!equalIgnoreCase(mimeType, mimeTypeFromExt) && !equalIgnoreCase(ext, extFromMimeType))
    return { name: displayName, ext: extFromMimeType ?? '' };
  return ext === null ? { name: displayName, ext: '' } : { name: displayName.slice(0, lastDot), ext };
}

/** MimeUtils.equalIgnoreCase: null equals nothing, not even null. */
function equalIgnoreCase(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.toLowerCase() === b.toLowerCase();
}
