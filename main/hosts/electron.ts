// The desktop host: one window on one device. The only file of the device that imports Electron.
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  Menu,
  type MessagePortMain,
  protocol,
  session,
  utilityProcess,
  type WebFrameMain,
} from 'electron';
import type { SpawnExtractor } from '../providers/media/scan/mediaExtractor.ts';
import type { System } from '../system.ts';
import { AdbSwitch } from './adbSwitch.ts';
import { askedFolder } from './askedFolder.ts';
import { demoFolder } from './bundledFiles.ts';
import { EXIT, HELP, readSettings, type Settings, StartError } from './commandLine.ts';
import { hold } from './conversations.ts';
import { desktopMenu } from './desktopMenu.ts';
import { forkProvider } from './forkProvider.ts';
import { FRUGAL, processMemory, SHORT_LIVED } from './processMemory.ts';
import { hangUpPort, servePort } from './rpcServer.ts';
import { createSite, type Site, TESTER } from './site.ts';
import { type RunningDevice, startDevice } from './startDevice.ts';
import { threadWatcher } from './threadWatcher.ts';
import { Tokens } from './tokens.ts';

const ORIGIN = 'app://scopebox';

// Electron takes privileges for a scheme only before it is ready.
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
]);

/** The media process as a utility process of Electron; started by each call. */
function utilityExtractor(entryPath: string): SpawnExtractor {
  return () => {
    const env = { ...process.env, ...FRUGAL };
    const execArgv = [...SHORT_LIVED];
    const child = utilityProcess.fork(entryPath, [], { serviceName: 'mediaextractor', stdio: 'ignore', env, execArgv });
    return {
      post: (request) => child.postMessage(request),
      onMessage: (listen) => void child.on('message', listen),
      onExit: (listen) => void child.once('exit', (code) => listen(`exit code ${code}`)),
      memory: () => processMemory(child.pid),
      kill: () => void child.kill(),
    };
  };
}

/** A running device and the pages that show it. */
type Running = Readonly<{ device: RunningDevice; site: Site }>;

async function run(settings: Settings): Promise<Running> {
  const at = (entry: string) => join(import.meta.dirname, entry);
  const device = await startDevice(
    settings,
    utilityExtractor(at('mediaextractor.js')),
    threadWatcher(at('watcher.js')),
    forkProvider(at('provider.js'), at('scopebox.js')),
  );
  const rendererFolder = join(import.meta.dirname, '../renderer');
  const devServer = process.env.ELECTRON_RENDERER_URL;
  const development = devServer === undefined ? {} : { devServer };
  const site = createSite({
    ...{ rendererFolder, socketOrigin: '', ...development },
    get system() {
      return device.system;
    },
  });
  return { device, site };
}

class DesktopHost {
  readonly #args: readonly string[];
  readonly #tokens = new Tokens();
  /** How each conversation that is being held is ended, from either side. */
  readonly #hangUps = new Map<MessagePortMain, () => void>();
  #running: Running | null = null;
  #window: BrowserWindow | null = null;
  readonly #adb: AdbSwitch;

  constructor(args: readonly string[]) {
    this.#args = args;
    const required = () => this.#systemOrNull();
    const device = {
      get system() {
        const system = required();
        if (system === null) throw new Error('There is no device at this moment.');
        return system;
      },
    };
    this.#adb = new AdbSwitch(device, () => this.#showMenu());
  }

  async start(settings: Settings): Promise<void> {
    this.#running = await this.#run(settings);
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    session.defaultSession.setPermissionCheckHandler(() => false);
    protocol.handle('app', (request) => this.#answer(request));
    ipcMain.on('rpc-port', (event, asked: unknown) => this.#serve(event, asked));
    ipcMain.handle('pick-folder', (event) => (this.#isOurPage(event) ? this.pickFolder() : null));
    ipcMain.handle('choose-folder', (event) => (this.#isOurPage(event) ? this.#chooseFolder('Choose a folder') : null));
    ipcMain.handle('open-folder', (event, asked: unknown) => this.#openAsked(event, asked));
    this.#showMenu();
    if (settings.adb !== null) await this.#adb.set(settings.adb);
    await this.#openWindow();
  }

  /** Ends every conversation, then the device. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    this.#hangUpAll();
    await running?.device.close();
  }

  /** The same for good: adb is not answered any more, either. */
  async end(): Promise<void> {
    await this.#adb.set(null);
    await this.stop();
  }

  focus(): void {
    if (this.#window?.isMinimized()) this.#window.restore();
    this.#window?.focus();
  }

  /** Asks for a folder and shows the device on it. @returns the folder, or null when none was chosen */
  async pickFolder(): Promise<string | null> {
    const folder = await this.#chooseFolder('Open folder');
    if (folder !== null) await this.openFolder(folder);
    return folder;
  }

  /** Asks for a folder, and does nothing with it. */
  async #chooseFolder(title: string): Promise<string | null> {
    const options = { title, properties: ['openDirectory' as const] };
    const { filePaths } = await (this.#window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(this.#window, options));
    return filePaths[0] ?? null;
  }

  async #openAsked(event: IpcMainInvokeEvent, asked: unknown): Promise<void> {
    if (!this.#isOurPage(event)) return;
    const checked = askedFolder(asked);
    if ('problem' in checked) tell(new Error(checked.problem));
    else await this.openFolder(checked.folder);
  }

  /** Stops the device and starts the one of that folder; the window stays. When that fails the old one comes back. */
  async openFolder(folder: string): Promise<void> {
    const before = this.#running?.device.settings;
    if (before === undefined || before.folder === folder) return;
    await this.stop();
    try {
      // Whoever agreed to have one folder written through did not mean this one.
      const settings = { ...before, folder, writeThrough: false, home: this.#homeFor(folder, before) };
      this.#running = await this.#run(settings);
    } catch (error) {
      tell(error);
      this.#running = await this.#run(before);
    }
    await this.#window?.loadURL(`${ORIGIN}/`);
  }

  /** A home that was asked for stays, whatever the folder; otherwise each folder has its own. */
  #homeFor(folder: string, before: Settings): string {
    const asked = process.env.SCOPEBOX_HOME !== undefined || this.#args.some((arg) => arg.startsWith('--home'));
    return asked ? before.home : (readSettings([folder], process.env, demoFolder())?.home ?? before.home);
  }

  async #answer(request: Request): Promise<Response> {
    if (this.#running === null || !request.url.startsWith(`${ORIGIN}/`))
      return new Response('There is no device here.\n', { status: 503, headers: { 'content-type': 'text/plain' } });
    return this.#running.site(request, TESTER);
  }

  #isOurPage({ senderFrame }: Readonly<{ senderFrame: WebFrameMain | null }>): boolean {
    return senderFrame !== null && senderFrame.parent === null && senderFrame.url.startsWith(`${ORIGIN}/`);
  }

  #serve(event: IpcMainEvent, asked: unknown): void {
    const [port] = event.ports;
    if (port === undefined) return;
    const name = asked !== null && typeof asked === 'object' && 'conversation' in asked ? asked.conversation : null;
    const system = this.#systemOrNull();
    const isAllowed = system !== null && typeof name === 'string' && this.#isOurPage(event);
    const hangUp = () => this.#hangUps.get(port)?.();
    const held = isAllowed
      ? hold(system, name, { tokenOf: (packageName) => this.#tokens.of(packageName), hangUp, starts: false })
      : null;
    if (held === null) {
      hangUpPort(port);
      return;
    }
    this.#hangUps.set(port, () => {
      this.#hangUps.delete(port);
      held.end();
      hangUpPort(port);
    });
    port.once('close', hangUp);
    servePort(port, held.conversation);
  }

  async #run(settings: Settings): Promise<Running> {
    const running = await run(settings);
    running.device.onRestart(() => this.#hangUpAll());
    running.device.onReboot(() => this.#adb.hangUp());
    running.device.failed.catch(failed);
    return running;
  }

  #hangUpAll(): void {
    this.#adb.hangUp();
    for (const hangUp of [...this.#hangUps.values()]) hangUp();
  }

  /** Null while there is no device, or it restarts. */
  #systemOrNull(): System | null {
    try {
      return this.#running?.device.system ?? null;
    } catch {
      return null;
    }
  }

  #showMenu(): void {
    const menu = desktopMenu({
      openFolder: () => void this.pickFolder().catch(tell),
      reboot: () => this.#systemOrNull()?.reboot(),
      answersAdb: this.#adb.isOn,
      setAnswersAdb: (on) => void this.#adb.set(on ? { port: null, auth: true } : null).catch(tell),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
  }

  async #openWindow(): Promise<void> {
    const window = new BrowserWindow({
      width: 1_180,
      height: 960,
      title: 'Scopebox',
      webPreferences: {
        preload: join(import.meta.dirname, '../preload/index.cjs'),
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
      },
    });
    this.#window = window;
    window.on('closed', () => {
      this.#window = null;
    });
    window.webContents.on('will-navigate', (event) => event.preventDefault());
    window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // Closing the window while it still loads is no error.
    await window.loadURL(`${ORIGIN}/`).catch((error: unknown) => {
      if (!window.isDestroyed()) throw error;
    });
  }
}

/** What follows the program's name: Electron's and Chromium's own switches come before the folder of the app. */
function ownArguments(): readonly string[] {
  if (app.isPackaged) return process.argv.slice(1);
  const appFolder = process.argv.findIndex((argument, i) => i > 0 && !argument.startsWith('-'));
  return process.argv.slice(appFolder + 1);
}

function tell(error: unknown): void {
  dialog.showErrorBox('Scopebox', error instanceof Error ? error.message : String(error));
}

function failed(error: unknown): void {
  if (error instanceof StartError) {
    process.stderr.write(`scopebox: ${error.message}\n`);
    if (app.isReady()) tell(error);
    app.exit(error.exitCode);
  } else {
    console.error(error);
    app.exit(1);
  }
}

/** Holds the end up until the device has stopped, and the start, if it is still under way, is through. */
function quitCleanly(host: DesktopHost, started: Promise<void>): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  const stop = async () => {
    await started.catch(() => undefined);
    await host.end();
    state = 'stopped';
    app.quit();
  };
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (state === 'stopped' || !app.isReady()) return;
    event.preventDefault();
    if (state === 'running') stop().catch(failed);
    state = 'stopping';
  });
}

function main(args: readonly string[]): void {
  const settings = readSettings(args, process.env, demoFolder());
  if (settings === null) {
    process.stdout.write(HELP);
    app.exit(EXIT.ok);
    return;
  }
  // The first program shows the folder that a second one was started with.
  const asked = settings.folder === demoFolder() ? null : settings.folder;
  if (!app.requestSingleInstanceLock({ folder: asked })) {
    app.exit(EXIT.ok);
    return;
  }
  const host = new DesktopHost(args);
  app.on('second-instance', (_event, _argv, _cwd, asked: unknown) => {
    host.focus();
    const folder = asked !== null && typeof asked === 'object' && 'folder' in asked ? asked.folder : null;
    if (typeof folder === 'string') void host.openFolder(folder).catch(tell);
  });
  const started = app.whenReady().then(() => host.start(settings));
  quitCleanly(host, started);
  started.catch(failed);
}

try {
  main(ownArguments());
} catch (error) {
  failed(error);
}
