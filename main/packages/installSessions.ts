// Mirrors PackageInstallerService: what is being installed, piece by piece, before it is.
import { mkdirSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../device/volumePath.ts';
import { InstallError } from './installError.ts';
import type { InstallFlags } from './installRules.ts';
import { type PackageFile, readPackageFile } from './packageFile.ts';
import type { ByteSource } from './zipFile.ts';

type StagedFile = Readonly<{ name: string; path: string; size: number }>;

/** Files that are installed together. Nothing of them stays: only what they say of the app is kept. */
export class InstallSession {
  readonly id: number;
  readonly flags: InstallFlags;
  readonly #folder: string;
  #files: readonly StagedFile[] = [];
  #count = 0;

  constructor(id: number, flags: InstallFlags, folder: string) {
    this.id = id;
    this.flags = flags;
    this.#folder = folder;
  }

  /** Where Android would keep it while it is not installed. */
  get stagePath(): string {
    return `/data/app/vmdl${this.id}.tmp`;
  }

  /**
   * Writes a file, over one of the same name.
   * @param size bytes that are taken; null for all there are
   * @returns how many there were
   * @throws {InstallError} when there are fewer, or no room for them
   */
  async write(name: string, content: AsyncIterable<Uint8Array>, size: number | null): Promise<number> {
    mkdirSync(this.#folder, { recursive: true });
    const path = join(this.#folder, String(this.#count++));
    const handle = await open(path, 'wx');
    let written = 0;
    try {
      written = await copy(content, handle, size ?? Number.POSITIVE_INFINITY);
    } finally {
      await handle.close();
    }
    if (size !== null && written < size)
      throw new InstallError('INSTALL_FAILED_INVALID_APK', `${name} has ${written} bytes instead of ${size}`);
    this.#files = [...this.#files.filter((each) => each.name !== name), { name, path, size: written }];
    return written;
  }

  /** What the files say of themselves. @throws {InstallError} */
  async packages(): Promise<readonly PackageFile[]> {
    const found: PackageFile[] = [];
    for (const { name, path, size } of this.#files) {
      const handle = await open(path, 'r');
      try {
        found.push(await readPackageFile(source(handle, size), `${this.stagePath}/${name}`));
      } finally {
        await handle.close();
      }
    }
    return found;
  }

  discard(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export class InstallSessions {
  readonly #folder: string;
  readonly #sessions = new Map<number, InstallSession>();
  #lastId = 0;

  /** @param folder for nothing else */
  constructor(folder: string) {
    this.#folder = folder;
  }

  create(flags: InstallFlags): InstallSession {
    // What a killed program left is nobody's any more.
    if (this.#sessions.size === 0) rmSync(this.#folder, { recursive: true, force: true });
    const id = ++this.#lastId;
    const session = new InstallSession(id, flags, join(this.#folder, String(id)));
    this.#sessions.set(id, session);
    return session;
  }

  find(id: number): InstallSession | null {
    return this.#sessions.get(id) ?? null;
  }

  /** Ends a session, installed or not. */
  end({ id }: InstallSession): void {
    this.#sessions.get(id)?.discard();
    this.#sessions.delete(id);
  }
}

async function copy(content: AsyncIterable<Uint8Array>, handle: FileHandle, most: number): Promise<number> {
  let written = 0;
  if (most === 0) return 0;
  try {
    for await (const bytes of content) {
      const piece = bytes.subarray(0, most - written);
      await handle.write(piece, 0, piece.length);
      written += piece.length;
      // Who sends does not end what it sends: it waits for the answer.
      if (written >= most) break;
    }
  } catch (error) {
    if (codeOf(error) === 'ENOSPC')
      throw new InstallError('INSTALL_FAILED_INSUFFICIENT_STORAGE', 'Failed to allocate the bytes of the package');
    throw error;
  }
  return written;
}

function source(handle: FileHandle, size: number): ByteSource {
  return {
    size,
    read: async (position, length) => {
      const wanted = Math.max(0, Math.min(length, size - position));
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(wanted), 0, wanted, position);
      return buffer.subarray(0, bytesRead);
    },
  };
}
