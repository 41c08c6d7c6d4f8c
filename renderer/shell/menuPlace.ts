// Where a menu about an icon opens: above it, or below where there is no room above.

/** Of the menu in the launcher, dp. */
export type MenuPlace = Readonly<{ left: number; top: number } | { left: number; bottom: number }>;

/** The widest a menu gets, dp. */
const MENU_WIDTH = 176;
const MENU_HEIGHT = 72;
const EDGE = 8;

/** Measures both in the page, where the device may be drawn smaller than it is. */
export function menuPlace(launcher: HTMLElement, icon: HTMLElement): MenuPlace {
  const all = launcher.getBoundingClientRect();
  const one = icon.getBoundingClientRect();
  const scale = all.width / launcher.offsetWidth || 1;
  const left = Math.max(EDGE, Math.min((one.left - all.left) / scale, launcher.offsetWidth - MENU_WIDTH - EDGE));
  const above = (one.top - all.top) / scale;
  return above < MENU_HEIGHT + EDGE
    ? { left, top: (one.bottom - all.top) / scale }
    : { left, bottom: (all.bottom - one.top) / scale };
}
