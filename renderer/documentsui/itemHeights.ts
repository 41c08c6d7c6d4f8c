// Heights of the lines, CSS px; lengths in sp grow with the font size.
import type { ItemLook } from './DocumentItem.tsx';

/** Room beside the cards. */
export const GRID_PADDING = 20;
const CARD_MARGIN = 4;

type Measures = Readonly<{ look: ItemLook; width: number; fontScale: number }>;

export function fileLineHeight({ look, width, fontScale }: Measures, columns: number): number {
  if (look === 'list') return Math.max(72, 24 + 24 * fontScale + 20 * fontScale);
  const cell = (width - 2 * GRID_PADDING) / columns;
  if (look === 'photo') return cell;
  return cell + Math.max(46, 8 + 36 * fontScale);
}

export function folderLineHeight({ look, fontScale, ...rest }: Measures): number {
  if (look === 'list') return fileLineHeight({ look, fontScale, ...rest }, 1);
  return 2 * CARD_MARGIN + Math.max(48, 18 + 20 * fontScale);
}
