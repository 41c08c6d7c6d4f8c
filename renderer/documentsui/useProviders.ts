// The roots of every documents provider, kept up to date.
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Context } from '../../sdk/context.ts';
import { contextPort } from './loaderPort.ts';
import { ProvidersCache, type ProvidersSnapshot } from './providersCache.ts';

/** All of them: `matchingRoots` says which a request sees, and `excludedRoots` why it does not see the others. */
export function useProviders(context: Context): ProvidersSnapshot {
  const [opened, setOpened] = useState<ProvidersCache | null>(null);
  const nothing = useMemo(() => new ProvidersCache(contextPort(context)), [context]);
  useEffect(() => {
    const cache = new ProvidersCache(contextPort(context));
    setOpened(cache);
    void cache.load();
    return () => cache.close();
  }, [context]);
  const cache = opened ?? nothing;
  return useSyncExternalStore(cache.subscribe, cache.snapshot);
}
