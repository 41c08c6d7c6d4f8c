// Mirrors MediaStore.ThumbnailConstants.
import { Throwable } from '../../../contract/android/errors.ts';
import type { ThumbnailSize } from '../../content/contentProvider.ts';

/** Pixels of a legacy thumbnail kind: 1 MINI, 2 FULL_SCREEN, 3 MICRO. */
export function getKindSize(kind: number): ThumbnailSize {
  if (kind === 1) return { width: 512, height: 384 };
  if (kind === 2) return { width: 1024, height: 786 };
  if (kind === 3) return { width: 96, height: 96 };
  throw new Throwable('IllegalArgumentException', `Unsupported kind: ${kind}`);
}

/** Sides of the pictures kept on disk, pixels; anything asked for is rounded up to one of them. */
export const THUMBNAIL_BUCKETS = [96, 192, 256, 512, 1024, 2048, 4096] as const;

/** Sides of the squares kept beside them, pixels: a grid shows many, and every pixel of each is held in memory. */
const SQUARE_BUCKETS = [144, 192, 288, 384, 512] as const;

/** The longer side of the largest thumbnail that an app gets, pixels. */
const APP_LARGEST = 1024;

/** Side of the box a picture is fitted into for a wanted size, or of the square it fills. */
export function thumbnailBucket(size: ThumbnailSize): number {
  const longest = Math.max(size.width, size.height);
  const square = size.isSquare ? SQUARE_BUCKETS.find((bucket) => bucket >= longest) : undefined;
  return square ?? THUMBNAIL_BUCKETS.find((bucket) => bucket >= longest) ?? 4096;
}

/**
 * The size an app is given for the one it wants. The photo picker gets larger ones for its preview, where Android's
 * decodes the file itself: a browser would take gigabytes for a large one.
 */
export function appThumbnailSize({ width, height }: ThumbnailSize): ThumbnailSize {
  return { width: Math.min(width, APP_LARGEST), height: Math.min(height, APP_LARGEST) };
}
