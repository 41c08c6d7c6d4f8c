// What both hosts do to get a device: check the folder, take the home, build the system.
import type { NewVolume } from '../../contract/rpc/deviceApi.ts';
import { isEmptyFolder } from '../device/knownFolder.ts';
import { Listeners } from '../device/listeners.ts';
import { writeThroughProblem } from '../device/mountFiles.ts';
import { folderProblem, isInside, isSameFolder } from '../device/mountRules.ts';
import { PendingChangesError } from '../device/pendingChanges.ts';
import { afterRealTime } from '../device/realTime.ts';
import { readSnapshot, restoreFolder } from '../device/snapshotFiles.ts';
import type { Volume } from '../device/volumes.ts';
import type { SpawnProvider } from '../providers/documents/process/pluginProcess.ts';
import type { StartWatching } from '../providers/media/scan/folderWatch.ts';
import type { SpawnExtractor } from '../providers/media/scan/mediaExtractor.ts';
import { PRIMARY, type System, startSystem } from '../system.ts';
import { demoFolder, firstBootApps } from './bundledFiles.ts';
import { type Settings, StartError } from './commandLine.ts';
import { makeLibrary, readGeneratedLibrary } from './generatedLibrary.ts';
import { lockHome } from './homeLock.ts';
import { loadPlugin } from './pluginFolder.ts';

/** A device that runs; closing it gives its home back. */
export type RunningDevice = Readonly<{
  settings: Settings;
  /** Another one after a restart. */
  readonly system: System;
  close(): Promise<void>;
  /** Called before a restart: whoever speaks to the system must hang up. */
  onRestart(listener: () => void): Disposable;
  /** Called when the device was switched off and on, whoever did that. */
  onReboot(listener: () => void): Disposable;
  /** Rejects when a restart failed; there is no device then. */
  failed: Promise<never>;
}>;

/** Whoever asked for a restart gets the answer before the line goes dead, milliseconds. */
const RESTART_AFTER = 50;

/** @throws {StartError} one sentence for the person who started it: a folder, the home, the apps */
export async function startDevice(
  settings: Settings,
  spawnExtractor: SpawnExtractor,
  startWatching?: StartWatching,
  spawnProvider?: SpawnProvider,
): Promise<RunningDevice> {
  const { folder, home, api, writeThrough, clock = null, generateLibrary = null } = settings;
  if (generateLibrary !== null)
    await makeLibrary(folder, readGeneratedLibrary(generateLibrary), { clock, demo: demoFolder() });
  const problem = folderProblem(folder);
  if (problem !== null) throw new StartError(problem);
  if (isInside(home, folder)) {
    throw new StartError(
      `The home ${home} lies in the folder ${folder}, which it must be apart from; choose another one with --home.`,
    );
  }
  const lock = lockHome(home);
  try {
    // What is to be restored is never written through.
    const isRestored = readSnapshot(restoreFolder(home)) !== null;
    const pending = writeThrough && !isRestored ? writeThroughProblem({ ...PRIMARY, folder }, home) : null;
    if (pending !== null) throw new StartError(pending);
    const watching = startWatching === undefined ? {} : { startWatching };
    const device = { home, folder, writeThrough, sdk: api, clock, firstBootApps: firstBootApps(), spawnExtractor };
    const plugins = spawnProvider === undefined ? {} : { spawnProvider };
    const options = { ...device, ...watching, ...plugins };
    const running = new Restartable(async (restart) => {
      const system = await startSystem({ ...options, restart });
      tellProblems(system);
      return system;
    });
    const system = await running.start();
    try {
      for (const volume of settings.removable) await putIn(system, volume);
      for (const plugin of settings.plugins) await load(system, plugin);
      if (settings.indexAsIs)
        for (const { id, doubtful } of system.volumes.list())
          if (doubtful || system.volumes.awayDisks(id).length > 0) system.indexAsItIs(id);
    } catch (error) {
      await system.close();
      throw error;
    }
    const close = async () => {
      await running.close();
      lock[Symbol.dispose]();
    };
    return {
      ...{ settings, close, failed: running.failed, onRestart: (listener) => running.restarts.add(listener) },
      onReboot: (listener) => running.reboots.add(listener),
      get system() {
        return running.system;
      },
    };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error instanceof PendingChangesError ? new StartError(error.message) : error;
  }
}

/** A system that can be switched off and on as a whole. */
class Restartable {
  /** Called before the system that runs is closed. */
  readonly restarts = new Listeners<[]>();
  readonly reboots = new Listeners<[]>();
  readonly failed: Promise<never>;
  readonly #startSystem: (restart: () => void) => Promise<System>;
  #fail: (reason: unknown) => void = () => {};
  #system: System | null = null;
  #restarting: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(start: (restart: () => void) => Promise<System>) {
    this.#startSystem = start;
    const { promise, reject } = Promise.withResolvers<never>();
    this.failed = promise;
    this.#fail = reject;
    // Who does not wait for it is not killed by it.
    promise.catch(() => {});
  }

  get system(): System {
    if (this.#system === null) throw new StartError('The device is restarting; try again in a moment.');
    return this.#system;
  }

  async start(): Promise<System> {
    const system = await this.#startSystem(() => void afterRealTime(RESTART_AFTER, () => this.#restart()));
    this.#system = system;
    let { bootCount } = system.device;
    system.device.onChange(() => {
      if (bootCount === system.device.bootCount) return;
      bootCount = system.device.bootCount;
      this.reboots.call();
    });
    return system;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#restarting;
    await this.#system?.close();
  }

  #restart(): void {
    const before = this.#system;
    if (before === null || this.#isClosed) return;
    this.#system = null;
    this.restarts.call();
    const swap = async () => {
      await before.close();
      await this.start();
    };
    this.#restarting = swap().catch((error: unknown) => this.#fail(error));
  }
}

/** Says on the terminal, too, what is wrong with a volume and what to do, whenever that changes. */
function tellProblems({ volumes }: System): void {
  const told = new Map<string, string | null>();
  const tell = () => {
    for (const { id, problem } of volumes.list()) {
      const isNew = problem !== null && problem !== told.get(id);
      told.set(id, problem);
      if (isNew) process.stderr.write(`scopebox: ${problem}\n`);
    }
  };
  tell();
  volumes.onChange(tell);
}

/** A card that was in when the device stopped is in again already; in another way than is asked for now, it is put in anew. */
async function putIn(system: System, asked: NewVolume): Promise<void> {
  const isIn = ({ kind, folder }: Volume) => kind !== 'primary' && isSameFolder(folder, asked.folder);
  const card = system.volumes.all().find(isIn);
  if (card !== undefined && card.writeThrough === (asked.writeThrough === true)) return;
  // What could not be mounted is waited for: in its place is nothing, or something else.
  const isAway = system.volumes.list().some(({ kind, state, problem, folder }) => {
    const isWaiting = kind !== 'primary' && state === 'unmounted' && problem !== null;
    return isWaiting && isSameFolder(folder, asked.folder) && isEmptyFolder(folder);
  });
  if (isAway) return;
  try {
    if (card !== undefined) await system.unmountVolume(card.id, 'unmounted');
    await system.mountVolume(asked);
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error));
  }
}

/** One that does not run is told on the terminal, and mended there: the device is of use without it. */
async function load(system: System, folder: string): Promise<void> {
  try {
    const { authority, problem } = await loadPlugin(system, folder);
    if (problem !== null) process.stderr.write(`scopebox: ${authority}: ${problem}\n`);
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error));
  }
}
