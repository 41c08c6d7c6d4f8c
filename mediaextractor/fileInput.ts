// A sound or video file as mediabunny reads it.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { CustomSourceOptions, Input } from 'mediabunny';

/** Reads one after the other without a turn for the timers that watch them, milliseconds. */
const LONGEST_TURN = 50;

let library: Promise<typeof import('mediabunny')> | null = null;

/**
 * Opens a file; dispose it. Its bytes are read in turn: what is known of a file is a few small pieces, and a look through
 * a thread for each of them takes longer than the reading.
 */
export async function openInput(path: string): Promise<Input> {
  // Asked for once: even a module that is there costs a look at the disk each time.
  library ??= import('mediabunny');
  const { ALL_FORMATS, CustomSource, Input } = await library;
  return new Input({ formats: ALL_FORMATS, source: new CustomSource(bytesOf(path)) });
}

function bytesOf(path: string): CustomSourceOptions {
  let file: number | null = null;
  let turn = performance.now();
  const read = (start: number, end: number) => bytesAt(file ?? -1, start, end - start);
  return {
    prefetchProfile: 'fileSystem',
    // Of bytes that nobody waits for yet.
    handleUnhandledError: () => undefined,
    getSize: () => {
      file = openSync(path, 'r');
      return fstatSync(file).size;
    },
    read: (start, end) => {
      if (performance.now() - turn < LONGEST_TURN) return read(start, end);
      return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        turn = performance.now();
        return read(start, end);
      });
    },
    dispose: () => {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

/** What a file has lost meanwhile is zeros. */
function bytesAt(file: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const count = readSync(file, bytes, done, length - done, offset + done);
    if (count === 0) break;
    done += count;
  }
  return bytes;
}
