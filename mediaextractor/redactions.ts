// The bytes of one file that hold its location, as they are found.
import type { ByteRange } from '../contract/rpc/mediaExtractor.ts';
import type { Bytes } from './fileBytes.ts';

/** Takes note of bytes from `start` up to `end`, offsets in the piece a reader was given. */
export type Redact = (start: number, end: number) => void;

/** A part of the file, in bytes. */
export type Piece = Readonly<{ offset: number; length: number }>;

/** No honest file comes near it; beyond it the gaps between the ranges are closed, the smallest first. */
const MAX_RANGES = 4_096;

export class Redactions {
  readonly #length: number;
  readonly #found: ByteRange[] = [];

  /** @param length of the file, bytes */
  constructor(length: number) {
    this.#length = length;
  }

  readonly add: Redact = (start, end) => {
    const range = [Math.max(0, start), Math.min(end, this.#length)] as const;
    if (range[0] < range[1]) this.#found.push(range);
  };

  /** Sorted and apart from each other. */
  ranges(): readonly ByteRange[] {
    const sorted = this.#found.toSorted(([a], [b]) => a - b);
    let merged = mergedAcross(sorted, 0);
    for (let gap = 16; merged.length > MAX_RANGES; gap *= 2) merged = mergedAcross(merged, gap);
    return merged;
  }
}

function mergedAcross(sorted: readonly ByteRange[], gap: number): ByteRange[] {
  const merged: ByteRange[] = [];
  for (const [start, end] of sorted) {
    const last = merged.at(-1);
    if (last === undefined || start > last[1] + gap) merged.push([start, end]);
    else merged[merged.length - 1] = [last[0], Math.max(last[1], end)];
  }
  return merged;
}

/** The same note for a piece that begins `base` bytes into the larger one. */
export function shifted(redact: Redact, base: number): Redact {
  return (start, end) => redact(base + start, base + end);
}

/** The same note for data that lies in the file in several pieces, in this order. */
export function scattered(redact: Redact, pieces: readonly Piece[]): Redact {
  return (start, end) => {
    let before = 0;
    for (const { offset, length } of pieces) {
      const [from, to] = [Math.max(start, before), Math.min(end, before + length)];
      if (from < to) redact(offset + from - before, offset + to - before);
      before += length;
    }
  };
}

/** The pieces one after the other, copied; null when they are longer than `limit` bytes or lie outside of the file. */
export function joined(bytes: Bytes, pieces: readonly Piece[], limit: number): Buffer | null {
  const inside = pieces.every(({ offset, length }) => offset >= 0 && length >= 0 && offset + length <= bytes.length);
  const total = pieces.reduce((sum, { length }) => sum + length, 0);
  if (!inside || total > limit) return null;
  return Buffer.concat(pieces.map(({ offset, length }) => Buffer.from(bytes.at(offset, length))));
}
