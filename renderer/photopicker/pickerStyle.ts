// Mirrors the photo picker's generations: what a skin looks like and how it behaves, as data. A new skin is a row of STYLES.
import { ACTION_USER_SELECT_IMAGES_FOR_APP } from '../../contract/android/intent.ts';
import type { Skin } from '../../contract/rpc/deviceApi.ts';
import type { Display } from '../ui/display.ts';

/** Lengths in here are dp. */
export type PickerStyle = Readonly<{
  /** The XML picker, or the Compose one: which components draw it. */
  ui: 'classic' | 'modern';
  /** Whether items granted before are shown selected and can be taken back. */
  managed: boolean;
  /** Those of the wallpaper since API 31, one set of blue before; the Compose picker only knows the first. */
  colors: 'dynamic' | 'static';
  sheet: SheetStyle;
  /** Close, tabs and menu in a row; or profile, routes and menu. */
  head: 'toolbar' | 'navigationBar';
  tabs: Readonly<{ width: number; height: number; radius: number; gap: number }>;
  /** What stands between the photos. */
  headers: 'day' | 'month';
  grid: GridStyle;
  albums: GridStyle & Readonly<{ radius: number; paddingInline: number; paddingTop: number; nameLines: number }>;
  /** Where the check stands: XML mirrors it right to left, Compose aligns it absolutely. */
  checkSide: 'start' | 'left';
  /** Animated WebP is a GIF to the XML picker and a motion photo to the Compose one. */
  animatedWebpBadge: 'gif' | 'motionPhoto';
  /** What the button says: "Add (n)"; or "Allow (n)" where an app is to see them; or "Done". */
  confirm: 'add' | 'addOrAllow' | 'done';
  /** Across the sheet's foot, or floating above it. */
  bar: Readonly<{ kind: 'docked' | 'floating'; height: number }>;
  /** Whether the bar stays with nothing selected, where that takes all access back. */
  barAtZero: boolean;
  /** Whose photos the app will see: a line above the tabs, or a card among the photos that can be dismissed. */
  privacy: 'line' | 'banner';
}>;

export type SheetStyle = Readonly<{
  /** Share of the display's height that a sheet takes while it is not pulled up. */
  peek: number;
  /** Whether it opens that way: always, or only to choose one item on an upright screen. */
  peeks: 'always' | 'oneItemUpright';
  /** M3 sheets do not get wider; null for the whole display. */
  maxWidth: number | null;
}>;

export type GridStyle = Readonly<{
  columns: Columns;
  gap: number;
  /** Room below the last line, so that the bar never covers it; the navigation bar comes on top. */
  paddingEnd: number;
}>;

/** As many as fit, but never fewer than `min`; or one number for phones and one for wider windows. */
export type Columns = Readonly<{ min: number; cellWidth: number }> | Readonly<{ compact: number; expanded: number }>;

/** WindowWidthSizeClass.Medium begins here; the Compose picker calls that and more expanded. */
const MEDIUM_WIDTH = 600;
/** BottomSheetDefaults.SheetMaxWidth */
const MODAL_SHEET_WIDTH = 640;

const CLASSIC: PickerStyle = {
  ui: 'classic',
  managed: false,
  colors: 'dynamic',
  sheet: { peek: 0.6, peeks: 'oneItemUpright', maxWidth: null },
  head: 'toolbar',
  tabs: { width: 96, height: 36, radius: 12, gap: 8 },
  headers: 'day',
  grid: { columns: { min: 3, cellWidth: 118 }, gap: 3, paddingEnd: 92 },
  albums: {
    ...{ columns: { min: 2, cellWidth: 156 }, gap: 16, paddingInline: 16, paddingEnd: 92 },
    ...{ radius: 8, paddingTop: 28, nameLines: 2 },
  },
  checkSide: 'start',
  animatedWebpBadge: 'gif',
  confirm: 'addOrAllow',
  bar: { kind: 'docked', height: 72 },
  barAtZero: false,
  privacy: 'line',
};

const MODERN: PickerStyle = {
  ui: 'modern',
  managed: true,
  colors: 'dynamic',
  sheet: { peek: 0.75, peeks: 'always', maxWidth: MODAL_SHEET_WIDTH },
  head: 'navigationBar',
  tabs: { width: 0, height: 40, radius: 12, gap: 8 },
  headers: 'month',
  grid: { columns: { compact: 3, expanded: 4 }, gap: 1, paddingEnd: 150 },
  albums: {
    ...{ columns: { compact: 2, expanded: 3 }, gap: 16, paddingInline: 16, paddingEnd: 150 },
    ...{ radius: 16, paddingTop: 16, nameLines: 1 },
  },
  checkSide: 'left',
  animatedWebpBadge: 'motionPhoto',
  confirm: 'done',
  bar: { kind: 'floating', height: 56 },
  barAtZero: true,
  privacy: 'banner',
};

const STYLES: Readonly<Record<Skin, PickerStyle>> = {
  'T-legacy': { ...CLASSIC, confirm: 'add' },
  'U-legacy': CLASSIC,
  'U-managed': { ...CLASSIC, managed: true, barAtZero: true },
  Modern: MODERN,
};

/** What the XML picker has from resources that values-v31 replaces. */
function beforeS(style: PickerStyle): PickerStyle {
  if (style.ui !== 'classic') return style;
  const tabs = { ...style.tabs, width: 80, height: 32, radius: 16 };
  return { ...style, colors: 'static', tabs, bar: { ...style.bar, height: 56 } };
}

/** The picker of a skin on a device of an API level. */
export function pickerStyle(skin: Skin, sdk: number): PickerStyle {
  return sdk < 31 ? beforeS(STYLES[skin]) : STYLES[skin];
}

/** Cells to a line in a window of this width. */
export function columnsAt(columns: Columns, windowWidth: number): number {
  if ('compact' in columns) return windowWidth < MEDIUM_WIDTH ? columns.compact : columns.expanded;
  return Math.max(columns.min, Math.round(windowWidth / columns.cellWidth));
}

/** How wide the sheet is, and so what is in it. */
export function sheetWidth({ sheet }: PickerStyle, { width }: Display): number {
  return Math.min(width, sheet.maxWidth ?? width);
}

/** Whether the sheet opens half and can be pushed back there; else it is open, or gone. */
export function canCollapse({ sheet }: PickerStyle, maxItems: number, display: Display): boolean {
  return sheet.peeks === 'always' || (maxItems === 1 && display.height >= display.width);
}

/** What the picker was opened for: to select what an app may see, or to hand it items. */
export type PickerPurpose = 'userSelect' | 'pick';

/** The purpose of an intent action. */
export function pickerPurpose(action: string): PickerPurpose {
  return action === ACTION_USER_SELECT_IMAGES_FOR_APP ? 'userSelect' : 'pick';
}
