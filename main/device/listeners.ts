// Who wants to be told of a change that already happened.

/** A list of listeners; one that throws does not keep the others from being told. */
export class Listeners<Args extends readonly unknown[]> {
  readonly #all = new Set<(...args: Args) => void>();

  add(listener: (...args: Args) => void): Disposable {
    this.#all.add(listener);
    return { [Symbol.dispose]: () => this.#all.delete(listener) };
  }

  call(...args: Args): void {
    const errors: unknown[] = [];
    for (const listener of [...this.#all]) {
      try {
        listener(...args);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
