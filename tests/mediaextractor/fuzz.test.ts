// Broken files of every format: none ends the media process, keeps it busy, or makes it grow. SCOPEBOX_FUZZ says how many.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { forkExtractor } from '../../main/hosts/forkExtractor.ts';
import { type ExtractorProcess, MediaExtractor } from '../../main/providers/media/scan/mediaExtractor.ts';
import { resolveMimeType } from '../../main/providers/media/scan/mimeUtils.ts';
import { ScanFixture } from '../providers/media/scan/scanFixture.ts';
import { folderState } from '../system/folderState.ts';
import { expectAgreement, expectSettled } from '../system/indexState.ts';
import { mutated, seeded } from './mutations.ts';
import { rawFiles } from './rawFiles.ts';
import { ffmpegFiles, plainFiles } from './sampleFiles.ts';

const COUNT = Number(process.env.SCOPEBOX_FUZZ ?? 200);
const SEED = Number(process.env.SCOPEBOX_FUZZ_SEED ?? 1);
const CORPUS = process.env.SCOPEBOX_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const ENTRY = fileURLToPath(new URL('../../mediaextractor/index.ts', import.meta.url));
/** Longer files of the corpus are left to the other tests, bytes. */
const MAX_LENGTH = 150_000;
const BATCH = 20;
/** What the process may grow by once it has loaded its decoders, bytes. */
const MAX_GROWTH = 50 * 2 ** 20;

type Sample = readonly [extension: string, bytes: Uint8Array];

async function samples(): Promise<readonly Sample[]> {
  const plain = Object.entries({ ...(await plainFiles()), ...ffmpegFiles() });
  const own = plain.map(([name, bytes]): Sample => [extname(name), Buffer.from(bytes)]);
  const raw = Object.entries(await rawFiles()).map(([extension, { bytes }]): Sample => [`.${extension}`, bytes]);
  return [...own, ...raw, ...corpus()].filter(([, bytes]) => bytes.length >= 8);
}

function corpus(): readonly Sample[] {
  if (!existsSync(CORPUS)) return [];
  const names = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).sort();
  return names
    .filter((name) => !name.endsWith('.json') && !name.endsWith('.md'))
    .map((name) => join(CORPUS, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size < MAX_LENGTH)
    .map((path): Sample => [extname(path), readFileSync(path)]);
}

function kindOf(mimeType: string): 'image' | 'audio' | 'video' {
  const [kind] = mimeType.split('/');
  return kind === 'audio' || kind === 'video' ? kind : 'image';
}

test(`${COUNT} broken files`, { timeout: 60_000 + COUNT * 1_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-fuzz-'));
  const log: string[] = [];
  const started: ExtractorProcess[] = [];
  const fork = forkExtractor(ENTRY);
  const spawn = () => {
    const child = fork();
    started.push(child);
    return child;
  };
  const extractor = new MediaExtractor({ spawn, log: (sentence) => void log.push(sentence) });
  onTestFinished(() => {
    extractor.close();
    // A file that does harm is kept to be looked at.
    if (extractor.unreadable.size === 0) rmSync(folder, { recursive: true });
  });
  const random = seeded(SEED);
  const all = await samples();
  const memory: number[] = [];
  for (let done = 0; done < COUNT; done += BATCH) {
    const files = Array.from({ length: Math.min(BATCH, COUNT - done) }, (_, i) => {
      const [extension, bytes] = all[random(all.length)] ?? ['.jpg', Buffer.alloc(8)];
      const path = join(folder, `${done + i}${extension}`);
      writeFileSync(path, mutated(bytes, random));
      return { path, kind: kindOf(resolveMimeType(path)) };
    });
    const facts = await extractor.metadata(files);
    const problems = facts.flatMap(({ problem }) => problem ?? []);
    expect(problems.filter((problem) => !problem.startsWith('Could not read all of'))).toEqual([]);
    const target = join(folder, 'thumbnail');
    const sizes = { target, width: 256, height: 256 };
    for (const { path } of files)
      await extractor.thumbnail({ path, mimeType: resolveMimeType(path), ...sizes }).catch(() => undefined);
    for (const { path } of files) rmSync(path);
    memory.push(started.at(-1)?.memory() ?? 0);
  }
  expect(log).toEqual([]);
  expect([...extractor.unreadable]).toEqual([]);
  expect(started).toHaveLength(1);
  const half = Math.floor(memory.length / 2);
  const warm = memory[Math.max(0, half - 1)] ?? 0;
  console.log(
    `${COUNT} broken files, memory of the media process: ${memory.map((bytes) => Math.round(bytes / 2 ** 20)).join(' ')} MiB`,
  );
  // What the collector has not come to yet is no growth: the least of the last looks counts.
  expect(Math.min(...memory.slice(Math.max(half, memory.length - 5))) - warm).toBeLessThan(MAX_GROWTH);
});

test(`${COUNT} broken files have a row each, and are not opened again`, {
  timeout: 60_000 + COUNT * 1_000,
}, async () => {
  const random = seeded(SEED);
  const all = await samples();
  const files = Array.from({ length: COUNT }, (_, i): readonly [string, Buffer] => {
    const [extension, bytes] = all[random(all.length)] ?? ['.jpg', Buffer.alloc(8)];
    return [`DCIM/${i}${extension}`, mutated(bytes, random)];
  });
  await using device = new ScanFixture({ files: Object.fromEntries(files) });
  const before = folderState(device.folder);
  await device.scan();
  expect(device.volumes.list()).toMatchObject([{ state: 'ready', files: COUNT, indexed: COUNT, skipped: 0 }]);
  expect(device.log.filter((line) => !line.startsWith('Could not read all of'))).toEqual([]);
  expect(device.asked.length).toBeGreaterThan(COUNT / 2);
  await expectAgreement(device);
  await expectSettled(device);
  expect(folderState(device.folder)).toEqual(before);
});
