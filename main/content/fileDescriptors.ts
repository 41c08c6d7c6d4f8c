// Mirrors android.os.ParcelFileDescriptor on the device's side: the open files of one connection.
import { type FileHandle, open } from 'node:fs/promises';
import { Throwable } from '../../contract/android/errors.ts';
import type { OpenMode, ParcelFileDescriptor } from '../../contract/android/files.ts';
import { zeroRanges } from './byteRanges.ts';
import type { OpenedFile } from './contentProvider.ts';
import { openFlags } from './openMode.ts';

type Descriptor = Readonly<{ handle: FileHandle; file: OpenedFile; mode: OpenMode }>;

/** How many files a process may have open, as Android's limit of descriptors. */
const MAX_OPEN = 1_024;

/** All of them are closed when their process ends. */
export class FileDescriptors {
  readonly #open = new Map<number, Descriptor>();
  #pending = 0;
  #last = 2;
  #ended = false;

  /**
   * @param file its `closed` is called whatever becomes of this
   * @throws {Throwable} FileNotFoundException when the file is gone or a folder, too many are open, or the process ended
   */
  async open(file: OpenedFile, mode: OpenMode): Promise<ParcelFileDescriptor> {
    this.#pending++;
    try {
      const { handle, size } = await this.#opened(file.path, mode);
      const fd = ++this.#last;
      this.#open.set(fd, { handle, file, mode });
      return { fd, statSize: size };
    } catch (error) {
      await file.closed?.();
      throw error;
    } finally {
      this.#pending--;
    }
  }

  /** @throws {Throwable} IOException for a descriptor that is not open for it, or a volume that was taken out */
  async read(fd: number, position: number, length: number): Promise<Uint8Array> {
    const { handle, file, mode } = this.#descriptor(fd);
    if (mode.startsWith('w')) throw badDescriptor('read');
    const { bytesRead, buffer } = await failing('read', () => {
      file.guard?.read();
      return handle.read(new Uint8Array(length), 0, length, position);
    });
    const bytes = buffer.subarray(0, bytesRead);
    zeroRanges(bytes, position, file.redactedRanges ?? []);
    return bytes;
  }

  /** @throws {Throwable} IOException for a descriptor that is not open for it, a volume that was taken out or is full */
  async write(fd: number, position: number, bytes: Uint8Array): Promise<void> {
    const { handle, file, mode } = this.#descriptor(fd);
    if (mode === 'r') throw badDescriptor('write');
    await failing('write', async () => {
      await file.guard?.write(async () => {
        const { size } = await handle.stat();
        return Math.max(0, (mode === 'wa' ? size : position) + bytes.length - size);
      });
    });
    for (let written = 0; written < bytes.length; ) {
      // Linux ignores the position of a file opened to append; other systems must not be given one.
      const at = mode === 'wa' ? null : position + written;
      const from = written;
      const { bytesWritten } = await failing('write', () => handle.write(bytes, from, bytes.length - from, at));
      written += bytesWritten;
    }
  }

  /** Resolves when the provider has taken note of what was written. A descriptor that is not open is none of its business. */
  async close(fd: number): Promise<void> {
    const descriptor = this.#open.get(fd);
    if (descriptor === undefined) return;
    this.#open.delete(fd);
    await descriptor.handle.close();
    await descriptor.file.closed?.();
  }

  /** What is being opened meanwhile is closed as soon as it is open, and nothing can be opened any more. */
  async closeAll(): Promise<void> {
    this.#ended = true;
    await Promise.allSettled([...this.#open.keys()].map((fd) => this.close(fd)));
  }

  async #opened(path: string, mode: OpenMode): Promise<{ handle: FileHandle; size: number }> {
    // Those under way count, this one among them.
    if (this.#open.size + this.#pending > MAX_OPEN) throw openFailed('EMFILE');
    const handle = await open(path, openFlags(mode)).catch((cause: unknown) => {
      throw openFailed(codeOf(cause), cause);
    });
    try {
      const stats = await handle.stat();
      if (stats.isDirectory()) throw openFailed('EISDIR');
      if (this.#ended) throw openFailed('EBADF');
      return { handle, size: stats.size };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  #descriptor(fd: number): Descriptor {
    const descriptor = this.#open.get(fd);
    if (descriptor === undefined) throw badDescriptor('fd');
    return descriptor;
  }
}

/** What the C library says of an error. */
const MESSAGES: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EBADF: 'Bad file descriptor',
  EFBIG: 'File too large',
  EIO: 'I/O error',
  EISDIR: 'Is a directory',
  ELOOP: 'Too many symbolic links encountered',
  EMFILE: 'Too many open files',
  ENFILE: 'File table overflow',
  ENOENT: 'No such file or directory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  EPERM: 'Operation not permitted',
  EROFS: 'Read-only file system',
};

/** A system call; what goes wrong has Android's words: `write failed: ENOSPC (No space left on device)`. */
async function failing<Result>(call: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (cause) {
    throw new Throwable('IOException', failure(call, codeOf(cause)), { cause });
  }
}

function openFailed(code: string, cause?: unknown): Throwable {
  return new Throwable('FileNotFoundException', failure('open', code), { cause });
}

function failure(call: string, code: string): string {
  const message = MESSAGES[code] === undefined ? '' : ` (${MESSAGES[code]})`;
  return `${call} failed: ${code}${message}`;
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'EIO';
}

function badDescriptor(what: string): Throwable {
  return new Throwable('IOException', `${what} failed: EBADF (Bad file descriptor)`);
}
