// Mirrors Launcher3: the home screen, which is all apps at once here.
import { type RefObject, useRef, useState } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { openSettings } from '../settings/settingsTask.ts';
import { AppIcon } from '../ui/AppIcon.tsx';
import { SettingsIcon } from '../ui/SettingsIcon.tsx';
import { text } from '../ui/strings.ts';
import { useLongPress } from '../ui/useLongPress.ts';
import { dateText } from './deviceTime.ts';
import { installedApps } from './installedApps.ts';
import { LauncherMenu } from './LauncherMenu.tsx';
import { type MenuPlace, menuPlace } from './menuPlace.ts';

type LauncherProps = Readonly<{ device: DeviceState; onLaunch: (packageName: string) => void }>;

type OpenMenu = Readonly<{ packageName: string; label: string; place: MenuPlace }>;

/** The home screen: one icon per installed app, and Settings. More than fit are scrolled to. */
export function Launcher({ device, onLaunch }: LauncherProps) {
  const root = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const apps = installedApps(device);
  return (
    <div className="launcher" ref={root}>
      <p className="launcher-date">{dateText(device.currentTimeMillis)}</p>
      {apps.length === 0 && <p className="launcher-empty">{text('launcher.empty')}</p>}
      <div className="launcher-scroller">
        <ul className="launcher-apps" aria-label={text('launcher.apps')}>
          {apps.map(({ manifest: { packageName, label } }) => (
            <AppItem
              key={packageName}
              root={root}
              packageName={packageName}
              label={label}
              isMenuOpen={menu?.packageName === packageName}
              onMenu={(place) => setMenu({ packageName, label, place })}
              onLaunch={() => onLaunch(packageName)}
            />
          ))}
          <li>
            <button type="button" className="launcher-icon" onClick={() => openSettings({ kind: 'apps' })}>
              <SettingsIcon />
              <span>{text('settings.title')}</span>
            </button>
          </li>
        </ul>
      </div>
      {menu !== null && (
        <LauncherMenu
          key={menu.packageName}
          label={menu.label}
          place={menu.place}
          onAppInfo={() => openSettings({ kind: 'appInfo', packageName: menu.packageName })}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}

type AppItemProps = Readonly<{
  root: RefObject<HTMLElement | null>;
  packageName: string;
  label: string;
  isMenuOpen: boolean;
  onMenu: (place: MenuPlace) => void;
  onLaunch: () => void;
}>;

/** A tap opens the app; a long press, or the menu key, asks what else. */
function AppItem({ root, packageName, label, isMenuOpen, onMenu, onLaunch }: AppItemProps) {
  const button = useRef<HTMLButtonElement>(null);
  const showMenu = () => {
    if (root.current !== null && button.current !== null) onMenu(menuPlace(root.current, button.current));
  };
  const press = useLongPress(showMenu);
  return (
    <li>
      <button
        ref={button}
        type="button"
        className="launcher-icon launcher-app"
        data-package={packageName}
        aria-haspopup="menu"
        aria-expanded={isMenuOpen}
        {...press.handlers}
        onContextMenu={(event) => {
          event.preventDefault();
          showMenu();
        }}
        onClick={() => {
          if (!press.wasLong()) onLaunch();
        }}
      >
        <AppIcon packageName={packageName} />
        <span>{label}</span>
      </button>
    </li>
  );
}
