// Bytes of the cloud on their way to a client, and back.
import { type FileHandle, open } from 'node:fs/promises';
import { Throwable } from '../../../../contract/android/errors.ts';
import type { FileChannel } from '../../../../contract/android/files.ts';
import type { CloudFault } from '../../../../contract/rpc/documentsApi.ts';
import type { CloudNetwork } from '../../../device/cloudNetwork.ts';

export type ChannelWatch = Readonly<{
  network: CloudNetwork;
  /** Ends when the caller goes. */
  signal: AbortSignal;
  /** @throws {Throwable} IOException when the account was signed out meanwhile */
  check(): void;
  /** The fault that strikes this read or write, if any. */
  strike(operation: 'read' | 'write'): CloudFault | null;
}>;

/** Bytes from the cloud, as fast as the network is. */
export class DownloadChannel implements FileChannel {
  readonly size: number | null;
  readonly #handle: FileHandle;
  readonly #watch: ChannelWatch;
  /** Where a stream that is cut off ends, bytes. */
  #end = Number.POSITIVE_INFINITY;
  readonly #bytes: number;

  constructor(handle: FileHandle, size: Readonly<{ told: number | null; bytes: number }>, watch: ChannelWatch) {
    this.#handle = handle;
    this.size = size.told;
    this.#bytes = size.bytes;
    this.#watch = watch;
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    const { network, signal, check, strike } = this.#watch;
    check();
    const fault = strike('read');
    if (fault?.kind === 'hang') await network.hang(signal);
    if (fault?.kind === 'truncate') this.#end = Math.min(this.#end, Math.floor(this.#bytes / 2));
    else if (fault !== null) throw new Throwable('IOException', 'read failed: EIO (I/O error)');
    const wanted = Math.max(0, Math.min(length, this.#end - position));
    if (wanted === 0) return new Uint8Array();
    const { bytesRead, buffer } = await this.#handle.read(new Uint8Array(wanted), 0, wanted, position);
    if (bytesRead > 0) await network.transfer(bytesRead, signal);
    check();
    return buffer.subarray(0, bytesRead);
  }

  async write(): Promise<void> {
    throw new Throwable('IOException', 'write failed: EBADF (Bad file descriptor)');
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** What is written goes into a file of the device's first; only one that is closed in order goes to the cloud. */
export class DraftChannel implements FileChannel {
  readonly size: number;
  readonly #handle: FileHandle;
  readonly #watch: ChannelWatch;
  readonly #closed: (error?: Error) => Promise<void>;

  constructor(
    handle: FileHandle,
    size: number,
    given: Readonly<{ watch: ChannelWatch; closed(error?: Error): Promise<void> }>,
  ) {
    this.#handle = handle;
    this.size = size;
    this.#watch = given.watch;
    this.#closed = given.closed;
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    this.#watch.check();
    const { bytesRead, buffer } = await this.#handle.read(new Uint8Array(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  }

  async write(position: number, bytes: Uint8Array): Promise<void> {
    const { network, signal, check, strike } = this.#watch;
    check();
    const fault = strike('write');
    if (fault?.kind === 'hang') await network.hang(signal);
    // Half of them are written before it fails, as a pipe does that breaks.
    const kept = fault === null ? bytes : bytes.subarray(0, Math.floor(bytes.length / 2));
    for (let written = 0; written < kept.length; ) {
      written += (await this.#handle.write(kept, written, kept.length - written, position + written)).bytesWritten;
    }
    if (fault !== null) throw new Throwable('IOException', 'write failed: EPIPE (Broken pipe)');
  }

  async truncate(size: number): Promise<void> {
    await this.#handle.truncate(size);
  }

  async close(error?: Error): Promise<void> {
    if (error === undefined) await this.#handle.sync();
    await this.#handle.close();
    await this.#closed(error);
  }
}

/** @throws {Throwable} FileNotFoundException when the bytes are gone */
export async function openBlob(path: string, flags: 'r' | 'r+'): Promise<FileHandle> {
  return open(path, flags).catch((cause: unknown) => {
    throw new Throwable('FileNotFoundException', 'open failed: ENOENT (No such file or directory)', { cause });
  });
}
