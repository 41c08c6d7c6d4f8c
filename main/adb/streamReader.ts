// A stream's bytes by number, however they were cut.
import type { AdbStream } from './adbStream.ts';

export class StreamReader {
  readonly #stream: Pick<AdbStream, 'read'>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: Pick<AdbStream, 'read'>) {
    this.#stream = stream;
  }

  /** Exactly so many bytes; null when the stream ends before. */
  async read(length: number): Promise<Buffer | null> {
    const pieces: Buffer[] = [];
    let missing = length;
    while (missing > 0) {
      const piece = await this.readSome(missing);
      if (piece === null) return null;
      pieces.push(piece);
      missing -= piece.length;
    }
    return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
  }

  /** At least one byte and at most so many; null at the end. */
  async readSome(most: number): Promise<Buffer | null> {
    if (this.#rest.length === 0) {
      const piece = await this.#stream.read();
      if (piece === null) return null;
      this.#rest = piece;
    }
    const part = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }
}
