// Real photos that tell where they were taken. They are not part of the project: where they are not, this is skipped.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { resolveMimeType } from '../../main/providers/media/scan/mimeUtils.ts';
import { mediaFacts } from '../../mediaextractor/metadata.ts';
import { redactionRanges } from '../../mediaextractor/redactionRanges.ts';

const CORPUS = process.env.SCOPEBOX_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

type Truth = Readonly<{ path: string; assert: readonly string[] }>;

const FOLDERS = ['open', 'aosp'].filter((name) => existsSync(join(CORPUS, `truth-${name}.json`)));
const FILES = FOLDERS.flatMap((name) => {
  const truth: { files: readonly Truth[] } = JSON.parse(readFileSync(join(CORPUS, `truth-${name}.json`), 'utf8'));
  return truth.files.map(({ path, assert }) => ({ path: join(CORPUS, name, path), hasGps: assert.includes('gps') }));
});

const temporary = mkdtempSync(join(tmpdir(), 'scopebox-corpus-'));
afterAll(() => rmSync(temporary, { recursive: true }));

/** The bytes of a file as who may not know the place reads them. */
function redacted(path: string): Buffer {
  const bytes = readFileSync(path);
  for (const [start, end] of redactionRanges(path, resolveMimeType(path))) bytes.fill(0, start, end);
  return bytes;
}

/** The values of latitude and longitude in an EXIF block, told by a reader of its own; none when there is no GPS directory. */
function coordinates(block: Buffer): number[] {
  const data = block.subarray(block.indexOf(block.includes('II*\0') ? 'II*\0' : 'MM\0*'));
  const little = data[0] === 0x49;
  const u16 = (at: number) => (little ? data.readUInt16LE(at) : data.readUInt16BE(at));
  const u32 = (at: number) => (little ? data.readUInt32LE(at) : data.readUInt32BE(at));
  const entries = (at: number) => Array.from({ length: u16(at) }, (_, index) => at + 2 + index * 12);
  const [gps] = entries(u32(4)).filter((at) => u16(at) === 0x8825);
  if (gps === undefined) return [];
  const values = entries(u32(gps + 8)).filter((at) => u16(at) === 2 || u16(at) === 4);
  return values.flatMap((at) => [0, 8, 16].map((part) => u32(u32(at + 8) + part)));
}

const GPS_STAMPS = {
  ...{ GPSDateStamp: undefined, GPSTimeStamp: undefined },
  GPSLatitude: undefined,
  GPSLatitudeRef: undefined,
  GPSLongitude: undefined,
  GPSLongitudeRef: undefined,
};

describe.skipIf(FOLDERS.length === 0)('real files', () => {
  test('every photo with a place has one before and none after', async () => {
    const found: Record<string, boolean[]> = {};
    const photos = FILES.filter(({ path, hasGps }) => hasGps && resolveMimeType(path).startsWith('image/'));
    for (const { path } of photos) {
      const blocks = await Promise.all([readFileSync(path), redacted(path)].map((bytes) => sharp(bytes).metadata()));
      found[path] = blocks.map(({ exif }) => coordinates(exif ?? Buffer.alloc(0)).some((value) => value !== 0));
    }
    expect(photos.length).toBeGreaterThan(20);
    expect(Object.entries(found).filter(([, [before, after]]) => !before || after)).toEqual([]);
  });

  test('every movie with a place has one before and none after', () => {
    const place = /[+-]\d{2}\.\d{3,}[+-]\d{3}\.\d{3,}/;
    const movies = FILES.filter(({ path, hasGps }) => hasGps && resolveMimeType(path).startsWith('video/'));
    const found = movies.map(({ path }) =>
      [readFileSync(path), redacted(path)].map((bytes) => place.test(bytes.toString('latin1'))),
    );
    expect(found.length).toBeGreaterThan(1);
    expect(found.filter(([before, after]) => !before || after)).toEqual([]);
  });

  test('what else a file says stays', async () => {
    const differing: string[] = [];
    for (const { path } of FILES) {
      const kind = resolveMimeType(path).split('/')[0];
      if (kind !== 'image' && kind !== 'video') continue;
      const copy = join(temporary, `copy${extname(path)}`);
      writeFileSync(copy, redacted(path));
      const [before, after] = [await mediaFacts(path, kind), await mediaFacts(copy, kind)].map((facts) => ({
        ...facts,
        problem: facts.problem === null,
        xmp: null,
        exif: { ...facts.exif, ...GPS_STAMPS },
      }));
      if (JSON.stringify(before) !== JSON.stringify(after)) differing.push(path);
    }
    expect(differing).toEqual([]);
  });

  test('the ranges of Android’s own test of XMP in a movie', () => {
    const path = join(CORPUS, 'aosp/test_video_xmp.mp4');
    const expected = [37_299, 37_349, 37_352, 37_404, 37_407, 37_466, 37_469, 37_515];
    expect(redactionRanges(path, 'video/mp4').flat()).toEqual(expected);
  });
});
