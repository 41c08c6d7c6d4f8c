// Mirrors ContentService.notifyChange: who may say that something changed.
import { Throwable } from '../../contract/android/errors.ts';
import { permission } from '../../contract/android/manifest.ts';
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import type { BinderCall } from './binderCall.ts';
import type { ContentResolver } from './contentResolver.ts';
import type { ContentObservers } from './observers.ts';

/** Build.VERSION_CODES.O */
const ANDROID_8 = 26;

/**
 * An app's own notice.
 * @throws {Throwable} SecurityException when nobody serves the URI, or the caller may not reach its provider; an app that
 * targets less than Android 8 is passed over in silence
 */
export function notifyChange(
  { resolver, observers }: Readonly<{ resolver: ContentResolver; observers: ContentObservers }>,
  call: BinderCall,
  uri: Uri,
  flags: number,
): void {
  const problem = accessProblem(resolver, call, uri);
  if (problem === null) observers.notifyChange([uri], flags);
  else if (call.caller.targetSdk >= ANDROID_8) throw new Throwable('SecurityException', problem);
}

function accessProblem(resolver: ContentResolver, call: BinderCall, uri: Uri): string | null {
  const { scheme, authority } = uriParts(uri);
  const provider = resolver.providerInfo(authority);
  if (scheme !== 'content' || provider === null) {
    return `Failed to find provider ${authority} for user 0; expected to find a valid ContentProvider for this authority`;
  }
  // Only who came by a grant reaches a documents provider; of the others each row is the provider's own business.
  if (provider.permission !== permission.MANAGE_DOCUMENTS) return null;
  try {
    resolver.enforce('reading', call, { provider, uri });
    return null;
  } catch (error) {
    if (error instanceof Throwable) return error.message;
    throw error;
  }
}
