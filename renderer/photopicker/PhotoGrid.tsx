// Mirrors photopicker/ui/PhotosTabFragment.
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Context } from '../../sdk/context.ts';
import { useScreenSettings } from '../ui/screenSettings.ts';
import { text } from '../ui/strings.ts';
import { VirtualRows } from '../ui/VirtualRows.tsx';
import { dateHeader } from './dateTimeUtils.ts';
import { moveFocus, positionOf } from './gridNavigation.ts';
import type { Item } from './item.ts';
import { monthSections, monthSeparator, recentCellCount } from './monthSections.ts';
import { PhotoCell } from './PhotoCell.tsx';
import { type GridRow, gridRows, sections } from './sections.ts';
import { isSelected, type Selection, selectedOrder } from './selection.ts';
import type { PickerRows } from './usePickerRows.ts';

const SCREEN_WIDTH = 412;
const SPACING = 3;
/** max(3, round(width / 118)) at the width of the phone. */
const COLUMNS = Math.max(3, Math.round(SCREEN_WIDTH / 118));
const CELL = (SCREEN_WIDTH - SPACING * (COLUMNS - 1)) / COLUMNS;
/** Room below the last line, so that the bottom bar never covers it, and for the navigation bar. */
const PADDING_END = 92 + 48;
/** Larger than a cell, so that a denser screen has pixels to show. */
const THUMBNAIL = { width: 320, height: 320 };

export type PhotoGridProps = Readonly<{
  context: Context;
  label: string;
  rows: PickerRows<Item>;
  selection: Selection;
  /** The day it is on the device, yyyy-mm-dd. */
  today: string;
  /** The photos tab leaves its newest items without dates; an album does not. */
  showRecentSection: boolean;
  onToggle: (item: Item) => void;
  onPreview: (item: Item) => void;
}>;

/** Three photos to a line, under "Recent" and dates, or under months. */
export function PhotoGrid(props: PhotoGridProps) {
  const { rows, showRecentSection, selection, onToggle, onPreview } = props;
  const { ui } = selection.style;
  const lines = useMemo(() => {
    const recentCells = showRecentSection ? recentCellCount(COLUMNS) : 0;
    const isModern = ui === 'modern';
    const entries = isModern ? monthSections(rows.items, recentCells) : sections(rows.items, showRecentSection);
    return gridRows(entries, COLUMNS);
  }, [rows.items, showRecentSection, ui]);
  const focus = useGridFocus(lines);
  const heightOf = useRowHeight(lines);
  const { setCurrent } = focus;
  const onTap = useCallback(
    (item: Item, index: number) => {
      setCurrent(index);
      onToggle(item);
    },
    [onToggle, setCurrent],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const item = rows.items[focus.current];
    if (item === undefined) return;
    if (event.key === ' ' || event.key === 'Enter') onToggle(item);
    else if (event.key.toLowerCase() === 'p') onPreview(item);
    else if (!focus.move(event)) return;
    event.preventDefault();
  };
  return (
    <div ref={focus.scroller} className="photo-grid-scroller">
      {/* biome-ignore lint/a11y/useSemanticElements: lines come and go while scrolling, which a table cannot do. */}
      <div
        role="grid"
        className="photo-grid"
        aria-label={props.label}
        aria-rowcount={rows.items.length === rows.count ? lines.length : -1}
        aria-colcount={COLUMNS}
        aria-multiselectable={selection.maxItems > 1}
        onKeyDown={onKeyDown}
      >
        <VirtualRows
          count={lines.length}
          heightOf={heightOf}
          scroller={focus.scroller}
          keptRow={focus.row}
          shownRow={focus.shownRow}
          onNearEnd={rows.loadMore}
          paddingEnd={PADDING_END}
          renderRow={(row) => <GridLine {...props} line={lines[row]} row={row} current={focus.current} onTap={onTap} />}
        />
      </div>
    </div>
  );
}

type GridLineProps = PhotoGridProps &
  Readonly<{
    line: GridRow<Item> | undefined;
    row: number;
    current: number;
    onTap: (item: Item, index: number) => void;
  }>;

function GridLine({ line, row, current, context, selection, today, onTap, onPreview }: GridLineProps) {
  if (line === undefined) return null;
  if (line.kind !== 'items') {
    return (
      // biome-ignore lint/a11y/useSemanticElements: see the grid.
      // biome-ignore lint/a11y/useFocusableInteractive: a header takes no focus.
      <div role="row" aria-rowindex={row + 1} className="photo-grid-header">
        {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: a header takes no focus. */}
        <div role="rowheader" aria-colspan={COLUMNS}>
          {headerText(line, today)}
        </div>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus.
    <div role="row" aria-rowindex={row + 1} className="photo-grid-line">
      {line.items.map((item, column) => (
        <PhotoCell
          key={item.uri}
          item={item}
          index={line.firstIndex + column}
          thumbnail={context.contentResolver.thumbnailUrl(item.uri, THUMBNAIL)}
          isSelected={selection.maxItems > 1 ? isSelected(selection, item.uri) : null}
          order={selectedOrder(selection, item.uri)}
          isCurrent={line.firstIndex + column === current}
          onTap={onTap}
          onLongPress={onPreview}
        />
      ))}
    </div>
  );
}

function headerText(line: Exclude<GridRow<Item>, { kind: 'items' }>, today: string): string {
  if (line.kind === 'recent') return text('picker.recent');
  const { dateTaken } = line.first;
  if (line.kind === 'month') return monthSeparator(dateTaken, Number(today.slice(0, 4)));
  return dateHeader({ dateTakenMs: dateTaken, today });
}

/** Lengths in sp grow with the font size, and so does the line they stand in. */
function useRowHeight(lines: readonly GridRow<Item>[]): (row: number) => number {
  const fontScale = useScreenSettings((settings) => settings.fontScale);
  const header = Math.max(56, 32 + 20 * fontScale);
  return useCallback((row: number) => (lines[row]?.kind === 'items' ? CELL + SPACING : header), [lines, header]);
}

/** The cell that Tab leads to, and the keys that move it. */
function useGridFocus(lines: readonly GridRow<Item>[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const [shownRow, setShownRow] = useState<number | null>(null);
  const row = useMemo(() => positionOf(lines, current)?.row ?? -1, [lines, current]);
  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-index="${current}"]`)?.focus({ preventScroll: true });
  });
  const move = (event: KeyboardEvent): boolean => {
    const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl';
    const target = moveFocus(lines, current, isMirrored ? mirrored(event.key) : event.key);
    if (target === null) return false;
    moved.current = true;
    setCurrent(target);
    setShownRow(positionOf(lines, target)?.row ?? null);
    return true;
  };
  return { scroller, current, setCurrent, row, shownRow, move };
}

function mirrored(key: string): string {
  if (key === 'ArrowLeft') return 'ArrowRight';
  return key === 'ArrowRight' ? 'ArrowLeft' : key;
}
