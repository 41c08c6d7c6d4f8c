// Windows bitmaps: their size, and the pixels of the uncompressed kinds, which libvips does not read.
import type { Bytes } from './fileBytes.ts';
import type { ImageParts } from './imageParts.ts';

const OLD_HEADER = 12;
const BI_RGB = 0;
const BI_BITFIELDS = 3;
const MAX_PIXELS = 100e6;

export type Pixels = Readonly<{ width: number; height: number; data: Uint8Array }>;

type Header = Readonly<{
  width: number;
  height: number;
  topDown: boolean;
  bits: number;
  compression: number;
  palette: number;
}>;

function headerOf(bytes: Bytes): Header {
  const size = bytes.at(14, 4).readUInt32LE(0);
  if (size === OLD_HEADER) {
    const old = bytes.at(18, 8);
    const [width, height, bits] = [old.readUInt16LE(0), old.readUInt16LE(2), old.readUInt16LE(6)];
    return { width, height, topDown: false, bits, compression: BI_RGB, palette: 14 + size };
  }
  const info = bytes.at(18, 16);
  const [width, height] = [Math.abs(info.readInt32LE(0)), info.readInt32LE(4)];
  const [bits, compression] = [info.readUInt16LE(10), info.readUInt32LE(12)];
  return { width, height: Math.abs(height), topDown: height < 0, bits, compression, palette: 14 + size };
}

export function readBmp(bytes: Bytes, parts: ImageParts): void {
  const { width, height } = headerOf(bytes);
  parts.bounds = [width, height];
}

/**
 * The pixels of a bitmap of 8, 24 or 32 bits as RGB, three bytes each, upright.
 * @throws {Error} for the other kinds, and when the file ends too early
 */
export function bmpPixels(file: Buffer): Pixels {
  const header = headerOf({ length: file.length, at: (offset, length) => slice(file, offset, length) });
  const { width, height, topDown, bits, compression, palette } = header;
  const plain = compression === BI_RGB || (compression === BI_BITFIELDS && bits === 32);
  if (!plain || ![8, 24, 32].includes(bits)) throw new Error('this kind of bitmap is not read');
  if (width * height > MAX_PIXELS) throw new Error('it has too many pixels');
  const stride = Math.ceil((width * bits) / 32) * 4;
  const rows = slice(file, slice(file, 10, 4).readUInt32LE(0), stride * height);
  const data = new Uint8Array(width * height * 3);
  const step = bits / 8;
  for (let y = 0; y < height; y++) {
    const row = (topDown ? y : height - 1 - y) * stride;
    for (let x = 0; x < width; x++) {
      const at = row + x * step;
      const [from, source] = bits === 8 ? [palette + (rows[at] ?? 0) * 4, file] : [at, rows];
      for (let channel = 0; channel < 3; channel++)
        data[(y * width + x) * 3 + channel] = source[from + 2 - channel] ?? 0;
    }
  }
  return { width, height, data };
}

function slice(file: Buffer, offset: number, length: number): Buffer {
  if (offset + length > file.length) throw new Error('the file ends too early');
  return file.subarray(offset, offset + length);
}
