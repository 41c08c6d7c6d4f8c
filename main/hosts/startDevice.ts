// What both hosts do to get a device: check the folder, take the home, build the system.
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { folderProblem } from '../device/volumes.ts';
import type { StartWatching } from '../providers/media/scan/folderWatch.ts';
import type { SpawnExtractor } from '../providers/media/scan/mediaExtractor.ts';
import { type System, startSystem } from '../system.ts';
import { firstBootApps } from './bundledFiles.ts';
import { type Settings, StartError } from './commandLine.ts';
import { lockHome } from './homeLock.ts';

/** A device that runs; closing it gives its home back. */
export type RunningDevice = Readonly<{ settings: Settings; system: System; close(): Promise<void> }>;

/** @throws {StartError} one sentence for the person who started it: the folder, the home, the apps */
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
    return { settings, system, close };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

/** Whether a path is the folder or lies in it, with links followed as far as the path exists. */
function isInside(path: string, folder: string): boolean {
  const way = relative(realpathSync(folder), realPathOf(path));
  return way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way));
}

function realPathOf(path: string): string {
  if (existsSync(path) || dirname(path) === path) return realpathSync(path);
  return join(realPathOf(dirname(path)), basename(path));
}
