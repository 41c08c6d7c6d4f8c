import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { MediaRow } from '../../contract/rpc/inspection.ts';
import { Icon } from '../ui/Icon.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { VirtualRows } from '../ui/VirtualRows.tsx';
import { Cell, ColumnHeader, Grid, Row, RowGroup } from './gridParts.tsx';
import { RowThumbnail } from './RowThumbnail.tsx';
import { type LibraryQuery, ROW_HEIGHT, useLibraryRows } from './useLibrary.ts';

const PAGE_KEYS = 8;

type LibraryListProps = Readonly<{
  query: LibraryQuery;
  openId: number | null;
  onOpen: (id: number) => void;
}>;

/** Rows newest first, each with whether the app sees it and why. Only those in sight exist. */
export function LibraryList({ query, openId, onOpen }: LibraryListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const library = useLibraryRows(query, scroller);
  const { rows, isComplete, isLoading, problem } = library;
  const focus = useRowFocus(rows, scroller, onOpen);
  const heightOf = useCallback(() => ROW_HEIGHT, []);
  return (
    <>
      <Grid
        aria-label="Rows of the library"
        aria-rowcount={isComplete ? rows.length + 1 : -1}
        aria-busy={isLoading}
        className="library-grid"
      >
        <Head />
        <RowGroup ref={scroller} className="library-rows" onScroll={library.onScroll} onKeyDown={focus.onKeyDown}>
          <VirtualRows
            count={rows.length}
            heightOf={heightOf}
            scroller={scroller}
            keptRow={focus.current}
            shownRow={focus.shown}
            onNearEnd={library.onNearEnd}
            renderRow={(index) => {
              const row = rows[index];
              if (row === undefined) return null;
              return (
                <Line
                  row={row}
                  index={index}
                  isOpen={row.id === openId}
                  isCurrent={index === focus.current}
                  onOpen={() => focus.open(index)}
                />
              );
            }}
          />
        </RowGroup>
      </Grid>
      <div className="library-progress">
        <ProgressBar label="Reading the library" busy={isLoading} />
      </div>
      {problem !== null && (
        <div className="card-problem library-problem" role="alert">
          <Icon name="warning" size={18} /> <span>{problem}</span>
          <button type="button" className="button" data-kind="outlined" onClick={library.onRetry}>
            Retry
          </button>
        </div>
      )}
      {rows.length === 0 && isComplete && problem === null && (
        <p className="muted library-empty" role="status">
          {emptyText(query)}
        </p>
      )}
    </>
  );
}

function Head() {
  return (
    <RowGroup>
      <Row className="library-line library-head" aria-rowindex={1}>
        <ColumnHeader>
          <span className="visually-hidden">Thumbnail</span>
        </ColumnHeader>
        <ColumnHeader>Name and folder</ColumnHeader>
        <ColumnHeader className="library-type">Type</ColumnHeader>
        <ColumnHeader className="library-owner">Owner</ColumnHeader>
        <ColumnHeader className="library-date">Date</ColumnHeader>
        <ColumnHeader>Visible, and why</ColumnHeader>
      </Row>
    </RowGroup>
  );
}

type LineProps = Readonly<{ row: MediaRow; index: number; isOpen: boolean; isCurrent: boolean; onOpen: () => void }>;

function Line({ row, index, isOpen, isCurrent, onOpen }: LineProps) {
  const folder = row.data.slice(0, row.data.lastIndexOf('/') + 1).replace('/storage/emulated/0/', '');
  return (
    <Row
      className="library-line"
      data-row={index}
      data-id={row.id}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      tabIndex={isCurrent ? 0 : -1}
      onClick={onOpen}
    >
      <Cell className="library-thumbnail">
        <RowThumbnail row={row} size={48} />
      </Cell>
      <Cell className="library-name">
        <span className="library-title">
          <bdi title={row.displayName ?? ''}>{row.displayName ?? '(no name)'}</bdi>
        </span>
        <small className="library-folder" title={row.data}>
          {row.isTrashed && <span className="pill">trashed</span>}
          {row.isPending && <span className="pill">pending</span>}
          {row.problem !== null && (
            <span className="pill" title={row.problem}>
              not opened
            </span>
          )}
          <bdi>{folder === '' ? '/' : folder}</bdi>
        </small>
      </Cell>
      <Cell className="library-type">{row.isDirectory ? 'folder' : (row.mimeType ?? 'unknown')}</Cell>
      <Cell className="library-owner" title={row.owner ?? ''}>
        <bdi>{row.owner ?? 'none'}</bdi>
      </Cell>
      <Cell className="library-date">{row.date > 0 ? new Date(row.date).toLocaleDateString() : 'unknown'}</Cell>
      <VerdictCell row={row} />
    </Row>
  );
}

function VerdictCell({ row: { visible, reasons } }: Readonly<{ row: MediaRow }>) {
  const text = reasons.map((reason) => reason.text).join(' ');
  return (
    <Cell className="library-verdict" data-visible={visible} title={text}>
      <b className="verdict-word">
        <Icon name={visible ? 'check' : 'close'} size={16} />
        {visible ? 'Visible' : 'Hidden'}
      </b>
      <bdi>{text}</bdi>
    </Cell>
  );
}

/** One row takes the Tab key; the arrows go on from there. */
function useRowFocus(
  rows: readonly MediaRow[],
  scroller: React.RefObject<HTMLElement | null>,
  onOpen: (id: number) => void,
) {
  const [at, setAt] = useState(0);
  const [shown, setShown] = useState<number | null>(null);
  const hasMoved = useRef(false);
  const current = Math.max(0, Math.min(at, rows.length - 1));
  // After the line was scrolled to: the focus would put it into the middle.
  useEffect(() => {
    if (!hasMoved.current) return;
    hasMoved.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-row="${current}"]`)?.focus();
  });
  const open = (index: number) => {
    const row = rows[index];
    setAt(index);
    if (row !== undefined) onOpen(row.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = target(event.key, current, rows.length);
    if (event.key === 'Enter' || event.key === ' ') open(current);
    else if (to === null) return;
    else {
      hasMoved.current = true;
      setAt(to);
      setShown(to);
    }
    event.preventDefault();
  };
  return { current, shown, open, onKeyDown };
}

function target(key: string, current: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: PAGE_KEYS,
    PageUp: -PAGE_KEYS,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined ? null : Math.max(0, Math.min(count - 1, current + step));
}

function emptyText({ search, hiddenOnly, packageName }: LibraryQuery): string {
  if (search !== '') return `No row has “${search}” in its name.`;
  if (hiddenOnly)
    return packageName === null ? 'Nothing is hidden from a plain query.' : 'Nothing is hidden from this app.';
  return 'This collection has no rows yet. Put files into the folder, or let an app add some.';
}
