import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { AppIcon } from '../ui/AppIcon.tsx';
import { useBackPressed } from '../ui/onBackPressedDispatcher.ts';
import { installedApps } from './installedApps.ts';

type RecentsProps = Readonly<{ device: DeviceState; onOpen: (packageName: string) => void; onClose: () => void }>;

/** The overview: apps whose process runs. */
export function Recents({ device, onOpen, onClose }: RecentsProps) {
  useBackPressed(onClose);
  const running = installedApps(device).filter(({ process }) => process !== 'STOPPED');
  return (
    <div className="recents">
      {running.length === 0 && <p>No recent items</p>}
      {running.map(({ manifest, process }) => (
        <button
          key={manifest.packageName}
          type="button"
          className="recents-card state-layer"
          onClick={() => onOpen(manifest.packageName)}
        >
          <AppIcon packageName={manifest.packageName} size={40} />
          <span>
            <b>{manifest.label}</b>
            <small>{process === 'FOREGROUND' ? 'In front' : 'In the background'}</small>
          </span>
        </button>
      ))}
    </div>
  );
}
