// Where the arrow keys lead in a grid whose lines may be headers.
import type { GridRow } from './sections.ts';

/** Position of an item: its line, and its place in that line; null when no line has it. */
export function positionOf<T>(rows: readonly GridRow<T>[], index: number): { row: number; column: number } | null {
  const row = rows.findIndex(
    (line) => line.kind === 'items' && line.firstIndex <= index && index < line.firstIndex + line.items.length,
  );
  const line = rows[row];
  return line?.kind === 'items' ? { row, column: index - line.firstIndex } : null;
}

/** Index of the item a key leads to from the item at `index`, or null when the key is not for the grid. */
export function moveFocus<T>(rows: readonly GridRow<T>[], index: number, key: string): number | null {
  const last = lastIndex(rows);
  const clamped = (target: number) => Math.max(0, Math.min(last, target));
  switch (key) {
    case 'ArrowRight':
      return clamped(index + 1);
    case 'ArrowLeft':
      return clamped(index - 1);
    case 'ArrowDown':
      return byLines(rows, index, 1);
    case 'ArrowUp':
      return byLines(rows, index, -1);
    case 'PageDown':
      return byLines(rows, index, 5);
    case 'PageUp':
      return byLines(rows, index, -5);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

function byLines<T>(rows: readonly GridRow<T>[], index: number, lines: number): number {
  const at = positionOf(rows, index);
  if (at === null) return index;
  const step = Math.sign(lines);
  let left = Math.abs(lines);
  let target = index;
  for (let row = at.row + step; left > 0 && row >= 0 && row < rows.length; row += step) {
    const line = rows[row];
    if (line?.kind !== 'items') continue;
    target = line.firstIndex + Math.min(at.column, line.items.length - 1);
    left -= 1;
  }
  return target;
}

function lastIndex<T>(rows: readonly GridRow<T>[]): number {
  const line = rows.findLast((row) => row.kind === 'items');
  return line?.kind === 'items' ? line.firstIndex + line.items.length - 1 : 0;
}
