import { describe, expect, test } from 'vitest';
import type { ExifAttributes, MediaFacts, RetrieverFacts } from '../../../contract/rpc/mediaExtractor.ts';
import { columnDetails, type SourceFacts } from '../../../main/providers/media/columnSources.ts';

const HOUR = 3_600_000;
const JUNE = Date.UTC(2024, 5, 1, 12);
const NOTHING: MediaFacts = { exif: {}, bounds: null, animation: null, xmp: null, retriever: null, problem: null };

function told(name: string, value: string | number | null, facts: Partial<SourceFacts> = {}) {
  const row = { _data: '/storage/emulated/0/DCIM/a.jpg', date_modified: JUNE / 1000, ...facts.row, [name]: value };
  const details = columnDetails({ kind: 'image', media: NOTHING, ...facts, row });
  const found = details.find((column) => column.name === name);
  return [found?.source, found?.why];
}

const exif = (attributes: ExifAttributes) => ({ media: { ...NOTHING, exif: attributes } });
const container = (facts: Partial<RetrieverFacts>): Partial<SourceFacts> => ({
  kind: 'video',
  media: { ...NOTHING, retriever: facts as RetrieverFacts },
});
const DateTimeOriginal = '2024:06:01 12:00:00';

describe('datetaken', () => {
  test.each([
    ['nothing in EXIF', null, exif({}), 'none', /no DateTimeOriginal/],
    ['an app wrote it', JUNE, exif({}), 'app', /before it published/],
    [
      'an offset',
      JUNE,
      exif({ DateTimeOriginal, OffsetTimeOriginal: '+02:00' }),
      'exif',
      /with OffsetTimeOriginal \+02:00/,
    ],
    [
      'GPS',
      JUNE,
      exif({ DateTimeOriginal, GPSDateStamp: '2024:06:01', GPSTimeStamp: '10:00:00' }),
      'exif',
      /the GPS time/,
    ],
    ['the time of the file', JUNE, exif({ DateTimeOriginal }), 'exif', /the file's own time/],
    [
      'no zone at all',
      null,
      { ...exif({ DateTimeOriginal }), row: { date_modified: (JUNE + 48 * HOUR) / 1000 } },
      'none',
      /no OffsetTimeOriginal, no GPS time within 24 hours, and the file's own time is 48 hours away/,
    ],
    ['a video', JUNE, container({ date: '20240601T120000.000Z' }), 'container', /20240601T120000/],
    ['a video of 1904', null, container({ date: '19040101T000000.000Z' }), 'none', /is not after 1970/],
    ['a video without', null, container({ date: null }), 'none', /has no date/],
    ['a document', null, { kind: null, media: null }, 'none', /Only images, audio and videos/],
  ] as const)('%s', (_name, value, facts, source, why) => {
    expect(told('datetaken', value, facts)).toEqual([source, expect.stringMatching(why)]);
  });
});

test.each([
  ['width', 640, exif({ ImageWidth: '640', ImageLength: '480' }), 'exif', /ImageWidth and ImageLength/],
  ['width', 640, {}, 'decoder', /a decoder announces/],
  ['width', null, {}, 'none', /Neither EXIF nor a decoder/],
  ['height', 480, container({}), 'container', /as it is coded/],
  ['orientation', 90, exif({ Orientation: '6' }), 'exif', /Orientation 6/],
  ['orientation', null, {}, 'none', /no Orientation/],
  ['owner_package_name', 'com.app', {}, 'app', /com\.app added it/],
  ['owner_package_name', null, {}, 'none', /No app added it/],
  [
    'owner_package_name',
    'com.app',
    { row: { _data: '/storage/emulated/0/Android/media/com.app/a.jpg' } },
    'path',
    /Android\/media/,
  ],
  ['iso', 100, {}, 'exif', /earlier scan/],
  ['iso', null, {}, 'none', /EXIF has no ISOSpeedRatings/],
  ['title', 'Song', container({ title: 'Song' }), 'container', /metadata/],
  ['title', 'a', container({ title: null }), 'path', /without its extension/],
  ['artist', '<unknown>', container({ artist: null, albumArtist: null, album: null }), 'path', /stand-in/],
  ['mime_type', 'image/jpeg', {}, 'path', /extension/],
  ['media_type', 0, {}, 'path', /hidden/],
  ['latitude', null, {}, 'none', /Always null/],
  ['date_added', 1, {}, 'clock', /clock/],
  ['bookmark', null, {}, 'none', /No app/],
  ['group_id', null, {}, 'none', /Not used/],
] as const)('%s = %s', (name, value, facts, source, why) => {
  expect(told(name, value, facts)).toEqual([source, expect.stringMatching(why)]);
});

test('a long text is cut, a blob is told by its size, nothing is null', () => {
  const row = { description: 'x'.repeat(3_000), xmp: new Uint8Array(2_048), title: null };
  const [description, xmp, title] = columnDetails({ row, kind: 'image', media: NOTHING });
  expect(description?.value).toHaveLength(2_001);
  expect(xmp?.value).toBe('2,048 bytes');
  expect(title?.value).toBeNull();
});
