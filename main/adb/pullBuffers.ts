// Memory that files are read into and sent from, used again when the other side has taken what was in it: new memory for each
// piece of a large file is thrown away faster than it can be collected.
import type { AdbStream } from './adbStream.ts';
import { frame, SYNC_DATA_MAX } from './syncProtocol.ts';

const HEADER = 8;

/** As many DATA as one packet carries. */
const FRAMES = 15;

/** One is on its way, one waits to go, one is read into. */
const COUNT = 3;

export class PullBuffers {
  readonly #stream: AdbStream;
  readonly #buffers: PullBuffer[] = [];
  #next = 0;

  constructor(stream: AdbStream) {
    this.#stream = stream;
  }

  /** One that nobody looks at any more. */
  async take(): Promise<PullBuffer> {
    const index = this.#next;
    this.#next = (index + 1) % COUNT;
    const buffer = this.#buffers[index] ?? new PullBuffer(this.#stream);
    this.#buffers[index] = buffer;
    await buffer.free;
    return buffer;
  }
}

export class PullBuffer {
  /** Where bytes of a file go: the room of each DATA. */
  readonly rooms: readonly Uint8Array[];
  /** Resolves when what was sent of it last has arrived. */
  free: Promise<void> = Promise.resolve();
  readonly #stream: AdbStream;
  readonly #bytes: Buffer;

  constructor(stream: AdbStream) {
    this.#stream = stream;
    const bytes = Buffer.allocUnsafeSlow(FRAMES * (HEADER + SYNC_DATA_MAX));
    this.#bytes = bytes;
    this.rooms = Array.from({ length: FRAMES }, (_, index) => {
      const start = index * (HEADER + SYNC_DATA_MAX) + HEADER;
      return bytes.subarray(start, start + SYNC_DATA_MAX);
    });
  }

  /** Sends so many bytes of the rooms as DATA, and what follows them. Resolves when more may be sent. */
  async send(length: number, ...after: readonly Uint8Array[]): Promise<void> {
    let end = 0;
    for (let left = length; left > 0; left -= SYNC_DATA_MAX) {
      const data = Math.min(left, SYNC_DATA_MAX);
      frame('DATA', data).copy(this.#bytes, end);
      end += HEADER + data;
    }
    const written = this.#stream.write(this.#bytes.subarray(0, end), ...after);
    this.free = this.#stream.delivered();
    await written;
  }
}
