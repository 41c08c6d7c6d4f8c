// Files broken in ways a seed decides, the same on every machine.

/** Whole numbers from 0 up to `limit`, by a seed (mulberry32). */
export function seeded(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

type Random = (limit: number) => number;

function someBytes(bytes: Buffer, random: Random): Buffer {
  for (let i = random(20); i >= 0; i--) bytes[random(bytes.length)] = random(256);
  return bytes;
}

/** Most of what decides about lengths and offsets is near the front. */
function someBytesInFront(bytes: Buffer, random: Random): Buffer {
  for (let i = random(8); i >= 0; i--) bytes[random(Math.min(512, bytes.length))] = random(256);
  return bytes;
}

function anOddNumber(bytes: Buffer, random: Random): Buffer {
  const numbers = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, bytes.length, bytes.length - 1];
  const value = numbers[random(numbers.length)] ?? 0;
  const at = random(Math.max(1, Math.min(4096, bytes.length) - 4));
  if (random(2) === 0) bytes.writeUInt32LE(value, at);
  else bytes.writeUInt32BE(value, at);
  return bytes;
}

function cut(bytes: Buffer, random: Random): Buffer {
  return bytes.subarray(0, random(bytes.length));
}

function aPieceTwice(bytes: Buffer, random: Random): Buffer {
  const start = random(bytes.length);
  const piece = bytes.subarray(start, start + 1 + random(1024));
  const at = random(bytes.length);
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}

function aPieceGone(bytes: Buffer, random: Random): Buffer {
  const at = random(bytes.length);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(64))]);
}

const MUTATIONS = [
  someBytes,
  someBytesInFront,
  someBytesInFront,
  anOddNumber,
  anOddNumber,
  cut,
  aPieceTwice,
  aPieceGone,
];

/** A broken copy of a file of at least eight bytes. */
export function mutated(file: Uint8Array, random: Random): Buffer {
  const mutate = MUTATIONS[random(MUTATIONS.length)] ?? someBytes;
  return mutate(Buffer.from(file), random);
}
