// Mirrors ExifInterface.getRawAttributes and its kin for ORF, RW2 and RAF: how large a raw picture is,
// and where the JPEGs inside of it are.
import type { Bytes } from './fileBytes.ts';
import { type ImageParts, noParts } from './imageParts.ts';
import { type JpegFrame, jpegFrame } from './jpegFrame.ts';
import { readJpeg } from './jpegReader.ts';
import { olympusFacts } from './olympusNote.ts';
import { readTiff } from './tiffDirectory.ts';
import { type ByteOrder, byteOrderOf, numberAt, readDirectory, type TiffDirectory } from './tiffEntries.ts';

const TAG = {
  width: 0x100,
  height: 0x101,
  compression: 0x103,
  stripOffsets: 0x111,
  stripLengths: 0x117,
  subDirectories: 0x14a,
  jpegOffset: 0x201,
  jpegLength: 0x202,
  exif: 0x8769,
  makerNote: 0x927c,
  pixelX: 0xa002,
  pixelY: 0xa003,
  defaultCropSize: 0xc620,
  rw2Iso: 0x17,
  rw2JpgFromRaw: 0x2e,
} as const;
/** Top, left, bottom and right of Panasonic's sensor. */
const SENSOR_BORDERS = [4, 5, 6, 7] as const;
const JPEG_COMPRESSIONS: readonly (number | null)[] = [6, 7];
/** Directories looked at for previews. */
const MAX_DIRECTORIES = 16;

/** A JPEG inside of the file, as large as `frame` says. */
export type Preview = Readonly<{ offset: number; length: number; frame: JpegFrame }>;

type Size = readonly [width: number, height: number];

/** The directories ExifInterface tells apart. A sub directory comes before the third of the chain. */
type Directories = Readonly<{ primary: TiffDirectory; thumbnail: TiffDirectory; preview: TiffDirectory }>;

class RawFile {
  readonly #bytes: Bytes;
  readonly #order: ByteOrder;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
    this.#order = byteOrderOf(bytes);
  }

  directory(offset: number | null): TiffDirectory {
    return readDirectory(this.#bytes, this.#order, offset ?? 0);
  }

  first(): TiffDirectory {
    const head = this.#bytes.at(4, 4);
    return this.directory(this.#order === 'II' ? head.readUInt32LE(0) : head.readUInt32BE(0));
  }

  exif(primary: TiffDirectory): TiffDirectory {
    return this.directory(numberAt(primary, TAG.exif));
  }

  directories(): Directories {
    const primary = this.first();
    const sub = this.directory(numberAt(primary, TAG.subDirectories));
    const thumbnail = this.directory(primary.next);
    return { primary, thumbnail, preview: sub.entries.size > 0 ? sub : this.directory(thumbnail.next) };
  }

  /** updateImageSizeValues. A thumbnail's own width and height have other names in ExifInterface. */
  size(directory: TiffDirectory, isThumbnail: boolean): Size | null {
    const crop = directory.entries.get(TAG.defaultCropSize)?.numbers ?? [];
    const [top, left, bottom, right] = SENSOR_BORDERS.map((tag) => numberAt(directory, tag) ?? 0);
    if (crop.length >= 2) return [Math.trunc(crop[0] ?? 0), Math.trunc(crop[1] ?? 0)];
    if (top !== undefined && left !== undefined && bottom !== undefined && right !== undefined)
      if (bottom > top && right > left) return [right - left, bottom - top];
    const [width, height] = [numberAt(directory, TAG.width), numberAt(directory, TAG.height)];
    if (width !== null && height !== null && !isThumbnail) return [width, height];
    const jpeg = numberAt(directory, TAG.jpegOffset);
    const frame = jpeg === null ? null : jpegFrame(this.#bytes, jpeg);
    return frame === null ? null : [frame.width, frame.height];
  }

  /** validateImages: the largest of them is the picture, unless the Exif block knows better. */
  imageSize(): Size | null {
    const { primary, thumbnail, preview } = this.directories();
    let size = this.size(primary, false);
    for (const other of [this.size(preview, false), this.size(thumbnail, true)])
      if (size !== null && other !== null && size[0] < other[0] && size[1] < other[1]) size = other;
    const exif = this.exif(primary);
    const [x, y] = [numberAt(exif, TAG.pixelX), numberAt(exif, TAG.pixelY)];
    return x !== null && y !== null ? [x, y] : size;
  }

  /** Every JPEG that a directory of the file points to. */
  previews(): Preview[] {
    const queue = [this.first()];
    const found: Preview[] = [];
    for (let i = 0; i < queue.length && i < MAX_DIRECTORIES; i++) {
      const directory = queue[i];
      if (directory === undefined) break;
      for (const offset of directory.entries.get(TAG.subDirectories)?.numbers ?? []) queue.push(this.directory(offset));
      if (directory.next > 0) queue.push(this.directory(directory.next));
      for (const place of jpegPlaces(directory)) {
        const frame = jpegFrame(this.#bytes, place.offset);
        if (frame?.decodable === true) found.push({ ...place, frame });
      }
    }
    return found;
  }

  makerNote(): Readonly<{ offset: number; length: number }> | null {
    return this.exif(this.first()).entries.get(TAG.makerNote)?.place ?? null;
  }

  get order(): ByteOrder {
    return this.#order;
  }
}

function jpegPlaces(directory: TiffDirectory): { offset: number; length: number }[] {
  const pairs: [at: number, size: number][] = [[TAG.jpegOffset, TAG.jpegLength]];
  const strips = directory.entries.get(TAG.stripOffsets);
  if (strips?.count === 1 && JPEG_COMPRESSIONS.includes(numberAt(directory, TAG.compression)))
    pairs.push([TAG.stripOffsets, TAG.stripLengths]);
  const places = pairs.flatMap(([at, size]) => {
    const [offset, length] = [numberAt(directory, at), numberAt(directory, size)];
    return offset === null || length === null ? [] : [{ offset, length }];
  });
  const fromRaw = directory.entries.get(TAG.rw2JpgFromRaw)?.place;
  return fromRaw === undefined ? places : [...places, fromRaw];
}

function setSize(parts: ImageParts, [width, height]: Size): void {
  parts.exif.ImageWidth = String(width);
  parts.exif.ImageLength = String(height);
}

/** What the camera says of itself in the JPEG it put into the raw file. */
function readInnerJpeg(bytes: Bytes, offset: number, parts: ImageParts): void {
  const inner = noParts();
  const jpeg: Bytes = { length: bytes.length - offset, at: (at, length) => bytes.at(offset + at, length) };
  try {
    readJpeg(jpeg, inner);
  } finally {
    const { ImageWidth: _, ImageLength: __, ...exif } = inner.exif;
    Object.assign(parts.exif, exif);
    parts.xmp ??= inner.xmp;
  }
}

function readPanasonic(bytes: Bytes, raw: RawFile, parts: ImageParts): void {
  const primary = raw.first();
  const jpeg = primary.entries.get(TAG.rw2JpgFromRaw);
  if (jpeg !== undefined) readInnerJpeg(bytes, jpeg.place.offset, parts);
  const iso = primary.entries.get(TAG.rw2Iso)?.numbers;
  if (iso !== undefined && iso.length > 0) parts.exif.ISOSpeedRatings ??= iso.join(',');
}

/** TIFF and what is built on it: DNG, NEF, NRW, CR2, ARW, SRW, PEF, ORF and RW2. */
export function readRaw(bytes: Bytes, parts: ImageParts): void {
  const tiff = readTiff(bytes);
  Object.assign(parts.exif, tiff.exif);
  parts.xmp = tiff.xmp;
  const raw = new RawFile(bytes);
  const size = raw.imageSize();
  if (size !== null) setSize(parts, size);
  const signature = bytes.at(0, 4).toString('latin1');
  if (signature === 'IIU\0') readPanasonic(bytes, raw, parts);
  const note = /^(?:IIR|MMOR)/.test(signature) ? raw.makerNote() : null;
  const frame = note === null ? null : olympusFacts(bytes, note, raw.order).frame;
  if (frame !== null) setSize(parts, frame);
}

const RAF_POINTERS = 84;
const RAF_IMAGE_SIZE = 0x100;
const MAX_RAF_ENTRIES = 256;

/** Fujifilm's raw file: a JPEG for everything but the size. */
export function readRaf(bytes: Bytes, parts: ImageParts): void {
  const pointers = Buffer.from(bytes.at(RAF_POINTERS, 12));
  readInnerJpeg(bytes, pointers.readUInt32BE(0), parts);
  let at = pointers.readUInt32BE(8);
  const count = Math.min(bytes.at(at, 4).readUInt32BE(0), MAX_RAF_ENTRIES);
  at += 4;
  for (let i = 0; i < count; i++) {
    const head = bytes.at(at, 4);
    const [tag, length] = [head.readUInt16BE(0), head.readUInt16BE(2)];
    if (tag === RAF_IMAGE_SIZE && length >= 4) {
      const size = bytes.at(at + 4, 4);
      setSize(parts, [size.readUInt16BE(2), size.readUInt16BE(0)]);
      return;
    }
    at += 4 + length;
  }
}

function rafPreviews(bytes: Bytes): Preview[] {
  const pointers = bytes.at(RAF_POINTERS, 8);
  const [offset, length] = [pointers.readUInt32BE(0), pointers.readUInt32BE(4)];
  const frame = jpegFrame(bytes, offset);
  return frame?.decodable === true ? [{ offset, length, frame }] : [];
}

/** The JPEGs inside of a raw file, the largest first. @throws {Error} when it is none */
export function rawPreviews(bytes: Bytes): readonly Preview[] {
  const head = bytes.at(0, 8).toString('latin1');
  const found = head === 'FUJIFILM' ? rafPreviews(bytes) : tiffPreviews(bytes);
  return found
    .filter(({ offset, length }) => length > 0 && offset + length <= bytes.length)
    .sort((a, b) => b.frame.width * b.frame.height - a.frame.width * a.frame.height);
}

function tiffPreviews(bytes: Bytes): Preview[] {
  const raw = new RawFile(bytes);
  const found = raw.previews();
  const note = raw.makerNote();
  const place = note === null ? null : olympusFacts(bytes, note, raw.order).preview;
  const frame = place === null ? null : jpegFrame(bytes, place.offset);
  return place === null || frame?.decodable !== true ? found : [...found, { ...place, frame }];
}
