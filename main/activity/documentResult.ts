// Mirrors picker/ActionHandler.onPickFinished of DocumentsUI: the intent an app gets back, and the one another app gets.
import {
  type ActivityResult,
  FLAG_GRANT_PERSISTABLE_URI_PERMISSION,
  FLAG_GRANT_PREFIX_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
  type Intent,
  RESULT_CANCELED,
  RESULT_OK,
} from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { DocumentPickerAction } from '../../contract/rpc/systemUi.ts';

const READ_WRITE = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION;
const FOR_GOOD = READ_WRITE | FLAG_GRANT_PERSISTABLE_URI_PERMISSION;

/** What the receiver is given. Writing too, whatever the document's own flags say. */
const FLAGS: Readonly<Record<DocumentPickerAction, number>> = {
  OPEN: FOR_GOOD,
  CREATE: FOR_GOOD,
  GET_CONTENT: FLAG_GRANT_READ_URI_PERMISSION,
  OPEN_TREE: FOR_GOOD | FLAG_GRANT_PREFIX_URI_PERMISSION,
};

/** Every flag that grants something: a request that is handed on to another app carries none of them. */
const GRANT_FLAGS = FOR_GOOD | FLAG_GRANT_PREFIX_URI_PERMISSION;

export type PickedDocuments = Readonly<{
  action: DocumentPickerAction;
  acceptMimes: readonly string[] | null;
  /** None when the user went back. */
  uris: readonly Uri[];
}>;

/** One document is the result's data, whatever was allowed; several are its clip data, which says what was asked for. */
export function documentResult({
  action,
  acceptMimes,
  uris,
}: PickedDocuments): Pick<ActivityResult, 'resultCode' | 'data'> {
  const [first] = uris;
  if (first === undefined) return { resultCode: RESULT_CANCELED, data: null };
  const what = uris.length === 1 ? { data: first } : { clipData: uris, clipMimeTypes: acceptMimes ?? [] };
  return { resultCode: RESULT_OK, data: { action: '', ...what, flags: FLAGS[action] } };
}

/** What another app is started with in DocumentsUI's place: its result is the result. */
export function forwardedIntent(intent: Intent): Intent {
  return { ...intent, flags: (intent.flags ?? 0) & ~removedFlags(intent.flags ?? 0) };
}

/** Of flags, those that forwardedIntent takes out. */
export function removedFlags(flags: number): number {
  return flags & GRANT_FLAGS;
}
