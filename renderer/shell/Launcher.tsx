import { type ReactNode, useState } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { openSettings } from '../settings/settingsTask.ts';
import { AppIcon } from '../ui/AppIcon.tsx';
import { SettingsIcon } from '../ui/SettingsIcon.tsx';
import { text } from '../ui/strings.ts';
import { useLongPress } from '../ui/useLongPress.ts';
import { installedApps } from './installedApps.ts';
import { LauncherMenu } from './LauncherMenu.tsx';

type LauncherProps = Readonly<{ device: DeviceState; onLaunch: (packageName: string) => void }>;

/** The home screen: one icon per installed app, and Settings. */
export function Launcher({ device, onLaunch }: LauncherProps) {
  const apps = installedApps(device);
  const today = new Date(device.currentTimeMillis).toLocaleDateString('en-US', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
  });
  return (
    <div className="launcher">
      <p className="launcher-date">{today}</p>
      {apps.length === 0 && <p className="launcher-empty">No apps are installed. Install one in the panel.</p>}
      <ul className="launcher-apps">
        {apps.map(({ manifest: { packageName, label } }) => (
          <AppItem key={packageName} packageName={packageName} label={label} onLaunch={() => onLaunch(packageName)} />
        ))}
        <li>
          <button type="button" className="launcher-icon" onClick={() => openSettings({ kind: 'apps' })}>
            <SettingsIcon />
            <span>{text('settings.title')}</span>
          </button>
        </li>
      </ul>
    </div>
  );
}

type AppItemProps = Readonly<{ packageName: string; label: string; onLaunch: () => void }>;

/** A tap opens the app; a long press, or the menu key, asks what else. */
function AppItem({ packageName, label, onLaunch }: AppItemProps): ReactNode {
  const [showsMenu, setShowsMenu] = useState(false);
  const press = useLongPress(() => setShowsMenu(true));
  return (
    <li>
      <button
        type="button"
        className="launcher-icon launcher-app"
        data-package={packageName}
        aria-haspopup="menu"
        aria-expanded={showsMenu}
        {...press.handlers}
        onContextMenu={(event) => {
          event.preventDefault();
          setShowsMenu(true);
        }}
        onClick={() => {
          if (!press.wasLong()) onLaunch();
        }}
      >
        <AppIcon packageName={packageName} />
        <span>{label}</span>
      </button>
      {showsMenu && (
        <LauncherMenu
          label={label}
          onAppInfo={() => openSettings({ kind: 'appInfo', packageName })}
          onClose={() => setShowsMenu(false)}
        />
      )}
    </li>
  );
}
