// Mirrors android.os.FileUtils.splitFileName and buildUniqueFile. MediaProvider's copies have other rules.
import { MIME_TYPE_DIR } from '../../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import { getExtensionFromMimeType, getMimeTypeFromExtension } from '../../../content/mimeTypeMap.ts';

/** ContentResolver.MIME_TYPE_DEFAULT */
export const MIME_TYPE_DEFAULT = 'application/octet-stream';

/** `name (1)` to `name (32)`. */
const LAST_NUMBER = 32;

type SplitName = Readonly<{ name: string; ext: string | null }>;

/**
 * FileUtils.buildUniqueFile: the first name for a new document of this type that is not taken.
 * @param mimeType the type whose extension the name gets; null keeps the one it has, as a rename does
 * @throws {Throwable} FileNotFoundException when every candidate is taken
 */
export function buildUniqueName(
  mimeType: string | null,
  displayName: string,
  exists: (name: string) => boolean,
): string {
  const { name, ext } = mimeType === null ? splitAtLastDot(displayName) : splitFileName(mimeType, displayName);
  for (let number = 0; number <= LAST_NUMBER; number++) {
    const candidate = buildName(number === 0 ? name : `${name} (${number})`, ext);
    if (!exists(candidate)) return candidate;
  }
  throw new Throwable('FileNotFoundException', 'Failed to create unique file');
}

/** FileUtils.splitFileName: an extension that does not stand for the type belongs to the name, and the type's own follows. */
export function splitFileName(mimeType: string, displayName: string): SplitName {
  if (mimeType === MIME_TYPE_DIR) return { name: displayName, ext: null };
  const split = splitAtLastDot(displayName);
  const typeOfExt = (split.ext === null ? null : getMimeTypeFromExtension(split.ext)) ?? MIME_TYPE_DEFAULT;
  const extOfType = mimeType === MIME_TYPE_DEFAULT ? null : getExtensionFromMimeType(mimeType);
  return mimeType === typeOfExt || split.ext === extOfType ? split : { name: displayName, ext: extOfType };
}

/** The type of a document by the end of its id, as FileSystemProvider.getDocumentType has it. */
export function typeOfDocument(documentId: string, isDirectory: boolean): string {
  if (isDirectory) return MIME_TYPE_DIR;
  const { ext } = splitAtLastDot(documentId);
  return (ext === null ? null : getMimeTypeFromExtension(ext)) ?? MIME_TYPE_DEFAULT;
}

/** The last dot counts, also one that the name begins with. */
function splitAtLastDot(name: string): SplitName {
  const lastDot = name.lastIndexOf('.');
  return lastDot < 0 ? { name, ext: null } : { name: name.slice(0, lastDot), ext: name.slice(lastDot + 1) };
}

/** FileUtils.buildFile: an empty extension has no dot. */
function buildName(name: string, ext: string | null): string {
  return ext === null || ext === '' ? name : `${name}.${ext}`;
}
