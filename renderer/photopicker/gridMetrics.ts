// Mirrors GridLayoutManager's spans of the XML picker, and MediaGrid.kt of the Compose one.
import type { GridMetrics } from './gridLayout.ts';
import { columnsAt, type PickerStyle } from './pickerStyle.ts';

/** Of a header's text, sp, and above and below it, dp. */
const HEADER = { lineHeight: 20, padding: 16 } as const;
/** Least height of a header with a date, dp. */
const LEAST_HEADER = 56;
/** Of the bar at the bottom of every screen, which a grid goes on below, dp. */
const NAVIGATION_BAR = 48;

type Place = Readonly<{
  /** Of the screen, dp: it decides about columns. */
  displayWidth: number;
  /** Of the grid, dp. */
  width: number;
  fontScale: number;
}>;

/** The measures of a picker's grid. */
export function gridMetrics({ grid, headers }: PickerStyle, { displayWidth, width, fontScale }: Place): GridMetrics {
  const columns = columnsAt(grid.columns, displayWidth);
  const header = HEADER.lineHeight * fontScale + 2 * HEADER.padding;
  return {
    columns,
    gap: grid.gap,
    cell: (width - grid.gap * (columns - 1)) / columns,
    header: headers === 'day' ? Math.max(LEAST_HEADER, header) : header,
    paddingEnd: grid.paddingEnd + NAVIGATION_BAR,
  };
}
