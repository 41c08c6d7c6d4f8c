// The arithmetic of looking closer: what is seen of a picture that fits the screen at scale 1.

/** A length in each direction, dp. */
export type Extent = Readonly<{ width: number; height: number }>;

/** A place, or a way, dp; the middle of the screen is (0, 0), right and down are positive, whatever the language. */
export type Point = Readonly<{ x: number; y: number }>;

/** How a picture is shown: this much larger than it fits, its middle at (x, y). */
export type Zoom = Point & Readonly<{ scale: number }>;

/** What bounds a zoom. */
export type Frame = Readonly<{
  screen: Extent;
  /** The picture as it fits the screen. */
  fitted: Extent;
  maxScale: number;
}>;

/** The whole picture. */
export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };

/** Of + and −. */
export const KEY_STEP = 1.5;
/** How close a double tap leads. */
const DOUBLE_TAP_SCALE = 2.5;
const LEAST_MAX_SCALE = 4;
const MOST_MAX_SCALE = 16;
/** Screen pixels that one of the picture's may cover at last. */
const PIXELS_PER_PIXEL = 2;

/** The largest size of the picture's shape within the screen; nothing for a picture without a size. */
export function fittedInto(picture: Extent, screen: Extent): Extent {
  if (picture.width <= 0 || picture.height <= 0) return { width: 0, height: 0 };
  const scale = Math.min(screen.width / picture.width, screen.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** How far one may go: until the picture's own pixels are seen twice as large, and always some way. */
export function maxScaleOf(longestPixels: number, fitted: Extent): number {
  const longest = Math.max(fitted.width, fitted.height);
  if (longest === 0) return 1;
  const full = (longestPixels / longest) * PIXELS_PER_PIXEL;
  return Math.min(MOST_MAX_SCALE, Math.max(LEAST_MAX_SCALE, full));
}

/** The nearest zoom that leaves no gap beside a picture which could fill it. */
export function bounded({ scale, x, y }: Zoom, { screen, fitted, maxScale }: Frame): Zoom {
  const allowed = Math.min(Math.max(scale, 1), maxScale);
  return {
    scale: allowed,
    x: within(x, (fitted.width * allowed - screen.width) / 2),
    y: within(y, (fitted.height * allowed - screen.height) / 2),
  };
}

/** `factor` times as close; what is at `point` stays there, as far as the bounds let it. */
export function zoomedAt(zoom: Zoom, factor: number, point: Point, frame: Frame): Zoom {
  const scale = Math.min(Math.max(zoom.scale * factor, 1), frame.maxScale);
  const grown = scale / zoom.scale;
  return bounded({ scale, x: point.x - (point.x - zoom.x) * grown, y: point.y - (point.y - zoom.y) * grown }, frame);
}

/** Moved by a way. */
export function panned(zoom: Zoom, by: Point, frame: Frame): Zoom {
  return bounded({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, frame);
}

/** Two fingers, before and now: what was between them stays between them. */
export function pinched(zoom: Zoom, before: readonly [Point, Point], now: readonly [Point, Point], frame: Frame): Zoom {
  const was = distance(before);
  const factor = was === 0 ? 1 : distance(now) / was;
  const [from, to] = [middle(before), middle(now)];
  return panned(zoomedAt(zoom, factor, from, frame), { x: to.x - from.x, y: to.y - from.y }, frame);
}

/** Closer at the tapped place, or the whole again. */
export function doubleTapped(zoom: Zoom, point: Point, frame: Frame): Zoom {
  return isZoomed(zoom) ? WHOLE : zoomedAt(zoom, DOUBLE_TAP_SCALE, point, frame);
}

/** Whether less than the whole is seen: a drag moves the picture then, and does not turn the page. */
export function isZoomed({ scale }: Zoom): boolean {
  return scale > 1.001;
}

function within(value: number, most: number): number {
  // Adding zero makes no -0 of nothing.
  return most <= 0 ? 0 : Math.min(Math.max(value, -most), most) + 0;
}

function distance([a, b]: readonly [Point, Point]): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

function middle([a, b]: readonly [Point, Point]): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
