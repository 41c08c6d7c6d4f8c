// Mirrors libziparchive, as far as a package file needs it: entries by name, found through the directory at the end.
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);

/** Bytes that can be read anywhere. */
export type ByteSource = Readonly<{
  size: number;
  /** @returns exactly so many bytes, less only at the end */
  read(position: number, length: number): Promise<Uint8Array>;
}>;

export function bytesSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (position, length) => bytes.subarray(position, position + length) };
}

/** What is no zip archive, or one that contradicts itself. */
export class ZipError extends Error {}

const END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;

/** Most that a directory takes, bytes: an archive of tens of thousands of files. */
const MAX_DIRECTORY = 64 * 1_048_576;

const STORED = 0;
const DEFLATED = 8;

type Entry = Readonly<{ name: string; method: number; compressed: number; size: number; offset: number }>;

/**
 * Reads entries by their names; those that are not there are not in the result.
 * @param most bytes of one of them, unpacked
 * @throws {ZipError}
 */
export async function readZipEntries(
  source: ByteSource,
  names: readonly string[],
  most: number,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const entry of entriesOf(await directoryOf(source))) {
    // As libziparchive has it, an archive that names one twice is not read at all.
    if (!names.includes(entry.name)) continue;
    if (found.has(entry.name)) throw new ZipError(`${entry.name} is in the archive twice.`);
    found.set(entry.name, await contentOf(source, entry, most));
  }
  return found;
}

async function directoryOf(source: ByteSource): Promise<DataView> {
  const length = Math.min(source.size, END_SIZE + LONGEST_COMMENT);
  const tail = view(await source.read(source.size - length, length));
  for (let at = tail.byteLength - END_SIZE; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue;
    const size = tail.getUint32(at + 12, true);
    const start = tail.getUint32(at + 16, true);
    if (start + size > source.size - length + at || size > MAX_DIRECTORY)
      throw new ZipError('Its directory is cut off.');
    return view(await source.read(start, size));
  }
  throw new ZipError('It has no directory at its end.');
}

function* entriesOf(directory: DataView): Generator<Entry> {
  for (let at = 0; at + 46 <= directory.byteLength; ) {
    if (directory.getUint32(at, true) !== DIRECTORY_ENTRY) throw new ZipError('Its directory is damaged.');
    const nameLength = directory.getUint16(at + 28, true);
    const next = at + 46 + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
    if (next > directory.byteLength) throw new ZipError('Its directory is damaged.');
    const name = Buffer.from(directory.buffer, directory.byteOffset + at + 46, nameLength).toString('utf8');
    yield {
      name,
      method: directory.getUint16(at + 10, true),
      compressed: directory.getUint32(at + 20, true),
      size: directory.getUint32(at + 24, true),
      offset: directory.getUint32(at + 42, true),
    };
    at = next;
  }
}

async function contentOf(source: ByteSource, entry: Entry, most: number): Promise<Uint8Array> {
  const { name, method, compressed, size, offset } = entry;
  if (size > most || compressed > most) throw new ZipError(`${name} is larger than ${most} bytes.`);
  const header = view(await source.read(offset, 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL_ENTRY) throw new ZipError(`${name} is not there.`);
  const start = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const bytes = await source.read(start, compressed);
  if (bytes.length < compressed) throw new ZipError(`${name} is cut off.`);
  if (method === STORED) return bytes;
  if (method !== DEFLATED) throw new ZipError(`${name} is packed by method ${method}.`);
  const unpacked = await inflate(bytes, { maxOutputLength: Math.max(1, size) }).catch(() => null);
  if (unpacked === null || unpacked.length !== size) throw new ZipError(`${name} cannot be unpacked.`);
  return unpacked;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
