// Real media files and what Android says of them. They are not part of the project: where they are not, this is skipped.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Row, ScanFixture } from '../providers/media/scan/scanFixture.ts';

const CORPUS = process.env.SCOPEBOX_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

type Truth = Readonly<{
  path: string;
  assert: readonly string[];
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

/** What the row says otherwise than the truth, one entry per asserted fact. */
function differences(truth: Truth, row: Row, file: string): string[] {
  const checks: Readonly<Record<string, boolean>> = {
    dims: row.width === truth.width && row.height === truth.height,
    orientation: row.orientation === (truth.orientation ?? null),
    rotation: row.orientation === truth.rotation,
    duration_ms: near(row.duration, truth.duration_ms, Math.max(100, (truth.duration_ms ?? 0) * 0.02)),
    f_number: near(row.f_number, truth.f_number, 0.01),
    exposure_time: near(row.exposure_time, truth.exposure_time, 1e-4),
    iso: row.iso === truth.iso,
    datetaken: row.datetaken === dateTaken(truth, file),
  };
  const wrong = truth.assert.filter((fact) => checks[fact] === false);
  const motion = truth.motion_photo === undefined || (row._special_format === 2) === truth.motion_photo;
  return (motion ? wrong : [...wrong, 'motion_photo']).map((fact) => `${truth.path}: ${fact}`);
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
    const wrong = truth.files.flatMap((file) => differences(file, rows[file.path] ?? {}, join(folder, file.path)));
    expect(wrong).toEqual([]);
    expect(fingerprint(folder)).toBe(before);
  });
});
