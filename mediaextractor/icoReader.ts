// Mirrors SkIcoCodec: an icon is as large as the largest picture in it.
import type { Bytes } from './fileBytes.ts';
import type { ImageParts } from './imageParts.ts';

const HEAD = 6;
const ENTRY = 16;
/** Skia reads no more of them. */
const MAX_PICTURES = 1024;

/** A picture of an icon: a whole PNG, or a bitmap without its file head whose height counts the mask as well. */
export type IconPicture = Readonly<{ width: number; height: number; offset: number; length: number }>;

/** The largest picture. @throws {Error} when there is none */
export function largestIcon(bytes: Bytes): IconPicture {
  const count = Math.min(bytes.at(4, 2).readUInt16LE(0), MAX_PICTURES);
  const table = bytes.at(HEAD, count * ENTRY);
  const pictures = Array.from({ length: count }, (_, i): IconPicture => {
    const entry = table.subarray(i * ENTRY, (i + 1) * ENTRY);
    const [length, offset] = [entry.readUInt32LE(8), entry.readUInt32LE(12)];
    // One byte for a side: 256 is written as 0.
    return { width: entry[0] || 256, height: entry[1] || 256, offset, length };
  });
  const [largest] = pictures
    .filter(({ offset, length }) => length > 0 && offset + length <= bytes.length)
    .sort((a, b) => b.width * b.height - a.width * a.height);
  if (largest === undefined) throw new Error('there is no picture in the icon');
  return largest;
}

export function readIco(bytes: Bytes, parts: ImageParts): void {
  const { width, height } = largestIcon(bytes);
  parts.bounds = [width, height];
}
