// Mirrors ExifInterface.getPngAttributes and getWebpAttributes for RedactionUtils; both formats are rows of chunks.
import { inflateSync } from 'node:zlib';
import type { Bytes } from './fileBytes.ts';
import { redactExif } from './redactedTiff.ts';
import { redactXmp, redactXmpAt } from './redactedXmp.ts';
import { joined, type Piece, type Redact, shifted } from './redactions.ts';

const MAX_CHUNKS = 100_000;
const MAX_TEXT = 4 * 1024 * 1024;
const XMP_KEYWORD = 'XML:com.adobe.xmp';

type Chunk = Piece & Readonly<{ type: string }>;

function* pngChunks(bytes: Bytes): Generator<Chunk> {
  let at = 8;
  for (let count = 0; at + 8 <= bytes.length && count < MAX_CHUNKS; count++) {
    const head = bytes.at(at, 8);
    const type = head.toString('latin1', 4, 8);
    const length = head.readUInt32BE(0);
    yield { type, offset: at + 8, length: Math.min(length, bytes.length - at - 8) };
    if (type === 'IEND') return;
    at += 12 + length;
  }
}

function* webpChunks(bytes: Bytes): Generator<Chunk> {
  let at = 12;
  for (let count = 0; at + 8 <= bytes.length && count < MAX_CHUNKS; count++) {
    const head = bytes.at(at, 8);
    const type = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    yield { type, offset: at + 8, length: Math.min(length, bytes.length - at - 8) };
    at += 8 + length + (length % 2);
  }
}

function redactExifChunk(bytes: Bytes, chunk: Chunk, redact: Redact): void {
  const block = joined(bytes, [chunk], MAX_TEXT);
  if (block !== null) redactExif(block, shifted(redact, chunk.offset));
}

/** Where the text of a tEXt, zTXt or iTXt chunk begins, and whether it is compressed. */
function textOf(data: Buffer, type: string): { start: number; compressed: boolean } {
  const keyword = data.indexOf(0) + 1;
  if (type === 'tEXt') return { start: keyword, compressed: false };
  if (type === 'zTXt') return { start: keyword + 1, compressed: true };
  const translated = data.indexOf(0, keyword + 2) + 1;
  return { start: data.indexOf(0, translated) + 1, compressed: data[keyword] === 1 };
}

/** What an older ImageMagick writes: a block as lines of hexadecimal digits, after its name and length. */
function rawProfile(text: string): Buffer {
  return Buffer.from(/^\s*\w+\s+\d+\s+([\da-f\s]*)/i.exec(text)?.[1]?.replace(/\s/g, '') ?? '', 'hex');
}

/** Differs from Android, which knows no text chunks: docs/differences.md. A text in code that tells a place goes as a whole. */
function redactText(bytes: Bytes, chunk: Chunk, redact: Redact): void {
  const { offset, length, type } = chunk;
  const start = bytes.at(offset, Math.min(length, 40)).toString('latin1');
  const [, profile] = /^Raw profile type (exif|app1|xmp)\0/i.exec(start) ?? [];
  if (profile === undefined && !start.startsWith(`${XMP_KEYWORD}\0`)) return;
  const data = joined(bytes, [chunk], MAX_TEXT);
  if (data === null) {
    redact(offset, offset + length);
    return;
  }
  const text = textOf(data, type);
  const raw = data.subarray(text.start);
  if (profile === undefined && !text.compressed) {
    redactXmpAt(bytes, { offset: offset + text.start, length: raw.length }, redact);
  } else if (tellsPlace(raw, text.compressed, profile)) redact(offset + text.start, offset + length);
}

function tellsPlace(raw: Buffer, compressed: boolean, profile: string | undefined): boolean {
  let found = false;
  const note = () => {
    found = true;
  };
  try {
    const text = compressed ? inflateSync(raw, { maxOutputLength: MAX_TEXT }) : raw;
    const block = profile === undefined ? text : rawProfile(text.toString('latin1'));
    if (block.includes('<x:xmpmeta') || block.includes('<rdf:RDF')) redactXmp(block, note);
    else if (profile !== undefined) redactExif(block, note);
    else note();
  } catch {
    return true;
  }
  return found;
}

/** Notes the places that the chunks of a PNG tell. */
export function redactPng(bytes: Bytes, redact: Redact): void {
  for (const chunk of pngChunks(bytes)) {
    if (chunk.type === 'eXIf') redactExifChunk(bytes, chunk, redact);
    else if (['iTXt', 'tEXt', 'zTXt'].includes(chunk.type)) redactText(bytes, chunk, redact);
  }
}

/** Notes the places that the chunks of a WebP tell. */
export function redactWebp(bytes: Bytes, redact: Redact): void {
  for (const chunk of webpChunks(bytes)) {
    if (chunk.type === 'EXIF') redactExifChunk(bytes, chunk, redact);
    else if (chunk.type === 'XMP ') redactXmpAt(bytes, chunk, redact);
  }
}
