// Peak memory of a process and its children, as proportional set size: shared pages count once.
import { readdirSync, readFileSync } from 'node:fs';

const SAMPLE_MS = 200;

/** Samples until stopped. `stop` answers bytes, or null where there is no /proc. */
export function peakMemory(pid: number): Readonly<{ stop(): number | null }> {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(
      peak,
      treeOf(pid).reduce((sum, one) => sum + proportionalSize(one), 0),
    );
  }, SAMPLE_MS);
  return {
    stop() {
      clearInterval(timer);
      return peak === 0 ? null : peak;
    },
  };
}

function treeOf(pid: number): readonly number[] {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
    return [pid, ...children.flatMap(treeOf)];
  } catch {
    return [];
  }
}

function proportionalSize(pid: number): number {
  try {
    const kibibytes = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return Number(kibibytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
