// Mirrors MediaProvider IsoInterface for RedactionUtils: loci, ©xyz, gps, gps0 and XMP in MP4, MOV and 3GP.
import type { Bytes } from './fileBytes.ts';
import { isoBox, isoBoxes, XMP_UUID } from './isoBoxes.ts';
import { redactXmpAt } from './redactedXmp.ts';
import type { Redact } from './redactions.ts';

type Box = Readonly<{ type: string; parent: string; start: number; content: number; end: number }>;

/** IsoInterface.isBoxParent, and the box that holds the video of a HEIC motion photo. */
const PARENTS = new Set(
  'moov moof traf mfra trak tref mdia minf dinf stbl edts udta ipro sinf hnti hinf jp2h ilst meta mpvd'.split(' '),
);
const PLACES = new Set(['loci', '\xa9xyz', 'gps ', 'gps0']);
/** The first box of a file that has any. */
const FIRST = /^(?:ftyp|moov|mdat|wide|free|skip|pnot|uuid)$/;
/** Hours of fragments stay below it. */
const MAX_BOXES = 500_000;
const MAX_DEPTH = 16;
/** Head of the box that holds a value: size, `data`, type, locale. */
const DATA_HEAD = 16;

class MovieWalk {
  readonly #bytes: Bytes;
  readonly #redact: Redact;
  #boxes = 0;

  constructor(bytes: Bytes, redact: Redact) {
    this.#bytes = bytes;
    this.#redact = redact;
  }

  /** @throws {Error} when there are more boxes than any honest file has */
  level(start: number, end: number, parent: string, depth: number): void {
    for (let at = start; at + 8 <= end; ) {
      if (++this.#boxes > MAX_BOXES) throw new Error('there are too many boxes');
      const box = this.#box(at, end, parent);
      if (box === null) return;
      this.#visit(box, depth);
      at = box.end;
    }
  }

  /** null for what is no box: IsoInterface leaves the level there. One that is too long ends with its parent. */
  #box(start: number, end: number, parent: string): Box | null {
    const head = this.#bytes.at(start, Math.min(16, end - start));
    const type = head.toString('latin1', 4, 8);
    const wide = head.readUInt32BE(0) === 1 && head.length === 16;
    const said = wide ? Number(head.readBigUInt64BE(8)) : head.readUInt32BE(0);
    const size = said === 0 ? end - start : said;
    const content = start + (wide ? 16 : 8);
    return start + size < content ? null : { type, parent, start, content, end: Math.min(start + size, end) };
  }

  #visit(box: Box, depth: number): void {
    const { type, content, end } = box;
    if (PLACES.has(type)) this.#place(box);
    else if (type === 'XMP_') redactXmpAt(this.#bytes, { offset: content, length: end - content }, this.#redact);
    else if (type === 'uuid') this.#uuid(box);
    if (!PARENTS.has(type) || depth >= MAX_DEPTH) return;
    const children = type === 'meta' ? this.#metaContent(box) : content;
    if (type === 'meta') this.#appleKeys({ start: children, end });
    this.level(children, end, type, depth + 1);
  }

  /** The type goes with the content; inside of ilst the size of the value's own box stays, so that a reader finds the next. */
  #place({ parent, type, start, content, end }: Box): void {
    this.#redact(start + 4, start + 8);
    this.#redact(parent === 'ilst' && type === '\xa9xyz' ? content + 4 : content, end);
  }

  #uuid({ content, end }: Box): void {
    if (end - content <= 16 || this.#bytes.at(content, 16).toString('hex') !== XMP_UUID) return;
    redactXmpAt(this.#bytes, { offset: content + 16, length: end - content - 16 }, this.#redact);
  }

  /** ISO's meta has a version before its children, QuickTime's has not. */
  #metaContent({ content, end }: Box): number {
    const isQuickTime = content + 8 <= end && this.#bytes.at(content + 4, 4).toString('latin1') === 'hdlr';
    return isQuickTime ? content : Math.min(content + 4, end);
  }

  /** Differs from Android, which does not know Apple's keys: docs/differences.md. */
  #appleKeys(meta: Readonly<{ start: number; end: number }>): void {
    const keys = isoBox(this.#bytes, meta, 'keys');
    const list = isoBox(this.#bytes, meta, 'ilst');
    if (keys === null || list === null) return;
    const places = new Set<number>();
    let index = 0;
    for (const key of isoBoxes(this.#bytes, keys.start + 8, keys.end)) {
      index++;
      const name = this.#bytes.at(key.start, Math.min(64, key.end - key.start)).toString('latin1');
      if (/^(?:com\.apple\.quicktime\.location\b|location(?:-|$))/i.test(name)) places.add(index);
    }
    for (const { type, start, end } of isoBoxes(this.#bytes, list.start, list.end))
      if (places.has(Buffer.from(type, 'latin1').readUInt32BE(0))) this.#redact(start + DATA_HEAD, end);
  }
}

/** Whether ISO boxes begin at a place of the file. */
export function isMovie(bytes: Bytes, start: number): boolean {
  return start + 8 <= bytes.length && FIRST.test(bytes.at(start + 4, 4).toString('latin1'));
}

/**
 * Notes the places that a movie's boxes tell; its pictures and sounds are jumped over.
 * @throws {Error} for a file of more boxes than can be looked at, as Android does
 */
export function redactMovie(bytes: Bytes, start: number, redact: Redact): void {
  if (isMovie(bytes, start)) new MovieWalk(bytes, redact).level(start, bytes.length, '', 0);
}
