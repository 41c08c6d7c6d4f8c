import { open, utimes } from 'node:fs/promises';
import { seconds } from './layer.ts';

/** A file that nobody sees until it is placed, and then as a whole. Killed before that, nothing of it is left. */
export type PreparedFile = Readonly<{
  /** Appends pieces in their order. @throws {Error} with a `code` */
  write(...pieces: readonly Uint8Array[]): Promise<void>;
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
    write: async (...pieces) => {
      for (let rest = pieces; rest.length > 0; ) rest = withoutFirst(rest, (await handle.writev(rest)).bytesWritten);
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

/** What is left of pieces when some bytes of them are done. */
function withoutFirst(pieces: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let done = bytes;
  for (const [index, piece] of pieces.entries()) {
    if (done < piece.length) return [piece.subarray(done), ...pieces.slice(index + 1)];
    done -= piece.length;
  }
  return [];
}
