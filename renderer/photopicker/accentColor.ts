// Mirrors PickerAccentColorParameters and AccentColorHelper: an app's own colour on the picker's main parts.
import type { CSSProperties } from 'react';
import { luminance } from '../../contract/android/color.ts';

type AccentStyle = CSSProperties & Readonly<Record<`--picker-${string}`, string>>;

/** Colours of the parts that take the accent, and of what is written on them; nothing for the device's own. */
export function accentStyle(accentColor: string | null): AccentStyle {
  if (accentColor === null) return {};
  const isBright = luminance(Number.parseInt(accentColor.slice(1), 16)) >= 0.6;
  return { '--picker-accent': accentColor, '--picker-on-accent': isBright ? '#000000' : '#ffffff' };
}
