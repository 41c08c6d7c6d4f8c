// The device's screen as everything drawn on it may ask for it.
import { useScreenSettings } from './screenSettings.ts';

/** The screen's size as it is held now, dp. */
export type Display = Readonly<{ width: number; height: number }>;

export function useDisplay(): Display {
  return useScreenSettings((settings) => settings.display);
}
