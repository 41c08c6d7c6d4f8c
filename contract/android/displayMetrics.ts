// Mirrors android.util.DisplayMetrics: how many pixels the device says its screen has.

export type DisplayMetrics = Readonly<{ widthPixels: number; heightPixels: number; densityDpi: number }>;

type DpSize = Readonly<{ width: number; height: number }>;

/** Pixels of a Pixel 7: its 411.4 x 914.3 dp are 412 x 915 here. */
const PHONE = { dp: { width: 412, height: 915 }, widthPixels: 1080, heightPixels: 2400 } as const;
/** xxhdpi of phones, and xhdpi of screens that are 600 dp wide or more however they are held. */
const PHONE_DPI = 420;
const TABLET_DPI = 320;

/** What a screen of that size, dp as it is held, answers for its pixels. */
export function displayMetrics({ width, height }: DpSize): DisplayMetrics {
  if (width > height) {
    const upright = displayMetrics({ width: height, height: width });
    return { ...upright, widthPixels: upright.heightPixels, heightPixels: upright.widthPixels };
  }
  if (width === PHONE.dp.width && height === PHONE.dp.height) {
    return { widthPixels: PHONE.widthPixels, heightPixels: PHONE.heightPixels, densityDpi: PHONE_DPI };
  }
  const densityDpi = width < 600 ? PHONE_DPI : TABLET_DPI;
  const pixels = (dp: number) => Math.round((dp * densityDpi) / 160);
  return { widthPixels: pixels(width), heightPixels: pixels(height), densityDpi };
}
