// Mirrors the static methods of MediaStore that ask the provider by ContentResolver.call.
import type { Bundle } from '../contract/android/cursor.ts';
import { Throwable } from '../contract/android/errors.ts';
import { AUTHORITY, CALL, CALL_EXTRA, VOLUME_EXTERNAL_PRIMARY } from '../contract/android/mediaStore.ts';
import { parseUri, type Uri } from '../contract/android/uri.ts';
import type { StorageVolume } from '../contract/rpc/appApi.ts';
import type { ContentResolver } from './contentResolver.ts';

/** What of a Context these methods use. */
export type Asking = Readonly<{ contentResolver: ContentResolver }>;

/** Another text means that the ids an app kept are worth nothing any more; null when the volume is gone. */
export async function getVersion(context: Asking, volumeName = VOLUME_EXTERNAL_PRIMARY): Promise<string | null> {
  const answer = await call(context.contentResolver, CALL.GET_VERSION, { [CALL_EXTRA.TEXT]: volumeName });
  return textOf(answer, CALL_EXTRA.TEXT);
}

/** Grows with every change of a volume. @throws {Throwable} IllegalStateException when the volume is gone */
export async function getGeneration(context: Asking, volumeName: string): Promise<number> {
  const answer = await call(context.contentResolver, CALL.GET_GENERATION, { [CALL_EXTRA.TEXT]: volumeName });
  if (answer !== null) return Number(answer[CALL_EXTRA.INDEX]);
  throw new Throwable(
    'IllegalStateException',
    `Failed to get generation for volume '${volumeName}'. The ContentResolver call returned null.`,
  );
}

/** MediaStore names of the external volumes that are mounted. */
export async function getExternalVolumeNames(context: Volumes): Promise<ReadonlySet<string>> {
  const volumes = await context.getStorageVolumes();
  return namesOf(volumes.filter(isMounted));
}

/** Those that are not mounted and likely to come back: what an app knows of their rows is worth keeping. */
export async function getRecentExternalVolumeNames(context: Volumes): Promise<ReadonlySet<string>> {
  const volumes = await context.getStorageVolumes();
  return namesOf(volumes.filter((volume) => !isMounted(volume)));
}

/** @throws {Throwable} SecurityException without read access to the item or a persisted grant of its document */
export async function getDocumentUri(context: Asking, mediaUri: Uri): Promise<Uri | null> {
  return uriOf(await call(context.contentResolver, CALL.GET_DOCUMENT_URI, { [CALL_EXTRA.URI]: mediaUri }));
}

/** @throws {Throwable} SecurityException without a grant of the document, IllegalArgumentException for a strange provider */
export async function getMediaUri(context: Asking, documentUri: Uri): Promise<Uri | null> {
  return uriOf(await call(context.contentResolver, CALL.GET_MEDIA_URI, { [CALL_EXTRA.URI]: documentUri }));
}

/** A URI whose reader never gets the location; null for what has none. A list answers a list. From Android 12 on. */
export function getRedactedUri(resolver: ContentResolver, uri: Uri): Promise<Uri | null>;
export function getRedactedUri(resolver: ContentResolver, uris: readonly Uri[]): Promise<readonly (Uri | null)[]>;
export async function getRedactedUri(
  resolver: ContentResolver,
  asked: Uri | readonly Uri[],
): Promise<Uri | null | readonly (Uri | null)[]> {
  if (typeof asked === 'string') {
    return uriOf(await call(resolver, CALL.GET_REDACTED_MEDIA_URI, { [CALL_EXTRA.URI]: asked }));
  }
  const answer = await call(resolver, CALL.GET_REDACTED_MEDIA_URI_LIST, { [CALL_EXTRA.URI_LIST]: asked });
  const uris = answer?.[CALL_EXTRA.URI_LIST];
  return Array.isArray(uris) ? (uris as readonly (Uri | null)[]) : [];
}

/** Scans one file by its path on the device. @returns its URI, or null when there is nothing to scan */
export async function scanFile(resolver: ContentResolver, path: string): Promise<Uri | null> {
  return uriOf(await resolver.call(AUTHORITY, CALL.SCAN_FILE, path, null), CALL_EXTRA.STREAM);
}

/** Scans a volume; resolves when that is done. */
export async function scanVolume(resolver: ContentResolver, volumeName: string): Promise<void> {
  await resolver.call(AUTHORITY, CALL.SCAN_VOLUME, volumeName, null);
}

/** Whether the authority is the calling app's own, and the photo picker shows its cloud media. */
export function isCurrentCloudMediaProviderAuthority(resolver: ContentResolver, authority: string): Promise<boolean> {
  return callForCloudProvider(resolver, CALL.IS_CURRENT_CLOUD_PROVIDER, authority);
}

/** Whether the authority is the calling app's own, and can be chosen in the settings of the photo picker. */
export function isSupportedCloudMediaProviderAuthority(resolver: ContentResolver, authority: string): Promise<boolean> {
  return callForCloudProvider(resolver, CALL.IS_SUPPORTED_CLOUD_PROVIDER, authority);
}

/**
 * Has the photo picker read the app's collection again, in a moment. As on Android the collection's id is not looked at.
 * @throws {Throwable} SecurityException for an app that does not provide what the picker shows
 */
export async function notifyCloudMediaChangedEvent(
  resolver: ContentResolver,
  authority: string,
  _currentMediaCollectionId: string,
): Promise<void> {
  if (await callForCloudProvider(resolver, CALL.NOTIFY_CLOUD_MEDIA_CHANGED_EVENT, authority)) return;
  throw new Throwable('SecurityException', 'Failed to notify cloud media changed event');
}

async function callForCloudProvider(resolver: ContentResolver, method: string, authority: string): Promise<boolean> {
  const answer = await resolver.call(AUTHORITY, method, authority, null);
  return answer?.[CALL_EXTRA.CLOUD_PROVIDER_RESULT] === true;
}

/** Hidden on Android: resolves when the provider has nothing left to do. */
export async function waitForIdle(resolver: ContentResolver): Promise<void> {
  await resolver.call(AUTHORITY, CALL.WAIT_FOR_IDLE, null, null);
}

/** Marks without asking. From Android 16 on. @throws {Throwable} UnsupportedOperationException without read access */
export async function markIsFavoriteStatus(
  resolver: ContentResolver,
  uris: readonly Uri[],
  areFavorites: boolean,
): Promise<void> {
  const values = { is_favorite: areFavorites ? 1 : 0 };
  await call(resolver, CALL.MARK_MEDIA_AS_FAVORITE, {
    [CALL_EXTRA.CLIP_DATA]: uris,
    [CALL_EXTRA.CONTENT_VALUES]: values,
  });
}

/** Whether create*Request may act without asking: the app's special access "media management". From Android 12 on. */
export function canManageMedia(context: Readonly<{ canManageMedia(): Promise<boolean> }>): Promise<boolean> {
  return context.canManageMedia();
}

type Volumes = Readonly<{ getStorageVolumes(): Promise<readonly StorageVolume[]> }>;

function isMounted({ state }: StorageVolume): boolean {
  return state === 'mounted' || state === 'mounted_ro';
}

function namesOf(volumes: readonly StorageVolume[]): ReadonlySet<string> {
  return new Set(volumes.map(({ mediaStoreVolumeName }) => mediaStoreVolumeName));
}

function call(resolver: ContentResolver, method: string, extras: Bundle): Promise<Bundle | null> {
  return resolver.call(AUTHORITY, method, null, extras);
}

function uriOf(answer: Bundle | null, key: string = CALL_EXTRA.URI): Uri | null {
  const uri = textOf(answer, key);
  return uri === null ? null : parseUri(uri);
}

function textOf(answer: Bundle | null, key: string): string | null {
  const value = answer?.[key];
  return typeof value === 'string' ? value : null;
}
