import { useCallback, useMemo, useRef, useState } from 'react';
import type { Uri } from '../../contract/android/uri.ts';
import { deselect, deselectAll, limitMessage, openSelection, type Selection, toggle } from './selection.ts';

type SelectionState = Readonly<{
  selection: Selection;
  toggle: (uri: Uri) => void;
  deselectAll: () => void;
  deselect: (uris: readonly Uri[]) => void;
  /** Why the last tap selected nothing. */
  refusal: string | null;
  clearRefusal: () => void;
}>;

/** The selection of one visit to the picker. */
export function useSelection(start: Parameters<typeof openSelection>[0]): SelectionState {
  const [opened, setSelection] = useState(() => openSelection(start));
  const { style } = start;
  // A tester may change the skin while the picker is open; what is selected stays.
  const selection = useMemo(() => ({ ...opened, style }), [opened, style]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const latest = useRef(selection);
  latest.current = selection;
  const change = useCallback((next: Selection) => {
    latest.current = next;
    setSelection(next);
  }, []);
  const toggleItem = useCallback(
    (uri: Uri) => {
      const next = toggle(latest.current, uri);
      if (next === null) setRefusal(limitMessage(latest.current));
      else change(next);
    },
    [change],
  );
  const clear = useCallback(() => change(deselectAll(latest.current)), [change]);
  const remove = useCallback((uris: readonly Uri[]) => change(deselect(latest.current, uris)), [change]);
  const clearRefusal = useCallback(() => setRefusal(null), []);
  return { selection, toggle: toggleItem, deselectAll: clear, deselect: remove, refusal, clearRefusal };
}
