// `npm run bench -- client [--runs 3] [--megabytes 1024]`: the client library against the built host over the loopback: a
// query, a reset, and a stream beside `cat` over a pipe. Baselines run in turn with what they are compared to.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Context, createDevice, type Device, MediaStore, type Uri } from '../sdk/index.ts';
import { line, tellMachine } from './machine.ts';
import { median, percentile, spread } from './statistics.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' }, megabytes: { type: 'string', default: '1024' } },
});
const runs = Number(values.runs);
const bytes = Number(values.megabytes) * 2 ** 20;
const entry = resolve(import.meta.dirname, '../out/main/web.js');
const APP = 'com.example.gallery';
const MB = 1_000_000;
const QUERIES = 300;
const RESETS = 50;
/** How often memory is looked at while bytes come. */
const SAMPLE = 64 * 2 ** 20;

if (!existsSync(entry)) throw new Error(`${entry} is not there; run \`npm run build\` first.`);
const scratch = mkdtempSync(join(tmpdir(), 'scopebox-bench-client-'));
try {
  tellMachine('before');
  const command = [process.execPath, entry];
  {
    await using device = await createDevice({ command, library: { images: 200 } });
    await queries(device);
    await resets(device);
  }
  mkdirSync(join(scratch, 'Movies'));
  const file = join(scratch, 'Movies', 'large.mp4');
  writeFileSync(file, '');
  truncateSync(file, bytes);
  await using device = await createDevice({ command, library: scratch });
  await streams(device, file);
  tellMachine('after');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The app, with access to everything. */
async function opened(device: Device): Promise<Context> {
  await device.tester.access(APP, 'full');
  return device.app(APP);
}

async function queries(device: Device): Promise<void> {
  const { contentResolver } = await opened(device);
  const uri = MediaStore.Images.Media.EXTERNAL_CONTENT_URI;
  const columns = ['_id', '_display_name', 'datetaken', '_size', 'width', 'height'];
  const took: number[] = [];
  for (let run = 0; run < QUERIES; run++) {
    const from = performance.now();
    const cursor = await contentResolver.query(uri, columns, null);
    let rows = 0;
    while (await cursor?.moveToNext()) rows++;
    took.push(performance.now() - from);
    await cursor?.close();
    if (rows !== 200) throw new Error(`The query answered ${rows} rows, not 200.`);
  }
  line('query of 200 rows, 6 columns, read to the end (goal: median 3 ms)', spread(took, 'ms', 2));
  line('  99 of 100', `${percentile(took, 0.99).toFixed(2)} ms`);
}

/** A selection and a new row are undone. */
async function resets(device: Device): Promise<void> {
  const took: number[] = [];
  for (let run = 0; run < RESETS; run++) {
    const { contentResolver } = await opened(device);
    await contentResolver.insert(MediaStore.Images.Media.EXTERNAL_CONTENT_URI, { _display_name: 'new.jpg' });
    took.push(await timed(() => device.reset()));
  }
  line('reset after a grant, a start and an insert (goal: 50 ms)', spread(took, 'ms', 1));
}

async function streams(device: Device, file: string): Promise<void> {
  const { contentResolver } = await opened(device);
  const video = MediaStore.Video.Media.EXTERNAL_CONTENT_URI;
  await using cursor = await contentResolver.query(video, ['_id'], null);
  await cursor?.moveToFirst();
  const uri = `${video}/${cursor?.getLong(0)}` as Uri;
  const before = memory(device);
  const peak = { client: 0, host: 0 };
  const [streamed, piped]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    piped.push(bytes / MB / (await timed(() => cat(file))) / 1e-3);
    const read = async () => readAll(await contentResolver.openInputStream(uri), () => keepPeak(peak, device));
    streamed.push(bytes / MB / (await timed(read)) / 1e-3);
  }
  line(`openInputStream of ${values.megabytes} MiB`, spread(streamed, 'MB/s'));
  line('  baseline: cat over a pipe', spread(piped, 'MB/s'));
  line('  of the baseline (goal at least 0.5)', (median(streamed) / median(piped)).toFixed(2));
  line('  resident memory before, and at most: client', `${before.client} MB, ${peak.client} MB`);
  line('  resident memory before, and at most: host', `${before.host} MB, ${peak.host} MB`);
}

async function readAll(stream: ReadableStream<Uint8Array>, sample: () => void): Promise<void> {
  const reader = stream.getReader();
  let read = 0;
  let next = SAMPLE;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    read += part.value.length;
    if (read < next) continue;
    next += SAMPLE;
    sample();
  }
  if (read !== bytes) throw new Error(`The stream had ${read} bytes, not ${bytes}.`);
}

function cat(file: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn('cat', [file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let read = 0;
    child.stdout.on('data', (part: Buffer) => {
      read += part.length;
    });
    child.once('error', fail);
    child.once('close', () => (read === bytes ? done() : fail(new Error(`cat gave ${read} bytes, not ${bytes}.`))));
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

type Memory = { client: number; host: number };

function memory({ pid }: Device): Memory {
  const status = existsSync('/proc') ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  const host = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
  return { client: Math.round(process.memoryUsage.rss() / MB), host: Math.round(host / MB) };
}

function keepPeak(peak: Memory, device: Device): void {
  const { client, host } = memory(device);
  peak.client = Math.max(peak.client, client);
  peak.host = Math.max(peak.host, host);
}
