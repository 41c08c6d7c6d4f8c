import { useEffect, useState } from 'react';
import type { JournalEntry } from '../../contract/rpc/deviceApi.ts';
import { useDevice } from '../deviceStore.ts';
import { follow } from '../ui/follow.ts';
import { mergeEntries } from './mergeEntries.ts';

/** The calls the device keeps, newest first, as they happen. */
export function useJournal(): readonly JournalEntry[] {
  const tester = useDevice((store) => store.tester);
  const [entries, setEntries] = useState<readonly JournalEntry[]>([]);
  useEffect(() => {
    if (tester === null) return;
    return follow(
      () => tester.journal(0),
      (news) => setEntries((known) => mergeEntries(known, news)),
    );
  }, [tester]);
  return entries;
}
