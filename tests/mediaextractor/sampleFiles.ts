// A small file of every format a phone can hold: by sharp, by hand, and by ffmpeg where it is installed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { box, i32 } from './locatedMedia.ts';
import { animated, avif, jpeg, png, webp } from './pictures.ts';

/** A bitmap of 24 bits in one colour, upright. */
export function bmp(width: number, height: number): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const bytes = Buffer.alloc(54 + stride * height, 0x40);
  bytes.fill(0, 0, 54);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  return bytes;
}

/** An icon of two pictures: a small bitmap and a larger PNG. */
export async function ico(): Promise<Buffer> {
  const small = bmp(16, 32).subarray(14);
  const large = await png(48, 48);
  const entry = (side: number, length: number, offset: number) => {
    const bytes = Buffer.alloc(16);
    bytes.writeUInt8(side, 0);
    bytes.writeUInt8(side, 1);
    bytes.writeUInt16LE(24, 6);
    bytes.writeUInt32LE(length, 8);
    bytes.writeUInt32LE(offset, 12);
    return bytes;
  };
  const start = 6 + 32;
  const entries = [entry(16, small.length, start), entry(48, large.length, start + small.length)];
  return Buffer.concat([Buffer.from([0, 0, 1, 0, 2, 0]), ...entries, small, large]);
}

/** The boxes of a HEIC turned a quarter clockwise by irot, without pixels. */
export function heicHead(width: number, height: number): Buffer {
  const full = (...parts: readonly (Buffer | string)[]) => [i32(0), ...parts];
  const ispe = box('ispe', ...full(i32(width), i32(height)));
  const irot = box('irot', Buffer.from([3]));
  const ipma = box('ipma', ...full(i32(1), Buffer.from([0, 1, 2, 1, 0x82])));
  const infe = box('infe', Buffer.from([2, 0, 0, 0, 0, 1, 0, 0]), 'hvc1', '\0');
  const meta = box(
    'meta',
    ...full(
      box('hdlr', i32(0), i32(0), 'pict', Buffer.alloc(13)),
      box('pitm', ...full(Buffer.from([0, 1]))),
      box('iinf', ...full(Buffer.from([0, 1]), infe)),
      box('iprp', box('ipco', ispe, irot), ipma),
    ),
  );
  return Buffer.concat([box('ftyp', 'heic', i32(0), 'mif1heic'), meta]);
}

export const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';

/** Ten frames of silence. */
export function amr(): Buffer {
  const frame = Buffer.alloc(32);
  frame[0] = 0x3c;
  return Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: 10 }, () => frame)]);
}

/** One second of silence, 8 kHz. */
export function wav(): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(36 + 8000, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(8000, 40);
  return Buffer.concat([head, Buffer.alloc(8000, 128)]);
}

/** Twenty pictures of a fifth of a second with a sound stream beside them: the head of an AVI, and no frames. */
export function avi(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(data.length);
    return Buffer.concat([Buffer.from(type), length, data]);
  };
  const list = (type: string, ...parts: Buffer[]) => chunk('LIST', Buffer.concat([Buffer.from(type), ...parts]));
  const words = (count: number, values: Readonly<Record<number, number>>) => {
    const data = Buffer.alloc(count * 4);
    for (const [at, value] of Object.entries(values)) data.writeUInt32LE(value, Number(at));
    return data;
  };
  const main = chunk('avih', words(14, { 0: 200_000, 16: 20, 24: 2, 32: 320, 36: 240 }));
  const video = words(14, { 20: 1, 24: 5, 32: 20 });
  video.write('vidsXVID');
  const sound = words(14, { 20: 1, 24: 8000, 32: 24_000 });
  sound.write('auds');
  const format = Buffer.alloc(16);
  format.writeUInt32LE(8000, 4);
  const streams = [
    list('strl', chunk('strh', video), chunk('strf', Buffer.alloc(40))),
    list('strl', chunk('strh', sound), chunk('strf', format)),
  ];
  const info = list('INFO', chunk('INAM', Buffer.from('A day out\0')), chunk('IART', Buffer.from('Me\0\0')));
  const body = Buffer.concat([list('hdrl', main, ...streams), info, list('movi')]);
  return chunk('RIFF', Buffer.concat([Buffer.from('AVI '), body]));
}

/** Files of one format each that need no program, by name. */
export async function plainFiles(): Promise<Readonly<Record<string, Uint8Array | string>>> {
  return {
    'a.jpg': await jpeg(64, 48),
    'a.png': await png(40, 30),
    'a.gif': await animated('gif'),
    'a.webp': await webp(40, 30),
    'animated.webp': await animated('webp'),
    'a.heic': heicHead(400, 300),
    'a.avif': await avif(40, 30),
    'a.bmp': bmp(20, 10),
    'a.tif': await sharp(await png(40, 30))
      .tiff()
      .toBuffer(),
    'a.ico': await ico(),
    'a.svg': SVG,
    'a.psd': Buffer.concat([Buffer.from('8BPS'), Buffer.alloc(40)]),
    'a.jxl': Buffer.from('ff0a1f03000000000000000000000000', 'hex'),
    'a.avi': avi(),
    'a.amr': amr(),
    'a.wav': wav(),
  };
}

const FFMPEG = spawnSync('ffmpeg', ['-version']).status === 0;
if (!FFMPEG) console.log('ffmpeg is not on PATH: the formats that need it to be made are not tested.');

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc=size=176x144:rate=10:duration=2'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=2'];
const TAGS = ['title=A day out', 'artist=Me', 'album=Days', 'genre=Rock', 'date=2021', 'track=3/12', 'composer=Co'];
const MOVIE = ['creation_time=2023-05-06T07:08:09Z', 'location=+51.5034-000.1246/'];
const tags = (texts: readonly string[]) => texts.flatMap((text) => ['-metadata', text]);

/** How ffmpeg makes a file, by name. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'a.mp4': [...PICTURE, ...SOUND, ...tags([...TAGS, ...MOVIE]), '-c:v', 'mpeg4', '-c:a', 'aac'],
  'a.mov': [...PICTURE, ...SOUND, ...tags(MOVIE), '-c:v', 'mpeg4', '-c:a', 'aac'],
  'slow.mp4': [
    ...PICTURE,
    '-movflags',
    'use_metadata_tags',
    ...tags([...MOVIE, 'com.android.capture.fps=120.0']),
    '-c:v',
    'mpeg4',
  ],
  'a.3gp': [...PICTURE, ...tags(MOVIE), '-c:v', 'h263'],
  'a.mkv': [...PICTURE, ...SOUND, ...tags(TAGS), '-c:v', 'libvpx', '-c:a', 'libopus'],
  'a.webm': [...PICTURE, ...SOUND, '-c:v', 'libvpx', '-c:a', 'libopus'],
  'a.ts': [...PICTURE, ...SOUND, '-c:v', 'libx264', '-c:a', 'aac'],
  'a.m2ts': [...PICTURE, '-c:v', 'libx264'],
  'sound.mp4': [...SOUND, '-c:a', 'aac'],
  'a.mp3': [...SOUND, ...tags(TAGS)],
  'a.m4a': [...SOUND, ...tags(TAGS), '-c:a', 'aac'],
  'a.flac': [...SOUND, ...tags(TAGS)],
  'a.ogg': [...SOUND, ...tags(TAGS), '-c:a', 'libvorbis'],
  'a.aac': [...SOUND],
  'a.mka': [...SOUND, '-c:a', 'libopus'],
};

/** Files that ffmpeg makes, by name; none without it, and none that its build has no encoder for. */
export function ffmpegFiles(): Readonly<Record<string, Buffer>> {
  if (!FFMPEG) return {};
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-made-'));
  const made: Record<string, Buffer> = {};
  for (const [name, command] of Object.entries(COMMANDS)) {
    const path = join(folder, name);
    const { status } = spawnSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...command, path]);
    if (status === 0) made[name] = readFileSync(path);
    else console.log(`ffmpeg cannot make ${name} here; it is not tested.`);
  }
  rmSync(folder, { recursive: true });
  return made;
}
