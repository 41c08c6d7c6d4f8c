// What both hosts do to get a device: check the folder, take the home, build the system.
import { folderProblem } from '../device/volumes.ts';
import type { SpawnExtractor } from '../providers/media/scan/mediaExtractor.ts';
import { type System, startSystem } from '../system.ts';
import { firstBootApps } from './bundledFiles.ts';
import { type Settings, StartError } from './commandLine.ts';
import { lockHome } from './homeLock.ts';

/** A device that runs; closing it gives its home back. */
export type RunningDevice = Readonly<{ settings: Settings; system: System; close(): Promise<void> }>;

/** @throws {StartError} one sentence for the person who started it: the folder, the home, the apps */
export async function startDevice(settings: Settings, spawnExtractor: SpawnExtractor): Promise<RunningDevice> {
  const { folder, home, api } = settings;
  const problem = folderProblem(folder);
  if (problem !== null) throw new StartError(problem);
  const lock = lockHome(home);
  try {
    const system = await startSystem({ home, folder, sdk: api, firstBootApps: firstBootApps(), spawnExtractor });
    const close = async () => {
      await system.close();
      lock[Symbol.dispose]();
    };
    return { settings, system, close };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}
