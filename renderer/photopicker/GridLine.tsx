// Mirrors PhotosTabAdapter's view holders: a header, or a line of photos.
import { type CSSProperties, memo } from 'react';
import type { Context } from '../../sdk/context.ts';
import { useScreenSettings } from '../ui/screenSettings.ts';
import { text } from '../ui/strings.ts';
import { dateHeader } from './dateTimeUtils.ts';
import type { GridLayout, GridLine as Line } from './gridLayout.ts';
import type { Item } from './item.ts';
import { monthSeparator } from './monthSections.ts';
import { PhotoCell } from './PhotoCell.tsx';
import type { PickerItems } from './pickerItems.ts';
import { isSelected, type Selection, selectedOrder } from './selection.ts';
import { millisAt, type Timeline } from './timeline.ts';

export type GridLineProps = Readonly<{
  context: Context;
  items: PickerItems;
  /** Another one when items have come: which of them are here is not in `items`. */
  itemsVersion: number;
  layout: GridLayout;
  selection: Selection;
  row: number;
  /** Where it stands in the scroller, CSS px. */
  top: number;
  /** Whether the photos are drawn, or only places for them. */
  isFilled: boolean;
  /** Index of the cell that Tab leads to. */
  current: number;
  /** The day it is on the device, yyyy-mm-dd. */
  today: string;
  /** Of a cell on this screen, px. */
  thumbnailSide: number;
  onTap: (item: Item, index: number) => void;
  onPreview: (item: Item) => void;
}>;

/** One of the lines in sight; most of them are as they were after a step of the scroll. */
export const GridLine = memo(function GridLine(props: GridLineProps) {
  const { layout, row, top, today, items } = props;
  // Its words are the language's: another one, and it is drawn again.
  useScreenSettings(({ language }) => language);
  const line = layout.lineAt(row);
  const style: CSSProperties = { insetBlockStart: top };
  if (line.kind === 'items') {
    return (
      // biome-ignore lint/a11y/useSemanticElements: see the grid.
      // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus.
      <div role="row" aria-rowindex={row + 1} className="photo-grid-line" style={style}>
        {indexes(line).map((index) => (
          <Cell key={index - line.firstIndex} {...props} index={index} column={index - line.firstIndex} />
        ))}
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    // biome-ignore lint/a11y/useFocusableInteractive: a header takes no focus.
    <div role="row" aria-rowindex={row + 1} className="photo-grid-header" style={style}>
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: a header takes no focus. */}
      <div role="rowheader" aria-colspan={layout.metrics.columns}>
        {headerText(line.kind, millisAt(items.timeline, line.firstIndex), today)}
      </div>
    </div>
  );
});

function indexes({ firstIndex, count }: Readonly<{ firstIndex: number; count: number }>): readonly number[] {
  return Array.from({ length: count }, (_, column) => firstIndex + column);
}

type CellProps = GridLineProps & Readonly<{ index: number; column: number }>;

function Cell(props: CellProps) {
  const { context, items, selection, index, column, isFilled, current, thumbnailSide, onTap, onPreview } = props;
  // Asked for in any case: where one comes to rest, the photos are known already.
  const known = items.itemAt(index);
  const item = isFilled ? known : undefined;
  return (
    <PhotoCell
      item={item}
      index={index}
      column={column}
      thumbnail={item === undefined ? '' : thumbnailUrl(context, item, thumbnailSide)}
      isSelected={item !== undefined && selection.maxItems > 1 ? isSelected(selection, item.uri) : null}
      order={item === undefined ? null : selectedOrder(selection, item.uri)}
      isCurrent={index === current}
      onTap={onTap}
      onLongPress={onPreview}
    />
  );
}

const thumbnails = new WeakMap<Item, Readonly<{ side: number; url: string }>>();

/** Written once for an item: a line is drawn again with every step of the scroll. */
function thumbnailUrl(context: Context, item: Item, side: number): string {
  const known = thumbnails.get(item);
  if (known?.side === side) return known.url;
  const url = context.contentResolver.squareThumbnailUrl(item.uri, side);
  thumbnails.set(item, { side, url });
  return url;
}

/** The words of a header over items taken at a moment. */
export function headerText(kind: Exclude<Line['kind'], 'items'>, millis: number, today: string): string {
  if (kind === 'recent') return text('picker.recent');
  if (kind === 'month') return monthSeparator(millis, Number(today.slice(0, 4)));
  return dateHeader({ dateTakenMs: millis, today });
}

/** When the item at a place was taken, in the words of this picker's headers. */
export function dateText(
  headers: Selection['style']['headers'],
  timeline: Timeline,
  index: number,
  today: string,
): string {
  return headerText(headers === 'month' ? 'month' : 'date', millisAt(timeline, index), today);
}
