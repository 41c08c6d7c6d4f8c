// Files that are prepared in the user's folder itself, beside the place they are for.
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { codeOf } from './volumePath.ts';

/** Whether a name is one that only a file under preparation has; volumes do not show it. */
export function isTemporaryName(name: string): boolean {
  return /^\.scopebox-[0-9a-f]{16}\.tmp$/.test(name);
}

/** A name for something under preparation that nothing else has. */
export function temporaryName(): string {
  return `.scopebox-${randomBytes(8).toString('hex')}.tmp`;
}

/**
 * One file under preparation at a time. Its path is written down in the device's home before it is made, so that what a
 * killed program left is found again without a walk of the folder.
 */
export class TemporaryFile {
  readonly #note: string;

  /** @param note where the path is written down */
  constructor(note: string) {
    this.#note = note;
  }

  /** A path in `directory` for something that is not there yet. @throws {Error} with a `code` such as ENOSPC */
  begin(directory: string): string {
    const path = join(directory, temporaryName());
    writeFileSync(this.#note, path);
    return path;
  }

  /** Deletes what was prepared, if it is still there. */
  end(): void {
    const path = this.#written();
    if (path !== null && isTemporaryName(basename(path))) rmSync(path, { force: true });
    rmSync(this.#note, { force: true });
  }

  #written(): string | null {
    try {
      return readFileSync(this.#note, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  }
}
