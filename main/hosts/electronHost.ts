// The device and its window on the desktop: one folder at a time, opened by hand, by menu, or by what is brought to it.
import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  Menu,
  type MessagePortMain,
  protocol,
  session,
  shell,
  type WebFrameMain,
} from 'electron';
import type { System } from '../system.ts';
import { AdbSwitch } from './adbSwitch.ts';
import { askedFolder } from './askedFolder.ts';
import { demoFolder } from './bundledFiles.ts';
import { readSettings, type Settings } from './commandLine.ts';
import { hold } from './conversations.ts';
import { DesktopMemory } from './desktopMemory.ts';
import { desktopMenu } from './desktopMenu.ts';
import type { WindowPlace } from './desktopState.ts';
import { checkAtStart, checkForUpdates, type UpdateOptions } from './desktopUpdates.ts';
import { BroughtThings, setSdk } from './electronBrought.ts';
import { type Running, runDevice } from './electronDevice.ts';
import { ask, tell } from './electronDialogs.ts';
import { bringToFront, notifyOfScans } from './electronNotices.ts';
import { findUpdater } from './electronUpdater.ts';
import { openWindow } from './electronWindow.ts';
import { hangUpPort, servePort } from './rpcServer.ts';
import { TESTER } from './site.ts';
import { Tokens } from './tokens.ts';

const ORIGIN = 'app://scopebox';

export class DesktopHost {
  readonly #args: readonly string[];
  readonly #tokens = new Tokens();
  /** How each conversation that is being held is ended, from either side. */
  readonly #hangUps = new Map<MessagePortMain, () => void>();
  #running: Running | null = null;
  #window: BrowserWindow | null = null;
  readonly #adb: AdbSwitch;
  readonly #memory = new DesktopMemory(join(app.getPath('userData'), 'desktop.json'), (sentence) =>
    process.stderr.write(`scopebox: ${sentence}\n`),
  );
  readonly #failed: (error: unknown) => void;
  /** Systems whose scans are watched: a restart makes another one. */
  readonly #watched = new WeakSet<System>();
  readonly #brought = new BroughtThings({
    window: () => this.#window,
    system: () => this.#systemOrNull(),
    folder: () => this.#running?.device.settings.folder ?? null,
    openFolder: (folder) => this.openFolder(folder),
  });

  /** @param failed what to do when the device cannot run any more */
  constructor(args: readonly string[], failed: (error: unknown) => void) {
    this.#args = args;
    this.#failed = failed;
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
    ipcMain.on('scenario-ready', (event) => this.#isOurPage(event) && this.#brought.pageListens());
    this.#opened(settings.folder);
    if (settings.adb !== null) await this.#adb.set(settings.adb);
    await this.#openWindow();
    void checkAtStart(this.#updates());
  }

  /** Ends every conversation, then the device. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    this.#hangUpAll();
    await running?.close();
  }

  /** The same for good: adb is not answered any more, either. */
  async end(): Promise<void> {
    await this.#adb.set(null);
    await this.stop();
  }

  focus(): void {
    if (this.#window !== null) bringToFront(this.#window);
  }

  /** Does what a link or a file asks for, if the user says yes. */
  async bring(brought: string): Promise<void> {
    this.focus();
    await this.#brought.bring(brought);
  }

  /** Asks for a folder and shows the device on it. @returns the folder, or null when none was chosen */
  async pickFolder(): Promise<string | null> {
    const folder = await this.#chooseFolder('Open a library');
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
    if (this.#isOurPage(event)) await this.#openChecked(asked);
  }

  /** @returns whether the folder can be opened */
  async #openChecked(asked: unknown): Promise<boolean> {
    const checked = askedFolder(asked);
    if ('problem' in checked) tell(new Error(checked.problem));
    else await this.openFolder(checked.folder);
    return !('problem' in checked);
  }

  async #openRecent(folder: string): Promise<void> {
    if (await this.#openChecked(folder)) return;
    this.#memory.forget(folder);
    this.#showMenu();
  }

  /** What was opened is offered again: in the menu, and where the system shows such lists. */
  #opened(folder: string): void {
    if (folder !== demoFolder()) {
      this.#memory.opened(folder);
      app.addRecentDocument(folder);
    }
    this.#showMenu();
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
    this.#opened(this.#running.device.settings.folder);
    this.#brought.pageLeaves();
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
    if (system !== null) this.#watch(system);
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
    const running = await runDevice(settings);
    this.#watch(running.device.system);
    running.device.onRestart(() => this.#hangUpAll());
    running.device.onReboot(() => {
      this.#adb.hangUp();
      this.#showMenu();
    });
    running.device.failed.catch(this.#failed);
    return running;
  }

  #watch(system: System): void {
    if (this.#watched.has(system)) return;
    this.#watched.add(system);
    notifyOfScans(system, () => this.#window);
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
    const state = {
      isMac: process.platform === 'darwin',
      folder: this.#running?.device.settings.folder ?? null,
      recent: this.#memory.state.recent,
      sdk: this.#systemOrNull()?.device.profile.sdk ?? null,
      answersAdb: this.#adb.isOn,
    };
    const menu = desktopMenu(state, {
      chooseFolder: () => void this.pickFolder().catch(tell),
      openFolder: (folder) => void this.#openRecent(folder).catch(tell),
      openDemo: () => void this.openFolder(demoFolder()).catch(tell),
      clearRecent: () => this.#clearRecent(),
      openSession: () => void this.#brought.openSession().catch(tell),
      saveSession: () => void this.#brought.saveSession().catch(tell),
      setSdk: (sdk) => setSdk(this.#systemOrNull(), sdk),
      reboot: () => this.#systemOrNull()?.reboot(),
      setAnswersAdb: (on) => void this.#adb.set(on ? { port: null, auth: true } : null).catch(tell),
      showHome: () => void this.#showHome().catch(tell),
      checkForUpdates: () => void checkForUpdates(this.#updates()).catch(tell),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
  }

  #clearRecent(): void {
    this.#memory.forget();
    app.clearRecentDocuments();
    this.#showMenu();
  }

  async #showHome(): Promise<void> {
    const home = this.#running?.device.settings.home;
    if (home === undefined) return;
    const problem = await shell.openPath(home);
    if (problem !== '') throw new Error(`${home} cannot be shown: ${problem}`);
  }

  #updates(): UpdateOptions {
    return {
      updater: findUpdater(),
      ask: (question) => ask(this.#window, question),
      checksForUpdates: this.#memory.state.checksForUpdates,
      remember: (checksForUpdates) => this.#memory.setChecksForUpdates(checksForUpdates),
    };
  }

  async #openWindow(): Promise<void> {
    const { window: place } = this.#memory.state;
    const memory = { place, remember: (now: WindowPlace) => this.#memory.setWindow(now) };
    await openWindow(`${ORIGIN}/`, memory, (window) => {
      this.#window = window;
      window.on('closed', () => {
        this.#window = null;
      });
    });
  }
}
