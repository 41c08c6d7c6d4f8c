// Mirrors what PhotoPickerActivity and its successor, Photopicker's MainActivity, read of the intent that starts them.
import { VERSION_CODES } from '../../contract/android/build.ts';
import { luminance } from '../../contract/android/color.ts';
import {
  ACTION_PICK_IMAGES,
  EXTRA_LOCAL_ONLY,
  EXTRA_MEDIA_CAPABILITIES,
  EXTRA_PICK_IMAGES_ACCENT_COLOR,
  EXTRA_PICK_IMAGES_IN_ORDER,
  EXTRA_PICK_IMAGES_LAUNCH_TAB,
  EXTRA_PICKER_PRE_SELECTION_URIS,
  type Intent,
} from '../../contract/android/intent.ts';
import type { DeviceProfile } from '../device/device.ts';
import { composePickerRequest } from './composePickerIntent.ts';
import { booleanExtra, hasExtra, intExtra, isMediaMimeType } from './intentExtras.ts';
import { legacyPickerRequest } from './legacyPickerIntent.ts';
import { IllegalPickerIntent, type PickerRequest, pickerGeneration } from './pickerRequest.ts';

/**
 * Reads ACTION_PICK_IMAGES or ACTION_GET_CONTENT.
 * @throws {IllegalPickerIntent} the activity ends with RESULT_CANCELED
 */
export function parsePickerIntent(intent: Intent, profile: DeviceProfile): PickerRequest {
  const known = withKnownExtras(intent, profile);
  const read = pickerGeneration(profile.skin) === 'legacy' ? legacyPickerRequest : composePickerRequest;
  const request = read(known);
  refuseEndlessFilters(request.mimeTypes ?? []);
  const hasMediaCapabilities =
    pickerGeneration(profile.skin) === 'compose' && hasExtra(known, EXTRA_MEDIA_CAPABILITIES);
  const isLocalOnly = booleanExtra(known, EXTRA_LOCAL_ONLY);
  return { ...request, accentColor: accentColor(known), isLocalOnly, hasMediaCapabilities };
}

/** SQLite takes no longer expression, and no longer pattern: Android's picker opens, and crashes at its first query. */
const MAX_FILTERS = 900;
const MAX_FILTER_TEXT = 10_000;

function refuseEndlessFilters(mimeTypes: readonly string[]): void {
  if (mimeTypes.length <= MAX_FILTERS && mimeTypes.every(({ length }) => length <= MAX_FILTER_TEXT)) return;
  throw new IllegalPickerIntent('IllegalArgumentException', 'Expression tree is too large (maximum depth 1000)');
}

/** API level, or version of the media module's SDK extension, from which on an extra is read; before it means nothing. */
const SINCE: readonly Readonly<{ extra: string; sdk: number; extension: number }>[] = [
  { extra: EXTRA_PICK_IMAGES_IN_ORDER, sdk: 35, extension: 12 },
  { extra: EXTRA_PICK_IMAGES_LAUNCH_TAB, sdk: 35, extension: 12 },
  { extra: EXTRA_PICK_IMAGES_ACCENT_COLOR, sdk: 35, extension: 12 },
  { extra: EXTRA_PICKER_PRE_SELECTION_URIS, sdk: 36, extension: 15 },
  { extra: EXTRA_MEDIA_CAPABILITIES, sdk: 35, extension: Number.POSITIVE_INFINITY },
];

function withKnownExtras(intent: Intent, profile: DeviceProfile): Intent {
  if (intent.extras === undefined) return intent;
  const { sdk } = profile;
  const extension = mediaExtension(profile);
  const unknown = SINCE.filter((since) => sdk < since.sdk && extension < since.extension).map(({ extra }) => extra);
  const extras = Object.entries(intent.extras).filter(([name]) => !unknown.includes(name));
  return { ...intent, extras: Object.fromEntries(extras) };
}

/** An extension is counted on every level it exists for, so that of 34 tells as much as that of 30. */
function mediaExtension({ sdk, extensions }: DeviceProfile): number {
  return Math.max(extensions[30] ?? 0, sdk >= 34 ? (extensions[34] ?? 0) : 0);
}

/** Whether there is an activity for ACTION_PICK_IMAGES_SETTINGS. */
export function hasPickImagesSettings(profile: DeviceProfile): boolean {
  return profile.sdk >= VERSION_CODES.TIRAMISU || (profile.sdk >= VERSION_CODES.R && mediaExtension(profile) >= 3);
}

/**
 * PickerAccentColorParameters, AccentColorHelper: #rrggbb without alpha; null for the device's own colour, which also
 * takes the place of one that cannot be seen on a light or a dark background.
 */
function accentColor(intent: Intent): string | null {
  const value = intExtra(intent, EXTRA_PICK_IMAGES_ACCENT_COLOR, -1);
  if (value < 0) return null;
  if (intent.action !== ACTION_PICK_IMAGES) {
    const sentence = `Accent color customisation is not available for ${intent.action} action.`;
    throw new IllegalPickerIntent('IllegalArgumentException', sentence);
  }
  const rgb = value % 0x1000000;
  const seen = luminance(rgb);
  return seen >= 0.05 && seen < 0.9 ? `#${rgb.toString(16).padStart(6, '0')}` : null;
}

/** The intent filter of PhotoPickerActivity: media, anything, or no type. From Android 11 on, with the media module. */
export function isPickImagesFilterMatched({ type }: Intent, sdk: number): boolean {
  return sdk >= VERSION_CODES.R && (type === undefined || type === '*/*' || isMediaMimeType(type));
}
