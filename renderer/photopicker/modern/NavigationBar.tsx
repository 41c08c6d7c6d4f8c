// Mirrors com.android.photopicker features/navigationbar/NavigationBar, without search.

import { Icon } from '../../ui/Icon.tsx';
import { OverflowMenu } from '../../ui/OverflowMenu.tsx';
import { text } from '../../ui/strings.ts';
import { albumName } from '../albumName.ts';
import { TABS, tabLabel } from '../tabs.ts';
import type { HeadProps } from '../usePicker.ts';

/** Two buttons, one for each route; inside an album, its name and the way back. */
export function NavigationBar({ picker, profile, menu }: HeadProps) {
  const { album, goBack } = picker;
  return (
    <nav className="modern-bar" data-drag aria-label={text('modern.navigation')}>
      {album === null ? (
        <>
          <span className="modern-bar-side">{profile}</span>
          <Routes picker={picker} />
        </>
      ) : (
        <>
          <button
            type="button"
            className="icon-button state-layer"
            data-back
            aria-label={text('picker.back')}
            onClick={goBack}
          >
            <Icon name="back" />
          </button>
          <h2 className="modern-album-title">{albumName(album)}</h2>
        </>
      )}
      <span className="modern-bar-side">{menu.length > 0 && <OverflowMenu items={menu} />}</span>
    </nav>
  );
}

function Routes({ picker: { tab, setTab } }: Pick<HeadProps, 'picker'>) {
  return (
    <span className="modern-bar-buttons">
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          className="modern-bar-button state-layer"
          data-tab={name}
          {...(tab === name ? { 'aria-current': 'page' } : {})}
          onClick={() => setTab(name)}
        >
          {tabLabel(name)}
        </button>
      ))}
    </span>
  );
}
