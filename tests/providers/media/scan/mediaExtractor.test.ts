import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { forkExtractor } from '../../../../main/hosts/forkExtractor.ts';
import { MediaExtractor, type SpawnExtractor } from '../../../../main/providers/media/scan/mediaExtractor.ts';

const CRASHING = fileURLToPath(new URL('../../../mediaextractor/crashingEntry.ts', import.meta.url));

function extractorWith(spawn: SpawnExtractor) {
  const log: string[] = [];
  const extractor = new MediaExtractor({ spawn, log: (message) => void log.push(message) });
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
  expect(log.filter((line) => line.includes('SIGSEGV'))).toHaveLength(2);
  expect((await extractor.metadata(images('/poison', '/e'))).map(({ problem }) => problem === null)).toEqual([
    false,
    true,
  ]);
  expect(log.filter((line) => line.includes('SIGSEGV'))).toHaveLength(2);
});

test('a thumbnail that kills the process fails, and the next one is made', async () => {
  const { extractor } = extractorWith(forkExtractor(CRASHING));
  const asked = { mimeType: 'image/jpeg', target: '/nowhere', width: 96, height: 96 };
  await expect(extractor.thumbnail({ path: '/poison', ...asked })).rejects.toThrow('ended');
  await expect(extractor.thumbnail({ path: '/fine', ...asked })).resolves.toBeUndefined();
  await expect(extractor.thumbnail({ path: '/poison', ...asked })).rejects.toThrow('unreadable');
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

test('closing answers what is under way', async () => {
  const { extractor } = extractorWith(() => ({
    post() {},
    onMessage() {},
    onExit: (listen) => (exit = listen),
    kill: () => exit('closed'),
  }));
  let exit: (reason: string) => void = () => {};
  const waiting = extractor.metadata(images('/a'));
  extractor.close();
  expect((await waiting)[0]?.problem).not.toBeNull();
});
