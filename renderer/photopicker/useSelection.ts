import { useCallback, useRef, useState } from 'react';
import type { Uri } from '../../contract/android/uri.ts';
import { limitMessage, openSelection, type Selection, toggle } from './selection.ts';

type SelectionState = Readonly<{
  selection: Selection;
  toggle: (uri: Uri) => void;
  /** Why the last tap selected nothing. */
  refusal: string | null;
  clearRefusal: () => void;
}>;

/** The selection of one visit to the picker. */
export function useSelection(start: Parameters<typeof openSelection>[0]): SelectionState {
  const [selection, setSelection] = useState(() => openSelection(start));
  const [refusal, setRefusal] = useState<string | null>(null);
  const latest = useRef(selection);
  latest.current = selection;
  const toggleItem = useCallback((uri: Uri) => {
    const next = toggle(latest.current, uri);
    if (next === null) return setRefusal(limitMessage(latest.current));
    latest.current = next;
    setSelection(next);
  }, []);
  const clearRefusal = useCallback(() => setRefusal(null), []);
  return { selection, toggle: toggleItem, refusal, clearRefusal };
}
