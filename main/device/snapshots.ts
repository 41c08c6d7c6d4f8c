// Snapshots of the device: upper layers, media database, and everything the services have written down.
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Snapshot } from '../../contract/rpc/volumeChanges.ts';
import type { DeviceClock } from './clock.ts';
import { copyTree } from './copyTree.ts';
import { realpathOr } from './layer.ts';
import { realTimeSinceEpoch } from './realTime.ts';
import { removeTree } from './removeTree.ts';
import {
  freeName,
  keptEntries,
  leftovers,
  readSnapshot,
  restoreFolder,
  type SnapshotManifest,
} from './snapshotFiles.ts';
import { failure } from './volumePath.ts';
import type { Volumes } from './volumes.ts';
import type { Work } from './work.ts';

export type SnapshotsOptions = Readonly<{
  home: string;
  /** Of the primary volume. */
  folder: string;
  clock: DeviceClock;
  volumes: Volumes;
  work: Work;
  /** Writes a consistent copy of the media database while the device goes on. */
  backUpDatabase(path: string): Promise<void>;
  stopApps(): void;
  /** Switches the device off and on; the new one finds what is to be restored. Null where nobody can. */
  restart: (() => void) | null;
}>;

/** The media database's files in `media/`; the rest of that folder is copied as it is. */
const DATABASE = 'external.db';

/** How often what is written while it is copied is copied again. */
const ATTEMPTS = 3;

export class Snapshots {
  readonly #options: SnapshotsOptions;
  readonly #folder: string;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    this.#folder = join(options.home, 'snapshots');
  }

  /** Newest first. */
  list(): readonly Snapshot[] {
    if (!existsSync(this.#folder)) return [];
    const snapshots = readdirSync(this.#folder).flatMap((name) => {
      const manifest = name.startsWith('.') ? null : readSnapshot(join(this.#folder, name));
      if (manifest === null) return [];
      const { savedAt, bytes, files, folder, writtenThrough = [] } = manifest;
      return [{ name, savedAt, bytes, files, folder, writtenThrough }];
    });
    return snapshots.sort((a, b) => b.savedAt - a.savedAt || (a.name < b.name ? -1 : 1));
  }

  /** @throws {Error} with one sentence, for a name that cannot be one or is taken, or when the disk is full */
  async save(name: string): Promise<void> {
    requireName(name);
    const place = join(this.#folder, name);
    if (existsSync(place))
      throw new Error(`There is a snapshot ${name} already; delete it first, or take another name.`);
    await this.#options.work.run('saving', async (progress) => {
      await this.#clean();
      const staging = join(this.#folder, '.saving');
      try {
        await mkdir(join(staging, 'state'), { recursive: true });
        const manifest = await this.#copyState(name, join(staging, 'state'), progress);
        writeFileSync(join(staging, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
        renameSync(staging, place);
      } catch (error) {
        await removeTree(staging).catch(() => {});
        throw new Error(`The snapshot ${name} was not saved (${reason(error)}).`, { cause: error });
      }
    });
  }

  /**
   * Stops all apps, puts the snapshot's state into the place of the device's, and restarts the device on it. No folder is
   * changed by it, and none is written through afterwards until somebody agrees to it again.
   * @throws {Error} with one sentence, for one that is not there, is damaged, or belongs to another folder
   */
  async restore(name: string): Promise<void> {
    requireName(name);
    const { home, work, stopApps, restart } = this.#options;
    const snapshot = join(this.#folder, name);
    const manifest = this.#required(name);
    const folder = realpathOr(this.#options.folder);
    if (restart === null) throw new Error('This device cannot be restarted from within; no snapshot can be restored.');
    if (manifest.folder !== folder)
      throw new Error(
        `The snapshot ${name} is of ${manifest.folder}, and this device shows ${folder}; start it on that folder.`,
      );
    await work.run('restoring', async (progress) => {
      await this.#clean();
      const staging = join(home, 'restoring');
      try {
        mkdirSync(staging);
        let done = 0;
        await copyTree(join(snapshot, 'state'), join(staging, 'state'), () => progress(++done, manifest.files));
        writeFileSync(join(staging, 'manifest.json'), JSON.stringify(manifest));
        stopApps();
        renameSync(staging, restoreFolder(home));
      } catch (error) {
        await removeTree(staging).catch(() => {});
        throw new Error(`The snapshot ${name} was not restored (${reason(error)}); the device is as it was.`, {
          cause: error,
        });
      }
    });
    restart();
  }

  /** @throws {Error} for one that is not there */
  async delete(name: string): Promise<void> {
    requireName(name);
    this.#required(name);
    const gone = freeName(this.#folder, '.deleting');
    renameSync(join(this.#folder, name), gone);
    await removeTree(gone);
  }

  #required(name: string): SnapshotManifest {
    const manifest = readSnapshot(join(this.#folder, name));
    if (manifest === null) throw new Error(`There is no snapshot ${name}, or it is damaged.`);
    return manifest;
  }

  async #clean(): Promise<void> {
    for (const path of leftovers(this.#options.home)) await removeTree(path);
  }

  async #copyState(name: string, state: string, progress: (done: number) => void): Promise<SnapshotManifest> {
    const { home, clock, folder } = this.#options;
    const sum = { bytes: 0, files: 0 };
    const add = (bytes: number) => {
      sum.bytes += bytes;
      progress(++sum.files);
    };
    const entries = keptEntries(home);
    for (const entry of entries) {
      if (entry === 'volumes') await this.#copyVolumes(join(state, entry), add);
      else if (entry === 'media') await this.#copyMedia(join(state, entry), add);
    }
    // Last, and in one turn but for the copying: these are small.
    for (const entry of entries)
      if (entry.endsWith('.json')) await copyTree(join(home, entry), join(state, entry), add);
    return {
      format: 1,
      name,
      savedAt: realTimeSinceEpoch(),
      folder: realpathOr(folder),
      ...sum,
      clock: { kind: clock.kind, currentTimeMillis: clock.currentTimeMillis() },
      entries,
      writtenThrough: this.#options.volumes.list().flatMap((volume) => (volume.writeThrough ? [volume.folder] : [])),
    };
  }

  async #copyMedia(target: string, add: (bytes: number) => void): Promise<void> {
    const source = join(this.#options.home, 'media');
    await mkdir(target);
    await this.#options.backUpDatabase(join(target, DATABASE));
    add(statSync(join(target, DATABASE)).size);
    for (const entry of await readdir(source))
      if (!entry.startsWith(DATABASE)) await copyTree(join(source, entry), join(target, entry), add);
  }

  /** Each upper layer as it is at one moment: what is changed meanwhile is copied again. */
  async #copyVolumes(target: string, add: (bytes: number) => void): Promise<void> {
    const source = join(this.#options.home, 'volumes');
    await mkdir(target);
    for (const id of await readdir(source)) {
      const copy = () => copyUpper(join(source, id), join(target, id), add);
      const volume = this.#options.volumes.all().find((mounted) => mounted.id === id);
      if (volume === undefined) await copy();
      else await this.#unchanged(volume.layers().upper.changes, join(target, id), copy);
    }
  }

  async #unchanged(
    changes: Readonly<{ add(listener: () => void): Disposable }>,
    target: string,
    copy: () => Promise<void>,
  ): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      let isChanged = false;
      using _watch = changes.add(() => {
        isChanged = true;
      });
      await removeTree(target);
      await copy();
      if (!isChanged) return;
    }
    throw failure('EBUSY', 'apps are writing all the time; stop them first');
  }
}

/** What is being prepared, or was, belongs to nobody. */
async function copyUpper(source: string, target: string, add: (bytes: number) => void): Promise<void> {
  await mkdir(target);
  for (const entry of await readdir(source))
    if (entry === 'files' || entry === 'changes.log') await copyTree(join(source, entry), join(target, entry), add);
}

/** @throws {Error} for what cannot be the name of a folder on every computer */
function requireName(name: string): void {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u.test(name) && !/[ .]$/.test(name) && !/^(con|nul|prn|aux)$/i.test(name))
    return;
  throw new Error(
    `“${name}” cannot be the name of a snapshot; take up to 60 letters, digits, spaces, dots, _ or -, beginning with a letter or a digit.`,
  );
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
