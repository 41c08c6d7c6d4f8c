// Mirrors MediaProvider.createRequest and markMediaAsFavorite: changes of many items, asked for or done at once.
import { VERSION_CODES } from '../../../contract/android/build.ts';
import type { Bundle } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { CALL_EXTRA, MEDIA_TYPE } from '../../../contract/android/mediaStore.ts';
import { parseId, type Uri } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import { ACTION_MEDIA_REQUEST, type PendingIntents } from '../../content/pendingIntents.ts';
import { checkMediaRequestValues, type MediaRequestVerb, mediaRequestKinds } from '../../permission/mediaRequest.ts';
import { rowFilter } from './accessChecker.ts';
import { accessOf, type CallerServices, isSelf } from './callerAccess.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import type { MediaEdits } from './mediaEdits.ts';
import { uriList } from './uriList.ts';
import { matchUri } from './uriMatcher.ts';

/** Most items of one request of an app that targets Android 16. */
const MAX_ITEMS = 2_000;

export type MediaRequestServices = CallerServices &
  Readonly<{ database: MediaDatabase; edits: MediaEdits; pendingIntents: PendingIntents }>;

/** MediaStore.create*Request. */
export const REQUEST_CALLS: ReadonlySet<string> = new Set([
  'create_write_request',
  'create_trash_request',
  'create_favorite_request',
  'create_delete_request',
]);

/** Answers the intent that asks the user; nothing is asked or done before it is launched. */
export function createRequest(
  services: MediaRequestServices,
  call: BinderCall,
  method: string,
  extras: Bundle,
): Bundle {
  const values = (extras[CALL_EXTRA.CONTENT_VALUES] ?? {}) as Bundle;
  const uris = clipUris(extras);
  const kinds = mediaRequestKinds(uris, (id) => isSubtitle(services, id));
  enforceLimit(call, kinds.length);
  const verb = requestVerb(method, values);
  checkMediaRequestValues(verb, Object.keys(values));
  const names = (uris ?? []).map((uri) => displayName(services, parseId(uri)));
  const intent = { action: ACTION_MEDIA_REQUEST, extras: { verb, kinds, names, uris } };
  const { packageName } = call.caller;
  const pendingIntent = services.pendingIntents.create({ creatorPackage: packageName, request: method, intent });
  return { [CALL_EXTRA.RESULT]: pendingIntent };
}

/** What the user allowed, done as the provider itself. @throws {Throwable} UnsupportedOperationException for others */
export async function performRequest(services: MediaRequestServices, call: BinderCall, extras: Bundle): Promise<null> {
  if (!isSelf(call)) throw new Throwable('UnsupportedOperationException', 'Unsupported call: perform_media_request');
  const uris = extras[CALL_EXTRA.URI_LIST] as readonly Uri[];
  await services.edits.perform(extras.verb as Exclude<MediaRequestVerb, 'write'>, uris.map(parseId));
  return null;
}

/**
 * mark_media_as_favorite: no dialog, for whoever may read the whole collection of each item.
 * @throws {Throwable} UnsupportedOperationException `Uri … does not have required permission to mark media as favorite`
 */
export async function markAsFavorite(services: MediaRequestServices, call: BinderCall, extras: Bundle): Promise<null> {
  const values = (extras[CALL_EXTRA.CONTENT_VALUES] ?? {}) as Bundle;
  const uris = clipUris(extras);
  mediaRequestKinds(uris, (id) => isSubtitle(services, id));
  const verb = requestVerb('create_favorite_request', values);
  checkMediaRequestValues(verb, Object.keys(values));
  const unreadable = (uris ?? []).find((uri) => !mayReadCollection(services, call, uri));
  if (unreadable !== undefined) {
    const sentence = `Uri ${unreadable} does not have required permission to mark media as favorite`;
    throw new Throwable('UnsupportedOperationException', sentence);
  }
  await services.edits.perform(verb === 'unfavorite' ? verb : 'favorite', (uris ?? []).map(parseId));
  return null;
}

function mayReadCollection(services: MediaRequestServices, call: BinderCall, uri: Uri): boolean {
  const { packageName, userId } = call.caller;
  const { code, volumeName } = matchUri(uri, false);
  const access = accessOf(services, packageName);
  const asked = { access, code, volumeName, packageNames: [packageName], userId, forWrite: false, latestOnly: false };
  return rowFilter(asked) === 'all';
}

// Differs from Android: the limit is documented there, its words are not. docs/differences.md
function enforceLimit({ caller }: BinderCall, count: number): void {
  if (caller.targetSdk < VERSION_CODES.BAKLAVA || count <= MAX_ITEMS) return;
  const sentence = `Number of requested items ${count} exceeds the limit of ${MAX_ITEMS}`;
  throw new Throwable('IllegalArgumentException', sentence);
}

function clipUris(extras: Bundle): readonly Uri[] | null {
  return uriList(extras[CALL_EXTRA.CLIP_DATA]);
}

function isSubtitle({ database }: MediaRequestServices, id: number): boolean {
  const row = database.get<{ media_type: number }>('SELECT media_type FROM files WHERE _id = ?', id);
  return row?.media_type === MEDIA_TYPE.SUBTITLE;
}

function displayName({ database }: MediaRequestServices, id: number): string {
  const sql = 'SELECT _display_name FROM files WHERE _id = ?';
  return database.get<{ _display_name: string }>(sql, id)?._display_name ?? '';
}

/** A value of ContentValues that is 0; anything but a plain value counts as absent. */
function isOff(value: unknown): boolean {
  return value === 0 || value === '0' || value === false;
}

function requestVerb(method: string, values: Bundle): MediaRequestVerb {
  switch (method) {
    case 'create_write_request':
      return 'write';
    case 'create_delete_request':
      return 'delete';
    case 'create_trash_request':
      return isOff(values.is_trashed) ? 'untrash' : 'trash';
    default:
      return isOff(values.is_favorite) ? 'unfavorite' : 'favorite';
  }
}
