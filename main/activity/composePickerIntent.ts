// Mirrors com.android.photopicker extensions/Intent.kt: how the Compose picker reads an intent.
import {
  ACTION_GET_CONTENT,
  ACTION_PICK_IMAGES,
  ACTION_USER_SELECT_IMAGES_FOR_APP,
  EXTRA_ALLOW_MULTIPLE,
  EXTRA_MEDIA_CAPABILITIES,
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
import { parseUri, type Uri } from '../../contract/android/uri.ts';
import { booleanExtra, hasExtra, intExtra, isMediaMimeType, stringArrayExtra } from './intentExtras.ts';
import { IllegalPickerIntent, type PickerSelectionRequest } from './pickerRequest.ts';

/** PhotopickerDestinations that an intent can lead to. */
export type StartDestination = 'ALBUM_GRID' | 'PHOTO_GRID';

/** @throws {IllegalPickerIntent} the activity ends with RESULT_CANCELED */
export function composePickerRequest(intent: Intent): PickerSelectionRequest {
  refuseMediaCapabilities(intent);
  const maxItems = composeSelectionLimit(intent, 1);
  const preSelected = composePreSelectedUris(intent) ?? [];
  return {
    maxItems,
    isOrdered: isSelectionOrdered(intent),
    mimeTypes: composeMimeTypes(intent),
    launchTab: startDestination(intent, 'PHOTO_GRID') === 'ALBUM_GRID' ? 'albums' : 'photos',
    // Where one tap is the whole choice, nothing can be chosen before it.
    preSelectedUris: maxItems > 1 ? preSelected : [],
  };
}

/** getPhotopickerSelectionLimitOrDefault. @throws {IllegalPickerIntent} */
export function composeSelectionLimit(intent: Intent, byDefault: number): number {
  const limit = askedLimit(intent) ?? byDefault;
  if (limit >= 1 && limit <= PICK_IMAGES_MAX_LIMIT) return limit;
  throw illegal(`EXTRA_PICK_IMAGES_MAX not in the allowed range. Must be between 1 and ${PICK_IMAGES_MAX_LIMIT}`);
}

function askedLimit(intent: Intent): number | null {
  const { action } = intent;
  if (hasExtra(intent, EXTRA_PICK_IMAGES_MAX)) {
    if (action === ACTION_PICK_IMAGES) return intExtra(intent, EXTRA_PICK_IMAGES_MAX, -1);
    if (action === ACTION_GET_CONTENT) {
      throw illegal('EXTRA_PICK_IMAGES_MAX is not allowed for ACTION_GET_CONTENT, use ACTION_PICK_IMAGES instead.');
    }
  }
  const isMultiple = action === ACTION_GET_CONTENT && booleanExtra(intent, EXTRA_ALLOW_MULTIPLE);
  return isMultiple || action === ACTION_USER_SELECT_IMAGES_FOR_APP ? PICK_IMAGES_MAX_LIMIT : null;
}

/** getPickImagesInOrderEnabled. */
function isSelectionOrdered(intent: Intent): boolean {
  if (!hasExtra(intent, EXTRA_PICK_IMAGES_IN_ORDER)) return false;
  if (intent.action === ACTION_PICK_IMAGES) return booleanExtra(intent, EXTRA_PICK_IMAGES_IN_ORDER);
  throw illegal(`EXTRA_PICK_IMAGES_IN_ORDER is not supported for ${intent.action}`);
}

/** getStartDestination. @throws {IllegalPickerIntent} */
export function startDestination(intent: Intent, byDefault: StartDestination): StartDestination {
  if (!hasExtra(intent, EXTRA_PICK_IMAGES_LAUNCH_TAB)) return byDefault;
  if (intent.action !== ACTION_PICK_IMAGES) {
    const sentence = `EXTRA_PICK_IMAGES_LAUNCH_TAB is not supported for ${intent.action}, use ACTION_PICK_IMAGES instead.`;
    throw illegal(sentence);
  }
  const tab = intExtra(intent, EXTRA_PICK_IMAGES_LAUNCH_TAB, -1);
  if (tab === PICK_IMAGES_TAB_ALBUMS) return 'ALBUM_GRID';
  return tab === PICK_IMAGES_TAB_IMAGES ? 'PHOTO_GRID' : byDefault;
}

/** getPhotopickerMimeTypes; null shows images and videos. @throws {IllegalPickerIntent} */
export function composeMimeTypes(intent: Intent): readonly string[] | null {
  const listed = stringArrayExtra(intent, EXTRA_MIME_TYPES);
  if (listed === null && intent.type === undefined) return null;
  const asked = listed ?? [intent.type ?? ''];
  if (asked.every(isMediaMimeType)) return asked;
  if (intent.action === ACTION_PICK_IMAGES && asked.includes('*/*')) return ['image/*', 'video/*'];
  if (intent.action === ACTION_GET_CONTENT) return null;
  const told = listed === null ? intent.type : `[${listed.join(', ')}]`;
  throw illegal(`Only media MIME types can be accepted. Input MIME types: ${told}`);
}

/** getPickImagesPreSelectedUris; null when the extra is not there. @throws {IllegalPickerIntent} */
export function composePreSelectedUris(intent: Intent): readonly Uri[] | null {
  if (!hasExtra(intent, EXTRA_PICKER_PRE_SELECTION_URIS)) return null;
  if (intent.action !== ACTION_PICK_IMAGES) {
    throw illegal(`EXTRA_PICKER_PRE_SELECTION_URIS is not supported for ${intent.action}`);
  }
  const uris = stringArrayExtra(intent, EXTRA_PICKER_PRE_SELECTION_URIS) ?? [];
  const allowed = composeSelectionLimit(intent, PICK_IMAGES_MAX_LIMIT);
  if (uris.length > allowed) throw illegal(`The number of URIs exceed the maximum allowed limit: ${allowed}`);
  return uris.map(parseUri);
}

function refuseMediaCapabilities(intent: Intent): void {
  if (!hasExtra(intent, EXTRA_MEDIA_CAPABILITIES) || intent.action === ACTION_PICK_IMAGES) return;
  throw illegal(`EXTRA_MEDIA_CAPABILITIES is not supported for ${intent.action}, use ACTION_PICK_IMAGES instead.`);
}

function illegal(sentence: string): IllegalPickerIntent {
  return new IllegalPickerIntent('IllegalIntentExtraException', sentence);
}
