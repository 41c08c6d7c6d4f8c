import { useCallback, useMemo, useState } from 'react';
import type { Media } from './useMediaRows.ts';

/** What the user marked for an action, of what is still there. */
export function useChosen(items: readonly Media[]) {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const toggle = useCallback((media: Media) => {
    setIds((known) => {
      const next = new Set(known);
      if (!next.delete(media.id)) next.add(media.id);
      return next;
    });
  }, []);
  const clear = useCallback(() => setIds(new Set()), []);
  const media = useMemo(() => (ids.size === 0 ? [] : items.filter(({ id }) => ids.has(id))), [items, ids]);
  return { ids, media, toggle, clear };
}
