// Mirrors XmpDataParser.getRedactionRanges: exif:GPS* in an XMP packet, or all of a packet that cannot be read.
import type { Bytes } from './fileBytes.ts';
import { joined, type Piece, type Redact, scattered } from './redactions.ts';
import { ATTRIBUTE, MAX_PACKET, NS_EXIF, type XmlTag, xmlTags } from './xmpReader.ts';

type Range = readonly [start: number, end: number];

/** Which names are those of EXIF's places. A prefix counts as EXIF's wherever in the packet it is declared so. */
class GpsNames {
  readonly #prefixes = new Set(['exif']);

  declare({ attrs }: XmlTag): void {
    for (const [name, value] of Object.entries(attrs))
      if (value === NS_EXIF && name.startsWith('xmlns')) this.#prefixes.add(name.slice(6));
  }

  has(name: string): boolean {
    const colon = name.indexOf(':');
    return name.startsWith('GPS', colon + 1) && this.#prefixes.has(name.slice(0, Math.max(colon, 0)));
  }
}

/** Elements and attributes that tell a place; null when the tags do not match up. */
function gpsRanges(xml: string): Range[] | null {
  const all = [...xmlTags(xml)];
  const names = new GpsNames();
  for (const tag of all) names.declare(tag);
  const ranges: Range[] = [];
  const open: XmlTag[] = [];
  for (const tag of all) {
    if (tag.closing) {
      const opened = open.pop();
      if (opened?.name !== tag.name) return null;
      if (names.has(tag.name)) ranges.push([opened.start, tag.end]);
      continue;
    }
    if (!tag.empty) open.push(tag);
    else if (names.has(tag.name)) ranges.push([tag.start, tag.end]);
    // Differs from Android, which leaves places that are written as attributes: docs/differences.md.
    for (const { 0: text, 1: name = '', index } of xml.slice(tag.start, tag.end).matchAll(ATTRIBUTE))
      if (names.has(name)) ranges.push([tag.start + index + 1, tag.start + index + text.length]);
  }
  return open.length > 0 || all.length === 0 ? null : ranges;
}

/** Notes the places of one packet; all of it when it is not well-formed, as Android does. */
export function redactXmp(packet: Buffer, redact: Redact): void {
  const ranges = packet.length > MAX_PACKET ? null : gpsRanges(packet.toString('latin1'));
  for (const [start, end] of ranges ?? [[0, packet.length]]) redact(start, end);
}

/** Notes the places of a packet in one or several pieces of a file. */
export function redactXmpPieces(bytes: Bytes, pieces: readonly Piece[], redact: Redact): void {
  const packet = joined(bytes, pieces, MAX_PACKET);
  if (packet !== null) redactXmp(packet, scattered(redact, pieces));
  else for (const { offset, length } of pieces) redact(offset, offset + length);
}

/** Notes the places of the packet at one place of a file. */
export function redactXmpAt(bytes: Bytes, place: Piece, redact: Redact): void {
  redactXmpPieces(bytes, [place], redact);
}
