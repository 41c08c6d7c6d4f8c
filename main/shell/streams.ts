// Mirrors pipes and file descriptors of a process: bytes that wait for whoever takes them.

/** What a program writes to. */
export type Output = Readonly<{
  /** @throws {BrokenPipe} when nobody reads any more */
  write(bytes: Uint8Array): Promise<void>;
}>;

/** SIGPIPE: whoever writes ends without a word. */
export class BrokenPipe extends Error {}

/** Ctrl-C, or whoever asked is gone: what runs ends. */
export class Interrupted extends Error {}

/** /dev/null. */
export const NOTHING: Output = { write: async () => {} };

/** What a program reads from. Several may, one after the other: what one leaves is there for the next. */
export class Input implements AsyncIterable<Uint8Array> {
  readonly #source: AsyncIterator<Uint8Array>;
  #left: Uint8Array = new Uint8Array();
  #isOver = false;
  /** What was asked of the source and has not come: it is for whoever reads next. */
  #pending: Promise<IteratorResult<Uint8Array>> | null = null;
  #interrupt: ((error: Error) => void) | null = null;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  static empty(): Input {
    return Input.of(new Uint8Array());
  }

  static of(bytes: Uint8Array): Input {
    return new Input(once(bytes));
  }

  /** Some bytes, or null at the end. At a terminal an empty piece is an end that more may follow. */
  async read(): Promise<Uint8Array | null> {
    if (this.#left.length > 0) {
      const bytes = this.#left;
      this.#left = new Uint8Array();
      return bytes;
    }
    if (this.#isOver) return null;
    const { done, value } = await this.#next();
    if (done === true) this.#isOver = true;
    return done === true || value.length === 0 ? null : value;
  }

  /** As read(), but not more than `most` bytes: the rest stays. */
  async take(most: number): Promise<Uint8Array | null> {
    const bytes = await this.read();
    if (bytes === null || bytes.length <= most) return bytes;
    this.#left = bytes.subarray(most);
    return bytes.subarray(0, most);
  }

  /** Ends the waiting of who reads. @throws {Interrupted} there */
  interrupt(): void {
    this.#interrupt?.(new Interrupted());
  }

  async #next(): Promise<IteratorResult<Uint8Array>> {
    this.#pending ??= this.#source.next();
    const interrupted = Promise.withResolvers<never>();
    this.#interrupt = interrupted.reject;
    try {
      const result = await Promise.race([this.#pending, interrupted.promise]);
      this.#pending = null;
      return result;
    } finally {
      this.#interrupt = null;
    }
  }

  /** A line without its end; null where there is none. `isWhole` tells whether a line end followed. */
  async readLine(): Promise<Readonly<{ text: string; isWhole: boolean }> | null> {
    const pieces: Uint8Array[] = [];
    for (;;) {
      const bytes = await this.read();
      if (bytes === null) break;
      const end = bytes.indexOf(NEWLINE);
      pieces.push(end < 0 ? bytes : bytes.subarray(0, end));
      if (end < 0) continue;
      this.#left = bytes.subarray(end + 1);
      return { text: Buffer.concat(pieces).toString('utf8'), isWhole: true };
    }
    return pieces.length === 0 ? null : { text: Buffer.concat(pieces).toString('utf8'), isWhole: false };
  }

  /** What is left of what was read stays for the next one: there is no return(). */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return {
      next: async () => {
        const value = await this.read();
        return value === null ? { done: true, value: undefined } : { done: false, value };
      },
    };
  }
}

const NEWLINE = 0x0a;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

/** From here on whoever writes waits, bytes: PIPE_BUF of Linux. */
const FULL = 65_536;

/** Between two programs that run at the same time. */
export class Pipe implements Output {
  readonly input: Input;
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #isEnded = false;
  #isBroken = false;
  #wake: (() => void)[] = [];

  constructor() {
    this.input = new Input({ [Symbol.asyncIterator]: () => ({ next: () => this.#next() }) });
  }

  async write(bytes: Uint8Array): Promise<void> {
    while (!this.#isBroken && this.#bytes >= FULL) await this.#changed();
    if (this.#isBroken) throw new BrokenPipe();
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.#bytes += bytes.length;
    this.#notify();
  }

  /** Nothing more comes. */
  end(): void {
    this.#isEnded = true;
    this.#notify();
  }

  /** Nobody reads any more. */
  close(): void {
    this.#isBroken = true;
    this.#pieces = [];
    this.#notify();
  }

  async #next(): Promise<IteratorResult<Uint8Array>> {
    while (this.#pieces.length === 0) {
      if (this.#isEnded || this.#isBroken) return { done: true, value: undefined };
      await this.#changed();
    }
    const value = this.#pieces.shift() ?? new Uint8Array();
    this.#bytes -= value.length;
    this.#notify();
    return { done: false, value };
  }

  #changed(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  #notify(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** Keeps what is written, up to a limit. */
export class Capture implements Output {
  readonly #limit: number;
  readonly #pieces: Uint8Array[] = [];
  #bytes = 0;
  #isCut = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  async write(bytes: Uint8Array): Promise<void> {
    const part = bytes.subarray(0, this.#limit - this.#bytes);
    this.#isCut ||= part.length < bytes.length;
    this.#bytes += part.length;
    // Whoever wrote them may use the memory again.
    if (part.length > 0) this.#pieces.push(new Uint8Array(part));
  }

  bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#pieces));
  }

  text(): string {
    return Buffer.concat(this.#pieces).toString('utf8');
  }
}
