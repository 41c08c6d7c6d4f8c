// Mirrors MediaStore.create*Request, from Android 11 on: asks the user for what an app may not do by itself.
import { AUTHORITY } from '../contract/android/mediaStore.ts';
import type { Uri } from '../contract/android/uri.ts';
import type { ContentResolver } from './contentResolver.ts';

/**
 * A pending intent for Context.startIntentSenderForResult. Allowed, the app may write the items until the device reboots.
 * @throws {Throwable} IllegalArgumentException for anything but single items of MediaStore
 */
export function createWriteRequest(resolver: ContentResolver, uris: readonly Uri[]): Promise<number> {
  return createRequest(resolver, 'create_write_request', uris, null);
}

/** @param value false takes the items out of the trash */
export function createTrashRequest(resolver: ContentResolver, uris: readonly Uri[], value: boolean): Promise<number> {
  return createRequest(resolver, 'create_trash_request', uris, { is_trashed: value ? 1 : 0 });
}

/** Never asks: its result is RESULT_OK at once. */
export function createFavoriteRequest(
  resolver: ContentResolver,
  uris: readonly Uri[],
  value: boolean,
): Promise<number> {
  return createRequest(resolver, 'create_favorite_request', uris, { is_favorite: value ? 1 : 0 });
}

/** Allowed, the items are gone; your folder keeps its files. */
export function createDeleteRequest(resolver: ContentResolver, uris: readonly Uri[]): Promise<number> {
  return createRequest(resolver, 'create_delete_request', uris, null);
}

async function createRequest(
  resolver: ContentResolver,
  method: string,
  uris: readonly Uri[],
  values: Readonly<Record<string, number>> | null,
): Promise<number> {
  const extras = { clip_data: uris, ...(values === null ? {} : { content_values: values }) };
  const bundle = await resolver.call(AUTHORITY, method, null, extras);
  return Number(bundle?.result);
}
