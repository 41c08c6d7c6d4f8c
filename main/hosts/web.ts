// The web host's program: a device, a loopback server, a browser. Ends on Ctrl-C, on TERM, and with its parent.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { System } from '../system.ts';
import { type AdbEndpoint, adbOptions, startAdb } from './adb.ts';
import { demoFolder } from './bundledFiles.ts';
import { EXIT, HELP, readSettings, type Settings, StartError } from './commandLine.ts';
import { forkExtractor } from './forkExtractor.ts';
import { forkProvider } from './forkProvider.ts';
import { type RunningDevice, startDevice } from './startDevice.ts';
import { threadWatcher } from './threadWatcher.ts';
import { startWebServer, type WebServer } from './webServer.ts';

const PARENT_CHECK_MS = 500;

/** Runs until told to stop. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const settings = readSettings(args, process.env, demoFolder());
    if (settings === null) {
      process.stdout.write(HELP);
      return EXIT.ok;
    }
    return await run(settings);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`scopebox: ${error.message}\n`);
    return error.exitCode;
  }
}

async function run(settings: Settings): Promise<number> {
  const stopped = stopSignal();
  const at = (entry: string) => join(import.meta.dirname, entry);
  const device = await startDevice(
    settings,
    forkExtractor(at('mediaextractor.js')),
    threadWatcher(at('watcher.js')),
    forkProvider(at('provider.js'), at('scopebox.js')),
  );
  try {
    const devServer = process.env.ELECTRON_RENDERER_URL;
    const rendererFolder = join(import.meta.dirname, '../renderer');
    const server = await startWebServer({
      ...{ port: settings.port, rendererFolder, ...(devServer === undefined ? {} : { devServer }) },
      get system() {
        return device.system;
      },
    });
    device.onRestart(() => server.hangUp());
    try {
      await withAdb(settings, device, async (adb) => {
        announce({ settings, system: device.system, server, adb });
        await Promise.race([stopped, device.failed]);
      });
    } finally {
      await server.close();
    }
  } finally {
    await device.close();
  }
  return EXIT.ok;
}

/** Runs with adb's way to the device, if it is asked for. */
async function withAdb(
  { adb }: Settings,
  device: RunningDevice,
  run: (adb: AdbEndpoint | null) => Promise<void>,
): Promise<void> {
  if (adb === null) return run(null);
  const endpoint = await startAdb(adbOptions(adb, device));
  using _restarts = device.onRestart(() => endpoint.hangUp());
  using _reboots = device.onReboot(() => endpoint.hangUp());
  try {
    await run(endpoint);
  } finally {
    await endpoint.close();
  }
}

type Started = Readonly<{ settings: Settings; system: System; server: WebServer; adb: AdbEndpoint | null }>;

function announce({ settings, system, server, adb }: Started): void {
  const { origin, tokens } = server;
  if (settings.json) {
    const reached = adb === null ? {} : { adb: adb.serial };
    process.stdout.write(
      `${JSON.stringify({ url: origin, token: tokens.device, pid: process.pid, home: system.home, ...reached })}\n`,
    );
    return;
  }
  process.stdout.write(`Android API ${system.device.profile.sdk} on ${settings.folder}\n${server.ticketUrl()}\n`);
  for (const { folder, writeThrough } of system.volumes.all())
    if (writeThrough) process.stdout.write(`Apps change and delete the real files in ${folder}; there is no undo.\n`);
  if (adb !== null) process.stdout.write(`adb -s ${adb.serial} shell\n`);
  if (settings.open) openBrowser(server.ticketUrl());
}

/** A browser when there is one and a screen to show it on; the printed address serves otherwise. */
function openBrowser(url: string): void {
  const onLinux = process.platform === 'linux';
  if (onLinux && process.env.DISPLAY === undefined && process.env.WAYLAND_DISPLAY === undefined) return;
  const [command, ...args] =
    process.platform === 'darwin' ? ['open', url] : onLinux ? ['xdg-open', url] : ['cmd', '/c', 'start', '', url];
  if (command === undefined || (onLinux && !existsSync('/usr/bin/xdg-open'))) return;
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    // npm starts a script through a shell that passes no signal on: when it dies, we are adopted.
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && resolve(), PARENT_CHECK_MS).unref();
  });
}

if (process.argv[1] !== undefined && /web\.(js|ts)$/.test(process.argv[1])) {
  process.exitCode = await main(process.argv.slice(2));
}
