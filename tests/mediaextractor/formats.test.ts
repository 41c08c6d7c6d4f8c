// The row of one small file of every format, as Android's scanner gives it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ScannedRow } from '../../main/providers/media/db/scannedRow.ts';
import { extractKindOf, scanItem } from '../../main/providers/media/scan/scanItem.ts';
import { mediaFacts } from '../../mediaextractor/metadata.ts';
import { CAMERA_EXIF, jpeg, withXmp } from './pictures.ts';
import { rawFiles } from './rawFiles.ts';
import { ffmpegFiles, plainFiles } from './sampleFiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'scopebox-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MTIME = Date.UTC(2024, 0, 1);

async function rowOf(name: string, bytes: Uint8Array | string): Promise<ScannedRow> {
  const realPath = join(folder, name);
  writeFileSync(realPath, bytes);
  const path = `/storage/emulated/0/DCIM/Camera/${name}`;
  const file = { path, realPath, isDirectory: false, hidden: false, size: bytes.length, mtimeMs: MTIME };
  const kind = extractKindOf(file);
  return scanItem(file, kind === null ? null : await mediaFacts(realPath, kind));
}

type Expected = Partial<ScannedRow>;

const NO_MEDIA = { width: null, height: null, resolution: null, orientation: null, datetaken: null, duration: null };
const NO_SIZE = { ...NO_MEDIA, _special_format: 0 };
const picture = (mime_type: string, width: number, height: number, more: Expected = {}): Expected => ({
  mime_type,
  media_type: 1,
  width,
  height,
  resolution: `${width}\u00d7${height}`,
  _special_format: 0,
  ...more,
});
const TAKEN = Date.UTC(2023, 4, 6, 5, 8, 9, 120);

const PLAIN: Readonly<Record<string, Expected>> = {
  'a.jpg': picture('image/jpeg', 64, 48, { orientation: 90, datetaken: TAKEN, f_number: '1.8', iso: 100 }),
  'a.png': picture('image/png', 40, 30, { orientation: null, datetaken: null }),
  'a.gif': picture('image/gif', 16, 16, { _special_format: 1 }),
  'a.webp': picture('image/webp', 40, 30),
  'animated.webp': picture('image/webp', 16, 16, { _special_format: 3 }),
  'a.heic': picture('image/heic', 400, 300, { orientation: 90 }),
  'a.avif': picture('image/avif', 40, 30),
  'a.bmp': picture('image/x-ms-bmp', 20, 10),
  'a.tif': picture('image/tiff', 40, 30),
  'a.ico': picture('image/x-icon', 48, 48),
  'a.svg': { mime_type: 'image/svg+xml', media_type: 1, ...NO_SIZE },
  'a.psd': { mime_type: 'image/x-photoshop', media_type: 1, ...NO_SIZE },
  'a.avi': { mime_type: 'video/avi', media_type: 3, width: 320, height: 240, duration: 4000, title: 'A day out' },
  'a.amr': { mime_type: 'audio/amr', media_type: 2, duration: 200, samplerate: 8000 },
  'a.wav': { mime_type: 'audio/x-wav', media_type: 2, duration: 1000, samplerate: 8000 },
};

const plain = await plainFiles();

test.each(Object.entries(PLAIN))('%s', async (name, expected) => {
  expect(await rowOf(name, plain[name] ?? '')).toMatchObject(expected);
});

const MOVIE_DATE = Date.UTC(2023, 4, 6, 7, 8, 9);
const SIZE = { width: 176, height: 144, resolution: '176\u00d7144' };
const SONG = { title: 'A day out', artist: 'Me', album: 'Days', genre: 'Rock', composer: 'Co', year: 2021, track: 3 };

const MADE: Readonly<Record<string, Expected>> = {
  'a.mp4': { mime_type: 'video/mp4', media_type: 3, ...SIZE, datetaken: MOVIE_DATE, artist: 'Me', orientation: 0 },
  'a.mov': { mime_type: 'video/mp4', media_type: 3, ...SIZE, datetaken: MOVIE_DATE, num_tracks: '2' },
  'slow.mp4': { mime_type: 'video/mp4', media_type: 3, ...SIZE, datetaken: MOVIE_DATE, capture_framerate: 120 },
  'a.3gp': { mime_type: 'video/mp4', media_type: 3, ...SIZE, datetaken: MOVIE_DATE },
  'a.mkv': { mime_type: 'video/x-matroska', media_type: 3, ...SIZE, artist: '<unknown>', title: 'a' },
  'a.webm': { mime_type: 'video/webm', media_type: 3, ...SIZE, datetaken: null },
  'a.ts': { mime_type: 'video/mp2ts', media_type: 3, ...SIZE },
  'a.m2ts': { mime_type: 'video/mp2ts', media_type: 3, ...SIZE },
  'sound.mp4': { mime_type: 'audio/mp4', media_type: 2, width: null, is_music: 1, datetaken: null },
  'a.mp3': { mime_type: 'audio/mpeg', media_type: 2, ...SONG },
  'a.m4a': { mime_type: 'audio/mp4', media_type: 2, ...SONG, datetaken: null },
  'a.flac': { mime_type: 'audio/flac', media_type: 2, ...SONG },
  'a.ogg': { mime_type: 'audio/ogg', media_type: 2, ...SONG },
  'a.aac': { mime_type: 'audio/aac-adts', media_type: 2, artist: '<unknown>', album: 'Camera', title: 'a' },
  'a.mka': { mime_type: 'audio/x-matroska', media_type: 2, samplerate: 48_000 },
};

const made = ffmpegFiles();

describe.skipIf(Object.keys(made).length === 0)('made by ffmpeg', () => {
  test.each(Object.entries(MADE).filter(([name]) => made[name] !== undefined))('%s', async (name, expected) => {
    const row = await rowOf(name, made[name] ?? '');
    expect(row).toMatchObject(expected);
    expect(Math.abs((row.duration ?? 0) - 2000)).toBeLessThanOrEqual(110);
  });
});

const raw = await rawFiles();

describe('raw pictures', () => {
  const MIME = { dng: 'adobe-dng', nef: 'nikon-nef', cr2: 'canon-cr2', arw: 'sony-arw' };
  /** Built as those of Nikon are. */
  const ALIKE = { nrw: 'nikon-nrw', srw: 'samsung-srw' };
  const REST = { pef: 'pentax-pef', orf: 'olympus-orf', rw2: 'panasonic-rw2', raf: 'fuji-raf' };
  test.each(Object.entries({ ...MIME, ...REST, ...ALIKE }))('%s', async (extension, maker) => {
    const { bytes, size } = raw[extension in ALIKE ? 'nef' : extension] ?? { bytes: Buffer.alloc(0), size: [0, 0] };
    expect(await rowOf(`a.${extension}`, bytes)).toMatchObject({
      ...picture(`image/x-${maker}`, size[0], size[1]),
      orientation: 90,
      datetaken: Date.UTC(2022, 2, 4, 3, 6, 7),
      f_number: '4.0',
      iso: 200,
    });
  });
});

test.each([
  ['a.pdf', 'application/pdf', 6],
  ['a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 6],
  ['a.odt', 'application/vnd.oasis.opendocument.text', 6],
  ['a.epub', 'application/epub+zip', 6],
  ['a.txt', 'text/plain', 6],
  ['a.srt', 'application/x-subrip', 5],
  ['a.m3u', 'audio/x-mpegurl', 4],
  ['a.zip', 'application/zip', 0],
  ['a.cr3', 'application/octet-stream', 0],
  ['noextension', 'application/octet-stream', 0],
])('%s has a row and no media', async (name, mime_type, media_type) => {
  expect(await rowOf(name, 'bytes')).toMatchObject({ mime_type, media_type, ...NO_MEDIA });
});

describe('names and bytes that disagree', () => {
  test.each([
    ['png.jpg', 'a.png', picture('image/jpeg', 40, 30)],
    ['gif.jpg', 'a.gif', picture('image/jpeg', 16, 16, { _special_format: 1 })],
    ['jpg.png', 'a.jpg', picture('image/png', 64, 48, { orientation: 90 })],
    ['wav.jpg', 'a.wav', { mime_type: 'image/jpeg', media_type: 1, ...NO_SIZE }],
    ['png.mp4', 'a.png', { mime_type: 'video/mp4', media_type: 3, ...NO_MEDIA }],
    ['jpg.txt', 'a.jpg', { mime_type: 'text/plain', media_type: 6, ...NO_MEDIA }],
  ])('%s holds %s', async (name, held, expected) => {
    expect(await rowOf(name, plain[held] ?? '')).toMatchObject(expected);
  });
});

test.each([
  [1, 0],
  [2, 0],
  [3, 180],
  [4, 180],
  [5, 90],
  [6, 90],
  [7, 270],
  [8, 270],
])('orientation %d is %d degrees, the size is not swapped', async (tag, orientation) => {
  const bytes = await jpeg(20, 10, { IFD0: { Orientation: String(tag) } });
  expect(await rowOf('a.jpg', bytes)).toMatchObject({ orientation, width: 20, height: 10 });
});

describe('the moment a photo was taken', () => {
  const at = (fields: Readonly<Record<string, string>>, gps: Readonly<Record<string, string>> = {}) =>
    jpeg(8, 8, { IFD0: {}, IFD2: fields, IFD3: gps });
  const LOCAL = { DateTimeOriginal: '2023:05:06 07:08:09' };
  const UTC = Date.UTC(2023, 4, 6, 7, 8, 9);
  test.each([
    ['with an offset', { ...LOCAL, OffsetTimeOriginal: '-07:00' }, {}, UTC + 7 * 3_600_000],
    ['by the satellites', LOCAL, { GPSDateStamp: '2023:05:06', GPSTimeStamp: '5/1 8/1 10/1' }, UTC - 7_200_000],
    ['a local time, the file much younger', LOCAL, {}, null],
    ['near the time of the file', { DateTimeOriginal: '2023:12:31 23:00:00' }, {}, MTIME],
    ['never: only changed', {}, {}, null],
  ])('%s', async (_, fields, gps, expected) => {
    expect(await rowOf('a.jpg', await at(fields, gps))).toMatchObject({ datetaken: expected });
  });
});

describe('formats inside of JPEG', () => {
  const packet = (attributes: string, items: readonly string[]) =>
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description ${attributes}><Container:Directory><rdf:Seq>${items.map((item) => `<rdf:li><Container:Item ${item}/></rdf:li>`).join('')}</rdf:Seq></Container:Directory></rdf:Description></rdf:RDF></x:xmpmeta>`;
  const PRIMARY = 'Item:Mime="image/jpeg" Item:Semantic="Primary"';
  test.each([
    [
      'a motion photo',
      'GCamera:MotionPhoto="1"',
      'Item:Mime="video/mp4" Item:Semantic="MotionPhoto" Item:Length="9"',
      2,
    ],
    ['Ultra HDR is a JPEG like any other', '', 'Item:Semantic="GainMap" Item:Mime="image/jpeg" Item:Length="9"', 0],
  ])('%s', async (_, attributes, item, format) => {
    const bytes = withXmp(await jpeg(8, 8, CAMERA_EXIF), packet(attributes, [PRIMARY, item]));
    expect(await rowOf('a.jpg', bytes)).toMatchObject({ _special_format: format, mime_type: 'image/jpeg', width: 8 });
  });
});
