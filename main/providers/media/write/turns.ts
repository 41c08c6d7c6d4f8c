// Mirrors the write lock of MediaProvider's database: who places a file is alone between its look at the disk and its row.

/** Runs one piece of asynchronous work after another. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Waits for its turn. Resolves and rejects as `work` does, which must not wait for another turn. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when everything that asked for a turn has had it. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
