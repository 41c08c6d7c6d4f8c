import { useEffect, useState } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';

/** Milliseconds since 1970 UTC on the device's clock; a manual one stands still. */
export function useDeviceTime({ currentTimeMillis, clock }: DeviceState): number {
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

/** `10:21`, as the status bar writes it. */
export function timeText(now: number): string {
  return new Date(now).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' }).replace(/\s.M$/, '');
}

/** `Sat, Nov 21`. */
export function dateText(now: number): string {
  return new Date(now).toLocaleDateString('en-US', { weekday: 'short', month: 'short', day: 'numeric' });
}
