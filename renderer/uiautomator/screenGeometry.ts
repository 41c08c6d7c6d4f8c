// From the page's pixels, which the frame scales, to those the device says its screen has, and back.
import type { DisplayMetrics } from '../../contract/android/displayMetrics.ts';
import type { UiPoint } from '../../contract/rpc/uiAutomation.ts';
import type { Rect } from './accessibilityNodeInfo.ts';

/** Where the screen lies in the page, CSS px. */
type Place = Rect;

export class ScreenGeometry {
  readonly #place: Place;
  readonly #across: number;
  readonly #down: number;
  /** The whole screen, pixels. */
  readonly screen: Rect;
  /** Surface.ROTATION_0 or ROTATION_90: a screen that is wider than high was turned. */
  readonly rotation: 0 | 1;

  /** @param metrics of the screen as it is held */
  constructor(place: Place, { widthPixels, heightPixels }: DisplayMetrics) {
    this.#place = place;
    this.#across = widthPixels / (place.right - place.left);
    this.#down = heightPixels / (place.bottom - place.top);
    this.screen = { left: 0, top: 0, right: widthPixels, bottom: heightPixels };
    this.rotation = widthPixels > heightPixels ? 1 : 0;
  }

  toPixels({ left, top, right, bottom }: Rect): Rect {
    const place = this.#place;
    return {
      left: Math.round((left - place.left) * this.#across),
      top: Math.round((top - place.top) * this.#down),
      right: Math.round((right - place.left) * this.#across),
      bottom: Math.round((bottom - place.top) * this.#down),
    };
  }

  /** CSS px in the page's window. */
  toPage({ x, y }: UiPoint): UiPoint {
    return { x: this.#place.left + x / this.#across, y: this.#place.top + y / this.#down };
  }

  contains({ x, y }: UiPoint): boolean {
    return x >= 0 && y >= 0 && x < this.screen.right && y < this.screen.bottom;
  }
}

export function intersection(a: Rect, b: Rect): Rect {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

export function isEmpty({ left, top, right, bottom }: Rect): boolean {
  return right - left < 1 || bottom - top < 1;
}

/** Of a node, where UiAutomator clicks. */
export function centerOf({ left, top, right, bottom }: Rect): UiPoint {
  return { x: Math.floor((left + right) / 2), y: Math.floor((top + bottom) / 2) };
}
