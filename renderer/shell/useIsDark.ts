import { useScreenSettings } from '../ui/screenSettings.ts';
import { useMediaQuery } from '../ui/useMediaQuery.ts';

/** Whether the device's theme is the dark one now. */
export function useIsDark(): boolean {
  const theme = useScreenSettings((settings) => settings.theme);
  const isSystemDark = useMediaQuery('(prefers-color-scheme: dark)');
  return theme === 'system' ? isSystemDark : theme === 'dark';
}
