// Mirrors MediaProvider.canonicalize and uncanonicalize: URIs that find their item on another device, or after a rescan.
import type { Bundle, CursorValue } from '../../../contract/android/cursor.ts';
import { QUERY_ARG } from '../../../contract/android/mediaStore.ts';
import { parseUri, type Uri, uriParts, withAppendedId } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { ContentProvider } from '../../content/contentProvider.ts';
import { matchUri, URI_CODE, type UriCode } from './uriMatcher.ts';

/** What an item of each collection is found by. */
const ATTRIBUTE: ReadonlyMap<UriCode, 'document_id' | 'title'> = new Map<UriCode, 'document_id' | 'title'>([
  [URI_CODE.IMAGES_MEDIA_ID, 'document_id'],
  [URI_CODE.VIDEO_MEDIA_ID, 'document_id'],
  [URI_CODE.AUDIO_MEDIA_ID, 'title'],
]);

export class CanonicalUris {
  readonly #provider: Pick<ContentProvider, 'query'>;

  /** @param provider asked as the caller: what it may not see is not found */
  constructor(provider: Pick<ContentProvider, 'query'>) {
    this.#provider = provider;
  }

  /** The URI with what its item can be found by; null for what has no such thing. */
  async canonicalize(call: BinderCall, uri: Uri): Promise<Uri | null> {
    if (isCanonical(uri)) return uri;
    const attribute = ATTRIBUTE.get(matchUri(uri, false).code);
    if (attribute === undefined) return null;
    const value = await this.#single(call, uri, attribute, null);
    if (value === null || value === '') return null;
    const separator = uri.includes('?') ? '&' : '?';
    return parseUri(`${uri}${separator}${attribute}=${encodeURIComponent(String(value))}&canonical=1`);
  }

  /** The URI of the item that is here now; null when there is none, or more than one. */
  async uncanonicalize(call: BinderCall, uri: Uri): Promise<Uri | null> {
    if (!isCanonical(uri)) return uri;
    const plain = parseUri(uri.split('?', 1)[0] ?? '');
    const attribute = ATTRIBUTE.get(matchUri(plain, false).code);
    if (attribute === undefined) return null;
    const wanted = uriParts(uri).query.get(attribute) ?? null;
    if ((await this.#single(call, plain, attribute, null)) === wanted && wanted !== null) return plain;
    const collection = parseUri(plain.replace(/\/[0-9]+$/, ''));
    const id = await this.#single(call, collection, '_id', {
      [QUERY_ARG.SQL_SELECTION]: `${attribute}=?`,
      [QUERY_ARG.SQL_SELECTION_ARGS]: [wanted],
    });
    return typeof id === 'number' ? withAppendedId(collection, id) : null;
  }

  /** What query, update and delete use: the URI itself where nothing is found. */
  async safeUncanonicalize(call: BinderCall, uri: Uri): Promise<Uri> {
    return isCanonical(uri) ? ((await this.uncanonicalize(call, uri)) ?? uri) : uri;
  }

  /** One column of the only row there is; null when there is none, or more than one. */
  async #single(call: BinderCall, uri: Uri, column: string, queryArgs: Bundle | null): Promise<CursorValue> {
    const result = await this.#provider.query(call, uri, [column], queryArgs);
    if (result === null || result.count !== 1) return null;
    return result.window(0, 1)[0]?.[0] ?? null;
  }
}

function isCanonical(uri: Uri): boolean {
  return uri.includes('?') && uriParts(uri).query.get('canonical') === '1';
}
