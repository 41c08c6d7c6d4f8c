// Mirrors adbd's framebuffer_service.cpp: the screen's pixels behind what they are.
import { type Pixels, pngPixels } from '../device/pngPixels.ts';
import type { AdbStream } from './adbStream.ts';

const VERSION = 2;
const BITS = 32;

/** Offset and length of red, blue, green and alpha, bits. */
const RGBA = [0, 8, 16, 8, 8, 8, 24, 8];

/** Fourteen numbers: version, depth, colour space, bytes, width, height, and where each colour lies. */
export function framebufferHeader({ width, height, rgba }: Pick<Pixels, 'width' | 'height' | 'rgba'>): Buffer {
  const header = Buffer.alloc(56);
  for (const [index, word] of [VERSION, BITS, 0, rgba.length, width, height, ...RGBA].entries())
    header.writeUInt32LE(word, 4 * index);
  return header;
}

/** @param screenshot as a PNG */
export async function runFramebuffer(screenshot: () => Promise<Uint8Array>, stream: AdbStream): Promise<void> {
  const pixels = await pngPixels(await screenshot());
  await stream.write(framebufferHeader(pixels), pixels.rgba);
}
