import { useEffect, useState } from 'react';
import type { JournalEntry } from '../../contract/rpc/deviceApi.ts';
import { useDevice } from '../deviceStore.ts';
import { follow } from '../ui/follow.ts';
import { throttled } from '../ui/throttled.ts';
import { mergeEntries } from './mergeEntries.ts';

/** A scrolled grid of photos makes hundreds of calls a second; nobody reads them faster than this. */
const REFRESH_MS = 200;

/** The calls the device keeps, newest first, as they happen. */
export function useJournal(): readonly JournalEntry[] {
  const tester = useDevice((store) => store.tester);
  const [entries, setEntries] = useState<readonly JournalEntry[]>([]);
  useEffect(() => {
    if (tester === null) return;
    let waiting: readonly JournalEntry[] = [];
    const show = throttled(() => {
      const news = waiting;
      waiting = [];
      setEntries((known) => mergeEntries(known, news));
    }, REFRESH_MS);
    return follow(
      () => tester.journal(0),
      (news) => {
        waiting = [...waiting, ...news];
        show();
      },
    );
  }, [tester]);
  return entries;
}
