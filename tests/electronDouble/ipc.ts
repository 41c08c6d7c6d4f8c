// ipcMain, and what arrives from the pages' ipcRenderer.
import { EventEmitter } from 'node:events';
import type { Frame } from 'playwright';
import { appUrl } from './appUrl.ts';
import { MessagePortMain } from './ports.ts';
import type { WebContents } from './webContents.ts';

/** What renderer.js says to the main process. */
export type FromPage =
  | Readonly<{ kind: 'send'; channel: string; args: unknown[]; ports: number[] }>
  | Readonly<{ kind: 'invoke'; channel: string; args: unknown[] }>
  | Readonly<{ kind: 'port'; port: number; data: unknown }>
  | Readonly<{ kind: 'portClosed'; port: number }>;

export type WebFrameMain = Readonly<{ url: string; origin: string; parent: WebFrameMain | null; top: WebFrameMain }>;

/** A frame of the page as Electron describes it; the same frame is always the same object. */
export function webFrame(frame: Frame): WebFrameMain {
  const known = frames.get(frame);
  if (known !== undefined) return known;
  const described: WebFrameMain = {
    get url() {
      return appUrl(frame.url());
    },
    get origin() {
      return URL.canParse(this.url) ? originOf(this.url) : 'null';
    },
    get parent() {
      const parent = frame.parentFrame();
      return parent === null ? null : webFrame(parent);
    },
    get top(): WebFrameMain {
      return webFrame(frame.page().mainFrame());
    },
  };
  frames.set(frame, described);
  return described;
}

const frames = new WeakMap<Frame, WebFrameMain>();

function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

type Handler = (event: unknown, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (...args) => {
      this.removeHandler(channel);
      return handler(...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Internal: ipcRenderer.invoke. A failure travels as text, which is all that Electron keeps of it. */
  async invoked(event: unknown, channel: string, args: unknown[]): Promise<{ value: unknown } | { error: string }> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) return { error: `No handler registered for '${channel}'` };
    try {
      return { value: await handler(event, ...args) };
    } catch (error) {
      return { error: String(error) };
    }
  }
}

export const ipcMain = new IpcMain();

/** Ports that pages gave to the main process, by the number the page gave them. */
export class PagePorts {
  #ports = new Map<number, MessagePortMain>();
  #contents: WebContents;

  constructor(contents: WebContents) {
    this.#contents = contents;
  }

  adopt(id: number): MessagePortMain {
    const port = new MessagePortMain();
    port.entangle({
      deliver: ({ data }) => this.#contents.tellPage({ kind: 'port', port: id, data }),
      closed: () => this.#contents.tellPage({ kind: 'portClosed', port: id }),
    });
    this.#ports.set(id, port);
    return port;
  }

  receive(id: number, data: unknown): void {
    this.#ports.get(id)?.receive({ data, ports: [] });
  }

  closed(id: number): void {
    this.#ports.get(id)?.farClosed();
    this.#ports.delete(id);
  }

  /** The page is gone or shows another document. */
  closeAll(): void {
    for (const id of [...this.#ports.keys()]) this.closed(id);
  }
}

/** Hands one message of a page to whoever it is for. */
export async function fromPage(contents: WebContents, frame: Frame, message: FromPage): Promise<unknown> {
  if (message.kind === 'port') return contents.ports.receive(message.port, message.data);
  if (message.kind === 'portClosed') return contents.ports.closed(message.port);
  const event = {
    sender: contents,
    senderFrame: webFrame(frame),
    processId: 1,
    frameId: 1,
    ports: 'ports' in message ? message.ports.map((id) => contents.ports.adopt(id)) : [],
    returnValue: undefined,
    reply: (channel: string, ...args: unknown[]) => contents.send(channel, ...args),
  };
  if (message.kind === 'invoke') return ipcMain.invoked(event, message.channel, message.args);
  return void ipcMain.emit(message.channel, event, ...message.args);
}
