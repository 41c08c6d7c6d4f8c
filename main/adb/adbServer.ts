// Mirrors adbd's listener: TCP on the loopback interface, one connection per socket.
import { createServer, type Server, type Socket } from 'node:net';
import { afterTurn } from '../device/realTime.ts';
import { AdbConnection, type AdbConnectionOptions } from './adbConnection.ts';
import { PacketDecoder } from './packet.ts';

export type AdbServerOptions = Omit<AdbConnectionOptions, 'send' | 'isCongested' | 'afterTurn'>;

/** More programs at once than this are not listened to. */
const MAX_CONNECTIONS = 64;

/** From here on what is sent waits for who reads it, bytes. */
const CONGESTED = 1_048_576;

export class AdbServer {
  readonly #options: AdbServerOptions;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: AdbServerOptions) {
    this.#options = options;
  }

  /**
   * Begins to listen on 127.0.0.1.
   * @param port 0 lets the system choose
   * @returns the port
   * @throws {Error} with a `code` such as EADDRINUSE
   */
  listen(port: number): Promise<number> {
    const server = createServer((socket) => this.#accept(socket));
    server.maxConnections = MAX_CONNECTIONS;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        // A connection that could not be accepted is nobody's.
        server.on('error', () => {});
        this.#server = server;
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : port);
      });
    });
  }

  /** Ends every connection, and goes on listening. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets nobody in any more; who is connected stays. */
  stopListening(): void {
    const server = this.#server;
    this.#server = null;
    if (server !== null) this.#ended = new Promise((resolve) => server.close(() => resolve()));
  }

  /** Resolves when nobody listens any more. */
  async close(): Promise<void> {
    this.stopListening();
    this.hangUp();
    await this.#ended;
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    const connection = new AdbConnection({
      ...this.#options,
      afterTurn,
      send: (pieces) => send(socket, pieces),
      isCongested: () => socket.writableLength >= CONGESTED,
    });
    const decoder = new PacketDecoder('in pieces');
    socket.on('data', (bytes: Buffer) => {
      try {
        for (const packet of decoder.push(bytes)) connection.receive(packet);
      } catch {
        // Whoever speaks something else than adb gets no answer.
        socket.destroy();
        return;
      }
      // Who does not read answers is not listened to, so that no answers pile up.
      if (socket.writableLength >= CONGESTED) socket.pause();
    });
    socket.on('drain', () => {
      socket.resume();
      connection.drained();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      connection.close();
    });
  }
}

function send(socket: Socket, pieces: readonly Uint8Array[]): void {
  if (socket.destroyed) return;
  socket.cork();
  for (const piece of pieces) if (piece.length > 0) socket.write(piece);
  socket.uncork();
}
