// Watching has a thread of its own: the first look at a large folder takes seconds, in turns longer than anybody may wait.
import { Worker } from 'node:worker_threads';
import { type StartWatching, type WatchEvent, watchFolder } from '../providers/media/scan/folderWatch.ts';

/** Its garbage is many small things: collected sooner, they take a fifth less memory and no more time, megabytes. */
const YOUNG_GENERATION = 8;

/**
 * Watches in a new thread for every call; in this one from when that should end by itself.
 * @param entryPath watcherThread as it is built, or its .ts file where Node strips types
 */
export function threadWatcher(entryPath: string): StartWatching {
  return (options, tell) => {
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_GENERATION };
    const thread = new Worker(entryPath, { workerData: options, execArgv: [], resourceLimits });
    let isClosed = false;
    let here: ReturnType<StartWatching> | null = null;
    thread.on('message', (event: WatchEvent) => tell(event));
    thread.on('error', (error) => {
      if (isClosed || here !== null) return;
      tell({ kind: 'failed', code: null, message: `its thread ended (${error.message})` });
      here = watchFolder(options, tell);
    });
    return {
      close: async () => {
        isClosed = true;
        await here?.close();
        await thread.terminate();
      },
    };
  };
}
