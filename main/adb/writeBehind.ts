// Bytes on their way to a file: what comes while a write is under way goes out as one write after it.
import { afterTurn } from '../device/realTime.ts';

/** From here on whoever writes waits, bytes. */
const FULL = 2_097_152;

export class WriteBehind {
  readonly #out: (pieces: readonly Uint8Array[]) => Promise<void>;
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  /** Null while nothing is written. It never rejects. */
  #writing: Promise<void> | null = null;
  #failure: Readonly<{ error: unknown }> | null = null;

  /** @param out takes pieces in their order, one call after the other */
  constructor(out: (pieces: readonly Uint8Array[]) => Promise<void>) {
    this.#out = out;
  }

  /** Resolves when there is room for more; the bytes have to stay as they are. @throws what a write threw before */
  async write(bytes: Uint8Array): Promise<void> {
    this.#check();
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.#bytes += bytes.length;
    this.#writing ??= this.#drain();
    while (this.#bytes >= FULL) {
      await this.#writing;
      this.#check();
    }
  }

  /** Resolves when everything is written. @throws what a write threw */
  async end(): Promise<void> {
    await this.#writing;
    this.#check();
  }

  /** Resolves when no write is under way. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  async #drain(): Promise<void> {
    try {
      // What comes in this turn goes out together.
      await new Promise<void>((resolve) => afterTurn(resolve));
      while (this.#pieces.length > 0) {
        const pieces = this.#pieces;
        this.#pieces = [];
        this.#bytes = 0;
        await this.#out(pieces);
      }
    } catch (error) {
      this.#failure = { error };
      this.#pieces = [];
      this.#bytes = 0;
    }
    this.#writing = null;
  }

  #check(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }
}
