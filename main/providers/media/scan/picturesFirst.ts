// A scan makes way for pictures that somebody waits for: it takes seconds anyway, and they are on the screen.
import { afterRealTime } from '../../../device/realTime.ts';

/** A scan goes on however many are wanted, milliseconds: those of a slow format would hold it up for ever. */
const LONGEST_WAIT = 500;

export class PicturesFirst {
  readonly #behind = new Set<() => void>();
  #drawn = 0;

  /** Begins to make a picture; dispose it when it is made, or cannot be. */
  begin(): Disposable {
    this.#drawn++;
    return {
      [Symbol.dispose]: () => {
        this.#drawn--;
        if (this.#drawn === 0) this.#release();
      },
    };
  }

  /** What a scan waits for before it has more files read, or null. */
  wait(): Promise<void> | null {
    if (this.#drawn === 0) return null;
    return new Promise((resolve) => {
      const timer = afterRealTime(LONGEST_WAIT, () => release());
      const release = () => {
        timer[Symbol.dispose]();
        this.#behind.delete(release);
        resolve();
      };
      this.#behind.add(release);
    });
  }

  #release(): void {
    for (const release of [...this.#behind]) release();
  }
}
