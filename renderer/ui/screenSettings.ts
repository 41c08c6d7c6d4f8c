// Mirrors the display settings of the device: dark theme and font size. They change what is drawn, never what is allowed.
import { create } from 'zustand';

export type Theme = 'system' | 'light' | 'dark';

/** Settings > Display > Font size, and the largest of the accessibility sizes. */
export const FONT_SCALES = [0.85, 1, 1.15, 1.3, 2] as const;

type ScreenSettings = Readonly<{
  theme: Theme;
  fontScale: number;
  setTheme: (theme: Theme) => void;
  setFontScale: (fontScale: number) => void;
}>;

export const useScreenSettings = create<ScreenSettings>((set) => ({
  theme: 'system',
  fontScale: 1,
  setTheme: (theme) => set({ theme }),
  setFontScale: (fontScale) => set({ fontScale }),
}));
