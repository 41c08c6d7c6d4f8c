// Mirrors android.os.ParcelFileDescriptor on the app's side, with its AutoCloseInputStream and AutoCloseOutputStream.
import type { Bundle } from '../contract/android/cursor.ts';
import type { ParcelFileDescriptor as WireDescriptor } from '../contract/android/files.ts';
import type { AppApi } from '../contract/rpc/appApi.ts';

type FileApi = Pick<AppApi, 'readFile' | 'writeFile' | 'closeFile'>;

/** Bytes that cross the connection at a time. */
const CHUNK = 262_144;

/** An open file. Close it, as on Android: what was written is scanned when it is closed, and the process may have few open. */
export class ParcelFileDescriptor implements AsyncDisposable {
  readonly #api: FileApi;
  readonly #wire: WireDescriptor;
  #closed = false;

  constructor(wire: WireDescriptor, api: FileApi) {
    this.#wire = wire;
    this.#api = api;
  }

  getFd(): number {
    return this.#wire.fd;
  }

  /** AssetFileDescriptor's own: what the bytes are, of openTypedAssetFileDescriptor; null of any other opening. */
  getMimeType(): string | null {
    return this.#wire.mimeType ?? null;
  }

  /** AssetFileDescriptor.getExtras(), such as DocumentsContract.EXTRA_ORIENTATION. */
  getExtras(): Bundle | null {
    return this.#wire.extras ?? null;
  }

  /** Bytes the file had when it was opened; -1 for a pipe. */
  getStatSize(): number {
    return this.#wire.statSize;
  }

  /** Up to `length` bytes from `position` on: fewer only at the end of the file. @throws {Throwable} IOException */
  async read(position: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const part = await this.#api.readFile(this.#wire.fd, position + filled, Math.min(CHUNK, length - filled));
      if (part.length === 0) break;
      bytes.set(part, filled);
      filled += part.length;
    }
    return bytes.subarray(0, filled);
  }

  /** Writes all of `bytes` at `position`; at the end of the file in mode "wa". @throws {Throwable} IOException */
  async write(position: number, bytes: Uint8Array): Promise<void> {
    for (let start = 0; start < bytes.length; start += CHUNK)
      await this.#api.writeFile(this.#wire.fd, position + start, bytes.subarray(start, start + CHUNK));
  }

  /** Resolves when the provider has taken note of what was written. A second time it does nothing. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#api.closeFile(this.#wire.fd);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** ParcelFileDescriptor.AutoCloseInputStream: the file from its start, closed at its end or when cancelled. */
  createInputStream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let position = 0;
    return new ReadableStream(
      {
        pull: async (controller) => {
          const part = await this.#api.readFile(this.#wire.fd, position, CHUNK);
          position += part.length;
          if (part.length > 0) controller.enqueue(new Uint8Array(part));
          else {
            await this.close();
            controller.close();
          }
        },
        cancel: () => this.close(),
      },
      { highWaterMark: 0 },
    );
  }

  /**
   * ParcelFileDescriptor.AutoCloseOutputStream: writes from the start, closes the file when it is closed or aborted. Where
   * a write fails the stream closes it by itself: what has failed can be neither closed nor aborted any more.
   */
  createOutputStream(): WritableStream<Uint8Array> {
    let position = 0;
    return new WritableStream({
      write: async (bytes) => {
        try {
          await this.write(position, bytes);
        } catch (error) {
          await this.close().catch(() => {});
          throw error;
        }
        position += bytes.length;
      },
      close: () => this.close(),
      abort: () => this.close(),
    });
  }
}
