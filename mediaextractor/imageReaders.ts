// The formats ExifInterface and BitmapFactory know by their first bytes; file names play no part.
import { readBmp } from './bmpReader.ts';
import { type Bytes, bufferBytes } from './fileBytes.ts';
import { readHeif } from './heifReader.ts';
import { readIco } from './icoReader.ts';
import { type ImageParts, setExifSize } from './imageParts.ts';
import { readJpeg } from './jpegReader.ts';
import { readJxl } from './jxlReader.ts';
import { readRaf, readRaw } from './rawReader.ts';
import { readTiff } from './tiffDirectory.ts';

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const HEIF_BRANDS = new Set(['mif1', 'msf1', 'heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'avif', 'avis']);
/** Chunks of a PNG looked at before giving up on an eXIf that comes late. */
const MAX_CHUNKS = 20_000;

function readPng(bytes: Bytes, parts: ImageParts): void {
  let at = PNG_SIGNATURE.length;
  for (let chunks = 0; at + 8 <= bytes.length && chunks < MAX_CHUNKS; chunks++) {
    const head = bytes.at(at, 8);
    const length = head.readUInt32BE(0);
    const type = head.toString('latin1', 4, 8);
    if (type === 'IHDR') {
      const header = bytes.at(at + 8, 8);
      parts.bounds = [header.readUInt32BE(0), header.readUInt32BE(4)];
    } else if (type === 'eXIf') {
      Object.assign(parts.exif, readTiff(bufferBytes(bytes.at(at + 8, length))).exif);
    } else if (type === 'IEND') return;
    at += 12 + length;
  }
}

function readWebp(bytes: Bytes, parts: ImageParts): void {
  let at = 12;
  while (at + 8 <= bytes.length) {
    const head = bytes.at(at, 8);
    const type = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    const data = bytes.at(at + 8, Math.min(length, type === 'EXIF' ? length : 10, bytes.length - at - 8));
    if (type === 'VP8X') {
      parts.bounds = [1 + data.readUIntLE(4, 3), 1 + data.readUIntLE(7, 3)];
      if (((data[0] ?? 0) & 0x02) !== 0) parts.animation = 'webp';
    } else if (type === 'VP8 ' && parts.bounds === null) {
      parts.bounds = [data.readUInt16LE(6) & 0x3fff, data.readUInt16LE(8) & 0x3fff];
    } else if (type === 'VP8L' && parts.bounds === null) {
      const bits = data.readUInt32LE(1);
      parts.bounds = [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
    } else if (type === 'EXIF') {
      const prefix = data.toString('latin1', 0, 6) === 'Exif\0\0' ? 6 : 0;
      Object.assign(parts.exif, readTiff(bufferBytes(data.subarray(prefix))).exif);
    }
    at += 8 + length + (length % 2);
  }
}

function readGif(bytes: Bytes, parts: ImageParts): void {
  parts.animation = 'gif';
  const screen = bytes.at(6, 4);
  parts.bounds = [screen.readUInt16LE(0), screen.readUInt16LE(2)];
}

/** A PNG or WebP keeps its own size: tools that shrink them often leave the camera's size in the EXIF block. */
function withOwnSize(read: (bytes: Bytes, parts: ImageParts) => void, bytes: Bytes, parts: ImageParts): void {
  try {
    read(bytes, parts);
  } finally {
    if (parts.bounds !== null) setExifSize(parts);
  }
}

/** TIFF, and what cameras make of it: Olympus and Panasonic have their own third byte. */
const RAW = /^(?:II\*\0|MM\0\*|IIR[OS]|MMOR|IIU\0|FUJIFILMCCD-RAW)/;
/** An icon or a cursor with at least one picture. */
const ICON = /^\0\0[\x01\x02]\0[^\0]/;

function formatOf(head: string): ImageParts['format'] {
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('BM')) return 'bmp';
  if (ICON.test(head)) return 'ico';
  if (RAW.test(head)) return 'raw';
  const brand = head.slice(4, 8) === 'ftyp' ? head.slice(8, 12) : '';
  return HEIF_BRANDS.has(brand) && !brand.startsWith('avi') ? 'heic' : null;
}

/**
 * Finds the format by the file's first bytes and reads what it says into `parts`.
 * @throws {Error} when the format is not known or the file breaks off; `parts` keeps what was read
 */
export function readImage(bytes: Bytes, parts: ImageParts): void {
  const head = Buffer.from(bytes.at(0, Math.min(16, bytes.length)));
  const text = head.toString('latin1');
  if (head.length < 12) throw new Error('the file is empty or far too short');
  parts.format = formatOf(text);
  if (parts.format === 'jpeg') readJpeg(bytes, parts);
  else if (parts.format === 'bmp') readBmp(bytes, parts);
  else if (head.subarray(0, 8).equals(PNG_SIGNATURE)) withOwnSize(readPng, bytes, parts);
  else if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') withOwnSize(readWebp, bytes, parts);
  else if (text.slice(4, 8) === 'ftyp' && HEIF_BRANDS.has(text.slice(8, 12))) readHeif(bytes, parts);
  else if (text.slice(4, 8) === 'JXL ' || text.startsWith('\xff\x0a')) readJxl(bytes, parts);
  else if (text.startsWith('GIF8')) readGif(bytes, parts);
  else if (text.startsWith('FUJIFILMCCD-RAW')) readRaf(bytes, parts);
  else if (parts.format === 'raw') readRaw(bytes, parts);
  else if (parts.format === 'ico') readIco(bytes, parts);
  else throw new Error('the bytes are no picture of a known format');
}
