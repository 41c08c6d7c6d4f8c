// Notices that the folder of a volume went or came back: nothing tells of a disk that is mounted over a watched folder.
import { stat } from 'node:fs/promises';
import { afterRealTime } from '../../../device/realTime.ts';
import type { Volume, Volumes } from '../../../device/volumes.ts';

type Services = Readonly<{
  volumes: Volumes;
  /** The folder of a mounted volume is there again. */
  returned: (volume: Volume) => void;
  /** The folder of a mounted volume is not there any more. */
  gone: (volume: Volume) => void;
  /** What a boot could not mount could be mounted now. */
  mounted: (volume: Volume) => void;
}>;

/** Between two looks, milliseconds. */
const INTERVAL = 2_000;

export class VolumesAway {
  readonly #services: Services;
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

  /** Looks at every volume that is not being scanned. */
  look(): void {
    const { volumes, returned, gone, mounted } = this.#services;
    for (const volume of volumes.attachInserted('waiting')) mounted(volume);
    for (const volume of volumes.all()) {
      const state = volumes.list().find(({ id }) => id === volume.id)?.state;
      if (state === 'missing' && volume.problem() === null) returned(volume);
      if (state === 'ready' && volume.problem() !== null) gone(volume);
    }
  }

  #later(): Disposable {
    return afterRealTime(INTERVAL, () => void this.#lookAndGoOn());
  }

  async #lookAndGoOn(): Promise<void> {
    // A network folder that hangs holds up this look, and not the device.
    for (const { folder } of this.#services.volumes.all()) await stat(folder).catch(() => null);
    if (this.#isClosed) return;
    this.look();
    this.#next = this.#later();
  }
}
