// Mirrors StorageManager.openProxyFileDescriptor: bytes that another process reads and writes.
import type { Bundle } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import type { FileChannel } from '../../../../contract/android/files.ts';
import type { WireChannel } from '../../../../contract/rpc/documentsProviderWire.ts';
import type { ProviderCalls } from './providerCalls.ts';

/** Nothing of it has a time limit: a pipe keeps its reader waiting for as long as its writer lives. */
export class ProcessChannel implements FileChannel {
  readonly size: number | null;
  readonly mimeType?: string;
  readonly extras?: Bundle;
  readonly truncate?: (size: number) => Promise<void>;
  readonly #calls: ProviderCalls;
  readonly #authority: string;
  readonly #channel: number;

  constructor(calls: ProviderCalls, authority: string, { channel, size, mimeType, extras, canTruncate }: WireChannel) {
    this.#calls = calls;
    this.#authority = authority;
    this.#channel = channel;
    this.size = size;
    if (mimeType !== undefined) this.mimeType = mimeType;
    if (extras !== undefined) this.extras = extras;
    if (canTruncate) this.truncate = async (to) => void (await this.#call('truncate', [to]));
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    const bytes = await this.#call('read', [position, length]);
    if (bytes instanceof Uint8Array) return bytes;
    throw new Throwable('IOException', 'read failed: EIO (I/O error)');
  }

  async write(position: number, bytes: Uint8Array): Promise<void> {
    await this.#call('write', [position, bytes]);
  }

  async close(error?: Error): Promise<void> {
    await this.#call('close', [error?.message ?? null]);
  }

  async #call(operation: string, args: readonly unknown[]): Promise<unknown> {
    const method = `channel.${operation}`;
    try {
      return await this.#calls.call({
        ...{ authority: this.#authority, method, isLimited: false },
        args: [this.#channel, ...args],
      });
    } catch (error) {
      if (!(error instanceof Throwable) || error.name !== 'DeadObjectException') throw error;
      throw new Throwable('IOException', `${operation} failed: EIO (I/O error)`, { cause: error });
    }
  }
}
