// Mirrors photopicker/ui/PhotosTabFragment, and MediaGrid.kt of the Compose picker.
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import type { Context } from '../../sdk/context.ts';
import { useDisplay } from '../ui/display.ts';
import { useScreenSettings } from '../ui/screenSettings.ts';
import { FastScroller } from './FastScroller.tsx';
import type { RowRange } from './filledRows.ts';
import { dateText, GridLine } from './GridLine.tsx';
import { GridLayout, type GridMetrics } from './gridLayout.ts';
import { gridMetrics } from './gridMetrics.ts';
import type { Item } from './item.ts';
import { monthHeaders, recentCellCount } from './monthSections.ts';
import type { PickerItems } from './pickerItems.ts';
import { dateHeaders, type Header } from './sections.ts';
import type { Selection } from './selection.ts';
import { dayStarts, itemCount, monthStarts, type Timeline } from './timeline.ts';
import { useGridFocus } from './useGridFocus.ts';
import { useGridScroll } from './useGridScroll.ts';
import { useGridSelection } from './useGridSelection.ts';
import { useSize } from './useSize.ts';
import { recycled, type ViewHolders } from './viewHolders.ts';

export type PhotoGridProps = Readonly<{
  context: Context;
  label: string;
  items: PickerItems;
  selection: Selection;
  /** The day it is on the device, yyyy-mm-dd. */
  today: string;
  /** The photos tab leaves its newest items without dates; an album does not. */
  showRecentSection: boolean;
  /** Above the photos, and moved with them. */
  banner?: ReactNode;
  onToggle: (item: Item) => void;
  onPreview: (item: Item) => void;
}>;

/** Photos in lines, under "Recent" and dates, or under months; only those in sight exist. */
export function PhotoGrid(props: PhotoGridProps) {
  const { items, selection, today } = props;
  const { headers } = selection.style;
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(scroller);
  const banner = useRef<HTMLDivElement>(null);
  const layout = useGridLayout(props, size.width, useSize(banner).height);
  const { moved, timeline } = items;
  const scroll = useGridScroll({ layout, moved, scroller, viewportHeight: size.height });
  const { cell, gap, paddingEnd, columns } = layout.metrics;
  const pageRows = Math.max(1, Math.floor((size.height - paddingEnd) / (cell + gap)));
  const focus = useGridFocus({ layout, moved, grid: scroller, pageRows, reveal: scroll.reveal });
  const onKeyDown = useKeys(props, focus);
  const dateAt = useCallback((index: number) => dateText(headers, timeline, index, today), [headers, timeline, today]);
  return (
    <div className="photo-grid-place">
      <div ref={scroller} className="photo-grid-scroller" onScroll={scroll.onScroll}>
        <div ref={banner} className="photo-grid-banner">
          {props.banner}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: lines come and go while scrolling, which a table cannot do. */}
        <div
          role="grid"
          className="photo-grid"
          style={gridStyle(layout.metrics, scroll.scale.scrollHeight)}
          aria-label={props.label}
          aria-rowcount={layout.rowCount}
          aria-colcount={columns}
          aria-busy={items.isLoading}
          aria-multiselectable={selection.maxItems > 1}
          onKeyDown={onKeyDown}
          {...focus.handlers}
        >
          <Lines {...props} layout={layout} scroll={scroll} focus={focus} />
        </div>
      </div>
      <FastScroller layout={layout} scroll={scroll} scroller={scroller} viewportHeight={size.height} dateAt={dateAt} />
    </div>
  );
}

type Focus = ReturnType<typeof useGridFocus>;
type LinesProps = PhotoGridProps &
  Readonly<{ layout: GridLayout; scroll: ReturnType<typeof useGridScroll>; focus: Focus }>;

function Lines({ context, items, selection, today, layout, scroll, focus, onToggle, onPreview }: LinesProps) {
  // Which items are here is not in `items`: it changes too often for the whole picker to be drawn again.
  const itemsVersion = useSyncExternalStore(items.onItems, items.itemsVersion);
  const { range, filled, shift } = scroll.place;
  const { setCurrent, current } = focus;
  const onTap = useCallback(
    (item: Item, index: number) => {
      setCurrent(index);
      onToggle(item);
    },
    [onToggle, setCurrent],
  );
  const thumbnailSide = Math.ceil(layout.metrics.cell * devicePixelRatio);
  const line = { context, items, itemsVersion, layout, selection, current, today, thumbnailSide, onTap, onPreview };
  useShownItems(items, layout, scroll.place.sight);
  const rows = rowsOf(range, focus.row, layout.rowCount);
  const holders = useRef<ViewHolders>(new Map());
  // While it is drawn, as React does with its keys; drawn a second time, every line keeps what it has.
  const viewTypeOf = (row: number) => (layout.lineAt(row).kind === 'items' ? 'items' : 'header');
  holders.current = recycled(holders.current, rows, viewTypeOf, focus.row);
  return rows.map((row) => (
    <GridLine
      key={holders.current.get(row)}
      {...line}
      row={row}
      top={layout.topOf(row) + shift}
      isFilled={filled.has(row)}
    />
  ));
}

/** The line that has the focus stays in the page even when it is out of sight. */
function rowsOf({ first, last }: Readonly<{ first: number; last: number }>, kept: number, count: number) {
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  if (kept >= count || (kept >= first && kept <= last)) return rows;
  return kept < first ? [kept, ...rows] : [...rows, kept];
}

function useShownItems(items: PickerItems, layout: GridLayout, { first, last }: RowRange): void {
  useEffect(() => {
    if (last < first) return;
    const end = layout.lineAt(last);
    items.show(layout.lineAt(first).firstIndex, end.firstIndex + (end.kind === 'items' ? end.count - 1 : 0));
  }, [items, layout, first, last]);
}

/**
 * @param width of the grid, CSS px; 0 before it is there
 * @param paddingStart height of the banner, CSS px
 */
function useGridLayout(
  { items, selection, showRecentSection }: PhotoGridProps,
  width: number,
  paddingStart: number,
): GridLayout {
  const fontScale = useScreenSettings((settings) => settings.fontScale);
  const display = useDisplay();
  const { style } = selection;
  const metrics = useMemo(
    () => ({
      ...gridMetrics(style, { displayWidth: display.width, width: width || display.width, fontScale }),
      paddingStart,
    }),
    [style, display.width, width, fontScale, paddingStart],
  );
  const { timeline } = items;
  return useMemo(() => {
    const headers = headersOf({ style, timeline, showRecentSection, columns: metrics.columns });
    return new GridLayout(headers, itemCount(timeline), metrics);
  }, [style, timeline, showRecentSection, metrics]);
}

type HeadersRequest = Readonly<{
  style: Selection['style'];
  timeline: Timeline;
  showRecentSection: boolean;
  columns: number;
}>;

function headersOf({ style, timeline, showRecentSection, columns }: HeadersRequest): readonly Header[] {
  if (style.headers === 'day') return dateHeaders(dayStarts(timeline), showRecentSection);
  const recentCells = showRecentSection ? recentCellCount(columns) : 0;
  return monthHeaders(monthStarts(timeline), itemCount(timeline), recentCells);
}

function gridStyle({ columns, cell, gap, header }: GridMetrics, blockSize: number): CSSProperties {
  const lengths = { '--grid-cell': `${cell}px`, '--grid-gap': `${gap}px`, '--grid-header': `${header}px` };
  // Custom properties are no part of CSSProperties.
  return { blockSize, ...lengths, '--grid-columns': columns } as CSSProperties;
}

/** Space selects, Enter looks closer (or chooses, where one is the whole choice), Shift and an arrow select on the way. */
function useKeys({ items, selection, onToggle, onPreview }: PhotoGridProps, focus: Focus) {
  const range = useGridSelection(items, selection, onToggle);
  const isSingle = selection.maxItems === 1;
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = items.itemAt(focus.current);
    if (event.key === ' ' || event.key === 'Enter') {
      if (item !== undefined) (event.key === ' ' || isSingle ? onToggle : onPreview)(item);
    } else {
      const target = focus.move(event);
      if (target === null) return;
      if (event.shiftKey && !isSingle) range.extend(focus.current, target);
    }
    if (!event.shiftKey) range.end();
    event.preventDefault();
  };
}
