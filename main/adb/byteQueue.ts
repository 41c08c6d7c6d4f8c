// Bytes on their way from one who pushes to one who reads; neither has to be there first.

/** From here on whoever pushes waits, bytes. */
const FULL = 262_144;

export class ByteQueue implements AsyncIterable<Uint8Array> {
  readonly #pieces: Uint8Array[] = [];
  #bytes = 0;
  #isOver = false;
  #wakeReader: (() => void) | null = null;
  #wakeWriter: (() => void) | null = null;

  /** Resolves when there is room for more. An empty piece is kept as one. */
  async push(bytes: Uint8Array): Promise<void> {
    if (this.#isOver) return;
    this.#pieces.push(bytes);
    this.#bytes += bytes.length;
    this.#wake();
    if (this.#bytes < FULL) return;
    await new Promise<void>((resolve) => {
      this.#wakeWriter = resolve;
    });
  }

  /** Bytes that nobody has read. */
  get unread(): number {
    return this.#bytes;
  }

  /** There is no more; what is there can still be read. */
  end(): void {
    this.#isOver = true;
    this.#wake();
    this.#wakeWriter?.();
  }

  /** Who stops reading leaves the rest to the next one: there is no return(). */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return { next: () => this.#next() };
  }

  async #next(): Promise<IteratorResult<Uint8Array>> {
    while (this.#pieces.length === 0) {
      if (this.#isOver) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.#wakeReader = resolve;
      });
    }
    const value = this.#pieces.shift() ?? new Uint8Array();
    this.#bytes -= value.length;
    if (this.#bytes < FULL) {
      this.#wakeWriter?.();
      this.#wakeWriter = null;
    }
    return { done: false, value };
  }

  #wake(): void {
    this.#wakeReader?.();
    this.#wakeReader = null;
  }
}
