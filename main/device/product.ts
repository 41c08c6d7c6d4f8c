// Mirrors android.os.Build: what the device says it is.

/** ro.product.*: without a colon, a comma, a semicolon or an equals sign, which adb's banner has for itself. */
export const PRODUCT = {
  name: 'scopebox',
  model: 'Scopebox',
  device: 'scopebox',
  brand: 'scopebox',
  manufacturer: 'Scopebox',
} as const;
