// Watches a folder in a process of its own: a line for each way it is watched in, and the first path that changes.
import type { Volume } from '../../../../main/device/volumes.ts';
import { watchFolder } from '../../../../main/providers/media/scan/folderWatch.ts';
import { Watcher } from '../../../../main/providers/media/scan/watcher.ts';

const [folder = ''] = process.argv.slice(2);
const watcher: Watcher = new Watcher({
  // All of a volume that watching looks at.
  volume: { folder, path: folder } as Volume,
  start: watchFolder,
  onWatching: (watching) => console.log(watching),
  onChange: ([path]) => {
    console.log(path);
    void watcher.close();
  },
  log: () => {},
});
