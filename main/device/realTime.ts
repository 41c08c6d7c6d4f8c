// The computer's own time, whatever the device's clock says: for what happens outside of the device.
// A tester who stops the device's clock must not stop a time limit on a hanging process, nor the slices of a scan.

/** Runs once after `milliseconds` of the computer's time; disposing cancels it. */
export function afterRealTime(milliseconds: number, run: () => void): Disposable {
  const timer = setTimeout(run, milliseconds);
  timer.unref();
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

/** Longest stretch of work before others get a turn, milliseconds. */
const SLICE = 8;

/** Keeps long work in short turns: await breathe() between two steps. */
export class Slices {
  #start = performance.now();

  /** Gives others a turn when this one has lasted long enough. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#start < SLICE) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#start = performance.now();
  }
}
