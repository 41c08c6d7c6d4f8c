// Draws fixtures/library, the demo photos: `node scripts/makeFixtures.ts`. The same seed draws the same files.
// Clips need ffmpeg (with libx264) in PATH; everything else only sharp.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Exif, type Sharp } from 'sharp';
import {
  animation,
  clips,
  noMedia,
  type Orientation,
  type Picture,
  type Place,
  pictures,
} from '../fixtures/generator/demoCatalogue.ts';
import { Random } from '../fixtures/generator/random.ts';
import { sunDown } from '../fixtures/generator/scenes.ts';

const library = fileURLToPath(new URL('../fixtures/library/', import.meta.url));
const FRAMES_PER_SECOND = 12;

rmSync(library, { recursive: true, force: true });
for (const [index, picture] of pictures.entries()) await draw(picture, index + 1);
for (const path of noMedia) write(path, new Uint8Array());
await drawAnimation();
for (const clip of clips) await film(clip);

const files = [...pictures, ...clips, animation].map(({ path }) => path).concat(noMedia);
const bytes = files.reduce((sum, path) => sum + statSync(join(library, path)).size, 0);
console.log(`${files.length} files, ${(bytes / 1e6).toFixed(2)} MB in ${library}`);

function write(path: string, content: Uint8Array): void {
  const target = join(library, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}

async function draw(picture: Picture, seed: number): Promise<void> {
  const svg = picture.scene({ width: picture.width, height: picture.height, random: new Random(seed * 7919) });
  const { orientation = 1 } = picture;
  // A turned photo holds its pixels as the sensor lay; the tag says how to hold it.
  const pixels = sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).rotate(turnBack(orientation));
  const image = pixels.withExif(exifOf(picture)).withMetadata({ orientation });
  write(picture.path, await encode(image, picture.path).toBuffer());
}

function turnBack(orientation: Orientation): number {
  return { 1: 0, 3: 180, 6: 270, 8: 90 }[orientation];
}

function encode(image: Sharp, path: string): Sharp {
  if (path.endsWith('.png')) return image.png({ palette: true, colours: 64, effort: 10 });
  if (path.endsWith('.webp')) return image.webp({ quality: 78, effort: 6 });
  return image.jpeg({ quality: 76, mozjpeg: true });
}

function exifOf({ taken, offset, place, path }: Picture): Exif {
  const camera = path.startsWith('DCIM/Camera/') ? { Make: 'Scopebox', Model: 'Demo Phone' } : { Software: 'Scopebox' };
  const dates = taken === null ? {} : { DateTime: taken };
  const offsets = { OffsetTime: offset, OffsetTimeOriginal: offset, OffsetTimeDigitized: offset };
  const original = taken === null ? {} : { DateTimeOriginal: taken, DateTimeDigitized: taken, ...offsets };
  return {
    IFD0: { ...camera, ...dates },
    IFD2: original,
    ...(place === undefined ? {} : { IFD3: gps(place) }),
  };
}

function gps({ latitude, longitude, altitude }: Place): Record<string, string> {
  return {
    GPSVersionID: '2 3 0 0',
    GPSLatitudeRef: latitude < 0 ? 'S' : 'N',
    GPSLatitude: degrees(latitude),
    GPSLongitudeRef: longitude < 0 ? 'W' : 'E',
    GPSLongitude: degrees(longitude),
    GPSAltitudeRef: '0',
    GPSAltitude: `${altitude}/1`,
  };
}

/** EXIF writes an angle as three fractions: degrees, minutes, hundredths of seconds. */
function degrees(angle: number): string {
  const hundredths = Math.round(Math.abs(angle) * 360_000);
  const [whole, minutes] = [Math.floor(hundredths / 360_000), Math.floor((hundredths % 360_000) / 6000)];
  return `${whole}/1 ${minutes}/1 ${hundredths % 6000}/100`;
}

function frame(time: number, width: number, height: number): Sharp {
  // One seed for all frames: only the sun moves.
  return sharp(Buffer.from(sunDown(time)({ width, height, random: new Random(99) }))).flatten();
}

async function drawAnimation(): Promise<void> {
  const { path, width, height, frames } = animation;
  const drawn = Array.from({ length: frames }, (_, index) =>
    frame(index / (frames - 1), width, height)
      .png()
      .toBuffer(),
  );
  const gif = sharp(await Promise.all(drawn), { join: { animated: true } }).gif({
    colours: 48,
    delay: Array(frames).fill(120),
    loop: 0,
  });
  write(path, await gif.toBuffer());
}

async function film({ path, created, width, height, seconds, reverse }: (typeof clips)[number]): Promise<void> {
  const frames = seconds * FRAMES_PER_SECOND;
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-film-'));
  for (let index = 0; index < frames; index++) {
    const time = index / (frames - 1);
    const name = join(folder, `${String(index).padStart(3, '0')}.png`);
    await frame(reverse ? 1 - time : time, width, height)
      .png()
      .toFile(name);
  }
  const target = join(library, path);
  mkdirSync(dirname(target), { recursive: true });
  const input = ['-framerate', String(FRAMES_PER_SECOND), '-i', join(folder, '%03d.png')];
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=220:sample_rate=22050:duration=${seconds}`];
  const coding = [
    '-c:v',
    'libx264',
    '-threads',
    '1',
    '-preset',
    'slow',
    '-crf',
    '30',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
    '-b:a',
    '24k',
  ];
  const exact = [
    '-fflags',
    '+bitexact',
    '-flags:v',
    '+bitexact',
    '-flags:a',
    '+bitexact',
    '-metadata',
    `creation_time=${created}`,
  ];
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-y',
    ...input,
    ...tone,
    ...coding,
    ...exact,
    '-movflags',
    '+faststart',
    target,
  ]);
  rmSync(folder, { recursive: true });
}
