import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { AppIcon } from '../ui/AppIcon.tsx';
import { installedApps } from './installedApps.ts';

type LauncherProps = Readonly<{ device: DeviceState; onLaunch: (packageName: string) => void }>;

/** The home screen: one icon per installed app. */
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
        {apps.map(({ manifest }) => (
          <li key={manifest.packageName}>
            <button
              type="button"
              className="launcher-app"
              data-package={manifest.packageName}
              onClick={() => onLaunch(manifest.packageName)}
            >
              <AppIcon packageName={manifest.packageName} />
              <span>{manifest.label}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
