// Windows bitmaps: their size, and the pixels of the uncompressed kinds, which libvips does not read.
import type { Bytes } from './fileBytes.ts';
import type { ImageParts } from './imageParts.ts';

const OLD_HEADER = 12;
const BI_RGB = 0;
const BI_BITFIELDS = 3;
/** Where the masks are, behind a head of 40 bytes or inside of a longer one. */
const MASKS = 54;
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

/** The colour of one pixel as its bytes in the file say: red, green and blue in 24 bits. */
type ColorOf = (row: Buffer, x: number) => number;

/** Colours of one to eight bits are numbers in a table of blue, green and red; older heads have no fourth byte. */
function ofPalette(file: Buffer, { bits, palette }: Header): ColorOf {
  const size = palette === 14 + OLD_HEADER ? 3 : 4;
  const table = Array.from({ length: 2 ** bits }, (_, i) => {
    const at = palette + i * size;
    return at + 3 > file.length ? 0 : file.readUIntLE(at, 3);
  });
  const perByte = 8 / bits;
  return (row, x) => {
    const shift = 8 - bits * ((x % perByte) + 1);
    return table[((row[Math.floor(x / perByte)] ?? 0) >> shift) & (2 ** bits - 1)] ?? 0;
  };
}

/** A part of a pixel's number as eight bits. */
function channel(mask: number): (pixel: number) => number {
  const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
  const largest = mask >>> shift;
  return (pixel) => (largest === 0 ? 0 : Math.round((((pixel & mask) >>> shift) * 255) / largest));
}

function ofMasks(masks: readonly number[], bits: number): ColorOf {
  const [red, green, blue] = masks.map(channel);
  const step = bits / 8;
  return (row, x) => {
    const pixel = row.readUIntLE(x * step, step);
    return ((red?.(pixel) ?? 0) << 16) | ((green?.(pixel) ?? 0) << 8) | (blue?.(pixel) ?? 0);
  };
}

const RGB555 = [0x7c00, 0x3e0, 0x1f];
const RGB888 = [0xff0000, 0xff00, 0xff];

function colorsOf(file: Buffer, header: Header): ColorOf {
  const { bits, compression } = header;
  if (compression === BI_RGB && [1, 2, 4, 8].includes(bits)) return ofPalette(file, header);
  if (compression === BI_RGB && bits === 24) return (row, x) => row.readUIntLE(x * 3, 3);
  if (compression === BI_RGB && bits === 32) return (row, x) => row.readUIntLE(x * 4, 3);
  if (compression === BI_RGB && bits === 16) return ofMasks(RGB555, bits);
  if (compression !== BI_BITFIELDS || (bits !== 16 && bits !== 32)) throw new Error('this kind of bitmap is not read');
  const masks = [0, 4, 8].map((at) => slice(file, MASKS + at, 4).readUInt32LE(0));
  return ofMasks(masks.some((mask) => mask !== 0) ? masks : RGB888, bits);
}

/**
 * The pixels of a bitmap that is not compressed as RGB, three bytes each, upright.
 * @throws {Error} for the other kinds, and when the file ends too early
 */
export function bmpPixels(file: Buffer): Pixels {
  const header = headerOf({ length: file.length, at: (offset, length) => slice(file, offset, length) });
  const { width, height, topDown, bits } = header;
  if (width * height > MAX_PIXELS) throw new Error('it has too many pixels');
  const colorOf = colorsOf(file, header);
  const stride = Math.ceil((width * bits) / 32) * 4;
  const rows = slice(file, slice(file, 10, 4).readUInt32LE(0), stride * height);
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    const start = (topDown ? y : height - 1 - y) * stride;
    const row = rows.subarray(start, start + stride);
    for (let x = 0; x < width; x++) data.writeUIntBE(colorOf(row, x), (y * width + x) * 3, 3);
  }
  return { width, height, data };
}

function slice(file: Buffer, offset: number, length: number): Buffer {
  if (offset + length > file.length) throw new Error('the file ends too early');
  return file.subarray(offset, offset + length);
}
