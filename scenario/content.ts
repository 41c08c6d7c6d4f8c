// Bytes as a scenario describes them: a text, so many of a letter, a file beside it, or a picture that is drawn.
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve } from 'node:path';
import { exifBlock } from '../fixtures/generator/exifBlock.ts';
import type { PlannedFile } from '../fixtures/generator/plan.ts';
import { clipBytes } from './clip.ts';
import type { Content, FileEntry } from './words.ts';

const EXIF_HEADER = Buffer.from('Exif\0\0', 'latin1');
const PICTURES: Readonly<Record<string, 'jpeg' | 'png' | 'webp' | 'gif'>> = {
  ...{ '.jpg': 'jpeg', '.jpeg': 'jpeg', '.png': 'png' },
  ...{ '.webp': 'webp', '.gif': 'gif' },
};
const COLOURS = ['#7a90c8', '#c8907a', '#8fb36b', '#b36b9f', '#6bb3ac', '#c8b45a', '#5a6fc8'];

/** Text, letters or a file beside the scenario, in `directory`. Null where nothing is said of them. */
export async function plainBytes(content: Content | FileEntry, directory: string): Promise<Uint8Array | null> {
  const { text, bytes, fill = 'x', from } = content;
  if (text !== undefined) return Buffer.from(String(text));
  if (bytes !== undefined) return Buffer.alloc(Number(bytes), fill);
  return from === undefined ? null : readFile(beside(directory, from));
}

/** A path beside a scenario. @throws {Error} in one sentence for one that leads out of its folder */
export function beside(directory: string, path: string): string {
  const full = resolve(directory, path);
  const way = relative(resolve(directory, '..'), full);
  if (!isAbsolute(path) && !way.startsWith('..')) return full;
  throw new Error(`“${path}” is not beside the scenario: only files in its folder, or next to that, are taken.`);
}

/** The bytes of one file of a library: what is said of them, else a picture or a film, by the ending of its name. */
export async function fileBytes(file: FileEntry, directory: string, serial: number): Promise<Uint8Array> {
  const plain = await plainBytes(file, directory);
  const ending = extname(file.path).toLowerCase();
  if (plain !== null) return plain;
  if (ending === '.mp4') return clipBytes(file.taken, file.gps, serial);
  const format = PICTURES[ending];
  if (format === undefined) return Buffer.from(`${file.path}\n`);
  const drawn = await draw(format, file.width ?? 64, file.height ?? 48, COLOURS[serial % COLOURS.length] ?? '');
  return format === 'jpeg' ? withExif(drawn, file, serial) : drawn;
}

const drawings = new Map<string, Promise<Buffer>>();

/** A plain picture; the same one is drawn once. */
function draw(
  format: 'jpeg' | 'png' | 'webp' | 'gif',
  width: number,
  height: number,
  background: string,
): Promise<Buffer> {
  const key = [format, width, height, background].join(' ');
  const drawn =
    drawings.get(key) ??
    import('sharp').then(({ default: sharp }) =>
      sharp({ create: { width, height, channels: 3, background } })
        .toFormat(format)
        .toBuffer(),
    );
  drawings.set(key, drawn);
  return drawn;
}

/** The EXIF block behind the first two bytes, and a comment that makes the bytes the file's own. */
function withExif(jpeg: Buffer, { path, taken, orientation, gps }: FileEntry, serial: number): Buffer {
  const [latitude = 0, longitude = 0] = gps ?? [];
  const planned: PlannedFile = {
    ...{ path, kind: 'jpeg', drawing: 0, isMotionPhoto: false, damage: 'none', modified: 0, serial },
    taken: taken === undefined ? null : Date.parse(taken),
    offset: taken === undefined ? null : '+00:00',
    place: gps === undefined ? null : { latitude, longitude },
    orientation: orientation ?? 1,
    camera: taken === undefined && gps === undefined && orientation === undefined ? null : ['Scopebox', 'Scenario'],
  };
  const exif = exifBlock(planned);
  const segments = exif === null ? [] : [segment(0xe1, Buffer.concat([EXIF_HEADER, exif]))];
  return Buffer.concat([
    jpeg.subarray(0, 2),
    ...segments,
    segment(0xfe, Buffer.from(`file ${serial}`)),
    jpeg.subarray(2),
  ]);
}

function segment(marker: number, payload: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}
