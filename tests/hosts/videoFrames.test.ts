// A page that lends its codecs, as a program that speaks the contract: what the device asks, serves and takes.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { AUTHORITY } from '../../contract/android/mediaStore.ts';
import { contentUri } from '../../contract/android/uri.ts';
import type { FrameQuestion, MediaCodecApi } from '../../contract/rpc/mediaCodec.ts';
import { callAs } from '../../main/activity/systemCaller.ts';
import { startWebServer, type WebServer } from '../../main/hosts/webServer.ts';
import { SYSTEM_PACKAGES } from '../../main/packages/packageManager.ts';
import type { Remote } from '../../sdk/rpcClient.ts';
import { clip } from '../support/clip.ts';
import { GALLERY, type TestSystem, testSystem } from '../testSystem.ts';

/** Not what the film shows: so it is seen who made a thumbnail. */
const green = () =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: '#00ff00' } })
    .jpeg()
    .toBuffer();

const withFilm = () => testSystem({ photos: [], files: { 'DCIM/film.mp4': clip() } });

const idOfFilm = ({ system }: TestSystem) =>
  system.media.inspection.rows({
    ...{ packageName: null, collection: 'video', search: '', hiddenOnly: false },
    ...{ before: null, downTo: null, limit: 1 },
  }).rows[0]?.id ?? 0;

/** The path of the film's thumbnail on this computer. */
async function thumbnail(device: TestSystem, side = 96): Promise<string> {
  const uri = contentUri(AUTHORITY, ['external', 'video', 'media', idOfFilm(device)]);
  const call = callAs(device.system, SYSTEM_PACKAGES.photoPicker, new AbortController().signal);
  const file = await device.system.resolver.openThumbnail(call, uri, { width: side, height: side });
  return 'path' in file ? file.path : '';
}

const thumbnailFact = async (device: TestSystem) => {
  const detail = await device.system.media.inspection.detail(idOfFilm(device), {
    packageName: null,
    collection: 'video',
  });
  return detail.facts.find(({ name }) => name === 'thumbnail')?.value ?? null;
};

/** A page that is connected: its questions, one after the other. */
async function page(
  device: TestSystem,
): Promise<Readonly<{ codec: Remote<MediaCodecApi>; next: () => Promise<FrameQuestion> }>> {
  const codec = device.converse<MediaCodecApi>('codec');
  const connected = Promise.withResolvers<void>();
  using _subscription = device.system.media.pageFrames.onAvailable(connected.resolve);
  const questions = (await codec.frames())[Symbol.asyncIterator]();
  let first: Promise<IteratorResult<FrameQuestion>> | null = questions.next();
  await connected.promise;
  const next = async () => {
    const { value } = await (first ?? questions.next());
    first = null;
    return value;
  };
  return { codec, next };
}

async function serve(device: TestSystem): Promise<WebServer & AsyncDisposable> {
  const rendererFolder = join(import.meta.dirname, '../../renderer');
  const server = await startWebServer({ system: device.system, port: 0, rendererFolder });
  return { ...server, [Symbol.asyncDispose]: () => server.close() };
}

describe('a page that is connected', () => {
  test('is asked for the middle of a film; its frame is the thumbnail, and the tester is told', async () => {
    await using device = await withFilm();
    const { codec, next } = await page(device);
    const path = thumbnail(device);
    const { id, url, atMs, side } = await next();
    expect({ url, atMs, side }).toEqual({
      url: `/content/${SYSTEM_PACKAGES.photoPicker}/frame?id=${id}`,
      ...{ atMs: 3_000, side: 96 },
    });
    expect(await codec.answerFrame(id, { picture: new Uint8Array(await green()) })).toBe(true);
    const { channels } = await sharp(await path).stats();
    expect(channels.map(({ mean }) => Math.round(mean / 255))).toEqual([0, 1, 0]);
    expect(await thumbnailFact(device)).toBe('a frame by the connected page');
    // The journal is of what apps and testers do.
    expect(device.system.journal.entries(0).filter(({ actor }) => actor === 'codec')).toEqual([]);
  });

  test('reads the film over HTTP, in parts, while it is asked; nobody else does', async () => {
    await using device = await withFilm();
    await using server = await serve(device);
    const { codec, next } = await page(device);
    const path = thumbnail(device);
    const { id, url } = await next();
    const get = (token: string, headers = {}, asked = url) =>
      fetch(server.origin + asked, { headers: { authorization: `Bearer ${token}`, ...headers } });
    const part = await get(server.tokens.device, { range: 'bytes=4-7' });
    expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
    expect(part.headers.get('content-range')).toBe(`bytes 4-7/${clip().length}`);
    expect((await get(server.tokens.of(GALLERY.packageName))).status).toBe(404);
    expect((await fetch(server.origin + url)).status).toBe(403);
    expect((await get(server.tokens.device, {}, `${url}0`)).status).toBe(404);
    await codec.answerFrame(id, { picture: new Uint8Array(await green()) });
    await path;
    expect((await get(server.tokens.device)).status).toBe(404);
  });
});

test('an app does not get to answer for a page', async () => {
  await using device = await withFilm();
  await using server = await serve(device);
  const socket = new WebSocket(
    `${server.origin.replace('http', 'ws')}/rpc/codec?token=${server.tokens.of(GALLERY.packageName)}`,
  );
  const outcome = await new Promise((resolve) => {
    socket.addEventListener('open', () => resolve('opened'));
    socket.addEventListener('error', () => resolve('refused'));
  });
  expect(outcome).toBe('refused');
});

const FFMPEG = spawnSync('ffmpeg', ['-version']).status === 0;

describe('a page that cannot', () => {
  /** With ffmpeg it makes the frame, in the film's own colours; without it there is none, and both say why. */
  async function expectNextGrabber(device: TestSystem, path: Promise<string>, words: string): Promise<void> {
    if (FFMPEG) {
      const { channels } = await sharp(await path).stats();
      expect(channels[1]?.mean).toBeLessThan(60);
      expect(await thumbnailFact(device)).toBe('a frame by ffmpeg');
    } else {
      await expect(path).rejects.toMatchObject({ name: 'FileNotFoundException' });
      expect(await thumbnailFact(device)).toContain(words);
    }
  }

  test.each<readonly [string, unknown, string]>([
    ['has no decoder', { problem: 'the browser cannot play it' }, 'page: the browser cannot play it'],
    ['answers with a number', 7, 'page: what it answered is no picture'],
    ['answers with a text as a picture', { picture: 'text' }, 'page: what it answered is no picture'],
    ['answers with other bytes', { picture: new Uint8Array(99) }, 'page: what it sent is no picture of that size'],
  ])('%s: the next grabber is asked at once', async (_, answer, words) => {
    await using device = await withFilm();
    const { codec, next } = await page(device);
    const path = thumbnail(device);
    const { id } = await next();
    // What a broken page sends is not what the contract has.
    await codec.answerFrame(id, answer as Parameters<MediaCodecApi['answerFrame']>[1]);
    await expectNextGrabber(device, path, words);
  });

  test('closes midway: the next grabber is asked at once', async () => {
    await using device = await withFilm();
    const { codec, next } = await page(device);
    const path = thumbnail(device);
    await next();
    codec.close();
    await expectNextGrabber(device, path, 'page: the page was closed');
  });
});

test('a film that no one could decode is tried again when a page comes', async () => {
  // Its pictures are zeros: ffmpeg finds none either. What this page sends is of its own making.
  const film = clip();
  await using device = await testSystem({
    photos: [],
    files: { 'DCIM/film.mp4': film.fill(0, film.indexOf('mdat') + 4) },
  });
  await expect(thumbnail(device)).rejects.toMatchObject({ name: 'FileNotFoundException' });
  expect(await thumbnailFact(device)).toContain('no page is connected; ffmpeg');
  const { codec, next } = await page(device);
  const path = thumbnail(device);
  await codec.answerFrame((await next()).id, { picture: new Uint8Array(await green()) });
  expect(await path).toMatch(/\.jpg$/);
  await expect(thumbnail(device)).resolves.toBe(await path);
});
