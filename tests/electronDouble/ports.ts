// MessagePortMain and MessageChannelMain, and the bridge that ties a port of a page to one of the main process.
import { EventEmitter } from 'node:events';

type Delivery = Readonly<{ data: unknown; ports: readonly MessagePortMain[] }>;
type Far = Readonly<{ deliver(message: Delivery): void; closed(): void }>;

export class MessagePortMain extends EventEmitter {
  #far: Far | null = null;
  #waiting: Delivery[] = [];
  #started = false;
  #closed = false;

  /** Internal: what this port is entangled with. */
  entangle(far: Far): void {
    this.#far = far;
  }

  /** Internal: a message from the other end; kept until start(). */
  receive(message: Delivery): void {
    if (this.#closed) return;
    if (this.#started) this.emit('message', message);
    else this.#waiting.push(message);
  }

  /** Internal: the other end is gone. */
  farClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('close');
  }

  start(): void {
    this.#started = true;
    for (const message of this.#waiting.splice(0)) this.emit('message', message);
  }

  postMessage(data: unknown, transfer: readonly MessagePortMain[] = []): void {
    if (!this.#closed) this.#far?.deliver({ data: structuredClone(data), ports: transfer });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#far?.closed();
    this.emit('close');
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();

  constructor() {
    tie(this.port1, this.port2);
    tie(this.port2, this.port1);
  }
}

// Asynchronous, as on Electron: nobody's postMessage runs the other side's listener.
function tie(from: MessagePortMain, to: MessagePortMain): void {
  from.entangle({
    deliver: (message) => queueMicrotask(() => to.receive(message)),
    closed: () => queueMicrotask(() => to.farClosed()),
  });
}
