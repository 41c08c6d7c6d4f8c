// Mirrors photopicker/ui/PreviewFragment.
import { type KeyboardEvent, useState } from 'react';
import type { Uri } from '../../../contract/android/uri.ts';
import type { Context } from '../../../sdk/context.ts';
import { Icon } from '../../ui/Icon.tsx';
import { text } from '../../ui/strings.ts';
import { Thumbnail } from '../../ui/Thumbnail.tsx';
import { useModal } from '../../ui/useModal.ts';
import { durationText } from '../dateTimeUtils.ts';
import { type Item, isVideo, itemDescription } from '../item.ts';
import { confirmLabel, isSelected, type Selection } from '../selection.ts';

const LARGE = { width: 1024, height: 1024 };

type PreviewProps = Readonly<{
  context: Context;
  /** What can be looked at, in order; URIs alone where the item is not loaded. */
  uris: readonly Uri[];
  itemOf: (uri: Uri) => Item | undefined;
  startUri: Uri;
  selection: Selection;
  onToggle: (uri: Uri) => void;
  onConfirm: () => void;
  onBack: () => void;
}>;

/** One item on the whole screen. */
export function Preview({ context, uris, itemOf, startUri, selection, onToggle, onConfirm, onBack }: PreviewProps) {
  const [at, setAt] = useState(Math.max(0, uris.indexOf(startUri)));
  const modal = useModal<HTMLDivElement>(onBack);
  const uri = uris[at] ?? startUri;
  const item = itemOf(uri);
  const label = item === undefined ? text('picker.preview') : itemDescription(item);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'ArrowRight') setAt(Math.min(uris.length - 1, at + 1));
    else if (event.key === 'ArrowLeft') setAt(Math.max(0, at - 1));
    else modal.onKeyDown(event);
  };
  const confirm = confirmLabel(selection);
  return (
    <div
      ref={modal.ref}
      onKeyDown={onKeyDown}
      className="preview"
      role="dialog"
      aria-modal="true"
      aria-label={label}
      tabIndex={-1}
    >
      <Thumbnail
        className="preview-image"
        src={context.contentResolver.thumbnailUrl(uri, LARGE)}
        alt={label}
        kind={item !== undefined && isVideo(item.mimeType) ? 'video' : 'image'}
      />
      <div className="preview-top">
        <button type="button" className="icon-button state-layer" aria-label={text('picker.back')} onClick={onBack}>
          <Icon name="back" />
        </button>
        {uris.length > 1 && <span className="preview-position">{`${at + 1} / ${uris.length}`}</span>}
      </div>
      {item !== undefined && isVideo(item.mimeType) && (
        <div className="preview-video">
          <Icon name="playCircle" size={20} /> {durationText(item.duration)}
        </div>
      )}
      <div className="preview-bar">
        {selection.maxItems > 1 ? (
          <SelectButton isSelected={isSelected(selection, uri)} onToggle={() => onToggle(uri)} />
        ) : (
          <button type="button" className="preview-confirm preview-add state-layer" onClick={() => onToggle(uri)}>
            {text('picker.add')}
          </button>
        )}
        {selection.maxItems > 1 && confirm !== null && (
          <button type="button" className="preview-confirm state-layer" onClick={onConfirm}>
            {confirm}
          </button>
        )}
      </div>
    </div>
  );
}

function SelectButton({ isSelected, onToggle }: Readonly<{ isSelected: boolean; onToggle: () => void }>) {
  return (
    <button type="button" className="preview-select state-layer" aria-pressed={isSelected} onClick={onToggle}>
      <span className="preview-check" data-selected={isSelected}>
        {isSelected && <Icon name="check" size={16} />}
      </span>
      {text(isSelected ? 'picker.selected' : 'picker.select')}
    </button>
  );
}
