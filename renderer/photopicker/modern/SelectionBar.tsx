// Mirrors com.android.photopicker features/selectionbar/SelectionBar.
import { useRef } from 'react';
import { Icon } from '../../ui/Icon.tsx';
import { text } from '../../ui/strings.ts';
import { confirmLabel, selectedCount } from '../selection.ts';
import type { Picker } from '../usePicker.ts';

type SelectionBarProps = Readonly<{
  picker: Pick<Picker, 'selection' | 'deselectAll' | 'viewSelected' | 'confirm'>;
}>;

/** A pill over the photos: how many are selected, and what to do with them. */
export function SelectionBar({ picker }: SelectionBarProps) {
  const { selection, deselectAll, viewSelected, confirm } = picker;
  const isShown = selection.maxItems > 1 && confirmLabel(selection) !== null;
  const count = selectedCount(selection);
  // What it said last, for as long as it is still to be seen.
  const shownCount = useRef(count);
  if (isShown) shownCount.current = count;
  const n = shownCount.current.toLocaleString();
  return (
    <div className="selection-bar" data-shown={isShown} inert={!isShown}>
      <button type="button" className="icon-button state-layer" aria-label={text('modern.clear')} onClick={deselectAll}>
        <Icon name="close" />
      </button>
      <span className="selection-bar-count" role="img" aria-label={text('modern.count', { n })}>
        {n}
      </span>
      <button type="button" className="selection-bar-preview state-layer" disabled={count === 0} onClick={viewSelected}>
        {text('picker.preview')}
      </button>
      <button type="button" className="selection-bar-done state-layer" onClick={confirm}>
        {text('modern.done')}
      </button>
    </div>
  );
}
