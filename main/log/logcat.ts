// Mirrors logcat: a ring buffer of lines.
import type { LogLine } from '../../contract/rpc/deviceApi.ts';
import type { Clock } from '../device/clock.ts';
import { Listeners } from '../device/listeners.ts';

const KEPT_LINES = 2_000;

export class Logcat {
  readonly #clock: Clock;
  readonly #lines: LogLine[] = [];
  readonly #listeners = new Listeners<[LogLine]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  log(priority: LogLine['priority'], tag: string, message: string): void {
    const line = { at: this.#clock.currentTimeMillis(), priority, tag, message };
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.splice(0, this.#lines.length - KEPT_LINES);
    this.#listeners.call(line);
  }

  /** Oldest first. */
  lines(): readonly LogLine[] {
    return [...this.#lines];
  }

  /** `logcat -c`. */
  clear(): void {
    this.#lines.length = 0;
  }

  /** Called for each line as it comes. */
  onLine(listener: (line: LogLine) => void): Disposable {
    return this.#listeners.add(listener);
  }
}
