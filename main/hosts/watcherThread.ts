// The entry of the thread that watches a folder.
import { parentPort, workerData } from 'node:worker_threads';
import { type WatchOptions, watchFolder } from '../providers/media/scan/folderWatch.ts';

watchFolder(workerData as WatchOptions, (event) => parentPort?.postMessage(event));
