// What cameras do and no encoder at hand does: a small picture in the EXIF block of a large one.
import { TiffBuilder } from './tiffBuilder.ts';

/** A JPEG with these bytes beside it; its first EXIF block goes. `orientation` as in EXIF, 1 to 8. */
export function withExifThumbnail(picture: Buffer, beside: Buffer, orientation = 1): Buffer {
  const tiff = new TiffBuilder('II');
  const place = tiff.blob(beside);
  const second = tiff.directory([
    [0x201, 'long', [place]],
    [0x202, 'long', [beside.length]],
  ]);
  const first = tiff.directory([[0x112, 'short', [orientation]]], second);
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), tiff.file(first)]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(exif.length + 2, 2);
  const rest = picture.readUInt16BE(2) === 0xffe1 ? 4 + picture.readUInt16BE(4) : 2;
  return Buffer.concat([picture.subarray(0, 2), head, exif, picture.subarray(rest)]);
}
