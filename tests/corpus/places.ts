// Where a photo or a movie says it was taken, told by a reader of its own.
import sharp from 'sharp';

/** Latitude and longitude, degrees. */
export type Place = readonly [latitude: number, longitude: number];

const ISO_6709 = /([+-]\d{2}\.\d{3,})([+-]\d{3}\.\d{3,})/;

/** @param bytes of a whole file */
export async function placeOf(bytes: Buffer, mimeType: string): Promise<Place | null> {
  if (mimeType.startsWith('video/')) {
    const [, latitude, longitude] = ISO_6709.exec(bytes.toString('latin1')) ?? [];
    return latitude === undefined ? null : [Number(latitude), Number(longitude)];
  }
  const { exif } = await sharp(bytes).metadata();
  return exif === undefined ? null : placeInExif(exif);
}

function placeInExif(block: Buffer): Place | null {
  const data = block.subarray(block.indexOf(block.includes('II*\0') ? 'II*\0' : 'MM\0*'));
  const little = data[0] === 0x49;
  const u16 = (at: number) => (little ? data.readUInt16LE(at) : data.readUInt16BE(at));
  const u32 = (at: number) => (little ? data.readUInt32LE(at) : data.readUInt32BE(at));
  const entries = (at: number) => Array.from({ length: u16(at) }, (_, index) => at + 2 + index * 12);
  const pointer = entries(u32(4)).find((at) => u16(at) === 0x8825);
  if (pointer === undefined) return null;
  const gps = new Map(entries(u32(pointer + 8)).map((at) => [u16(at), at]));
  const degrees = (tag: number, negative: string) => {
    const [ref, at] = [gps.get(tag - 1), gps.get(tag)];
    if (ref === undefined || at === undefined) return Number.NaN;
    const [d = 0, m = 0, s = 0] = [0, 8, 16].map((part) => {
      const place = u32(at + 8) + part;
      return u32(place) / (u32(place + 4) || 1);
    });
    return (d + m / 60 + s / 3600) * (String.fromCharCode(data[ref + 8] ?? 0) === negative ? -1 : 1);
  };
  const place: Place = [degrees(2, 'S'), degrees(4, 'W')];
  return place.some(Number.isNaN) || place.every((value) => value === 0) ? null : place;
}
