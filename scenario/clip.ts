// A short film for libraries: 64 × 48, six seconds; with the date and the place that a camera writes into it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scenarioFolder } from './scenarioFolder.ts';

/** Seconds between 1904, from which MP4 counts, and 1970. */
const EPOCH = 2_082_844_800;

let film: Promise<Buffer> | null = null;

/** @param taken ISO date @param gps latitude and longitude @param serial makes the bytes the file's own */
export async function clipBytes(
  taken: string | undefined,
  gps: readonly number[] | undefined,
  serial: number,
): Promise<Buffer> {
  film ??= readFile(join(scenarioFolder(), 'files', 'clip.mp4'));
  const bytes = Buffer.from(await film);
  const header = bytes.indexOf('mvhd');
  if (taken !== undefined && bytes[header + 4] === 0)
    bytes.writeUInt32BE(Math.floor(Date.parse(taken) / 1_000) + EPOCH, header + 8);
  const own = box('free', Buffer.from(`film ${serial}`));
  return Buffer.concat([gps === undefined ? bytes : withPlace(bytes, gps), own]);
}

/** The place as ISO 6709 in a box of its own at the end of `moov`; the frames behind it move, and `stco` says where to. */
function withPlace(bytes: Buffer, [latitude = 0, longitude = 0]: readonly number[]): Buffer {
  const text = `${signed(latitude, 2)}${signed(longitude, 3)}/`;
  const place = box('udta', box('\xa9xyz', Buffer.from([0, text.length, 0x15, 0xc7]), Buffer.from(text)));
  const moov = bytes.indexOf('moov') - 4;
  const end = moov + bytes.readUInt32BE(moov);
  const located = Buffer.concat([bytes.subarray(0, end), place, bytes.subarray(end)]);
  located.writeUInt32BE(end - moov + place.length, moov);
  for (let at = located.indexOf('stco'); at > 0; at = located.indexOf('stco', at + 4))
    moveChunks(located, at, place.length);
  return located;
}

function moveChunks(bytes: Buffer, stco: number, by: number): void {
  const count = bytes.readUInt32BE(stco + 8);
  for (let entry = 0; entry < count; entry++) {
    const at = stco + 12 + entry * 4;
    bytes.writeUInt32BE(bytes.readUInt32BE(at) + by, at);
  }
}

function signed(angle: number, digits: number): string {
  const [whole = '', parts = ''] = Math.abs(angle).toFixed(4).split('.');
  return `${angle < 0 ? '-' : '+'}${whole.padStart(digits, '0')}.${parts}`;
}

function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}
