// Cases beside the golden ones: what files in the wild hold.
import { describe, expect, test } from 'vitest';
import type { MediaFacts, RetrieverFacts } from '../../../../contract/rpc/mediaExtractor.ts';
import { parseDateTime, parseGpsDateTime } from '../../../../main/providers/media/scan/exifUtils.ts';
import { bucketId, computeValuesFromData, isDownload } from '../../../../main/providers/media/scan/fileUtils.ts';
import { isFileAlbumArt, shouldScanDirectory } from '../../../../main/providers/media/scan/hiddenMedia.ts';
import { resolveFormatCode, resolveMimeType } from '../../../../main/providers/media/scan/mimeUtils.ts';
import { parseOptionalDateTaken, parseOptionalTrack } from '../../../../main/providers/media/scan/parseOptional.ts';
import { dataKey, planReconcile, type ReconcileRow } from '../../../../main/providers/media/scan/reconcile.ts';
import { scanItem, type WalkedFile } from '../../../../main/providers/media/scan/scanItem.ts';

describe('EXIF dates, as leniently as SimpleDateFormat', () => {
  test.each([
    ['2016:01:28 09:17:34 and more', null, Date.UTC(2016, 0, 28, 9, 17, 34)],
    ['2016:13:01 25:00:00', null, Date.UTC(2017, 0, 2, 1)],
    ['2016:00:00 00:00:00', null, Date.UTC(2015, 10, 30)],
    ['2016-01-28 09:17:34', null, -1],
    ['28.01.2016', null, -1],
    ['', null, -1],
    ['2016:01:28 09:17:34', 'Z', Date.UTC(2016, 0, 28, 9, 17, 34)],
    ['2016:01:28 09:17:34', '+0200', -1],
    ['2016:01:28 09:17:34', '+25:00', -1],
    ['2016:01:28 09:17:34?', '+02:00', -1],
  ])('%j with %j is %d', (dateTime, offset, expected) => {
    expect(parseDateTime(dateTime, null, offset)).toBe(expected);
  });

  test('GPS: one of the two texts may be all zeroes', () => {
    expect(parseGpsDateTime('2016:01:28', '00:00:00')).toBe(Date.UTC(2016, 0, 28));
    expect(parseGpsDateTime('0000:00:00', '00:00:00')).toBe(-1);
    expect(parseGpsDateTime('2016:01:28', null)).toBe(-1);
  });

  test('an offset between two quarters of an hour is rounded up at half', () => {
    const facts = { subSecOriginal: null, offsetOriginal: null, gpsDate: null, gpsTime: null };
    const original = Date.UTC(2016, 0, 28, 12);
    const taken = (fileMtimeMs: number) =>
      parseOptionalDateTaken({ ...facts, dateTimeOriginal: '2016:01:28 12:00:00', fileMtimeMs });
    expect(taken(original + 450_000)).toBe(original + 900_000);
    expect(taken(original + 449_000)).toBe(original);
    expect(taken(original - 450_000)).toBe(original);
    expect(taken(original - 451_000)).toBe(original - 900_000);
    expect(taken(original + 86_399_999)).toBe(original + 86_400_000);
    expect(taken(original + 86_400_000)).toBeNull();
  });
});

test.each([
  ['2', '3/12', 2003],
  ['x', '7/9', 7],
  [null, null, null],
  ['1', null, null],
])('disc %j and track %j are %j', (disc, track, expected) => {
  expect(parseOptionalTrack(disc, track)).toBe(expected);
});

test.each([
  ['a.JPG', 'image/jpeg', 0x3800],
  ['a.heics', 'image/heic-sequence', 0x3800],
  ['a.webm', 'video/webm', 0xb980],
  ['a.mts', 'video/mp2t', 0xb980],
  ['a.opus', 'audio/ogg', 0xb900],
  ['a.avi', 'video/avi', 0xb980],
  ['a.csv', 'text/comma-separated-values', 0x3000],
  ['a.', 'application/octet-stream', 0x3000],
])('%s is %s', (name, mimeType, format) => {
  expect([resolveMimeType(name), resolveFormatCode(resolveMimeType(name))]).toEqual([mimeType, format]);
});

test('buckets do not care for case, album art and downloads do not either', () => {
  expect(bucketId('/storage/emulated/0/dcim/CAMERA/x.jpg')).toBe('-1739773001');
  expect(['folder.jpg', 'ALBUMART_{1}_Large.JPG', '._x.png', 'myfolder.jpg'].map(isFileAlbumArt)).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect([isDownload('/storage/emulated/0/download/x'), isDownload('/storage/emulated/0/Download/')]).toEqual([
    true,
    false,
  ]);
  expect(shouldScanDirectory('/storage/emulated/0/android/DATA/')).toBe(false);
});

test('a path that cannot name a file', () => {
  expect(() => computeValuesFromData('/storage/emulated/0/\0')).toThrow(
    'Invalid file path:/storage/emulated/0/\0 in request.',
  );
});

describe('one row', () => {
  const file = (path: string): WalkedFile => ({
    path: `/storage/emulated/0/${path}`,
    realPath: `/x/${path}`,
    isDirectory: false,
    hidden: false,
    size: 1,
    mtimeMs: 1_600_000_000_900,
  });
  const facts = (retriever: Partial<RetrieverFacts>): MediaFacts => ({
    ...{ exif: {}, bounds: null, animation: null, xmp: null, problem: null },
    retriever: {
      ...{ mimeType: null, date: null, duration: null, width: null, height: null, rotation: null, bitrate: null },
      ...{ captureFramerate: null, samplerate: null, title: null, artist: null, album: null, albumArtist: null },
      ...{ author: null, composer: null, writer: null, genre: null, year: null, cdTrackNumber: null },
      ...{ discNumber: null, numTracks: null, compilation: null, ...retriever },
    },
  });

  test('of an mp4 without a picture is sound', () => {
    expect(scanItem(file('Music/a.mp4'), facts({ mimeType: 'audio/mp4', duration: 5 }))).toMatchObject({
      ...{ mime_type: 'audio/mp4', media_type: 2, format: 0xb900, is_music: 1, album: 'Music', duration: 5 },
    });
  });

  test('of a film keeps its size unturned and takes the album artist for want of an artist', () => {
    const row = scanItem(
      file('Movies/a.mov'),
      facts({ mimeType: 'video/mp4', width: 4, height: 3, rotation: 90, albumArtist: 'B' }),
    );
    expect(row).toMatchObject({
      ...{
        mime_type: 'video/mp4',
        media_type: 3,
        width: 4,
        height: 3,
        resolution: '4×3',
        orientation: 90,
        artist: 'B',
      },
      ...{ date_modified: 1_600_000_000, title: 'a', is_music: null },
    });
  });

  test('of a picture whose EXIF has two orientations has none', () => {
    const row = scanItem(file('a.jpg'), { ...facts({}), exif: { Orientation: '6,1', ISOSpeedRatings: '100,0' } });
    expect(row).toMatchObject({ orientation: null, iso: 100 });
  });
});

describe('reconciling', () => {
  const root = '/storage/emulated/0';
  const row = (_id: number, name: string, more: Partial<ReconcileRow> = {}): ReconcileRow => ({
    ...{ _id, _data: `${root}/${name}`, date_modified: 1, _size: 1, media_type: 1, is_pending: 0, is_trashed: 0 },
    ...{ date_expires: null, generation_added: 1, ...more },
  });
  const plan = (rows: readonly ReconcileRow[]) => planReconcile({ root, nowMs: 1000, startGeneration: 5 }, rows, []);

  test('keeps what came during the scan, abstract playlists and what lies elsewhere', () => {
    const rows = [row(1, 'a.jpg'), row(2, 'b.jpg', { generation_added: 6 }), row(3, 'c', { format: 0xba05 })];
    expect(plan([...rows, row(4, 'a', { _data: '/storage/emulated/01/a.jpg' })]).delete).toEqual([1]);
  });

  test('deletes the newest first, trashed ones too, and pending ones at their time', () => {
    const pending = { is_pending: 1, date_expires: 1 };
    expect(plan([row(1, 'a'), row(2, 'b', { is_trashed: 1 }), row(3, 'c', pending)]).delete).toEqual([3, 2, 1]);
    expect(plan([row(3, 'c', { ...pending, date_expires: 2 })]).delete).toEqual([]);
  });

  test('finds a row whatever the case of its path', () => {
    expect(dataKey('/A/Ä.JPG')).toBe('/a/Ä.jpg');
  });
});
