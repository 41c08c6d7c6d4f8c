// ISO base media files (MP4, MOV, HEIC, AVIF): their boxes, and what Android reads from a movie's head.
import type { Bytes } from './fileBytes.ts';

export type IsoBox = Readonly<{ type: string; start: number; end: number }>;

const MAX_BOXES = 10_000;

/** The boxes between two offsets, in order; `start` is where a box's content begins. */
export function* isoBoxes(bytes: Bytes, start: number, end: number): Generator<IsoBox> {
  let at = start;
  for (let count = 0; at + 8 <= end && count < MAX_BOXES; count++) {
    const head = bytes.at(at, Math.min(16, end - at));
    let size = head.readUInt32BE(0);
    let content = at + 8;
    const type = head.toString('latin1', 4, 8);
    if (size === 1 && head.length === 16) {
      size = Number(head.readBigUInt64BE(8));
      content = at + 16;
    } else if (size === 0) size = end - at;
    if (at + size < content) return;
    yield { type, start: content, end: Math.min(at + size, end) };
    at += size;
  }
}

/** The first box of a type, or null. */
export function isoBox(bytes: Bytes, within: Readonly<{ start: number; end: number }>, type: string): IsoBox | null {
  for (const box of isoBoxes(bytes, within.start, within.end)) if (box.type === type) return box;
  return null;
}

/** Seconds between QuickTime's epoch, 1904, and 1970. */
const EPOCH_1904 = 2_082_844_800;
export const XMP_UUID = 'be7acfcb97a942e89c71999491e3afac';

/** `duration` in milliseconds, of the longest track; `rotation` in degrees clockwise, of the first picture track. */
export type MovieHead = {
  date: string | null;
  rotation: number | null;
  duration: number | null;
  xmp: Buffer | null;
};

/** METADATA_KEY_DATE, VIDEO_ROTATION and DURATION, and an XMP packet. What was read before a broken part stays. */
export function readMovieHead(bytes: Bytes): MovieHead {
  const head: MovieHead = { date: null, rotation: null, duration: null, xmp: null };
  try {
    readInto(bytes, head);
  } catch {
    // MPEG4Extractor goes on with what it has, too.
  }
  return head;
}

function readInto(bytes: Bytes, head: MovieHead): void {
  for (const box of isoBoxes(bytes, 0, bytes.length)) {
    if (box.type === 'moov') readMovie(bytes, box, head);
    if (box.type === 'uuid' && box.end - box.start > 16 && bytes.at(box.start, 16).toString('hex') === XMP_UUID)
      head.xmp ??= Buffer.from(bytes.at(box.start + 16, box.end - box.start - 16));
    if (box.type === 'sidx' && head.duration === null) head.duration = indexDuration(bytes, box);
  }
}

/** Milliseconds of a count of ticks; null for none, and for the largest number, which says that nobody knows. */
function ticks(count: number, perSecond: number, wide: boolean): number | null {
  if (count === 0 || perSecond === 0 || count >= (wide ? Number.MAX_SAFE_INTEGER : 0xffffffff)) return null;
  return Math.floor((count * 1000) / perSecond + 0.5);
}

/** Milliseconds that mvhd or mdhd tells: both begin alike. */
function headDuration(bytes: Bytes, box: IsoBox): { scale: number; duration: number | null } {
  const wide = bytes.at(box.start, 1)[0] === 1;
  const scale = bytes.at(box.start + (wide ? 20 : 12), 4).readUInt32BE(0);
  const count = wide
    ? Number(bytes.at(box.start + 24, 8).readBigUInt64BE(0))
    : bytes.at(box.start + 16, 4).readUInt32BE(0);
  return { scale, duration: ticks(count, scale, wide) };
}

function longer(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function trackDuration(bytes: Bytes, trak: IsoBox): number | null {
  const mdia = isoBox(bytes, trak, 'mdia');
  const mdhd = mdia === null ? null : isoBox(bytes, mdia, 'mdhd');
  return mdhd === null ? null : headDuration(bytes, mdhd).duration;
}

/** A movie of fragments: what its head says of all of them. */
function fragmentsDuration(bytes: Bytes, moov: IsoBox, scale: number): number | null {
  const mvex = isoBox(bytes, moov, 'mvex');
  const mehd = mvex === null ? null : isoBox(bytes, mvex, 'mehd');
  if (mehd === null) return null;
  const wide = bytes.at(mehd.start, 1)[0] === 1;
  const count = wide
    ? Number(bytes.at(mehd.start + 4, 8).readBigUInt64BE(0))
    : bytes.at(mehd.start + 4, 4).readUInt32BE(0);
  return ticks(count, scale, wide);
}

/** The same, from the list of its fragments. */
function indexDuration(bytes: Bytes, sidx: IsoBox): number | null {
  const wide = bytes.at(sidx.start, 1)[0] !== 0;
  const scale = bytes.at(sidx.start + 8, 4).readUInt32BE(0);
  const start = sidx.start + (wide ? 28 : 20);
  const count = bytes.at(start + 2, 2).readUInt16BE(0);
  const table = bytes.at(start + 4, count * 12);
  let sum = 0;
  for (let at = 4; at < table.length; at += 12) sum += table.readUInt32BE(at);
  return ticks(sum, scale, true);
}

function readMovie(bytes: Bytes, moov: IsoBox, head: MovieHead): void {
  const mvhd = isoBox(bytes, moov, 'mvhd');
  const whole = mvhd === null ? { scale: 0, duration: null } : headDuration(bytes, mvhd);
  if (mvhd !== null) {
    const wide = bytes.at(mvhd.start, 1)[0] === 1;
    const created = wide
      ? Number(bytes.at(mvhd.start + 4, 8).readBigUInt64BE(0))
      : bytes.at(mvhd.start + 4, 4).readUInt32BE(0);
    head.date = retrieverDate(created - EPOCH_1904);
  }
  for (const trak of isoBoxes(bytes, moov.start, moov.end)) {
    const kind = trak.type === 'trak' ? trackKind(bytes, trak) : '';
    if (kind === 'vide') head.rotation ??= trackRotation(bytes, trak);
    if (kind === 'vide' || kind === 'soun') head.duration = longer(head.duration, trackDuration(bytes, trak));
  }
  head.duration ??= fragmentsDuration(bytes, moov, whole.scale) ?? whole.duration;
  const udta = isoBox(bytes, moov, 'udta');
  const xmp = udta === null ? null : isoBox(bytes, udta, 'XMP_');
  if (xmp !== null) head.xmp ??= Buffer.from(bytes.at(xmp.start, xmp.end - xmp.start));
}

/** yyyyMMddTHHmmss.000Z; null beyond what a date can say. */
function retrieverDate(seconds: number): string | null {
  if (!Number.isFinite(seconds) || Math.abs(seconds) > 200_000_000_000) return null;
  return new Date(seconds * 1000).toISOString().replace(/[-:]/g, '');
}

/** `vide`, `soun`, or what else its handler is called. */
function trackKind(bytes: Bytes, trak: IsoBox): string {
  const mdia = isoBox(bytes, trak, 'mdia');
  const hdlr = mdia === null ? null : isoBox(bytes, mdia, 'hdlr');
  return hdlr === null ? '' : bytes.at(hdlr.start + 8, 4).toString('latin1');
}

/** MPEG4Extractor knows the four upright matrices; any other counts as none. */
function trackRotation(bytes: Bytes, trak: IsoBox): number {
  const tkhd = isoBox(bytes, trak, 'tkhd');
  if (tkhd === null) return 0;
  const matrix = tkhd.start + (bytes.at(tkhd.start, 1)[0] === 1 ? 52 : 40);
  const [a, b, c, d] = [0, 4, 12, 16].map((at) => bytes.at(matrix + at, 4).readInt32BE(0) / 0x10000);
  if (a === 0 && b === 1 && c === -1 && d === 0) return 90;
  if (a === -1 && b === 0 && c === 0 && d === -1) return 180;
  return a === 0 && b === -1 && c === 1 && d === 0 ? 270 : 0;
}
