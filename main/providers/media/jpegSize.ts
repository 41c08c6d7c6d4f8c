// Mirrors BitmapFactory's inJustDecodeBounds for a JPEG that somebody else hands in.

/** Whether a marker begins a frame: SOF0 to SOF15, but for the tables and reserved ones among them. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * Width and height of a JPEG, pixels.
 * @returns null for bytes that are none, or that tell neither
 */
export function jpegSize(bytes: Uint8Array): Readonly<{ width: number; height: number }> | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 <= bytes.length; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at) !== 0xff) return null;
    if (!isFrame(view.getUint8(at + 1))) continue;
    const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
    return width > 0 && height > 0 ? { width, height } : null;
  }
  return null;
}
