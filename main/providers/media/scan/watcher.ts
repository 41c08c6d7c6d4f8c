// Tells the scanner what changes in a user's folder while the device runs.
import { relative, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { devicePath, type Volume } from '../../../device/volumes.ts';

type Options = Readonly<{
  volume: Volume;
  /** Paths on the device that are new, changed or gone. */
  onChange: (paths: readonly string[]) => void;
  log: (message: string) => void;
}>;

/** A file still growing is reported when it has kept its size this long, milliseconds. */
const AWAIT_WRITE_FINISH = { stabilityThreshold: 200, pollInterval: 50 };
/** Once the system has no watches left, the folder is looked at this often instead, milliseconds. */
const POLL_INTERVAL = 5_000;

/** Watches the lower folder of a volume. Close it before the database. */
export class Watcher {
  readonly #options: Options;
  #watcher: FSWatcher;
  #changed = new Set<string>();
  #polling = false;
  #closed = false;
  /** Resolves when everything there is being watched. */
  readonly ready: Promise<void>;

  constructor(options: Options) {
    this.#options = options;
    let onReady = () => {};
    this.ready = new Promise((resolve) => {
      onReady = resolve;
    });
    this.#watcher = this.#start(onReady);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#changed.clear();
    await this.#watcher.close();
  }

  #start(onReady: () => void): FSWatcher {
    const watcher = watch(this.#options.volume.folder, {
      ignoreInitial: true,
      followSymlinks: false,
      awaitWriteFinish: AWAIT_WRITE_FINISH,
      ...(this.#polling
        ? { backend: 'polling', pollingInterval: POLL_INTERVAL, pollingBinaryInterval: POLL_INTERVAL }
        : {}),
    });
    watcher.on('all', (_, path) => this.#note(path));
    watcher.on('ready', onReady);
    // A watcher that was given up has an error for every directory it could not watch; one is enough.
    watcher.on('error', (error) => {
      if (watcher === this.#watcher) this.#failed(error, onReady);
    });
    return watcher;
  }

  #note(path: string): void {
    const { volume, onChange } = this.#options;
    const below = relative(volume.folder, path).split(sep).join('/');
    if (this.#closed || below.startsWith('..')) return;
    // What arrives in one turn goes out together; the scanner's own queue gathers the rest while it works.
    if (this.#changed.size === 0)
      setImmediate(() => {
        const paths = [...this.#changed];
        this.#changed.clear();
        if (paths.length > 0) onChange(paths);
      });
    this.#changed.add(devicePath(volume, below));
  }

  #failed(error: unknown, onReady: () => void): void {
    const { volume, log } = this.#options;
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if ((code !== 'ENOSPC' && code !== 'EMFILE') || this.#polling || this.#closed) {
      log(`Watching ${volume.folder} met a problem: ${error instanceof Error ? error.message : String(error)}.`);
      return;
    }
    this.#polling = true;
    log(`The system has no more file watches (${code}); ${volume.folder} is looked at every few seconds instead.`);
    const spent = this.#watcher;
    this.#watcher = this.#start(onReady);
    void spent.close();
  }
}
