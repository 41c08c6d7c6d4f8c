// What chokidar sees in a folder, in batches; runs in a thread of its own where the host has one to give.
import type { Stats } from 'node:fs';
import { resolve } from 'node:path';
import { watch } from 'chokidar';
import { afterRealTime, realTimeMillis } from '../../../device/realTime.ts';

/** What whoever watches tells; paths are absolute. */
export type WatchEvent =
  | Readonly<{ kind: 'ready' }>
  | Readonly<{ kind: 'changed'; paths: readonly string[] }>
  /** `code` is that of the system, such as ENOSPC when it has no more file watches. */
  | Readonly<{ kind: 'failed'; code: string | null; message: string }>;

export type WatchOptions = Readonly<{
  folder: string;
  /** Whether every file is looked at every few seconds, for want of events. */
  polling: boolean;
}>;

/** Begins to watch. Resolves `close` when nothing is told any more. */
export type StartWatching = (
  options: WatchOptions,
  tell: (event: WatchEvent) => void,
) => Readonly<{ close(): Promise<void> }>;

/** A path is told when nothing has happened to it for this long, milliseconds: a file that still grows waits. */
const SETTLED_AFTER = 200;
const TICK = 50;
const POLL_INTERVAL = 5_000;

/** Of all that is polled chokidar has to remember what it was. */
const POLLED = { backend: 'polling', pollingInterval: POLL_INTERVAL, pollingBinaryInterval: POLL_INTERVAL } as const;
/**
 * Events tell of a file by the directory it is in. Chokidar would remember each file besides, to find out what happened
 * to it: the scanner looks at the file anyway, and a large folder is watched in half the time without.
 */
const BY_DIRECTORY = { ignored: (_: string, stats?: Stats) => stats?.isDirectory() === false };

/** Watches with chokidar in this thread. */
export const watchFolder: StartWatching = ({ folder, polling }, tell) => {
  const settling = new Settling((paths) => tell({ kind: 'changed', paths }));
  const watcher = watch(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    ...(polling ? POLLED : BY_DIRECTORY),
  });
  watcher.on('all', (_, path) => settling.add(path));
  if (!polling) watcher.on('raw', (_, name, of) => settling.add(pathOf(name, of)));
  watcher.on('ready', () => tell({ kind: 'ready' }));
  watcher.on('error', (error) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    tell({ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) });
  });
  return {
    close: () => {
      settling[Symbol.dispose]();
      return watcher.close();
    },
  };
};

/** What an event of the system is about: a name in the directory that is watched, or that directory itself. */
function pathOf(name: string | null, of: unknown): string {
  const { watchedPath } = of as Readonly<{ watchedPath: string }>;
  return name === null ? watchedPath : resolve(watchedPath, name);
}

/** Paths that something happened to, the one left alone for longest first. */
class Settling {
  readonly #told: (paths: readonly string[]) => void;
  readonly #since = new Map<string, number>();
  #timer: Disposable | null = null;
  #isClosed = false;

  constructor(told: (paths: readonly string[]) => void) {
    this.#told = told;
  }

  add(path: string): void {
    if (this.#isClosed) return;
    this.#since.delete(path);
    this.#since.set(path, realTimeMillis());
    this.#timer ??= afterRealTime(TICK, () => this.#tick());
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#timer?.[Symbol.dispose]();
    this.#since.clear();
  }

  #tick(): void {
    const settled: string[] = [];
    const latest = realTimeMillis() - SETTLED_AFTER;
    for (const [path, since] of this.#since) {
      if (since > latest) break;
      settled.push(path);
      this.#since.delete(path);
    }
    this.#timer = this.#since.size > 0 ? afterRealTime(TICK, () => this.#tick()) : null;
    if (settled.length > 0) this.#told(settled);
  }
}
