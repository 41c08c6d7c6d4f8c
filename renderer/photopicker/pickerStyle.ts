// Mirrors the photo picker's generations: which of them a skin is.
import { ACTION_USER_SELECT_IMAGES_FOR_APP } from '../../contract/android/intent.ts';
import type { Skin } from '../../contract/rpc/deviceApi.ts';

export type PickerStyle = Readonly<{
  /** The XML picker, or the Compose one. */
  ui: 'classic' | 'modern';
  /** Whether items granted before are shown selected and can be taken back. */
  managed: boolean;
}>;

const STYLES: Readonly<Record<Skin, PickerStyle>> = {
  'T-legacy': { ui: 'classic', managed: false },
  'U-legacy': { ui: 'classic', managed: false },
  'U-managed': { ui: 'classic', managed: true },
  Modern: { ui: 'modern', managed: true },
};

/** How the picker of a skin behaves. */
export function pickerStyle(skin: Skin): PickerStyle {
  return STYLES[skin];
}

/** What the picker was opened for: to select what an app may see, or to hand it items. */
export type PickerPurpose = 'userSelect' | 'pick';

/** The purpose of an intent action. */
export function pickerPurpose(action: string): PickerPurpose {
  return action === ACTION_USER_SELECT_IMAGES_FOR_APP ? 'userSelect' : 'pick';
}
