// Mirrors PhotoPickerActivity's toolbar and its tab chips.

import { type KeyboardEvent, useRef } from 'react';
import type { PickerTab } from '../../../contract/rpc/systemUi.ts';
import { Icon } from '../../ui/Icon.tsx';
import { OverflowMenu } from '../../ui/OverflowMenu.tsx';
import { text } from '../../ui/strings.ts';
import { albumName } from '../albumName.ts';
import { TABS, tabLabel } from '../tabs.ts';
import type { HeadProps, Picker } from '../usePicker.ts';

/** Close and the two tabs; inside an album, its name and the way back. */
export function Toolbar({ picker, menu }: Omit<HeadProps, 'profile'>) {
  const { album, tab, setTab, dismiss, goBack } = picker;
  return (
    <div className="picker-toolbar" data-drag>
      <button
        type="button"
        className="icon-button state-layer"
        data-back={album !== null}
        aria-label={text(album === null ? 'picker.close' : 'picker.back')}
        onClick={album === null ? dismiss : goBack}
      >
        <Icon name={album === null ? 'close' : 'back'} />
      </button>
      {album === null ? <Tabs tab={tab} setTab={setTab} /> : <h2 className="picker-album-title">{albumName(album)}</h2>}
      <span className="picker-toolbar-end">{menu.length > 0 && <OverflowMenu items={menu} />}</span>
    </div>
  );
}

/** Two pills; the colour of the chosen one moves from one to the other. */
function Tabs({ tab, setTab }: Pick<Picker, 'tab' | 'setTab'>) {
  const first = useRef(tab);
  // Where the tabs open, nothing moves.
  const hasMoved = useRef(false);
  if (tab !== first.current) hasMoved.current = true;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const other = tabAfter(tab, event.key);
    if (other === null) return;
    event.preventDefault();
    setTab(other);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${other}"]`)?.focus();
  };
  return (
    <div className="picker-tabs" role="tablist" data-moved={hasMoved.current} onKeyDown={onKeyDown}>
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          className="state-layer"
          data-tab={name}
          aria-selected={tab === name}
          tabIndex={tab === name ? 0 : -1}
          onClick={() => setTab(name)}
        >
          <span className="picker-tab-pill" aria-hidden="true" />
          <span className="picker-tab-label">{tabLabel(name)}</span>
        </button>
      ))}
    </div>
  );
}

function tabAfter(tab: PickerTab, key: string): PickerTab | null {
  if (key === 'Home') return 'photos';
  if (key === 'End') return 'albums';
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  return tab === 'photos' ? 'albums' : 'photos';
}
