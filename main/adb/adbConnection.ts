// Mirrors adbd's side of adb.cpp: the handshake, and the streams of one connection.
import type { AdbAuth } from './adbAuth.ts';
import { AdbStream } from './adbStream.ts';
import { COMMAND, encodeHeader, MAX_PAYLOAD, type Packet, PacketError, VERSION_SKIP_CHECKSUM } from './packet.ts';

/** Runs one stream; when it ends, the stream is closed. */
export type AdbService = (stream: AdbStream) => Promise<void>;

export type AdbConnectionOptions = Readonly<{
  /** What the device says of itself: `device::ro.product.name=…;features=…`. */
  banner(): string;
  /** Who is let in; null for everybody. */
  auth: AdbAuth | null;
  /** The service of that name; null refuses. */
  serviceOf(name: string): AdbService | null;
  /** Sends bytes that belong together. */
  send(pieces: readonly Uint8Array[]): void;
  /** Whether the socket has more to send than should wait in it; drained() is called when it has not. */
  isCongested(): boolean;
  afterTurn(run: () => void): void;
  /** A service that ended with an error no service should end with. */
  failed(service: string, error: unknown): void;
}>;

/** More streams at once than this are refused: each may hold some memory. */
const MAX_STREAMS = 256;

type Opened = Readonly<{ stream: AdbStream; peer: number }>;

export class AdbConnection {
  readonly #options: AdbConnectionOptions;
  readonly #streams = new Map<number, Opened>();
  #state: 'raw' | 'challenged' | 'online' = 'raw';
  #version: number = VERSION_SKIP_CHECKSUM;
  #maxData = 4_096;
  #lastId = 0;
  #token: Buffer = Buffer.alloc(0);
  /** Ends the question whether a key is let in. */
  #asking = new AbortController();

  constructor(options: AdbConnectionOptions) {
    this.#options = options;
  }

  /** How many streams are open. */
  get size(): number {
    return this.#streams.size;
  }

  /** @throws {PacketError} when the other side breaks the protocol: the connection has to be dropped */
  receive(packet: Packet): void {
    const { command } = packet;
    if (command === COMMAND.CNXN) this.#connect(packet);
    else if (command === COMMAND.AUTH) this.#authenticate(packet);
    else if (this.#state === 'online') this.#transfer(packet);
  }

  /** The socket takes more. */
  drained(): void {
    for (const { stream } of [...this.#streams.values()]) stream.ready();
  }

  /** The socket is gone: every stream ends, and nothing is sent. */
  close(): void {
    this.#asking.abort();
    const streams = [...this.#streams.values()];
    this.#streams.clear();
    for (const { stream } of streams) stream.abort();
  }

  #connect({ arg0, arg1 }: Packet): void {
    this.close();
    this.#version = Math.min(arg0, VERSION_SKIP_CHECKSUM);
    this.#maxData = Math.min(arg1, MAX_PAYLOAD);
    if (this.#maxData === 0) throw new PacketError('A connection that takes no data is of no use.');
    if (this.#options.auth === null) this.#goOnline();
    else this.#challenge(this.#options.auth);
  }

  #goOnline(): void {
    this.#state = 'online';
    const payload = Buffer.from(this.#options.banner());
    this.#send({ command: COMMAND.CNXN, arg0: VERSION_SKIP_CHECKSUM, arg1: MAX_PAYLOAD }, [payload]);
  }

  #challenge(auth: AdbAuth): void {
    this.#state = 'challenged';
    this.#token = auth.newToken();
    this.#send({ command: COMMAND.AUTH, arg0: 1, arg1: 0 }, [this.#token]);
  }

  #authenticate({ arg0, payload }: Packet): void {
    const { auth } = this.#options;
    if (this.#state !== 'challenged' || auth === null) return;
    if (arg0 === 2) {
      if (auth.verifies(this.#token, payload)) this.#goOnline();
      else this.#challenge(auth);
    } else if (arg0 === 3) this.#askFor(auth, payload);
  }

  #askFor(auth: AdbAuth, key: Uint8Array): void {
    this.#asking.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const line = Buffer.from(key).toString('latin1').replace(/\0.*$/s, '');
    auth.ask(line, asking.signal).then(
      (isAllowed) => {
        if (isAllowed && !asking.signal.aborted) this.#goOnline();
      },
      (error: unknown) => this.#options.failed('AUTH', error),
    );
  }

  #transfer(packet: Packet): void {
    const { command, arg0, arg1, payload, missing = 0 } = packet;
    if (command === COMMAND.OPEN) {
      this.#open(packet);
      return;
    }
    const opened = this.#streams.get(arg1);
    // Of a stream that is over already, or never was: whatever is said of it is out of date.
    if (opened === undefined || opened.peer !== arg0) return;
    if (command === COMMAND.WRTE)
      opened.stream.received(Buffer.from(payload.buffer, payload.byteOffset, payload.length), missing === 0);
    else if (command === COMMAND.OKAY) opened.stream.acknowledged();
    else if (command === COMMAND.CLSE) {
      this.#streams.delete(arg1);
      this.#send({ command: COMMAND.CLSE, arg0: arg1, arg1: arg0 }, []);
      opened.stream.closed();
    }
  }

  #open({ arg0: peer, arg1: credit, payload }: Packet): void {
    const name = Buffer.from(payload).toString('utf8').replace(/\0.*$/s, '');
    // Credit is only given where delayed_ack was agreed on, and it never is.
    const isAllowed = peer !== 0 && credit === 0 && this.#streams.size < MAX_STREAMS;
    const service = isAllowed ? this.#options.serviceOf(name) : null;
    if (service === null) {
      this.#send({ command: COMMAND.CLSE, arg0: 0, arg1: peer }, []);
      return;
    }
    const id = ++this.#lastId;
    const stream = this.#newStream(id, peer);
    this.#streams.set(id, { stream, peer });
    this.#send({ command: COMMAND.OKAY, arg0: id, arg1: peer }, []);
    void service(stream)
      .catch((error: unknown) => {
        if (!stream.signal.aborted) this.#options.failed(name, error);
      })
      .then(() => stream.end());
  }

  #newStream(id: number, peer: number): AdbStream {
    const about = { arg0: id, arg1: peer };
    const { isCongested, afterTurn } = this.#options;
    return new AdbStream({
      ...{ maxData: this.#maxData, isCongested, afterTurn },
      sendData: (pieces) => this.#send({ command: COMMAND.WRTE, ...about }, pieces),
      sendOkay: () => this.#send({ command: COMMAND.OKAY, ...about }, []),
      close: () => {
        this.#streams.delete(id);
        this.#send({ command: COMMAND.CLSE, ...about }, []);
      },
    });
  }

  #send(packet: Omit<Packet, 'payload' | 'missing'>, pieces: readonly Uint8Array[]): void {
    // Who has not agreed on a version yet may look at the sum.
    const isAgreed = packet.command !== COMMAND.CNXN && packet.command !== COMMAND.AUTH;
    const hasSum = !isAgreed || this.#version < VERSION_SKIP_CHECKSUM;
    this.#options.send([encodeHeader(packet, pieces, hasSum), ...pieces]);
  }
}
