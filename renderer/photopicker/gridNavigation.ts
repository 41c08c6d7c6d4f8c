// Where the keys lead in a grid whose lines may be headers.
import type { GridLayout } from './gridLayout.ts';

/**
 * Index of the item a key leads to from the item at `index`, or null when the key is not for the grid.
 * @param pageRows lines that are in sight at once
 */
export function moveFocus(layout: GridLayout, index: number, key: string, pageRows: number): number | null {
  const last = Math.max(0, layout.count - 1);
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowDown':
      return byLines(layout, index, 1);
    case 'ArrowUp':
      return byLines(layout, index, -1);
    case 'PageDown':
      return byLines(layout, index, Math.max(1, pageRows));
    case 'PageUp':
      return byLines(layout, index, -Math.max(1, pageRows));
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** Headers do not count; at an end as far as there are lines. */
function byLines(layout: GridLayout, index: number, lines: number): number {
  const at = layout.positionOf(index);
  if (at === null) return index;
  const step = Math.sign(lines);
  let left = Math.abs(lines);
  let target = index;
  for (let row = at.row + step; left > 0 && row >= 0 && row < layout.rowCount; row += step) {
    const line = layout.lineAt(row);
    if (line.kind !== 'items') continue;
    target = line.firstIndex + Math.min(at.column, line.count - 1);
    left -= 1;
  }
  return target;
}

/** The key as it is meant where lines run from right to left. */
export function mirrored(key: string): string {
  if (key === 'ArrowLeft') return 'ArrowRight';
  return key === 'ArrowRight' ? 'ArrowLeft' : key;
}
