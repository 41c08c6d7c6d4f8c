// Mirrors the display settings of the device: dark theme, font size, and the developers' right-to-left layout. They change what is drawn, never what is allowed.
import { create } from 'zustand';
import type { Display } from './display.ts';

export type Theme = 'system' | 'light' | 'dark';

/** Settings > Display > Font size, and the largest of the accessibility sizes. */
export const FONT_SCALES = [0.85, 1, 1.15, 1.3, 2] as const;

type ScreenSettings = Readonly<{
  /** The screen's size as it is held now, dp. */
  display: Display;
  theme: Theme;
  fontScale: number;
  /** Developer options > Force RTL layout direction. */
  isRtl: boolean;
  setTheme: (theme: Theme) => void;
  setFontScale: (fontScale: number) => void;
  setRtl: (isRtl: boolean) => void;
}>;

export const useScreenSettings = create<ScreenSettings>((set) => ({
  display: { width: 412, height: 915 },
  theme: 'system',
  fontScale: 1,
  isRtl: false,
  setTheme: (theme) => set({ theme }),
  setFontScale: (fontScale) => set({ fontScale }),
  setRtl: (isRtl) => set({ isRtl }),
}));
