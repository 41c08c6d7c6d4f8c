import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { forkExtractor } from '../../../main/hosts/forkExtractor.ts';
import type { FrameGrabber } from '../../../main/providers/media/frameGrabber.ts';
import { MediaExtractor, type ThumbnailRequest } from '../../../main/providers/media/scan/mediaExtractor.ts';
import { thumbnailBucket } from '../../../main/providers/media/thumbnailSize.ts';
import { Thumbnails } from '../../../main/providers/media/thumbnails.ts';
import { jpeg, png, pngHeader } from '../../mediaextractor/pictures.ts';
import { EXTRACTOR_ENTRY } from './scan/scanFixture.ts';

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-thumbs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const noFrames: FrameGrabber = { grab: () => Promise.reject(new Error('no decoder here')) };

function real() {
  const folder = temporary();
  const extractor = new MediaExtractor({ spawn: forkExtractor(EXTRACTOR_ENTRY), log: () => undefined });
  onTestFinished(() => extractor.close());
  const cacheFolder = join(folder, 'cache');
  const thumbnails = new Thumbnails({ cacheFolder, extractor, frames: noFrames });
  return { folder, cacheFolder, thumbnails };
}

/** A media process in slow motion: every request waits until it is let go. */
function held() {
  const asked: { path: string; release: (error?: Error) => void }[] = [];
  const extractor = {
    thumbnail: ({ path, target }: ThumbnailRequest) =>
      new Promise<void>((resolve, reject) => {
        const release = (error?: Error) => {
          if (error !== undefined) return reject(error);
          writeFileSync(target, 'jpeg');
          resolve();
        };
        asked.push({ path, release });
      }),
  };
  const thumbnails = new Thumbnails({ cacheFolder: temporary(), extractor, frames: noFrames });
  const ask = (id: number) =>
    thumbnails.file({ id, realPath: `/${id}`, mimeType: 'image/jpeg', version: 1 }, { width: 96, height: 96 });
  const settled = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
  const next = async () => {
    while (asked.length === 0) await settled();
    return asked.shift() ?? { path: '', release: () => undefined };
  };
  return { thumbnails, asked, ask, next };
}

describe('pictures', () => {
  test('are upright JPEGs that fit the bucket, kept on disk', async () => {
    const { folder, thumbnails, cacheFolder } = real();
    const realPath = join(folder, 'a.jpg');
    writeFileSync(realPath, await jpeg(800, 600));
    const source = { id: 7, realPath, mimeType: 'image/jpeg', version: 3 };
    const path = await thumbnails.file(source, { width: 200, height: 200 });
    expect(await sharp(path).metadata()).toMatchObject({ format: 'jpeg', width: 192, height: 256 });
    expect(await thumbnails.file(source, { width: 256, height: 256 })).toBe(path);
    expect(readdirSync(cacheFolder)).toEqual(['007']);
    expect(readdirSync(join(cacheFolder, '007'))).toEqual(['7-3-256.jpg']);
    expect(await thumbnails.file({ ...source, version: 4 }, { width: 256, height: 256 })).not.toBe(path);
  });

  test('a small picture is not blown up, transparency becomes white', async () => {
    const { folder, thumbnails } = real();
    const realPath = join(folder, 'a.png');
    writeFileSync(realPath, await png(20, 10));
    const path = await thumbnails.file(
      { id: 1, realPath, mimeType: 'image/png', version: 1 },
      { width: 96, height: 96 },
    );
    expect(await sharp(path).metadata()).toMatchObject({ width: 20, height: 10 });
  });

  test('a bitmap called .jpg is decoded as what it is', async () => {
    const { folder, thumbnails } = real();
    const bitmap = Buffer.alloc(54 + 2 * 8);
    bitmap.write('BM');
    bitmap.writeUInt32LE(54, 10);
    bitmap.writeUInt32LE(40, 14);
    bitmap.writeInt32LE(2, 18);
    bitmap.writeInt32LE(2, 22);
    bitmap.writeUInt16LE(24, 28);
    // Stored from the bottom up, blue first: the upper row is red.
    for (const at of [62, 65]) bitmap.writeUInt8(255, at + 2);
    const realPath = join(folder, 'a.jpg');
    writeFileSync(realPath, bitmap);
    const path = await thumbnails.file(
      { id: 1, realPath, mimeType: 'image/jpeg', version: 1 },
      { width: 96, height: 96 },
    );
    const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 2, height: 2 });
    expect(data[0]).toBeGreaterThan(data[6] ?? 255);
  });

  test.each([
    ['empty', Buffer.alloc(0), 'image/jpeg'],
    ['900 million pixels', pngHeader(30_000, 30_000), 'image/png'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'image/svg+xml'],
    ['a broken HEIC', Buffer.from('0000000c6674797068656963', 'hex'), 'image/heic'],
  ])('%s: FileNotFoundException, remembered, nothing left behind', async (_, bytes, mimeType) => {
    const { folder, thumbnails, cacheFolder } = real();
    const realPath = join(folder, 'picture');
    writeFileSync(realPath, bytes);
    const source = { id: 1, realPath, mimeType, version: 1 };
    await expect(thumbnails.file(source, { width: 96, height: 96 })).rejects.toMatchObject({
      name: 'FileNotFoundException',
    });
    await expect(thumbnails.file(source, { width: 96, height: 96 })).rejects.toThrow(realPath);
    expect(readdirSync(join(cacheFolder, '001'))).toEqual([]);
  });
});

test('a video without a decoder, and a document: FileNotFoundException', async () => {
  const { thumbnails } = held();
  const size = { width: 96, height: 96 };
  for (const mimeType of ['video/mp4', 'text/plain'])
    await expect(thumbnails.file({ id: 1, realPath: '/v', mimeType, version: 1 }, size)).rejects.toMatchObject({
      name: 'FileNotFoundException',
    });
});

describe('the queue', () => {
  test('two at once, then the last one asked for first', async () => {
    const { ask, next, thumbnails } = held();
    const files = [1, 2, 3, 4, 5].map(ask);
    const again = ask(3);
    const order: string[] = [];
    for (let i = 0; i < 5; i++) {
      const { path, release } = await next();
      order.push(path);
      release();
    }
    // The first two begin at the same moment.
    expect([order.slice(0, 2).sort(), ...order.slice(2)]).toEqual([['/1', '/2'], '/3', '/5', '/4']);
    await Promise.all(files);
    expect(await again).toBe(await files[2]);
    expect(readFileSync((await files[4]) ?? '', 'utf8')).toBe('jpeg');
    thumbnails.close();
  });

  test('gives up the oldest when too many wait', async () => {
    const { ask, thumbnails } = held();
    const outcomes = Array.from({ length: 503 }, (_, id) =>
      ask(id).then(
        () => 'made',
        (error: Error) => error.message,
      ),
    );
    expect(await outcomes[2]).toContain('given up');
    thumbnails.close();
    expect(await outcomes[500]).toContain('given up');
  });

  test('a failure is asked for once', async () => {
    const { ask, next, asked } = held();
    const first = ask(1);
    (await next()).release(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await expect(ask(1)).rejects.toThrow('no');
    expect(asked).toHaveLength(0);
  });
});

test.each([
  [{ width: 96, height: 96 }, 96],
  [{ width: 97, height: 10 }, 256],
  [{ width: 512, height: 384 }, 512],
  [{ width: 10, height: 600 }, 1024],
  [{ width: 4000, height: 3000 }, 1024],
])('%j is kept as %d', (size, bucket) => {
  expect(thumbnailBucket(size)).toBe(bucket);
});
