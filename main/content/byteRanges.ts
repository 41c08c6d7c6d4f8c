// Mirrors RedactingFileDescriptor: parts of a file that the reader gets as zeros.

/** Offsets of bytes in a file, `end` not included. */
export type ByteRange = readonly [start: number, end: number];

/** Overwrites with zeros what of `bytes`, which begin at `position` of their file, lies in one of the ranges. */
export function zeroRanges(bytes: Uint8Array, position: number, ranges: readonly ByteRange[]): void {
  for (const [start, end] of ranges) {
    const from = Math.max(0, start - position);
    const to = Math.min(bytes.length, end - position);
    if (from < to) bytes.fill(0, from, to);
  }
}
