import type { KeyboardEvent } from 'react';
import type { PickerTab } from '../../contract/rpc/systemUi.ts';
import { Icon } from '../ui/Icon.tsx';
import { OverflowMenu } from '../ui/OverflowMenu.tsx';
import { text } from '../ui/strings.ts';
import type { Album } from './usePickerRows.ts';

const TABS: readonly PickerTab[] = ['photos', 'albums'];

type ToolbarProps = Readonly<{
  /** The album whose content is shown, if one is. */
  album: Album | null;
  tab: PickerTab;
  onTab: (tab: PickerTab) => void;
  onClose: () => void;
  onLeaveAlbum: () => void;
  /** To DocumentsUI; null where the picker does not lead there. */
  onBrowse: (() => void) | null;
}>;

/** Close and the two tabs; inside an album, its name and the way back. */
export function Toolbar({ album, tab, onTab, onClose, onLeaveAlbum, onBrowse }: ToolbarProps) {
  if (album !== null) {
    return (
      <div className="picker-toolbar">
        <button
          type="button"
          className="icon-button state-layer"
          aria-label={text('picker.back')}
          onClick={onLeaveAlbum}
        >
          <Icon name="back" />
        </button>
        <h2 className="picker-album-title">{album.name}</h2>
      </div>
    );
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = tab === 'photos' ? 'albums' : 'photos';
    onTab(other);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${other}"]`)?.focus();
  };
  return (
    <div className="picker-toolbar">
      <button type="button" className="icon-button state-layer" aria-label={text('picker.close')} onClick={onClose}>
        <Icon name="close" />
      </button>
      <div className="picker-tabs" role="tablist" onKeyDown={onKeyDown}>
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            className="state-layer"
            data-tab={name}
            aria-selected={tab === name}
            tabIndex={tab === name ? 0 : -1}
            onClick={() => onTab(name)}
          >
            {text(name === 'photos' ? 'picker.tab.photos' : 'picker.tab.albums')}
          </button>
        ))}
      </div>
      <span className="picker-toolbar-end">
        {onBrowse !== null && (
          <OverflowMenu items={[{ id: 'browse', label: text('picker.browse'), onChoose: onBrowse }]} />
        )}
      </span>
    </div>
  );
}
