// Mirrors DocumentsUI's BaseActivity.getState and PickActivity.includeState: what they read of the intent that starts them.
import {
  EXTRA_EXCLUDE_SELF,
  EXTRA_INITIAL_URI,
  EXTRA_PACKAGE_NAME,
  EXTRA_PROMPT,
} from '../../contract/android/documentsContract.ts';
import {
  ACTION_CREATE_DOCUMENT,
  ACTION_GET_CONTENT,
  ACTION_OPEN_DOCUMENT,
  ACTION_OPEN_DOCUMENT_TREE,
  CATEGORY_OPENABLE,
  EXTRA_ALLOW_MULTIPLE,
  EXTRA_CONTENT_QUERY,
  EXTRA_LOCAL_ONLY,
  EXTRA_MIME_TYPES,
  EXTRA_TITLE,
  type Intent,
} from '../../contract/android/intent.ts';
import { parseUri } from '../../contract/android/uri.ts';
import type { Dialogs, DocumentPickerAction } from '../../contract/rpc/systemUi.ts';
import { booleanExtra, hasExtra, stringArrayExtra, stringExtra } from './intentExtras.ts';

const ACTIONS: Readonly<Record<string, DocumentPickerAction>> = {
  [ACTION_OPEN_DOCUMENT]: 'OPEN',
  [ACTION_CREATE_DOCUMENT]: 'CREATE',
  [ACTION_GET_CONTENT]: 'GET_CONTENT',
  [ACTION_OPEN_DOCUMENT_TREE]: 'OPEN_TREE',
};

/** What of the picker's question is in the intent alone. */
export type PickState = Pick<
  Dialogs['documentPicker']['ask'],
  | 'action'
  | 'mimeType'
  | 'acceptMimes'
  | 'allowMultiple'
  | 'openableOnly'
  | 'localOnly'
  | 'title'
  | 'prompt'
  | 'initialUri'
  | 'contentQuery'
>;

/** EXTRA_MIME_TYPES takes the place of the type, also when it is null. */
export function acceptMimes(intent: Intent): readonly string[] | null {
  if (hasExtra(intent, EXTRA_MIME_TYPES)) return stringArrayExtra(intent, EXTRA_MIME_TYPES);
  return [intent.type ?? '*/*'];
}

export function pickState(intent: Intent): PickState {
  const action = ACTIONS[intent.action] ?? 'OPEN';
  const picksDocuments = action === 'OPEN' || action === 'GET_CONTENT';
  const initialUri = stringExtra(intent, EXTRA_INITIAL_URI);
  return {
    action,
    mimeType: intent.type ?? null,
    acceptMimes: acceptMimes(intent),
    allowMultiple: picksDocuments && booleanExtra(intent, EXTRA_ALLOW_MULTIPLE),
    openableOnly: action !== 'OPEN_TREE' && (intent.categories ?? []).includes(CATEGORY_OPENABLE),
    localOnly: booleanExtra(intent, EXTRA_LOCAL_ONLY),
    title: action === 'CREATE' ? stringExtra(intent, EXTRA_TITLE) : null,
    prompt: stringExtra(intent, EXTRA_PROMPT),
    initialUri: initialUri === null ? null : parseUri(initialUri),
    contentQuery: picksDocuments ? stringExtra(intent, EXTRA_CONTENT_QUERY) : null,
  };
}

export function excludesSelf(intent: Intent): boolean {
  return booleanExtra(intent, EXTRA_EXCLUDE_SELF);
}

/** Shared.getCallingPackageName: only the system's own callers may speak for another package. */
export function callingPackage(intent: Intent, caller: Readonly<{ packageName: string; system: boolean }>): string {
  return (caller.system ? stringExtra(intent, EXTRA_PACKAGE_NAME) : null) ?? caller.packageName;
}
