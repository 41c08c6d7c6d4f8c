// Mirrors the file system side of MediaProvider.ensureFileColumns: volumes that can be written, and directories on them.
import { posix } from 'node:path';
import { Throwable } from '../../../../contract/android/errors.ts';
import { VOLUME_EXTERNAL, VOLUME_EXTERNAL_PRIMARY, VOLUME_INTERNAL } from '../../../../contract/android/mediaStore.ts';
import type { Clock } from '../../../device/clock.ts';
import type { Volume, Volumes } from '../../../device/volumes.ts';
import type { MediaDatabase } from '../db/mediaDatabase.ts';
import { dataKey } from '../scan/reconcile.ts';
import { codeOf, diskFull, sqliteWriteError } from './writeErrors.ts';
import { WrittenRows } from './writtenRows.ts';

type Services = Readonly<{
  database: MediaDatabase;
  volumes: Volumes;
  clock: Clock;
  mountedVolumes(): readonly string[];
}>;

export class PlacesOnDisk {
  readonly #services: Services;
  readonly #rows: WrittenRows;
  /** Paths that files are on their way to. */
  readonly #reserved = new Set<string>();

  constructor(services: Services) {
    this.#services = services;
    this.#rows = new WrittenRows(services.database);
  }

  /**
   * The volume something is written to; `external` leads to the primary one.
   * @throws {Throwable} UnsupportedOperationException for the internal volume, IllegalArgumentException when it is away
   */
  volumeToWrite(volumeName: string): Volume {
    if (volumeName === VOLUME_INTERNAL)
      throw new Throwable('UnsupportedOperationException', 'Writing to internal storage is not supported.');
    const name = volumeName === VOLUME_EXTERNAL ? VOLUME_EXTERNAL_PRIMARY : volumeName;
    const volume = this.#services.volumes.find(name);
    if (volume === null || !this.#services.mountedVolumes().includes(name))
      throw new Throwable('IllegalArgumentException', `Volume ${name} not found`);
    return volume;
  }

  /** Makes the directory of a path of the device, with its rows. @throws {Throwable} IllegalStateException */
  makeDirectoryOf(path: string): void {
    const directory = posix.dirname(path);
    const place = this.#services.volumes.volumeOf(directory);
    if (place === null) throw new Throwable('IllegalStateException', `Failed to create directory: ${directory}`);
    try {
      place.volume.files.mkdirs(place.relative);
    } catch (cause) {
      throw new Throwable('IllegalStateException', `Failed to create directory: ${directory}`, { cause });
    }
    const now = Math.floor(this.#services.clock.currentTimeMillis() / 1000);
    writing(() => this.#rows.addDirectories(place.volume, place.relative, now));
  }

  /** Keeps everybody else from a path until the file that is meant for it is there. */
  reserve(path: string): Disposable {
    const key = dataKey(path);
    this.#reserved.add(key);
    return { [Symbol.dispose]: () => void this.#reserved.delete(key) };
  }

  /** Whether a path of the device is taken, in whatever case, or soon will be. */
  exists(path: string): boolean {
    if (this.#reserved.has(dataKey(path))) return true;
    const place = this.#services.volumes.volumeOf(path);
    return place?.volume.files.existsIgnoringCase(place.relative) ?? false;
  }

  /** A directory of the device in the letters it has: on Android's storage case makes no difference, and no second one. */
  spelled(directory: string): string {
    const place = this.#services.volumes.volumeOf(directory);
    if (place === null || place.relative === '') return directory;
    return `${place.volume.path}/${place.volume.files.spelled(place.relative)}`;
  }
}

/** Writes to the database; what it refuses becomes what an app sees. */
export function writing<Result>(write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    throw codeOf(error) === 'ENOSPC' ? diskFull(error) : sqliteWriteError(error);
  }
}
