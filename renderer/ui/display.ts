// The device's screen as everything drawn on it may ask for it.
import type { Display } from './deviceProfiles.ts';
import { useScreenSettings } from './screenSettings.ts';

export type { Display } from './deviceProfiles.ts';

/** The screen's size as it is held now, dp. */
export function useDisplay(): Display {
  return useScreenSettings((settings) => settings.display);
}
