// Electron's `app`: lifecycle in its real order, each step preventable where Electron's is.
import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Chromium } from './chromium.ts';
import { deferred, PreventableEvent, record } from './strict.ts';
import { throwAwayFolder } from './throwAway.ts';

/** `close` answers whether the window is closing: an app may prevent it. */
export type Closable = { close(): boolean; destroy(): void };

const tellFirstInstance =
  "const [, socket, said] = process.argv; require('node:net').connect(socket).on('error', () => {}).end(said)";

export class App extends EventEmitter {
  readonly windows = new Set<Closable>();
  readonly commandLine = new CommandLine();
  readonly isPackaged = false;
  appPath = process.cwd();
  #name: string | null = null;
  #paths = new Map<string, string>();
  #ready = deferred<void>();
  #wanted = deferred<void>();
  #isReady = false;
  #quitting = false;
  #ending = false;
  #lock: string | null = null;
  #chromium: Chromium | null = null;

  /** Settles when somebody awaits readiness, which a main module may do before it is fully evaluated. */
  get readinessWanted(): Promise<void> {
    return this.#wanted.promise;
  }

  becomeReady(chromium: Chromium): void {
    this.#chromium = chromium;
    this.#isReady = true;
    this.emit('will-finish-launching');
    this.emit('ready', new PreventableEvent(), {});
    this.#ready.resolve();
  }

  whenReady(): Promise<void> {
    this.#wanted.resolve();
    return this.#ready.promise;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  getAppPath(): string {
    return this.appPath;
  }

  get name(): string {
    return this.getName();
  }

  set name(name: string) {
    this.#name = name;
  }

  getName(): string {
    return this.#name ?? this.#manifest().productName ?? this.#manifest().name ?? 'Electron';
  }

  setName(name: string): void {
    this.#name = name;
  }

  getVersion(): string {
    return this.#manifest().version ?? '0.0.0';
  }

  getLocale(): string {
    return 'en-US';
  }

  /** Below a throw-away home, so that no test touches the user's own; ELECTRON_DOUBLE_HOME names one that stays. */
  getPath(name: string): string {
    const set = this.#paths.get(name);
    if (set !== undefined) return set;
    const home = this.#home();
    if (name === 'home') return home;
    if (name === 'temp') return tmpdir();
    if (name === 'exe') return process.execPath;
    if (name === 'appData') return join(home, '.config');
    if (name === 'userData' || name === 'sessionData') return join(home, '.config', this.getName());
    if (name === 'logs') return join(home, '.config', this.getName(), 'logs');
    const folders = ['desktop', 'documents', 'downloads', 'music', 'pictures', 'videos'];
    if (!folders.includes(name)) throw new Error(`Failed to get '${name}' path`);
    return join(home, name.charAt(0).toUpperCase() + name.slice(1));
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  setAppUserModelId(): void {}

  addRecentDocument(path: string): void {
    record.recent.push(path);
  }

  clearRecentDocuments(): void {
    record.recent.length = 0;
  }

  enableSandbox(): void {}

  focus(): void {}

  /** True for the first process with this userData folder. A later one hands its command line to the first. */
  requestSingleInstanceLock(additionalData: unknown = null): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    const lock = join(folder, 'SingletonLock');
    const holder = lockHolder(lock);
    if (holder !== null) {
      const said = JSON.stringify({ argv: process.argv, cwd: process.cwd(), additionalData });
      execFileSync(process.execPath, ['-e', tellFirstInstance, holder.socket, said]);
      return false;
    }
    // Not beside the lock: the path of a socket may only be some hundred characters long.
    const socket = join(throwAwayFolder, 'first');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, socket }));
    this.#lock = lock;
    this.#listenForSecond(socket);
    return true;
  }

  #listenForSecond(socket: string): void {
    const server = createServer((connection) => {
      let said = '';
      connection.setEncoding('utf8');
      connection.on('data', (text) => {
        said += text;
      });
      connection.on('end', () => {
        const { argv, cwd, additionalData } = JSON.parse(said);
        this.emit('second-instance', new PreventableEvent(), argv, cwd, additionalData);
      });
    });
    server.listen(socket).unref();
  }

  /** before-quit, every window's close, will-quit, quit; any of the first three may stop it. */
  quit(): void {
    if (this.#quitting || this.#ending) return;
    const event = new PreventableEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    const kept = [...this.windows].filter((window) => !window.close());
    if (kept.length > 0) this.#quitting = false;
    else if (this.windows.size === 0) this.#willQuit();
  }

  /** Ends without asking anybody. */
  exit(code = 0): void {
    if (this.#ending) return;
    for (const window of [...this.windows]) window.destroy();
    void this.#end(code);
  }

  windowGone(window: Closable): void {
    this.windows.delete(window);
    if (this.windows.size > 0 || this.#ending) return;
    if (this.#quitting) this.#willQuit();
    else if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  #willQuit(): void {
    const event = new PreventableEvent();
    this.emit('will-quit', event);
    this.#quitting = false;
    if (!event.defaultPrevented) void this.#end(0);
  }

  async #end(code: number): Promise<void> {
    this.#ending = true;
    this.emit('quit', new PreventableEvent(), code);
    await this.#chromium?.close();
    if (this.#lock !== null) rmSync(this.#lock, { force: true });
    process.exit(code);
  }

  #home(): string {
    const kept = process.env.ELECTRON_DOUBLE_HOME;
    if (kept !== undefined) return kept === '~' ? homedir() : kept;
    return join(throwAwayFolder, 'home');
  }

  #manifest(): { name?: string; productName?: string; version?: string } {
    try {
      return JSON.parse(readFileSync(join(this.appPath, 'package.json'), 'utf8'));
    } catch {
      return { name: basename(this.appPath) };
    }
  }
}

class CommandLine {
  #switches = new Map<string, string>();
  appendSwitch(name: string, value = ''): void {
    this.#switches.set(name, value);
  }
  hasSwitch(name: string): boolean {
    return this.#switches.has(name) || process.argv.some((a) => a === `--${name}` || a.startsWith(`--${name}=`));
  }
  getSwitchValue(name: string): string {
    const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
    return this.#switches.get(name) ?? given?.slice(name.length + 3) ?? '';
  }
}

function lockHolder(lock: string): { socket: string } | null {
  try {
    const { pid, socket } = JSON.parse(readFileSync(lock, 'utf8'));
    process.kill(pid, 0);
    return { socket };
  } catch {
    return null;
  }
}

export const app = new App();
