// What a card does not have that is pulled out while it is written: the entry of a new file comes last.
import type { Store } from '../../../device/jsonFile.ts';
import type { Volume, Volumes } from '../../../device/volumes.ts';

/** A new document as it was left when its volume went: nobody has told that it is whole. */
export type InterruptedWrite = Readonly<{
  /** The volume's id. */
  volume: string;
  /** Below the volume. */
  path: string;
  /** Bytes. */
  size: number;
  /** Milliseconds since 1970 UTC. */
  mtimeMs: number;
}>;

/**
 * Documents that were being written for the first time when their volume went. They are gone when it comes back, unless
 * somebody has changed them meanwhile. Differs from Android, where it depends on the file system what is left of them.
 */
export class InterruptedWrites {
  readonly #store: Pick<Store, 'load' | 'save'>;
  #all: readonly InterruptedWrite[];

  constructor(volumes: Volumes, store: Pick<Store, 'load' | 'save'>) {
    this.#store = store;
    const saved = store.load();
    this.#all = Array.isArray(saved) ? saved.filter(isInterruptedWrite) : [];
    volumes.onChange(() => this.#drop(volumes));
  }

  add(write: InterruptedWrite): void {
    this.#keep([...this.#all, write]);
  }

  #drop(volumes: Volumes): void {
    if (this.#all.length === 0) return;
    const mounted = volumes.all();
    const done = this.#all.filter((write) => {
      const volume = mounted.find(({ id }) => id === write.volume);
      return volume !== undefined && isDropped(volume, write);
    });
    if (done.length > 0) this.#keep(this.#all.filter((write) => !done.includes(write)));
  }

  #keep(all: readonly InterruptedWrite[]): void {
    this.#all = all;
    this.#store.save(all);
  }
}

/** @returns false while the volume cannot be written, and nothing can be done */
function isDropped({ files }: Volume, { path, size, mtimeMs }: InterruptedWrite): boolean {
  const entry = files.stat(path);
  if (entry === null || entry.isDirectory || entry.size !== size || entry.mtimeMs !== mtimeMs) return true;
  try {
    files.deleteFile(path);
    return true;
  } catch {
    return false;
  }
}

function isInterruptedWrite(value: unknown): value is InterruptedWrite {
  if (typeof value !== 'object' || value === null) return false;
  const { volume, path, size, mtimeMs } = value as Partial<Record<keyof InterruptedWrite, unknown>>;
  const isPlace = typeof volume === 'string' && typeof path === 'string';
  return isPlace && typeof size === 'number' && typeof mtimeMs === 'number';
}
