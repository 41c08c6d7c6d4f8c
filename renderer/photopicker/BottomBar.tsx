import { Icon } from '../ui/Icon.tsx';
import { text } from '../ui/strings.ts';
import { confirmLabel, type Selection, selectedCount } from './selection.ts';

type BottomBarProps = Readonly<{ selection: Selection; onViewSelected: () => void; onConfirm: () => void }>;

/** Counts the selection and confirms it; absent while there is nothing to confirm. */
export function BottomBar({ selection, onViewSelected, onConfirm }: BottomBarProps) {
  const label = confirmLabel(selection);
  if (label === null || selection.maxItems === 1) return null;
  const isEmpty = selectedCount(selection) === 0;
  return (
    <div className="bottom-bar">
      <button
        type="button"
        className="bottom-bar-view state-layer"
        style={{ visibility: isEmpty ? 'hidden' : 'visible' }}
        onClick={onViewSelected}
      >
        <Icon name="collections" /> {text('picker.viewSelected')}
      </button>
      <button type="button" className="bottom-bar-confirm state-layer" onClick={onConfirm}>
        {label}
      </button>
    </div>
  );
}
