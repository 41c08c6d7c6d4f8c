// Mirrors androidfw/ResourceTypes.h: chunks, string pools and values, as binary XML and resource tables have them.

/** Bytes that are no chunks of the kind they should be. */
export class ResourceError extends Error {}

export const CHUNK = {
  STRING_POOL: 0x0001,
  TABLE: 0x0002,
  XML: 0x0003,
  XML_START_ELEMENT: 0x0102,
  XML_END_ELEMENT: 0x0103,
  XML_RESOURCE_MAP: 0x0180,
  TABLE_PACKAGE: 0x0200,
  TABLE_TYPE: 0x0201,
} as const;

/** A chunk's own bytes, its header included. */
export type Chunk = Readonly<{ type: number; headerSize: number; bytes: DataView }>;

/** @throws {ResourceError} where none begins */
export function chunkAt(bytes: DataView, at: number): Chunk {
  if (at + 8 > bytes.byteLength) throw new ResourceError('A chunk is cut off.');
  const headerSize = bytes.getUint16(at + 2, true);
  const size = bytes.getUint32(at + 4, true);
  if (headerSize < 8 || size < headerSize || at + size > bytes.byteLength)
    throw new ResourceError(`The chunk at ${at} says it has ${size} bytes.`);
  return { type: bytes.getUint16(at, true), headerSize, bytes: part(bytes, at, size) };
}

/** The chunks that follow each other from the end of a chunk's header to its own end. */
export function* chunksIn({ bytes, headerSize }: Chunk): Generator<Chunk> {
  for (let at = headerSize; at + 8 <= bytes.byteLength; ) {
    const chunk = chunkAt(bytes, at);
    yield chunk;
    at += chunk.bytes.byteLength;
  }
}

export function part(bytes: DataView, at: number, length = bytes.byteLength - at): DataView {
  if (at < 0 || length < 0 || at + length > bytes.byteLength) throw new ResourceError('Something is cut off.');
  return new DataView(bytes.buffer, bytes.byteOffset + at, length);
}

const UTF8_FLAG = 0x100;

/** Most characters that are taken out of one pool: its strings may lie over each other. */
const MAX_CHARACTERS = 8_000_000;

/** ResStringPool: strings by their number, decoded when they are asked for. */
export class StringPool {
  readonly #chunk: DataView;
  readonly #headerSize: number;
  readonly #count: number;
  readonly #isUtf8: boolean;
  readonly #start: number;
  readonly #decoded = new Map<number, string>();
  #characters = 0;

  constructor({ bytes, headerSize }: Chunk) {
    if (headerSize < 28) throw new ResourceError('A string pool has no header.');
    this.#chunk = bytes;
    this.#headerSize = headerSize;
    this.#count = bytes.getUint32(8, true);
    this.#isUtf8 = (bytes.getUint32(16, true) & UTF8_FLAG) !== 0;
    this.#start = bytes.getUint32(20, true);
  }

  /** Null for the number that stands for none. @throws {ResourceError} */
  string(index: number): string | null {
    if (index === 0xffffffff) return null;
    const known = this.#decoded.get(index);
    if (known !== undefined) return known;
    if (index >= this.#count) throw new ResourceError(`There is no string ${index}.`);
    const at = this.#start + part(this.#chunk, this.#headerSize + 4 * index, 4).getUint32(0, true);
    const bytes = part(this.#chunk, at);
    const text = this.#isUtf8 ? utf8(bytes) : utf16(bytes);
    this.#characters += text.length;
    if (this.#characters > MAX_CHARACTERS) throw new ResourceError('Its strings are too long.');
    this.#decoded.set(index, text);
    return text;
  }
}

/** Two lengths, of characters and of bytes, each in one byte or two. */
function utf8(bytes: DataView): string {
  let at = 0;
  const length = () => {
    const first = part(bytes, at, 1).getUint8(0);
    at++;
    if ((first & 0x80) === 0) return first;
    return ((first & 0x7f) << 8) | part(bytes, at++, 1).getUint8(0);
  };
  length();
  const size = length();
  return text(part(bytes, at, size), 'utf8');
}

function utf16(bytes: DataView): string {
  const first = part(bytes, 0, 2).getUint16(0, true);
  if ((first & 0x8000) === 0) return text(part(bytes, 2, 2 * first), 'utf16le');
  return text(part(bytes, 4, 2 * (((first & 0x7fff) << 16) | part(bytes, 2, 2).getUint16(0, true))), 'utf16le');
}

function text({ buffer, byteOffset, byteLength }: DataView, encoding: 'utf8' | 'utf16le'): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString(encoding);
}

/** Res_value. */
export type ResourceValue = Readonly<{ dataType: number; data: number }>;

const TYPE = { REFERENCE: 0x01, STRING: 0x03, FLOAT: 0x04, DYNAMIC_REFERENCE: 0x07, FIRST_INT: 0x10, LAST_INT: 0x1f };
const INT_BOOLEAN = 0x12;

export function valueAt(bytes: DataView, at: number): ResourceValue {
  const value = part(bytes, at, 8);
  return { dataType: value.getUint8(3), data: value.getUint32(4, true) };
}

/**
 * A value as the text it had before it was packed; null for what had none.
 * @param resolve the text behind a reference, by its id
 */
export function valueText(
  { dataType, data }: ResourceValue,
  strings: StringPool,
  resolve: (id: number) => string | null,
): string | null {
  if (dataType === TYPE.STRING) return strings.string(data);
  if (dataType === TYPE.REFERENCE || dataType === TYPE.DYNAMIC_REFERENCE)
    return resolve(data) ?? `@0x${data.toString(16).padStart(8, '0')}`;
  if (dataType === INT_BOOLEAN) return data === 0 ? 'false' : 'true';
  if (dataType >= TYPE.FIRST_INT && dataType <= TYPE.LAST_INT) return String(data | 0);
  return null;
}
