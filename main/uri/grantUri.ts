// Mirrors com.android.server.uri.GrantUri: how a URI is told, and which URIs lie below another one.
import { FLAG_GRANT_PREFIX_URI_PERMISSION } from '../../contract/android/intent.ts';
import { parseUri, type Uri, uriParts } from '../../contract/android/uri.ts';

/**
 * ContentProvider.getUriWithoutUserId, and Transport.maybeGetUriWithoutUserId: content://0@media/… addresses the same as content://media/….
 * Only user 0 is here: another one's URI keeps its number, and nobody serves it.
 */
export function withoutUserId(uri: Uri): Uri {
  const authority = /^0@(.+)$/.exec(uriParts(uri).authority)?.[1];
  return authority === undefined ? uri : parseUri(uri.replace(/^content:\/\/[^/?#]*/, `content://${authority}`));
}

/** GrantUri.toString() */
export function grantUriText(uri: Uri, modeFlags: number): string {
  return `${uri} [user 0]${(modeFlags & FLAG_GRANT_PREFIX_URI_PERMISSION) === 0 ? '' : ' [prefix]'}`;
}

/** Uri.isPathPrefixMatch: whether `prefix` is `uri` or above it, by path segments; what follows the path does not count. */
export function isPathPrefixMatch(uri: Uri, prefix: Uri): boolean {
  const above = pathKey(prefix);
  return pathKeys(uri).includes(above);
}

/** Scheme, authority and path as one text; two URIs of the same path have the same. */
export function pathKey(uri: Uri): string {
  const { scheme, authority, segments } = uriParts(uri);
  return [scheme, authority, ...segments].map(encodeURIComponentSafely).join('/');
}

/** pathKey() of the URI itself and of everything above it, from the top down. */
export function pathKeys(uri: Uri): readonly string[] {
  const parts = pathKey(uri).split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 2).join('/'));
}

function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
