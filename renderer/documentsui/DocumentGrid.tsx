// Mirrors DocumentsUI's dirlist/DirectoryFragment: the rows themselves.
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Context } from '../../sdk/context.ts';
import { useScreenSettings } from '../ui/screenSettings.ts';
import { VirtualRows } from '../ui/VirtualRows.tsx';
import { DocumentItem, type ItemLook } from './DocumentItem.tsx';
import { type DocumentInfo, documentKey, documentUriOf, isDirectory, isThumbnailSupported } from './documentInfo.ts';
import { indexAfterKey, type LineShape, lineAt, lineCount, lineOf } from './documentLines.ts';
import { type DocumentFilter, isSelectable, whyDisabled } from './enabled.ts';
import { fileLineHeight, folderLineHeight, GRID_PADDING } from './itemHeights.ts';
import { gridColumns } from './viewMode.ts';

/** Larger than any card, so that a denser screen has pixels to show. */
const THUMBNAIL = { width: 320, height: 320 };

export type DocumentGridProps = Readonly<{
  context: Context;
  label: string;
  rows: readonly DocumentInfo[];
  filter: DocumentFilter;
  look: ItemLook;
  selection: readonly DocumentInfo[];
  allowMultiple: boolean;
  /** Of the scroller, CSS px. */
  width: number;
  scroller: RefObject<HTMLDivElement | null>;
  now: number;
  onTap: (document: DocumentInfo) => void;
  onLongPress: (document: DocumentInfo) => void;
}>;

/** A list or a grid of any length; only what is in sight exists. */
export function DocumentGrid(props: DocumentGridProps) {
  const { rows, look, width, scroller, onTap, onLongPress } = props;
  const shape = useShape(rows, look, width);
  const heightOf = useHeights(shape, look, width);
  const selected = useMemo(() => new Set(props.selection.map(documentKey)), [props.selection]);
  const focus = useDocumentFocus(shape, scroller);
  const { setCurrent } = focus;
  const tapAt = useAt(onTap, setCurrent);
  const pressAt = useAt(onLongPress, setCurrent);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const document = rows[focus.current];
    if (document === undefined) return;
    const isSpace = event.key === ' ';
    if (isSpace && props.allowMultiple && !isDirectory(document)) onLongPress(document);
    else if (isSpace || event.key === 'Enter') onTap(document);
    else if (!focus.move(event)) return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: lines come and go while scrolling, which a table cannot do.
    <div
      role="grid"
      className="docs-grid"
      data-look={look}
      aria-label={props.label}
      aria-rowcount={lineCount(shape)}
      aria-colcount={shape.fileColumns}
      aria-multiselectable={props.allowMultiple}
      onKeyDown={onKeyDown}
    >
      <VirtualRows
        count={lineCount(shape)}
        heightOf={heightOf}
        scroller={scroller}
        keptRow={lineOf(shape, focus.current)}
        shownRow={focus.shownLine}
        paddingEnd={16}
        renderRow={(line) => (
          <GridLine
            {...props}
            shape={shape}
            line={line}
            selected={selected}
            current={focus.current}
            onTap={tapAt}
            onLongPress={pressAt}
          />
        )}
      />
    </div>
  );
}

/** Does something to a document, which is the one that Tab leads to from then on. */
function useAt(work: (document: DocumentInfo) => void, setCurrent: (index: number) => void) {
  return useCallback(
    (document: DocumentInfo, index: number) => {
      setCurrent(index);
      work(document);
    },
    [work, setCurrent],
  );
}

type GridLineProps = Omit<DocumentGridProps, 'onTap' | 'onLongPress'> &
  Readonly<{
    shape: LineShape;
    line: number;
    selected: ReadonlySet<string>;
    current: number;
    onTap: (document: DocumentInfo, index: number) => void;
    onLongPress: (document: DocumentInfo, index: number) => void;
  }>;

function GridLine(props: GridLineProps) {
  const { rows, shape, line, look, filter, context, current, now, onTap, onLongPress } = props;
  const { isFolders, first, end } = lineAt(shape, line);
  const columns = isFolders ? shape.folderColumns : shape.fileColumns;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus.
    <div
      role="row"
      aria-rowindex={line + 1}
      className="docs-line"
      data-first-file={!isFolders && first === shape.folderCount && first > 0}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {rows.slice(first, end).map((document, column) => (
        <DocumentItem
          key={documentKey(document)}
          document={document}
          index={first + column}
          look={look}
          isSelected={
            props.allowMultiple && isSelectable(document, filter) ? props.selected.has(documentKey(document)) : null
          }
          whyDisabled={whyDisabled(document, filter)}
          isCurrent={first + column === current}
          thumbnail={
            isThumbnailSupported(document)
              ? context.contentResolver.thumbnailUrl(documentUriOf(document), THUMBNAIL)
              : null
          }
          now={now}
          onTap={onTap}
          onLongPress={onLongPress}
        />
      ))}
    </div>
  );
}

function useShape(rows: readonly DocumentInfo[], look: ItemLook, width: number): LineShape {
  return useMemo(() => {
    const firstFile = rows.findIndex((row) => !isDirectory(row));
    const folderCount = firstFile < 0 ? rows.length : firstFile;
    const isList = look === 'list';
    const fileColumns = isList ? 1 : gridColumns(width - 2 * GRID_PADDING, look === 'photo');
    const folderColumns = look === 'photo' ? 2 : fileColumns;
    return { folderCount, count: rows.length, folderColumns, fileColumns };
  }, [rows, look, width]);
}

function useHeights({ folderCount, folderColumns, fileColumns }: LineShape, look: ItemLook, width: number) {
  const fontScale = useScreenSettings((settings) => settings.fontScale);
  const folderLines = Math.ceil(folderCount / folderColumns);
  return useCallback(
    (line: number) => {
      const measures = { look, width, fontScale };
      return line < folderLines ? folderLineHeight(measures) : fileLineHeight(measures, fileColumns);
    },
    [look, width, fontScale, folderLines, fileColumns],
  );
}

/** The cell that Tab leads to, and the keys that move it. */
function useDocumentFocus(shape: LineShape, scroller: RefObject<HTMLDivElement | null>) {
  const [wanted, setCurrent] = useState(0);
  const current = Math.min(wanted, Math.max(0, shape.count - 1));
  const [shownLine, setShownLine] = useState<number | null>(null);
  const moved = useRef(false);
  const focusCell = useCallback(
    (index: number) => {
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
    },
    [scroller],
  );
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    focusCell(current);
  });
  // Another directory: what had the focus is gone, and the picker as a whole has it.
  useEffect(() => {
    const isFree = () => document.activeElement?.matches('body, .document-picker') === true;
    if (!isFree()) return;
    // The first lines are drawn when the height of their place was measured; somebody may have gone elsewhere by then.
    const frame = requestAnimationFrame(() => {
      if (isFree()) focusCell(0);
    });
    return () => cancelAnimationFrame(frame);
  }, [focusCell]);
  const move = (event: KeyboardEvent): boolean => {
    const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl';
    const target = indexAfterKey(shape, current, isMirrored ? mirrored(event.key) : event.key);
    if (target === null) return false;
    moved.current = true;
    setCurrent(target);
    setShownLine(lineOf(shape, target));
    return true;
  };
  return { current, setCurrent, shownLine, move };
}

function mirrored(key: string): string {
  if (key === 'ArrowLeft') return 'ArrowRight';
  return key === 'ArrowRight' ? 'ArrowLeft' : key;
}
