import { useId } from 'react';
import type { LoggedCall } from './callLog.ts';

type CallLogViewProps = Readonly<{ calls: readonly LoggedCall[]; onClear: () => void }>;

/** Each call that the app made, the newest first, and what came back. */
export function CallLogView({ calls, onClear }: CallLogViewProps) {
  const titleId = useId();
  return (
    <section className="editor-card" aria-labelledby={titleId}>
      <header className="editor-log-header">
        <h2 id={titleId}>Calls</h2>
        <button type="button" className="button" onClick={onClear}>
          Clear
        </button>
      </header>
      {calls.length === 0 && <p>None yet.</p>}
      <ol className="editor-log" reversed dir="ltr">
        {calls.map(({ id, call, result, isThrown }) => (
          <li key={id} data-thrown={isThrown}>
            <code>{call}</code>
            <span className="editor-result">{result === null ? '…' : `→ ${result}`}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
