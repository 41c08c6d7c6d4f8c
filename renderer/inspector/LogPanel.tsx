import { useState } from 'react';
import { JournalView } from './JournalView.tsx';
import { LogcatView } from './LogcatView.tsx';
import { QueriesView } from './QueriesView.tsx';
import { Tabs } from './Tabs.tsx';
import { UiTreePanel } from './UiTreePanel.tsx';

const VIEWS = { Journal: JournalView, Queries: QueriesView, Logcat: LogcatView, 'UI tree': UiTreePanel } as const;

type ViewName = keyof typeof VIEWS;

const NAMES: readonly ViewName[] = ['Journal', 'Queries', 'Logcat', 'UI tree'];

/** What happens on the device: the calls that cross a boundary, the SQL for apps, what services log, and what is on its screen. */
export function LogPanel() {
  const [shown, setShown] = useState<ViewName>('Journal');
  const [filter, setFilter] = useState('');
  const View = VIEWS[shown];
  return (
    <section className="card log" aria-label="Log">
      <header className="log-header">
        <Tabs label="Log" names={NAMES} shown={shown} onShow={setShown} />
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
