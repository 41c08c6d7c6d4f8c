// Files and parts of them that a decoder wants in one piece.
import { open } from 'node:fs/promises';

/** Longer ones are not read into memory, bytes. */
const MAX_LENGTH = 256 * 1024 * 1024;

/**
 * A file's bytes, or a part of them.
 * @throws {Error} when there are too many, or the file ends before them
 */
export async function wholeFile(path: string, part?: Readonly<{ offset: number; length: number }>): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { offset, length } = part ?? { offset: 0, length: (await file.stat()).size };
    if (length > MAX_LENGTH) throw new Error('it is too large to be decoded');
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await file.read(bytes, done, length - done, offset + done);
      if (bytesRead === 0) throw new Error('the file ends too early');
      done += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}
