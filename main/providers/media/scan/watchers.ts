// Which folders are watched, and from when on.
import type { Volume, Volumes } from '../../../device/volumes.ts';
import type { StartWatching } from './folderWatch.ts';
import type { MediaScanner } from './mediaScanner.ts';
import { Watcher } from './watcher.ts';

type Services = Readonly<{
  volumes: Volumes;
  scanner: Pick<MediaScanner, 'scanFiles'>;
  start: StartWatching;
  log: (message: string) => void;
}>;

/** The watchers of all volumes. Close them before the scanner. */
export class Watchers {
  readonly #services: Services;
  readonly #watched = new Map<Volume, Promise<void>>();
  readonly #watchers = new Map<Volume, Watcher>();
  #isClosed = false;

  constructor(services: Services) {
    this.#services = services;
  }

  /**
   * Watches a volume that is not watched yet.
   * @param scanned the scan under way: both at once would only slow each other down, so watching waits for its end, and
   * what happened meanwhile is found by a look at every file
   */
  watch(volume: Volume, scanned: Promise<void>): void {
    if (this.#watched.has(volume)) return;
    // Given up meanwhile and begun anew, it is the new one that starts.
    const watching: Promise<void> = scanned.then(() =>
      this.#watched.get(volume) === watching ? this.#start(volume) : undefined,
    );
    this.#watched.set(volume, watching);
  }

  /** Ends watching a volume that is not mounted any more. */
  async unwatch(volume: Volume): Promise<void> {
    const watcher = this.#watchers.get(volume);
    this.#watched.delete(volume);
    this.#watchers.delete(volume);
    await watcher?.close();
  }

  /** Resolves when every later change in the folders will be noticed. */
  async ready(): Promise<void> {
    await Promise.all(this.#watched.values());
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const watcher of this.#watchers.values()) await watcher.close();
  }

  async #start(volume: Volume): Promise<void> {
    if (this.#isClosed || volume.isDetached()) return;
    const { volumes, scanner, start, log } = this.#services;
    const watcher = new Watcher({
      volume,
      start,
      log,
      onChange: (paths) => {
        volumes.fileChanges.call(paths);
        void scanner.scanFiles(paths);
      },
      onWatching: (watching) => volumes.update(volume, { watching }),
    });
    this.#watchers.set(volume, watcher);
    await watcher.ready;
    if (!this.#isClosed) void scanner.scanFiles([volume.path]);
  }
}
