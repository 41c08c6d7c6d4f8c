// Mirrors DocumentsUI's dirlist/Message: what stands above and in place of the rows.
import type { Bundle } from '../../contract/android/cursor.ts';
import { Document, EXTRA_ERROR, EXTRA_INFO, EXTRA_LOADING } from '../../contract/android/documentsContract.ts';
import { Throwable, type UserAction } from '../../contract/android/errors.ts';
import { type DocumentInfo, hasDocumentFlag } from './documentInfo.ts';
import type { PickerAction } from './matchingRoots.ts';
import { documentsText } from './strings.ts';

/** What a query came back with. Null for `extras` is a provider that answered null in place of a cursor. */
export type DirectoryAnswer = Readonly<{ rowCount: number; extras: Bundle | null; error: unknown }>;

export type HeaderMessage = Readonly<{
  kind: 'authentication' | 'error' | 'info' | 'blockedFromTree';
  title: string | null;
  text: string;
  /** Label of its button; a message without one is dismissed by "OK". */
  button: string | null;
  /** What the sign-in button starts. */
  userAction: UserAction | null;
}>;

export type BodyMessage = Readonly<{ kind: 'empty' | 'noResults' | 'queryError' | 'cantDisplay'; text: string }>;

export type DirectoryState = Readonly<{
  header: HeaderMessage | null;
  /** In place of the rows, or null. */
  body: BodyMessage | null;
  rowsShown: number;
  /** Whether the progress bar runs. */
  isLoading: boolean;
}>;

export type DirectoryScene = Readonly<{
  isSearching: boolean;
  rootTitle: string;
  /** Label of the provider's app. */
  appName: string;
  isBlockedFromTree: boolean;
}>;

/** Everything a directory can look like once its provider answered. */
export function directoryState({ rowCount, extras, error }: DirectoryAnswer, scene: DirectoryScene): DirectoryState {
  if (error !== null || extras === null) {
    const isAuthentication = isAuthenticationRequired(error);
    const body: BodyMessage = isAuthentication
      ? { kind: 'cantDisplay', text: documentsText('cant_display_content') }
      : { kind: 'queryError', text: documentsText('query_error') };
    const header = isAuthentication ? authenticationHeader(error, scene) : blockedHeader(scene);
    return { header, body, rowsShown: 0, isLoading: false };
  }
  const header = textHeader('error', extras[EXTRA_ERROR]) ?? textHeader('info', extras[EXTRA_INFO]);
  return {
    header: header ?? blockedHeader(scene),
    body: rowCount > 0 ? null : emptyBody(scene),
    rowsShown: rowCount,
    isLoading: extras[EXTRA_LOADING] === true,
  };
}

/** Whether signing in to the provider's app would help. */
export function isAuthenticationRequired(error: unknown): error is Throwable {
  return error instanceof Throwable && error.name === 'AuthenticationRequiredException';
}

/** Whether "Use this folder" is off: the provider blocks the directory, and that holds for the app that asks. */
export function isBlockedFromTree(
  action: PickerAction,
  directory: Pick<DocumentInfo, 'flags'> | null,
  restrictsStorage: boolean,
): boolean {
  if (action !== 'OPEN_TREE' || directory === null || !restrictsStorage) return false;
  return hasDocumentFlag(directory, Document.FLAG_DIR_BLOCKS_OPEN_DOCUMENT_TREE);
}

function authenticationHeader(error: Throwable, { appName }: DirectoryScene): HeaderMessage {
  return {
    ...{ kind: 'authentication', title: null, button: documentsText('sign_in') },
    text: documentsText('authentication_required', { name: appName }),
    userAction: error.userAction,
  };
}

/** Only text is a message; anything else a provider puts there is passed over. */
function textHeader(kind: 'error' | 'info', text: unknown): HeaderMessage | null {
  return typeof text === 'string' ? { kind, title: null, text, button: null, userAction: null } : null;
}

function blockedHeader({ isBlockedFromTree }: DirectoryScene): HeaderMessage | null {
  if (!isBlockedFromTree) return null;
  return {
    kind: 'blockedFromTree',
    title: documentsText('directory_blocked_header_title'),
    text: documentsText('directory_blocked_header_subtitle'),
    button: documentsText('create_new_folder_button'),
    userAction: null,
  };
}

function emptyBody({ isSearching, rootTitle }: DirectoryScene): BodyMessage {
  if (!isSearching) return { kind: 'empty', text: documentsText('empty') };
  return { kind: 'noResults', text: documentsText('no_results', { root: rootTitle }) };
}
