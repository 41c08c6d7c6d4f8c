// One decoder per format, chosen by the bytes: names lie, above all those of pictures somebody renamed to .jpg.
import type { Sharp, SharpOptions } from 'sharp';
import { bmpPixels } from './bmpReader.ts';
import { FileBytes } from './fileBytes.ts';
import { thumbnailFirst } from './heifReader.ts';
import { largestIcon } from './icoReader.ts';
import type { ImageParts } from './imageParts.ts';
import { rawPreviews } from './rawReader.ts';
import { wholeFile } from './wholeFile.ts';

const OPTIONS: SharpOptions = { failOn: 'none', limitInputPixels: 3e8, sequentialRead: true };
/** Pictures above this are not decoded as HEIC, pixels: the decoder wants all of them at once, several times over. */
const MAX_HEIC_PIXELS = 64e6;
/** Pixels. A decoder may hold six bytes of each, however small the result: four pictures of this size fit into the process. */
const LARGE_PICTURE = 32e6;
/**
 * Everything libvips may open. A drawing (SVG) can name other files and run for ever, and is no picture to Android
 * either; the rest is of no use here.
 */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((name) => `VipsForeignLoad${name}`);
/** A bitmap in an icon counts its mask as well, and has no file head of 14 bytes. */
const BITMAP_HEAD = 14;
const PNG_START = 0x89504e47;

/** Makes a picture, upright; rejects when it cannot. */
export type Decoder = () => Promise<Sharp>;

let sharpModule: Promise<typeof import('sharp').default> | null = null;

function loadSharp(): Promise<typeof import('sharp').default> {
  sharpModule ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: LOADERS });
    return sharp;
  });
  return sharpModule;
}

/** A picture in memory, turned as it says itself. */
export async function upright(picture: Buffer | string): Promise<Sharp> {
  return (await loadSharp())(picture, OPTIONS).autoOrient();
}

/** A picture in memory, turned as EXIF's orientation says, 1 to 8. */
async function turned(picture: Buffer, orientation: string): Promise<Sharp> {
  const plain = (await loadSharp())(picture, OPTIONS);
  const degrees = { '3': 180, '4': 180, '5': 270, '6': 90, '7': 90, '8': 270 }[orientation] ?? 0;
  // sharp mirrors before it turns.
  const mirrored = ['2', '4', '5', '7'].includes(orientation);
  return (mirrored ? plain.flop() : plain).rotate(degrees);
}

async function ofPixels({ width, height, data }: ReturnType<typeof bmpPixels>): Promise<Sharp> {
  return (await loadSharp())(data, { raw: { width, height, channels: 3 } });
}

async function icon(path: string): Promise<Sharp> {
  const picture = await wholeFile(path, placeOf(path));
  if (picture.readUInt32BE(0) === PNG_START) return upright(picture);
  const head = Buffer.alloc(BITMAP_HEAD);
  head.write('BM');
  const bits = picture.readUInt16LE(14);
  const colors = bits > 8 ? 0 : picture.readUInt32LE(32) || 2 ** bits;
  head.writeUInt32LE(BITMAP_HEAD + picture.readUInt32LE(0) + colors * 4, 10);
  picture.writeInt32LE(Math.trunc(picture.readInt32LE(8) / 2), 8);
  return ofPixels(bmpPixels(Buffer.concat([head, picture])));
}

function placeOf(path: string): { offset: number; length: number } {
  using bytes = new FileBytes(path);
  return largestIcon(bytes);
}

type Pixels = Readonly<{ width: number; height: number; data: Uint8ClampedArray }>;

async function ofHeic({ width, height, data }: Pixels): Promise<Sharp> {
  return (await loadSharp())(data, { raw: { width, height, channels: 4 } });
}

async function heicPixels(path: string): Promise<Sharp> {
  const { default: decode } = await import('heic-decode');
  return ofHeic(await decode({ buffer: await wholeFile(path) }));
}

/** MediaMetadataRetriever.getThumbnailImageAtIndex: whether a picture is enough for a wanted side, pixels. */
function isEnough(width: number, height: number, wanted: number): boolean {
  return width >= wanted || height >= wanted || width * height * 6 >= wanted * wanted;
}

/** The small picture that phones put into a HEIC: the whole one takes seconds. */
async function heicThumbnail(path: string, wanted: number): Promise<Sharp> {
  const buffer = await wholeFile(path);
  const [width, height] = thumbnailFirst(buffer);
  if (width * height > MAX_HEIC_PIXELS) throw new Error('the small picture in it has too many pixels');
  if (!isEnough(width, height, wanted)) throw new Error('the small picture in it is too small');
  const { default: decode } = await import('heic-decode');
  const pictures = await decode.all({ buffer });
  try {
    const isIt = (one: Omit<Pixels, 'data'>) =>
      (one.width === width && one.height === height) || (one.width === height && one.height === width);
    const small = pictures.find(isIt);
    if (small === undefined) throw new Error('the small picture in it is not to be found');
    return await ofHeic(await small.decode());
  } finally {
    pictures.dispose();
  }
}

async function heic(path: string, { bounds }: ImageParts): Promise<Sharp> {
  if (bounds !== null && pixelsOf(bounds) > MAX_HEIC_PIXELS) throw new Error('it has too many pixels');
  return heicPixels(path);
}

function pixelsOf([width, height]: readonly [number, number]): number {
  return width * height;
}

function previewsOf(path: string): ReturnType<typeof rawPreviews> {
  using bytes = new FileBytes(path);
  return rawPreviews(bytes);
}

/** The largest JPEG inside of a raw file. */
async function preview(path: string, orientation: string): Promise<Sharp> {
  const [largest] = previewsOf(path);
  if (largest === undefined) throw new Error('there is no JPEG in it');
  return turned(await wholeFile(path, largest), orientation);
}

/** The same, when it is no smaller than what libvips sees: it takes the file for a TIFF, often of the small picture. */
async function largePreview(path: string, orientation: string): Promise<Sharp> {
  const { width, height } = await (await upright(path)).metadata().catch(() => ({ width: 0, height: 0 }));
  const [largest] = previewsOf(path);
  if (largest !== undefined && width * height > largest.frame.width * largest.frame.height)
    throw new Error('it is too small');
  return preview(path, orientation);
}

/** The JPEG that a camera puts beside the picture, upright. */
async function embedded(path: string, { thumbnail, exif }: ImageParts): Promise<Sharp> {
  if (thumbnail === null) throw new Error('there is no picture beside it');
  // ThumbnailUtils turns it, and never mirrors it.
  const degrees = { '3': 180, '6': 90, '8': 270 }[exif.Orientation ?? '1'] ?? 0;
  return (await loadSharp())(await wholeFile(path, thumbnail), OPTIONS).rotate(degrees);
}

/**
 * The longer side of the largest thumbnail MediaProvider makes, pixels: half of what a phone's screen is wide. Whatever is
 * larger is a preview, which Android decodes from the file itself.
 */
const LARGEST_THUMBNAIL = 540;

/** Whether a picture takes so much memory that no other such is made beside it: the decoder of HEIC takes 400 MB. */
export function takesMuch({ format, bounds }: Pick<ImageParts, 'format' | 'bounds'>): boolean {
  return format === 'heic' || (bounds !== null && pixelsOf(bounds) > LARGE_PICTURE);
}

/**
 * What can make a picture of a file, the best first.
 * @param wanted the longer side of what is made of it, pixels
 */
export function decodersOf(
  path: string,
  parts: ImageParts,
  { mimeType, wanted }: { mimeType: string; wanted: number },
): readonly Decoder[] {
  const whole = () => upright(path);
  const orientation = parts.exif.Orientation ?? '1';
  switch (parts.format) {
    case 'bmp':
      return [async () => ofPixels(bmpPixels(await wholeFile(path)))];
    case 'ico':
      return [() => icon(path)];
    case 'heic':
      return wanted <= LARGEST_THUMBNAIL
        ? [() => heicThumbnail(path, wanted), () => heic(path, parts)]
        : [() => heic(path, parts)];
    case 'raw':
      return mimeType === 'image/tiff'
        ? [whole, () => preview(path, orientation)]
        : [() => largePreview(path, orientation), whole, () => preview(path, orientation)];
    case 'jpeg': {
      const beside = () => embedded(path, parts);
      // ThumbnailUtils takes what the camera put there, however small or out of date it is.
      return wanted <= LARGEST_THUMBNAIL && parts.thumbnail !== null ? [beside, whole] : [whole, beside];
    }
    default:
      return [whole];
  }
}
