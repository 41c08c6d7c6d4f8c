import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { ByteRange } from '../../contract/rpc/mediaExtractor.ts';
import { mediaFacts } from '../../mediaextractor/metadata.ts';
import { redactionRanges } from '../../mediaextractor/redactionRanges.ts';
import {
  bareJpeg,
  box,
  heic,
  i32,
  locatedMovies,
  locatedPicture,
  PLACE_XMP,
  segment,
  TRACES,
  tiff,
  xmp,
} from './locatedMedia.ts';

const folder = mkdtempSync(join(tmpdir(), 'scopebox-places-'));
afterAll(() => rmSync(folder, { recursive: true }));

const XMP_APP1 = 'http://ns.adobe.com/xap/1.0/\0';

function rangesOf(bytes: Buffer, mimeType: string): readonly ByteRange[] {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  return redactionRanges(path, mimeType);
}

function zeroed(bytes: Buffer, ranges: readonly ByteRange[]): Buffer {
  const copy = Buffer.from(bytes);
  for (const [start, end] of ranges) copy.fill(0, start, end);
  return copy;
}

const traces = (bytes: Buffer) => TRACES.filter((trace) => bytes.includes(trace)).length;

/** How many forms of the place a file has before and after, and whether the ranges are in order and within it. */
function outcome(bytes: Buffer, mimeType: string) {
  const ranges = rangesOf(bytes, mimeType);
  const edges = [0, ...ranges.flat(), bytes.length];
  const after = traces(zeroed(bytes, ranges));
  return {
    before: traces(bytes) > 0,
    after,
    inOrder: edges.every((edge, i) => i === 0 || edge >= (edges[i - 1] ?? 0)),
  };
}

const FOUND = { before: true, after: 0, inOrder: true };

/** What of a file is read as zeros, as text. */
function hidden(bytes: Buffer, mimeType: string): string[] {
  return rangesOf(bytes, mimeType).map(([start, end]) => bytes.toString('latin1', start, end));
}

describe('pictures', () => {
  test.each(['jpeg', 'png', 'webp', 'avif'] as const)('a %s: the place is gone, the rest is there', async (format) => {
    const bytes = await locatedPicture(format);
    const ranges = rangesOf(bytes, `image/${format}`);
    const after = zeroed(bytes, ranges);
    expect(outcome(bytes, `image/${format}`)).toEqual(FOUND);
    writeFileSync(join(folder, 'after'), after);
    expect(await mediaFacts(join(folder, 'after'), 'image')).toMatchObject({
      exif: { ImageDescription: 'By the river', DateTimeOriginal: '2023:05:06 07:08:09' },
      bounds: [40, 30],
      problem: null,
    });
  });

  test('a JPEG’s ranges are the values of the GPS tags and nothing else', async () => {
    const bytes = bareJpeg(segment(0xe1, 'Exif\0\0', tiff('LE')));
    // The block begins 12 bytes into the file; two references of two bytes, two values of three rationals.
    expect(rangesOf(bytes, 'image/jpeg')).toEqual([
      [62, 64],
      [86, 88],
      [112, 160],
    ]);
  });

  test.each([
    ['a HEIC, its items in pieces', heic(), 'image/heic'],
    ['a HEIC that says HEIF', heic(), 'image/heif'],
    ['a raw file', tiff('LE'), 'image/x-adobe-dng'],
    ['Fuji’s raw file', fuji(), 'image/x-fuji-raf'],
    ['EXIF behind a fill byte', bareJpeg(Buffer.from([0xff]), segment(0xe1, 'Exif\0\0', tiff())), 'image/jpeg'],
    [
      'two EXIF blocks',
      bareJpeg(segment(0xe1, 'Exif\0\0', tiff()), segment(0xe1, 'Exif\0\0', tiff('LE'))),
      'image/jpeg',
    ],
    ['XMP in parts', extendedXmp(), 'image/jpeg'],
    ['a second picture', secondPicture(), 'image/jpeg'],
    ['a motion photo', motionPhoto(), 'image/jpeg'],
    ['a HEIC with a video in it', Buffer.concat([heic(), box('mpvd', movie())]), 'image/heic'],
    ['a PNG with profiles in code', codedPng(), 'image/png'],
    [
      'a JPEG that is cut off behind its EXIF',
      bareJpeg(segment(0xe1, 'Exif\0\0', tiff())).subarray(0, 220),
      'image/jpeg',
    ],
    ['a video under a picture’s name', movie(), 'image/jpeg'],
  ])('%s', (_, bytes, mimeType) => {
    expect(outcome(bytes, mimeType)).toEqual(FOUND);
  });

  test('a place that is cut by the parts of a packet goes in pieces', () => {
    expect(hidden(extendedXmp(), 'image/jpeg').sort()).toEqual([
      '30.2058N</exif:GPSLatitude>',
      '51,',
      '<exif:GPSLatitude>',
      'exif:GPSLongitude="0,7.4757W"',
    ]);
  });

  test('a profile in code goes whole when it tells a place', () => {
    expect(hidden(codedPng(), 'image/png')[0]).toMatch(/^x\x9c/);
  });

  test('a plain TIFF keeps its place, as on Android; so does what is no media file', () => {
    expect(rangesOf(tiff(), 'image/tiff')).toEqual([]);
    expect(rangesOf(bareJpeg(segment(0xe1, 'Exif\0\0', tiff())), 'application/octet-stream')).toEqual([]);
  });
});

describe('XMP', () => {
  const inJpeg = (packet: string) => bareJpeg(segment(0xe1, XMP_APP1, packet));

  test.each([
    [
      'elements and attributes',
      PLACE_XMP,
      ['exif:GPSLongitude="0,7.4757W"', '<exif:GPSLatitude>51,30.2058N</exif:GPSLatitude>'],
    ],
    ['an empty element', xmp('<exif:GPSAltitude rdf:resource="5"/>'), ['<exif:GPSAltitude rdf:resource="5"/>']],
    [
      'elements within',
      xmp('<exif:GPSTimeStamp><rdf:Seq><rdf:li>7</rdf:li></rdf:Seq></exif:GPSTimeStamp>'),
      ['<exif:GPSTimeStamp><rdf:Seq><rdf:li>7</rdf:li></rdf:Seq></exif:GPSTimeStamp>'],
    ],
    [
      'another prefix',
      xmp('<p:GPSLatitude xmlns:p="http://ns.adobe.com/exif/1.0/">5</p:GPSLatitude>'),
      ['<p:GPSLatitude xmlns:p="http://ns.adobe.com/exif/1.0/">5</p:GPSLatitude>'],
    ],
    ['another namespace', xmp('<p:GPSLatitude xmlns:p="urn:p">5</p:GPSLatitude>'), []],
    [
      'a comment that looks like an end',
      xmp('<exif:GPSLatitude>5<!-- </exif:GPSLatitude> -->6</exif:GPSLatitude>'),
      ['<exif:GPSLatitude>5<!-- </exif:GPSLatitude> -->6</exif:GPSLatitude>'],
    ],
    ['no place', xmp('<xmp:Rating>3</xmp:Rating>'), []],
  ])('%s', (_, packet, expected) => {
    expect(hidden(inJpeg(packet), 'image/jpeg')).toEqual(expected);
  });

  test.each([
    ['an end tag that is missing', xmp('<exif:GPSLatitude>51,30.2058N')],
    ['tags that cross', xmp('<xmp:A><exif:GPSLatitude>51,30.2058N</xmp:A></exif:GPSLatitude>')],
    ['a packet of sixteen bits', Buffer.from(PLACE_XMP, 'utf16le').toString('latin1')],
    ['no XML', 'GPSLatitude 51,30.2058N'],
  ])('%s: all of it', (_, packet) => {
    expect(hidden(inJpeg(packet), 'image/jpeg')).toEqual([packet]);
  });

  test('more places than anybody was at: all of it, and at most 4096 ranges of a file', () => {
    const packet = xmp('<exif:GPSLatitude>5</exif:GPSLatitude>\n'.repeat(50_000));
    const riff = (type: string, body: Buffer) => {
      const head = Buffer.from(`${type}    `, 'latin1');
      head.writeUInt32LE(body.length, 4);
      return Buffer.concat([head, body]);
    };
    const webp = riff('RIFF', Buffer.concat([Buffer.from('WEBP'), riff('XMP ', Buffer.from(packet))]));
    const ranges = rangesOf(webp, 'image/webp');
    expect(ranges.length).toBeLessThanOrEqual(4_096);
    expect(zeroed(webp, ranges).includes('GPSLatitude')).toBe(false);
  });
});

describe('movies', () => {
  test.each(Object.entries(locatedMovies()))('%s', (_, bytes) => {
    expect(outcome(bytes, 'video/mp4')).toEqual(FOUND);
    expect(zeroed(bytes, rangesOf(bytes, 'video/mp4')).includes('pictures')).toBe(bytes.includes('pictures'));
  });

  test('a box of a place loses its type and its content, and keeps its length', () => {
    const bytes = locatedMovies()['©xyz of QuickTime'] ?? Buffer.alloc(0);
    const [[start = 0, end = 0] = []] = rangesOf(bytes, 'video/mp4');
    expect(bytes.toString('latin1', start, end)).toBe('\xa9xyz\0\x12\x15\xc7+51.5034-000.1246/');
    expect(bytes.readUInt32BE(start - 4)).toBe(end - start + 4);
  });

  test('in an ilst the box of the value keeps its length too, as on Android', () => {
    const bytes = locatedMovies()['©xyz of iTunes'] ?? Buffer.alloc(0);
    const [type = [0, 0], content = [0, 0]] = rangesOf(bytes, 'video/mp4');
    expect([content[0] - type[1], bytes.readUInt32BE(type[1])]).toEqual([4, content[1] - type[1]]);
  });

  test('a file of four gigabytes is not read: its data is jumped over', () => {
    const path = join(folder, 'large.mp4');
    const four = 4 * 1024 ** 3;
    const head = Buffer.concat([box('ftyp', 'isom', i32(0)), i32(1), Buffer.from('mdat'), i32(1), i32(0)]);
    writeFileSync(path, head);
    const moov = box('moov', box('udta', box('\xa9xyz', '+51.5034')));
    // A sparse file: it takes no room.
    const fd = openSync(path, 'r+');
    writeSync(fd, moov, 0, moov.length, head.length - 16 + four);
    closeSync(fd);
    expect(redactionRanges(path, 'video/mp4')).toEqual([[four + head.length - 16 + 20, four + head.length - 16 + 32]]);
  });
});

describe('files that mean harm', () => {
  const loop = tiff();
  loop.writeUInt32BE(8, 34);
  const far = tiff();
  far.writeUInt32BE(0xffffff00, 62);
  const deep = Array.from({ length: 2_000 }).reduce<Buffer>((inner) => box('udta', inner), box('\xa9xyz', 'x'));
  const pieces = heic();
  pieces.writeUInt16BE(0xffff, pieces.indexOf('iloc') + 18);

  test.each([
    ['directories in a circle', bareJpeg(segment(0xe1, 'Exif\0\0', loop)), 'image/jpeg'],
    ['a value beyond the end', bareJpeg(segment(0xe1, 'Exif\0\0', far)), 'image/jpeg'],
    ['boxes within boxes', Buffer.concat([box('ftyp', 'isom'), box('moov', deep)]), 'video/mp4'],
    ['a box shorter than its head', Buffer.concat([box('ftyp', 'isom'), i32(4), Buffer.from('moov')]), 'video/mp4'],
    ['more pieces than there are', pieces, 'image/heic'],
    ['an empty file', Buffer.alloc(0), 'image/jpeg'],
    ['one byte', Buffer.from([0xff]), 'image/jpeg'],
    ['a picture list that points at itself', secondPicture(0), 'image/jpeg'],
    [
      'a list of keys that breaks off',
      Buffer.concat([box('ftyp', 'isom'), box('meta', i32(0), box('keys', i32(0)), box('ilst'))]),
      'video/mp4',
    ],
  ])('%s: no error, and no range outside of the file', (_, bytes, mimeType) => {
    for (const [start, end] of rangesOf(bytes, mimeType)) expect(start < end && end <= bytes.length).toBe(true);
  });

  test('every prefix of every format is read without an error', async () => {
    const whole: readonly (readonly [Buffer, string])[] = [
      [await locatedPicture('png'), 'image/png'],
      [await locatedPicture('webp'), 'image/webp'],
      [await locatedPicture('avif'), 'image/avif'],
      [secondPicture(), 'image/jpeg'],
      [heic(), 'image/heic'],
      [movie(), 'video/mp4'],
    ];
    for (const [bytes, mimeType] of whole)
      for (let length = 0; length < bytes.length; length += 7)
        for (const [start, end] of rangesOf(bytes.subarray(0, length), mimeType))
          expect(start < end && end <= length).toBe(true);
  });

  test('a movie of a million boxes is refused, a file that is gone has nothing to hide', () => {
    const bytes = Buffer.concat([
      box('ftyp', 'isom'),
      Buffer.concat(Array.from({ length: 600_000 }, () => box('free'))),
    ]);
    expect(() => rangesOf(bytes, 'video/mp4')).toThrow('there are too many boxes');
    expect(redactionRanges(join(folder, 'gone.jpg'), 'image/jpeg')).toEqual([]);
  });
});

function movie(): Buffer {
  return locatedMovies()['©xyz of QuickTime'] ?? Buffer.alloc(0);
}

function fuji(): Buffer {
  const head = Buffer.alloc(160);
  head.write('FUJIFILMCCD-RAW ');
  head.writeUInt32BE(160, 84);
  return Buffer.concat([head, bareJpeg(segment(0xe1, 'Exif\0\0', tiff()))]);
}

/** Three parts, in the wrong order, cut through the place. */
function extendedXmp(): Buffer {
  const packet = Buffer.from(PLACE_XMP);
  const cuts = [packet.indexOf('51,30'), packet.indexOf('30.2058')];
  const part = (start: number, end: number) =>
    segment(
      0xe1,
      'http://ns.adobe.com/xmp/extension/\0',
      'A'.repeat(32),
      i32(packet.length),
      i32(start),
      packet.subarray(start, end),
    );
  const [first = 0, second = 0] = cuts;
  return bareJpeg(segment(0xe1, XMP_APP1, xmp('')), part(second, packet.length), part(0, first), part(first, second));
}

/** A multi-picture file whose second picture tells the place. `offset`: what the list says of it, right unless given. */
function secondPicture(offset?: number): Buffer {
  const list = (at: number) => {
    const tail = Buffer.alloc(32);
    tail.writeUInt32BE(at, 24);
    const entry = Buffer.concat([Buffer.from([0xb0, 0x02, 0, 7]), i32(32), i32(26)]);
    return segment(0xe2, 'MPF\0', 'MM\0*', i32(8), Buffer.from([0, 1]), entry, i32(0), tail);
  };
  const first = bareJpeg(list(0));
  // Places count from the head of the list, eight bytes behind its segment's begin.
  return Buffer.concat([bareJpeg(list(offset ?? first.length - 2 - 8)), bareJpeg(segment(0xe1, 'Exif\0\0', tiff()))]);
}

function motionPhoto(): Buffer {
  const video = movie();
  const packet = xmp('', `xmlns:GCamera="urn:g" GCamera:MicroVideo="1" GCamera:MicroVideoOffset="${video.length}"`);
  return Buffer.concat([bareJpeg(segment(0xe1, XMP_APP1, packet)), video]);
}

function codedPng(): Buffer {
  const chunk = (type: string, body: Buffer) => Buffer.concat([i32(body.length), Buffer.from(type), body, i32(0)]);
  const hex = `\nexif\n     206\n${Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff()]).toString('hex')}\n`;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('tEXt', Buffer.from('Comment\0+51.5034 is not looked at'.replace('+51.5034', 'this'), 'latin1')),
    chunk('zTXt', Buffer.concat([Buffer.from('Raw profile type exif\0\0', 'latin1'), deflateSync(hex)])),
    chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${PLACE_XMP}`, 'latin1')),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
