// Mirrors PickerUriResolver.openFile: who may open an item the photo picker handed out, and with which bytes.
import { Throwable } from '../../../contract/android/errors.ts';
import type { OpenMode } from '../../../contract/android/files.ts';
import { parseUri, type Uri, uriParts } from '../../../contract/android/uri.ts';

export type PickerOpen = Readonly<{
  uri: Uri;
  mode: OpenMode;
  uid: number;
  /** Whether a grant, or being the provider itself, opens this URI to the caller. */
  mayRead(uri: Uri): boolean;
  /** Whether the caller is kept from the location of items it does not own. */
  locationHidden: boolean;
  /** The first modules look for a grant of the whole URI, its parameters included: there is none. */
  isFirstModule?: boolean;
}>;

/** Grants are given for the URI without its parameters. */
export function withoutQuery(uri: Uri): Uri {
  const [path = ''] = uri.split(/[?#]/, 1);
  return parseUri(path);
}

type Granted = Pick<PickerOpen, 'uri' | 'uid' | 'mayRead' | 'isFirstModule'>;

/** PickerUriResolver.checkUriPermission. @throws {Throwable} SecurityException */
export function checkUriPermission({ uri, uid, mayRead, isFirstModule = false }: Granted): void {
  const granted = isFirstModule ? uri : withoutQuery(uri);
  if (mayRead(granted)) return;
  const sentence = `Calling uid ( ${uid} ) does not have permission to access picker uri: ${granted}`;
  throw new Throwable('SecurityException', sentence);
}

/** checkPermissionForRequireOriginalQueryParam. @throws {Throwable} UnsupportedOperationException */
function checkRequireOriginal({ uri, uid }: PickerOpen, redacted: boolean): void {
  const { query, segments } = uriParts(uri);
  if (Number(query.get('requireOriginal')) !== 1) return;
  if (segments[0] === 'picker')
    throw new Throwable('UnsupportedOperationException', `Require Original is not supported for Picker URI ${uri}`);
  if (!redacted) return;
  throw new Throwable(
    'UnsupportedOperationException',
    `Calling uid ( ${uid} ) does not have ACCESS_MEDIA_LOCATION permission for requesting original file`,
  );
}

/**
 * Lets an app open a picked item, or throws.
 * @returns whether the location is taken out: always of what ACTION_PICK_IMAGES gave
 * @throws {Throwable} SecurityException, UnsupportedOperationException
 */
export function checkPickerOpen(open: PickerOpen): boolean {
  const { uri, mode, locationHidden } = open;
  if (mode !== 'r')
    throw new Throwable('SecurityException', `PhotoPicker Uris can only be accessed to read. Uri: ${uri}`);
  const redacted = uriParts(uri).segments[0] !== 'picker_get_content' || locationHidden;
  if (open.isFirstModule !== true) checkRequireOriginal(open, redacted);
  checkUriPermission(open);
  return redacted;
}
