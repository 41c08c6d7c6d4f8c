import { useCallback, useMemo, useRef, useState } from 'react';
import type { JournalEntry } from '../../contract/rpc/deviceApi.ts';
import { VirtualRows } from '../ui/VirtualRows.tsx';
import { logTime } from './logTime.ts';
import { useJournal } from './useJournal.ts';

const LINE_HEIGHT = 28;

/**
 * Calls across a boundary, newest first; one of them in full below the list.
 * Thumbnails come by the hundred and would push out what a tester looks for, so they are left out until asked for.
 */
export function JournalView({ filter }: Readonly<{ filter: string }>) {
  const entries = useJournal();
  const scroller = useRef<HTMLDivElement>(null);
  const [openId, setOpenId] = useState<number | null>(null);
  const [showsThumbnails, setShowsThumbnails] = useState(false);
  const shown = useMemo(
    () => entries.filter((entry) => (showsThumbnails || entry.method !== 'loadThumbnail') && matches(entry, filter)),
    [entries, filter, showsThumbnails],
  );
  const heightOf = useCallback(() => LINE_HEIGHT, []);
  const open = entries.find(({ id }) => id === openId);
  return (
    <>
      <label className="journal-option">
        <input
          type="checkbox"
          checked={showsThumbnails}
          onChange={({ target }) => setShowsThumbnails(target.checked)}
        />
        Thumbnails
      </label>
      <div ref={scroller} className="log-lines" role="log" aria-label="Journal" aria-live="off">
        {shown.length === 0 && <p className="muted log-empty">Nothing yet. Open an app on the device.</p>}
        <VirtualRows
          count={shown.length}
          heightOf={heightOf}
          scroller={scroller}
          renderRow={(row) => {
            const entry = shown[row];
            if (entry === undefined) return null;
            return <JournalLine entry={entry} isOpen={entry.id === openId} onOpen={setOpenId} />;
          }}
        />
      </div>
      {open !== undefined && <JournalDetails entry={open} onClose={() => setOpenId(null)} />}
    </>
  );
}

type JournalLineProps = Readonly<{ entry: JournalEntry; isOpen: boolean; onOpen: (id: number | null) => void }>;

function JournalLine({ entry, isOpen, onOpen }: JournalLineProps) {
  return (
    <button
      type="button"
      className="journal-line"
      data-thrown={entry.thrown !== null}
      aria-expanded={isOpen}
      onClick={() => onOpen(isOpen ? null : entry.id)}
    >
      <time>{logTime(entry.at)}</time>
      <span className="journal-actor" title={entry.actor}>
        <bdi>{entry.actor}</bdi>
      </span>
      <span className="journal-method">{entry.method}</span>
      <span className="journal-args">{entry.args}</span>
      <span className="journal-result">{outcome(entry)}</span>
      <span className="journal-took">
        {entry.took === null ? '…' : `${entry.took.toFixed(entry.took < 10 ? 1 : 0)} ms`}
      </span>
    </button>
  );
}

function JournalDetails({ entry, onClose }: Readonly<{ entry: JournalEntry; onClose: () => void }>) {
  return (
    <div className="journal-details">
      <button type="button" className="button" data-kind="text" onClick={onClose}>
        Close
      </button>
      <dl>
        <dt>Caller</dt>
        <dd>{entry.actor}</dd>
        <dt>Call</dt>
        <dd>{`${entry.method}(${entry.args})`}</dd>
        <dt>{entry.thrown === null ? 'Result' : 'Thrown'}</dt>
        <dd>{outcome(entry)}</dd>
      </dl>
    </div>
  );
}

function outcome({ thrown, result }: JournalEntry): string {
  if (thrown !== null) return `${thrown.name}: ${thrown.message}`;
  return result ?? '…';
}

function matches(entry: JournalEntry, filter: string): boolean {
  if (filter === '') return true;
  return [entry.actor, entry.method, entry.args, outcome(entry)].some((text) => text.toLowerCase().includes(filter));
}
