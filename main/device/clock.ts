// The device's time; the rest of the device reads no other. Mirrors System.currentTimeMillis.

export interface Clock {
  /** Wall clock, milliseconds since 1970 UTC. */
  currentTimeMillis(): number;
  /** Milliseconds that really passed since some start: measures work, and no tester moves it. */
  elapsedRealtime(): number;
  /** Runs once when `milliseconds` have passed on this clock; disposing cancels it. */
  after(milliseconds: number, run: () => void): Disposable;
}

type Timer = { due: number; order: number; run: () => void };

/**
 * The device's clock: follows the computer's until a tester takes it in hand, then moves only by advance().
 * Timers set before a switch keep their remaining time.
 */
export class DeviceClock implements Clock {
  #timers = new Set<Timer>();
  #order = 0;
  #manual: number | null = null;
  #offset = 0;
  #wake: NodeJS.Timeout | null = null;

  get kind(): 'system' | 'manual' {
    return this.#manual === null ? 'system' : 'manual';
  }

  currentTimeMillis(): number {
    return this.#manual ?? Date.now() + this.#offset;
  }

  elapsedRealtime(): number {
    return performance.now();
  }

  /** Stops the clock, at `now` when given (milliseconds since 1970 UTC). */
  setManual(now = this.currentTimeMillis()): void {
    this.#shiftTimers(now - this.currentTimeMillis());
    this.#manual = now;
    this.#schedule();
  }

  /** Lets the computer's clock move it again. */
  setSystem(): void {
    this.#shiftTimers(Date.now() - this.currentTimeMillis());
    this.#manual = null;
    this.#offset = 0;
    this.#schedule();
  }

  /**
   * Moves a manual clock; every timer due on the way runs at its own time, in order.
   * @throws {Error} when the clock follows the system, or time would go back
   */
  advance(milliseconds: number): void {
    if (this.#manual === null) throw new Error('The clock follows the system clock; set it to manual first.');
    if (!(milliseconds >= 0)) throw new Error('The clock only moves forward.');
    const target = this.#manual + milliseconds;
    for (let next = this.#next(); next !== null && next.due <= target; next = this.#next()) {
      this.#manual = Math.max(this.#manual, next.due);
      this.#timers.delete(next);
      next.run();
    }
    this.#manual = target;
  }

  after(milliseconds: number, run: () => void): Disposable {
    const timer = { due: this.currentTimeMillis() + milliseconds, order: this.#order++, run };
    this.#timers.add(timer);
    this.#schedule();
    return {
      [Symbol.dispose]: () => {
        this.#timers.delete(timer);
        this.#schedule();
      },
    };
  }

  [Symbol.dispose](): void {
    this.#timers.clear();
    this.#schedule();
  }

  #next(): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers) {
      if (first === null || timer.due < first.due || (timer.due === first.due && timer.order < first.order))
        first = timer;
    }
    return first;
  }

  #shiftTimers(by: number): void {
    for (const timer of this.#timers) timer.due += by;
  }

  #schedule(): void {
    if (this.#wake !== null) clearTimeout(this.#wake);
    this.#wake = null;
    const next = this.#next();
    if (next === null || this.#manual !== null) return;
    this.#wake = setTimeout(() => this.#runDue(), Math.max(0, next.due - this.currentTimeMillis()));
    this.#wake.unref();
  }

  #runDue(): void {
    for (let next = this.#next(); next !== null && next.due <= this.currentTimeMillis(); next = this.#next()) {
      this.#timers.delete(next);
      next.run();
    }
    this.#schedule();
  }
}
