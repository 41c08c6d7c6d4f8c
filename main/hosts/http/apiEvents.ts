// WebSocket /api/v1/events: what happens, as JSON, to whoever asks for it.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { z } from 'zod';
import { afterRealTime } from '../../device/realTime.ts';
import type { Visitor } from '../site.ts';
import { type ApiOptions, visitorOf } from './apiServer.ts';
import { DeviceCalls } from './deviceCalls.ts';
import { EventSession, eventsQuery, type Numbered, type Subscription } from './eventSession.ts';
import { Problem, problemDocument } from './problem.ts';
import { queryOf } from './requestBody.ts';

/** Bytes that may wait for a client that does not read; more, and it is cut off. What a session keeps is far less. */
const MAX_WAITING = 16 * 1_048_576;

/** How long a session waits for a client that was cut off, milliseconds. */
const KEEPS = 60_000;

/** Sessions nobody is connected to, at most: the oldest goes. */
const MAX_AWAY = 32;

const GAP = JSON.stringify({ kind: 'gap', text: 'Some events in between are not kept any more.' });

type Asked = z.output<typeof eventsQuery>;
type Connection = Readonly<{ socket: Duplex; head: Buffer }>;
type Away = Readonly<{ session: EventSession; whose: Visitor; timer: Disposable }>;

export class ApiEvents {
  readonly #options: ApiOptions;
  /** A client has nothing to say. */
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 1_024 });
  readonly #sessions = new Set<EventSession>();
  readonly #away = new Map<string, Away>();

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  upgrade(url: URL, request: IncomingMessage, { socket, head }: Connection): void {
    try {
      const visitor = visitorOf(request, this.#options.door);
      const asked = queryOf(eventsQuery, url.searchParams) as Asked;
      const subscription = subscriptionOf(asked, visitor);
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
        webSocket.on('error', () => webSocket.terminate());
        void this.#serve(webSocket, { asked, subscription, visitor });
      });
    } catch (error) {
      refuse(socket, error);
    }
  }

  /** The device restarts: what is numbered so far is of the one before. */
  hangUp(): void {
    this.#endAll();
    for (const client of this.#sockets.clients) client.close(1012, 'The device restarts.');
  }

  close(): void {
    this.#endAll();
    for (const client of this.#sockets.clients) client.terminate();
  }

  async #serve(socket: WebSocket, { asked, subscription, visitor }: Served): Promise<void> {
    const known = asked.session === undefined ? null : this.#takeBack(asked.session, visitor);
    const session = known ?? new EventSession(randomUUID(), subscription);
    this.#sessions.add(session);
    socket.on('close', () => this.#leave(session, visitor));
    try {
      if (known === null && !(await this.#begin(session))) {
        socket.close(1008, `${subscription.packageName} is not installed.`);
        return;
      }
    } catch (error) {
      socket.close(1008, reasonOf(error));
      return;
    }
    tell(socket, JSON.stringify({ kind: 'hello', session: session.name, resumed: known !== null }));
    const after = known === null ? 0 : asked.after;
    if (!session.isWhole(after)) tell(socket, GAP);
    session.attach(after, ({ text }: Numbered) => tell(socket, text));
  }

  async #begin(session: EventSession): Promise<boolean> {
    const { tokens } = this.#options;
    const tokenOf = (name: string) => tokens.of(name);
    return session.begin(new DeviceCalls({ system: this.#options.system, tokenOf, signal: session.signal }));
  }

  #takeBack(name: string, { packageName: whose }: Visitor): EventSession | null {
    const away = this.#away.get(name);
    if (away === undefined || away.whose.packageName !== whose) return null;
    this.#away.delete(name);
    away.timer[Symbol.dispose]();
    return away.session;
  }

  #leave(session: EventSession, whose: Visitor): void {
    if (!this.#sessions.has(session)) return;
    session.detach();
    const timer = afterRealTime(KEEPS, () => this.#forget(session));
    this.#away.set(session.name, { session, whose, timer });
    const [oldest] = this.#away.values();
    if (this.#away.size > MAX_AWAY && oldest !== undefined) this.#forget(oldest.session);
  }

  #forget(session: EventSession): void {
    this.#away.get(session.name)?.timer[Symbol.dispose]();
    this.#away.delete(session.name);
    this.#sessions.delete(session);
    session.end();
  }

  #endAll(): void {
    for (const session of [...this.#sessions]) this.#forget(session);
  }
}

type Served = Readonly<{ asked: Asked; subscription: Subscription; visitor: Visitor }>;

/** @throws {Problem} for what the token does not open, and for URIs of nobody */
function subscriptionOf({ topic, packageName: named, uri }: Asked, visitor: Visitor): Subscription {
  const own = visitor.packageName;
  const name = named ?? own;
  if (own !== null && (name !== own || topic.length > 0))
    throw new Problem('refused', 'This takes the device’s token; an app’s opens its own events.');
  if (name === null && uri.length > 0) throw new Problem('invalid', 'Say whose events: packageName=com.example.app.');
  return { topics: topic, packageName: name, uris: uri };
}

/** A client that does not read is cut off; it may come back and go on where it was. */
function tell(socket: WebSocket, text: string): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > MAX_WAITING) socket.terminate();
  else socket.send(text);
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // A close frame has room for 123 bytes.
  return Buffer.from(text)
    .subarray(0, 120)
    .toString('utf8')
    .replace(/\uFFFD$/, '');
}

function refuse(socket: Duplex, error: unknown): void {
  const { status, headers, body } = problemDocument(error, false);
  const text = JSON.stringify(body);
  const told = { ...headers, 'content-type': 'application/problem+json', connection: 'close' };
  const lines = Object.entries(told).map(([name, value]) => `${name}: ${value}`);
  const length = `content-length: ${Buffer.byteLength(text)}`;
  socket.end([`HTTP/1.1 ${status} Refused`, ...lines, length, '', text].join('\r\n'));
}
