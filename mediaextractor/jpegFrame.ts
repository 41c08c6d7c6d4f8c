// The frame header of a JPEG inside of another file.
import type { Bytes } from './fileBytes.ts';

/** Segments looked at before giving up. */
const MAX_SEGMENTS = 200;

/** Pixels, and whether every decoder takes it: raw data comes as JPEG without loss, which none does. */
export type JpegFrame = Readonly<{ width: number; height: number; decodable: boolean }>;

/** What the JPEG at an offset says of itself; null when there is none. */
export function jpegFrame(bytes: Bytes, offset: number): JpegFrame | null {
  let at = offset;
  if (at + 4 > bytes.length || bytes.at(at, 2).readUInt16BE(0) !== 0xffd8) return null;
  at += 2;
  for (let i = 0; i < MAX_SEGMENTS && at + 9 <= bytes.length; i++) {
    const head = bytes.at(at, 9);
    const marker = head[1] ?? 0;
    if (head[0] !== 0xff || marker === 0xd9 || marker === 0xda) return null;
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { width: head.readUInt16BE(7), height: head.readUInt16BE(5), decodable: marker <= 0xc2 };
    at += marker === 0xff ? 1 : 2 + Math.max(2, head.readUInt16BE(2));
  }
  return null;
}
