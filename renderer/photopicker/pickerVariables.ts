// The measures of a skin, as its style sheets read them.
import type { CSSProperties } from 'react';
import type { Display } from '../ui/display.ts';
import { accentStyle } from './accentColor.ts';
import { columnsAt, type GridStyle, type PickerStyle, sheetWidth } from './pickerStyle.ts';

type Variables = CSSProperties & Readonly<Record<`--${string}`, string | number>>;

/** Custom properties for everything below the picker: lengths, columns, and the app's own colour if it asked for one. */
export function pickerVariables(style: PickerStyle, display: Display, accentColor: string | null): Variables {
  const { sheet, tabs, bar, albums } = style;
  return {
    ...accentStyle(accentColor),
    '--picker-peek-top': `${Math.round((1 - sheet.peek) * 100)}%`,
    '--picker-sheet-width': px(sheetWidth(style, display)),
    '--picker-tab-width': px(tabs.width),
    '--picker-tab-height': px(tabs.height),
    '--picker-tab-radius': px(tabs.radius),
    '--picker-tab-gap': px(tabs.gap),
    '--picker-bar-height': px(bar.height),
    ...gridVariables('photo', style.grid, display),
    ...gridVariables('album', albums, display),
    '--album-grid-top': px(albums.paddingTop),
    '--album-radius': px(albums.radius),
    '--album-name-lines': albums.nameLines,
  };
}

function gridVariables(name: 'photo' | 'album', grid: GridStyle, { width }: Display): Variables {
  return {
    [`--${name}-grid-columns`]: columnsAt(grid.columns, width),
    [`--${name}-grid-gap`]: px(grid.gap),
    [`--${name}-grid-inline`]: px(grid.paddingInline),
    [`--${name}-grid-end`]: px(grid.paddingEnd),
  };
}

function px(length: number): string {
  return `${length}px`;
}
