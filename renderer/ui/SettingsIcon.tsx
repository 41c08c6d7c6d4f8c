import { Icon } from './Icon.tsx';

/** The icon of the device's Settings. */
export function SettingsIcon({ size = 56 }: Readonly<{ size?: number }>) {
  return (
    <span className="settings-icon" style={{ inlineSize: size, blockSize: size }}>
      <Icon name="settings" size={size * 0.6} />
    </span>
  );
}
