// Mirrors ResXMLParser: an XML file as it is packed into an .apk.

import {
  CHUNK,
  type Chunk,
  chunkAt,
  chunksIn,
  part,
  ResourceError,
  StringPool,
  valueAt,
  valueText,
} from './resourceChunks.ts';
import type { XmlElement } from './xmlElement.ts';

const ANDROID = 'http://schemas.android.com/apk/res/android';

/** android.R.attr, for those a manifest is read by: packers may leave out their names. */
const ATTRIBUTES: ReadonlyMap<number, string> = new Map([
  [0x01010001, 'label'],
  [0x01010003, 'name'],
  [0x01010006, 'permission'],
  [0x01010007, 'readPermission'],
  [0x01010008, 'writePermission'],
  [0x0101000e, 'enabled'],
  [0x01010010, 'exported'],
  [0x01010018, 'authorities'],
  [0x0101001b, 'grantUriPermissions'],
  [0x01010026, 'mimeType'],
  [0x0101020c, 'minSdkVersion'],
  [0x0101021b, 'versionCode'],
  [0x0101021c, 'versionName'],
  [0x01010270, 'targetSdkVersion'],
  [0x01010271, 'maxSdkVersion'],
  [0x01010272, 'testOnly'],
  [0x01010576, 'versionCodeMajor'],
  [0x01010591, 'isSplitRequired'],
  [0x01010603, 'requestLegacyExternalStorage'],
]);

/** Deeper than any manifest. */
const MAX_DEPTH = 100;

/** Whether the bytes begin as packed XML does. */
export function isBinaryXml(bytes: Uint8Array): boolean {
  return bytes[0] === CHUNK.XML && bytes[1] === 0 && bytes[2] === 8 && bytes[3] === 0;
}

type Open = { name: string; attributes: Readonly<Record<string, string>>; children: XmlElement[] };

/**
 * Reads packed XML.
 * @param resolve the text behind a reference to a resource; null leaves the reference: `@0x7f010000`
 * @throws {ResourceError}
 */
export function readBinaryXml(bytes: Uint8Array, resolve: (id: number) => string | null = () => null): XmlElement {
  const file = chunkAt(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0);
  if (file.type !== CHUNK.XML) throw new ResourceError('This is no packed XML.');
  let strings: StringPool | null = null;
  let ids: DataView | null = null;
  const open: Open[] = [];
  for (const chunk of chunksIn(file)) {
    if (chunk.type === CHUNK.STRING_POOL) strings = new StringPool(chunk);
    else if (chunk.type === CHUNK.XML_RESOURCE_MAP) ids = part(chunk.bytes, chunk.headerSize);
    else if (chunk.type === CHUNK.XML_START_ELEMENT) {
      if (strings === null) throw new ResourceError('An element comes before its strings.');
      open.push(startElement(chunk, { strings, ids, resolve }));
      if (open.length > MAX_DEPTH) throw new ResourceError('Its elements lie too deep.');
    } else if (chunk.type === CHUNK.XML_END_ELEMENT) {
      const ended = open.pop();
      if (ended === undefined) throw new ResourceError('An element ends that did not begin.');
      const parent = open.at(-1);
      if (parent === undefined) return ended;
      parent.children.push(ended);
    }
  }
  throw new ResourceError('Its elements do not end.');
}

type Context = Readonly<{
  strings: StringPool;
  /** By the number of an attribute's name, the attribute's id. */
  ids: DataView | null;
  resolve: (id: number) => string | null;
}>;

/** ResXMLTree_attrExt, and a ResXMLTree_attribute for each. */
function startElement({ bytes, headerSize }: Chunk, { strings, ids, resolve }: Context): Open {
  const element = part(bytes, headerSize);
  const name = strings.string(part(element, 4, 4).getUint32(0, true));
  if (name === null) throw new ResourceError('An element has no name.');
  const [start, size, count] = [8, 10, 12].map((at) => part(element, at, 2).getUint16(0, true));
  if (start === undefined || size === undefined || count === undefined || size < 20)
    throw new ResourceError(`The attributes of <${name}> are damaged.`);
  const attributes: Record<string, string> = {};
  for (let index = 0; index < count; index++) {
    const attribute = part(element, start + index * size, 20);
    const own = attribute.getUint32(4, true);
    const id = ids !== null && own < ids.byteLength >> 2 ? ids.getUint32(4 * own, true) : 0;
    const known = ATTRIBUTES.get(id);
    const isAndroid = known !== undefined || strings.string(attribute.getUint32(0, true)) === ANDROID;
    const key = known ?? strings.string(own) ?? '';
    const raw = strings.string(attribute.getUint32(8, true));
    const value = valueText(valueAt(attribute, 12), strings, resolve) ?? raw;
    if (key !== '' && value !== null) attributes[isAndroid ? `android:${key}` : key] = value;
  }
  return { name, attributes, children: [] };
}
