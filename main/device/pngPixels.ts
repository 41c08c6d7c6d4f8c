// The pixels of a picture that the page drew: PNG as canvases write it.
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { failure } from './volumePath.ts';

const unpack = promisify(inflate);

export type Pixels = Readonly<{
  width: number;
  height: number;
  /** RGBA_8888, line by line. */
  rgba: Uint8Array;
}>;

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** By colour type: RGB and RGBA. */
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

/** Most pixels of a screen. */
const MAX_PIXELS = 32_000_000;

/** @throws {Error} for anything but eight bits for each of red, green, blue and perhaps alpha, not interlaced */
export async function pngPixels(png: Uint8Array): Promise<Pixels> {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(SIGNATURE)) throw unreadable();
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = CHANNELS[bytes[25] ?? 0];
  if (channels === undefined || bytes[24] !== 8 || bytes[28] !== 0 || width * height > MAX_PIXELS) throw unreadable();
  const line = width * channels + 1;
  const packed = Buffer.concat([...dataChunks(bytes)]);
  const lines = await unpack(packed, { maxOutputLength: line * height }).catch(() => null);
  if (lines === null || lines.length !== line * height) throw unreadable();
  for (let row = 0; row < height; row++) unfilter(lines, row * line, { line, channels });
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let row = 0, to = 0; row < height; row++)
    for (let from = row * line + 1; from < (row + 1) * line; from += channels, to += 4)
      for (let channel = 0; channel < channels; channel++) rgba[to + channel] = lines[from + channel] ?? 0;
  return { width, height, rgba };
}

function* dataChunks(bytes: Buffer): Generator<Buffer> {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') yield bytes.subarray(at + 8, at + 8 + length);
    at += 12 + length;
  }
}

/** Undoes a line's filter, in place: what is left of it and above it has its values already. */
function unfilter(
  lines: Buffer,
  start: number,
  { line, channels }: Readonly<{ line: number; channels: number }>,
): void {
  const filter = lines[start] ?? 0;
  if (filter === 0) return;
  if (filter > 4) throw unreadable();
  const isFirst = start === 0;
  for (let at = start + 1; at < start + line; at++) {
    const hasLeft = at - start > channels;
    const left = hasLeft ? (lines[at - channels] ?? 0) : 0;
    const up = isFirst ? 0 : (lines[at - line] ?? 0);
    const corner = hasLeft && !isFirst ? (lines[at - line - channels] ?? 0) : 0;
    const guess =
      filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : paeth({ left, up, corner });
    lines[at] = ((lines[at] ?? 0) + guess) & 0xff;
  }
}

function paeth({ left, up, corner }: Readonly<{ left: number; up: number; corner: number }>): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function unreadable(): Error {
  return failure('EINVAL', 'What the page drew is no PNG that can be read.');
}
