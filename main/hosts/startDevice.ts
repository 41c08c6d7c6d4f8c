// What both hosts do to get a device: check the folder, take the home, build the system.
import type { NewVolume } from '../../contract/rpc/deviceApi.ts';
import { folderProblem, isInside, isSameFolder } from '../device/mountRules.ts';
import type { StartWatching } from '../providers/media/scan/folderWatch.ts';
import type { SpawnExtractor } from '../providers/media/scan/mediaExtractor.ts';
import { type System, startSystem } from '../system.ts';
import { firstBootApps } from './bundledFiles.ts';
import { type Settings, StartError } from './commandLine.ts';
import { lockHome } from './homeLock.ts';

/** A device that runs; closing it gives its home back. */
export type RunningDevice = Readonly<{ settings: Settings; system: System; close(): Promise<void> }>;

/** @throws {StartError} one sentence for the person who started it: a folder, the home, the apps */
export async function startDevice(
  settings: Settings,
  spawnExtractor: SpawnExtractor,
  startWatching?: StartWatching,
): Promise<RunningDevice> {
  const { folder, home, api } = settings;
  const problem = folderProblem(folder);
  if (problem !== null) throw new StartError(problem);
  if (isInside(home, folder)) {
    throw new StartError(
      `The home ${home} lies in the folder ${folder}, which is only read; choose another one with --home.`,
    );
  }
  const lock = lockHome(home);
  try {
    const watching = startWatching === undefined ? {} : { startWatching };
    const system = await startSystem({
      ...{ home, folder, sdk: api, firstBootApps: firstBootApps(), spawnExtractor },
      ...watching,
    });
    const close = async () => {
      await system.close();
      lock[Symbol.dispose]();
    };
    try {
      for (const volume of settings.removable) await putIn(system, volume);
    } catch (error) {
      await system.close();
      throw error;
    }
    return { settings, system, close };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

/** A card that was in when the device stopped is in again already. */
async function putIn(system: System, asked: NewVolume): Promise<void> {
  if (system.volumes.all().some(({ folder }) => isSameFolder(folder, asked.folder))) return;
  try {
    await system.mountVolume(asked);
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error));
  }
}
