// Raw pictures of eight makers: no sensor data, but every directory a reader of sizes and previews looks at.
import sharp from 'sharp';
import { type BuiltEntry, TiffBuilder } from './tiffBuilder.ts';

export const PREVIEW = { width: 640, height: 480 } as const;
const TAKEN = '2022:03:04 05:06:07';

/** The camera's own JPEG: a red one, larger than any thumbnail beside it. */
export function previewJpeg({ width, height }: Readonly<{ width: number; height: number }> = PREVIEW): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#cc2222' } })
    .jpeg()
    .toBuffer();
}

function withExif(tiff: TiffBuilder, more: readonly BuiltEntry[] = []): BuiltEntry {
  const exif = tiff.directory([
    [0x829d, 'rational', [4]],
    [0x8827, 'short', [200]],
    [0x9003, 'ascii', TAKEN],
    [0x9011, 'ascii', '+02:00'],
    ...more,
  ]);
  return [0x8769, 'long', [exif]];
}

const UPRIGHT: BuiltEntry = [0x112, 'short', [6]];
const size = (width: number, height: number): BuiltEntry[] => [
  [0x100, 'long', [width]],
  [0x101, 'long', [height]],
];

/** A small picture in front, the sensor's data and the camera's JPEG in directories below it. */
async function dng(): Promise<Buffer> {
  const tiff = new TiffBuilder('II');
  const jpeg = await previewJpeg();
  const place = tiff.blob(jpeg);
  const raw = tiff.directory([...size(4032, 3024), [0x103, 'short', [7]], [0xc620, 'rational', [4000, 3000]]]);
  const preview = tiff.directory([
    ...size(PREVIEW.width, PREVIEW.height),
    [0x103, 'short', [7]],
    [0x111, 'long', [place]],
    [0x117, 'long', [jpeg.length]],
  ]);
  const subs: BuiltEntry = [0x14a, 'long', [raw, preview]];
  const version: BuiltEntry = [0xc612, 'byte', [1, 4, 0, 0]];
  return tiff.file(tiff.directory([...size(256, 171), UPRIGHT, subs, version, withExif(tiff)]));
}

/** Nikon: the first directory below is the camera's JPEG, whose size only the JPEG tells. */
async function nef(): Promise<Buffer> {
  const tiff = new TiffBuilder('MM');
  const jpeg = await previewJpeg();
  const place = tiff.blob(jpeg);
  const preview = tiff.directory([
    [0x103, 'short', [6]],
    [0x201, 'long', [place]],
    [0x202, 'long', [jpeg.length]],
  ]);
  const raw = tiff.directory([...size(6064, 4032), [0x103, 'short', [34_713]]]);
  const subs: BuiltEntry = [0x14a, 'long', [preview, raw]];
  return tiff.file(tiff.directory([...size(160, 120), UPRIGHT, subs, withExif(tiff)]));
}

/** Canon: the camera's JPEG is the strip of the first directory, the small one that of the second. */
async function cr2(): Promise<Buffer> {
  const tiff = new TiffBuilder('II');
  const [jpeg, small] = [await previewJpeg(), await previewJpeg({ width: 160, height: 120 })];
  const [place, smallPlace] = [tiff.blob(jpeg), tiff.blob(small)];
  const thumbnail = tiff.directory([
    [0x201, 'long', [smallPlace]],
    [0x202, 'long', [small.length]],
  ]);
  const strip: BuiltEntry[] = [
    [0x103, 'short', [6]],
    [0x111, 'long', [place]],
    [0x117, 'long', [jpeg.length]],
  ];
  return tiff.file(tiff.directory([...size(5184, 3456), ...strip, UPRIGHT, withExif(tiff)], thumbnail));
}

/** Sony: a JPEG of the first directory, the sensor below it, and the Exif block has the last word. */
async function arw(): Promise<Buffer> {
  const tiff = new TiffBuilder('II');
  const jpeg = await previewJpeg();
  const place = tiff.blob(jpeg);
  const raw = tiff.directory(size(6048, 4024));
  const exif = withExif(tiff, [
    [0xa002, 'long', [6000]],
    [0xa003, 'long', [4000]],
  ]);
  const own: BuiltEntry[] = [
    [0x201, 'long', [place]],
    [0x202, 'long', [jpeg.length]],
    [0x14a, 'long', [raw]],
  ];
  return tiff.file(tiff.directory([...own, UPRIGHT, exif]));
}

/** Pentax: the camera's JPEG at the end of the chain. */
async function pef(): Promise<Buffer> {
  const tiff = new TiffBuilder('MM');
  const [jpeg, small] = [await previewJpeg(), await previewJpeg({ width: 160, height: 120 })];
  const [place, smallPlace] = [tiff.blob(jpeg), tiff.blob(small)];
  const jpegAt = (offset: number, length: number): BuiltEntry[] => [
    [0x201, 'long', [offset]],
    [0x202, 'long', [length]],
  ];
  const third = tiff.directory(jpegAt(place, jpeg.length));
  const second = tiff.directory(jpegAt(smallPlace, small.length), third);
  return tiff.file(tiff.directory([...size(4992, 3284), UPRIGHT, withExif(tiff)], second));
}

/** Olympus: size and preview are in the maker note, which counts from its own first byte. */
async function orf(): Promise<Buffer> {
  const tiff = new TiffBuilder('II');
  const jpeg = await previewJpeg();
  const head = Buffer.from('OLYMPUS\0II\x03\0', 'latin1');
  const note = new TiffBuilder('II', head.length);
  // The JPEG lies right behind the head, so that the pointers are known; the directory must lie there instead.
  const settingsLength = 2 + 2 * 12 + 4;
  const processingLength = 2 + 12 + 4;
  const main = 2 + 2 * 12 + 4;
  const settings = head.length + main;
  const processing = settings + settingsLength;
  const previewAt = processing + processingLength + 8;
  note.directory([
    [0x2020, 'long', [settings]],
    [0x2040, 'long', [processing]],
  ]);
  note.directory([
    [0x101, 'long', [previewAt]],
    [0x102, 'long', [jpeg.length]],
  ]);
  // Its four numbers come first: the builder adds what is pointed to ahead of the directory.
  const frame = Buffer.concat([note.u16(1), note.u16(0x1113), note.u16(3), note.u32(4)]);
  const numbers = Buffer.concat([0, 0, 4607, 3455].map((number) => note.u16(number)));
  note.blob(Buffer.concat([frame, note.u32(processing + processingLength), note.u32(0), numbers]));
  note.blob(jpeg);
  const makerNote: BuiltEntry = [0x927c, 'undefined', Buffer.concat([head, note.body()])];
  return tiff.file(tiff.directory([...size(4640, 3472), UPRIGHT, withExif(tiff, [makerNote])]), 'IIRO');
}

/** Panasonic: the sensor's borders tell the size, everything else is in a JPEG with its own Exif block. */
async function rw2(): Promise<Buffer> {
  const tiff = new TiffBuilder('II');
  const jpeg = await sharp(await previewJpeg())
    .withExif({ IFD2: { DateTimeOriginal: TAKEN, OffsetTimeOriginal: '+02:00', FNumber: '4/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const borders = [4, 4, 3460, 4612].map((value, i): BuiltEntry => [4 + i, 'short', [value]]);
  const directory = tiff.directory([[0x17, 'short', [200]], ...borders, [0x2e, 'undefined', jpeg]]);
  return tiff.file(directory, 'IIU\0');
}

/** Fujifilm: no TIFF at all, a JPEG and a table. */
async function raf(): Promise<Buffer> {
  const jpeg = await sharp(await previewJpeg())
    .withExif({
      IFD2: { DateTimeOriginal: TAKEN, OffsetTimeOriginal: '+02:00', FNumber: '4/1', ISOSpeedRatings: '200' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const big = new TiffBuilder('MM');
  const head = Buffer.alloc(96);
  head.write('FUJIFILMCCD-RAW 0201');
  head.writeUInt32BE(96, 84);
  head.writeUInt32BE(jpeg.length, 88);
  head.writeUInt32BE(96 + jpeg.length, 92);
  const other = Buffer.concat([big.u16(0x130), big.u16(2), big.u16(7)]);
  const frame = Buffer.concat([big.u16(0x100), big.u16(4), big.u16(3024), big.u16(4032)]);
  return Buffer.concat([head, jpeg, big.u32(2), other, frame]);
}

/** By extension: the file, and the size Android gives it. */
export async function rawFiles(): Promise<
  Readonly<Record<string, { bytes: Buffer; size: readonly [number, number] }>>
> {
  return {
    dng: { bytes: await dng(), size: [4000, 3000] },
    nef: { bytes: await nef(), size: [PREVIEW.width, PREVIEW.height] },
    cr2: { bytes: await cr2(), size: [5184, 3456] },
    arw: { bytes: await arw(), size: [6000, 4000] },
    pef: { bytes: await pef(), size: [4992, 3284] },
    orf: { bytes: await orf(), size: [4608, 3456] },
    rw2: { bytes: await rw2(), size: [4608, 3456] },
    raf: { bytes: await raf(), size: [4032, 3024] },
  };
}
