/** Values now and after each change, for as many listeners as there are. */
export class Broadcast<T> {
  readonly #wake = new Set<() => void>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    for (const wake of [...this.#wake]) wake();
  }

  async *values(): AsyncGenerator<T> {
    let last: T | undefined;
    for (;;) {
      while (last === this.#value) await new Promise<void>((resolve) => this.#wakeOnce(resolve));
      last = this.#value;
      yield last;
    }
  }

  #wakeOnce(resolve: () => void): void {
    const wake = () => {
      this.#wake.delete(wake);
      resolve();
    };
    this.#wake.add(wake);
  }
}
