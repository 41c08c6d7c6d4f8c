// Mirrors MediaProvider FileUtils: what a file may be called (sanitizeValues, splitFileName).
import type { ContentValues } from '../../../../contract/android/cursor.ts';
import { buildValidFatFilename } from '../../../content/fatFilename.ts';
import { getExtensionFromMimeType, getMimeTypeFromExtension } from '../../../content/mimeTypeMap.ts';
import { textOf } from './contentValues.ts';

/** ClipDescription.MIMETYPE_UNKNOWN. */
export const MIMETYPE_UNKNOWN = 'application/octet-stream';

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
