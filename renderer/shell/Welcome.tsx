import { useDevice } from '../deviceStore.ts';
import { desktopHost } from '../host.ts';
import { Icon } from '../ui/Icon.tsx';
import { SHORTCUT_KEYS } from './shortcuts.ts';
import { closeWelcome, useWelcome } from './welcomeState.ts';

/** What this window is, whose photos these are, and what happens to one's own. */
export function Welcome({ isFloating }: Readonly<{ isFloating: boolean }>) {
  const device = useDevice((store) => store.device);
  const { wasRead, isAsked } = useWelcome();
  if (device === null || (!isAsked && (wasRead || !device.isDemoLibrary))) return null;
  return (
    <section className="card welcome" data-floating={isFloating} aria-labelledby="welcome-title">
      <header className="card-header">
        <h2 id="welcome-title">
          {device.isDemoLibrary ? 'Drop a folder of photos here, or go on with the demo library' : 'Drop a folder here'}
        </h2>
        <button type="button" className="icon-button state-layer" aria-label="Close the welcome" onClick={closeWelcome}>
          <Icon name="close" size={20} />
        </button>
      </header>
      <ul>
        <li>
          <b>Your photos stay as they are.</b> Folders are only read. What apps write, move or delete is kept in a layer
          above them; see “Changes”.
        </li>
        <li>
          <b>The device lives in</b> <bdi className="welcome-path">{device.home}</bdi>: its permissions, apps, database
          and that layer. Delete it, and your photos are still there.
        </li>
        <li>
          <b>Keys:</b> {SHORTCUT_KEYS.changeSides} goes between the device and this panel, {SHORTCUT_KEYS.togglePanel}{' '}
          puts the panel away, {SHORTCUT_KEYS.rotate} turns the device, {SHORTCUT_KEYS.toggleShade} pulls down its
          notifications, Escape is its Back key.
        </li>
      </ul>
      <WelcomeButtons isDemo={device.isDemoLibrary} />
    </section>
  );
}

function WelcomeButtons({ isDemo }: Readonly<{ isDemo: boolean }>) {
  const host = desktopHost();
  return (
    <>
      {host === null && (
        <p className="muted">
          To start with a folder of yours: <code>npm start -- FOLDER</code>
        </p>
      )}
      <div className="buttons">
        {host !== null && (
          <button type="button" className="button" onClick={() => void host.pickFolder()}>
            Open a folder…
          </button>
        )}
        <button type="button" className="button" data-kind="filled" onClick={closeWelcome}>
          {isDemo ? 'Go on with the demo library' : 'Close'}
        </button>
      </div>
    </>
  );
}
