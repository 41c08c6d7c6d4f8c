// Mirrors StorageStatsManager and StatFs: how much a volume holds, and how much of it is free.
import { statfsSync } from 'node:fs';
import { Slices } from './realTime.ts';
import type { VolumeReader } from './volumeAccess.ts';
import { childOf, failure } from './volumePath.ts';

export type Space = Readonly<{
  /** Null as long as it is not known. */
  freeBytes: number | null;
  totalBytes: number | null;
}>;

/** How long an answer about the disk holds, milliseconds: the panel asks many times a second while a scan runs. */
const DISK_ANSWER_HOLDS = 2_000;

/** The disk that what is written goes to: that of the device's home, or of a folder that is written through. */
export class Disk {
  readonly #folder: string;
  #answer: Readonly<{ at: number; space: Space }> | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  space(): Space {
    const now = performance.now();
    if (this.#answer === null || now - this.#answer.at > DISK_ANSWER_HOLDS)
      this.#answer = { at: now, space: spaceOfDisk(this.#folder) };
    return this.#answer.space;
  }
}

function spaceOfDisk(path: string): Space {
  try {
    const { bavail, blocks, bsize } = statfsSync(path);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return { freeBytes: null, totalBytes: null };
  }
}

/**
 * A volume's quota, against the sizes of all files an app could see on it. What is used is counted when a quota is set
 * and after each scan; in between what apps write and delete is added up.
 */
export class VolumeSpace {
  readonly #files: VolumeReader;
  readonly #disk: Disk;
  #quota: number | null = null;
  #used: number | null = null;
  #counting = Promise.resolve();

  constructor(files: VolumeReader, disk: Disk) {
    this.#files = files;
    this.#disk = disk;
  }

  space(): Space {
    if (this.#quota === null) return this.#disk.space();
    return { totalBytes: this.#quota, freeBytes: this.#used === null ? null : Math.max(0, this.#quota - this.#used) };
  }

  /** Bytes, or null for none. Resolves when what is used is counted. */
  setQuota(quota: number | null): Promise<void> {
    this.#quota = quota;
    return this.count();
  }

  /** Counts again what is used, if there is a quota. */
  count(): Promise<void> {
    if (this.#quota === null) {
      this.#used = null;
      return Promise.resolve();
    }
    // One that is under way may be past what has changed.
    this.#counting = this.#counting.then(() => this.#sum());
    return this.#counting;
  }

  /**
   * Takes room before something is written; `growth` answers how many bytes.
   * @throws {Error} with the code ENOSPC
   */
  async take(growth: () => Promise<number>): Promise<void> {
    if (this.#quota === null) return;
    if (this.#used === null) await this.#counting;
    const bytes = await growth();
    const { freeBytes } = this.space();
    if (bytes > (freeBytes ?? bytes)) throw full();
    this.give(-bytes);
  }

  /** A new name needs room, too. @throws {Error} with the code ENOSPC */
  requireRoom(): void {
    if (this.#quota !== null && this.space().freeBytes === 0) throw full();
  }

  /** Gives room back. */
  give(bytes: number): void {
    if (this.#used !== null) this.#used = Math.max(0, this.#used - bytes);
  }

  async #sum(): Promise<void> {
    let used = 0;
    const waiting = [''];
    const slices = new Slices();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const directory = next;
      // What cannot be listed is not counted, nor is what goes away meanwhile.
      const listing = await this.#files.readdir(directory).catch(() => null);
      for (const { name, isDirectory, isLink, size } of listing?.entries ?? []) {
        if (isDirectory && !isLink) waiting.push(childOf(directory, name));
        else if (!isDirectory) used += size;
      }
      await slices.breathe();
    }
    this.#used = used;
  }
}

function full(): Error {
  return failure('ENOSPC', 'The volume is full.');
}
