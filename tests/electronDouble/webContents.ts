// WebContents: one Chromium page, the preload in it, and its messages.
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright';
import { appUrl, pageUrl } from './appUrl.ts';
import { type FromPage, fromPage, PagePorts, type WebFrameMain, webFrame } from './ipc.ts';
import type { MessagePortMain } from './ports.ts';
import { session, standardSchemes } from './protocol.ts';
import { deferred, PreventableEvent, record } from './strict.ts';

export type ToPage =
  | Readonly<{ kind: 'message'; channel: string; args: unknown[]; ports: number[] }>
  | Readonly<{ kind: 'port'; port: number; data: unknown }>
  | Readonly<{ kind: 'portClosed'; port: number }>;

type OpenHandler = (details: { url: string; disposition: string }) => { action: 'allow' | 'deny' };

const rendererSource = readFileSync(new URL('./renderer.js', import.meta.url), 'utf8');

/** The script that a page runs before its own: Electron's renderer module, then the app's preload. */
function preloadScript(preload: string | undefined): string {
  const source = preload === undefined ? '' : readFileSync(preload, 'utf8');
  return `if (window.top === window) {\n${rendererSource}\nelectronDouble.preload(function (require, module, exports, process) {\n${source}\n});\n}`;
}

let nextPortOfMain = -1;

export class WebContents extends EventEmitter {
  static readonly all = new Map<number, WebContents>();
  static #nextId = 1;
  readonly id = WebContents.#nextId++;
  readonly session = session.defaultSession;
  readonly ports = new PagePorts(this);
  targetId = '';
  #page = deferred<Page>();
  #shown: Page | null = null;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  #loading = false;
  #destroyed = false;
  #close: () => void;

  constructor(close: () => void) {
    super();
    this.#close = close;
    this.#page.promise.catch(() => {});
    WebContents.all.set(this.id, this);
  }

  /** Internal: the page this object stands for. */
  async attach(page: Page, targetId: string, preload: string | undefined): Promise<void> {
    this.#shown = page;
    this.targetId = targetId;
    page.on('load', () => {
      this.emit('dom-ready', new PreventableEvent());
      this.emit('did-finish-load', new PreventableEvent());
    });
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.ports.closeAll();
    });
    page.on('crash', () =>
      this.emit('render-process-gone', new PreventableEvent(), { reason: 'crashed', exitCode: 1 }),
    );
    page.on('popup', (popup) => void this.#opened(popup));
    await page.exposeBinding('electronDoubleMain', ({ frame }, message: FromPage) => fromPage(this, frame, message));
    await page.addInitScript({ content: preloadScript(preload) });
    this.#page.resolve(page);
  }

  // Electron asks before the window exists; here it exists for a moment.
  async #opened(popup: Page): Promise<void> {
    const { action } = this.#openHandler({ url: appUrl(popup.url()), disposition: 'new-window' });
    if (action === 'deny') await popup.close().catch(() => {});
  }

  /** Internal: whether this frame belongs to it. */
  shows(frame: Frame): boolean {
    return frame.page() === this.#shown;
  }

  /** Internal: whether the page may leave for `url`. */
  mayNavigate(frame: Frame, url: string): boolean {
    if (this.#loading || frame !== this.#shown?.mainFrame()) return true;
    const event = Object.assign(new PreventableEvent(), { url, isMainFrame: true, isSameDocument: false });
    this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page.promise;
    this.#loading = true;
    try {
      await page.goto(pageUrl(url, standardSchemes), { waitUntil: 'load' });
    } catch (error) {
      if (this.#destroyed) throw new Error(`ERR_ABORTED (-3) loading '${url}'`);
      this.emit('did-fail-load', new PreventableEvent(), -2, 'ERR_FAILED', url, true);
      throw new Error(`ERR_FAILED (-2) loading '${url}': ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.#loading = false;
    }
  }

  async reload(): Promise<void> {
    const page = await this.#page.promise;
    this.#loading = true;
    await page.reload().finally(() => {
      this.#loading = false;
    });
  }

  get mainFrame(): WebFrameMain {
    if (this.#shown === null) throw new Error('The window has no page yet.');
    return webFrame(this.#shown.mainFrame());
  }

  getURL(): string {
    return this.#shown === null ? '' : appUrl(this.#shown.url());
  }

  send(channel: string, ...args: unknown[]): void {
    this.tellPage({ kind: 'message', channel, args, ports: [] });
  }

  /** Ports travel as numbers; negative ones belong to the main process, so that they never meet a page's own. */
  postMessage(channel: string, message: unknown, transfer: readonly MessagePortMain[] = []): void {
    const ports = transfer.map((near) => {
      const id = nextPortOfMain--;
      const bridge = this.ports.adopt(id);
      near.on('message', ({ data }) => bridge.postMessage(data));
      near.on('close', () => bridge.close());
      bridge.on('message', ({ data }) => near.postMessage(data));
      bridge.on('close', () => near.close());
      return { id, near, bridge };
    });
    this.tellPage({ kind: 'message', channel, args: [message], ports: ports.map(({ id }) => id) });
    for (const { near, bridge } of ports) {
      near.start();
      bridge.start();
    }
  }

  /** Internal. In order; a page that is gone hears nothing. */
  tellPage(message: ToPage): void {
    this.#shown?.evaluate((told) => Reflect.get(globalThis, 'electronDoubleFromMain')?.(told), message).catch(() => {});
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.#page.promise).evaluate(code);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  async emulateColorScheme(colorScheme: 'light' | 'dark' | null): Promise<void> {
    await (await this.#page.promise).emulateMedia({ colorScheme });
  }

  /** Internal: the window is pulled to another size. */
  async resize({ width, height }: Readonly<{ width: number; height: number }>): Promise<void> {
    await (await this.#page.promise).setViewportSize({ width, height });
  }

  openDevTools(): void {
    record.roles.push('toggleDevTools');
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isLoading(): boolean {
    return this.#loading;
  }

  focus(): void {}

  close(): void {
    this.#close();
  }

  /** Internal: closes the page, which exists or is about to. */
  async destroy(): Promise<void> {
    if (this.#destroyed) return;
    this.#destroyed = true;
    WebContents.all.delete(this.id);
    this.ports.closeAll();
    const page = await this.#page.promise.catch(() => null);
    await page?.close().catch(() => {});
    this.emit('destroyed');
  }
}

export const webContents = {
  getAllWebContents: (): WebContents[] => [...WebContents.all.values()],
  fromId: (id: number): WebContents | undefined => WebContents.all.get(id),
  fromDevToolsTargetId: (targetId: string): WebContents | undefined =>
    [...WebContents.all.values()].find((contents) => contents.targetId === targetId),
};
