// Mirrors android.graphics.Color, as far as an app's own colour in the photo picker needs it.

/** Color.luminance of 0xRRGGBB: 0 for black, 1 for white. */
export function luminance(rgb: number): number {
  const [red = 0, green = 0, blue = 0] = [rgb >> 16, rgb >> 8, rgb].map((channel) => linear((channel & 0xff) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The transfer function of sRGB, undone. */
function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
