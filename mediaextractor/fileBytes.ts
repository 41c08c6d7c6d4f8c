// Random access to a file through one window that all files share: most of them are known from their first 16 KiB.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const WINDOW = 64 * 1024;
/** Copying more than that takes longer than all else that is done with most files. */
const FIRST_STEP = 16 * 1024;
const SMALL_STEP = 4 * 1024;
/** No header, packet or table that matters is longer than this. */
const MAX_PIECE = 16 * 1024 * 1024;

const window = Buffer.allocUnsafe(WINDOW);
let windowOwner: FileBytes | null = null;

/** Bytes that can be asked for by offset. What `at` returns may change with the next call. */
export interface Bytes {
  readonly length: number;
  /** @throws {Error} when the bytes end before offset + length */
  at(offset: number, length: number): Buffer;
}

/** A file's bytes; used one file after the other, never two at a time. */
export class FileBytes implements Bytes, Disposable {
  readonly length: number;
  #fd: number;
  #start = 0;
  #end = 0;

  constructor(path: string) {
    this.#fd = openSync(path, 'r');
    this.length = fstatSync(this.#fd).size;
  }

  at(offset: number, length: number): Buffer {
    if (offset < 0 || length < 0 || offset + length > this.length) throw new Error('the file ends too early');
    if (length > MAX_PIECE) throw new Error('a part of the file is implausibly long');
    if (length > WINDOW) return this.#read(Buffer.allocUnsafe(length), offset, length);
    if (windowOwner !== this || offset < this.#start || offset + length > this.#end) this.#fill(offset, length);
    return window.subarray(offset - this.#start, offset - this.#start + length);
  }

  [Symbol.dispose](): void {
    if (windowOwner === this) windowOwner = null;
    closeSync(this.#fd);
  }

  #fill(offset: number, length: number): void {
    // Later looks jump from chunk to chunk and need little.
    const wanted = Math.max(length, offset === 0 ? FIRST_STEP : SMALL_STEP);
    windowOwner = this;
    this.#start = offset;
    this.#end = offset;
    this.#end += this.#read(window, offset, Math.min(wanted, this.length - offset)).length;
    if (this.#end < offset + length) throw new Error('the file ends too early');
  }

  #read(into: Buffer, offset: number, length: number): Buffer {
    let done = 0;
    while (done < length) {
      const read = readSync(this.#fd, into, done, length - done, offset + done);
      if (read === 0) break;
      done += read;
    }
    return into.subarray(0, done);
  }
}

/** A piece that is in memory already. */
export function bufferBytes(buffer: Buffer): Bytes {
  return {
    length: buffer.length,
    at(offset, length) {
      if (offset < 0 || length < 0 || offset + length > buffer.length) throw new Error('the data ends too early');
      return buffer.subarray(offset, offset + length);
    },
  };
}
