// A part of a file as the body of a Response: as a stream of the web's, or, where that costs too much, straight to a socket.
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { type ByteRange, zeroRanges } from '../content/byteRanges.ts';
import type { FileGuard } from '../device/volumeAccess.ts';

export type FilePart = Readonly<{
  path: string;
  /** Offsets of the first byte and the last one. */
  start: number;
  end: number;
  guard?: FileGuard | undefined;
  redactedRanges: readonly ByteRange[];
}>;

/** Bytes of one read, and how many reads are on their way to the socket at most. */
const PIECE = 524_288;
const PIECES = 2;

const parts = new WeakMap<Response, FilePart>();

/** The body is read by whoever takes it: here, or by writePart(). */
export function partResponse(part: FilePart, init: ResponseInit): Response {
  const response = new Response(streamOf(part), init);
  parts.set(response, part);
  return response;
}

/** Null for a response whose body is no part of a file. */
export function partOf(response: Response): FilePart | null {
  return parts.get(response) ?? null;
}

/**
 * Writes a part into what is sent, and ends that; memory is used again, so that a file of any size takes the same. Resolves
 * when all is sent or the reader has left.
 * @throws {Error} with a `code`; what was sent before is sent
 */
export async function writePart(part: FilePart, sent: Writable): Promise<void> {
  const handle = await open(part.path);
  const free = new FreePieces(sent);
  try {
    for (let position = part.start; position <= part.end; ) {
      const piece = await free.take();
      if (piece === null) return;
      part.guard?.read();
      const bytes = await readPiece(handle, piece, position, part);
      if (bytes.length === 0) throw new Error(`${part.path} is shorter than it was.`);
      position += bytes.length;
      sent.write(bytes, () => free.give(piece));
    }
    sent.end();
  } catch (error) {
    sent.destroy();
    throw error;
  } finally {
    await handle.close();
  }
}

async function readPiece(handle: FileHandle, piece: Buffer, position: number, part: FilePart): Promise<Buffer> {
  const length = Math.min(piece.length, part.end + 1 - position);
  const { bytesRead } = await handle.read(piece, 0, length, position);
  const bytes = piece.subarray(0, bytesRead);
  zeroRanges(bytes, position, part.redactedRanges);
  return bytes;
}

/** Buffers that nobody reads any more. */
class FreePieces {
  readonly #free: Buffer[] = [];
  readonly #sent: Writable;
  #made = 0;
  #wake: () => void = () => {};

  constructor(sent: Writable) {
    this.#sent = sent;
    sent.on('close', () => this.#wake());
    sent.on('error', () => this.#wake());
  }

  /** Null when nobody reads any more. */
  async take(): Promise<Buffer | null> {
    while (!this.#sent.destroyed) {
      const piece = this.#free.pop();
      if (piece !== undefined) return piece;
      if (this.#made < PIECES) {
        this.#made++;
        return Buffer.allocUnsafeSlow(PIECE);
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return null;
  }

  give(piece: Buffer): void {
    this.#free.push(piece);
    this.#wake();
  }
}

/** Opened when it is first read. */
function streamOf(part: FilePart): ReadableStream<Uint8Array<ArrayBuffer>> {
  let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | null = null;
  const opened = () => {
    // Node's stream types and the web's are told apart by TypeScript only.
    reader ??= (
      Readable.toWeb(Readable.from(piecesOf(part))) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>
    ).getReader();
    return reader;
  };
  return new ReadableStream(
    {
      pull: async (controller) => {
        const piece = await opened().read();
        if (piece.done) controller.close();
        else controller.enqueue(piece.value);
      },
      cancel: (reason) => reader?.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

async function* piecesOf({ path, start, end, guard, redactedRanges }: FilePart): AsyncGenerator<Uint8Array> {
  let position = start;
  for await (const piece of createReadStream(path, { start, end }) as AsyncIterable<Uint8Array>) {
    guard?.read();
    zeroRanges(piece, position, redactedRanges);
    position += piece.length;
    yield piece;
  }
}
