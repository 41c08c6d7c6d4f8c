// `npm run bench -- index [--files 10000] [--mixed 10000] [--unchanged 100000] [--burst 5000] [--pairs 5]
// [--largest 1000000]`: how fast a folder is indexed; `--largest` draws how that grows, from 10,000 files up to as many. 0
// leaves a line out; `--jpegs FOLDER` takes a folder that is there, and SCOPEBOX_CORPUS one of real files of all formats.
// Ours and the baselines run in turn (A B A B …) on the same files with warm caches, each time in a fresh home.
import { spawnSync } from 'node:child_process';
import { cpSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeLibrary as makeMixed } from '../fixtures/generator/makeLibrary.ts';
import { exponentOf, type GrowthPoint, growthSvg } from './growthCurve.ts';
import { IndexedDevice } from './indexedDevice.ts';
import { makeLibrary } from './library.ts';
import { line, missing, tellMachine } from './machine.ts';
import { median, spread } from './statistics.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', default: '10000' },
    mixed: { type: 'string', default: '10000' },
    unchanged: { type: 'string', default: '100000' },
    burst: { type: 'string', default: '5000' },
    pairs: { type: 'string', default: '5' },
    largest: { type: 'string', default: '0' },
    jpegs: { type: 'string' },
  },
});
const pairs = Number(values.pairs);
/** Paths given to one exiv2: an argument list has an end. */
const AT_ONCE = 5_000;
/** Sizes of the curve, files. */
const GROWTH = [10_000, 30_000, 100_000, 300_000, 1_000_000];
/** Copies of the real files: a few hundred say more of the start than of the work. */
const COPIES = 10;
const SMALL = { seed: 1, width: 64, height: 48 };
const LARGE = { seed: 1, width: 1_600, height: 1_200 };

const scratch = mkdtempSync(join(tmpdir(), 'scopebox-bench-'));
const out = join(import.meta.dirname, 'out');
try {
  tellMachine('before');
  await jpegs(values.jpegs ?? null);
  if (Number(values.mixed) > 0) await mixed();
  if (Number(values.unchanged) > 0) await unchanged();
  if (Number(values.burst) > 0) await burst();
  if (Number(values.largest) > 0) await growth(GROWTH.filter((size) => size <= Number(values.largest)));
  tellMachine('after');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** A first scan: milliseconds from the start of the device to the last row committed. */
async function firstScan(folder: string): Promise<number> {
  const device = await IndexedDevice.start(folder);
  const took = await device.ask('first');
  await device.close();
  return took;
}

/** What a first scan costs besides time: milliseconds, and bytes where the system tells. */
type Cost = Readonly<{ turn: number; memory: number | null }>;

async function observedScan(folder: string): Promise<Cost> {
  const device = await IndexedDevice.start(folder, true);
  await device.ask('first');
  const turn = await device.ask('longest turn');
  return { turn, memory: await device.close() };
}

async function jpegs(given: string | null): Promise<void> {
  if (given === null && Number(values.files) === 0) return;
  const folder = given ?? join(scratch, 'jpegs');
  if (given === null) await makeLibrary(folder, { photos: Number(values.files), ...LARGE });
  await againstReaders('JPEGs of 1600×1200', folder, { exiftool: 20, exiv2: 0.5 });
}

async function mixed(): Promise<void> {
  const folder = join(scratch, 'mixed');
  const { missing } = await makeMixed(folder, { files: Number(values.mixed), ...LARGE });
  for (const sentence of missing) console.log(sentence);
  await againstReaders('files of all formats', folder, { exiftool: 5 });
  rmSync(folder, { recursive: true });
  const real = process.env.SCOPEBOX_CORPUS;
  if (real === undefined)
    return line('first index of real files of all formats', 'set SCOPEBOX_CORPUS to a folder of them');
  for (let copy = 0; copy < COPIES; copy++) cpSync(real, join(folder, String(copy)), { recursive: true });
  await againstReaders('real files of all formats', folder, { exiftool: 5 });
  rmSync(folder, { recursive: true });
}

async function againstReaders(
  what: string,
  folder: string,
  goals: Readonly<{ exiftool: number; exiv2?: number }>,
): Promise<void> {
  const files = filesBelow(folder);
  const readers = [
    { name: 'exiftool', goal: goals.exiftool, run: () => timed('exiftool', ['-r', '-fast2', '-q', '-csv', folder]) },
    ...(goals.exiv2 === undefined ? [] : [{ name: 'exiv2', goal: goals.exiv2, run: () => exiv2(files) }]),
  ];
  const ours: number[] = [];
  const theirs = new Map<string, number[]>();
  for (let pair = 0; pair <= pairs; pair++) {
    const scan = await firstScan(folder);
    const reads = readers.flatMap(({ name, run }) => (missing(name) === null ? [{ name, took: run() }] : []));
    // The first round only warms the caches.
    if (pair === 0) continue;
    ours.push(scan);
    for (const { name, took } of reads) theirs.set(name, [...(theirs.get(name) ?? []), took]);
  }
  const rate = (took: number) => (files.length * 1_000) / took;
  const rates = ours.map(rate);
  line(`first index of ${files.length} ${what}`, spread(rates, 'files/s'));
  for (const { name, goal } of readers) {
    const took = theirs.get(name);
    if (took === undefined) line(`  baseline ${name}`, missing(name) ?? 'no round was measured');
    else {
      const ratios = rates.map((ours, pair) => ours / rate(took[pair] ?? Number.NaN));
      line(`  baseline ${name}`, spread(took.map(rate), 'files/s'));
      line(`  ours is, times ${name} (goal ${goal})`, spread(ratios, '×', 2));
    }
  }
  told([await observedScan(folder), await observedScan(folder)]);
}

function told(scans: readonly Cost[]): void {
  line(
    '  longest turn of the event loop (goal 50)',
    spread(
      scans.map(({ turn }) => turn),
      'ms',
    ),
  );
  const memory = scans.flatMap(({ memory }) => (memory === null ? [] : [memory / 2 ** 20]));
  line('  peak memory of all processes (goal 500)', memory.length === 0 ? 'unknown here' : spread(memory, 'MiB'));
}

async function unchanged(): Promise<void> {
  const folder = join(scratch, 'unchanged');
  await makeMixed(folder, { files: Number(values.unchanged), ...SMALL });
  const files = filesBelow(folder).length;
  await firstScan(folder);
  const first = await firstScan(folder);
  line(`first index of ${files} small files of all formats`, `${Math.round((files * 1_000) / first)} files/s`);
  told([await observedScan(folder)]);
  const watched = await IndexedDevice.start(folder, true);
  await watched.ask('first');
  await watched.ask('watching');
  const memory = watched.endMemory();
  await watched.close();
  const device = await IndexedDevice.start(folder);
  await device.ask('first');
  await device.ask('watching');
  const [ours, walks]: [number[], number[]] = [[], []];
  for (let pair = 0; pair <= pairs; pair++) {
    const rescan = await device.ask('rescan');
    const walk = bareWalk(folder);
    if (pair === 0) continue;
    ours.push(rescan);
    walks.push(walk);
  }
  await device.close();
  line(`look at ${files} unchanged files`, spread(ours, 'ms'));
  line('  baseline: bare readdir and stat, synchronous', spread(walks, 'ms'));
  const ratios = ours.map((rescan, pair) => rescan / (walks[pair] ?? Number.NaN));
  line('  ours takes, times the baseline (goal 2)', spread(ratios, '×', 2));
  line(
    '  peak memory with the folder watched',
    memory === null ? 'unknown here' : `${Math.round(memory / 2 ** 20)} MiB`,
  );
  rmSync(folder, { recursive: true, force: true });
}

async function burst(): Promise<void> {
  const [photos, folder] = [Number(values.burst), join(scratch, 'burst')];
  const staged = join(scratch, 'staged');
  await makeLibrary(staged, { photos, ...LARGE });
  const files = filesBelow(staged);
  const [bursts, fulls]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < pairs; pair++) {
    const target = join(folder, 'DCIM/Camera');
    mkdirSync(target, { recursive: true });
    const device = await IndexedDevice.start(folder);
    await device.ask('first');
    await device.ask('watching');
    const arrived = device.ask(`rows ${files.length}`);
    for (const [index, file] of files.entries()) linkSync(file, join(target, `${index}.jpg`));
    bursts.push(await arrived);
    await device.close();
    fulls.push(await firstScan(folder));
    rmSync(folder, { recursive: true });
  }
  line(`${photos} new files at once while watching, all rows there`, spread(bursts, 'ms'));
  line('  the same files in a first index', spread(fulls, 'ms'));
  const ratios = bursts.map((took, pair) => took / (fulls[pair] ?? Number.NaN));
  line('  the burst takes, times that (goal 3)', spread(ratios, '×', 2));
}

async function growth(sizes: readonly number[]): Promise<void> {
  const points: GrowthPoint[] = [];
  for (const size of sizes) {
    const folder = join(scratch, `growth-${size}`);
    await makeMixed(folder, { files: size, ...SMALL });
    await firstScan(folder);
    const scans: number[] = [];
    for (let run = 0; run < (size >= 100_000 ? 1 : pairs); run++) scans.push(await firstScan(folder));
    const took = median(scans);
    const cost = await observedScan(folder);
    points.push({ files: size, milliseconds: took, memory: cost.memory });
    line(`first index of ${size} small files`, `${Math.round(took)} ms, ${Math.round((size * 1_000) / took)} files/s`);
    told([cost]);
    rmSync(folder, { recursive: true, force: true });
  }
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'growth.svg'), growthSvg(points));
  line('growth: exponent (1 is linear), drawn in bench/out/growth.svg', exponentOf(points).toFixed(3));
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function timed(command: string, args: readonly string[]): number {
  const start = performance.now();
  spawnSync(command, args, { stdio: 'ignore' });
  return performance.now() - start;
}

function exiv2(files: readonly string[]): number {
  let took = 0;
  for (let from = 0; from < files.length; from += AT_ONCE)
    took += timed('exiv2', ['-Pkt', ...files.slice(from, from + AT_ONCE)]);
  return took;
}

/** The quickest of several, as the process that walks has to warm up. */
function bareWalk(folder: string): number {
  const { stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'walkBaseline.ts'), folder, '3']);
  return Math.min(...(JSON.parse(String(stdout)) as number[]));
}
