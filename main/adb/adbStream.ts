// Mirrors adb's asocket on the device's side: one service that somebody on the other side has opened.
import { MAX_PAYLOAD, PacketError } from './packet.ts';

/** Input that is acknowledged although nobody has read it yet, bytes. */
const MAX_UNREAD = 262_144;

/** Output that waits before whoever writes it has to wait, too, bytes. */
const MAX_UNSENT = MAX_PAYLOAD;

/** What a stream needs of its connection. */
export type StreamPort = Readonly<{
  sendData(pieces: readonly Uint8Array[]): void;
  sendOkay(): void;
  /** CLSE, for good: the connection forgets the stream. */
  close(): void;
  /** Most bytes in one packet. */
  maxData: number;
  /** Runs after the turn, so that what is written in one turn goes out together. */
  afterTurn(run: () => void): void;
  /** Whether the socket has to be waited for; ready() is called when it has not. */
  isCongested(): boolean;
}>;

export class AdbStream {
  /** Aborted when the other side is gone. */
  readonly signal: AbortSignal;
  readonly #abort = new AbortController();
  readonly #port: StreamPort;
  readonly #input: Buffer[] = [];
  #unread = 0;
  #owesOkay = false;
  #isInputOver = false;
  #hasInput = false;
  #isClosed = false;
  #wakeReader: (() => void) | null = null;
  readonly #output: Uint8Array[] = [];
  #unsent = 0;
  /** Bytes since the stream was opened: what was given to write, what went out, what the other side has taken. */
  readonly #total = { written: 0, sent: 0, delivered: 0 };
  #waiters: Readonly<{ upTo: number; resolve: () => void }>[] = [];
  #isUnacknowledged = false;
  #willFlush = false;
  #wakeWriters: (() => void)[] = [];
  #state: 'open' | 'closing' | 'closed' = 'open';

  constructor(port: StreamPort) {
    this.#port = port;
    this.signal = this.#abort.signal;
  }

  /** The next piece of what the other side sends; null when there is no more. One at a time. */
  async read(): Promise<Buffer | null> {
    while (this.#input.length === 0) {
      if (this.#isInputOver) return null;
      await new Promise<void>((resolve) => {
        this.#wakeReader = resolve;
      });
    }
    const piece = this.#input.shift() ?? null;
    this.#unread -= piece?.length ?? 0;
    if (this.#owesOkay && this.#unread <= MAX_UNREAD) {
      this.#owesOkay = false;
      this.#port.sendOkay();
    }
    return piece;
  }

  /** Puts pieces together in the order they are given. Resolves when more may be written; lost once the stream is over. */
  async write(...pieces: readonly Uint8Array[]): Promise<void> {
    if (this.#state !== 'open') return;
    for (const piece of pieces) {
      if (piece.length > 0) this.#output.push(piece);
      this.#unsent += piece.length;
      this.#total.written += piece.length;
    }
    this.#flushSoon();
    while (this.#unsent > MAX_UNSENT && this.#state === 'open')
      await new Promise<void>((resolve) => this.#wakeWriters.push(resolve));
  }

  /** Resolves when the other side has taken all that is written by now: its memory may be used for something else. */
  delivered(): Promise<void> {
    const upTo = this.#total.written;
    if (this.#state === 'closed' || this.#total.delivered >= upTo) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ upTo, resolve }));
  }

  /** The service has ended: what is written goes out, then the stream closes. */
  end(): void {
    if (this.#state !== 'open') return;
    this.#state = 'closing';
    this.#isInputOver = true;
    this.#wakeRead();
    this.#input.length = 0;
    this.#unread = 0;
    if (this.#owesOkay) this.#port.sendOkay();
    this.#owesOkay = false;
    this.#flushSoon();
  }

  /**
   * WRTE, or a piece of one.
   * @throws {PacketError} when the other side does not wait for what it has sent to be acknowledged
   */
  received(bytes: Buffer, isLast = true): void {
    if (this.#state !== 'open') {
      if (isLast) this.#port.sendOkay();
      return;
    }
    if (this.#owesOkay) throw new PacketError('A stream was written to before the last packet was acknowledged.');
    if (bytes.length > 0) this.#input.push(bytes);
    this.#hasInput = true;
    this.#unread += bytes.length;
    if (isLast && this.#unread > MAX_UNREAD) this.#owesOkay = true;
    else if (isLast) this.#port.sendOkay();
    this.#wakeRead();
  }

  /** OKAY. */
  acknowledged(): void {
    this.#isUnacknowledged = false;
    this.#total.delivered = this.#total.sent;
    this.#wakeDelivered();
    this.#flush();
  }

  /** The socket takes more. */
  ready(): void {
    this.#flush();
  }

  /** CLSE: the other side wants no more, and may have sent all that it had. */
  closed(): void {
    this.#isClosed = true;
    this.abort();
  }

  /** Whether the other side has sent something and then closed the stream: raw input has no other end. */
  get hasSentAll(): boolean {
    return this.#isClosed && this.#hasInput;
  }

  /** The other side has closed the stream, or is gone. */
  abort(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#isInputOver = true;
    this.#output.length = 0;
    this.#unsent = 0;
    this.#abort.abort();
    this.#wakeRead();
    this.#wakeAll();
    this.#wakeDelivered();
  }

  #flushSoon(): void {
    if (this.#willFlush) return;
    this.#willFlush = true;
    this.#port.afterTurn(() => {
      this.#willFlush = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#state === 'closed' || this.#port.isCongested()) return;
    if (!this.#isUnacknowledged && this.#unsent > 0) {
      this.#isUnacknowledged = true;
      this.#port.sendData(this.#taken());
      if (this.#unsent <= MAX_UNSENT) this.#wakeAll();
    }
    // The last packet need not be acknowledged.
    if (this.#state !== 'closing' || this.#unsent > 0) return;
    this.abort();
    this.#port.close();
  }

  /** As much as one packet carries. */
  #taken(): readonly Uint8Array[] {
    const taken: Uint8Array[] = [];
    let count = 0;
    for (let room = this.#port.maxData; room > 0 && count < this.#output.length; ) {
      const piece = this.#output[count] ?? new Uint8Array();
      const part = piece.subarray(0, room);
      taken.push(part);
      room -= part.length;
      this.#unsent -= part.length;
      this.#total.sent += part.length;
      if (part.length === piece.length) count++;
      else this.#output[count] = piece.subarray(part.length);
    }
    this.#output.splice(0, count);
    return taken;
  }

  #wakeRead(): void {
    this.#wakeReader?.();
    this.#wakeReader = null;
  }

  #wakeDelivered(): void {
    const isDone = (upTo: number) => this.#state === 'closed' || this.#total.delivered >= upTo;
    const waiters = this.#waiters;
    this.#waiters = waiters.filter(({ upTo }) => !isDone(upTo));
    for (const { upTo, resolve } of waiters) if (isDone(upTo)) resolve();
  }

  #wakeAll(): void {
    for (const wake of this.#wakeWriters.splice(0)) wake();
  }
}
