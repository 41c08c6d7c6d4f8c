// Mirrors the words in which java.io.File and ParcelFileDescriptor tell what the file system refused.
import { Throwable } from '../../../../contract/android/errors.ts';
import { codeOf } from '../../../device/volumePath.ts';

const MESSAGES: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EEXIST: 'File exists',
  EIO: 'I/O error',
  EISDIR: 'Is a directory',
  ENAMETOOLONG: 'File name too long',
  ENOENT: 'No such file or directory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  EROFS: 'Read-only file system',
};

/** `Failed to touch /storage/…: java.io.IOException: No space left on device` */
export function failedTo(what: string, path: string, cause: unknown): Throwable {
  return new Throwable('IllegalStateException', `Failed to ${what} ${path}${reason(what, cause)}`, { cause });
}

/** `open failed: EROFS (Read-only file system)` */
export function openFailed(cause: unknown): Throwable {
  const code = knownCode(cause);
  return new Throwable('FileNotFoundException', `open failed: ${code} (${MESSAGES[code]})`, { cause });
}

/** Only File.createNewFile() says why; mkdir(), renameTo() and delete() answer false. */
function reason(what: string, cause: unknown): string {
  return what === 'touch' ? `: java.io.IOException: ${MESSAGES[knownCode(cause)]}` : '';
}

function knownCode(cause: unknown): string {
  const code = String(codeOf(cause));
  return Object.hasOwn(MESSAGES, code) ? code : 'EIO';
}
