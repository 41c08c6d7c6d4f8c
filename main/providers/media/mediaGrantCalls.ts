// Mirrors MediaProvider.getResultForGrantMediaReadForPackage and its twin for revoking.
import type { Bundle } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { CALL_EXTRA } from '../../../contract/android/mediaStore.ts';
import { parseUri, type Uri } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import { type PackageManager, SYSTEM_PACKAGES } from '../../packages/packageManager.ts';
import { isSelf, isShell } from './callerAccess.ts';
import type { MediaGrants } from './mediaGrants.ts';
import { notAllowed } from './privilegedCalls.ts';
import { uriList } from './uriList.ts';

const EXTRA_UID = 'android.intent.extra.UID';
const EXTRA_PACKAGE_NAME = 'android.intent.extra.PACKAGE_NAME';

export type MediaGrantServices = Readonly<{ grants: MediaGrants; packages: PackageManager }>;

type GrantTarget = Readonly<{ packageName: string; uris: readonly Uri[] }>;

/** grant_media_read_for_package. @throws {Throwable} SecurityException, IllegalArgumentException */
export function grantMediaRead(services: MediaGrantServices, call: BinderCall, extras: Bundle): null {
  const { packageName, uris } = targetOf(services, call, extras, 'Create media grants');
  services.grants.grant(packageName, uris, 0);
  return null;
}

/** revoke_media_read_for_package. @throws {Throwable} SecurityException, IllegalArgumentException */
export function revokeMediaRead(services: MediaGrantServices, call: BinderCall, extras: Bundle): null {
  const { packageName, uris } = targetOf(services, call, extras, 'Revoke media grants');
  services.grants.revoke([packageName], uris, 0);
  return null;
}

/** The picker names a uid and a list, the shell a package and one URI. */
function targetOf({ packages }: MediaGrantServices, call: BinderCall, extras: Bundle, action: string): GrantTarget {
  if (isShell(call)) return shellTarget(extras);
  if (!isSelf(call)) throw notAllowed(action, call, packages.find(SYSTEM_PACKAGES.photoPicker)?.uid ?? 0);
  const uris = uriList(extras[CALL_EXTRA.URI_LIST]);
  const uid = extras[EXTRA_UID];
  if (uris === null || typeof uid !== 'number') throw missingExtras('EXTRA_URI_LIST', 'EXTRA_UID');
  const target = packages.list().find((installed) => installed.uid === uid);
  if (target === undefined) {
    throw new Throwable('IllegalArgumentException', `Could not find packages for media_grants with uid: ${uid}`);
  }
  return { packageName: target.manifest.packageName, uris };
}

function shellTarget(extras: Bundle): GrantTarget {
  const packageName = extras[EXTRA_PACKAGE_NAME];
  const uri = extras[CALL_EXTRA.URI];
  if (typeof packageName !== 'string' || typeof uri !== 'string')
    throw missingExtras('EXTRA_URI', 'EXTRA_PACKAGE_NAME');
  return { packageName, uris: [parseUri(uri)] };
}

function missingExtras(...names: readonly string[]): Throwable {
  return new Throwable('IllegalArgumentException', `Missing required extras arguments: ${names.join(' or ')}`);
}
