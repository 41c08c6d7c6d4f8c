import { useCallback, useMemo, useRef, useState } from 'react';
import type { QueryEntry } from '../../contract/rpc/inspection.ts';
import { VirtualRows } from '../ui/VirtualRows.tsx';
import { logTime } from './logTime.ts';
import { useQueries } from './useQueries.ts';

const LINE_HEIGHT = 28;

/** The SQL that ran for apps, newest first; one query in full below the list. */
export function QueriesView({ filter }: Readonly<{ filter: string }>) {
  const entries = useQueries();
  const scroller = useRef<HTMLDivElement>(null);
  const [openId, setOpenId] = useState<number | null>(null);
  const [app, setApp] = useState('');
  const apps = useMemo(() => [...new Set(entries.map(({ packageName }) => packageName))].sort(), [entries]);
  const shown = useMemo(
    () => entries.filter((entry) => (app === '' || entry.packageName === app) && matches(entry, filter)),
    [entries, app, filter],
  );
  const heightOf = useCallback(() => LINE_HEIGHT, []);
  const open = entries.find(({ id }) => id === openId);
  return (
    <>
      <label className="journal-option">
        App
        <select value={app} onChange={({ target }) => setApp(target.value)}>
          <option value="">All apps</option>
          {apps.map((packageName) => (
            <option key={packageName} value={packageName}>
              {packageName}
            </option>
          ))}
        </select>
      </label>
      <div ref={scroller} className="log-lines" role="log" aria-label="Queries" aria-live="off">
        {shown.length === 0 && <p className="muted log-empty">{emptyText(entries)}</p>}
        <VirtualRows
          count={shown.length}
          heightOf={heightOf}
          scroller={scroller}
          renderRow={(row) => {
            const entry = shown[row];
            if (entry === undefined) return null;
            return <QueryLine entry={entry} isOpen={entry.id === openId} onOpen={setOpenId} />;
          }}
        />
      </div>
      {open !== undefined && <QueryDetails entry={open} onClose={() => setOpenId(null)} />}
    </>
  );
}

type QueryLineProps = Readonly<{ entry: QueryEntry; isOpen: boolean; onOpen: (id: number | null) => void }>;

function QueryLine({ entry, isOpen, onOpen }: QueryLineProps) {
  return (
    <button
      type="button"
      className="journal-line query-line"
      data-thrown={entry.thrown !== null}
      aria-expanded={isOpen}
      onClick={() => onOpen(isOpen ? null : entry.id)}
    >
      <time>{logTime(entry.at)}</time>
      <span className="journal-actor" title={entry.packageName}>
        <bdi>{entry.packageName}</bdi>
      </span>
      <span className="query-sql">{entry.sql}</span>
      <span className="journal-result">{outcome(entry)}</span>
      <span className="journal-took">{milliseconds(entry.took)}</span>
    </button>
  );
}

function QueryDetails({ entry, onClose }: Readonly<{ entry: QueryEntry; onClose: () => void }>) {
  const { packageName, uri, sql, args, rows, read, took, thrown } = entry;
  return (
    <div className="journal-details query-details">
      <button type="button" className="button" data-kind="text" onClick={onClose}>
        Close
      </button>
      <dl>
        <dt>SQL</dt>
        <dd>{sql}</dd>
        <dt>Parameters</dt>
        <dd>
          {args.length === 0
            ? 'none'
            : args.map((arg, i) => `?${i + 1} = ${arg === null ? 'null' : `'${arg}'`}`).join('\n')}
        </dd>
        <dt>{thrown === null ? 'Rows' : 'Refused'}</dt>
        <dd>{thrown ?? `${rows?.toLocaleString()} in the cursor, ${read.toLocaleString()} read`}</dd>
        <dt>Time in SQLite</dt>
        <dd>{milliseconds(took)}</dd>
        <dt>App</dt>
        <dd>{packageName}</dd>
        <dt>URI</dt>
        <dd>{uri}</dd>
      </dl>
    </div>
  );
}

function outcome({ thrown, rows }: QueryEntry): string {
  if (thrown !== null) return thrown;
  return rows === 1 ? '1 row' : `${rows?.toLocaleString() ?? 0} rows`;
}

function milliseconds(took: number): string {
  return `${took.toFixed(took < 10 ? 2 : 0)} ms`;
}

function emptyText(entries: readonly QueryEntry[]): string {
  return entries.length === 0 ? 'No app has queried yet. Open one on the device.' : 'No query matches the filter.';
}

function matches({ packageName, uri, sql, args, thrown }: QueryEntry, filter: string): boolean {
  if (filter === '') return true;
  return [packageName, uri, sql, thrown, ...args].some((text) => text?.toLowerCase().includes(filter));
}
