// `npm run bench -- adb [--runs 5] [--megabytes 200] [--files 2000]`: the built host behind a real adb, against what the client
// and the disk take by themselves. Baselines run in turn with what they are compared to, each time anew.
import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { closeSync, copyFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AdbClient, findAdb } from '../tests/adb/adbClient.ts';
import { WebHost } from '../tests/support/webHost.ts';
import { line, tellMachine } from './machine.ts';
import { median, spread } from './statistics.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    megabytes: { type: 'string', default: '200' },
    files: { type: 'string', default: '2000' },
  },
});
const runs = Number(values.runs);
const MB = 1_000_000;
const SMALL_FILE = 30_000;
/** So many shells in a row for one figure. */
const SHELLS = 20;
const CLIENTS = 20;
const IDLE_SECONDS = 5;
/** Clock ticks of /proc in a second, as every Linux of today has them. */
const TICKS = 100;

const found = findAdb();
if (found.path === null) {
  console.log(`adb is measured with a real client: ${found.reason}`);
  process.exit(1);
}
const path = found.path;
const scratch = mkdtempSync(join(tmpdir(), 'scopebox-bench-adb-'));
mkdirSync(join(scratch, 'photos'));
try {
  tellMachine('before');
  await using host = await WebHost.start(join(scratch, 'photos'), join(scratch, 'home'), [
    '--adb',
    '0',
    '--adb-no-auth',
  ]);
  await using client = await AdbClient.start(path);
  await client.connect(Number(host.address.adb?.split(':')[1]));
  await ok(client, ['wait-for-device']);
  await shells(client);
  await clients(client);
  if (Number(values.megabytes) > 0) await largeFile(client, Number(values.megabytes) * MB);
  if (Number(values.files) > 0) await smallFiles(client, Number(values.files));
  await idle(host.address.pid);
  tellMachine('after');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** A round trip of the shell, against the start of the client alone. */
async function shells(client: AdbClient): Promise<void> {
  const [trips, starts]: [number[], number[]] = [[], []];
  for (let i = 0; i < SHELLS; i++) {
    starts.push(await timed(() => ok(client, ['version'])));
    trips.push(await timed(() => ok(client, ['shell', 'true'])));
  }
  line('adb shell true', spread(trips, 'ms', 1));
  line('  baseline adb version', spread(starts, 'ms', 1));
  line('  times the client’s own start (goal at most 3)', `${(median(trips) / median(starts)).toFixed(2)} ×`);
}

async function clients(client: AdbClient): Promise<void> {
  const took: number[] = [];
  for (let run = 0; run < runs; run++)
    took.push(await timed(() => Promise.all(Array.from({ length: CLIENTS }, () => ok(client, ['shell', 'true'])))));
  line(`${CLIENTS} × adb shell true at once`, spread(took, 'ms'));
}

async function largeFile(client: AdbClient, bytes: number): Promise<void> {
  const [file, copy, back] = [join(scratch, 'large.bin'), join(scratch, 'copy.bin'), join(scratch, 'back.bin')];
  writeRandom(file, bytes);
  const [copies, pushes, pulls]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run <= runs; run++) {
    const took = [
      await timed(() => copyFileSync(file, copy)),
      await timed(() => ok(client, ['push', file, '/sdcard/Download/large.bin'])),
      await timed(() => ok(client, ['pull', '/sdcard/Download/large.bin', back])),
    ] as const;
    if (!isSame(file, back)) throw new Error('What was pulled is not what was pushed.');
    for (const one of [copy, back]) rmSync(one);
    await ok(client, ['shell', 'rm', '/sdcard/Download/large.bin']);
    // The first round only warms the caches.
    if (run === 0) continue;
    copies.push(took[0]);
    pushes.push(took[1]);
    pulls.push(took[2]);
  }
  rmSync(file);
  const speeds = (took: readonly number[]) => took.map((each) => bytes / MB / (each / 1_000));
  line(`push of ${bytes / MB} MB`, `${spread(pushes, 'ms')}, ${spread(speeds(pushes), 'MB/s')}`);
  line(`pull of ${bytes / MB} MB`, `${spread(pulls, 'ms')}, ${spread(speeds(pulls), 'MB/s')}`);
  line('  baseline cp', `${spread(copies, 'ms')}, ${spread(speeds(copies), 'MB/s')}`);
  line('  push, share of the speed of cp (goal at least 0.25)', (median(copies) / median(pushes)).toFixed(2));
  line('  pull, share of the speed of cp (goal at least 0.25)', (median(copies) / median(pulls)).toFixed(2));
}

/** Files that no scan has to read: the step of 40 ms per file is what is looked for. */
async function smallFiles(client: AdbClient, count: number): Promise<void> {
  const [folder, back] = [join(scratch, 'small'), join(scratch, 'back')];
  mkdirSync(folder);
  for (let i = 0; i < count; i++) writeRandom(join(folder, `file ${i}.bin`), SMALL_FILE);
  mkdirSync(back);
  const push = await timed(() => ok(client, ['push', folder, '/sdcard/Download/']));
  const rows = await ok(client, [
    'shell',
    "content query --uri content://media/external/file --projection 'count(_id)' --where \"_display_name like 'file %.bin'\"",
  ]);
  if (!rows.includes(`=${count}\n`)) throw new Error(`Of ${count} files not all have a row: ${rows}`);
  const pull = await timed(() => ok(client, ['pull', '/sdcard/Download/small', back]));
  line(
    `push of ${count} files of ${SMALL_FILE / 1_000} kB, every row there`,
    `${ms(push)}, ${ms(push / count)} a file`,
  );
  line(
    `pull of ${count} files of ${SMALL_FILE / 1_000} kB`,
    `${ms(pull)}, ${ms(pull / count)} a file (goal below 40 ms)`,
  );
}

/** What the device's processes take while adb is connected and nobody asks anything. */
async function idle(pid: number): Promise<void> {
  await new Promise((wake) => setTimeout(wake, 2_000));
  const before = ticksOf(pid);
  await new Promise((wake) => setTimeout(wake, IDLE_SECONDS * 1_000));
  const share = (ticksOf(pid) - before) / TICKS / IDLE_SECONDS;
  line(`CPU of the device while nobody asks, ${IDLE_SECONDS} s (goal 0)`, `${(share * 100).toFixed(1)} %`);
}

function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return Number(fields[11]) + Number(fields[12]) + children.reduce((sum, child) => sum + ticksOf(child), 0);
}

async function ok(client: AdbClient, args: readonly string[]): Promise<string> {
  const { stdout, stderr, exit } = await client.adb(args);
  if (exit !== 0) throw new Error(`adb ${args.join(' ')} ended with ${exit}: ${stdout}${stderr}`);
  return stdout;
}

async function timed(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function writeRandom(file: string, bytes: number): void {
  const piece = Buffer.allocUnsafe(Math.min(bytes, 4 * MB));
  const descriptor = openSync(file, 'w');
  for (let written = 0; written < bytes; ) {
    randomFillSync(piece);
    written += writeSync(descriptor, piece, 0, Math.min(piece.length, bytes - written));
  }
  closeSync(descriptor);
}

function isSame(one: string, other: string): boolean {
  try {
    execFileSync('cmp', ['-s', one, other]);
    return true;
  } catch {
    return false;
  }
}

function ms(value: number): string {
  return `${value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 })} ms`;
}
