// A device inside Electron: its media process is one of Electron's, its page comes through a scheme of ours.
import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { SpawnExtractor } from '../providers/media/scan/mediaExtractor.ts';
import type { Settings } from './commandLine.ts';
import { forkProvider } from './forkProvider.ts';
import { FRUGAL, processMemory, SHORT_LIVED } from './processMemory.ts';
import { createSite, type Site } from './site.ts';
import { type RunningDevice, startDevice } from './startDevice.ts';
import { tellOthers } from './tellOthers.ts';
import { threadWatcher } from './threadWatcher.ts';
import { startWebServer } from './webServer.ts';

/** A running device and the pages that show it. */
export type Running = Readonly<{ device: RunningDevice; site: Site; close(): Promise<void> }>;

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

/** @throws {StartError} one sentence for the person who started it */
export async function runDevice(settings: Settings): Promise<Running> {
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
  const door = await openDoor(settings, device, rendererFolder);
  const close = async () => {
    await door?.close();
    await device.close();
  };
  return { device, site, close };
}

type OpenDoor = Readonly<{ close(): Promise<void> }>;

/**
 * Commands and tests reach the device of the window as they reach any other: on 127.0.0.1, with its token.
 * @returns null where no port can be opened: the window is of use without
 */
async function openDoor(settings: Settings, device: RunningDevice, rendererFolder: string): Promise<OpenDoor | null> {
  try {
    const server = await startWebServer({
      ...{ port: settings.port, rendererFolder },
      get system() {
        return device.system;
      },
    });
    const restarts = device.onRestart(() => server.hangUp());
    const told = tellOthers(settings, device.system, server);
    const close = async () => {
      told[Symbol.dispose]();
      restarts[Symbol.dispose]();
      await server.close();
    };
    return { close };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`scopebox: commands do not reach this device: ${why}\n`);
    return null;
  }
}
