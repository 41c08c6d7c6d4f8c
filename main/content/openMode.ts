// Mirrors android.os.FileUtils.translateModeStringToPosix.
import { constants } from 'node:fs';
import { Throwable } from '../../contract/android/errors.ts';
import { OPEN_MODES, type OpenMode } from '../../contract/android/files.ts';

/**
 * The flags of open(2) behind a mode such as "rw" or "wt", in the order of their numbers' meaning.
 * @throws {Throwable} IllegalArgumentException `Bad mode: …`
 */
export function modeToPosix(mode: string): readonly string[] {
  const access = /^(rw|w|r)[rwta]*$/.exec(mode)?.[1];
  if (access === undefined) throw new Throwable('IllegalArgumentException', `Bad mode: ${mode}`);
  const flags = { rw: ['O_CREAT', 'O_RDWR'], w: ['O_CREAT', 'O_WRONLY'], r: ['O_RDONLY'] }[access] ?? [];
  return [...flags, ...(mode.includes('t') ? ['O_TRUNC'] : []), ...(mode.includes('a') ? ['O_APPEND'] : [])];
}

/** ContentProvider.enforceFilePermission: a mode with a `w` needs to be allowed to write, and not to read; any other to read. */
export function accessOfMode(mode: string): 'reading' | 'writing' {
  return mode.includes('w') ? 'writing' : 'reading';
}

/** Whether a text is one of the modes an app may open a file with. */
export function isOpenMode(mode: string): mode is OpenMode {
  return OPEN_MODES.some((known) => known === mode);
}

/**
 * The flags Node opens a file with: one that is written can be read too, as MediaProvider opens it.
 * The file is there already: who opens it for writing has made it.
 */
export function openFlags(mode: OpenMode): number {
  if (mode === 'r') return constants.O_RDONLY;
  return (
    constants.O_RDWR | (mode.includes('t') ? constants.O_TRUNC : 0) | (mode.includes('a') ? constants.O_APPEND : 0)
  );
}
