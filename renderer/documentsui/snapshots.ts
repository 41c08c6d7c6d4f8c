// A value that changes over time, as React's useSyncExternalStore wants it.

export class Snapshots<T> {
  readonly #listeners = new Set<() => void>();
  #snapshot: T;

  constructor(first: T) {
    this.#snapshot = first;
  }

  snapshot = (): T => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  show(change: Partial<T>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
}
