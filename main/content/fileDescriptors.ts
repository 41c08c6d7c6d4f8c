// Mirrors android.os.ParcelFileDescriptor on the device's side: the open files of one connection.
import { type FileHandle, open } from 'node:fs/promises';
import { Throwable } from '../../contract/android/errors.ts';
import type { OpenMode, ParcelFileDescriptor } from '../../contract/android/files.ts';
import { zeroRanges } from './byteRanges.ts';
import { ChannelAccess } from './channelAccess.ts';
import type { LocalFile, OpenedFile } from './contentProvider.ts';
import { openFlags } from './openMode.ts';

/** What is open behind a descriptor. */
type Source = Readonly<{ size: number; access: FileAccess }>;

type FileAccess = Readonly<{
  read(position: number, length: number): Promise<Uint8Array>;
  write(position: number, bytes: Uint8Array): Promise<void>;
  close(error?: Error): Promise<void>;
}>;

type Descriptor = Readonly<{ access: FileAccess; file: OpenedFile; mode: OpenMode }>;

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
      const { access, size } = await this.#opened(file, mode);
      const fd = ++this.#last;
      this.#open.set(fd, { access, file, mode });
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
    const { access, file, mode } = this.#descriptor(fd);
    if (mode.startsWith('w')) throw badDescriptor('read');
    const { guard } = file;
    if (guard !== undefined) await failing('read', async () => guard.read());
    return access.read(position, length);
  }

  /** @throws {Throwable} IOException for a descriptor that is not open for it, a volume that was taken out or is full */
  async write(fd: number, position: number, bytes: Uint8Array): Promise<void> {
    const { access, file, mode } = this.#descriptor(fd);
    if (mode === 'r') throw badDescriptor('write');
    if ('channel' in file && file.guard !== undefined) {
      const { guard } = file;
      await failing('write', () => guard.write(async () => bytes.length));
    }
    await access.write(position, bytes);
  }

  /** Resolves when the provider has taken note of what was written. A descriptor that is not open is none of its business. */
  async close(fd: number, error?: Error): Promise<void> {
    const descriptor = this.#open.get(fd);
    if (descriptor === undefined) return;
    this.#open.delete(fd);
    try {
      await descriptor.access.close(error);
    } finally {
      await descriptor.file.closed?.(error);
    }
  }

  /** What is being opened meanwhile is closed as soon as it is open, and nothing can be opened any more. */
  async closeAll(): Promise<void> {
    this.#ended = true;
    const error = new Error('The process that had the file open ended.');
    await Promise.allSettled([...this.#open.keys()].map((fd) => this.close(fd, error)));
  }

  async #opened(file: OpenedFile, mode: OpenMode): Promise<Source> {
    // Those under way count, this one among them.
    const isFull = this.#open.size + this.#pending > MAX_OPEN;
    if ('channel' in file) {
      const access = new ChannelAccess(file.channel, mode);
      if (!isFull && !this.#ended) return { access, size: access.statSize };
      const refused = openFailed(isFull ? 'EMFILE' : 'EBADF');
      await access.close(refused);
      throw refused;
    }
    if (isFull) throw openFailed('EMFILE');
    const source = await openLocal(file, mode);
    if (!this.#ended) return source;
    await source.access.close();
    throw openFailed('EBADF');
  }

  #descriptor(fd: number): Descriptor {
    const descriptor = this.#open.get(fd);
    if (descriptor === undefined) throw badDescriptor('fd');
    return descriptor;
  }
}

async function openLocal(file: LocalFile, mode: OpenMode): Promise<Source> {
  const handle = await open(file.path, openFlags(mode)).catch((cause: unknown) => {
    throw openFailed(codeOf(cause), cause);
  });
  try {
    const stats = await handle.stat();
    if (stats.isDirectory()) throw openFailed('EISDIR');
    const [start, end] = file.part ?? [0, stats.size];
    const size = Math.max(0, Math.min(end, stats.size) - start);
    return { size, access: localAccess(handle, file, mode) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function localAccess(handle: FileHandle, file: LocalFile, mode: OpenMode): FileAccess {
  const [start, end] = file.part ?? [0, Number.POSITIVE_INFINITY];
  return {
    read: async (position, length) => {
      const from = start + position;
      const most = Math.max(0, Math.min(length, end - from));
      const { bytesRead, buffer } = await failing('read', () => handle.read(new Uint8Array(most), 0, most, from));
      const bytes = buffer.subarray(0, bytesRead);
      zeroRanges(bytes, from, file.redactedRanges ?? []);
      return bytes;
    },
    write: (position, bytes) => writeLocal(handle, file, { position, bytes, appends: mode.includes('a') }),
    close: () => handle.close(),
  };
}

async function writeLocal(
  handle: FileHandle,
  { guard }: LocalFile,
  { position, bytes, appends }: Readonly<{ position: number; bytes: Uint8Array; appends: boolean }>,
): Promise<void> {
  await failing('write', async () => {
    await guard?.write(async () => {
      const { size } = await handle.stat();
      return Math.max(0, (appends ? size : position) + bytes.length - size);
    });
  });
  for (let written = 0; written < bytes.length; ) {
    // Linux ignores the position of a file opened to append; other systems must not be given one.
    const at = appends ? null : position + written;
    const from = written;
    const { bytesWritten } = await failing('write', () => handle.write(bytes, from, bytes.length - from, at));
    written += bytesWritten;
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
