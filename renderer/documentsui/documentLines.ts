// Where each document of a list or a grid stands: folders first, a line of their own, then files.

/** How many documents a line holds; 1 and 1 is a list. */
export type LineShape = Readonly<{
  /** Folders at the beginning of the rows. */
  folderCount: number;
  count: number;
  folderColumns: number;
  fileColumns: number;
}>;

/** Documents `first` up to `end`, all of them folders or all of them not. */
export type Line = Readonly<{ isFolders: boolean; first: number; end: number }>;

export function lineCount({ folderCount, count, folderColumns, fileColumns }: LineShape): number {
  return Math.ceil(folderCount / folderColumns) + Math.ceil((count - folderCount) / fileColumns);
}

export function lineAt(shape: LineShape, line: number): Line {
  const { folderCount, count, folderColumns, fileColumns } = shape;
  const folderLines = Math.ceil(folderCount / folderColumns);
  if (line < folderLines) {
    const first = line * folderColumns;
    return { isFolders: true, first, end: Math.min(folderCount, first + folderColumns) };
  }
  const first = folderCount + (line - folderLines) * fileColumns;
  return { isFolders: false, first, end: Math.min(count, first + fileColumns) };
}

/** The line a document is in. */
export function lineOf({ folderCount, folderColumns, fileColumns }: LineShape, index: number): number {
  if (index < folderCount) return Math.floor(index / folderColumns);
  return Math.ceil(folderCount / folderColumns) + Math.floor((index - folderCount) / fileColumns);
}

/** Lines a page key goes over. */
const PAGE = 6;

/** Index of the document a key leads to, or null when the key is for somebody else. Arrows are those of left to right. */
export function indexAfterKey(shape: LineShape, index: number, key: string): number | null {
  const last = shape.count - 1;
  const clamped = (target: number) => Math.max(0, Math.min(last, target));
  const isList = shape.fileColumns === 1 && shape.folderColumns === 1;
  switch (key) {
    case 'ArrowRight':
      return isList ? null : clamped(index + 1);
    case 'ArrowLeft':
      return isList ? null : clamped(index - 1);
    case 'ArrowDown':
      return byLines(shape, index, 1);
    case 'ArrowUp':
      return byLines(shape, index, -1);
    case 'PageDown':
      return byLines(shape, index, PAGE);
    case 'PageUp':
      return byLines(shape, index, -PAGE);
    case 'Home':
      return 0;
    case 'End':
      return Math.max(0, last);
    default:
      return null;
  }
}

function byLines(shape: LineShape, index: number, lines: number): number {
  const from = lineOf(shape, index);
  const to = Math.max(0, Math.min(lineCount(shape) - 1, from + lines));
  if (to === from) return index;
  const column = index - lineAt(shape, from).first;
  const { first, end } = lineAt(shape, to);
  return Math.min(first + column, end - 1);
}
