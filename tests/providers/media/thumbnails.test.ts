import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ThumbnailRequest } from '../../../contract/rpc/mediaExtractor.ts';
import { resolveMimeType } from '../../../main/providers/media/scan/mimeUtils.ts';
import { appThumbnailSize, thumbnailBucket } from '../../../main/providers/media/thumbnailSize.ts';
import { Thumbnails } from '../../../main/providers/media/thumbnails.ts';
import { jpeg, png, pngHeader } from '../../mediaextractor/pictures.ts';
import { rawFiles } from '../../mediaextractor/rawFiles.ts';
import { plainFiles } from '../../mediaextractor/sampleFiles.ts';
import { TiffBuilder } from '../../mediaextractor/tiffBuilder.ts';
import { noFrames, real, temporary } from './thumbnailFixture.ts';

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
    metadata: () => Promise.resolve([]),
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
  test('of 8 GB are not opened, and keep nobody waiting', async () => {
    const { folder, thumbnails } = real();
    const realPath = join(folder, 'huge.jpg');
    writeFileSync(realPath, (await jpeg(40, 30)).subarray(0, 100));
    truncateSync(realPath, 2 ** 33);
    const source = { id: 1, realPath, mimeType: 'image/jpeg', version: 1 };
    await expect(thumbnails.file(source, { width: 96, height: 96 })).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: expect.stringContaining('it is too large for a picture'),
    });
  });

  test('are upright JPEGs that fit the bucket, kept on disk', async () => {
    const { folder, thumbnails, cacheFolder } = real();
    const realPath = join(folder, 'a.jpg');
    writeFileSync(realPath, await jpeg(800, 600));
    const source = { id: 7, realPath, mimeType: 'image/jpeg', version: 3 };
    const path = await thumbnails.file(source, { width: 200, height: 200 });
    expect(await sharp(path).metadata()).toMatchObject({ format: 'jpeg', width: 192, height: 256 });
    expect(await thumbnails.file(source, { width: 256, height: 256 })).toBe(path);
    expect(readdirSync(cacheFolder)).toEqual(['007', 'parts']);
    expect(readdirSync(join(cacheFolder, 'parts'))).toEqual([]);
    expect(readdirSync(join(cacheFolder, '007'))).toEqual(['7-3-256.jpg']);
    expect(await thumbnails.file({ ...source, version: 4 }, { width: 256, height: 256 })).not.toBe(path);
  });

  test.each([
    ['wide', [600, 400], [144, 144]],
    ['high', [400, 600], [144, 144]],
    ['a strip, which is not blown up', [900, 60], [144, 60]],
    ['small', [20, 10], [20, 10]],
  ] as const)('fill a square by their middle where that is asked for: %s', async (_, [width, height], sides) => {
    const { folder, thumbnails, cacheFolder } = real();
    const realPath = join(folder, 'a.png');
    const side = { create: { width: Math.min(width, height), height: Math.min(width, height), channels: 3 } } as const;
    const middle = await sharp({ create: { ...side.create, background: '#00ff00' } })
      .png()
      .toBuffer();
    const whole = sharp({ create: { width, height, channels: 3, background: '#ff0000' } });
    writeFileSync(
      realPath,
      await whole
        .composite([{ input: middle }])
        .png()
        .toBuffer(),
    );
    const source = { id: 7, realPath, mimeType: 'image/png', version: 3 };
    const path = await thumbnails.file(source, { width: 136, height: 136, isSquare: true });
    const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual(sides);
    if (info.width === info.height)
      expect([data[0], data[1]].map((value) => (value ?? 0) > 127)).toEqual([false, true]);
    expect(await thumbnails.file(source, { width: 136, height: 136 })).not.toBe(path);
    await thumbnails.drop(7);
    expect(readdirSync(join(cacheFolder, '007'))).toEqual([]);
  });

  test('what a killed program was making is gone after the next start', () => {
    const cacheFolder = temporary();
    mkdirSync(join(cacheFolder, 'parts'));
    writeFileSync(join(cacheFolder, 'parts/7-3-256.jpg.1.part'), 'half');
    const extractor = { thumbnail: () => Promise.resolve(), metadata: () => Promise.resolve([]) };
    new Thumbnails({ cacheFolder, extractor, frames: noFrames }).close();
    expect(readdirSync(cacheFolder)).toEqual([]);
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
    expect(readdirSync(cacheFolder, { recursive: true })).toEqual(['parts']);
  });
});

test('a document has none: FileNotFoundException', async () => {
  const { thumbnails } = held();
  const source = { id: 1, realPath: '/v', mimeType: 'application/pdf', version: 1 };
  await expect(thumbnails.file(source, { width: 96, height: 96 })).rejects.toMatchObject({
    name: 'FileNotFoundException',
  });
});

describe('every format that can be shown', () => {
  const RAW = ['dng', 'nef', 'cr2', 'arw', 'pef', 'orf', 'rw2', 'raf'];
  /** Sides that fit 256 × 256. */
  const SIDES: Readonly<Record<string, readonly [number, number]>> = {
    'a.jpg': [48, 64],
    'a.png': [40, 30],
    'a.gif': [16, 16],
    'a.webp': [40, 30],
    'animated.webp': [16, 16],
    'a.avif': [40, 30],
    'a.bmp': [20, 10],
    'a.tif': [40, 30],
    'a.ico': [48, 48],
    // The camera's own JPEG of 640 × 480, turned a quarter.
    ...Object.fromEntries(RAW.map((extension) => [`a.${extension}`, [192, 256] as const])),
  };

  test('is shown upright, the others throw FileNotFoundException', async () => {
    const { folder, thumbnails } = real();
    const raw = Object.entries(await rawFiles()).map(([extension, { bytes }]) => [`a.${extension}`, bytes] as const);
    const files = { ...(await plainFiles()), ...Object.fromEntries(raw) };
    const made: Record<string, readonly [number, number]> = {};
    for (const [id, [name, bytes]] of Object.entries(files).entries()) {
      const realPath = join(folder, name);
      writeFileSync(realPath, bytes);
      const source = { id, realPath, mimeType: resolveMimeType(name), version: 1 };
      const path = await thumbnails.file(source, { width: 256, height: 256 }).catch((error: unknown) => {
        expect(error).toMatchObject({ name: 'FileNotFoundException' });
        return null;
      });
      if (path === null) continue;
      const { width, height } = await sharp(path).metadata();
      made[name] = [width, height];
    }
    expect(made).toEqual(SIDES);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('a raw picture is turned as a JPEG is: orientation %d', async (orientation) => {
    const { folder, thumbnails } = real();
    const corner = await sharp({ create: { width: 32, height: 24, channels: 3, background: '#ffffff' } })
      .composite([{ input: { create: { width: 8, height: 8, channels: 3, background: '#000000' } }, left: 0, top: 0 }])
      .jpeg({ quality: 95 })
      .toBuffer();
    const tiff = new TiffBuilder('II');
    const place = tiff.blob(corner);
    const strip = [[0x103, 'short', [6]] as const, [0x111, 'long', [place]] as const];
    const rest = [[0x117, 'long', [corner.length]] as const, [0x112, 'short', [orientation]] as const];
    const realPath = join(folder, 'a.cr2');
    writeFileSync(realPath, tiff.file(tiff.directory([...strip, ...rest])));
    const source = { id: 1, realPath, mimeType: 'image/x-canon-cr2', version: 1 };
    const path = await thumbnails.file(source, { width: 96, height: 96 });
    const expected = await sharp(corner).withMetadata({ orientation }).toBuffer();
    const wanted = await sharp(expected).autoOrient().greyscale().raw().toBuffer({ resolveWithObject: true });
    const got = await sharp(path).greyscale().raw().toBuffer({ resolveWithObject: true });
    expect([got.info.width, got.info.height]).toEqual([wanted.info.width, wanted.info.height]);
    const different = got.data.filter((value, at) => Math.abs(value - (wanted.data[at] ?? 0)) > 60).length;
    expect(different).toBe(0);
  });
});

describe('a drawing', () => {
  test('is never opened, whatever its name, and nothing it names is asked for', async () => {
    const { folder, thumbnails } = real();
    let requests = 0;
    const server = createServer((_, response) => {
      requests++;
      response.end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : null;
    const secret = join(folder, 'secret.png');
    writeFileSync(secret, await png(9, 9));
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="90">
<script>fetch('http://127.0.0.1:${port}/script')</script><image href="http://127.0.0.1:${port}/a.png" width="9" height="9"/>
<image xlink:href="file://${secret}" width="90" height="90"/><style>@import url(http://127.0.0.1:${port}/a.css);</style></svg>`;
    for (const [id, [name, bytes]] of [
      ['a.svg', Buffer.from(svg)] as const,
      ['a.jpg', Buffer.from(svg)] as const,
      ['a.svgz', gzipSync(svg)] as const,
    ].entries()) {
      const realPath = join(folder, name);
      writeFileSync(realPath, bytes);
      const source = { id, realPath, mimeType: resolveMimeType(name), version: 1 };
      await expect(thumbnails.file(source, { width: 96, height: 96 })).rejects.toMatchObject({
        name: 'FileNotFoundException',
      });
    }
    expect(requests).toBe(0);
  });
});

describe('the queue', () => {
  test('six at once, then the last one asked for first', async () => {
    const { ask, next, thumbnails } = held();
    const files = Array.from({ length: 9 }, (_, id) => ask(id));
    const again = ask(7);
    const begun = [await next(), await next(), await next(), await next(), await next(), await next()];
    expect(begun.map(({ path }) => path).sort()).toEqual(['/0', '/1', '/2', '/3', '/4', '/5']);
    const later = [];
    for (const { release } of begun) {
      release();
      if (later.length < 3) later.push(await next());
    }
    expect(later.map(({ path }) => path)).toEqual(['/7', '/8', '/6']);
    for (const { release } of later) release();
    await Promise.all(files);
    expect(await again).toBe(await files[7]);
    expect(readFileSync((await files[8]) ?? '', 'utf8')).toBe('jpeg');
    thumbnails.close();
  });

  test('gives up the oldest when too many wait', async () => {
    const { ask, thumbnails } = held();
    const outcomes = Array.from({ length: 507 }, (_, id) =>
      ask(id).then(
        () => 'made',
        (error: Error) => error.message,
      ),
    );
    expect(await outcomes[6]).toContain('given up');
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

  test('one that was forgotten while it was made is made again', async () => {
    const { ask, next, thumbnails } = held();
    const first = ask(1);
    const { release } = await next();
    await thumbnails.drop(1);
    release(new Error('its part is gone'));
    await expect(first).rejects.toThrow('its part is gone');
    const again = ask(1);
    (await next()).release();
    expect(await again).toMatch(/1-1-\d+\.jpg$/);
  });
});

test.each([
  [{ width: 96, height: 96 }, 96],
  [{ width: 97, height: 10 }, 192],
  [{ width: 512, height: 384 }, 512],
  [{ width: 10, height: 600 }, 1024],
  [{ width: 1025, height: 10 }, 2048],
  [{ width: 4000, height: 3000 }, 4096],
  [{ width: 9000, height: 9000 }, 4096],
  [{ width: 136, height: 136, isSquare: true }, 144],
  [{ width: 270, height: 270, isSquare: true }, 288],
  [{ width: 600, height: 600, isSquare: true }, 1024],
])('%j is kept as %d', (size, bucket) => {
  expect(thumbnailBucket(size)).toBe(bucket);
});

test.each([
  [{ width: 96, height: 64 }, 96],
  [{ width: 10, height: 1024 }, 1024],
  [{ width: 4000, height: 3000 }, 1024],
  [{ width: 136, height: 136, isSquare: true }, 192],
])('an app that wants %j gets no more than %d', (size, bucket) => {
  expect(thumbnailBucket(appThumbnailSize(size))).toBe(bucket);
});
