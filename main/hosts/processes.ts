// Processes of this computer by their number.
import { readFileSync } from 'node:fs';

/** Whether there is such a process, of whatever user. */
export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** One that has ended, and whose parent has not asked how: in a container perhaps nobody ever will. */
function isZombie(pid: number): boolean {
  try {
    // The second field is a program's name in brackets and may hold anything; the state comes after it.
    return /^.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
