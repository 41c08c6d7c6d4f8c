import { useEffect, useState } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { Icon } from '../ui/Icon.tsx';

type StatusBarProps = Readonly<{ device: DeviceState; tone: 'light' | 'theme' }>;

/** The device's time, and signs that mean nothing here but belong to a phone. */
export function StatusBar({ device, tone }: StatusBarProps) {
  const now = useDeviceTime(device);
  const time = new Date(now).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' }).replace(/\s.M$/, '');
  return (
    <div className="status-bar" data-tone={tone}>
      <time dateTime={new Date(now).toISOString()}>{time}</time>
      <span className="status-bar-camera" aria-hidden="true" />
      <span className="status-bar-icons" aria-hidden="true">
        <Icon name="wifi" size={16} />
        <Icon name="battery" size={16} />
      </span>
    </div>
  );
}

/** Milliseconds since 1970 UTC on the device's clock; a manual one stands still. */
function useDeviceTime({ currentTimeMillis, clock }: DeviceState): number {
  const [passed, setPassed] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new state of the device brings its own time.
  useEffect(() => {
    setPassed(0);
    if (clock === 'manual') return;
    const start = performance.now();
    const timer = setInterval(() => setPassed(performance.now() - start), 1000);
    return () => clearInterval(timer);
  }, [currentTimeMillis, clock]);
  return currentTimeMillis + passed;
}
