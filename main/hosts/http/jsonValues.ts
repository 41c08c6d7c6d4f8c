// Values of Android in JSON: bytes, and numbers that JSON's readers would round.
import { Problem } from './problem.ts';

/** Deepest that an argument is nested: what is checked and written down after it goes down with it. */
const MAX_DEPTH = 64;

/** How bytes travel: {"base64": "…"}. */
export type BlobJson = Readonly<{ base64: string }>;

/**
 * What came as JSON, with bytes in the place of {"base64": "…"}.
 * @throws {Problem} for a field called __proto__, and for what is nested too deep
 */
export function fromJson(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new Problem('malformed-json', `Nothing is nested deeper than ${MAX_DEPTH}.`);
  if (Array.isArray(value)) return value.map((part) => fromJson(part, depth + 1));
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === 'base64' && typeof first[1] === 'string') return bytesOf(first[1]);
  if (Object.hasOwn(value, '__proto__')) throw new Problem('malformed-json', 'No field is called __proto__.');
  return Object.fromEntries(entries.map(([name, part]) => [name, fromJson(part, depth + 1)]));
}

function bytesOf(base64: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0)
    throw new Problem('malformed-json', 'What is called base64 is none.');
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

/** What JSON has no word for: bytes become {"base64": "…"}; a number that a double does not hold exactly, a text. */
export function toJson(value: unknown): unknown {
  if (typeof value === 'number') return numberJson(value);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Map || value instanceof Set) return toJson([...value]);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, toJson(part)]));
}

/** Java's long has a place for it, and a reader's double may not. */
const MAX_LONG = 2 ** 63;

function numberJson(value: number): number | string {
  if (!Number.isFinite(value)) return String(value);
  const isLong = Number.isInteger(value) && Math.abs(value) <= MAX_LONG;
  return isLong && !Number.isSafeInteger(value) ? String(BigInt(value)) : value;
}
