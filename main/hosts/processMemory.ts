// How much memory a child process may keep for nothing, and how much it holds.
import { readFileSync } from 'node:fs';

/**
 * The environment of a process that decodes pictures. By default glibc gives every thread its own heaps and hardly ever
 * gives memory back; with two of them a process that makes thumbnails stays half as large.
 */
export const FRUGAL: NodeJS.ProcessEnv = { MALLOC_ARENA_MAX: '2' };

/**
 * What the media process's Node is started with. Hardly anything of what it makes of a file outlives the answer: a small
 * place for new things costs no time and a third of its memory less. Megabytes.
 */
export const SHORT_LIVED: readonly string[] = ['--max-semi-space-size=2'];

/**
 * Bytes of memory that belong to a process alone, swapped out ones counted; pages of files it has open are not.
 * Null where the system does not tell: everywhere but on Linux.
 */
export function processMemory(pid: number | undefined): number | null {
  if (pid === undefined || process.platform !== 'linux') return null;
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kibibytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0);
    return (kibibytes('RssAnon') + kibibytes('VmSwap')) * 1024;
  } catch {
    // The process has just ended.
    return null;
  }
}
