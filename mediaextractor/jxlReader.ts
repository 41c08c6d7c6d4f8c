// JPEG XL: the size in the head of its code stream, bare or in boxes.
import type { Bytes } from './fileBytes.ts';
import type { ImageParts } from './imageParts.ts';
import { isoBoxes } from './isoBoxes.ts';

const CODESTREAM = 0xff0a;
/** Width by height, as the head's three-bit ratio counts them; 0 says that the width follows. */
const RATIOS: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
];

/** Bits from the least significant one on. */
class Bits {
  #data: Buffer;
  #at = 0;

  constructor(data: Buffer) {
    this.#data = data;
  }

  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++) {
      const bit = ((this.#data[this.#at >> 3] ?? 0) >> (this.#at & 7)) & 1;
      value += bit * 2 ** i;
    }
    return value;
  }

  /** A side of the picture: in eights, or a number in one of four lengths. */
  side(inEights: boolean): number {
    return inEights ? (1 + this.take(5)) * 8 : 1 + this.take([9, 13, 18, 30][this.take(2)] ?? 9);
  }
}

function streamStart(bytes: Bytes): number {
  if (bytes.at(0, 2).readUInt16BE(0) === CODESTREAM) return 2;
  for (const box of isoBoxes(bytes, 0, bytes.length)) {
    if (box.type === 'jxlc') return box.start + 2;
    if (box.type === 'jxlp') return box.start + 6;
  }
  throw new Error('there is no code stream');
}

export function readJxl(bytes: Bytes, parts: ImageParts): void {
  const start = streamStart(bytes);
  const bits = new Bits(bytes.at(start, Math.min(12, bytes.length - start)));
  const inEights = bits.take(1) === 1;
  const height = bits.side(inEights);
  const [wide, high] = RATIOS[bits.take(3)] ?? [0, 1];
  parts.bounds = [wide === 0 ? bits.side(inEights) : Math.floor((height * wide) / high), height];
}
