// How long the turns of the event loop are in which something runs.
import { setImmediate } from 'node:timers/promises';
import { percentile } from './statistics.ts';

/** Takes part in every turn from now on, until end(). */
export class Turns {
  readonly #lasted: number[] = [];
  /** Time on the processor alone: a loaded computer does not make it longer. */
  readonly #computed: number[] = [];
  #isOver = false;
  readonly #watching = this.#watch();

  /** What to print of the turns so far, in milliseconds. */
  async end(): Promise<string> {
    this.#isOver = true;
    await this.#watching;
    const [longest, p99] = [Math.max(...this.#lasted), percentile(this.#lasted, 0.99)];
    const computed = Math.max(...this.#computed);
    return `turns: longest ${longest.toFixed(1)} ms (of computing: ${computed.toFixed(1)} ms), p99 ${p99.toFixed(1)} ms`;
  }

  async #watch(): Promise<void> {
    while (!this.#isOver) {
      const [from, before] = [performance.now(), process.threadCpuUsage()];
      await setImmediate();
      this.#lasted.push(performance.now() - from);
      const { user, system } = process.threadCpuUsage(before);
      this.#computed.push((user + system) / 1_000);
    }
  }
}
