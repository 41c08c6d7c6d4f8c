// Mirrors ImageLoader's loadImagePreview: which picture of an item the preview asks the device for.
import { SPECIAL_FORMAT } from '../item.ts';
import type { Extent } from './zoom.ts';

/** As the grid asks for them: these are made already. */
export const WARM_SIZE = 320;
/** What the device makes for a screen, and for who looks closer; longer sides, pixels. */
export const LARGE_SIZES = [1024, 2048, 4096] as const;
/** Larger pictures are not decoded by the page, pixels: it would take four bytes for each. */
const MAX_OWN_PIXELS = 16e6;
/** Nor are longer files, bytes. */
const MAX_OWN_BYTES = 32 * 2 ** 20;
/** Formats of pictures that can be seen through: the device's own JPEG cannot. */
const TRANSPARENT = new Set(['image/png', 'image/webp', 'image/gif', 'image/avif']);
const ANIMATED: readonly number[] = [SPECIAL_FORMAT.GIF, SPECIAL_FORMAT.ANIMATED_WEBP];

type Pictured = Readonly<{ mimeType: string; specialFormat: number; width: number; height: number }>;

/** Whether it moves by itself. */
export function isAnimated({ specialFormat }: Pick<Pictured, 'specialFormat'>): boolean {
  return ANIMATED.includes(specialFormat);
}

/** Whether the page may show the item's own bytes: they move or are seen through, and are few enough. */
export function mayShowOwnBytes(item: Pictured, bytes: number): boolean {
  if (!isAnimated(item) && !TRANSPARENT.has(item.mimeType.toLowerCase())) return false;
  const pixels = item.width * item.height;
  return pixels > 0 && pixels <= MAX_OWN_PIXELS && bytes >= 0 && bytes <= MAX_OWN_BYTES;
}

/** The size to ask for so that the screen has a pixel for each of its own; longer side, pixels. */
export function renditionSize(fitted: Extent, scale: number, pixelRatio: number): number {
  const wanted = Math.max(fitted.width, fitted.height) * scale * pixelRatio;
  // A little blur is not worth another picture.
  return LARGE_SIZES.find((size) => size * 1.25 >= wanted) ?? LARGE_SIZES[LARGE_SIZES.length - 1] ?? 0;
}
