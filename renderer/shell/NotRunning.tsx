type NotRunningProps = Readonly<{ width: number; mode: 'beside' | 'over'; onRetry: () => void }>;

/** In the panel's place when the device is gone. */
export function NotRunning({ width, mode, onRetry }: NotRunningProps) {
  return (
    <main className="panel not-running" tabIndex={-1} data-mode={mode} data-open="true" style={{ inlineSize: width }}>
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
