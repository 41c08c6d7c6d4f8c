// Mirrors the bars of fragment_preview.xml and of Preview.kt.
import { Icon } from '../../ui/Icon.tsx';
import { text } from '../../ui/strings.ts';
import { SPECIAL_FORMAT } from '../item.ts';
import { type Selection, selectedCount } from '../selection.ts';
import type { PreviewItem } from './previewItems.ts';
import { addLabel, addOrSelectLabel, allLabel, doneLabel, type PreviewEntry } from './previewLabels.ts';
import { isAnimated } from './renditions.ts';

export type PreviewBarProps = Readonly<{
  selection: Selection;
  entry: PreviewEntry;
  /** Of the item that is looked at. */
  isSelected: boolean;
  /** How many items there are to look at. */
  shown: number;
  onToggle: () => void;
  onToggleAll: () => void;
  onConfirm: () => void;
  onBack: () => void;
}>;

/** Under the picture: what the XML picker has there. */
export function ClassicBar({ selection, entry, isSelected, onToggle, onConfirm }: PreviewBarProps) {
  if (entry === 'longPress') {
    return (
      <div className="preview-bar">
        <button type="button" className="preview-confirm preview-add state-layer" onClick={onToggle}>
          {addOrSelectLabel(selection, isSelected)}
        </button>
      </div>
    );
  }
  return (
    <div className="preview-bar">
      <button type="button" className="preview-select state-layer" aria-pressed={isSelected} onClick={onToggle}>
        <span className="preview-check" data-selected={isSelected}>
          {isSelected && <Icon name="check" size={16} />}
        </span>
        {text(isSelected ? 'preview.selected' : 'preview.deselected')}
      </button>
      <button type="button" className="preview-confirm state-layer" onClick={onConfirm}>
        {addLabel(selection)}
      </button>
    </div>
  );
}

/** Under the picture: what the Compose picker has there. */
export function ModernBar({ selection, entry, shown, onToggle, onToggleAll, onBack }: PreviewBarProps) {
  const all = allLabel(selection, entry, shown);
  return (
    <div className="preview-bar">
      {all === null ? (
        <span />
      ) : (
        <button type="button" className="preview-all state-layer" onClick={onToggleAll}>
          <Icon name={selectedCount(selection) > 0 ? 'close' : 'photoLibrary'} />
          {all}
        </button>
      )}
      <button type="button" className="preview-done state-layer" onClick={selection.maxItems === 1 ? onToggle : onBack}>
        {doneLabel(selection)}
      </button>
    </div>
  );
}

type CircleProps = Readonly<{ isSelected: boolean; onToggle: () => void }>;

/** The Compose picker's circle over the corner of the picture. */
export function SelectCircle({ isSelected, onToggle }: CircleProps) {
  return (
    <button
      type="button"
      className="preview-circle state-layer"
      aria-pressed={isSelected}
      aria-label={text('preview.selected')}
      onClick={onToggle}
    >
      <span className="preview-check" data-selected={isSelected}>
        {isSelected && <Icon name="check" size={16} />}
      </span>
    </button>
  );
}

/** picker_preview_menu of the XML picker: what kind of photo it is, where that is worth a word. */
export function SpecialFormat({ item }: Readonly<{ item: PreviewItem | null }>) {
  if (item === null) return null;
  const isMotion = item.specialFormat === SPECIAL_FORMAT.MOTION_PHOTO;
  if (!isMotion && !isAnimated(item)) return null;
  return (
    <span className="preview-format">
      {isMotion && <Icon name="motion" size={20} />}
      {text(isMotion ? 'item.badge.motionPhoto' : 'item.badge.gif')}
    </span>
  );
}
