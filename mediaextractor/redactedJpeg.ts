// Mirrors ExifInterface.getJpegAttributes for RedactionUtils, and looks into what a JPEG carries behind itself.
import type { Bytes } from './fileBytes.ts';
import { redactMovie } from './redactedMovie.ts';
import { redactExif } from './redactedTiff.ts';
import { redactXmpAt, redactXmpPieces } from './redactedXmp.ts';
import { type Piece, type Redact, shifted } from './redactions.ts';
import { MAX_PACKET, readXmp } from './xmpReader.ts';

const EXIF_IDENTIFIER = 'Exif\0\0';
const XMP_IDENTIFIER = 'http://ns.adobe.com/xap/1.0/\0';
const EXTENSION_IDENTIFIER = 'http://ns.adobe.com/xmp/extension/\0';
const PICTURES_IDENTIFIER = 'MPF\0';
/** After the identifier: the packet's 32 digits, its whole length, this part's place in it. */
const EXTENSION_HEAD = 40;
const PICTURE_LIST_TAG = 0xb002;
/** Bytes that tell of one picture. */
const PICTURE_ENTRY = 16;
const MAX_PICTURES = 64;

type Part = Piece & Readonly<{ at: number }>;

class JpegWalk {
  readonly #bytes: Bytes;
  readonly #redact: Redact;
  /** Parts of extended packets, by their digits. */
  readonly #extensions = new Map<string, Part[]>();
  /** Where further pictures begin. */
  readonly pictures: number[] = [];
  /** Where a motion photo's video begins. */
  video: number | null = null;

  constructor(bytes: Bytes, redact: Redact) {
    this.#bytes = bytes;
    this.#redact = redact;
  }

  /** Up to the first scan, or to the first thing that is not a JPEG's. */
  walk(start: number): void {
    let at = start + 2;
    while (at + 4 <= this.#bytes.length) {
      const head = this.#bytes.at(at, 4);
      const marker = head[1] ?? 0;
      if (head[0] !== 0xff || marker === 0xd9 || marker === 0xda) break;
      const length = head.readUInt16BE(2);
      const end = at + 2 + length;
      if (marker !== 0xff && (length < 2 || end > this.#bytes.length)) break;
      if (marker === 0xe1 || marker === 0xe2) this.#segment({ offset: at + 4, length: length - 2 });
      at = marker === 0xff ? at + 1 : end;
    }
    for (const parts of this.#extensions.values())
      redactXmpPieces(
        this.#bytes,
        parts.toSorted((a, b) => a.at - b.at),
        this.#redact,
      );
  }

  #segment({ offset, length }: Piece): void {
    const data = Buffer.from(this.#bytes.at(offset, length));
    const starts = (text: string) => data.toString('latin1', 0, text.length) === text;
    const rest = (text: string) => ({ offset: offset + text.length, length: length - text.length });
    if (starts(EXIF_IDENTIFIER)) redactExif(data.subarray(6), shifted(this.#redact, offset + 6));
    else if (starts(XMP_IDENTIFIER)) this.#packet(rest(XMP_IDENTIFIER));
    else if (starts(EXTENSION_IDENTIFIER)) this.#extension(data, rest(EXTENSION_IDENTIFIER));
    else if (starts(PICTURES_IDENTIFIER)) this.#pictureList(data.subarray(4), offset + 4);
  }

  #packet(place: Piece): void {
    redactXmpAt(this.#bytes, place, this.#redact);
    if (place.length > MAX_PACKET) return;
    const { elements } = readXmp(Buffer.from(this.#bytes.at(place.offset, place.length)));
    const [length] = elements
      .flatMap(({ attrs = {}, items = [] }) => [
        ...items
          .filter((item) => attributeOf(item, 'Semantic') === 'MotionPhoto')
          .map((item) => attributeOf(item, 'Length')),
        attributeOf(attrs, 'MicroVideoOffset'),
      ])
      .filter((text) => Number(text) > 0);
    if (length !== undefined) this.video = this.#bytes.length - Number(length);
  }

  #extension(data: Buffer, place: Piece): void {
    if (place.length < EXTENSION_HEAD) return;
    const head = data.subarray(EXTENSION_IDENTIFIER.length);
    const digits = head.toString('latin1', 0, 32);
    const part = { offset: place.offset + EXTENSION_HEAD, length: place.length - EXTENSION_HEAD };
    const parts = this.#extensions.get(digits) ?? [];
    this.#extensions.set(digits, [...parts, { ...part, at: head.readUInt32BE(36) }]);
  }

  /** CIPA's multi-picture format: places count from its own TIFF head on. */
  #pictureList(data: Buffer, base: number): void {
    const little = data.toString('latin1', 0, 2) === 'II';
    const u16 = (at: number) => (little ? data.readUInt16LE(at) : data.readUInt16BE(at));
    const u32 = (at: number) => (little ? data.readUInt32LE(at) : data.readUInt32BE(at));
    try {
      const directory = u32(4);
      for (let at = directory + 2; at < directory + 2 + u16(directory) * 12; at += 12) {
        if (u16(at) !== PICTURE_LIST_TAG) continue;
        const count = Math.min(Math.floor(u32(at + 4) / PICTURE_ENTRY), MAX_PICTURES);
        for (let i = 0; i < count; i++) {
          const offset = u32(u32(at + 8) + i * PICTURE_ENTRY + 8);
          if (offset > 0) this.pictures.push(base + offset);
        }
      }
    } catch {
      // A list that ends too early: the pictures it told of before are looked at.
    }
  }
}

function attributeOf(attrs: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(attrs).find(([key]) => key.endsWith(`:${name}`))?.[1];
}

/** Notes the places in one JPEG's own segments. */
function walked(bytes: Bytes, start: number, redact: Redact): JpegWalk {
  const walk = new JpegWalk(bytes, redact);
  walk.walk(start);
  return walk;
}

/**
 * Notes the places that a JPEG tells in its EXIF block and its XMP packets.
 * Differs from Android, which stops there: further pictures of a multi-picture file and the video of a motion photo count too.
 */
export function redactJpeg(bytes: Bytes, start: number, redact: Redact): void {
  const { pictures, video } = walked(bytes, start, redact);
  for (const picture of new Set(pictures)) {
    if (picture + 4 > bytes.length || bytes.at(picture, 2).readUInt16BE(0) !== 0xffd8) continue;
    walked(bytes, picture, redact);
  }
  if (video !== null && video > 0 && video + 8 <= bytes.length) redactMovie(bytes, video, redact);
}

/** Fuji's raw files: a head that tells where a whole JPEG lies. */
export function redactRaf(bytes: Bytes, redact: Redact): void {
  const offset = bytes.at(84, 4).readUInt32BE(0);
  if (offset > 0 && offset < bytes.length) redactJpeg(bytes, offset, redact);
}
