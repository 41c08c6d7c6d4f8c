// The loopback host: HTTP and WebSockets on 127.0.0.1, for a browser and for clients with a token.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { System } from '../system.ts';
import { admit, type Door } from './admission.ts';
import { StartError } from './commandLine.ts';
import { hold } from './conversations.ts';
import type { Api } from './http/api.ts';
import { serveSocket } from './rpcServer.ts';
import { sendResponse } from './sendResponse.ts';
import { createSite, type Site, type Visitor } from './site.ts';
import { Tokens } from './tokens.ts';

export type WebServerOptions = Readonly<{
  /** Read at each request: a restart brings another one. @throws {Error} while there is none */
  readonly system: System;
  port: number;
  rendererFolder: string;
  devServer?: string;
}>;

export type WebServer = Readonly<{
  /** Such as http://127.0.0.1:40123. */
  origin: string;
  tokens: Tokens;
  /** The address that lets a browser in, once. */
  ticketUrl(): string;
  /** Ends every conversation. */
  hangUp(): void;
  close(): Promise<void>;
}>;

/** @throws {StartError} when the port is taken or not allowed */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const server = createServer();
  const port = await listen(server, options.port);
  const tokens = new Tokens();
  const host = `127.0.0.1:${port}`;
  const door: Door = {
    host,
    cookieName: `scopebox-${port}`,
    deviceToken: tokens.device,
    packageOf: (token) => tokens.packageOf(token),
  };
  const { rendererFolder, devServer } = options;
  const site = createSite({
    ...{ rendererFolder, socketOrigin: `ws://${host}`, ...(devServer === undefined ? {} : { devServer }) },
    get system() {
      return options.system;
    },
  });
  const web = new WebHost({
    ...{ tokens, door, site },
    get system() {
      return options.system;
    },
  });
  server.on('request', (request, response) => void web.answer(request, response));
  server.on('upgrade', (request, socket, head) => web.upgrade(request, socket, head));
  return {
    origin: `http://${host}`,
    tokens,
    ticketUrl: () => `http://${host}/?ticket=${tokens.ticket()}`,
    hangUp: () => web.hangUp(),
    close: () => web.close(server),
  };
}

/** What everybody on this machine may ask. */
const OPEN: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

type WebHostParts = Readonly<{ system: System; tokens: Tokens; door: Door; site: Site }>;

class WebHost {
  readonly #parts: WebHostParts;
  #api: Promise<Api> | null = null;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 * 1024 });

  constructor(parts: WebHostParts) {
    this.#parts = parts;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = this.#urlOf(request);
    if (url?.pathname.startsWith('/api/')) return (await this.#loadApi()).server.answer(url, request, response);
    if (url === null || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(url === null ? 400 : 405, { 'content-type': 'text/plain' }).end();
      return;
    }
    try {
      if (this.#letIn(url, request, response)) return;
      const admission = this.#admit(url, request);
      const open = OPEN.has(url.pathname) && request.headers.host === this.#parts.door.host;
      if ('refused' in admission && !open) {
        refuse(response, admission.refused);
        return;
      }
      const visitor: Visitor = 'visitor' in admission ? admission.visitor : { packageName: '' };
      await sendResponse(await this.#parts.site(toRequest(url, request, response), visitor), response);
    } catch (error) {
      this.#systemOrNull()?.logcat.log(
        'E',
        'Scopebox',
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      );
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end();
    }
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A client that hangs up in the middle is no error of anybody's.
    socket.on('error', () => undefined);
    const url = this.#urlOf(request);
    if (url?.pathname.startsWith('/api/')) {
      void this.#loadApi().then((api) => api.upgrade(url, request, { socket, head }));
      return;
    }
    const admission = url === null ? null : this.#admit(url, request);
    const name = url === null ? null : conversationName(url);
    const admitted = admission !== null && 'visitor' in admission ? admission.visitor : null;
    if (url === null || name === null || admitted === null || !mayHold(admitted, name)) {
      hangUp(socket, '403 Forbidden');
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // A frame that breaks the protocol closes this connection, with the reason; the others go on.
      webSocket.on('error', () => webSocket.terminate());
      const { tokens } = this.#parts;
      const system = this.#systemOrNull();
      if (system === null) {
        webSocket.close(1012, 'The device restarts.');
        return;
      }
      const held = hold(system, name, {
        tokenOf: (packageName) => tokens.of(packageName),
        hangUp: () => webSocket.close(1001, 'The process ended.'),
        starts: url.searchParams.has('start'),
      });
      if (held === null) {
        webSocket.close(1008, `There is no ${name}.`);
        return;
      }
      webSocket.on('close', () => held.end());
      serveSocket(webSocket, held.conversation);
    });
  }

  hangUp(): void {
    void this.#api?.then(({ events }) => events.hangUp());
    for (const client of this.#sockets.clients) client.close(1012, 'The device restarts.');
  }

  async close(server: Server): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    (await this.#api)?.events.close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #loadApi(): Promise<Api> {
    this.#api ??= import('./http/api.ts').then((loaded) => new loaded.Api(this.#parts));
    return this.#api;
  }

  /** Null while the device restarts. */
  #systemOrNull(): System | null {
    try {
      return this.#parts.system;
    } catch {
      return null;
    }
  }

  /** Changes a ticket or a token of the address into a cookie, so that it leaves the address bar. */
  #letIn(url: URL, request: IncomingMessage, response: ServerResponse): boolean {
    const { door, tokens } = this.#parts;
    if (url.pathname !== '/' || request.headers.host !== door.host) return false;
    const ticket = url.searchParams.get('ticket');
    const byTicket = ticket !== null && tokens.redeem(ticket);
    const admission = url.searchParams.has('token') ? this.#admit(url, request) : null;
    const byToken = admission !== null && 'visitor' in admission && admission.visitor.packageName === null;
    if (!byTicket && !byToken) return false;
    const cookie = `${door.cookieName}=${door.deviceToken}; Path=/; HttpOnly; SameSite=Strict`;
    response.writeHead(303, {
      location: '/',
      'set-cookie': cookie,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    response.end();
    return true;
  }

  /** Null for a request line that is no address. */
  #urlOf(request: IncomingMessage): URL | null {
    return URL.parse(request.url ?? '/', `http://${this.#parts.door.host}`);
  }

  #admit(url: URL, request: IncomingMessage) {
    const { host, origin, cookie, authorization } = request.headers;
    return admit({ host, origin, cookie, authorization, token: url.searchParams.get('token') }, this.#parts.door);
  }
}

/** What follows /rpc/, decoded; null for anything else. */
function conversationName(url: URL): string | null {
  try {
    return /^\/rpc\/(.+)$/.exec(decodeURIComponent(url.pathname))?.[1] ?? null;
  } catch {
    return null;
  }
}

function mayHold(visitor: Visitor, name: string): boolean {
  return visitor.packageName === null || name === `app/${visitor.packageName}`;
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'another program uses it' : (error.code ?? error.message);
      reject(new StartError(`Port ${port} on 127.0.0.1 cannot be opened: ${why}. Choose another one with --port.`));
    });
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return (server.address() as AddressInfo).port;
}

function toRequest(url: URL, request: IncomingMessage, response: ServerResponse): Request {
  const controller = new AbortController();
  response.on('close', () => controller.abort());
  const headers = new Headers();
  if (request.headers.range !== undefined) headers.set('range', request.headers.range);
  return new Request(url, { method: request.method ?? 'GET', headers, signal: controller.signal });
}

function refuse(response: ServerResponse, sentence: string): void {
  response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${sentence}\n`);
}

function hangUp(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
