// Mirrors what an app sees when the disk or the database refuses: ErrnoException, SQLiteFullException, SQLiteConstraintException.
import { Throwable } from '../../../../contract/android/errors.ts';

const MESSAGES: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EEXIST: 'File exists',
  EISDIR: 'Is a directory',
  ENAMETOOLONG: 'File name too long',
  ENOENT: 'No such file or directory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  EDQUOT: 'Quota exceeded',
  EROFS: 'Read-only file system',
};

/** The code of a failed system call or statement, such as ENOSPC; empty for any other error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** ErrnoException's words: `rename failed: ENOSPC (No space left on device)`. */
export function errnoMessage(call: string, error: unknown): string {
  const code = codeOf(error) || 'EIO';
  return `${call} failed: ${code} (${MESSAGES[code] ?? 'I/O error'})`;
}

/** What SQLite refuses to write, in Android's classes; any other error as it is. */
export function sqliteWriteError(error: unknown): unknown {
  const code = codeOf(error);
  if (!(error instanceof Error)) return error;
  if (code === 'SQLITE_FULL')
    return new Throwable('SQLiteFullException', 'database or disk is full (code 13 SQLITE_FULL)', { cause: error });
  if (code.startsWith('SQLITE_CONSTRAINT'))
    return new Throwable('SQLiteConstraintException', `${error.message} (code 2067 ${code})`, { cause: error });
  return error;
}

/** Nothing was changed for want of room: Android's own word for that is its database's. */
export function diskFull(cause: unknown): Throwable {
  return new Throwable('SQLiteFullException', 'database or disk is full (code 13 SQLITE_FULL)', { cause });
}
