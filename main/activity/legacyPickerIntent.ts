// Mirrors photopicker/data/Selection.parseSelectionValuesFromIntent, MimeFilterUtils and PickerViewModel: the XML picker.
import {
  ACTION_GET_CONTENT,
  ACTION_USER_SELECT_IMAGES_FOR_APP,
  EXTRA_ALLOW_MULTIPLE,
  EXTRA_MIME_TYPES,
  EXTRA_PICK_IMAGES_IN_ORDER,
  EXTRA_PICK_IMAGES_LAUNCH_TAB,
  EXTRA_PICK_IMAGES_MAX,
  EXTRA_PICKER_PRE_SELECTION_URIS,
  type Intent,
  PICK_IMAGES_TAB_ALBUMS,
  PICK_IMAGES_TAB_IMAGES,
} from '../../contract/android/intent.ts';
import { PICK_IMAGES_MAX_LIMIT } from '../../contract/android/mediaStore.ts';
import { parseUri } from '../../contract/android/uri.ts';
import type { PickerTab } from '../../contract/rpc/systemUi.ts';
import { booleanExtra, hasExtra, intExtra, isMediaMimeType, stringArrayExtra } from './intentExtras.ts';
import { IllegalPickerIntent, type PickerSelectionRequest } from './pickerRequest.ts';

export type LegacySelection = Readonly<{ multiple: boolean; limit: number; ordered: boolean }>;

/** @throws {IllegalPickerIntent} the activity ends with RESULT_CANCELED */
export function legacyPickerRequest(intent: Intent): PickerSelectionRequest {
  const mimeTypes = legacyMimeTypeFilters(intent);
  const { limit, ordered } = legacySelection(intent);
  const launchTab = legacyLaunchTab(intent);
  const preSelectedUris = legacyPreSelection(intent, limit);
  return { maxItems: limit, isOrdered: ordered, mimeTypes, launchTab, preSelectedUris };
}

/** How many items, and whether in order. @throws {IllegalPickerIntent} */
export function legacySelection(intent: Intent): LegacySelection {
  if (intent.action === ACTION_USER_SELECT_IMAGES_FOR_APP) {
    return { multiple: true, limit: PICK_IMAGES_MAX_LIMIT, ordered: false };
  }
  if (intent.action === ACTION_GET_CONTENT) return getContentSelection(intent);
  const ordered = booleanExtra(intent, EXTRA_PICK_IMAGES_IN_ORDER);
  if (!hasExtra(intent, EXTRA_PICK_IMAGES_MAX)) return { multiple: false, limit: 1, ordered };
  const limit = intExtra(intent, EXTRA_PICK_IMAGES_MAX, -1);
  // The extra itself must ask for several: 1 is refused when it is spelled out.
  if (limit <= 1 || limit > PICK_IMAGES_MAX_LIMIT) throw illegal('Invalid EXTRA_PICK_IMAGES_MAX value');
  return { multiple: true, limit, ordered };
}

function getContentSelection(intent: Intent): LegacySelection {
  if (hasExtra(intent, EXTRA_PICK_IMAGES_MAX)) {
    throw illegal('EXTRA_PICK_IMAGES_MAX is not supported for ACTION_GET_CONTENT');
  }
  if (hasExtra(intent, EXTRA_PICK_IMAGES_IN_ORDER)) {
    throw illegal('EXTRA_PICK_IMAGES_IN_ORDER is not supported for ACTION_GET_CONTENT');
  }
  const multiple = booleanExtra(intent, EXTRA_ALLOW_MULTIPLE);
  return { multiple, limit: multiple ? PICK_IMAGES_MAX_LIMIT : 1, ordered: false };
}

/** MimeFilterUtils.getMimeTypeFilters; null shows images and videos. @throws {IllegalPickerIntent} */
export function legacyMimeTypeFilters(intent: Intent): readonly string[] | null {
  if (!hasExtra(intent, EXTRA_MIME_TYPES)) {
    // A type that is not of media is not refused here: it filters nothing.
    return intent.type !== undefined && isMedia(intent.type) ? [intent.type] : null;
  }
  const mimeTypes = stringArrayExtra(intent, EXTRA_MIME_TYPES);
  if (mimeTypes !== null && mimeTypes.length > 0 && mimeTypes.every(isMedia)) return mimeTypes;
  if (intent.action === ACTION_GET_CONTENT) return null;
  throw illegal('Invalid EXTRA_MIME_TYPES value, only media mime type filters are accepted');
}

function legacyLaunchTab(intent: Intent): PickerTab {
  if (intent.action === ACTION_GET_CONTENT || !hasExtra(intent, EXTRA_PICK_IMAGES_LAUNCH_TAB)) return 'photos';
  const tab = intExtra(intent, EXTRA_PICK_IMAGES_LAUNCH_TAB, PICK_IMAGES_TAB_IMAGES);
  if (tab === PICK_IMAGES_TAB_ALBUMS) return 'albums';
  if (tab === PICK_IMAGES_TAB_IMAGES) return 'photos';
  throw illegal(`Incorrect value ${tab} received for the intent extra: ${EXTRA_PICK_IMAGES_LAUNCH_TAB}`);
}

function legacyPreSelection(intent: Intent, limit: number) {
  if (intent.action === ACTION_GET_CONTENT || limit === 1) return [];
  const uris = stringArrayExtra(intent, EXTRA_PICKER_PRE_SELECTION_URIS) ?? [];
  if (uris.length > limit) throw illegal(`The number of URIs exceed the maximum allowed limit: ${limit}`);
  return uris.map(parseUri);
}

/** MimeUtils.isImageMimeType, isVideoMimeType: in any case of letters. */
function isMedia(mimeType: string): boolean {
  return isMediaMimeType(mimeType.toLowerCase());
}

function illegal(sentence: string): IllegalPickerIntent {
  return new IllegalPickerIntent('IllegalArgumentException', sentence);
}
