// Work on the device as a whole, one at a time, and how far it is.
import type { DeviceWork } from '../../contract/rpc/volumeChanges.ts';
import { Listeners } from './listeners.ts';
import { realTimeMillis } from './realTime.ts';

/** How often progress is told, milliseconds. */
const TOLD_EVERY = 100;

export class Work {
  readonly #listeners = new Listeners<[]>();
  #current: DeviceWork | null = null;
  #ended: Promise<unknown> = Promise.resolve();

  get current(): DeviceWork | null {
    return this.#current;
  }

  /** Runs something that nothing else of the kind may run beside. @throws {Error} while something does */
  async run<Result>(
    name: DeviceWork['name'],
    work: (progress: (done: number, total?: number) => void) => Promise<Result>,
  ): Promise<Result> {
    if (this.#current !== null)
      throw new Error(`The device is ${this.#current.name} at this moment; wait until that has ended.`);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#ended = promise;
    this.#set({ name, done: 0, total: null });
    let toldAt = realTimeMillis();
    try {
      return await work((done, total) => {
        this.#current = { name, done, total: total ?? null };
        if (realTimeMillis() - toldAt < TOLD_EVERY) return;
        toldAt = realTimeMillis();
        this.#listeners.call();
      });
    } finally {
      resolve();
      this.#set(null);
    }
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#ended;
  }

  /** Called when something begins, gets on, or ends. */
  onChange(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }

  #set(current: DeviceWork | null): void {
    this.#current = current;
    this.#listeners.call();
  }
}
