// What the reader of one image format finds; shared by all of them.
import type { WritableExif } from './tiffDirectory.ts';

/** Filled in bit by bit, so that a file broken half-way still gives what came before. */
export type ImageParts = {
  /** By the first bytes; null for what needs no decoder of its own. */
  format: 'jpeg' | 'bmp' | 'heic' | 'ico' | 'raw' | null;
  exif: WritableExif;
  /** Pixels as a decoder would announce them. */
  bounds: [number, number] | null;
  animation: 'gif' | 'webp' | null;
  /** The raw XMP packet. */
  xmp: Buffer | null;
  /** Place of the embedded JPEG thumbnail in the file. */
  thumbnail: { offset: number; length: number } | null;
};

export function noParts(): ImageParts {
  return { format: null, exif: {}, bounds: null, animation: null, xmp: null, thumbnail: null };
}

/** The container's own size takes the place of what its EXIF block says. */
export function setExifSize({ exif, bounds }: ImageParts): void {
  exif.ImageWidth = String(bounds?.[0] ?? 0);
  exif.ImageLength = String(bounds?.[1] ?? 0);
}
