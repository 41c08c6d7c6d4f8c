import { open, utimes } from 'node:fs/promises';
import { seconds } from './layer.ts';

/** A file that nobody sees until it is placed, and then as a whole. Killed before that, nothing of it is left. */
export type PreparedFile = Readonly<{
  /** Appends. @throws {Error} with a `code` */
  write(bytes: Uint8Array): Promise<void>;
  /**
   * Puts it at its path, over what file is there, with this modification time (milliseconds since 1970 UTC); directories
   * above that are missing are made. @throws {Error} with a `code`, and what was there is there still
   */
  place(mtimeMs: number): Promise<void>;
  /** Deletes it, unless it was placed. Called in any case, and last. */
  discard(): Promise<void>;
}>;

/**
 * @param real where it is prepared, on this computer; nothing is there yet
 * @param steps `place` renames it from there; `discard` deletes what is there
 */
export async function preparedFile(
  real: string,
  steps: Readonly<{ place(): void; discard(): Promise<void> | void }>,
): Promise<PreparedFile> {
  const handle = await open(real, 'wx').catch(async (error: unknown) => {
    await steps.discard();
    throw error;
  });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await handle.close();
    isOpen = false;
  };
  return {
    write: async (bytes) => {
      for (let written = 0; written < bytes.length; )
        written += (await handle.write(bytes, written, bytes.length - written)).bytesWritten;
    },
    place: async (mtimeMs) => {
      await close();
      await utimes(real, seconds(mtimeMs), seconds(mtimeMs));
      steps.place();
    },
    discard: async () => {
      await close();
      await steps.discard();
    },
  };
}
