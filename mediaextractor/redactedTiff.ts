// Mirrors ExifInterface.getAttributeRange for the tags of RedactionUtils: the values of the GPS directory.
import { type Bytes, bufferBytes } from './fileBytes.ts';
import { redactXmpAt } from './redactedXmp.ts';
import { type Redact, shifted } from './redactions.ts';

const XMP_TAG = 0x2bc;
const GPS_POINTER = 0x8825;
/** SubIFDs, Exif and Interoperability: directories that ExifInterface looks for further pointers in. */
const POINTERS = new Set([0x14a, 0x8769, 0xa005]);
/** GPSVersionID up to GPSDifferential; GPSHPositioningError, the one tag beyond, is not among Android's. */
const LAST_GPS_TAG = 0x1e;
const BYTES_PER_FORMAT = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
/** A camera writes five; a raw file with all its previews some twenty. */
const MAX_DIRECTORIES = 256;
const MAX_SUB_DIRECTORIES = 32;

type Entry = Readonly<{ tag: number; offset: number; length: number; count: number }>;

class GpsFinder {
  readonly #bytes: Bytes;
  readonly #redact: Redact;
  readonly #little: boolean;
  readonly #visited = new Set<number>();

  constructor(bytes: Bytes, redact: Redact) {
    this.#bytes = bytes;
    this.#redact = redact;
    this.#little = bytes.at(0, 2).toString('latin1') === 'II';
  }

  readAll(): void {
    let next = this.#u32(4);
    while (next > 0) next = this.#directory(next, (entry) => this.#pictureEntry(entry));
  }

  /** Shows each entry of a directory once; answers where the next directory is, 0 for none. */
  #directory(offset: number, visit: (entry: Entry) => void): number {
    const known = this.#visited.has(offset) || this.#visited.size >= MAX_DIRECTORIES;
    if (known || offset + 2 > this.#bytes.length) return 0;
    this.#visited.add(offset);
    const count = this.#u16(offset);
    const whole = Math.min(count, Math.floor((this.#bytes.length - offset - 2) / 12));
    for (let i = 0; i < whole; i++) {
      const entry = this.#entry(offset + 2 + i * 12);
      if (entry !== null) visit(entry);
    }
    const next = offset + 2 + count * 12;
    return next + 4 <= this.#bytes.length ? this.#u32(next) : 0;
  }

  /** Where an entry's value lies; null when that is outside of the data, as ExifInterface leaves such a tag out. */
  #entry(at: number): Entry | null {
    const count = this.#u32(at + 4);
    const length = (BYTES_PER_FORMAT[this.#u16(at + 2)] ?? 0) * count;
    const offset = length <= 4 ? at + 8 : this.#u32(at + 8);
    return offset + length > this.#bytes.length ? null : { tag: this.#u16(at), offset, length, count };
  }

  #pictureEntry({ tag, offset, length, count }: Entry): void {
    if (tag === GPS_POINTER && length === 4) {
      this.#directory(this.#u32(offset), (entry) => this.#gpsEntry(entry));
    } else if (POINTERS.has(tag) && length === count * 4) {
      for (let i = 0; i < Math.min(count, MAX_SUB_DIRECTORIES); i++)
        this.#directory(this.#u32(offset + i * 4), (entry) => this.#pictureEntry(entry));
    } else if (tag === XMP_TAG) {
      redactXmpAt(this.#bytes, { offset, length }, this.#redact);
    }
  }

  #gpsEntry({ tag, offset, length }: Entry): void {
    if (tag <= LAST_GPS_TAG) this.#redact(offset, offset + length);
  }

  #u16(at: number): number {
    const data = this.#bytes.at(at, 2);
    return this.#little ? data.readUInt16LE(0) : data.readUInt16BE(0);
  }

  #u32(at: number): number {
    const data = this.#bytes.at(at, 4);
    return this.#little ? data.readUInt32LE(0) : data.readUInt32BE(0);
  }
}

function isTiff(bytes: Bytes, at: number): boolean {
  return at + 8 <= bytes.length && /^(?:II|MM)$/.test(bytes.at(at, 2).toString('latin1'));
}

/** Notes the values of every GPS tag of a TIFF structure, and what its XMP packet says of places. */
export function redactTiff(bytes: Bytes, redact: Redact): void {
  if (!isTiff(bytes, 0)) return;
  try {
    new GpsFinder(bytes, redact).readAll();
  } catch {
    // ExifInterface keeps what it has and goes on without a word.
  }
}

/** An EXIF block as a container holds it: with or without the identifier of JPEG, or with an offset, as HEIF has it. */
export function redactExif(block: Buffer, redact: Redact): void {
  const bytes = bufferBytes(block);
  const announced = block.length >= 4 ? 4 + block.readUInt32BE(0) : 0;
  const start = [0, 6, announced, 4, 10].find((at) => isTiff(bytes, at));
  if (start !== undefined) redactTiff(bufferBytes(block.subarray(start)), shifted(redact, start));
}
