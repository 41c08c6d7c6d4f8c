// Mirrors ActivityRecord.finishActivityResults: with a result's URIs goes the right to use them.
import type { ActivityResult, Intent } from '../../contract/android/intent.ts';
import type { GrantCaller } from '../uri/grantRules.ts';
import type { UriGrantsManager } from '../uri/uriGrantsManager.ts';

export type Result = Omit<ActivityResult, 'requestCode'>;

/** The activity that waits for a result: what it is given is its own until it is finished. */
export type Receiver = Readonly<{ packageName: string; owner: string; isThere(): boolean }>;

/**
 * Grants what `data`, a result or the intent that starts an activity, carries to who receives it.
 * @param from who hands it out, and must be allowed to
 * @param why in words, for the tester
 * @throws {Throwable} SecurityException, when nothing was granted
 */
export function grantResult(
  uriGrants: Pick<UriGrantsManager, 'grantFrom'>,
  from: GrantCaller,
  receiver: Receiver,
  { data, why }: Readonly<{ data: Intent; why: string }>,
): void {
  if (!receiver.isThere()) return;
  const uris = [...(data.data === undefined ? [] : [data.data]), ...(data.clipData ?? [])];
  const { packageName: to, owner } = receiver;
  const modeFlags = data.flags ?? 0;
  uriGrants.grantFrom(
    from,
    [...new Set(uris)].map((uri) => ({ to, uri, modeFlags, owner, why })),
  );
}

/** The action of an intent as its constant is called: OPEN_DOCUMENT. */
export function actionName({ action }: Pick<Intent, 'action'>): string {
  return action.split('.').at(-1) ?? action;
}
