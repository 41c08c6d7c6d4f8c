// Watching has a thread of its own: the first look at a large folder takes seconds, in turns longer than anybody may wait.
import { Worker } from 'node:worker_threads';
import type { StartWatching, WatchEvent } from '../providers/media/scan/folderWatch.ts';

/**
 * Watches in a new thread for every call.
 * @param entryPath watcherThread as it is built, or its .ts file where Node strips types
 */
export function threadWatcher(entryPath: string): StartWatching {
  return (options, tell) => {
    const thread = new Worker(entryPath, { workerData: options, execArgv: [] });
    thread.on('message', (event: WatchEvent) => tell(event));
    thread.on('error', (error) => tell({ kind: 'failed', code: null, message: error.message }));
    return {
      close: async () => {
        await thread.terminate();
      },
    };
  };
}
