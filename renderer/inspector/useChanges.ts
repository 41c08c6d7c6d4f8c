import { useCallback, useEffect, useState } from 'react';
import type { ApplyResult, VolumeChanges } from '../../contract/rpc/volumeChanges.ts';
import { useDevice } from '../deviceStore.ts';

/** What is known of the changes on a volume; it is looked for again whenever the device has ended some work. */
export function useChanges(volumeId: string) {
  const tester = useDevice((store) => store.tester);
  const isWorking = useDevice((store) => (store.device?.work ?? null) !== null);
  const [changes, setChanges] = useState<VolumeChanges | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isLooking, setLooking] = useState(false);
  const look = useCallback(async () => {
    if (tester === null) return;
    setLooking(true);
    try {
      setChanges(await tester.changes(volumeId));
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setLooking(false);
    }
  }, [tester, volumeId]);
  useEffect(() => {
    if (!isWorking) void look();
  }, [isWorking, look]);
  return { changes, problem, isLooking, look };
}

/** What an apply did, in a sentence. */
export function appliedText({ applied, conflicts }: ApplyResult, folder: string): string {
  const done = `${counted(applied, 'change')} ${applied === 1 ? 'is' : 'are'} in ${folder} now.`;
  if (conflicts.length === 0) return done;
  return `${done} ${counted(conflicts.length, 'conflict')} stayed on the device.`;
}

/** “1 file”, “2 files”. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString()} ${noun}${count === 1 ? '' : 's'}`;
}
