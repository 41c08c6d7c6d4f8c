// Real media files and what Android says of them. They are not part of the project: where they are not, this is skipped.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { MediaFacts } from '../../contract/rpc/mediaExtractor.ts';
import { resolveMimeType } from '../../main/providers/media/scan/mimeUtils.ts';
import { extractKindOf } from '../../main/providers/media/scan/scanItem.ts';
import { redactionRanges } from '../../mediaextractor/redactionRanges.ts';
import { type Row, ScanFixture } from '../providers/media/scan/scanFixture.ts';
import { placeOf } from './places.ts';

const CORPUS = process.env.SCOPEBOX_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

type Truth = Readonly<{
  path: string;
  assert: readonly string[];
  mime_content?: string;
  date_time_original?: string;
  latitude?: number;
  longitude?: number;
  width?: number;
  height?: number;
  orientation?: number;
  rotation?: number;
  duration_ms?: number;
  f_number?: number;
  exposure_time?: number;
  iso?: number;
  original_ms_as_utc?: number;
  datetaken?: Readonly<{ ms: number | null; basis: 'offset' | 'gps' | 'mtime' | 'none' }>;
  motion_photo?: boolean;
}>;

const QUARTER = 900_000;

/** DATE_TAKEN as the truth has it; by the file's own time where it depends on that. */
function dateTaken({ datetaken, original_ms_as_utc: original = -1 }: Truth, file: string): number | null {
  if (datetaken?.basis !== 'mtime') return datetaken?.ms ?? null;
  const offset = Math.floor(statSync(file).mtimeMs / 1000) * 1000 - original;
  return Math.abs(offset) < 24 * 4 * QUARTER ? original + Math.round(offset / QUARTER) * QUARTER : null;
}

const near = (actual: unknown, expected = Number.NaN, tolerance = 0) =>
  Math.abs(Number(actual) - expected) <= tolerance;

/** What is to be compared of a file. */
type Compared = Readonly<{ truth: Truth; row: Row; facts: MediaFacts | undefined; path: string }>;

/** What Android itself calls a file whose bytes are of another type, and by which rule; null when that is not the reason. */
function androidsReason(fact: string, { row, facts, path }: Compared): string | null {
  if (fact !== 'mime_content') return null;
  const format = facts?.xmp?.format ?? null;
  // ModernMediaScanner.parseOptionalMimeType, XmpInterface.getFormat
  if (format !== null && row.mime_type === format) return `dc:format in its XMP says ${format}`;
  const byName = { '.heif': 'image/heif', '.bmp': 'image/x-ms-bmp' }[extname(path)];
  return byName !== undefined && row.mime_type === byName ? `MimeTypeMap has ${byName} for ${extname(path)}` : null;
}

/** Each fact that is asserted of a file, and whether it is met. */
async function checked({ truth, row, facts, path }: Compared): Promise<readonly (readonly [string, boolean])[]> {
  const checks: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
    mime_content: () => row.mime_type === truth.mime_content,
    dims: () => row.width === truth.width && row.height === truth.height,
    orientation: () => row.orientation === (truth.orientation ?? null),
    rotation: () => row.orientation === truth.rotation,
    duration_ms: () => near(row.duration, truth.duration_ms, Math.max(100, (truth.duration_ms ?? 0) * 0.02)),
    f_number: () => near(row.f_number, truth.f_number, 0.01),
    exposure_time: () => near(row.exposure_time, truth.exposure_time, 1e-4),
    iso: () => row.iso === truth.iso,
    // No column has it; it is what the date of the row is made of.
    date_time_original: () => facts?.exif.DateTimeOriginal?.trim() === truth.date_time_original?.trim(),
    datetaken: () => row.datetaken === dateTaken(truth, path),
    gps: () => tellsPlace(truth, path),
    motion_photo: () => (row._special_format === 2) === truth.motion_photo,
  };
  const asserted = truth.motion_photo === undefined ? truth.assert : [...truth.assert, 'motion_photo'];
  return Promise.all(
    asserted.map(async (fact) => {
      const check = checks[fact];
      if (check === undefined) throw new Error(`Nobody checks ${fact}, which is asserted of ${truth.path}.`);
      return [fact, await check()] as const;
    }),
  );
}

/** No column has the place: who may know it reads it in the file, and who may not finds none there. */
async function tellsPlace({ latitude = Number.NaN, longitude = Number.NaN }: Truth, path: string): Promise<boolean> {
  const mimeType = resolveMimeType(path);
  const bytes = readFileSync(path);
  const place = await placeOf(bytes, mimeType);
  for (const [start, end] of redactionRanges(path, mimeType)) bytes.fill(0, start, end);
  const hidden = await placeOf(bytes, mimeType);
  return hidden === null && near(place?.[0], latitude, 1e-4) && near(place?.[1], longitude, 1e-4);
}

/** Raw facts of all files that have any, by their paths on this computer. */
async function factsOf(device: ScanFixture, paths: readonly string[]): Promise<ReadonlyMap<string, MediaFacts>> {
  const walked = { mtimeMs: 0, size: 0, isDirectory: false, hidden: false };
  const files = paths.flatMap((path) => {
    const kind = extractKindOf({ ...walked, path, realPath: path });
    return kind === null ? [] : [{ path, kind }];
  });
  const facts = await device.extractor.metadata(files);
  return new Map(files.flatMap(({ path }, index) => (facts[index] === undefined ? [] : [[path, facts[index]]])));
}

function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const stats = statSync(join(folder, name));
    hash.update(`${name} ${stats.mtimeMs} ${stats.size}`);
    if (stats.isFile()) hash.update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

const folders = existsSync(CORPUS)
  ? readdirSync(CORPUS, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && existsSync(join(CORPUS, `truth-${entry.name}.json`)),
    )
  : [];
if (folders.length === 0)
  console.log(`The corpus of real media files is not at ${CORPUS}; set SCOPEBOX_CORPUS to run its tests.`);

describe.skipIf(folders.length === 0)('real files', () => {
  test.each(folders.map(({ name }) => name))('%s: every asserted fact, and the folder untouched', async (name) => {
    const folder = join(CORPUS, name);
    const truth: { files: readonly Truth[] } = JSON.parse(readFileSync(join(CORPUS, `truth-${name}.json`), 'utf8'));
    const before = fingerprint(folder);
    await using device = new ScanFixture({ folder });
    await device.scan();
    const rows = device.rows();
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', files: truth.files.length, skipped: 0 }]);
    const facts = await factsOf(
      device,
      truth.files.map(({ path }) => join(folder, path)),
    );
    const tally = new Map<string, { met: number; total: number }>();
    const missed: string[] = [];
    const explained: string[] = [];
    for (const file of truth.files) {
      const path = join(folder, file.path);
      const compared = { truth: file, row: rows[file.path] ?? {}, facts: facts.get(path), path };
      for (const [fact, isMet] of await checked(compared)) {
        const { met, total } = tally.get(fact) ?? { met: 0, total: 0 };
        tally.set(fact, { met: met + Number(isMet), total: total + 1 });
        if (isMet) continue;
        const why = androidsReason(fact, compared);
        if (why === null) missed.push(`${file.path}: ${fact}`);
        else explained.push(`  not ${fact}, as on Android: ${file.path}: ${why}`);
      }
    }
    const lines = [...tally].map(([fact, { met, total }]) => `  ${fact.padEnd(20)} ${met}/${total}`);
    console.info([`truth-${name}.json, met/total of ${truth.files.length} files`, ...lines, ...explained].join('\n'));
    expect(missed).toEqual([]);
    expect(fingerprint(folder)).toBe(before);
  });
});
