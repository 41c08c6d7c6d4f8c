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

/** What came was not compressed as it was said to be. */
export class CompressionError extends Error {}

/** What goes in comes out as it is. */
export function plain(out: (bytes: Uint8Array) => Promise<void>): Coder {
  return { write: out, end: async () => {}, discard: () => {} };
}

/** @param out takes what comes out. @throws {CompressionError} from write() or end(), for bytes that are no brotli */
export function brotli(direction: 'compress' | 'decompress', out: (bytes: Uint8Array) => Promise<void>): Coder {
  const coder =
    direction === 'decompress'
      ? createBrotliDecompress()
      : createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  let isOutside = false;
  const drained = (async () => {
    for await (const bytes of coder) {
      isOutside = true;
      await out(bytes);
      isOutside = false;
    }
  })().catch((error: unknown) => {
    throw isOutside ? error : new CompressionError('These bytes are no brotli.', { cause: error });
  });
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
