// Thumbnails of what has no picture of its own: songs and films.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { albumArtOf } from '../../../main/providers/media/albumArt.ts';
import { FfmpegFrameGrabber, FrameGrabbers } from '../../../main/providers/media/frameGrabber.ts';
import { Thumbnails } from '../../../main/providers/media/thumbnails.ts';
import { jpeg } from '../../mediaextractor/pictures.ts';
import { noFrames, real, temporary } from './thumbnailFixture.ts';

const FFMPEG = spawnSync('ffmpeg', ['-version']).status === 0;
if (!FFMPEG) console.log('ffmpeg is not on PATH: thumbnails of sound and video are not tested.');

/** The same film with the matrix of a quarter turn in the head of its only track. */
function turnedMovie(movie: Buffer): Buffer {
  const matrix = movie.indexOf('tkhd') + 44;
  [0, 0x10000, 0, -0x10000, 0].forEach((value, i) => void movie.writeInt32BE(value, matrix + i * 4));
  return movie;
}

describe.skipIf(!FFMPEG)('sound and video', () => {
  const make = (...args: readonly string[]) =>
    expect(spawnSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]).status).toBe(0);
  const SIZE = { width: 96, height: 96 };

  test('a song shows its cover, else the picture beside it', async () => {
    const { folder, thumbnails } = real();
    const [cover, song, plain] = [join(folder, 'albumart.jpg'), join(folder, 'a.mp3'), join(folder, 'b.mp3')];
    writeFileSync(cover, await jpeg(40, 30, { IFD0: {} }));
    const tone = ['-f', 'lavfi', '-i', 'sine=duration=1'];
    make(...tone, '-i', cover, '-map', '0', '-map', '1', '-c:v', 'copy', song);
    make(...tone, plain);
    const source = { id: 1, realPath: song, mimeType: 'audio/mpeg', version: 1 };
    expect(await sharp(await thumbnails.file(source, SIZE)).metadata()).toMatchObject({ width: 40, height: 30 });
    const bare = { ...source, id: 2, realPath: plain };
    const beside = await thumbnails.file({ ...bare, albumArt: () => Promise.resolve(cover) }, SIZE);
    expect(await sharp(beside).metadata()).toMatchObject({ width: 40, height: 30 });
    await expect(thumbnails.file({ ...bare, id: 3 }, SIZE)).rejects.toThrow('No album art found');
  });

  test('a film shows its middle, turned as it says; the first grabber that can does it', async () => {
    const { folder, thumbnails } = real(new FrameGrabbers([noFrames, new FfmpegFrameGrabber()]));
    const [flat, film] = [join(folder, 'flat.mp4'), join(folder, 'a.mp4')];
    // Two seconds of black, then four of white, a key frame in every one.
    const colors = ['black', 'white'].flatMap((color) => ['-f', 'lavfi', '-i', `color=${color}:s=64x48:r=5:d=3`]);
    make(...colors, '-filter_complex', 'concat=n=2', '-g', '5', '-c:v', 'mpeg4', flat);
    writeFileSync(film, turnedMovie(readFileSync(flat)));
    const source = { id: 1, realPath: film, mimeType: 'video/mp4', version: 1 };
    const path = await thumbnails.file(source, SIZE);
    expect(await sharp(path).metadata()).toMatchObject({ width: 48, height: 64 });
    const { channels } = await sharp(path).stats();
    expect(channels[0]?.mean).toBeGreaterThan(200);
    const square = await thumbnails.file(source, { width: 40, height: 40, isSquare: true });
    expect(await sharp(square).metadata()).toMatchObject({ width: 48, height: 64 });
  });

  test('without a decoder, or broken: FileNotFoundException', async () => {
    const { folder, thumbnails } = real();
    const film = join(folder, 'a.mp4');
    writeFileSync(film, 'no film');
    const source = { id: 1, realPath: film, mimeType: 'video/mp4', version: 1 };
    await expect(thumbnails.file(source, SIZE)).rejects.toThrow('no decoder here');
    const { thumbnails: withFfmpeg } = real(new FfmpegFrameGrabber());
    await expect(withFfmpeg.file(source, SIZE)).rejects.toMatchObject({ name: 'FileNotFoundException' });
  });
});

test.each([
  ['Music/a.mp3', ['b.jpg', 'Cover.PNG', 'AlbumArt_{1}_Small.jpg'], 'AlbumArt_{1}_Small.jpg'],
  ['Music/a.mp3', ['my albumart.jpg', 'ALBUMART.JPG', 'albumart1.jpg'], 'ALBUMART.JPG'],
  ['Music/a.mp3', ['z.png', 'y.jpg', 'x.jpg'], 'x.jpg'],
  ['Music/a.mp3', ['z.gif', 'a.mp3'], null],
  ['Download/a.mp3', ['albumart.jpg'], null],
  ['a.mp3', ['albumart.jpg'], null],
])('beside %s, of %j: %s', (song, names, art) => {
  expect(albumArtOf(song, names)).toBe(art);
});

describe('a video that nobody can decode', () => {
  const film = { id: 7, realPath: '/film.mp4', mimeType: 'video/mp4', version: 1 };
  const size = { width: 96, height: 96 };

  function undecodable() {
    const grabs: (() => void)[] = [];
    const extractor = {
      thumbnail: () => Promise.reject(new Error('no cover')),
      metadata: () => Promise.resolve([]),
    };
    const grab = () => new Promise<string>((_, reject) => grabs.push(() => reject(new Error('no decoder here'))));
    const thumbnails = new Thumbnails({ cacheFolder: temporary(), extractor, frames: { grab } });
    /** Lets the next grab fail as soon as it is asked for. */
    const fail = async () => {
      while (grabs.length === 0) await new Promise<void>((resolve) => setImmediate(resolve));
      grabs.shift()?.();
    };
    const ask = () => expect(thumbnails.file(film, size)).rejects.toThrow('no decoder here');
    return { thumbnails, fail, ask, grabs };
  }

  test('is asked for once, and again when a decoder has come', async () => {
    const { thumbnails, fail, ask, grabs } = undecodable();
    await Promise.all([ask(), fail()]);
    await ask();
    expect([grabs.length, thumbnails.outcomeOf(7)]).toEqual([0, 'No thumbnail of /film.mp4: no decoder here.']);
    thumbnails.retryVideos();
    expect(thumbnails.outcomeOf(7)).toBeNull();
    await Promise.all([ask(), fail()]);
  });

  test('also when it came in the middle', async () => {
    const { thumbnails, fail, ask } = undecodable();
    const first = ask();
    thumbnails.retryVideos();
    await Promise.all([first, fail()]);
    await Promise.all([ask(), fail()]);
  });
});
