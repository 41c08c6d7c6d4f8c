// The computer's own time, whatever the device's clock says: for what happens outside of the device.
// A tester who stops the device's clock must not stop a time limit on a hanging process, nor the slices of a scan.

/** Milliseconds of the computer's time since some start. */
export function realTimeMillis(): number {
  return performance.now();
}

/** The computer's wall clock, milliseconds since 1970 UTC: what the times of its files are compared with. */
export function realTimeSinceEpoch(): number {
  return Date.now();
}

/** Runs once after `milliseconds` of the computer's time; disposing cancels it. */
export function afterRealTime(milliseconds: number, run: () => void): Disposable {
  const timer = setTimeout(run, milliseconds);
  timer.unref();
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

/** Runs after what is under way in this turn, and before anything that takes time. */
export function afterTurn(run: () => void): void {
  setImmediate(run);
}

/** Longest stretch of work before others get a turn, milliseconds. */
const SLICE = 8;

/** Keeps long work in short turns: await breathe() between two steps. */
export class Slices {
  #start = performance.now();
  #last: Promise<void> = Promise.resolve();

  /** Whether this turn has lasted long enough; cheaper to ask than breathe() is to await. */
  get isOver(): boolean {
    return performance.now() - this.#start >= SLICE;
  }

  /** Gives others a turn when this one has lasted long enough. */
  async breathe(): Promise<void> {
    if (!this.isOver) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#start = performance.now();
  }

  /** breathe() for work that many ask for at once: each after the one before, so that they do not all wake in one turn. */
  next(): Promise<void> {
    this.#last = this.#last.then(() => this.breathe());
    return this.#last;
  }
}
