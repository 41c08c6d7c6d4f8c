// Tells the scanner what changes in a user's folder while the device runs.
import { relative, sep } from 'node:path';
import type { VolumeState } from '../../../../contract/rpc/deviceApi.ts';
import { devicePath } from '../../../device/volumePath.ts';
import type { Volume } from '../../../device/volumes.ts';
import type { StartWatching, WatchEvent } from './folderWatch.ts';

type Options = Readonly<{
  volume: Volume;
  start: StartWatching;
  /** Paths on the device that are new, changed or gone. */
  onChange: (paths: readonly string[]) => void;
  /** Told when the folder begins to be watched, and how. */
  onWatching: (watching: VolumeState['watching']) => void;
  log: (message: string) => void;
}>;

/** The system has no more file watches, or handles. */
const EXHAUSTED: readonly (string | null)[] = ['ENOSPC', 'EMFILE', 'ENFILE'];

/** Watches the lower folder of a volume. Close it before the database. */
export class Watcher {
  readonly #options: Options;
  readonly #becomeReady: () => void;
  #watching: ReturnType<StartWatching>;
  #isPolling = false;
  #isReady = false;
  #isClosed = false;
  /** Resolves when everything there is being watched. */
  readonly ready: Promise<void>;

  constructor(options: Options) {
    this.#options = options;
    let becomeReady = () => {};
    this.ready = new Promise((resolve) => {
      becomeReady = resolve;
    });
    this.#becomeReady = becomeReady;
    this.#watching = this.#start();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#watching.close();
  }

  #start(): ReturnType<StartWatching> {
    const { volume, start } = this.#options;
    const polling = this.#isPolling;
    return start({ folder: volume.folder, polling }, (event) => {
      // A watcher that was given up has an error for every directory it could not watch; one is enough.
      if (!this.#isClosed && polling === this.#isPolling) this.#heard(event);
    });
  }

  #heard(event: WatchEvent): void {
    if (event.kind === 'changed') this.#changed(event.paths);
    else if (event.kind === 'failed') this.#failed(event.code, event.message);
    else this.#begun();
  }

  #begun(): void {
    const { volume, onChange, onWatching } = this.#options;
    onWatching(this.#isPolling ? 'polling' : 'events');
    this.#becomeReady();
    // Between the watches that ran out and the first look of all nobody told of anything.
    if (this.#isReady) onChange([volume.path]);
    this.#isReady = true;
  }

  #changed(paths: readonly string[]): void {
    const { volume, onChange } = this.#options;
    const below = paths.map((path) => relative(volume.folder, path).split(sep).join('/'));
    const inside = below.filter((path) => path !== '..' && !path.startsWith('../'));
    if (inside.length > 0) onChange(inside.map((path) => devicePath(volume, path)));
  }

  #failed(code: string | null, message: string): void {
    const { volume, log, onWatching } = this.#options;
    if (!EXHAUSTED.includes(code) || this.#isPolling) {
      log(`Watching ${volume.folder} met a problem: ${message}.`);
      return;
    }
    this.#isPolling = true;
    log(`The system has no more file watches (${code}); ${volume.folder} is looked at every few seconds instead.`);
    onWatching('polling');
    const spent = this.#watching;
    this.#watching = this.#start();
    void spent.close();
  }
}
