// The web host's program: a device, a loopback server, a browser. Ends on Ctrl-C and on TERM, and with its parent where that is what it was started for.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { VolumeState } from '../../contract/rpc/deviceApi.ts';
import type { System } from '../system.ts';
import { type AdbEndpoint, adbOptions, startAdb } from './adb.ts';
import { builtFolder } from './builtFolder.ts';
import { demoFolder } from './bundledFiles.ts';
import { EXIT, endsWithParent, HELP, readSettings, type Settings, StartError } from './commandLine.ts';
import { diskWarning, freeBytes } from './diskRoom.ts';
import { forkExtractor } from './forkExtractor.ts';
import { forkProvider } from './forkProvider.ts';
import { SCAN_PROGRESS_MS, StatusLine, scanText } from './scanProgress.ts';
import { type RunningDevice, startDevice } from './startDevice.ts';
import { tellOthers } from './tellOthers.ts';
import { threadWatcher } from './threadWatcher.ts';
import { startWebServer, type WebServer } from './webServer.ts';

const PARENT_CHECK_MS = 500;

/** A device that is served on this machine. */
export type Host = Readonly<{
  settings: Settings;
  /** Another one after a restart. */
  readonly system: System;
  server: WebServer;
  adb: AdbEndpoint | null;
  /** Rejects when a restart failed; there is no device then. */
  failed: Promise<never>;
}>;

/** Runs until told to stop. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const settings = readSettings(args, process.env, demoFolder());
    if (settings === null) {
      process.stdout.write(HELP);
      return EXIT.ok;
    }
    const stopped = stopSignal();
    await withHost(settings, async (host) => {
      announce(host);
      const warning = diskWarning(host.system.home, freeBytes(host.system.home));
      if (warning !== null) process.stderr.write(`scopebox: ${warning}\n`);
      using _progress = showScans(host);
      await Promise.race([stopped, host.failed]);
    });
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`scopebox: ${error.message}\n`);
    return error.exitCode;
  }
}

/**
 * Has a device served for as long as `run` takes.
 * @throws {StartError} one sentence for the person who started it
 */
export async function withHost<T>(settings: Settings, run: (host: Host) => Promise<T>): Promise<T> {
  const at = (entry: string) => join(builtFolder(), entry);
  const device = await startDevice(
    settings,
    forkExtractor(at('mediaextractor.js')),
    threadWatcher(at('watcher.js')),
    forkProvider(at('provider.js'), at('scopebox.js')),
  );
  try {
    const devServer = process.env.ELECTRON_RENDERER_URL;
    const server = await startWebServer({
      ...{ port: settings.port, rendererFolder: at('../renderer'), ...(devServer === undefined ? {} : { devServer }) },
      get system() {
        return device.system;
      },
    });
    device.onRestart(() => server.hangUp());
    try {
      using _told = tellOthers(settings, device.system, server);
      return await withAdb(settings, device, (adb) =>
        run({
          ...{ settings, server, adb, failed: device.failed },
          get system() {
            return device.system;
          },
        }),
      );
    } finally {
      await server.close();
    }
  } finally {
    await device.close();
  }
}

/** Runs with adb's way to the device, if it is asked for. */
async function withAdb<T>(
  { adb }: Settings,
  device: RunningDevice,
  run: (adb: AdbEndpoint | null) => Promise<T>,
): Promise<T> {
  if (adb === null) return run(null);
  const endpoint = await startAdb(adbOptions(adb, device));
  using _restarts = device.onRestart(() => endpoint.hangUp());
  using _reboots = device.onReboot(() => endpoint.hangUp());
  try {
    return await run(endpoint);
  } finally {
    await endpoint.close();
  }
}

function announce({ settings, system, server, adb }: Host): void {
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

/** How far scans are, on a terminal, as long as one is running. */
function showScans(host: Host): Disposable {
  const line = new StatusLine(process.stderr);
  // Half a second may pass without a word.
  const timer = setInterval(() => line.show(scanText(volumesOf(host))), SCAN_PROGRESS_MS).unref();
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer);
      line.show(null);
    },
  };
}

/** None while the device restarts. */
function volumesOf(host: Host): readonly VolumeState[] {
  try {
    return host.system.volumes.list();
  } catch {
    return [];
  }
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
    if (!endsWithParent(process.env)) return;
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && resolve(), PARENT_CHECK_MS).unref();
  });
}

if (process.argv[1] !== undefined && /web\.(js|ts)$/.test(process.argv[1])) {
  process.exitCode = await main(process.argv.slice(2));
}
