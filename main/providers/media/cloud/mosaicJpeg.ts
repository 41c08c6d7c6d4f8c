// Writes a JPEG of squares of one colour each: the least of ITU-T T.81 that every decoder reads.

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** Side of a square, pixels. */
const SQUARE = 8;
/** Quantizes so that a square's only coefficient is its colour. */
const QUANTIZER = 8;

// Annex K.3: how many codes of each length, and what they stand for; here the number of bits of a difference.
const DC_LENGTHS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_CODES = ['00', '010', '011', '100', '101', '110', '1110', '11110', '111110'];
/** Of the other coefficients there is one word: none. */
const END_OF_BLOCK = '0';

type Picture = Readonly<{
  width: number;
  height: number;
  /** The colour of a place, each coordinate from 0 to 1. */
  colourAt(x: number, y: number): Colour;
  /** Whole marker segments between the header and the picture. */
  segments?: readonly Uint8Array[];
}>;

/** Both sides in pixels; they need not be multiples of a square. */
export function mosaicJpeg({ width, height, colourAt, segments = [] }: Picture): Uint8Array {
  const frame = [8, ...word(height), ...word(width), 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0', 'latin1'), 1, 1, 0, ...word(1), ...word(1), 0, 0]),
    ...segments,
    segment(0xdb, [0, ...new Array<number>(64).fill(QUANTIZER)]),
    segment(0xc0, frame),
    segment(0xc4, [0x00, ...DC_LENGTHS, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    segment(0xc4, [0x10, 1, ...new Array<number>(15).fill(0), 0]),
    segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
    scan(width, height, colourAt),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** A marker segment: its length is told with it. */
export function segment(marker: number, payload: readonly number[] | Uint8Array): Uint8Array {
  return Buffer.from([0xff, marker, ...word(payload.length + 2), ...payload]);
}

function word(value: number): readonly [number, number] {
  return [value >> 8, value & 0xff];
}

function scan(width: number, height: number, colourAt: Picture['colourAt']): Uint8Array {
  const [columns, rows] = [Math.ceil(width / SQUARE), Math.ceil(height / SQUARE)];
  let bits = '';
  const before: [number, number, number] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const levels = toYCbCr(colourAt((column + 0.5) / columns, (row + 0.5) / rows));
      for (const component of [0, 1, 2] as const) {
        bits += difference(levels[component] - before[component]) + END_OF_BLOCK;
        before[component] = levels[component];
      }
    }
  }
  return stuffed(bits);
}

/** JFIF's luminance and colour differences, around 0. */
function toYCbCr([red, green, blue]: Colour): readonly [number, number, number] {
  const level = (value: number) => Math.max(-128, Math.min(127, Math.round(value)));
  return [
    level(0.299 * red + 0.587 * green + 0.114 * blue - 128),
    level(-0.1687 * red - 0.3313 * green + 0.5 * blue),
    level(0.5 * red - 0.4187 * green - 0.0813 * blue),
  ];
}

/** How many bits a number has, and those: of a negative one, its complement's. */
function difference(value: number): string {
  const length = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1;
  const code = DC_CODES[length] ?? '';
  if (length === 0) return code;
  const written = value > 0 ? value : value + 2 ** length - 1;
  return code + written.toString(2).padStart(length, '0');
}

/** Bytes of a scan: filled up with ones, and a 0 after every 0xff, which would be a marker. */
function stuffed(bits: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < bits.length; at += 8) {
    const byte = Number.parseInt(bits.slice(at, at + 8).padEnd(8, '1'), 2);
    bytes.push(byte);
    if (byte === 0xff) bytes.push(0);
  }
  return Buffer.from(bytes);
}
