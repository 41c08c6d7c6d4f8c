// What an intent asks of the photo picker once it is read, and what refuses it.
import type { Uri } from '../../contract/android/uri.ts';
import type { Skin } from '../../contract/rpc/deviceApi.ts';
import type { PickerTab } from '../../contract/rpc/systemUi.ts';

/** The XML picker of the media module, or the Compose app that took its place. */
export type PickerGeneration = 'legacy' | 'compose';

/** Which picker a skin has. */
export function pickerGeneration(skin: Skin): PickerGeneration {
  return skin === 'Modern' ? 'compose' : 'legacy';
}

/** What the two generations read each in their own way. */
export type PickerSelectionRequest = Readonly<{
  /** 1 returns at the first tap. */
  maxItems: number;
  isOrdered: boolean;
  /** Filters such as image/*; null for images and videos. */
  mimeTypes: readonly string[] | null;
  launchTab: PickerTab;
  /** Picker URIs, none of them looked at yet. */
  preSelectedUris: readonly Uri[];
}>;

export type PickerRequest = PickerSelectionRequest &
  Readonly<{
    /** #rrggbb, or null for the device's own. */
    accentColor: string | null;
    isLocalOnly: boolean;
    /** Whether the app said which videos it can take: Android transcodes others, this device does not. */
    hasMediaCapabilities: boolean;
  }>;

/** What makes a picker end with RESULT_CANCELED. No app sees it; logcat does. */
export class IllegalPickerIntent extends Error {
  override readonly name: 'IllegalArgumentException' | 'IllegalIntentExtraException';

  constructor(name: IllegalPickerIntent['name'], message: string) {
    super(message);
    this.name = name;
  }
}
