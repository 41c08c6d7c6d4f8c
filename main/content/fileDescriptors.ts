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
  #last = 2;

  /** @throws {Throwable} FileNotFoundException when the file is gone, or too many are open */
  async open(file: OpenedFile, mode: OpenMode): Promise<ParcelFileDescriptor> {
    if (this.#open.size >= MAX_OPEN) {
      await file.closed?.();
      throw new Throwable('FileNotFoundException', 'open failed: EMFILE (Too many open files)');
    }
    const handle = await open(file.path, openFlags(mode)).catch(async (cause: unknown) => {
      await file.closed?.();
      throw new Throwable('FileNotFoundException', 'open failed: ENOENT (No such file or directory)', { cause });
    });
    const { size } = await handle.stat();
    const fd = ++this.#last;
    this.#open.set(fd, { handle, file, mode });
    return { fd, statSize: size };
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

  async closeAll(): Promise<void> {
    await Promise.allSettled([...this.#open.keys()].map((fd) => this.close(fd)));
  }

  #descriptor(fd: number): Descriptor {
    const descriptor = this.#open.get(fd);
    if (descriptor === undefined) throw badDescriptor('fd');
    return descriptor;
  }
}

const MESSAGES: Readonly<Record<string, string>> = {
  EIO: 'I/O error',
  ENOSPC: 'No space left on device',
  EROFS: 'Read-only file system',
};

/** A system call; what goes wrong has Android's words: `write failed: ENOSPC (No space left on device)`. */
async function failing<Result>(call: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'EIO';
    const message = MESSAGES[code] === undefined ? '' : ` (${MESSAGES[code]})`;
    throw new Throwable('IOException', `${call} failed: ${code}${message}`, { cause });
  }
}

function badDescriptor(what: string): Throwable {
  return new Throwable('IOException', `${what} failed: EBADF (Bad file descriptor)`);
}
