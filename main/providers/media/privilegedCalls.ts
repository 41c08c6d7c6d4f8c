// Mirrors MediaProvider.getSecurityExceptionMessage and ContextImpl.enforce: what a caller without privilege is told.
import { Throwable } from '../../../contract/android/errors.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';

/** Uids of one user; the rest of the division is the app id. */
const PER_USER_RANGE = 100_000;

/** For calls of the provider's own parts and the shell. `action`: what was tried, as `Create media grants`. */
export function notAllowed(action: string, { caller }: BinderCall, providerUid: number): Throwable {
  const ids = (uid: number) => [uid % PER_USER_RANGE, uid] as const;
  const [appId, uid] = ids(caller.uid);
  const [ownAppId, ownUid] = ids(providerUid);
  return new Throwable(
    'SecurityException',
    `${action} not allowed. Calling app ID: ${appId}, Calling UID ${uid}. Media Provider app ID: ${ownAppId}, Media Provider UID: ${ownUid}.`,
  );
}

/** Context.enforceCallingPermission */
export function permissionMissing({ caller }: BinderCall, permission: string): Throwable {
  return new Throwable('SecurityException', `MediaProvider: uid ${caller.uid} does not have ${permission}.`);
}

/** Context.enforceCallingUriPermission for reading */
export function uriPermissionMissing({ caller }: BinderCall, uri: Uri): Throwable {
  return new Throwable(
    'SecurityException',
    `MediaProvider: User ${caller.uid} does not have read permission on ${uri}.`,
  );
}
