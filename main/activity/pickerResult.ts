// Mirrors photopicker/data/PickerResult.getPickerResponseIntent and Photopicker's MainActivity.setResultForApp.
import {
  ACTION_GET_CONTENT,
  FLAG_GRANT_PERSISTABLE_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  type Intent,
} from '../../contract/android/intent.ts';
import { AUTHORITY } from '../../contract/android/mediaStore.ts';
import { contentUri, type Uri, uriParts } from '../../contract/android/uri.ts';
import type { PickerGeneration } from './pickerRequest.ts';

/** One chosen item. `mimeType` is null when the item is gone meanwhile. */
export type PickedItem = Readonly<{ uri: Uri; mimeType: string | null }>;

type Picked = Readonly<{ items: readonly PickedItem[]; isMultiple: boolean }>;

/** PickerUriResolver.wrapProviderUri: the URI an item has in the answer to an action. `uri` is one of picker/. */
export function handedOutUri(action: string, uri: Uri): Uri {
  if (action !== ACTION_GET_CONTENT) return uri;
  const [, ...rest] = uriParts(uri).segments;
  return contentUri(AUTHORITY, ['picker_get_content', ...rest]);
}

/** The result's intent; null when nothing was chosen. Items carry the URIs that were handed out. */
export function pickerResult(generation: PickerGeneration, picked: Picked): Intent | null {
  const [first] = picked.items;
  if (first === undefined) return null;
  const flags = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_PERSISTABLE_URI_PERMISSION;
  const answer = generation === 'legacy' ? legacyResult(picked) : composeResult(picked);
  return { action: '', ...(picked.isMultiple ? {} : { data: first.uri }), ...answer, flags };
}

/** Clip data always; what it says of MIME types is the same for every choice. */
function legacyResult({ items }: Picked) {
  return { clipData: items.map(({ uri }) => uri), clipMimeTypes: ['image/*', 'video/*'] };
}

/** Clip data only where several could be chosen, with the MIME types that are in it. */
function composeResult({ items, isMultiple }: Picked) {
  if (!isMultiple) return {};
  const clipMimeTypes = new Set(items.flatMap(({ mimeType }) => (mimeType === null ? [] : [mimeType])));
  return { clipData: items.map(({ uri }) => uri), clipMimeTypes: [...clipMimeTypes] };
}
