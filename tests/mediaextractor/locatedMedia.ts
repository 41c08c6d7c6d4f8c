// Pictures and movies that tell where they were taken: 51° 30' 12.34567" north, 0° 7' 28.54321" west.
import sharp from 'sharp';

/** What of a file must not be found in it again: every form the place is written in below. */
export const TRACES: readonly Buffer[] = [
  ...[1_234_567, 2_854_321].flatMap((seconds) => [rational(seconds, 'LE'), rational(seconds, 'BE')]),
  ...['51,30.2058N', '0,7.4757W', '+51.5034', '-000.1246'].map((text) => Buffer.from(text)),
  fixedPoint(51.5034),
  fixedPoint(-0.1246),
];

function rational(seconds: number, order: 'LE' | 'BE'): Buffer {
  const bytes = Buffer.alloc(8);
  if (order === 'LE') {
    bytes.writeUInt32LE(seconds, 0);
    bytes.writeUInt32LE(100_000, 4);
  } else {
    bytes.writeUInt32BE(seconds, 0);
    bytes.writeUInt32BE(100_000, 4);
  }
  return bytes;
}

function fixedPoint(degrees: number): Buffer {
  return i32(Math.trunc(degrees * 65_536));
}

export const PLACE_EXIF = {
  IFD0: { ImageDescription: 'By the river', Make: 'Scope' },
  IFD2: { DateTimeOriginal: '2023:05:06 07:08:09', OffsetTimeOriginal: '+00:00' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '51/1 30/1 1234567/100000',
    GPSLongitudeRef: 'W',
    GPSLongitude: '0/1 7/1 2854321/100000',
  },
} as const;

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const NAMESPACES = `xmlns:rdf="${RDF}" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"`;

/** An XMP packet around some properties. */
export function xmp(inside: string, attributes = ''): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ${NAMESPACES}><rdf:Description rdf:about="" ${attributes}>${inside}</rdf:Description></rdf:RDF></x:xmpmeta>`;
}

export const PLACE_XMP = xmp(
  '<exif:GPSLatitude>51,30.2058N</exif:GPSLatitude><xmp:Rating>3</xmp:Rating>',
  'exif:GPSLongitude="0,7.4757W"',
);

/** A picture with the place in its EXIF block and its XMP packet. */
export function locatedPicture(format: 'jpeg' | 'png' | 'webp' | 'avif'): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: '#336699' } })
    .withExif(PLACE_EXIF)
    .withXmp(PLACE_XMP)
    .toFormat(format, format === 'avif' ? { effort: 0 } : {})
    .toBuffer();
}

/** A TIFF structure with the place, and a value that stays. */
export function tiff(order: 'LE' | 'BE' = 'BE'): Buffer {
  const bytes = Buffer.alloc(200);
  const u16 = (value: number, at: number) =>
    order === 'LE' ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at);
  const u32 = (value: number, at: number) =>
    order === 'LE' ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at);
  const entry = (at: number, [tag, format, count]: readonly [number, number, number]) => {
    u16(tag, at);
    u16(format, at + 2);
    u32(count, at + 4);
  };
  bytes.write(order === 'LE' ? 'II' : 'MM', 0);
  u16(42, 2);
  u32(8, 4);
  u16(2, 8);
  entry(10, [0x112, 3, 1]);
  u16(6, 18);
  entry(22, [0x8825, 4, 1]);
  u32(40, 30);
  u16(4, 40);
  for (const [index, tag] of [1, 2, 3, 4].entries()) {
    const at = 42 + index * 12;
    entry(at, tag % 2 === 1 ? [tag, 2, 2] : [tag, 5, 3]);
    if (tag % 2 === 1) bytes.write(tag === 1 ? 'N' : 'W', at + 8);
    else u32(tag === 2 ? 100 : 124, at + 8);
  }
  for (const [index, value] of [51, 1, 30, 1, 1_234_567, 100_000, 0, 1, 7, 1, 2_854_321, 100_000].entries())
    u32(value, 100 + index * 4);
  return bytes;
}

/** A JPEG segment: its marker's second byte and its parts. */
export function segment(marker: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** The smallest thing with a JPEG's segments: no picture, but everything a reader of metadata looks at. */
export function bareJpeg(...segments: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments, Buffer.from([0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9])]);
}

export function i32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** An ISO box. */
export function box(type: string, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  return Buffer.concat([i32(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

const FTYP = box('ftyp', 'isom', i32(512), 'isommp41');
const XYZ = box('\xa9xyz', Buffer.from([0, 18, 0x15, 0xc7]), '+51.5034-000.1246/');
const LOCI = box(
  'loci',
  i32(0),
  Buffer.from([0, 0, 0, 0]),
  fixedPoint(-0.1246),
  fixedPoint(51.5034),
  i32(0),
  'earth\0',
);
const XMP_UUID = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');
const HDLR = box('hdlr', i32(0), i32(0), 'mdtaappl', Buffer.alloc(9));
const APPLE = 'com.apple.quicktime.location.ISO6709';

/** The value of an ilst entry. */
function data(text: string): Buffer {
  return box('data', i32(1), i32(0), text);
}

function appleMeta(version: string): Buffer {
  const keys = box('keys', i32(0), i32(2), box('mdta', 'com.apple.quicktime.make'), box('mdta', APPLE));
  const list = box('ilst', box('\0\0\0\x01', data('Scope')), box('\0\0\0\x02', data('+51.5034-000.1246+010.000/')));
  return box('meta', version, HDLR, keys, list);
}

/** Movies with the place, each in one more way; `mdat` is what lies between. */
export function locatedMovies(mdat: Buffer = box('mdat', 'pictures')): Readonly<Record<string, Buffer>> {
  const movie = (...children: readonly Buffer[]) =>
    Buffer.concat([FTYP, mdat, box('moov', box('mvhd', Buffer.alloc(100)), ...children)]);
  const list = box(
    'meta',
    i32(0),
    box('hdlr', i32(0), i32(0), 'mdirappl', Buffer.alloc(9)),
    box('ilst', box('\xa9nam', data('A day out')), box('\xa9xyz', data('+51.5034-000.1246/'))),
  );
  return {
    '©xyz of QuickTime': movie(box('udta', box('\xa9nam', '\0\x05\0\0title'), XYZ, i32(0))),
    'loci of 3GPP': movie(box('trak', box('tkhd', Buffer.alloc(84)), box('udta', LOCI))),
    '©xyz of iTunes': movie(box('udta', list)),
    'gps and gps0 of a camera in a car': movie(box('gps ', i32(1), '+51.5034-000.1246'), box('gps0', '+51.5034')),
    'Apple’s keys, as QuickTime writes them': movie(appleMeta('')),
    'Apple’s keys, as ISO writes them': movie(appleMeta('\0\0\0\0')),
    'XMP in a uuid': Buffer.concat([movie(), box('uuid', XMP_UUID, PLACE_XMP)]),
    'XMP_ in udta': movie(box('udta', box('XMP_', PLACE_XMP))),
    'a box of 64 bits before it': Buffer.concat([
      FTYP,
      i32(1),
      Buffer.from('mdat'),
      i32(0),
      i32(20),
      i32(7),
      box('moov', box('udta', XYZ)),
    ]),
    'a last box without a length': Buffer.concat([FTYP, i32(0), Buffer.from('moov'), box('udta', XYZ)]),
    'a head without ftyp': Buffer.concat([box('wide'), mdat, box('moov', box('udta', XYZ))]),
  };
}

/** A HEIC without a picture: an Exif item in two pieces and an XMP item, one in the file's data and one in idat. */
export function heic(): Buffer {
  const exif = Buffer.concat([i32(6), Buffer.from('Exif\0\0', 'latin1'), tiff()]);
  const packet = Buffer.from(PLACE_XMP);
  const ftyp = box('ftyp', 'heic', i32(0), 'mif1heic');
  const infe = (id: number, type: string, end: string) =>
    box('infe', Buffer.from([2, 0, 0, 0, 0, id, 0, 0]), type, end);
  const iinf = box(
    'iinf',
    i32(0),
    Buffer.from([0, 2]),
    infe(1, 'Exif', '\0'),
    infe(2, 'mime', '\0application/rdf+xml\0'),
  );
  const iloc = (at: number) =>
    box(
      'iloc',
      Buffer.from([1, 0, 0, 0, 0x44, 0x00, 0, 2]),
      Buffer.from([0, 1, 0, 0, 0, 0, 0, 2]),
      ...[i32(at), i32(100), i32(at + 104), i32(exif.length - 100)],
      Buffer.from([0, 2, 0, 1, 0, 0, 0, 1]),
      ...[i32(0), i32(packet.length)],
    );
  const meta = (at: number) =>
    box('meta', i32(0), box('hdlr', i32(0), i32(0), 'pict', Buffer.alloc(13)), iinf, iloc(at), box('idat', packet));
  const start = ftyp.length + meta(0).length + 8;
  const mdat = box('mdat', exif.subarray(0, 100), 'gap!', exif.subarray(100));
  return Buffer.concat([ftyp, meta(start), mdat]);
}
