// Mirrors the pipes and proxy descriptors of ParcelFileDescriptor: bytes that a provider's own code reads and writes.
import { Throwable } from '../../contract/android/errors.ts';
import type { FileChannel, OpenMode } from '../../contract/android/files.ts';

/** Most that is asked of a provider's code at once, bytes. */
const MAX_PART = 262_144;

/** One open channel. A pipe goes on from where it is; one whose size is known can be read and written anywhere. */
export class ChannelAccess {
  readonly #channel: FileChannel;
  readonly #appends: boolean;
  #position = 0;
  #end: number;
  /** Reads and writes go one after another, as through a file descriptor's lock. */
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;
  /** Closed with an error: what waits for its turn is not done any more. */
  #broken = false;

  constructor(channel: FileChannel, mode: OpenMode) {
    this.#channel = channel;
    this.#appends = mode.includes('a') && channel.size !== null;
    this.#end = channel.size ?? 0;
  }

  /** Bytes; -1 for a pipe. What a provider says that is no size is none. */
  get statSize(): number {
    const { size } = this.#channel;
    return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : -1;
  }

  /** @throws {Throwable} IOException when the provider fails, or a pipe is not read in order */
  read(position: number, length: number): Promise<Uint8Array> {
    return this.#inTurn('read', async () => {
      this.#seek('read', position);
      const bytes: unknown = await this.#channel.read(position, Math.min(length, MAX_PART));
      if (!(bytes instanceof Uint8Array)) throw failed('read', 'EIO (I/O error)');
      const read = bytes.subarray(0, Math.min(length, MAX_PART));
      this.#position = position + read.length;
      return read;
    });
  }

  /** @throws {Throwable} IOException when the provider fails, or a pipe is not written in order */
  write(position: number, bytes: Uint8Array): Promise<void> {
    return this.#inTurn('write', async () => {
      const at = this.#appends ? this.#end : position;
      if (!this.#appends) this.#seek('write', position);
      await this.#channel.write(at, bytes);
      this.#position = at + bytes.length;
      this.#end = Math.max(this.#end, this.#position);
    });
  }

  /** @param error why the client did not end in order: what was written is not whole */
  async close(error?: Error): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#broken = error !== undefined;
    // Whoever ends in order has waited for its reads and writes; who does not may have one that never comes back.
    if (error === undefined) await this.#last.catch(() => undefined);
    await this.#channel.close(error);
  }

  #seek(call: string, position: number): void {
    if (this.statSize < 0 && position !== this.#position) throw failed(call, 'ESPIPE (Illegal seek)');
  }

  async #inTurn<Result>(call: string, run: () => Promise<Result>): Promise<Result> {
    if (this.#closed) throw failed(call, 'EBADF (Bad file descriptor)');
    const unlessBroken = () => {
      if (this.#broken) throw failed(call, 'EBADF (Bad file descriptor)');
      return run();
    };
    const turn = this.#last.then(unlessBroken).catch((cause: unknown) => {
      if (cause instanceof Throwable && cause.name === 'IOException') throw cause;
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new Throwable('IOException', message, { cause });
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

function failed(call: string, why: string): Throwable {
  return new Throwable('IOException', `${call} failed: ${why}`);
}
