import { useEffect, useState } from 'react';
import type { QueryEntry } from '../../contract/rpc/inspection.ts';
import { useDevice } from '../deviceStore.ts';
import { follow } from '../ui/follow.ts';
import { mergeEntries } from './mergeEntries.ts';

/** The SQL that ran for apps, newest first, as it runs. */
export function useQueries(): readonly QueryEntry[] {
  const tester = useDevice((store) => store.tester);
  const [entries, setEntries] = useState<readonly QueryEntry[]>([]);
  useEffect(() => {
    if (tester === null) return;
    return follow(
      () => tester.queries(0),
      (news) => setEntries((known) => mergeEntries(known, news)),
    );
  }, [tester]);
  return entries;
}
