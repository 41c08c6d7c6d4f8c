// A device under measurement in a process of its own, with all of its threads and children.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceOrder } from './indexedDeviceProcess.ts';
import { peakMemory } from './memory.ts';

const ENTRY = join(import.meta.dirname, 'indexedDeviceProcess.ts');
/** As `npm start` starts a device. */
export const DEVICE_FLAGS = ['--max-semi-space-size=16', '--heap-growing-percent=100'];
/** What Node makes of our sources is kept, as the build keeps it: no run pays for it but the first. */
const env = { ...process.env, NODE_COMPILE_CACHE: mkdtempSync(join(tmpdir(), 'scopebox-bench-code-')) };
process.on('exit', () => rmSync(env.NODE_COMPILE_CACHE, { recursive: true, force: true }));

export class IndexedDevice {
  readonly #child: ChildProcess;
  readonly #memory: ReturnType<typeof peakMemory> | null;
  #peak: number | null = null;

  private constructor(child: ChildProcess, isObserved: boolean) {
    this.#child = child;
    this.#memory = isObserved ? peakMemory(child.pid ?? 0) : null;
  }

  /**
   * Starts a device with an empty home on a folder; it indexes from here on.
   * @param isObserved whether its memory and its turns are looked at, which costs it time: such a run is not timed
   */
  static async start(folder: string, isObserved = false): Promise<IndexedDevice> {
    const args = isObserved ? [folder, 'observed'] : [folder];
    const device = new IndexedDevice(fork(ENTRY, args, { env, execArgv: DEVICE_FLAGS }), isObserved);
    await once(device.#child, 'message');
    return device;
  }

  /** @returns milliseconds as the device itself took them */
  async ask(order: DeviceOrder): Promise<number> {
    this.#child.send(order);
    const [milliseconds] = await once(this.#child, 'message');
    return milliseconds;
  }

  /** Ends looking at its memory. @returns as close() does */
  endMemory(): number | null {
    this.#peak = this.#memory?.stop() ?? null;
    return this.#peak;
  }

  /** @returns the peak memory of all its processes while it was looked at, bytes; null where it was not, or the system does not tell */
  async close(): Promise<number | null> {
    const memory = this.#peak ?? this.#memory?.stop() ?? null;
    await this.ask('close');
    await once(this.#child, 'exit');
    return memory;
  }
}
