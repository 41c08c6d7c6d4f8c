// Mirrors ExifInterface.getJpegAttributes: a walk along the segments up to the first scan.
import type { Bytes } from './fileBytes.ts';
import { bufferBytes } from './fileBytes.ts';
import { type ImageParts, setExifSize } from './imageParts.ts';
import { readTiff } from './tiffDirectory.ts';

const EXIF_IDENTIFIER = Buffer.from('Exif\0\0', 'latin1');
const XMP_IDENTIFIER = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');

function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function readApp1(segment: Buffer, segmentOffset: number, parts: ImageParts): void {
  if (segment.subarray(0, EXIF_IDENTIFIER.length).equals(EXIF_IDENTIFIER)) {
    // The window the segment lies in is not moved while it is read: no copy is needed.
    const tiff = readTiff(bufferBytes(segment.subarray(EXIF_IDENTIFIER.length)));
    Object.assign(parts.exif, tiff.exif);
    parts.xmp ??= tiff.xmp;
    if (tiff.thumbnail !== null) {
      const start = segmentOffset + EXIF_IDENTIFIER.length;
      parts.thumbnail = { offset: start + tiff.thumbnail.offset, length: tiff.thumbnail.length };
    }
  } else if (parts.xmp === null && segment.subarray(0, XMP_IDENTIFIER.length).equals(XMP_IDENTIFIER)) {
    parts.xmp = Buffer.from(segment.subarray(XMP_IDENTIFIER.length));
  }
}

/** Fills in what the segments say; stops at the first thing that is not a JPEG's, keeping what came before. */
export function readJpeg(bytes: Bytes, parts: ImageParts): void {
  let at = 2;
  let strict = true;
  while (at + 4 <= bytes.length) {
    const head = bytes.at(at, 4);
    if (head[0] !== 0xff) throw new Error(`there is no marker at byte ${at}`);
    const marker = head[1] ?? 0;
    if (marker === 0xff) {
      // ExifInterface gives up at a fill byte, a decoder does not: only the bounds are still of interest.
      strict = false;
      at += 1;
      continue;
    }
    if (marker === 0xd9 || marker === 0xda) return;
    const length = head.readUInt16BE(2);
    if (length < 2) throw new Error(`the segment at byte ${at} is shorter than its own head`);
    if (isStartOfFrame(marker) && length >= 7) {
      const frame = bytes.at(at + 5, 4);
      parts.bounds = [frame.readUInt16BE(2), frame.readUInt16BE(0)];
      if (strict) setExifSize(parts);
    }
    if (marker === 0xe1 && strict) readApp1(bytes.at(at + 4, length - 2), at + 4, parts);
    at += 2 + length;
  }
}
