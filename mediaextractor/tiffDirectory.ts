// Mirrors ExifInterface.readImageFileDirectory for the tags MediaStore and MetadataReader ask for, with ExifInterface's own texts.
import type { ExifAttributes } from '../contract/rpc/mediaExtractor.ts';
import type { Bytes } from './fileBytes.ts';

export type WritableExif = { -readonly [K in keyof ExifAttributes]: ExifAttributes[K] };

/** What a TIFF structure says: EXIF's texts, the XMP packet of tag 700, the embedded thumbnail's place. */
export type TiffFacts = {
  exif: WritableExif;
  xmp: Buffer | null;
  thumbnail: { offset: number; length: number } | null;
};

type Kind = 'integer' | 'text' | 'rational' | 'signed' | 'time' | 'fractions';
type Tags = ReadonlyMap<number, readonly [name: keyof ExifAttributes, kind: Kind]>;

const PRIMARY_TAGS: Tags = new Map([
  [0x100, ['ImageWidth', 'integer']],
  [0x101, ['ImageLength', 'integer']],
  [0x10e, ['ImageDescription', 'text']],
  [0x10f, ['Make', 'text']],
  [0x110, ['Model', 'text']],
  [0x112, ['Orientation', 'integer']],
  [0x132, ['DateTime', 'text']],
  [0x8298, ['Copyright', 'text']],
]);
const EXIF_TAGS: Tags = new Map([
  [0x829a, ['ExposureTime', 'rational']],
  [0x829d, ['FNumber', 'rational']],
  [0x8827, ['ISOSpeedRatings', 'integer']],
  [0x9003, ['DateTimeOriginal', 'text']],
  [0x9011, ['OffsetTimeOriginal', 'text']],
  [0x9201, ['ShutterSpeedValue', 'signed']],
  [0x920a, ['FocalLength', 'rational']],
  [0x9291, ['SubSecTimeOriginal', 'text']],
  [0xa406, ['SceneCaptureType', 'integer']],
]);
const GPS_TAGS: Tags = new Map([
  [0x01, ['GPSLatitudeRef', 'text']],
  [0x02, ['GPSLatitude', 'fractions']],
  [0x03, ['GPSLongitudeRef', 'text']],
  [0x04, ['GPSLongitude', 'fractions']],
  [0x07, ['GPSTimeStamp', 'time']],
  [0x1d, ['GPSDateStamp', 'text']],
]);

const XMP_TAG = 0x2bc;
const EXIF_POINTER = 0x8769;
const GPS_POINTER = 0x8825;
const THUMBNAIL_OFFSET = 0x201;
const THUMBNAIL_LENGTH = 0x202;

/** TIFF's data formats. */
const BYTE = 1;
const ASCII = 2;
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const UNDEFINED = 7;
const SIGNED_RATIONAL = 10;
const BYTES_PER_FORMAT = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 1];
const MAX_ENTRIES_VALUES = 4096;

const FORMATS: Readonly<Record<Kind, readonly number[]>> = {
  integer: [SHORT, LONG, UNDEFINED],
  text: [ASCII, UNDEFINED],
  rational: [RATIONAL, UNDEFINED],
  signed: [SIGNED_RATIONAL, UNDEFINED],
  time: [RATIONAL, UNDEFINED],
  fractions: [RATIONAL, UNDEFINED],
};

/** Double.toString of Java. */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (value === 0) return '0.0';
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

class TiffReader {
  readonly facts: TiffFacts = { exif: {}, xmp: null, thumbnail: null };
  #bytes: Bytes;
  #little: boolean;
  #visited = new Set<number>();

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
    const order = bytes.at(0, 2).toString('latin1');
    if (order !== 'II' && order !== 'MM') throw new Error('no TIFF byte order');
    this.#little = order === 'II';
  }

  readAll(): void {
    const second = this.#directory(this.#u32(this.#bytes.at(4, 4), 0), PRIMARY_TAGS);
    if (second > 0) this.#thumbnail(second);
  }

  /** Reads one directory and those it points to; answers where the next one is, 0 for none. */
  #directory(offset: number, tags: Tags): number {
    if (offset <= 0 || offset + 2 > this.#bytes.length || this.#visited.has(offset)) return 0;
    this.#visited.add(offset);
    const count = this.#u16(this.#bytes.at(offset, 2), 0);
    const whole = Math.min(count, Math.floor((this.#bytes.length - offset - 2) / 12));
    const entries = Buffer.from(this.#bytes.at(offset + 2, whole * 12));
    for (let i = 0; i < whole; i++) this.#entry(entries.subarray(i * 12, i * 12 + 12), tags);
    const next = offset + 2 + count * 12;
    return whole === count && next + 4 <= this.#bytes.length ? this.#u32(this.#bytes.at(next, 4), 0) : 0;
  }

  #entry(entry: Buffer, tags: Tags): void {
    const tag = this.#u16(entry, 0);
    const known = tags.get(tag);
    if (known !== undefined) {
      const [name, kind] = known;
      const format = this.#u16(entry, 2);
      if (!FORMATS[kind].includes(format)) return;
      const text = this.#text(entry, format, kind);
      if (text !== null) this.facts.exif[name] = text;
      return;
    }
    if (tags === PRIMARY_TAGS) this.#pointer(tag, entry);
  }

  #pointer(tag: number, entry: Buffer): void {
    if (tag === EXIF_POINTER) this.#directory(this.#u32(entry, 8), EXIF_TAGS);
    else if (tag === GPS_POINTER) this.#directory(this.#u32(entry, 8), GPS_TAGS);
    else if (tag === XMP_TAG && [BYTE, UNDEFINED].includes(this.#u16(entry, 2))) this.#xmp(entry);
  }

  #thumbnail(offset: number): void {
    if (offset + 2 > this.#bytes.length || this.#visited.has(offset)) return;
    this.#visited.add(offset);
    const count = this.#u16(this.#bytes.at(offset, 2), 0);
    const place = { offset: 0, length: 0 };
    for (let i = 0; i < count && offset + 14 + i * 12 <= this.#bytes.length; i++) {
      const entry = this.#bytes.at(offset + 2 + i * 12, 12);
      if (this.#u16(entry, 0) === THUMBNAIL_OFFSET) place.offset = this.#u32(entry, 8);
      if (this.#u16(entry, 0) === THUMBNAIL_LENGTH) place.length = this.#u32(entry, 8);
    }
    if (place.length > 0 && place.offset + place.length <= this.#bytes.length) this.facts.thumbnail = place;
  }

  #xmp(entry: Buffer): void {
    const data = this.#data(entry, 1, this.#u32(entry, 4));
    if (data !== null) this.facts.xmp = Buffer.from(data);
  }

  /** The value of an entry, in the entry itself or elsewhere; null when it lies outside of the data. */
  #data(entry: Buffer, size: number, count: number): Buffer | null {
    const length = size * count;
    if (length <= 4) return entry.subarray(8, 8 + length);
    const offset = this.#u32(entry, 8);
    return offset + length > this.#bytes.length ? null : this.#bytes.at(offset, length);
  }

  #text(entry: Buffer, format: number, kind: Kind): string | null {
    const size = BYTES_PER_FORMAT[format] ?? 0;
    const count = this.#u32(entry, 4);
    if (kind !== 'text' && count > MAX_ENTRIES_VALUES) return null;
    const data = this.#data(entry, size, count);
    if (data === null) return null;
    if (format === ASCII || format === UNDEFINED) return asciiText(data);
    if (format === SHORT || format === LONG) return this.#integers(data, size);
    return this.#rationals(data, kind, format === SIGNED_RATIONAL);
  }

  #integers(data: Buffer, size: number): string {
    const values: number[] = [];
    for (let at = 0; at + size <= data.length; at += size)
      values.push(size === 2 ? this.#u16(data, at) : this.#u32(data, at));
    return values.join(',');
  }

  #rationals(data: Buffer, kind: Kind, signed: boolean): string | null {
    const values: number[] = [];
    const fractions: string[] = [];
    for (let at = 0; at + 8 <= data.length; at += 8) {
      const [top, bottom] = [this.#u32(data, at), this.#u32(data, at + 4)];
      fractions.push(`${top}/${bottom}`);
      values.push(signed ? (top | 0) / (bottom | 0) : top / bottom);
    }
    if (kind === 'fractions') return fractions.join(',');
    if (kind === 'time') return values.length === 3 ? values.map(clockPart).join(':') : null;
    const [value] = values;
    return value === undefined || values.length !== 1 ? null : doubleText(value);
  }

  #u16(data: Buffer, at: number): number {
    return this.#little ? data.readUInt16LE(at) : data.readUInt16BE(at);
  }

  #u32(data: Buffer, at: number): number {
    return this.#little ? data.readUInt32LE(at) : data.readUInt32BE(at);
  }
}

/** (int) of a Java float, two digits. */
function clockPart(value: number): string {
  const whole = Number.isNaN(value) ? 0 : Math.trunc(Math.min(Math.fround(value), 0x7fffffff));
  return String(whole).padStart(2, '0');
}

/** Up to the first zero; what is not printable ASCII becomes a question mark, as ExifInterface does. */
function asciiText(data: Buffer): string {
  const end = data.indexOf(0);
  const text = data.toString('latin1', 0, end === -1 ? data.length : end);
  return text.replace(/[\x00-\x1f\x80-\xff]/g, '?');
}

/**
 * Reads a TIFF structure: IFD0, the Exif and GPS directories, the embedded thumbnail's place.
 * What was read before a broken part stays.
 */
export function readTiff(bytes: Bytes): TiffFacts {
  const reader = new TiffReader(bytes);
  try {
    reader.readAll();
  } catch {
    // ExifInterface keeps what it has and goes on without a word.
  }
  return reader.facts;
}
