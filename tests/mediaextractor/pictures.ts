// Small pictures made on the spot, whole and broken.
import sharp from 'sharp';

type Exif = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const CAMERA_EXIF: Exif = {
  IFD0: { Orientation: '6', ImageDescription: 'A day out' },
  IFD2: {
    DateTimeOriginal: '2023:05:06 07:08:09',
    SubSecTimeOriginal: '12',
    OffsetTimeOriginal: '+02:00',
    FNumber: '18/10',
    ExposureTime: '1/4000',
    ISOSpeedRatings: '100',
  },
};

function plain(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#336699' } });
}

/** A JPEG of one colour, with the EXIF block of a phone's camera unless another is given. */
export function jpeg(width: number, height: number, exif: Exif = CAMERA_EXIF): Promise<Buffer> {
  // sharp writes an orientation of 1 unless it is told in its own way.
  const orientation = Number(exif.IFD0?.Orientation ?? 1);
  return plain(width, height).jpeg().withExif(exif).withMetadata({ orientation }).toBuffer();
}

export function png(width: number, height: number): Promise<Buffer> {
  return plain(width, height).png().toBuffer();
}

export function webp(width: number, height: number): Promise<Buffer> {
  return plain(width, height).webp().toBuffer();
}

export function avif(width: number, height: number): Promise<Buffer> {
  return plain(width, height).avif({ effort: 0 }).toBuffer();
}

/** Two frames, as GIF or WebP. */
export function animated(format: 'gif' | 'webp'): Promise<Buffer> {
  const frames = Buffer.alloc(16 * 32 * 3, 7).fill(200, 16 * 16 * 3);
  return sharp(frames, { raw: { width: 16, height: 32, channels: 3, pageHeight: 16 } })
    .toFormat(format)
    .toBuffer();
}

/** The start of a PNG that says it has this many pixels; there are none. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(33);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(header);
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  header[24] = 8;
  header[25] = 2;
  return header;
}

/** The same JPEG with an XMP packet in a segment of its own. */
export function withXmp(picture: Buffer, packet: string): Buffer {
  const body = Buffer.from(`http://ns.adobe.com/xap/1.0/\0${packet}`, 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([picture.subarray(0, 2), head, body, picture.subarray(2)]);
}
