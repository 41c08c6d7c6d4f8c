// Mirrors MediaProvider XmpInterface, and the tags SpecialFormatDetector walks over.
import type { XmlAttributes, XmpElement, XmpFacts } from '../contract/rpc/mediaExtractor.ts';

const NS_XMPMM = 'http://ns.adobe.com/xap/1.0/mm/';
const NS_DC = 'http://purl.org/dc/elements/1.1/';
export const NS_EXIF = 'http://ns.adobe.com/exif/1.0/';
const NS_RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
/** Longer packets are not read, bytes. */
export const MAX_PACKET = 4 * 1024 * 1024;
/** An attribute inside of a tag, with the space before it. */
export const ATTRIBUTE = /\s([\w:.\x80-\xff-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** A start or end tag, with the offsets of its brackets. */
export type XmlTag = Readonly<{
  name: string;
  closing: boolean;
  empty: boolean;
  attrs: XmlAttributes;
  start: number;
  end: number;
}>;

/** What is no element: its text may look like tags. */
const ASIDES = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/** Start and end tags of well-formed enough XML, with their byte offsets (one character is one byte here). */
export function* xmlTags(xml: string): Generator<XmlTag> {
  for (let start = xml.indexOf('<'); start !== -1; start = xml.indexOf('<', start + 1)) {
    const aside = ASIDES.find(([opening]) => xml.startsWith(opening, start));
    if (aside !== undefined) {
      start = xml.indexOf(aside[1], start);
      if (start === -1) return;
      continue;
    }
    if (xml[start + 1] === '!') continue;
    const end = tagEnd(xml, start);
    if (end === -1) return;
    const text = xml.slice(start + 1, end);
    const name = /^\/?([\w:.\x80-\xff-]+)/.exec(text)?.[1];
    if (name === undefined) continue;
    yield {
      name,
      closing: text.startsWith('/'),
      empty: text.endsWith('/'),
      attrs: attributesOf(text),
      start,
      end: end + 1,
    };
    start = end;
  }
}

/** Where the `>` of a tag is; one inside of quotes does not count. */
function tagEnd(xml: string, start: number): number {
  let quote = '';
  for (let at = start; at < xml.length; at++) {
    const char = xml[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at;
  }
  return -1;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function textOf(latin1: string): string {
  const text = Buffer.from(latin1, 'latin1').toString('utf8');
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (whole, name) => ENTITIES[name] ?? whole);
}

function attributesOf(tag: string): XmlAttributes {
  const attrs: Record<string, string> = {};
  for (const [, name = '', double, single] of tag.matchAll(ATTRIBUTE)) attrs[name] = textOf(double ?? single ?? '');
  return attrs;
}

/** Names with their namespace instead of a prefix; declarations count for the whole packet. */
class Namespaces {
  #uris = new Map<string, string>();

  declare(attrs: XmlAttributes): void {
    for (const [name, value] of Object.entries(attrs))
      if (name.startsWith('xmlns:')) this.#uris.set(name.slice(6), value);
  }

  full(name: string): string {
    const colon = name.indexOf(':');
    const uri = this.#uris.get(name.slice(0, colon));
    return uri === undefined ? name : uri + name.slice(colon + 1);
  }
}

type Wanted = {
  format: string | null;
  documentId: string | null;
  instanceId: string | null;
  originalDocumentId: string | null;
};

const WANTED: Readonly<Record<string, keyof Wanted>> = {
  [`${NS_DC}format`]: 'format',
  [`${NS_XMPMM}DocumentID`]: 'documentId',
  [`${NS_XMPMM}InstanceID`]: 'instanceId',
  [`${NS_XMPMM}OriginalDocumentID`]: 'originalDocumentId',
};

/** Reads a raw packet; what cannot be understood is left out. */
export function readXmp(packet: Buffer): XmpFacts {
  const redacted = Buffer.from(packet);
  const xml = packet.length > MAX_PACKET ? '' : packet.toString('latin1');
  const all = [...xmlTags(xml)];
  const wanted: Wanted = { format: null, documentId: null, instanceId: null, originalDocumentId: null };
  const namespaces = new Namespaces();
  for (const tag of all) namespaces.declare(tag.attrs);
  all.forEach((tag, index) => {
    if (tag.closing) return;
    const name = namespaces.full(tag.name);
    if (name === `${NS_RDF}Description`) {
      for (const [attribute, value] of Object.entries(tag.attrs)) keep(wanted, namespaces.full(attribute), value);
    } else if (WANTED[name] !== undefined && !tag.empty) {
      keep(wanted, name, textOf(xml.slice(tag.end, all[index + 1]?.start)));
    } else if (name.startsWith(`${NS_EXIF}GPS`)) blank(redacted, all, index);
  });
  return { packet: new Uint8Array(redacted), ...wanted, elements: motionElements(all) };
}

function keep(wanted: Wanted, name: string, value: string): void {
  const key = WANTED[name];
  if (key !== undefined && value !== '') wanted[key] ??= value;
}

/** Overwrites an element, its tags included. */
function blank(packet: Buffer, all: readonly XmlTag[], index: number): void {
  const tag = all[index];
  if (tag === undefined) return;
  const closing = tag.empty ? tag : all.slice(index).find((other) => other.closing && other.name === tag.name);
  packet.fill(0x20, tag.start, (closing ?? tag).end);
}

function motionElements(all: readonly XmlTag[]): XmpElement[] {
  if (all[0]?.name !== 'x:xmpmeta') return [];
  const elements: XmpElement[] = [];
  let items: XmlAttributes[] | null = null;
  let itemName = '';
  for (const { name, closing, empty, attrs } of all) {
    if (name === 'Container:Directory' || name === 'GContainer:Directory') {
      items = closing ? null : [];
      itemName = name.replace('Directory', 'Item');
      if (items !== null) elements.push({ tag: name, items });
      if (empty) items = null;
    } else if (!closing && name === itemName) items?.push(attrs);
    else if (!closing && name === 'rdf:Description') elements.push({ tag: name, attrs });
  }
  return elements;
}
