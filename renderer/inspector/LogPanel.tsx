import { type KeyboardEvent, useState } from 'react';
import { JournalView } from './JournalView.tsx';
import { LogcatView } from './LogcatView.tsx';

const VIEWS = { Journal: JournalView, Logcat: LogcatView } as const;

type ViewName = keyof typeof VIEWS;

const NAMES: readonly ViewName[] = ['Journal', 'Logcat'];

/** What happens on the device: the calls that cross a boundary, and what services log. */
export function LogPanel() {
  const [shown, setShown] = useState<ViewName>('Journal');
  const [filter, setFilter] = useState('');
  const View = VIEWS[shown];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = shown === 'Journal' ? 'Logcat' : 'Journal';
    setShown(other);
    event.currentTarget.querySelector<HTMLElement>(`[data-view="${other}"]`)?.focus();
  };
  return (
    <section className="card log" aria-label="Log">
      <header className="log-header">
        <div role="tablist" aria-label="Log" className="log-tabs" onKeyDown={onKeyDown}>
          {NAMES.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              className="state-layer"
              data-view={name}
              aria-selected={name === shown}
              tabIndex={name === shown ? 0 : -1}
              onClick={() => setShown(name)}
            >
              {name}
            </button>
          ))}
        </div>
        <input
          type="search"
          placeholder="Filter"
          aria-label="Filter the log"
          value={filter}
          onChange={({ target }) => setFilter(target.value)}
        />
      </header>
      <View filter={filter.toLowerCase()} />
    </section>
  );
}
