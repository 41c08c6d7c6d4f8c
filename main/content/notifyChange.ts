// Mirrors ContentService.notifyChange and registerContentObserver: who may say that something changed, and who is told.
import { Throwable } from '../../contract/android/errors.ts';
import { permission } from '../../contract/android/manifest.ts';
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import { withoutUserId } from '../uri/grantUri.ts';
import type { BinderCall } from './binderCall.ts';
import type { ProviderInfo } from './contentProvider.ts';
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
  const own = withoutUserId(uri);
  const problem = accessProblem(resolver, call, own);
  if (problem === null) observers.notifyChange([own], flags);
  else if (call.caller.targetSdk >= ANDROID_8) throw new Throwable('SecurityException', problem);
}

/**
 * The URI an app's observer listens on: any grant of an authority is enough to hear of all of it.
 * @throws {Throwable} SecurityException when nobody serves the URI, or the caller is not given its provider; an app that
 * targets less than Android 8 is let through where nobody serves it
 */
export function observedUri(
  {
    resolver,
    documents,
  }: Readonly<{
    resolver: ContentResolver;
    documents: Readonly<{ providerInfo(authority: string): ProviderInfo | null }>;
  }>,
  call: BinderCall,
  uri: Uri,
): Uri {
  const own = withoutUserId(uri);
  // One whose code does not run yet is installed all the same.
  const provider = providerOf(resolver, own) ?? documents.providerInfo(uriParts(own).authority);
  if (provider === null) {
    if (call.caller.targetSdk >= ANDROID_8) throw new Throwable('SecurityException', notFound(own));
    return own;
  }
  const problem = resolver.openingProblem(call, provider);
  if (problem !== null) throw new Throwable('SecurityException', problem);
  return own;
}

function providerOf(resolver: ContentResolver, uri: Uri): ProviderInfo | null {
  const { scheme, authority } = uriParts(uri);
  return scheme === 'content' ? resolver.providerInfo(authority) : null;
}

function notFound(uri: Uri): string {
  const { authority } = uriParts(uri);
  return `Failed to find provider ${authority} for user 0; expected to find a valid ContentProvider for this authority`;
}

function accessProblem(resolver: ContentResolver, call: BinderCall, uri: Uri): string | null {
  const provider = providerOf(resolver, uri);
  if (provider === null) return notFound(uri);
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
