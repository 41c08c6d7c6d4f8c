import { Icon } from '../ui/Icon.tsx';
import { text } from '../ui/strings.ts';

type NavigationBarProps = Readonly<{
  tone: 'light' | 'theme';
  onBack: () => void;
  onHome: () => void;
  onRecents: () => void;
}>;

/** The three buttons at the bottom of the screen. */
export function NavigationBar({ tone, onBack, onHome, onRecents }: NavigationBarProps) {
  return (
    <nav className="navigation-bar" data-tone={tone} aria-label={text('nav.bar')}>
      <button type="button" className="state-layer" aria-label={text('nav.back')} data-key="BACK" onClick={onBack}>
        <Icon name="navBack" size={20} />
      </button>
      <button type="button" className="state-layer" aria-label={text('nav.home')} data-key="HOME" onClick={onHome}>
        <Icon name="navHome" size={22} />
      </button>
      <button
        type="button"
        className="state-layer"
        aria-label={text('nav.recents')}
        data-key="APP_SWITCH"
        onClick={onRecents}
      >
        <Icon name="navRecents" size={20} />
      </button>
    </nav>
  );
}
