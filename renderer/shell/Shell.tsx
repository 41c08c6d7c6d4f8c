import { useEffect, useState } from 'react';
import { connectDevice, useDevice } from '../deviceStore.ts';
import { Inspector } from '../inspector/Inspector.tsx';
import { useMediaQuery } from '../ui/useMediaQuery.ts';
import { DeviceFrame } from './DeviceFrame.tsx';

/** The whole window: the device on one side, the tester's panel on the other. */
export function Shell() {
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new connection.
  useEffect(() => connectDevice(), [attempt]);
  const connection = useDevice((store) => store.connection);
  const isDark = useMediaQuery('(prefers-color-scheme: dark)');
  useEffect(() => {
    document.documentElement.setAttribute('data-theme', isDark ? 'dark' : 'light');
  }, [isDark]);
  return (
    <div className="shell">
      <DeviceFrame />
      {connection === 'closed' ? <NotRunning onRetry={() => setAttempt(attempt + 1)} /> : <Inspector />}
    </div>
  );
}

function NotRunning({ onRetry }: Readonly<{ onRetry: () => void }>) {
  return (
    <main className="not-running" role="alert">
      <h1>The device is not running.</h1>
      <p>Start it again with npm start, then retry.</p>
      <button type="button" className="button" data-kind="filled" onClick={onRetry}>
        Retry
      </button>
    </main>
  );
}
