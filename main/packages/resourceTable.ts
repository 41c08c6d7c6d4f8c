// Mirrors androidfw's AssetManager2 for simple values: what a resource is in the configuration a device starts with.
import {
  CHUNK,
  type Chunk,
  chunkAt,
  chunksIn,
  part,
  ResourceError,
  type ResourceValue,
  StringPool,
  valueAt,
  valueText,
} from './resourceChunks.ts';

const SPARSE = 0x01;
const OFFSETS_OF_16_BITS = 0x02;
const COMPLEX = 0x01;
const COMPACT = 0x08;
const NO_ENTRY = 0xffffffff;

/** References that lead to references, at most. */
const MAX_STEPS = 10;

/** The values of one type in one configuration: ResTable_type. */
type TypeTable = Readonly<{ chunk: Chunk; rank: number }>;

/**
 * Reads resources.arsc.
 * @returns the text of a resource by its id, and null where it has none: that of no configuration, else English, else any
 * @throws {ResourceError}
 */
export function readResourceTable(bytes: Uint8Array): (id: number) => string | null {
  const file = chunkAt(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0);
  if (file.type !== CHUNK.TABLE) throw new ResourceError('This is no table of resources.');
  let strings: StringPool | null = null;
  const types = new Map<number, TypeTable[]>();
  for (const chunk of chunksIn(file)) {
    if (chunk.type === CHUNK.STRING_POOL) strings ??= new StringPool(chunk);
    if (chunk.type === CHUNK.TABLE_PACKAGE) collectTypes(chunk, types);
  }
  const pool = strings;
  if (pool === null) throw new ResourceError('The table has no strings.');
  const textOf = (id: number, steps: number): string | null => {
    for (const { chunk } of types.get(id >>> 16) ?? []) {
      const value = entryOf(chunk, id & 0xffff);
      if (value === null) continue;
      return valueText(value, pool, (next) => (steps > 0 ? textOf(next, steps - 1) : null));
    }
    return null;
  };
  return (id) => textOf(id, MAX_STEPS);
}

/** By package and type together, the best configuration first. */
function collectTypes(chunk: Chunk, types: Map<number, TypeTable[]>): void {
  const packageId = part(chunk.bytes, 8, 4).getUint32(0, true) & 0xff;
  for (const each of chunksIn(chunk)) {
    if (each.type !== CHUNK.TABLE_TYPE) continue;
    const key = (packageId << 8) | part(each.bytes, 8, 1).getUint8(0);
    const tables = types.get(key) ?? [];
    types.set(key, tables);
    tables.push({ chunk: each, rank: rankOf(each) });
    tables.sort((a, b) => a.rank - b.rank);
  }
}

const CONFIG_AT = 20;
const LANGUAGE_AT = 8;

function rankOf({ bytes }: Chunk): number {
  const size = part(bytes, CONFIG_AT, 4).getUint32(0, true);
  const config = part(bytes, CONFIG_AT, size);
  const isDefault = [...new Uint8Array(config.buffer, config.byteOffset, size)].slice(4).every((byte) => byte === 0);
  if (isDefault) return 0;
  if (size < LANGUAGE_AT + 2) return 2;
  return String.fromCharCode(config.getUint8(LANGUAGE_AT), config.getUint8(LANGUAGE_AT + 1)) === 'en' ? 1 : 2;
}

/** Null for one that this configuration does not have, or that is more than one value. */
function entryOf({ bytes, headerSize }: Chunk, entry: number): ResourceValue | null {
  const flags = part(bytes, 9, 1).getUint8(0);
  const count = part(bytes, 12, 4).getUint32(0, true);
  const start = part(bytes, 16, 4).getUint32(0, true);
  const offset = offsetOf(part(bytes, headerSize), { entry, count, flags });
  if (offset === NO_ENTRY) return null;
  const found = part(bytes, start + offset, 8);
  const entryFlags = found.getUint16(2, true);
  if ((entryFlags & COMPACT) !== 0) return { dataType: entryFlags >> 8, data: found.getUint32(4, true) };
  if ((entryFlags & COMPLEX) !== 0) return null;
  return valueAt(bytes, start + offset + found.getUint16(0, true));
}

type Asked = Readonly<{ entry: number; count: number; flags: number }>;

function offsetOf(offsets: DataView, { entry, count, flags }: Asked): number {
  if ((flags & SPARSE) !== 0) {
    for (let index = 0; index < count; index++) {
      const pair = part(offsets, 4 * index, 4);
      if (pair.getUint16(0, true) === entry) return 4 * pair.getUint16(2, true);
    }
    return NO_ENTRY;
  }
  if (entry >= count) return NO_ENTRY;
  if ((flags & OFFSETS_OF_16_BITS) === 0) return part(offsets, 4 * entry, 4).getUint32(0, true);
  const short = part(offsets, 2 * entry, 2).getUint16(0, true);
  return short === 0xffff ? NO_ENTRY : 4 * short;
}
