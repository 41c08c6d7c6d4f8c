// Watching has a thread of its own: the first look at a large folder takes seconds, in turns longer than anybody may wait.
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { type StartWatching, type WatchEvent, watchFolder } from '../providers/media/scan/folderWatch.ts';

/**
 * Its garbage is many small things, and hardly any of them stays: collected sooner, they take a third of the memory and
 * no more time. Megabytes.
 */
const SMALL: ResourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64 };
/** For what does not fit: a folder with hundreds of thousands of files directly in it. */
const LARGE: ResourceLimits = { maxYoungGenerationSizeMb: 8 };

/**
 * Watches in a new thread for every call; in this one from when that should end by itself.
 * @param entryPath watcherThread as it is built, or its .ts file where Node strips types
 * @param limits the memory it is tried with first
 */
export function threadWatcher(entryPath: string, limits: ResourceLimits = SMALL): StartWatching {
  return (options, tell) => {
    let isClosed = false;
    let here: ReturnType<StartWatching> | null = null;
    let thread = begin(limits);
    return {
      close: async () => {
        isClosed = true;
        await here?.close();
        await thread.terminate();
      },
    };

    function begin(resourceLimits: ResourceLimits): Worker {
      const begun = new Worker(entryPath, { workerData: options, execArgv: [], resourceLimits });
      begun.on('message', (event: WatchEvent) => {
        tell(event);
        // What happened after the first one had ended is found by a look at everything.
        if (event.kind === 'ready' && resourceLimits === LARGE) tell({ kind: 'changed', paths: [options.folder] });
      });
      begun.on('error', (error) => {
        if (isClosed || here !== null) return;
        if (resourceLimits !== LARGE && isOutOfMemory(error)) {
          thread = begin(LARGE);
          return;
        }
        tell({ kind: 'failed', code: null, message: `its thread ended (${error.message})` });
        here = watchFolder(options, tell);
      });
      return begun;
    }
  };
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
