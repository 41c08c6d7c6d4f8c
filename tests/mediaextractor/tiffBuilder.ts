// TIFF structures made by hand: what no encoder at hand writes, such as the raw files of cameras.

type Format = 'byte' | 'ascii' | 'short' | 'long' | 'rational' | 'undefined';
const FORMATS: Readonly<Record<Format, readonly [code: number, size: number]>> = {
  byte: [1, 1],
  ascii: [2, 1],
  short: [3, 2],
  long: [4, 4],
  rational: [5, 8],
  undefined: [7, 1],
};

export type BuiltEntry = readonly [tag: number, format: Format, value: readonly number[] | string | Buffer];

/** Pieces one after the other behind the head; what is pointed to is added before what points to it. */
export class TiffBuilder {
  readonly #little: boolean;
  #pieces: Buffer[] = [];
  #length: number;

  /** @param before bytes that come ahead of the structure's first directory, its head of eight included */
  constructor(order: 'II' | 'MM', before = 8) {
    this.#little = order === 'II';
    this.#length = before;
  }

  u16(value: number): Buffer {
    const bytes = Buffer.alloc(2);
    if (this.#little) bytes.writeUInt16LE(value);
    else bytes.writeUInt16BE(value);
    return bytes;
  }

  u32(value: number): Buffer {
    const bytes = Buffer.alloc(4);
    if (this.#little) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  }

  /** @returns where the bytes begin */
  blob(bytes: Buffer): number {
    const offset = this.#length;
    this.#pieces.push(bytes, Buffer.alloc(bytes.length % 2));
    this.#length += bytes.length + (bytes.length % 2);
    return offset;
  }

  /** @param next offset of the directory after this one. @returns where this one begins */
  directory(entries: readonly BuiltEntry[], next = 0): number {
    const table = [...entries].sort(([a], [b]) => a - b).map((entry) => this.#entry(entry));
    return this.blob(Buffer.concat([this.u16(entries.length), ...table, this.u32(next)]));
  }

  /** @param signature the first four bytes, where they are not those of a TIFF */
  file(first: number, signature?: string): Buffer {
    const order = this.#little ? 'II' : 'MM';
    const head = signature === undefined ? [Buffer.from(order), this.u16(42)] : [Buffer.from(signature, 'latin1')];
    return Buffer.concat([...head, this.u32(first), ...this.#pieces]);
  }

  /** The pieces alone, for a structure with a head of its own. */
  body(): Buffer {
    return Buffer.concat(this.#pieces);
  }

  #entry([tag, format, value]: BuiltEntry): Buffer {
    const [code, size] = FORMATS[format];
    const data = this.#data(format, value);
    const inline = Buffer.alloc(4);
    data.copy(inline);
    const place = data.length <= 4 ? inline : this.u32(this.blob(data));
    return Buffer.concat([this.u16(tag), this.u16(code), this.u32(data.length / size), place]);
  }

  #data(format: Format, value: readonly number[] | string | Buffer): Buffer {
    if (typeof value === 'string') return Buffer.from(`${value}\0`, 'latin1');
    if (Buffer.isBuffer(value)) return value;
    if (format === 'short') return Buffer.concat(value.map((number) => this.u16(number)));
    if (format === 'rational') return Buffer.concat(value.flatMap((number) => [this.u32(number), this.u32(1)]));
    return format === 'long' ? Buffer.concat(value.map((number) => this.u32(number))) : Buffer.from(value);
  }
}
