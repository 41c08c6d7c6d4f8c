// How a window is shared by the device and the tester's panel. Pure arithmetic; CSS px unless it says dp.
import type { Display } from '../ui/deviceProfiles.ts';

type Size = Readonly<{ width: number; height: number }>;

/** The edge of the device around its screen, dp. */
export const BEZEL = 12;

/** Room above and below the device, and at its sides. */
const MARGIN = 10;
const GUTTER = 20;

/** What is left of a panel that is collapsed. */
export const RAIL = 56;

const PANEL_MIN = 340;
const DEVICE_MIN = 240;
const DRAWER_MAX = 440;

/** In a window that is narrower, the panel lies over the device while it is open. */
const NARROW = 720;

export type WindowLayout = Readonly<{
  mode: 'beside' | 'over';
  /** Of the open panel. */
  panelWidth: number;
  /** CSS px per dp; at most 1. */
  scale: number;
}>;

export type PanelChoice = Readonly<{
  isOpen: boolean;
  /** As wide as somebody pulled it; null for what the device leaves. */
  width: number | null;
}>;

/** The device with its edge, dp. */
export function frameSize({ width, height }: Display): Size {
  return { width: width + 2 * BEZEL, height: height + 2 * BEZEL };
}

export function isNarrow(window: Size): boolean {
  return window.width < NARROW;
}

/** The least and the most a panel beside the device can be pulled to. */
export function panelBounds(window: Size): Readonly<{ min: number; max: number }> {
  return { min: PANEL_MIN, max: Math.max(PANEL_MIN, window.width - DEVICE_MIN) };
}

/**
 * The device gets the height it can use, the panel the width that is left, and at least what it needs.
 * @param window what the two of them have
 */
export function windowLayout(window: Size, display: Display, panel: PanelChoice): WindowLayout {
  const frame = frameSize(display);
  const byHeight = Math.min(1, (window.height - 2 * MARGIN) / frame.height);
  const narrow = isNarrow(window);
  const { min, max } = panelBounds(window);
  const left = window.width - frame.width * byHeight - 2 * GUTTER;
  const wide = Math.min(max, Math.max(min, panel.width ?? left));
  const panelWidth = narrow ? Math.min(DRAWER_MAX, window.width - RAIL) : Math.floor(wide);
  const beside = narrow || !panel.isOpen ? RAIL : panelWidth;
  const byWidth = (window.width - beside - 2 * GUTTER) / frame.width;
  return { mode: narrow ? 'over' : 'beside', panelWidth, scale: Math.max(0.1, Math.min(byHeight, byWidth)) };
}
