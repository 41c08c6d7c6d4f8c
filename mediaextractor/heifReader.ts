// Mirrors ExifInterface.getHeifAttributes: the primary item's size before any turn, then the Exif item on top.
import { type Bytes, bufferBytes } from './fileBytes.ts';
import { type ImageParts, setExifSize } from './imageParts.ts';
import { type IsoBox, isoBox, isoBoxes } from './isoBoxes.ts';
import { readTiff } from './tiffDirectory.ts';

type Place = { offset: number; length: number };

/** An item of a meta box; `extents` are its pieces in the file, in order. */
type Item = { type: string; contentType: string; extents: Place[] };

/** EXIF's orientation for irot's angle, quarter turns counter-clockwise. */
const ORIENTATION_OF_IROT = ['1', '8', '3', '6'];

/** Numbers of a few bytes, one after the other. */
class Cursor {
  #data: Buffer;
  #at = 0;

  constructor(data: Buffer) {
    this.#data = Buffer.from(data);
  }

  number(bytes: number): number {
    if (bytes === 0) return 0;
    const value = bytes === 8 ? Number(this.#data.readBigUInt64BE(this.#at)) : this.#data.readUIntBE(this.#at, bytes);
    this.#at += bytes;
    return value;
  }

  text(): string {
    const end = this.#data.indexOf(0, this.#at);
    const text = this.#data.toString('latin1', this.#at, end === -1 ? this.#data.length : end);
    this.#at = end === -1 ? this.#data.length : end + 1;
    return text;
  }
}

function cursorOf(bytes: Bytes, box: IsoBox): Cursor {
  return new Cursor(bytes.at(box.start, box.end - box.start));
}

function primaryItem(bytes: Bytes, meta: { start: number; end: number }): number {
  const pitm = isoBox(bytes, meta, 'pitm');
  if (pitm === null) throw new Error('there is no primary item');
  const cursor = cursorOf(bytes, pitm);
  return cursor.number(4) >>> 24 === 0 ? cursor.number(2) : cursor.number(4);
}

function itemTypes(bytes: Bytes, meta: { start: number; end: number }): Map<number, Item> {
  const items = new Map<number, Item>();
  const iinf = isoBox(bytes, meta, 'iinf');
  if (iinf === null) return items;
  const wide = (bytes.at(iinf.start, 1)[0] ?? 0) > 0;
  for (const infe of isoBoxes(bytes, iinf.start + (wide ? 8 : 6), iinf.end)) {
    const cursor = cursorOf(bytes, infe);
    const version = cursor.number(4) >>> 24;
    if (version < 2) continue;
    const id = cursor.number(version === 2 ? 2 : 4);
    cursor.number(2);
    const type = Buffer.from([cursor.number(1), cursor.number(1), cursor.number(1), cursor.number(1)]).toString(
      'latin1',
    );
    cursor.text();
    items.set(id, { type, contentType: type === 'mime' ? cursor.text() : '', extents: [] });
  }
  return items;
}

function itemPlaces(bytes: Bytes, meta: { start: number; end: number }, items: Map<number, Item>): void {
  const iloc = isoBox(bytes, meta, 'iloc');
  if (iloc === null) return;
  const cursor = cursorOf(bytes, iloc);
  const version = cursor.number(4) >>> 24;
  const sizes = cursor.number(2);
  const [offsetSize, lengthSize, baseSize] = [(sizes >> 12) & 15, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  const idat = isoBox(bytes, meta, 'idat');
  const count = cursor.number(version < 2 ? 2 : 4);
  for (let i = 0; i < count; i++) {
    const id = cursor.number(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : cursor.number(2) & 15;
    cursor.number(2);
    const base = cursor.number(baseSize) + (method === 1 ? (idat?.start ?? 0) : 0);
    const extents = cursor.number(2);
    if (extents > 1 && indexSize + offsetSize + lengthSize === 0) throw new Error('an item has pieces without places');
    for (let extent = 0; extent < extents; extent++) {
      cursor.number(indexSize);
      const place = { offset: base + cursor.number(offsetSize), length: cursor.number(lengthSize) };
      items.get(id)?.extents.push(place);
    }
  }
}

/** Indexes, from 1, of the properties that belong to an item. */
function propertiesOf(bytes: Bytes, iprp: IsoBox, wanted: number): number[] {
  for (const ipma of isoBoxes(bytes, iprp.start, iprp.end)) {
    if (ipma.type !== 'ipma') continue;
    const cursor = cursorOf(bytes, ipma);
    const flags = cursor.number(4);
    const count = cursor.number(4);
    for (let i = 0; i < count; i++) {
      const id = cursor.number(flags >>> 24 < 1 ? 2 : 4);
      const indexes = Array.from({ length: cursor.number(1) }, () =>
        (flags & 1) === 1 ? cursor.number(2) & 0x7fff : cursor.number(1) & 0x7f,
      );
      if (id === wanted) return indexes;
    }
  }
  return [];
}

function readSize(bytes: Bytes, meta: { start: number; end: number }, parts: ImageParts): void {
  const iprp = isoBox(bytes, meta, 'iprp');
  const ipco = iprp === null ? null : isoBox(bytes, iprp, 'ipco');
  if (iprp === null || ipco === null) return;
  const properties = [...isoBoxes(bytes, ipco.start, ipco.end)];
  parts.exif.Orientation = '1';
  for (const index of propertiesOf(bytes, iprp, primaryItem(bytes, meta))) {
    const box = properties[index - 1];
    if (box?.type === 'ispe') {
      const size = bytes.at(box.start + 4, 8);
      parts.bounds = [size.readUInt32BE(0), size.readUInt32BE(4)];
      setExifSize(parts);
    } else if (box?.type === 'irot') {
      parts.exif.Orientation = ORIENTATION_OF_IROT[(bytes.at(box.start, 1)[0] ?? 0) & 3] ?? '1';
    }
  }
}

function metaOf(bytes: Bytes): { start: number; end: number } {
  const box = isoBox(bytes, { start: 0, end: bytes.length }, 'meta');
  if (box === null) throw new Error('there is no meta box');
  return { start: box.start + 4, end: box.end };
}

/** Everything the meta box lists. @throws {Error} when there is none, or it breaks off */
export function readItems(bytes: Bytes): readonly Item[] {
  const meta = metaOf(bytes);
  const items = itemTypes(bytes, meta);
  itemPlaces(bytes, meta, items);
  return [...items.values()];
}

/** HEIC, HEIF and AVIF. An EXIF orientation wins over the file's own turn, as on Android. */
export function readHeif(bytes: Bytes, parts: ImageParts): void {
  readSize(bytes, metaOf(bytes), parts);
  for (const { type, contentType, extents } of readItems(bytes)) {
    const [place] = extents;
    if (place === undefined || place.length < 8) continue;
    if (type === 'Exif') {
      const data = Buffer.from(bytes.at(place.offset, place.length));
      const tiff = readTiff(bufferBytes(data.subarray(4 + data.readUInt32BE(0))));
      const { ImageWidth = '0', ImageLength = '0' } = parts.exif;
      Object.assign(parts.exif, tiff.exif, parts.bounds === null ? {} : { ImageWidth, ImageLength });
    } else if (contentType === 'application/rdf+xml') {
      parts.xmp ??= Buffer.from(bytes.at(place.offset, place.length));
    }
  }
}
