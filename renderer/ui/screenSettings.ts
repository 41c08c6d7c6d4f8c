// Mirrors the display settings of the device: its screen, dark theme, font size, language, and the developers' right-to-left layout. They change what is drawn, never what is allowed.
import { create } from 'zustand';
import {
  type DisplayMetrics,
  displayMetrics,
  dpSize,
  type ForcedDisplay,
  forcedMetrics,
  NOT_FORCED,
} from '../../contract/android/displayMetrics.ts';
import {
  clampDisplay,
  type Display,
  displayOf,
  type Posture,
  type ProfileId,
  readPosture,
  resized,
  rotated,
  withProfile,
} from './deviceProfiles.ts';
import { LANGUAGES, type Language } from './pseudoLocale.ts';
import { setLanguage } from './strings.ts';
import { recall, remember } from './windowStorage.ts';

const THEMES = ['system', 'light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

/** Settings > Display > Font size, with the largest sizes of Android 14. */
export const FONT_SCALES = [0.85, 1, 1.15, 1.3, 1.5, 1.8, 2] as const;

type Choices = Readonly<{
  posture: Posture;
  theme: Theme;
  fontScale: number;
  /** Developer options > Force RTL layout direction. */
  isRtl: boolean;
  language: Language;
}>;

type ScreenSettings = Choices &
  Readonly<{
    /** The screen's size as it is held now, and as `wm` has it, dp. */
    display: Display;
    /** What the device says of its pixels then. */
    metrics: DisplayMetrics;
    /** What `wm` says of the screen. */
    forced: ForcedDisplay;
    force: (forced: ForcedDisplay) => void;
    setProfile: (profile: ProfileId) => void;
    rotate: () => void;
    setFolded: (isFolded: boolean) => void;
    /** Gives the screen a size of its own. */
    resize: (display: Display) => void;
    setTheme: (theme: Theme) => void;
    setFontScale: (fontScale: number) => void;
    setRtl: (isRtl: boolean) => void;
    setLanguage: (language: Language) => void;
  }>;

export const useScreenSettings = create<ScreenSettings>((set) => {
  const hold = (change: (posture: Posture) => Posture) =>
    set(({ posture, forced }) => {
      const held = change(posture);
      return { posture: held, ...shown(held, forced) };
    });
  const kept = readChoices(recall('screen'));
  setLanguage(kept.language);
  return {
    ...kept,
    ...shown(kept.posture, NOT_FORCED),
    forced: NOT_FORCED,
    force: (forced) => set(({ posture }) => ({ forced, ...shown(posture, forced) })),
    setProfile: (profile) => hold((posture) => withProfile(posture, profile)),
    rotate: () => hold(rotated),
    setFolded: (isFolded) => hold((posture) => ({ ...posture, isFolded })),
    resize: (display) => hold((posture) => resized(posture, display)),
    setTheme: (theme) => set({ theme }),
    setFontScale: (fontScale) => set({ fontScale }),
    setRtl: (isRtl) => set({ isRtl }),
    setLanguage: (language) => {
      setLanguage(language);
      set({ language });
    },
  };
});

useScreenSettings.subscribe(({ posture, theme, fontScale, isRtl, language }) =>
  remember('screen', { posture, theme, fontScale, isRtl, language } satisfies Choices),
);

function shown(posture: Posture, forced: ForcedDisplay): Pick<ScreenSettings, 'display' | 'metrics'> {
  const own = displayOf(posture);
  const metrics = forcedMetrics(displayMetrics(own), forced);
  const isForced = forced.size !== null || forced.densityDpi !== null;
  return { metrics, display: isForced ? clampDisplay(dpSize(metrics)) : own };
}

/** Whether the device's screens are mirrored: by its language, or because the tester forces it. */
export function isMirrored({ isRtl, language }: Pick<ScreenSettings, 'isRtl' | 'language'>): boolean {
  return isRtl || language === 'ar-XB';
}

function readChoices(kept: unknown): Choices {
  const { posture, theme, fontScale, isRtl, language } = (
    kept !== null && typeof kept === 'object' ? kept : {}
  ) as Partial<Record<keyof Choices, unknown>>;
  return {
    posture: readPosture(posture),
    theme: THEMES.find((known) => known === theme) ?? 'system',
    fontScale: FONT_SCALES.find((known) => known === fontScale) ?? 1,
    isRtl: isRtl === true,
    language: LANGUAGES.find((known) => known === language) ?? 'en-US',
  };
}
