// Mirrors adb's compression_utils.h, for the one way that Node can compress, too.
import { constants, createBrotliCompress, createBrotliDecompress } from 'node:zlib';

/** Bytes through a coder, as they come. Both are awaited, so that nothing piles up. */
export type Coder = Readonly<{
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when everything has come out. */
  end(): Promise<void>;
  /** Gives up. */
  discard(): void;
}>;

/** What goes in comes out as it is. */
export function plain(out: (bytes: Uint8Array) => Promise<void>): Coder {
  return { write: out, end: async () => {}, discard: () => {} };
}

/** @param out takes what comes out. @throws {Error} from write() or end(), for bytes that are no brotli */
export function brotli(direction: 'compress' | 'decompress', out: (bytes: Uint8Array) => Promise<void>): Coder {
  const coder =
    direction === 'decompress'
      ? createBrotliDecompress()
      : createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  const drained = (async () => {
    for await (const bytes of coder) await out(bytes);
  })();
  // Told by write() or end(), whichever comes next.
  drained.catch(() => {});
  return {
    write: async (bytes) => {
      if (coder.write(bytes)) return;
      await Promise.race([new Promise<void>((resolve) => coder.once('drain', resolve)), drained]);
    },
    end: async () => {
      coder.end();
      await drained;
    },
    discard: () => void coder.destroy(),
  };
}
