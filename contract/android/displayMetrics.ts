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

/** What `wm size` and `wm density` say instead of the screen's own, upright; null where they say nothing. */
export type ForcedDisplay = Readonly<{
  size: Readonly<{ widthPixels: number; heightPixels: number }> | null;
  densityDpi: number | null;
}>;

export const NOT_FORCED: ForcedDisplay = { size: null, densityDpi: null };

/** What a screen answers that was forced; turned as the screen itself is. */
export function forcedMetrics(own: DisplayMetrics, { size, densityDpi }: ForcedDisplay): DisplayMetrics {
  const isTurned = own.widthPixels > own.heightPixels;
  const { widthPixels, heightPixels } = size ?? { widthPixels: own.widthPixels, heightPixels: own.heightPixels };
  const turns = size !== null && isTurned;
  return {
    widthPixels: turns ? heightPixels : widthPixels,
    heightPixels: turns ? widthPixels : heightPixels,
    densityDpi: densityDpi ?? own.densityDpi,
  };
}

/** How many dp a screen of so many pixels has room for. */
export function dpSize({ widthPixels, heightPixels, densityDpi }: DisplayMetrics): DpSize {
  const dp = (pixels: number) => Math.round((pixels * 160) / densityDpi);
  return { width: dp(widthPixels), height: dp(heightPixels) };
}
