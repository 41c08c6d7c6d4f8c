// The directories of a TIFF structure, entry by entry: raw pictures keep their previews all over them.
import type { Bytes } from './fileBytes.ts';

/** Bytes of one value, by TIFF's data format. */
const BYTES_PER_FORMAT = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const UNDEFINED = 7;
const IFD = 13;
/** No tag that is looked at has more values, and no directory more entries. */
const MAX_VALUES = 64;
const MAX_ENTRIES = 1024;

/** An entry; `place` is where its bytes lie, in the piece the directory was read from. */
export type TiffEntry = Readonly<{
  count: number;
  /** Its whole numbers, or a rational's quotient; empty for any other format. */
  numbers: readonly number[];
  place: Readonly<{ offset: number; length: number }>;
}>;

/** A directory's entries by tag, and where the next one is: 0 for none. */
export type TiffDirectory = Readonly<{ entries: ReadonlyMap<number, TiffEntry>; next: number }>;

export type ByteOrder = 'II' | 'MM';

/** The byte order a structure begins with. @throws {Error} when it begins otherwise */
export function byteOrderOf(bytes: Bytes): ByteOrder {
  const order = bytes.at(0, 2).toString('latin1');
  if (order !== 'II' && order !== 'MM') throw new Error('no TIFF byte order');
  return order;
}

function numbersOf(data: Buffer, format: number, order: ByteOrder): number[] {
  const u16 = (at: number) => (order === 'II' ? data.readUInt16LE(at) : data.readUInt16BE(at));
  const u32 = (at: number) => (order === 'II' ? data.readUInt32LE(at) : data.readUInt32BE(at));
  const size = BYTES_PER_FORMAT[format] ?? 1;
  const count = Math.min(MAX_VALUES, Math.floor(data.length / size));
  const starts = Array.from({ length: count }, (_, i) => i * size);
  if (format === SHORT) return starts.map(u16);
  if (format === LONG || format === IFD) return starts.map(u32);
  return format === RATIONAL ? starts.map((at) => u32(at) / u32(at + 4)) : [];
}

/** Where a directory that is not there would be. */
const NONE: TiffDirectory = { entries: new Map(), next: 0 };

/** Reads the directory at an offset; what lies outside of the bytes is left out. */
export function readDirectory(bytes: Bytes, order: ByteOrder, offset: number): TiffDirectory {
  if (offset <= 0 || offset + 2 > bytes.length) return NONE;
  const u16 = (data: Buffer, at: number) => (order === 'II' ? data.readUInt16LE(at) : data.readUInt16BE(at));
  const u32 = (data: Buffer, at: number) => (order === 'II' ? data.readUInt32LE(at) : data.readUInt32BE(at));
  const count = u16(bytes.at(offset, 2), 0);
  const end = offset + 2 + count * 12;
  if (count > MAX_ENTRIES || end > bytes.length) return NONE;
  const table = Buffer.from(bytes.at(offset + 2, count * 12));
  const entries = new Map<number, TiffEntry>();
  for (let at = 0; at < table.length; at += 12) {
    const format = u16(table, at + 2);
    const values = u32(table, at + 4);
    const length = values * (BYTES_PER_FORMAT[format] ?? 0);
    const place = { offset: length <= 4 ? offset + 2 + at + 8 : u32(table, at + 8), length };
    if (length === 0 || place.offset + length > bytes.length) continue;
    const data = format === UNDEFINED ? Buffer.alloc(0) : bytes.at(place.offset, Math.min(length, MAX_VALUES * 8));
    entries.set(u16(table, at), { count: values, numbers: numbersOf(data, format, order), place });
  }
  return { entries, next: end + 4 <= bytes.length ? u32(bytes.at(end, 4), 0) : 0 };
}

/** The first number of a tag, or null. */
export function numberAt({ entries }: TiffDirectory, tag: number): number | null {
  return entries.get(tag)?.numbers[0] ?? null;
}
