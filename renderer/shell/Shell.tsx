import { type KeyboardEvent, useEffect, useState } from 'react';
import { connectDevice, useDevice } from '../deviceStore.ts';
import { Inspector } from '../inspector/Inspector.tsx';
import { isInUse } from '../inspector/volumeWords.ts';
import { useMediaQuery } from '../ui/useMediaQuery.ts';
import { DeviceFrame } from './DeviceFrame.tsx';
import { BANNER_HEIGHT, WriteThroughBanner } from './WriteThroughBanner.tsx';

/** How long a device that restarts is left alone. */
const RETRY_AFTER_MS = 500;

/** The whole window: the device on one side, the tester's panel on the other. */
export function Shell() {
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new connection.
  useEffect(() => connectDevice(), [attempt]);
  const connection = useDevice((store) => store.connection);
  useEffect(() => {
    if (connection !== 'restarting') return;
    const timer = setTimeout(() => setAttempt((before) => before + 1), RETRY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [connection]);
  const volumes = useDevice((store) => store.device?.volumes) ?? [];
  const folders = volumes.flatMap((volume) => (volume.writeThrough && isInUse(volume) ? [volume.folder] : []));
  const isDark = useMediaQuery('(prefers-color-scheme: dark)');
  useEffect(() => {
    document.documentElement.setAttribute('data-theme', isDark ? 'dark' : 'light');
  }, [isDark]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F6 goes from one side of the window to the other.
    <div className="shell" onKeyDown={changeSides}>
      {folders.length > 0 && <WriteThroughBanner folders={folders} />}
      <DeviceFrame taken={folders.length > 0 ? BANNER_HEIGHT : 0} />
      {connection === 'closed' ? <NotRunning onRetry={() => setAttempt(attempt + 1)} /> : <Inspector />}
    </div>
  );
}

/** A question on the device keeps Tab to itself; F6 leads to the panel and back, as between panes elsewhere. */
function changeSides(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'F6') return;
  event.preventDefault();
  const device = event.currentTarget.querySelector<HTMLElement>('.device-place');
  const panel = event.currentTarget.querySelector<HTMLElement>('main');
  const isInDevice = device?.contains(document.activeElement);
  (isInDevice ? panel : (device?.querySelector<HTMLElement>('[role="dialog"]') ?? device))?.focus();
}

function NotRunning({ onRetry }: Readonly<{ onRetry: () => void }>) {
  return (
    <main className="not-running" tabIndex={-1}>
      <div role="alert">
        <h1>The device is not running.</h1>
        <p>Start it again with npm start, then retry.</p>
      </div>
      <button type="button" className="button" data-kind="filled" onClick={onRetry}>
        Retry
      </button>
    </main>
  );
}
