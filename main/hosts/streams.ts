// Turns "something changed" into a stream that a slow reader cannot drown in.
import { setTimeout as pause } from 'node:timers/promises';

/** A connection has time to breathe between two states: a scan changes the state hundreds of times a second. */
const BREATH_MS = 50;

/**
 * `read()` now and again after changes; changes in between are folded into one.
 * Ends when the reader leaves or `signal` aborts.
 */
export async function* latest<T>(
  subscribe: (changed: () => void) => Disposable,
  read: () => T,
  signal: AbortSignal,
): AsyncGenerator<T> {
  let changed = Promise.withResolvers<void>();
  const stop = () => changed.resolve();
  const subscription = subscribe(stop);
  signal.addEventListener('abort', stop, { once: true });
  try {
    while (!signal.aborted) {
      yield read();
      await changed.promise;
      changed = Promise.withResolvers<void>();
      if (!signal.aborted) await pause(BREATH_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    subscription[Symbol.dispose]();
    signal.removeEventListener('abort', stop);
  }
}

/** Single events in order, each delivered once. */
export class EventQueue<T> {
  #waiting: T[] = [];
  #wake = Promise.withResolvers<void>();
  #ended = false;

  push(event: T): void {
    this.#waiting.push(event);
    this.#wake.resolve();
  }

  end(): void {
    this.#ended = true;
    this.#wake.resolve();
  }

  /** What was pushed since, until the end or until `signal` aborts. */
  async *read(signal: AbortSignal): AsyncGenerator<T> {
    const stop = () => this.#wake.resolve();
    signal.addEventListener('abort', stop, { once: true });
    while (!signal.aborted) {
      yield* this.#waiting.splice(0);
      if (this.#ended) return;
      await this.#wake.promise;
      this.#wake = Promise.withResolvers<void>();
    }
  }
}
