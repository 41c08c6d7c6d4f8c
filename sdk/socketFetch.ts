// Bytes of a device by a socket of Node's own, into memory that is used again: fetch() takes four times the work for it.
// As much of HTTP/1.1 as the device's host speaks; whoever gets null takes fetch().
import { canceled } from './deviceAddress.ts';
import { nodeModule, nodeProcess, type Socket } from './nodeModules.ts';

type Headers = Readonly<Record<string, string>>;

/** Bytes that are read at once, and that wait for the reader at most. */
const READ = 262_144;
const AHEAD = 524_288;

const END_OF_HEAD = '\r\n\r\n';

/**
 * GETs an http address. The answer's body fails when the connection ends before it is whole.
 * @returns null where there is no Node, and for any other address
 */
export function socketFetch(address: string, headers: Headers, signal?: AbortSignal): Promise<Response> | null {
  // A page's own device is at an address without a host.
  const url = nodeProcess() !== null && URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'http:') return null;
  if (signal?.aborted) return Promise.reject(canceled());
  return new Promise((resolve, reject) => {
    const buffer = new Uint8Array(READ);
    const answer = new Answer(resolve, reject);
    const socket = nodeModule('node:net').connect({
      host: url.hostname,
      port: Number(url.port || 80),
      onread: { buffer, callback: (length) => answer.take(buffer.slice(0, length)) },
    });
    answer.socket = socket;
    const cancel = () => answer.fail(canceled());
    signal?.addEventListener('abort', cancel, { once: true });
    socket.once('connect', () => socket.write(requestOf(url, headers)));
    socket.once('error', (error) => answer.fail(error));
    socket.once('close', () => {
      signal?.removeEventListener('abort', cancel);
      answer.fail(new Error('The connection ended before the answer was whole.'));
    });
  });
}

function requestOf({ pathname, search, host }: URL, headers: Headers): string {
  const lines = Object.entries({ host, connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** What comes, taken apart: a head, then a body of a known length or in chunks. */
class Answer {
  socket: Socket | null = null;
  readonly #resolve: (response: Response) => void;
  readonly #reject: (error: Error) => void;
  #head = '';
  #body: Body | null = null;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #isOver = false;

  constructor(resolve: (response: Response) => void, reject: (error: Error) => void) {
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** @returns whether there may be more at once */
  take(bytes: Uint8Array): boolean {
    if (this.#isOver) return true;
    try {
      const rest = this.#body === null ? this.#takeHead(bytes) : bytes;
      return rest === null || this.#takeBody(rest);
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error(String(error)));
      return true;
    }
  }

  fail(error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.socket?.destroy();
    this.#reject(error);
    this.#controller?.error(error);
  }

  /** @returns what follows the head; null while it is not whole */
  #takeHead(bytes: Uint8Array): Uint8Array | null {
    const before = this.#head.length;
    this.#head += new TextDecoder('latin1').decode(bytes);
    const end = this.#head.indexOf(END_OF_HEAD);
    if (end < 0) return null;
    const [first = '', ...lines] = this.#head.slice(0, end).split('\r\n');
    const headers = lines.map((each): [string, string] => {
      const colon = each.indexOf(':');
      return [each.slice(0, colon).toLowerCase(), each.slice(colon + 1).trim()];
    });
    this.#body = bodyOf(new Map(headers));
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        start: (controller) => {
          this.#controller = controller as ReadableStreamDefaultController<Uint8Array>;
        },
        pull: () => {
          this.socket?.resume();
        },
        cancel: () => {
          this.#isOver = true;
          this.socket?.destroy();
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: AHEAD }),
    );
    this.#resolve(new Response(stream, { status: Number(first.split(' ')[1]), headers }));
    return bytes.subarray(end + END_OF_HEAD.length - before);
  }

  #takeBody(bytes: Uint8Array): boolean {
    const controller = this.#controller;
    for (const part of this.#body?.take(bytes) ?? []) controller?.enqueue(part);
    if (this.#body?.isWhole !== true) return (controller?.desiredSize ?? 1) > 0;
    this.#isOver = true;
    controller?.close();
    this.socket?.destroy();
    return true;
  }
}

interface Body {
  readonly isWhole: boolean;
  /** The bytes that are the body's own. @throws {Error} for what is no HTTP */
  take(bytes: Uint8Array): readonly Uint8Array[];
}

function bodyOf(headers: ReadonlyMap<string, string>): Body {
  const length = headers.get('content-length');
  if (length !== undefined) return new KnownLength(Number(length));
  if (headers.get('transfer-encoding') === 'chunked') return new Chunked();
  throw new Error('The answer does not say how long it is.');
}

class KnownLength implements Body {
  #missing: number;

  constructor(length: number) {
    this.#missing = length;
  }

  get isWhole(): boolean {
    return this.#missing <= 0;
  }

  take(bytes: Uint8Array): readonly Uint8Array[] {
    const own = bytes.length > this.#missing ? bytes.subarray(0, this.#missing) : bytes;
    this.#missing -= own.length;
    return own.length === 0 ? [] : [own];
  }
}

/** RFC 9112, 7.1: a line with the length in hexadecimal, so many bytes, the end of a line; the last has none. */
class Chunked implements Body {
  isWhole = false;
  #line = '';
  #missing = 0;
  /** Whether the end of the line after a chunk is still to come. */
  #endsChunk = false;

  take(bytes: Uint8Array): readonly Uint8Array[] {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < bytes.length && !this.isWhole; ) {
      if (this.#missing > 0) {
        const part = bytes.subarray(at, at + this.#missing);
        this.#missing -= part.length;
        this.#endsChunk = this.#missing === 0;
        at += part.length;
        parts.push(part);
      } else this.#takeLineByte(bytes[at++] ?? 0);
    }
    return parts;
  }

  #takeLineByte(byte: number): void {
    if (byte !== 10) {
      if (byte !== 13) this.#line += String.fromCharCode(byte);
      return;
    }
    const line = this.#line;
    this.#line = '';
    if (this.#endsChunk) {
      this.#endsChunk = false;
      return;
    }
    if (!/^[0-9a-f]+/i.test(line)) throw new Error('A chunk of the answer does not say how long it is.');
    this.#missing = Number.parseInt(line, 16);
    this.isWhole = this.#missing === 0;
  }
}
