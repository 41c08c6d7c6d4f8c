// Mirrors ExifInterface.getHeifAttributes: the primary item's size before any turn, then the Exif item on top.
import { type Bytes, bufferBytes } from './fileBytes.ts';
import { type ImageParts, setExifSize } from './imageParts.ts';
import { type IsoBox, isoBox, isoBoxes } from './isoBoxes.ts';
import { readTiff } from './tiffDirectory.ts';

type Place = { offset: number; length: number };
type Span = Readonly<{ start: number; end: number }>;

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

/** The item that is the picture, and where its number stands in how many bytes. */
function primaryItem(bytes: Bytes, meta: Span): Readonly<{ id: number; at: number; width: number }> {
  const pitm = isoBox(bytes, meta, 'pitm');
  if (pitm === null) throw new Error('there is no primary item');
  const cursor = cursorOf(bytes, pitm);
  const width = cursor.number(4) >>> 24 === 0 ? 2 : 4;
  return { id: cursor.number(width), at: pitm.start + 4, width };
}

function itemTypes(bytes: Bytes, meta: Span): Map<number, Item> {
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

function itemPlaces(bytes: Bytes, meta: Span, items: Map<number, Item>): void {
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

type ItemSize = Readonly<{ bounds: [number, number] | null; orientation: string }>;

/** What an item's properties say of its size and its turn; null where there are no properties at all. */
function sizeOf(bytes: Bytes, meta: Span, id: number): ItemSize | null {
  const iprp = isoBox(bytes, meta, 'iprp');
  const ipco = iprp === null ? null : isoBox(bytes, iprp, 'ipco');
  if (iprp === null || ipco === null) return null;
  const properties = [...isoBoxes(bytes, ipco.start, ipco.end)];
  let [bounds, orientation]: [ItemSize['bounds'], string] = [null, '1'];
  for (const index of propertiesOf(bytes, iprp, id)) {
    const box = properties[index - 1];
    if (box?.type === 'ispe') {
      const size = bytes.at(box.start + 4, 8);
      bounds = [size.readUInt32BE(0), size.readUInt32BE(4)];
    } else if (box?.type === 'irot') {
      orientation = ORIENTATION_OF_IROT[(bytes.at(box.start, 1)[0] ?? 0) & 3] ?? '1';
    }
  }
  return { bounds, orientation };
}

function readSize(bytes: Bytes, meta: Span, parts: ImageParts): void {
  const size = sizeOf(bytes, meta, primaryItem(bytes, meta).id);
  if (size === null) return;
  parts.exif.Orientation = size.orientation;
  parts.bounds = size.bounds;
  if (size.bounds !== null) setExifSize(parts);
}

/** The item that is a small picture of another one, and where the type of that reference stands; null for none. */
function thumbnailOf(bytes: Bytes, meta: Span, wanted: number): Readonly<{ id: number; typeAt: number }> | null {
  const iref = isoBox(bytes, meta, 'iref');
  if (iref === null) return null;
  const width = bytes.at(iref.start, 1)[0] === 0 ? 2 : 4;
  for (const box of isoBoxes(bytes, iref.start + 4, iref.end)) {
    if (box.type !== 'thmb') continue;
    const cursor = cursorOf(bytes, box);
    const id = cursor.number(width);
    const of = Array.from({ length: cursor.number(2) }, () => cursor.number(width));
    if (of.includes(wanted)) return { id, typeAt: box.start - 4 };
  }
  return null;
}

/**
 * Makes the small picture in a HEIC the one that a decoder takes for the picture itself.
 * @param file the whole file, which is changed
 * @returns its width and height before any turn, pixels
 * @throws {Error} when there is none, or it is turned otherwise than the large one
 */
export function thumbnailFirst(file: Buffer): readonly [width: number, height: number] {
  const bytes = bufferBytes(file);
  const meta = metaOf(bytes);
  const primary = primaryItem(bytes, meta);
  const thumbnail = thumbnailOf(bytes, meta, primary.id);
  if (thumbnail === null) throw new Error('there is no small picture in it');
  const [small, large] = [sizeOf(bytes, meta, thumbnail.id), sizeOf(bytes, meta, primary.id)];
  if (small === null || small.bounds === null || small.orientation !== large?.orientation)
    throw new Error('the small picture in it is not like the large one');
  file.writeUIntBE(thumbnail.id, primary.at, primary.width);
  // To a decoder what is the small picture of something is no picture.
  file.write('skip', thumbnail.typeAt, 'latin1');
  return small.bounds;
}

function metaOf(bytes: Bytes): Span {
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
