// Which folders can be a volume: readable, and apart from every other one and from the device's home.
import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { isMountedInside, readMountInfo } from './mountInfo.ts';

/** Why a folder cannot be mounted, in one sentence; null when it can. */
export function folderProblem(folder: string): string | null {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) return `There is no folder ${folder}; create it, or name another one.`;
  if (!stats.isDirectory()) return `${folder} is a file; name the folder it is in.`;
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return null;
  } catch {
    return `${folder} cannot be read by this user; change its permissions, or name another folder.`;
  }
}

type Mounted = Readonly<{ folder: string; description: string }>;

/**
 * Why a readable folder cannot be one more volume, in one sentence; null when it can.
 * @param others what is mounted already
 */
export function overlapProblem(folder: string, home: string, others: readonly Mounted[]): string | null {
  if (isInside(home, folder))
    return `The home ${home} lies in ${folder}; mount another folder, or start the device with another home.`;
  if (isInside(folder, home)) return `${folder} lies in the device's home ${home}; mount another folder.`;
  for (const other of others) {
    if (isSameFolder(folder, other.folder))
      return `${folder} is mounted already, as ${other.description}; mount another folder.`;
    if (isInside(folder, other.folder))
      return `${folder} lies in ${other.folder}, which is mounted as ${other.description}; mount a folder beside it.`;
    if (isInside(other.folder, folder))
      return `${other.folder}, which is mounted as ${other.description}, lies in ${folder}; mount a folder beside it.`;
  }
  return null;
}

/** Whether a path is the folder or lies in it, with links followed as far as the path exists, and bind mounts as well. */
export function isInside(path: string, folder: string): boolean {
  const [inner, outer] = [realPathOf(path), realPathOf(folder)];
  const way = relative(outer, inner);
  if (way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way))) return true;
  return isMountedInside(readMountInfo(), inner, outer);
}

/** Whether two paths are one folder, which they can be without any link: by a bind mount, or letters a file system takes for the same. */
export function isSameFolder(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  if (a === undefined || b === undefined || a.ino === 0n) return realPathOf(one) === realPathOf(other);
  return a.dev === b.dev && a.ino === b.ino;
}

function realPathOf(path: string): string {
  if (existsSync(path) || dirname(path) === path) return realpathSync.native(path);
  return join(realPathOf(dirname(path)), basename(path));
}
