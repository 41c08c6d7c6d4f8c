// `npm run bench -- thumbnails [--small 400] [--large 100] [--cold 10000] [--pairs 5] [--photos FOLDER]`: how fast pictures
// are made, and how soon the first screen of a library nobody has looked at is there. 0 leaves a line out; `--photos` takes
// a folder that is there for the first screen. Ours and vipsthumbnail run in turn on the same files: ours in one media process,
// as a device has it, vipsthumbnail each time anew.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { forkExtractor } from '../main/hosts/forkExtractor.ts';
import { MediaExtractor } from '../main/providers/media/scan/mediaExtractor.ts';
import { Thumbnails } from '../main/providers/media/thumbnails.ts';
import { withExifThumbnail } from '../tests/mediaextractor/exifThumbnails.ts';
import { firstScreen } from './firstScreen.ts';
import { ENTRY, MeasuredHost } from './host.ts';
import { makeLibrary } from './library.ts';
import { line, missing, tellMachine } from './machine.ts';
import { spread } from './statistics.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    small: { type: 'string', default: '400' },
    large: { type: 'string', default: '100' },
    cold: { type: 'string', default: '10000' },
    pairs: { type: 'string', default: '5' },
    photos: { type: 'string' },
    /** Empties the computer's file caches before each start: as root alone, and slow for everything else on it. */
    'drop-caches': { type: 'boolean', default: false },
  },
});
const pairs = Number(values.pairs);
const SIDE = 256;
const SCREEN = 60;
const SMALL = { width: 1_600, height: 1_200 };
const LARGE = { width: 4_000, height: 3_000 };
/** A picture that is no video has no frames. */
const NO_FRAMES = { grab: () => Promise.reject(new Error('no video')) };

const scratch = mkdtempSync(join(tmpdir(), 'scopebox-bench-'));
try {
  tellMachine('before');
  for (const beside of [true, false]) {
    if (Number(values.small) > 0) await made('1600×1200', Number(values.small), { ...SMALL, beside });
    if (Number(values.large) > 0) await made('12 megapixels', Number(values.large), { ...LARGE, beside });
  }
  if (Number(values.cold) > 0) await screen(values.photos ?? null);
  tellMachine('after');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** `beside`: whether a small picture is in the EXIF block, as cameras and phones put it there. */
type Made = typeof SMALL & Readonly<{ beside: boolean }>;

async function made(what: string, photos: number, { beside, ...size }: Made): Promise<void> {
  const folder = join(scratch, 'photos');
  await makeLibrary(folder, { photos, ...size, seed: 1 });
  const files = filesBelow(folder);
  if (beside) for (const file of files) await putBeside(file);
  const lacks = missing('vipsthumbnail');
  const spawn = forkExtractor(resolve(import.meta.dirname, '../mediaextractor/index.ts'));
  const extractor = new MediaExtractor({ spawn, log: (message) => console.log(message) });
  const byDevice: Make = (paths, target) => inMediaProcess(extractor, paths, target);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let pair = 0; pair <= pairs; pair++) {
    const rates = [await rateOf(files, byDevice), lacks === null ? await rateOf(files, byVips) : Number.NaN];
    // The first round only warms the caches.
    if (pair === 0) continue;
    ours.push(rates[0] ?? Number.NaN);
    theirs.push(rates[1] ?? Number.NaN);
  }
  extractor.close();
  const as = beside ? 'as cameras write them' : 'with nothing beside them';
  line(`${files.length} thumbnails of ${SIDE} px, JPEGs of ${what}, ${as}`, spread(ours, 'a second', 1));
  line('  baseline vipsthumbnail, two processes', lacks ?? spread(theirs, 'a second', 1));
  const ratios = ours.map((rate, pair) => rate / (theirs[pair] ?? Number.NaN));
  if (lacks === null) line('  ours is, times vipsthumbnail (goal 1.3)', spread(ratios, '×', 2));
  rmSync(folder, { recursive: true });
}

async function putBeside(path: string): Promise<void> {
  const picture = readFileSync(path);
  writeFileSync(path, withExifThumbnail(picture, await sharp(picture).resize(160, 120).jpeg().toBuffer()));
}

type Make = (files: readonly string[], target: string) => Promise<number>;

/** Files a second. */
async function rateOf(files: readonly string[], make: Make): Promise<number> {
  const target = join(scratch, 'made');
  mkdirSync(target);
  const took = await make(files, target);
  const count = filesBelow(target).length;
  if (count !== files.length) throw new Error(`${files.length} thumbnails were wanted and ${count} made.`);
  rmSync(target, { recursive: true });
  return (files.length * 1_000) / took;
}

/** As the device makes them. @returns milliseconds */
async function inMediaProcess(extractor: MediaExtractor, files: readonly string[], target: string): Promise<number> {
  const thumbnails = new Thumbnails({ cacheFolder: target, extractor, frames: NO_FRAMES });
  const start = performance.now();
  const source = (realPath: string, id: number) => ({ id, realPath, mimeType: 'image/jpeg', version: 1 });
  // A screenful is wanted at any time, as by a page that is scrolled: too many at once would be given up.
  const wanted = files.entries();
  const cell = async () => {
    for (const [id, path] of wanted) await thumbnails.file(source(path, id), { width: SIDE, height: SIDE });
  };
  await Promise.all(Array.from({ length: SCREEN }, cell));
  return performance.now() - start;
}

async function byVips(files: readonly string[], target: string): Promise<number> {
  const env = { ...process.env, VIPS_CONCURRENCY: '1' };
  const args = ['--size', `${SIDE}x${SIDE}`, '-o', join(target, '%s.jpg[Q=80]')];
  const half = Math.ceil(files.length / 2);
  const start = performance.now();
  const halves = [files.slice(0, half), files.slice(half)];
  await Promise.all(
    halves.map((part) => once(spawn('vipsthumbnail', [...args, ...part], { env, stdio: 'ignore' }), 'exit')),
  );
  return performance.now() - start;
}

/** From the start of the host to the last picture of the screen, over HTTP, as an app sees it. */
async function screen(given: string | null): Promise<void> {
  const name = `first screen (${SCREEN} thumbnails) from the start, no index yet`;
  if (!existsSync(ENTRY)) return line(name, 'not built; run `npm run build` first');
  const folder = given ?? join(scratch, 'library');
  if (given === null) await makeLibrary(folder, { photos: Number(values.cold), ...SMALL, seed: 1 });
  const took: number[] = [];
  let isCold = values['drop-caches'];
  for (let run = 0; run < pairs; run++) {
    if (isCold) isCold = dropCaches();
    const host = new MeasuredHost(folder);
    await host.booted();
    const app = await host.allowedApp();
    await firstScreen(app, SCREEN);
    took.push(host.elapsed);
    app.close();
    await host.stop();
  }
  line(name, spread(took, 'ms'));
  line(`  of ${filesBelow(folder).length} files (goal 2000 ms)`, isCold ? 'read from the disk' : 'in warm file caches');
}

/** Has every file come from the disk again. @returns false where this user may not */
function dropCaches(): boolean {
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
