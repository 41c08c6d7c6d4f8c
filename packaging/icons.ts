// The program's icon in the shapes that systems want, from the one drawing of it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const drawing = join(import.meta.dirname, '../renderer/ui/icon.svg');

/** What a Linux desktop looks for, pixels. */
export const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512] as const;
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256] as const;
/** Apple's names for PNG pictures of that many pixels. */
const MAC_TYPES = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1_024 } as const;
/** On macOS an icon fills so much of its square. */
const MAC_SHARE = 824 / 1_024;

/** Draws it `size` pixels wide and high, filling `share` of that. */
export async function iconPng(size: number, share = 1): Promise<Buffer> {
  const drawn = Math.round(size * share);
  const svg = readFileSync(drawing);
  // The drawing has 32 units; a density of 72 draws one pixel for each.
  const icon = await sharp(svg, { density: Math.min(72 * (drawn / 32), 100_000) })
    .resize(drawn, drawn)
    .png()
    .toBuffer();
  if (drawn === size) return icon;
  const before = Math.floor((size - drawn) / 2);
  const after = size - drawn - before;
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  return sharp(icon).extend({ top: before, left: before, bottom: after, right: after, background }).png().toBuffer();
}

/** An icon file of Windows: a table of pictures, each of them a PNG. */
async function ico(): Promise<Buffer> {
  const pictures = await Promise.all(WINDOWS_SIZES.map(async (size) => ({ size, png: await iconPng(size) })));
  const head = Buffer.alloc(6 + pictures.length * 16);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let at = head.length;
  pictures.forEach(({ size, png }, index) => {
    const entry = 6 + index * 16;
    // 256 does not fit, and is written as 0.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** An icon file of macOS: named pictures one after the other. */
async function icns(): Promise<Buffer> {
  const pictures = await Promise.all(
    Object.entries(MAC_TYPES).map(async ([type, size]) => named(type, await iconPng(size, MAC_SHARE))),
  );
  return named('icns', Buffer.concat(pictures));
}

function named(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([head, content]);
}

/** Writes icon.ico, icon.icns and icons/SIZExSIZE.png into that folder. */
export async function writeIcons(folder: string): Promise<void> {
  mkdirSync(join(folder, 'icons'), { recursive: true });
  writeFileSync(join(folder, 'icon.ico'), await ico());
  writeFileSync(join(folder, 'icon.icns'), await icns());
  for (const size of LINUX_SIZES) writeFileSync(join(folder, 'icons', `${size}x${size}.png`), await iconPng(size));
}
