// Mirrors TabFragment's bottom bar.
import { useRef } from 'react';
import { Icon } from '../../ui/Icon.tsx';
import { text } from '../../ui/strings.ts';
import { confirmLabel, selectedCount } from '../selection.ts';
import type { Picker } from '../usePicker.ts';

type BottomBarProps = Readonly<{ picker: Pick<Picker, 'selection' | 'viewSelected' | 'confirm'> }>;

/** Counts the selection and confirms it; slides away while there is nothing to confirm. */
export function BottomBar({ picker: { selection, viewSelected, confirm } }: BottomBarProps) {
  const label = selection.maxItems === 1 ? null : confirmLabel(selection);
  // What it said last, for as long as it is still to be seen.
  const shownLabel = useRef('');
  if (label !== null) shownLabel.current = label;
  const isEmpty = label !== null && selectedCount(selection) === 0;
  return (
    <div className="bottom-bar" data-shown={label !== null} inert={label === null}>
      <button
        type="button"
        className="bottom-bar-view state-layer"
        style={isEmpty ? { visibility: 'hidden' } : {}}
        onClick={viewSelected}
      >
        <Icon name="collections" /> {text('picker.viewSelected')}
      </button>
      <button type="button" className="bottom-bar-confirm state-layer" onClick={confirm}>
        {shownLabel.current}
      </button>
    </div>
  );
}
