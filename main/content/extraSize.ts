// Mirrors ContentResolver.EXTRA_SIZE: the size of a thumbnail in the options of openTypedAssetFile.
import type { Bundle } from '../../contract/android/cursor.ts';
import { EXTRA_SIZE } from '../../contract/android/files.ts';
import type { ThumbnailSize } from './contentProvider.ts';

/** Longest side a thumbnail is made with, pixels. */
const MAX_SIDE = 4_096;

/** The size asked for, as {width, height}, {x, y} or [x, y]; null when none is. What is no size is Android's usual one. */
export function thumbnailSizeOf(opts: Bundle | null): ThumbnailSize | null {
  const size = opts?.[EXTRA_SIZE];
  if (size === undefined || size === null) return null;
  const { width, height, x, y, 0: first, 1: second } = Object(size) as Readonly<Record<string, unknown>>;
  return { width: side(width ?? x ?? first), height: side(height ?? y ?? second) };
}

function side(asked: unknown): number {
  const value = Math.round(Number(asked));
  return value >= 1 ? Math.min(value, MAX_SIDE) : 512;
}
