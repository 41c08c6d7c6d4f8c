// Mirrors StorageManager and MediaProvider's VolumeCache: what is mounted, and which path is on which volume.
import { accessSync, constants, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { VolumeState } from '../../contract/rpc/deviceApi.ts';
import { Listeners } from './listeners.ts';
import type { VolumeReader, VolumeWriter } from './volumeAccess.ts';
import { VolumeFiles } from './volumeFiles.ts';

export type VolumeSpec = Readonly<{
  id: string;
  /** MediaStore's name: external_primary, or the file system id in lower case. */
  volumeName: string;
  kind: 'primary' | 'portable';
  /** The user's folder on this computer. */
  folder: string;
}>;

export type Volume = VolumeSpec &
  Readonly<{
    /** Where apps see it, without a slash at the end: /storage/emulated/0. */
    path: string;
    files: VolumeReader & VolumeWriter;
  }>;

/** A place on a volume; `relative` has no slash at either end and is '' for the root. */
export type VolumePath = Readonly<{ volume: Volume; relative: string }>;

type Progress = Omit<VolumeState, 'id' | 'volumeName' | 'folder'>;

/** Why a folder cannot be mounted, in one sentence; null when it can. */
export function folderProblem(folder: string): string | null {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) return `There is no folder ${folder}; create it, or name another one.`;
  if (!stats.isDirectory()) return `${folder} is a file; name the folder it is in.`;
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return null;
  } catch {
    return `${folder} cannot be read by this user; change its permissions, or name another folder.`;
  }
}

export class Volumes {
  readonly #home: string;
  readonly #mounted = new Map<string, { volume: Volume; progress: Progress }>();
  readonly #listeners = new Listeners<[]>();

  /** @param options.home folder of everything the device keeps */
  constructor({ home }: Readonly<{ home: string }>) {
    this.#home = home;
  }

  /**
   * Puts a folder in place of a volume. Nothing is read from it yet.
   * @throws {Error} when the folder is not there, is no folder, or cannot be read; with a `code` when the home cannot be written
   */
  mount(spec: VolumeSpec): Volume {
    const folder = resolve(spec.folder);
    const problem = folderProblem(folder);
    if (problem !== null) throw new Error(problem);
    const upper = join(this.#home, 'volumes', spec.id);
    const path = spec.kind === 'primary' ? '/storage/emulated/0' : `/storage/${spec.volumeName.toUpperCase()}`;
    const files = new VolumeFiles({ lower: folder, upper });
    // What is of no use any more can be deleted while the volume is in use.
    void files.recover();
    const volume: Volume = { ...spec, folder, path, files };
    const progress: Progress = {
      ...{ state: 'scanning', files: 0, indexed: 0, skipped: 0, problem: null },
      ...{ total: null, rate: null, remaining: null, paused: false, watching: 'starting' },
    };
    this.#mounted.set(spec.id, { volume, progress });
    this.#listeners.call();
    return volume;
  }

  /** The state of every volume, in the order they were mounted. */
  list(): readonly VolumeState[] {
    return [...this.#mounted.values()].map(({ volume: { id, volumeName, folder }, progress }) => ({
      ...{ id, volumeName, folder },
      ...progress,
    }));
  }

  all(): readonly Volume[] {
    return [...this.#mounted.values()].map(({ volume }) => volume);
  }

  /** By MediaStore's name. */
  find(volumeName: string): Volume | null {
    return this.all().find((volume) => volume.volumeName === volumeName) ?? null;
  }

  /** Where a path of the device is; null when it is on no volume. */
  volumeOf(devicePath: string): VolumePath | null {
    for (const volume of this.all()) {
      if (devicePath === volume.path) return { volume, relative: '' };
      if (devicePath.startsWith(`${volume.path}/`))
        return { volume, relative: devicePath.slice(volume.path.length + 1) };
    }
    return null;
  }

  /** The file on this computer behind a path of the device; null when it is not there, or outside of its volume. */
  realPath(devicePath: string): string | null {
    const place = this.volumeOf(devicePath);
    return place === null ? null : place.volume.files.resolve(place.relative);
  }

  /** Records how far a scan has come. */
  update(id: string, progress: Partial<Progress>): void {
    const mounted = this.#mounted.get(id);
    if (mounted === undefined) return;
    mounted.progress = { ...mounted.progress, ...progress };
    this.#listeners.call();
  }

  /** Called after a volume was mounted or its state changed. */
  onChange(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }
}

/** The path on the device of a place on a volume. */
export function devicePath(volume: Volume, relative: string): string {
  return relative === '' ? volume.path : `${volume.path}/${relative}`;
}
