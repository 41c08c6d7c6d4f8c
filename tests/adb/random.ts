// Numbers that look random and are the same at each run.

export type Random = Readonly<{
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  bytes(length: number): Buffer;
  oneOf<T>(values: readonly T[]): T;
}>;

/** mulberry32. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    below,
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
    oneOf: (values) => {
      const value = values[below(values.length)];
      if (value === undefined) throw new Error('Nothing to choose from.');
      return value;
    },
  };
}

/** Pieces of 0 bytes and more that make up the whole. */
export function cut(whole: Buffer, { below }: Random): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let rest = whole; rest.length > 0; ) {
    const length = Math.min(rest.length, below(3) === 0 ? below(4) : below(200));
    pieces.push(rest.subarray(0, length));
    rest = rest.subarray(length);
  }
  return pieces;
}
