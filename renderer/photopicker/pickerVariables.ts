// The measures of a skin, as its style sheets read them.
import type { CSSProperties } from 'react';
import type { Display } from '../ui/display.ts';
import { accentStyle } from './accentColor.ts';
import { columnsAt, type PickerStyle, sheetWidth } from './pickerStyle.ts';

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
    '--album-grid-columns': columnsAt(albums.columns, display.width),
    '--album-grid-gap': px(albums.gap),
    '--album-grid-inline': px(albums.paddingInline),
    '--album-grid-end': px(albums.paddingEnd),
    '--album-grid-top': px(albums.paddingTop),
    '--album-radius': px(albums.radius),
    '--album-name-lines': albums.nameLines,
  };
}

function px(length: number): string {
  return `${length}px`;
}
