// The HTTP API as a whole: loaded when somebody asks for it first, so that a device that nobody asks starts without it.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { ApiEvents } from './apiEvents.ts';
import { type ApiOptions, ApiServer } from './apiServer.ts';
import { EVENTS_PATH } from './routing.ts';

export class Api {
  readonly server: ApiServer;
  readonly events: ApiEvents;

  constructor(options: ApiOptions) {
    this.server = new ApiServer(options);
    this.events = new ApiEvents(options);
  }

  /** A WebSocket whose path begins with /api/. */
  upgrade(url: URL, request: IncomingMessage, connection: Readonly<{ socket: Duplex; head: Buffer }>): void {
    if (url.pathname === EVENTS_PATH) this.events.upgrade(url, request, connection);
    else connection.socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  }
}
