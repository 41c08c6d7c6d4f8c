// Notices that the folder of a volume went or came back: nothing tells of a disk that is mounted over a watched folder.
import { afterRealTime } from '../../../device/realTime.ts';
import type { Volume, Volumes } from '../../../device/volumes.ts';
import { AnsweringFolders } from './answeringFolders.ts';

type Services = Readonly<{
  volumes: Volumes;
  /** The folder of a mounted volume, or a disk in it, is there again. */
  returned: (volume: Volume) => void;
  /** The folder of a mounted volume, or a disk in it, is not there any more. */
  gone: (volume: Volume) => void;
  /** What a boot could not mount could be mounted now. */
  mounted: (volume: Volume) => void;
}>;

/** Between two looks, milliseconds. */
const INTERVAL = 2_000;

export class VolumesAway {
  readonly #services: Services;
  readonly #answering = new AnsweringFolders();
  #next: Disposable;
  #isClosed = false;

  constructor(services: Services) {
    this.#services = services;
    this.#next = this.#later();
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#next[Symbol.dispose]();
  }

  /**
   * Looks at every volume that is not being scanned.
   * @param answers whether a folder can be looked at without being held up
   */
  look(answers: (folder: string) => boolean = () => true): void {
    const { volumes, returned, gone, mounted } = this.#services;
    // One to be mounted is compared with each that is.
    const canCompare = volumes.all().every(({ folder }) => answers(folder));
    if (canCompare) for (const volume of volumes.attachInserted('waiting', answers)) mounted(volume);
    for (const volume of volumes.all()) {
      if (!answers(volume.folder)) continue;
      const { state, doubtful } = volumes.list().find(({ id }) => id === volume.id) ?? {};
      if (state === 'missing' && volume.problem() === null) returned(volume);
      if (state === 'ready' && volume.problem() !== null) gone(volume);
      else if (state === 'ready') {
        const lacksDisk = volumes.awayDisks(volume.id).length > 0;
        // Asked each time: it tells of what is new since the last one.
        const hasNew = volumes.hasNewDisks(volume.id);
        if (lacksDisk && !doubtful) gone(volume);
        else if (hasNew || (!lacksDisk && doubtful)) returned(volume);
      }
    }
  }

  #later(): Disposable {
    return afterRealTime(INTERVAL, () => void this.#lookAndGoOn());
  }

  async #lookAndGoOn(): Promise<void> {
    const { volumes } = this.#services;
    // A network folder that hangs is left out of this look, and holds up neither the device nor the look at the others.
    const folders = [...volumes.all().map(({ folder }) => folder), ...volumes.waitingFolders()];
    const answering = await this.#answering.of(folders);
    if (this.#isClosed) return;
    this.look((folder) => answering.has(folder));
    this.#next = this.#later();
  }
}
