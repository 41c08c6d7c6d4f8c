// Whether there is room for what a device writes.
import { statfsSync } from 'node:fs';

const MEGABYTE = 1_048_576;

/** Below this a device soon cannot write any more, bytes. */
export const NEARLY_FULL = 50 * MEGABYTE;

/** What can be written on the disk of a folder, bytes; null where the system does not tell. */
export function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** One sentence for the person who starts a device; null when there is room. */
export function diskWarning(home: string, free: number | null): string | null {
  if (free === null || free >= NEARLY_FULL) return null;
  const left = `${Math.floor(free / MEGABYTE)} MB`;
  return `The disk of ${home} has ${left} left: make room, or choose another home with --home. Nothing is lost when it is full, but nothing more can be written.`;
}
