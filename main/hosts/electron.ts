// The desktop host's program: what the system tells it as it starts, runs and ends. Only files of this name import Electron.
import { app, protocol } from 'electron';
import { demoFolder } from './bundledFiles.ts';
import { EXIT, HELP, readSettings, type Settings, StartError } from './commandLine.ts';
import { SCHEME, takeBrought } from './desktopLinks.ts';
import { tell } from './electronDialogs.ts';
import { DesktopHost } from './electronHost.ts';

// Electron takes privileges for a scheme only before it is ready.
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
]);

/** What follows the program's name: Electron's and Chromium's own switches come before the folder of the app. */
function ownArguments(): readonly string[] {
  if (app.isPackaged) return process.argv.slice(1);
  const appFolder = process.argv.findIndex((argument, i) => i > 0 && !argument.startsWith('-'));
  return process.argv.slice(appFolder + 1);
}

function failed(error: unknown): void {
  if (error instanceof StartError) {
    process.stderr.write(`scopebox: ${error.message}\n`);
    if (app.isReady()) tell(error);
    app.exit(error.exitCode);
    return;
  }
  console.error(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (app.isReady())
    tell(`Scopebox ends because of a fault of its own: ${reason}\n\nWhat the device held is kept; start it again.`);
  app.exit(1);
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

/** What a second start hands to the first: a folder named by its own arguments, or what was brought to it. */
type Handed = Readonly<{ folder: string | null; brought: string | null }>;

/** On macOS the system brings links and files itself, to the program that runs. */
function listen(host: DesktopHost, started: Promise<void>): void {
  const bring = (brought: string) => void started.then(() => host.bring(brought)).catch(tell);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    bring(url);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    bring(path);
  });
  app.on('second-instance', (_event, _argv, _cwd, handed: unknown) => {
    host.focus();
    const { folder, brought } = (handed ?? {}) as Partial<Record<keyof Handed, unknown>>;
    if (typeof brought === 'string') bring(brought);
    else if (typeof folder === 'string') void host.openFolder(folder).catch(tell);
  });
}

/** Where no installer can say so, links lead here once the program has run; a portable one leaves no trace of itself. */
function becomeHandler(): void {
  const isInstalled = app.isPackaged && process.env.PORTABLE_EXECUTABLE_DIR === undefined;
  if (process.platform === 'win32' && isInstalled) app.setAsDefaultProtocolClient(SCHEME);
}

function readStart(args: readonly string[]): Settings | null {
  return readSettings(args, process.env, demoFolder());
}

function main(given: readonly string[]): void {
  // Windows asks for it before it shows notifications.
  if (process.platform === 'win32') app.setAppUserModelId('app.scopebox.desktop');
  const { args, brought } = takeBrought(given);
  const settings = readStart(args);
  if (settings === null) {
    process.stdout.write(HELP);
    app.exit(EXIT.ok);
    return;
  }
  // The first program shows the folder that a second one was started with.
  const handed: Handed = { folder: settings.folder === demoFolder() ? null : settings.folder, brought };
  if (!app.requestSingleInstanceLock(handed)) {
    app.exit(EXIT.ok);
    return;
  }
  process.on('uncaughtException', failed);
  const host = new DesktopHost(args, failed);
  const started = app.whenReady().then(() => host.start(settings));
  listen(host, started);
  quitCleanly(host, started);
  started.then(becomeHandler).catch(failed);
  if (brought !== null) started.then(() => host.bring(brought)).catch(tell);
}

try {
  main(ownArguments());
} catch (error) {
  failed(error);
}
