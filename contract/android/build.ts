// Mirrors android.os.Build.VERSION_CODES.

/** API levels a device or an app can have, by Android's own names. */
export const VERSION_CODES = {
  Q: 29,
  R: 30,
  S: 31,
  S_V2: 32,
  TIRAMISU: 33,
  UPSIDE_DOWN_CAKE: 34,
  VANILLA_ICE_CREAM: 35,
  BAKLAVA: 36,
} as const;

/** API level of a simulated device: 29..36. */
export type SdkInt = (typeof VERSION_CODES)[keyof typeof VERSION_CODES];

/** Every level a device can have, ascending. */
export const SDK_INTS: readonly SdkInt[] = Object.values(VERSION_CODES);

/** Whether a number read from outside is a level this device can have. */
export function isSdkInt(value: unknown): value is SdkInt {
  return SDK_INTS.some((sdk) => sdk === value);
}
