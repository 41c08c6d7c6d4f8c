import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ExtractorReply, ExtractorRequest } from '../../../../contract/rpc/mediaExtractor.ts';
import { JsonFile } from '../../../../main/device/jsonFile.ts';
import { forkExtractor } from '../../../../main/hosts/forkExtractor.ts';
import { MediaExtractor, type SpawnExtractor } from '../../../../main/providers/media/scan/mediaExtractor.ts';

const CRASHING = fileURLToPath(new URL('../../../mediaextractor/crashingEntry.ts', import.meta.url));

type More = Omit<ConstructorParameters<typeof MediaExtractor>[0], 'spawn' | 'log'>;

function extractorWith(spawn: SpawnExtractor, more: More = {}) {
  const log: string[] = [];
  const extractor = new MediaExtractor({ spawn, log: (message) => void log.push(message), ...more });
  onTestFinished(() => extractor.close());
  return { extractor, log };
}

const images = (...paths: string[]) => paths.map((path) => ({ path, kind: 'image' as const }));

test('a file that kills the process twice is recorded, its neighbours are read', async () => {
  const { extractor, log } = extractorWith(forkExtractor(CRASHING));
  const batches = await Promise.all([
    extractor.metadata(images('/a', '/poison', '/b')),
    extractor.metadata(images('/c', '/d')),
  ]);
  expect(batches.flat().map(({ bounds }) => bounds)).toEqual([[1, 1], null, [1, 1], [1, 1], [1, 1]]);
  expect([...extractor.unreadable.keys()]).toEqual(['/poison']);
  expect(log.filter((line) => line.startsWith('The media process ended (signal SIGSEGV)'))).toHaveLength(2);
  expect((await extractor.metadata(images('/poison', '/e'))).map(({ problem }) => problem === null)).toEqual([
    false,
    true,
  ]);
  expect(log.filter((line) => line.startsWith('The media process ended (signal SIGSEGV)'))).toHaveLength(2);
});

test('a thumbnail that kills the process fails, and the next one is made', async () => {
  const { extractor } = extractorWith(forkExtractor(CRASHING));
  const asked = { mimeType: 'image/jpeg', target: '/nowhere', width: 96, height: 96 };
  await expect(extractor.thumbnail({ path: '/poison', ...asked })).rejects.toThrow('ended');
  await expect(extractor.thumbnail({ path: '/fine', ...asked })).resolves.toBeUndefined();
  await expect(extractor.thumbnail({ path: '/poison', ...asked })).rejects.toThrow('unreadable');
});

test('thumbnails that take for ever fail and are recorded, and others are made', async () => {
  const { extractor } = extractorWith(forkExtractor(CRASHING), { timeLimit: 1_500 });
  const asked = { mimeType: 'image/jpeg', target: '/nowhere', width: 96, height: 96 };
  const thumbnails = ['/endless1', '/endless2', '/fine'].map((path) => extractor.thumbnail({ path, ...asked }));
  const outcomes = await Promise.allSettled(thumbnails);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect([...extractor.unreadable.keys()]).toEqual(['/endless1', '/endless2']);
});

test('a file that kills the process is not handed out without its redaction; the next one is', async () => {
  const { extractor } = extractorWith(forkExtractor(CRASHING));
  await expect(extractor.redaction('/poison', 'image/jpeg')).rejects.toThrow('ended');
  expect(await extractor.redaction('/fine', 'image/jpeg')).toEqual([[1, 2]]);
  await expect(extractor.redaction('/poison', 'image/jpeg')).rejects.toThrow('unreadable');
  extractor.close();
  await expect(extractor.redaction('/fine', 'image/jpeg')).rejects.toThrow('ended');
});

test('a changed file gets another chance', async () => {
  const { extractor } = extractorWith(forkExtractor(CRASHING));
  await extractor.metadata(images('/poison'));
  extractor.forgive('/poison');
  expect(extractor.unreadable.size).toBe(0);
});

test('a process that never starts blames no file and does not loop', async () => {
  const { extractor, log } = extractorWith(forkExtractor('/nowhere/entry.js'));
  const facts = await extractor.metadata(images('/a', '/b', '/c', '/d'));
  expect(facts.every(({ problem }) => problem !== null)).toBe(true);
  expect(log.at(-1)).toContain('does not start');
  expect((await extractor.metadata(images('/e')))[0]?.problem).not.toBeNull();
  expect(log.filter((line) => line.includes('ended'))).toHaveLength(3);
});

test('a scan makes way for pictures that somebody waits for, a single file does not', async () => {
  const posted: ExtractorRequest[] = [];
  let tell: (reply: ExtractorReply) => void = () => {};
  const { extractor } = extractorWith(() => ({
    post: (request) => void posted.push(request),
    onMessage: (listen) => {
      tell = listen;
    },
    onExit() {},
    memory: () => null,
    kill() {},
  }));
  const picture = extractor.thumbnail({ path: '/p', mimeType: 'image/jpeg', target: '/t', width: 96, height: 96 });
  const [batch, single] = [extractor.metadata(images('/a', '/b')), extractor.metadata(images('/c'))];
  expect(posted.map(({ method, id }) => [method, id])).toEqual([
    ['thumbnail', 1],
    ['metadata', 2],
  ]);
  tell({ id: 2, method: 'metadata', facts: [] });
  await single;
  tell({ id: 1, method: 'thumbnail', problem: null });
  await picture;
  while (posted.length < 3) await new Promise((resolve) => setImmediate(resolve));
  expect(posted[2]).toMatchObject({ method: 'metadata', files: images('/a', '/b') });
  tell({ id: 3, method: 'metadata', facts: [] });
  await batch;
});

test('closing answers what is under way', async () => {
  const { extractor } = extractorWith(() => ({
    post() {},
    onMessage() {},
    onExit: (listen) => (exit = listen),
    memory: () => null,
    kill: () => exit('closed'),
  }));
  let exit: (reason: string) => void = () => {};
  const waiting = extractor.metadata(images('/a'));
  extractor.close();
  expect((await waiting)[0]?.problem).not.toBeNull();
});

test('a file that takes for ever is found among its neighbours, with the reason', async () => {
  const { extractor, log } = extractorWith(forkExtractor(CRASHING), { timeLimit: 1_500 });
  const facts = await extractor.metadata(images('/a', '/endless', '/b'));
  expect(facts.map(({ bounds }) => bounds)).toEqual([[1, 1], null, [1, 1]]);
  expect(extractor.problemOf('/endless')).toContain('it took longer than 1.5 s');
  expect(extractor.problemOf('/a')).toBeNull();
  expect(log.filter((line) => line.includes('media process ended ('))).toHaveLength(2);
});

test.runIf(process.platform === 'linux')('a file that takes all the memory is stopped, with the reason', async () => {
  const { extractor } = extractorWith(forkExtractor(CRASHING), { memoryLimit: 400 * 2 ** 20 });
  const [facts, hog] = await extractor.metadata(images('/a', '/hog'));
  expect([facts?.problem, hog?.bounds]).toEqual([null, null]);
  expect(extractor.problemOf('/hog')).toContain('it took more than 400 MiB of memory');
});

test('what is held against a file outlives a restart, and ends when the file changes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-unreadable-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'poison.jpg');
  writeFileSync(path, 'bytes');
  const store = () => new JsonFile(join(folder, 'unreadable.json'), () => undefined);
  const { extractor: before } = extractorWith(forkExtractor(CRASHING), { store: store() });
  await before.metadata(images(path));
  const { extractor, log } = extractorWith(forkExtractor(CRASHING), { store: store() });
  expect(extractor.problemOf(path)).toContain('signal SIGSEGV');
  expect((await extractor.metadata(images(path)))[0]?.problem).toContain('unreadable');
  expect(log).toEqual([]);
  writeFileSync(path, 'other bytes');
  expect(extractor.problemOf(path)).toBeNull();
  await extractor.metadata(images(path));
  expect(log.filter((line) => line.includes('SIGSEGV'))).not.toHaveLength(0);
  expect(
    new MediaExtractor({ spawn: forkExtractor(CRASHING), log: () => undefined, store: store() }).unreadable.size,
  ).toBe(1);
});

/** A media process that answers when it is told to, and is given a second. */
function slowProcess() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const listeners: ((reply: ExtractorReply) => void)[] = [];
  const asked: number[] = [];
  const exits: ((reason: string) => void)[] = [];
  const spawn: SpawnExtractor = () => ({
    post: ({ id }) => void asked.push(id),
    onMessage: (listen) => void listeners.push(listen),
    onExit: (listen) => void exits.push(listen),
    memory: () => null,
    kill: () => exits.at(-1)?.('killed'),
  });
  const reply = (message: ExtractorReply) => listeners[0]?.(message);
  return { ...extractorWith(spawn, { timeLimit: 1_000 }), asked, reply };
}

test('a long batch that shows signs of life is not taken for a hanging file', async () => {
  const { extractor, log, asked, reply } = slowProcess();
  const facts = extractor.metadata(images('/a'));
  await Promise.resolve();
  reply({ id: 0, method: 'ready' });
  for (let i = 0; i < 5; i++) {
    vi.advanceTimersByTime(900);
    reply({ id: asked[0] ?? 0, method: 'progress' });
  }
  expect(log).toEqual([]);
  vi.advanceTimersByTime(1_100);
  expect(log).toEqual([expect.stringContaining('it took longer than 1 s')]);
  extractor.close();
  expect((await facts)[0]?.problem).not.toBeNull();
});

test('pictures that wait for each other are not taken for hanging ones, one that others pass is', async () => {
  const { extractor, log, asked, reply } = slowProcess();
  const pictures = ['/a', '/b', '/c', '/d', '/e'].map((path) =>
    extractor.thumbnail({ path, mimeType: 'image/jpeg', target: `${path}.jpg`, width: 96, height: 96 }),
  );
  const ends = Promise.allSettled(pictures);
  await Promise.resolve();
  reply({ id: 0, method: 'ready' });
  const answer = (index: number) => {
    vi.advanceTimersByTime(900);
    reply({ id: asked[index] ?? 0, method: 'thumbnail', problem: null });
  };
  for (const index of [0, 1, 2]) answer(index);
  expect(log).toEqual([]);
  answer(4);
  vi.advanceTimersByTime(200);
  expect(log).toEqual([expect.stringContaining('it took longer than 1 s')]);
  extractor.close();
  expect((await ends).map(({ status }) => status)).toEqual([...Array(3).fill('fulfilled'), 'rejected', 'fulfilled']);
});

test('a process that waits and holds much memory is replaced, and nobody is blamed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  let held = 0;
  let started = 0;
  const { extractor, log } = extractorWith(() => {
    started++;
    const listeners: ((reply: ExtractorReply) => void)[] = [];
    const exits: ((reason: string) => void)[] = [];
    return {
      post: ({ id }) => listeners[0]?.({ id, method: 'redaction', ranges: [], problem: null }),
      onMessage: (listen) => void listeners.push(listen),
      onExit: (listen) => void exits.push(listen),
      memory: () => held,
      kill: () => exits[0]?.('killed'),
    };
  });
  const look = async () => {
    await extractor.redaction('/a', 'image/jpeg');
    vi.advanceTimersByTime(1_000);
  };
  await look();
  await look();
  expect(started).toBe(1);
  held = 300 * 2 ** 20;
  await look();
  await look();
  expect(started).toBe(2);
  expect([log, extractor.unreadable.size]).toEqual([[], 0]);
});
