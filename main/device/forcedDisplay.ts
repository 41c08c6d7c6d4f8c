// Mirrors DisplayWindowSettings: what `wm size` and `wm density` keep among the settings.
import type { ForcedDisplay } from '../../contract/android/displayMetrics.ts';
import type { SettingsStore } from './settingsStore.ts';

/** Settings.Global.DISPLAY_SIZE_FORCED and Settings.Secure.DISPLAY_DENSITY_FORCED. */
const SIZE = 'display_size_forced';
const DENSITY = 'display_density_forced';

export function forcedDisplay(settings: SettingsStore): ForcedDisplay {
  const size = /^(\d{2,4}),(\d{2,4})$/.exec(settings.get('global', SIZE) ?? '');
  const density = /^\d{2,4}$/.exec(settings.get('secure', DENSITY) ?? '');
  return {
    size: size === null ? null : { widthPixels: Number(size[1]), heightPixels: Number(size[2]) },
    densityDpi: density === null ? null : Number(density[0]),
  };
}

export function setForcedSize(settings: SettingsStore, size: ForcedDisplay['size']): void {
  settings.set('global', SIZE, size === null ? null : `${size.widthPixels},${size.heightPixels}`);
}

export function setForcedDensity(settings: SettingsStore, densityDpi: number | null): void {
  settings.set('secure', DENSITY, densityDpi === null ? null : String(densityDpi));
}
