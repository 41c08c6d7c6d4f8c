// Mirrors logcat: a ring buffer of lines.
import type { LogLine } from '../../contract/rpc/deviceApi.ts';
import type { Clock } from '../device/clock.ts';

const KEPT_LINES = 2_000;

export class Logcat {
  readonly #clock: Clock;
  readonly #lines: LogLine[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  log(priority: LogLine['priority'], tag: string, message: string): void {
    this.#lines.push({ at: this.#clock.currentTimeMillis(), priority, tag, message });
    if (this.#lines.length > KEPT_LINES) this.#lines.splice(0, this.#lines.length - KEPT_LINES);
  }

  /** Oldest first. */
  lines(): readonly LogLine[] {
    return [...this.#lines];
  }
}
