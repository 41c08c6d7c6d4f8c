import { Icon } from '../ui/Icon.tsx';

type NavigationBarProps = Readonly<{
  tone: 'light' | 'theme';
  onBack: () => void;
  onHome: () => void;
  onRecents: () => void;
}>;

/** The three buttons at the bottom of the screen. */
export function NavigationBar({ tone, onBack, onHome, onRecents }: NavigationBarProps) {
  return (
    <nav className="navigation-bar" data-tone={tone} aria-label="Navigation bar">
      <button type="button" className="state-layer" aria-label="Back" onClick={onBack}>
        <Icon name="navBack" size={20} />
      </button>
      <button type="button" className="state-layer" aria-label="Home" onClick={onHome}>
        <Icon name="navHome" size={22} />
      </button>
      <button type="button" className="state-layer" aria-label="Recents" onClick={onRecents}>
        <Icon name="navRecents" size={20} />
      </button>
    </nav>
  );
}
