// The lines of the grid, and where they stand: known for the whole library, and made of its headers only.
import type { Header } from './sections.ts';
import { lastAtMost } from './timeline.ts';

export type GridMetrics = Readonly<{
  columns: number;
  /** Side of a cell, CSS px. */
  cell: number;
  /** Between cells and between lines, CSS px. */
  gap: number;
  /** Height of a header, CSS px. */
  header: number;
  /** Above the first line, CSS px; nothing unless it is said. */
  paddingStart?: number;
  /** Below the last line, so that no bar ever covers it, CSS px. */
  paddingEnd: number;
}>;

/** A line of the grid: a header over its whole width, or up to `columns` items. */
export type GridLine =
  | Readonly<{ kind: Header['kind']; firstIndex: number }>
  | Readonly<{ kind: 'items'; firstIndex: number; count: number }>;

export class GridLayout {
  readonly metrics: GridMetrics;
  /** Items. */
  readonly count: number;
  readonly rowCount: number;
  /** CSS px. */
  readonly height: number;
  readonly #headers: readonly (Header | null)[];
  /** Of each section its first item, its first line and where that stands; behind the last one what would follow. */
  readonly #items: Int32Array;
  readonly #rows: Int32Array;
  readonly #tops: Float64Array;

  /** @param headers ascending; items before the first one have none */
  constructor(headers: readonly Header[], count: number, metrics: GridMetrics) {
    this.metrics = metrics;
    this.count = count;
    const isHeadless = count > 0 && headers[0]?.firstIndex !== 0;
    this.#headers = isHeadless ? [null, ...headers] : headers;
    const length = this.#headers.length;
    this.#items = new Int32Array(length + 1);
    this.#rows = new Int32Array(length + 1);
    this.#tops = new Float64Array(length + 1);
    this.#tops[0] = metrics.paddingStart ?? 0;
    this.#headers.forEach((header, section) => {
      const first = header?.firstIndex ?? 0;
      const end = this.#headers[section + 1]?.firstIndex ?? count;
      const lines = Math.ceil((end - first) / metrics.columns);
      this.#items[section + 1] = end;
      this.#rows[section + 1] = this.#rowOf(section) + (header === null ? 0 : 1) + lines;
      this.#tops[section + 1] = this.#bodyTop(section) + lines * this.#pitch;
    });
    this.rowCount = this.#rowOf(length);
    this.height = this.#topOf(length) + metrics.paddingEnd;
  }

  lineAt(row: number): GridLine {
    const section = lastAtMost(this.#rows, row, this.#headers.length - 1);
    const header = this.#headers[section] ?? null;
    const line = row - this.#bodyRow(section);
    if (header !== null && line < 0) return header;
    const firstIndex = (this.#items[section] ?? 0) + line * this.metrics.columns;
    const end = this.#items[section + 1] ?? this.count;
    return { kind: 'items', firstIndex, count: Math.max(0, Math.min(this.metrics.columns, end - firstIndex)) };
  }

  /** Where a line begins, CSS px from the top. */
  topOf(row: number): number {
    const section = lastAtMost(this.#rows, row, this.#headers.length - 1);
    const line = row - this.#bodyRow(section);
    return line < 0 ? this.#topOf(section) : this.#bodyTop(section) + line * this.#pitch;
  }

  /** The line at a place, or the nearest one. */
  rowAt(top: number): number {
    const section = lastAtMost(this.#tops, Math.max(0, top), this.#headers.length - 1);
    const line = Math.floor((top - this.#bodyTop(section)) / this.#pitch);
    const row = line < 0 ? this.#rowOf(section) : this.#bodyRow(section) + line;
    return Math.max(0, Math.min(this.rowCount - 1, row, this.#rowOf(section + 1) - 1));
  }

  /** Position of an item: its line, and its place in that line; null for one that is not there. */
  positionOf(index: number): Readonly<{ row: number; column: number }> | null {
    if (index < 0 || index >= this.count) return null;
    const section = lastAtMost(this.#items, index, this.#headers.length - 1);
    const place = index - (this.#items[section] ?? 0);
    const { columns } = this.metrics;
    return { row: this.#bodyRow(section) + Math.floor(place / columns), column: place % columns };
  }

  get #pitch(): number {
    return this.metrics.cell + this.metrics.gap;
  }

  #rowOf(section: number): number {
    return this.#rows[section] ?? 0;
  }

  #topOf(section: number): number {
    return this.#tops[section] ?? 0;
  }

  #bodyRow(section: number): number {
    return this.#rowOf(section) + (this.#headers[section] ? 1 : 0);
  }

  #bodyTop(section: number): number {
    return this.#topOf(section) + (this.#headers[section] ? this.metrics.header : 0);
  }
}

type Anchor = Readonly<{
  /** Where the old layout stands, CSS px. */
  top: number;
  /** An item that was in sight, and the index it has now; null when every item has the index it had. */
  moved: Readonly<{ from: number; to: number }> | null;
}>;

/** Where a new layout has to stand so that an item that was in sight stays where it is on the screen, CSS px. */
export function anchoredTop(old: GridLayout, layout: GridLayout, { top, moved }: Anchor): number {
  const first = old.lineAt(old.rowAt(top)).firstIndex;
  const { from, to } = moved ?? { from: first, to: first };
  const [was, is] = [old.positionOf(from), layout.positionOf(Math.min(to, layout.count - 1))];
  if (was === null || is === null) return top;
  return Math.max(0, layout.topOf(is.row) + top - old.topOf(was.row));
}

type Reveal = Readonly<{ row: number; top: number; viewportHeight: number }>;

/** Where the grid has to stand so that a line is in sight, above what covers the end of it; null when it is. */
export function revealedTop(layout: GridLayout, { row, top, viewportHeight }: Reveal): number | null {
  const { cell, gap, paddingEnd } = layout.metrics;
  const from = layout.topOf(row);
  const to = from + cell + gap;
  const room = Math.max(cell + gap, viewportHeight - paddingEnd);
  // With the header that it follows.
  const isFirst = row > 0 && layout.lineAt(row - 1).kind !== 'items';
  if (row === 0) return top > 0 ? 0 : null;
  if (from < top) return isFirst ? layout.topOf(row - 1) : from;
  return to > top + room ? to - room : null;
}
