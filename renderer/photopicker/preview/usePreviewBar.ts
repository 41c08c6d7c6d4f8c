import { useCallback, useState } from 'react';
import type { Uri } from '../../../contract/android/uri.ts';
import { isSelected, limitMessage, type Selection, shownAsSelected, toggle } from '../selection.ts';
import type { PreviewBarProps } from './PreviewBars.tsx';
import type { PreviewEntry } from './previewLabels.ts';
import { useOnce } from './useOnce.ts';

type Options = Readonly<{
  selection: Selection;
  entry: PreviewEntry;
  uris: readonly Uri[];
  onToggle: (uri: Uri) => void;
  onConfirm: () => unknown;
  onBack: () => void;
}>;

/** What the buttons do, each but once where once is all there is. */
export function usePreviewBar({ selection, entry, uris, ...props }: Options, uri: Uri) {
  const { onToggle, onConfirm, onBack } = props;
  const [refusal, setRefusal] = useState<string | null>(null);
  const choose = useOnce(onToggle);
  const confirm = useOnce(onConfirm);
  const toggleOne = (one: Uri) => {
    if (selection.maxItems === 1) choose(one);
    // What the limit refuses is said here: the grid's own words are behind the picture.
    else if (toggle(selection, one) === null) setRefusal(limitMessage(selection));
    else onToggle(one);
  };
  const bar: PreviewBarProps = {
    ...{ selection, entry, onBack },
    isSelected: isSelected(selection, uri),
    shown: uris.length,
    onToggle: () => toggleOne(uri),
    onToggleAll: () => {
      const selected = shownAsSelected(selection);
      for (const one of selected.length > 0 ? selected : uris) onToggle(one);
    },
    onConfirm: () => confirm(),
  };
  const clearRefusal = useCallback(() => setRefusal(null), []);
  return { bar, refusal, clearRefusal };
}
