import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ThumbnailRequest } from '../../../contract/rpc/mediaExtractor.ts';
import { FrameGrabbers } from '../../../main/providers/media/frameGrabber.ts';
import { jpegSize } from '../../../main/providers/media/jpegSize.ts';
import { type AskedFrame, PageFrameGrabber } from '../../../main/providers/media/pageFrameGrabber.ts';

const jpegOf = (width: number, height: number, options = {}) =>
  sharp({ create: { width, height, channels: 3, background: '#a03020' } })
    .jpeg(options)
    .toBuffer();

/** A grabber whose time a test moves, and whose media process copies what it is given. */
function fixture() {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-frames-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const limits = new Set<() => void>();
  const after = (_: number, run: () => void) => {
    limits.add(run);
    return { [Symbol.dispose]: () => void limits.delete(run) };
  };
  const thumbnail = ({ path, target }: ThumbnailRequest) => writeFile(target, readFileSync(path));
  const grabber = new PageFrameGrabber({ extractor: { thumbnail }, after });
  const target = join(folder, 'thumbnail.jpg');
  const grab = () => grabber.grab({ video: '/film.mp4', target, side: 256, atMs: 3_000 });
  const runOut = () => {
    for (const run of [...limits]) run();
  };
  return { folder, grabber, grab, target, limits, runOut };
}

/** A page: what it was asked so far, and its end. */
function page(grabber: PageFrameGrabber) {
  const asked: AskedFrame[] = [];
  const connection = grabber.connect((question) => asked.push(question));
  const idOf = (at: number) => asked[at]?.id ?? '';
  return { asked, idOf, leave: () => connection[Symbol.dispose]() };
}

/** What is waiting in promises has happened. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a page', () => {
  test('is asked for the moment and the size, and its picture is taken', async () => {
    const { grabber, grab, folder, target, limits } = fixture();
    const { asked, idOf } = page(grabber);
    const done = grab();
    expect(asked).toEqual([{ id: expect.stringMatching(/^\w{48}$/), atMs: 3_000, side: 256 }]);
    expect(grabber.videoOf(idOf(0))).toBe('/film.mp4');
    expect(grabber.answer(idOf(0), { picture: await jpegOf(256, 144) })).toBe(true);
    expect(await done).toBe('the connected page');
    expect(await sharp(target).metadata()).toMatchObject({ width: 256, height: 144 });
    expect(readdirSync(folder)).toEqual(['thumbnail.jpg']);
    expect(limits.size).toBe(0);
  });

  test('reads the video only as long as it is waited for, by the id it was told', async () => {
    const { grabber, grab } = fixture();
    const { idOf } = page(grabber);
    const done = grab();
    expect(grabber.videoOf('')).toBeNull();
    grabber.answer(idOf(0), { problem: 'no' });
    await expect(done).rejects.toThrow('page: no');
    expect(grabber.videoOf(idOf(0))).toBeNull();
    expect(grabber.answer(idOf(0), { problem: 'no' })).toBe(false);
  });

  test('that closes midway: another one is asked at once, and without one it has failed at once', async () => {
    const { grabber, grab } = fixture();
    const [first, second] = [page(grabber), page(grabber)];
    const done = grab();
    // The one that came last is asked first.
    expect([first.asked.length, second.asked.length]).toEqual([0, 1]);
    second.leave();
    await settled();
    expect(first.asked).toHaveLength(1);
    first.leave();
    await expect(done).rejects.toThrow('page: the page was closed');
    await expect(grab()).rejects.toThrow('no page is connected');
  });

  test('that runs out of time is not asked again until it answers, however late', async () => {
    const { grabber, grab, runOut } = fixture();
    const { asked, idOf } = page(grabber);
    let available = 0;
    grabber.onAvailable(() => available++);
    const both = [grab(), grab()].map((done) => expect(done).rejects.toThrow('it took longer than 10 s'));
    const third = expect(grab()).rejects.toThrow('the connected page is busy');
    runOut();
    await Promise.all([...both, third]);
    await expect(grab()).rejects.toThrow('the connected page is busy');
    expect([asked.length, available]).toEqual([2, 0]);
    expect(grabber.answer(idOf(1), { problem: 'late' })).toBe(false);
    expect(available).toBe(1);
    const again = grab();
    grabber.answer(idOf(2), { picture: await jpegOf(8, 8) });
    await again;
    expect(available).toBe(1);
  });

  test('that is at two videos is asked for the next ones when it has answered', async () => {
    const { grabber, grab } = fixture();
    const { asked, idOf, leave } = page(grabber);
    const all = [grab(), grab(), grab(), grab()];
    await settled();
    expect(asked).toHaveLength(2);
    grabber.answer(idOf(1), { picture: await jpegOf(8, 8) });
    expect(await all[1]).toBe('the connected page');
    await settled();
    expect(asked).toHaveLength(3);
    // Another page that comes is asked at once; what waits when the last one goes has failed.
    const other = page(grabber);
    await settled();
    expect([asked.length, other.asked.length]).toEqual([3, 1]);
    other.leave();
    leave();
    for (const done of [all[0], all[2], all[3]]) await expect(done).rejects.toThrow('page: the page was closed');
    const late = page(grabber);
    const last = [grab(), grab(), grab()].map((done) => expect(done).rejects.toThrow(/the page was closed|no page/));
    late.leave();
    await Promise.all(last);
  });

  test('no more than two of many are asked for one frame', async () => {
    const { grabber, grab } = fixture();
    const pages = [page(grabber), page(grabber), page(grabber)];
    const done = expect(grab()).rejects.toThrow('page: the browser cannot play it');
    for (const { idOf } of [...pages].reverse()) {
      await settled();
      grabber.answer(idOf(0), { problem: 'the browser cannot play it' });
    }
    await done;
    expect(pages.map(({ asked }) => asked.length)).toEqual([0, 1, 1]);
  });
});

describe('what a page sends is refused', () => {
  const PICTURES: Readonly<Record<string, () => Promise<Uint8Array>>> = {
    nothing: async () => new Uint8Array(),
    'a text': async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'a PNG': () =>
      sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
        .png()
        .toBuffer(),
    'a JPEG larger than was asked for': () => jpegOf(257, 100),
    'a JPEG of more bytes than any frame has': async () => Buffer.concat([await jpegOf(8, 8), Buffer.alloc(2 ** 22)]),
  };

  test.each(Object.entries(PICTURES))('%s', async (_, make) => {
    const { grabber, grab, target, folder } = fixture();
    const { idOf } = page(grabber);
    const done = grab();
    grabber.answer(idOf(0), { picture: await make() });
    await expect(done).rejects.toThrow('page: what it sent is no picture of that size');
    expect([existsSync(target), readdirSync(folder)]).toEqual([false, []]);
  });

  test('a JPEG that breaks off, by the media process', async () => {
    const { folder, target } = fixture();
    const thumbnail = () => Promise.reject(new Error('premature end'));
    const grabber = new PageFrameGrabber({ extractor: { thumbnail } });
    const { idOf } = page(grabber);
    const done = grabber.grab({ video: '/film.mp4', target, side: 256, atMs: 0 });
    grabber.answer(idOf(0), { picture: (await jpegOf(64, 64)).subarray(0, 300) });
    await expect(done).rejects.toThrow('page: what it sent cannot be read: premature end');
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('a video that the page cannot play goes to the next grabber; when none can, each has said why', async () => {
  const { grabber, target } = fixture();
  const { idOf } = page(grabber);
  const request = { video: '/film.mp4', target, side: 256, atMs: 0 };
  const second = new FrameGrabbers([grabber, { grab: () => Promise.resolve('ffmpeg') }]).grab(request);
  grabber.answer(idOf(0), { problem: 'the browser has no decoder for its pictures' });
  expect(await second).toBe('ffmpeg');
  const missing = { grab: () => Promise.reject(new Error('ffmpeg is not installed')) };
  const none = new FrameGrabbers([grabber, missing]).grab(request);
  grabber.answer(idOf(1), { problem: 'the browser cannot play it' });
  await expect(none).rejects.toThrow('page: the browser cannot play it; ffmpeg is not installed');
  await expect(new FrameGrabbers([]).grab(request)).rejects.toThrow('there is nothing here that decodes videos');
});

describe('the size in a JPEG', () => {
  test.each([
    ['a plain one', 40, 30, {}],
    ['a progressive one', 30, 40, { progressive: true }],
    ['one with tables of its own', 7, 5, { optimiseCoding: true }],
  ])('%s', async (_, width, height, options) => {
    expect(jpegSize(await jpegOf(width, height, options))).toEqual({ width, height });
  });

  test.each([
    ['no bytes', []],
    ['a beginning', [0xff, 0xd8]],
    ['no marker', [0xff, 0xd8, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0]],
    ['a segment that goes beyond the end', [0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0, 0, 0, 0, 0, 0]],
    ['a segment of no length', [0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['no width', [0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 9, 0, 0, 3]],
  ])('%s: none', (_, bytes) => {
    expect(jpegSize(Uint8Array.from(bytes))).toBeNull();
  });
});
