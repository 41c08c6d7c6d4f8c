// Mirrors the locks of MediaProvider's database, one per item: a large file that is copied holds up nobody else.

/** Runs asynchronous work on the same item one after another. */
export class Turns {
  readonly #last = new Map<number, Promise<unknown>>();

  /** Waits for the item's turn. Resolves and rejects as `work` does, which must not wait for the same item again. */
  run<Result>(id: number, work: () => Promise<Result>): Promise<Result> {
    const turn = (this.#last.get(id) ?? Promise.resolve()).then(work);
    const ended = turn
      .catch(() => undefined)
      .then(() => {
        if (this.#last.get(id) === ended) this.#last.delete(id);
      });
    this.#last.set(id, ended);
    return turn;
  }

  /** Resolves when everything that asked for a turn has had it. */
  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}
