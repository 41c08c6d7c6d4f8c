import { useState } from 'react';
import type { DeviceState, PackageState } from '../../contract/rpc/deviceApi.ts';
import { AppIcon } from '../ui/AppIcon.tsx';
import { AppDetails } from './AppDetails.tsx';
import { InstallApp } from './InstallApp.tsx';

/** The installed apps, and everything the device knows about one of them. */
export function AppsPanel({ device }: Readonly<{ device: DeviceState }>) {
  const [chosen, setChosen] = useState<string | null>(null);
  const shown =
    device.packages.find(({ manifest }) => manifest.packageName === chosen) ??
    device.packages.find(({ process }) => process === 'FOREGROUND') ??
    device.packages[0];
  return (
    <section className="card apps" aria-label="Apps">
      <header className="card-header">
        <h2>Apps</h2>
        <InstallApp device={device} />
      </header>
      {device.packages.length === 0 && <p className="muted">No apps are installed.</p>}
      <ul className="app-list" aria-label="Installed apps">
        {device.packages.map((app) => (
          <AppRow
            key={app.manifest.packageName}
            app={app}
            isShown={app === shown}
            onShow={() => setChosen(app.manifest.packageName)}
          />
        ))}
      </ul>
      {shown !== undefined && <AppDetails app={shown} />}
    </section>
  );
}

type AppRowProps = Readonly<{ app: PackageState; isShown: boolean; onShow: () => void }>;

function AppRow({ app: { manifest, process }, isShown, onShow }: AppRowProps) {
  return (
    <li>
      <button type="button" className="app-row state-layer" aria-pressed={isShown} onClick={onShow}>
        <AppIcon packageName={manifest.packageName} size={32} />
        <span className="app-row-text">
          <b>{manifest.label}</b>
          <small>{`target ${manifest.targetSdk}`}</small>
        </span>
        <span className="dot" data-process={process} title={process} />
      </button>
    </li>
  );
}
