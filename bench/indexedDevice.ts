// A device under measurement in a process of its own, with all of its threads and children.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DeviceOrder } from './indexedDeviceProcess.ts';
import { peakMemory } from './memory.ts';

export class IndexedDevice {
  readonly #child: ChildProcess;
  readonly #memory: ReturnType<typeof peakMemory>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#memory = peakMemory(child.pid ?? 0);
  }

  /** Starts a device with an empty home on a folder; it indexes from here on. */
  static async start(folder: string): Promise<IndexedDevice> {
    const device = new IndexedDevice(fork(join(import.meta.dirname, 'indexedDeviceProcess.ts'), [folder]));
    await once(device.#child, 'message');
    return device;
  }

  /** @returns milliseconds as the device itself took them */
  async ask(order: DeviceOrder): Promise<number> {
    this.#child.send(order);
    const [milliseconds] = await once(this.#child, 'message');
    return milliseconds;
  }

  /** @returns the peak memory of all its processes so far, bytes; null where the system does not tell */
  async close(): Promise<number | null> {
    const memory = this.#memory.stop();
    await this.ask('close');
    await once(this.#child, 'exit');
    return memory;
  }
}
