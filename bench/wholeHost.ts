// `npm run bench -- [--photos 1000] [--pairs 5] [--width 1600] [--height 1200]`: how fast the built host is.
// Ours and the baselines run in turn (A B A B …) on the same library, with warm file caches and a fresh home each time.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Context } from '../sdk/context.ts';
import { firstScreen, newest } from './firstScreen.ts';
import { MeasuredHost } from './host.ts';
import { makeLibrary } from './library.ts';
import { median, percentile, spread } from './statistics.ts';

const FIRST_SCREEN = 21;
const ROWS = 200;
const QUERIES = 200;
const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: '1000' },
    pairs: { type: 'string', default: '5' },
    width: { type: 'string', default: '1600' },
    height: { type: 'string', default: '1200' },
  },
});
const [photos, pairs] = [Number(values.photos), Number(values.pairs)];

type Run = Readonly<{
  booted: number;
  thumbnails: number;
  scanned: number;
  queries: readonly number[];
  p99Turn: number;
  longestTurn: number;
  memory: number | null;
}>;

const folder = mkdtempSync(join(tmpdir(), 'scopebox-bench-'));
try {
  console.log(
    `${photos} photos of ${values.width}×${values.height}, ${pairs} pairs; ${cpus().length} cores, ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
  );
  await makeLibrary(folder, { photos, width: Number(values.width), height: Number(values.height), seed: 1 });
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const ours: Run[] = [];
  const reading: number[] = [];
  const exiftool: number[] = [];
  const hasExiftool = spawnSync('exiftool', ['-ver']).status === 0;
  readBaseline();
  for (let pair = 0; pair < pairs; pair++) {
    reading.push(readBaseline());
    if (hasExiftool) exiftool.push(timed('exiftool', ['-r', '-fast2', '-q', '-csv', folder]));
    ours.push(await measure());
  }
  report(ours, reading, exiftool);
}

function readBaseline(): number {
  return timed(process.execPath, [join(import.meta.dirname, 'readBaseline.ts'), folder]);
}

function timed(command: string, args: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(command, args, { maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
  return performance.now() - started;
}

async function measure(): Promise<Run> {
  const host = new MeasuredHost(folder);
  const booted = await host.booted();
  const app = await host.allowedApp();
  const thumbnails = firstScreen(app, Math.min(FIRST_SCREEN, photos)).then(() => host.elapsed);
  const scanned = await host.scanned();
  await thumbnails;
  const queries = await timeQueries(app);
  app.close();
  const { p99, longest, memory } = await host.stop();
  return { booted, thumbnails: await thumbnails, scanned, queries, p99Turn: p99, longestTurn: longest, memory };
}

async function timeQueries(app: Context): Promise<readonly number[]> {
  const took: number[] = [];
  for (let index = 0; index < QUERIES; index++) {
    const started = performance.now();
    const rows = await newest(app, ROWS);
    took.push(performance.now() - started);
    if (rows.length !== Math.min(ROWS, photos)) throw new Error(`Asked for ${ROWS} rows, got ${rows.length}.`);
  }
  return took;
}

function report(ours: readonly Run[], reading: readonly number[], exiftool: readonly number[]): void {
  const perSecond = (times: readonly number[]) => times.map((time) => (photos / time) * 1000);
  const scanned = ours.map((run) => run.scanned);
  const memory = ours.map((run) => run.memory).filter((bytes) => bytes !== null);
  const lines = [
    [
      'start to booted (/healthz answers)',
      spread(
        ours.map((run) => run.booted),
        'ms',
      ),
    ],
    [
      `start to ${FIRST_SCREEN} thumbnails over HTTP`,
      spread(
        ours.map((run) => run.thumbnails),
        'ms',
      ),
    ],
    ['start to everything indexed', spread(scanned, 'ms')],
    ['indexed', spread(perSecond(scanned), 'files/s')],
    ['baseline: walk, stat, read 64 KiB', spread(perSecond(reading), 'files/s')],
    ['  ours takes', `${(median(scanned) / median(reading)).toFixed(1)} times as long`],
    ...(exiftool.length === 0
      ? [['baseline: exiftool -r -fast2', 'not installed (Debian: apt install libimage-exiftool-perl)']]
      : [
          ['baseline: exiftool -r -fast2', spread(perSecond(exiftool), 'files/s')],
          ['  ours takes', `${(median(scanned) / median(exiftool)).toFixed(2)} times as long`],
        ]),
    [
      `query of ${ROWS} rows over the socket, p50`,
      spread(
        ours.map((run) => percentile(run.queries, 0.5)),
        'ms',
        1,
      ),
    ],
    [
      `query of ${ROWS} rows over the socket, p99`,
      spread(
        ours.map((run) => percentile(run.queries, 0.99)),
        'ms',
        1,
      ),
    ],
    [
      'event-loop turn once booted, p99',
      spread(
        ours.map((run) => run.p99Turn),
        'ms',
        1,
      ),
    ],
    [
      'event-loop turn once booted, longest',
      spread(
        ours.map((run) => run.longestTurn),
        'ms',
        1,
      ),
    ],
    [
      'peak memory of all processes',
      memory.length === 0
        ? 'unknown here'
        : spread(
            memory.map((bytes) => bytes / 2 ** 20),
            'MiB',
          ),
    ],
  ] as const;
  for (const [name = '', value = ''] of lines) console.log(`${name.padEnd(42)} ${value}`);
  const out = join(import.meta.dirname, 'out');
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'bench.json'), `${JSON.stringify({ photos, ours, reading, exiftool }, null, 2)}\n`);
}
