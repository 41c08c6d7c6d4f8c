// BrowserWindow: a Chromium window of its own, of the size the app asked for.
import { EventEmitter } from 'node:events';
import type { Page } from 'playwright';
import { app } from './app.ts';
import type { Chromium } from './chromium.ts';
import { PreventableEvent } from './strict.ts';
import { WebContents } from './webContents.ts';

type Bounds = Readonly<{ x: number; y: number; width: number; height: number }>;

type Options = Readonly<{
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  show?: boolean;
  title?: string;
  webPreferences?: Readonly<{
    preload?: string;
    contextIsolation?: boolean;
    sandbox?: boolean;
    nodeIntegration?: boolean;
  }>;
}>;

let chromium: Chromium | null = null;
let turn: Promise<unknown> = Promise.resolve();

export function openWindowsIn(started: Chromium): void {
  chromium = started;
}

export class BrowserWindow extends EventEmitter {
  static readonly #open = new Set<BrowserWindow>();
  static #nextId = 1;
  readonly id = BrowserWindow.#nextId++;
  readonly webContents = new WebContents(() => this.close());
  readonly #options: Options;
  #title: string;
  #visible: boolean;
  #minimized = false;
  #maximized = false;
  #focused = true;
  #bounds: Bounds;
  #closing = false;
  #destroyed = false;

  constructor(options: Options = {}) {
    super();
    if (chromium === null) throw new Error('Cannot create BrowserWindow before app is ready');
    refuseUnsafe(options);
    this.#options = options;
    this.#title = options.title ?? app.getName();
    this.#visible = options.show ?? true;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    BrowserWindow.#open.add(this);
    app.windows.add(this);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    // One at a time, so that each new page can be told from the others.
    turn = turn.then(() => this.#createPage()).catch((error) => console.error('No page for a new window:', error));
    app.emit('browser-window-created', new PreventableEvent(), this);
    app.emit('web-contents-created', new PreventableEvent(), this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.#open];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return [...BrowserWindow.#open].at(-1) ?? null;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...BrowserWindow.#open].find((window) => window.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return [...BrowserWindow.#open].find((window) => window.id === id) ?? null;
  }

  async #createPage(): Promise<void> {
    if (chromium === null) return;
    const { context, session } = chromium;
    const { webPreferences } = this.#options;
    const { width, height } = this.#bounds;
    const appeared = new Promise<Page>((resolve) => context.once('page', resolve));
    const { targetId } = await session.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    const page = await appeared;
    page.once('close', () => this.#gone());
    await page.setViewportSize({ width, height });
    await this.webContents.attach(page, targetId, webPreferences?.preload);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  /** @returns whether it is closing; an app may prevent it */
  close(): boolean {
    if (this.#closing) return true;
    const event = new PreventableEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.destroy();
    return true;
  }

  destroy(): void {
    this.#closing = true;
    void this.webContents.destroy().then(() => this.#gone());
  }

  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    BrowserWindow.#open.delete(this);
    void this.webContents.destroy();
    this.emit('closed');
    app.windowGone(this);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  show(): void {
    this.#visible = true;
    this.emit('show');
  }

  hide(): void {
    this.#visible = false;
  }

  isVisible(): boolean {
    return this.#visible;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  minimize(): void {
    this.#minimized = true;
  }

  restore(): void {
    this.#minimized = false;
  }

  isMaximized(): boolean {
    return this.#maximized;
  }

  maximize(): void {
    this.#maximized = true;
    this.emit('maximize');
  }

  unmaximize(): void {
    this.#maximized = false;
    this.emit('unmaximize');
  }

  isFullScreen(): boolean {
    return false;
  }

  /** Where it is when it is not maximised. */
  getNormalBounds(): Bounds {
    return this.#bounds;
  }

  /** The page of a headless browser has no place on a display, but a size. */
  setBounds(bounds: Partial<Bounds>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    void this.webContents.resize(this.#bounds);
    this.emit('move');
    this.emit('resize');
  }

  isFocused(): boolean {
    return this.#focused;
  }

  focus(): void {
    this.#focused = true;
    this.emit('focus');
  }

  blur(): void {
    this.#focused = false;
    this.emit('blur');
  }

  reload(): void {
    void this.webContents.reload();
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setMenuBarVisibility(): void {}

  setBackgroundColor(): void {}
}

// Nothing here can test isolation, so at least a window that gives it up never opens.
function refuseUnsafe({ webPreferences = {} }: Options): void {
  const { contextIsolation = true, sandbox = true, nodeIntegration = false } = webPreferences;
  if (!contextIsolation || !sandbox || nodeIntegration)
    throw new Error('The Electron double opens only windows with contextIsolation, sandbox and no nodeIntegration.');
}
