import type { ReactNode } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { openSettings, useSettingsTask } from '../settings/settingsTask.ts';
import { AppIcon } from '../ui/AppIcon.tsx';
import { useBackPressed } from '../ui/onBackPressedDispatcher.ts';
import { SettingsIcon } from '../ui/SettingsIcon.tsx';
import { text } from '../ui/strings.ts';
import { installedApps } from './installedApps.ts';

type RecentsProps = Readonly<{ device: DeviceState; onOpen: (packageName: string) => void; onClose: () => void }>;

/** The overview: apps whose process runs, and Settings where it was left. */
export function Recents({ device, onOpen, onClose }: RecentsProps) {
  useBackPressed(onClose);
  const running = installedApps(device).filter(({ process }) => process !== 'STOPPED');
  const settings = useSettingsTask();
  const reopenSettings = () => {
    openSettings();
    onClose();
  };
  return (
    <div className="recents">
      {running.length === 0 && settings.pages.length === 0 && <p>No recent items</p>}
      {running.map(({ manifest: { packageName, label }, process }) => (
        <Card
          key={packageName}
          label={label}
          icon={<AppIcon packageName={packageName} size={40} />}
          isInFront={process === 'FOREGROUND' && !settings.isInFront}
          onOpen={() => onOpen(packageName)}
        />
      ))}
      {settings.pages.length > 0 && (
        <Card
          label={text('settings.title')}
          icon={<SettingsIcon size={40} />}
          isInFront={settings.isInFront}
          onOpen={reopenSettings}
        />
      )}
    </div>
  );
}

type CardProps = Readonly<{ label: string; icon: ReactNode; isInFront: boolean; onOpen: () => void }>;

function Card({ label, icon, isInFront, onOpen }: CardProps) {
  return (
    <button type="button" className="recents-card state-layer" onClick={onOpen}>
      {icon}
      <span>
        <b>{label}</b>
        <small>{isInFront ? 'In front' : 'In the background'}</small>
      </span>
    </button>
  );
}
