// Mirrors android.provider.MediaStore: authority, volumes, collections and query argument keys.
import { contentUri, parseId, type Uri, uriParts } from './uri.ts';

export const AUTHORITY = 'media';
export const VOLUME_EXTERNAL = 'external';
export const VOLUME_EXTERNAL_PRIMARY = 'external_primary';
export const VOLUME_INTERNAL = 'internal';

/** Authority of the device's own photos inside picker URIs. */
export const PICKER_LOCAL_AUTHORITY = 'com.android.providers.media.photopicker';

export const MEDIA_TYPE = { NONE: 0, IMAGE: 1, AUDIO: 2, VIDEO: 3, PLAYLIST: 4, SUBTITLE: 5, DOCUMENT: 6 } as const;

/** Keys of ContentResolver.QUERY_ARG_* and MediaStore.QUERY_ARG_*. */
export const QUERY_ARG = {
  SQL_SELECTION: 'android:query-arg-sql-selection',
  SQL_SELECTION_ARGS: 'android:query-arg-sql-selection-args',
  SQL_SORT_ORDER: 'android:query-arg-sql-sort-order',
  SQL_GROUP_BY: 'android:query-arg-sql-group-by',
  SQL_HAVING: 'android:query-arg-sql-having',
  SQL_LIMIT: 'android:query-arg-sql-limit',
  GROUP_COLUMNS: 'android:query-arg-group-columns',
  SORT_COLUMNS: 'android:query-arg-sort-columns',
  SORT_DIRECTION: 'android:query-arg-sort-direction',
  SORT_COLLATION: 'android:query-arg-sort-collation',
  SORT_LOCALE: 'android:query-arg-sort-locale',
  LIMIT: 'android:query-arg-limit',
  OFFSET: 'android:query-arg-offset',
  MATCH_PENDING: 'android:query-arg-match-pending',
  MATCH_TRASHED: 'android:query-arg-match-trashed',
  MATCH_FAVORITE: 'android:query-arg-match-favorite',
  LATEST_SELECTION_ONLY: 'android:query-arg-latest-selection-only',
  INCLUDE_RECENTLY_UNMOUNTED_VOLUMES: 'android:query-arg-recently-unmounted-volumes',
  /** insert: the item beside which the new one may be placed. */
  RELATED_URI: 'android:query-arg-related-uri',
  /** Its presence sorts by inferred_date, newest first, whatever else was asked. */
  MEDIA_STANDARD_SORT_ORDER: 'android:query-arg-media-standard-sort-order',
} as const;

/** Values of QUERY_ARG.MATCH_PENDING, MATCH_TRASHED and MATCH_FAVORITE. */
export const MATCH = { DEFAULT: 0, INCLUDE: 1, EXCLUDE: 2, ONLY: 3 } as const;

/** Methods of ContentResolver.call(AUTHORITY, …) behind MediaStore's static helpers. */
export const CALL = {
  SCAN_FILE: 'scan_file',
  SCAN_VOLUME: 'scan_volume',
  GET_VERSION: 'get_version',
  GET_GENERATION: 'get_generation',
  GET_DOCUMENT_URI: 'get_document_uri',
  GET_MEDIA_URI: 'get_media_uri',
  GET_REDACTED_MEDIA_URI: 'get_redacted_media_uri',
  GET_REDACTED_MEDIA_URI_LIST: 'get_redacted_media_uri_list',
  MARK_MEDIA_AS_FAVORITE: 'mark_media_as_favorite',
  WAIT_FOR_IDLE: 'wait_for_idle',
  RUN_IDLE_MAINTENANCE: 'run_idle_maintenance',
  IS_SYSTEM_GALLERY: 'is_system_gallery',
  RESOLVE_PLAYLIST_MEMBERS: 'resolve_playlist_members',
  IS_CURRENT_CLOUD_PROVIDER: 'is_current_cloud_provider',
  IS_SUPPORTED_CLOUD_PROVIDER: 'is_supported_cloud_provider',
  NOTIFY_CLOUD_MEDIA_CHANGED_EVENT: 'notify_cloud_media_changed_event',
  GET_CLOUD_PROVIDER: 'get_cloud_provider',
  SET_CLOUD_PROVIDER: 'set_cloud_provider',
  PICKER_MEDIA_INIT: 'picker_media_init',
} as const;

/** Keys of what these calls take and answer. */
export const CALL_EXTRA = {
  URI: 'uri',
  URI_LIST: 'uri_list',
  CLIP_DATA: 'clip_data',
  CONTENT_VALUES: 'content_values',
  RESULT: 'result',
  TEXT: 'android.intent.extra.TEXT',
  INDEX: 'android.intent.extra.INDEX',
  STREAM: 'android.intent.extra.STREAM',
  CLOUD_PROVIDER: 'cloud_provider',
  CLOUD_PROVIDER_RESULT: 'cloud_provider_result',
  GET_CLOUD_PROVIDER_RESULT: 'get_cloud_provider_result',
  SET_CLOUD_PROVIDER_RESULT: 'set_cloud_provider_result',
} as const;

/** MediaStore.PICK_IMAGES_MAX_LIMIT: most items that one visit of the photo picker answers. */
export const PICK_IMAGES_MAX_LIMIT = 100;

export const EXTRA_HONORED_ARGS = 'android.content.extra.HONORED_ARGS';

/** MediaStore.Images.Media.getContentUri(volumeName) */
export function imagesContentUri(volumeName: string): Uri {
  return contentUri(AUTHORITY, [volumeName, 'images', 'media']);
}

/** MediaStore.Video.Media.getContentUri(volumeName) */
export function videoContentUri(volumeName: string): Uri {
  return contentUri(AUTHORITY, [volumeName, 'video', 'media']);
}

/** MediaStore.Audio.Media.getContentUri(volumeName) */
export function audioContentUri(volumeName: string): Uri {
  return contentUri(AUTHORITY, [volumeName, 'audio', 'media']);
}

/** MediaStore.Downloads.getContentUri(volumeName) */
export function downloadsContentUri(volumeName: string): Uri {
  return contentUri(AUTHORITY, [volumeName, 'downloads']);
}

/** MediaStore.Files.getContentUri(volumeName) */
export function filesContentUri(volumeName: string): Uri {
  return contentUri(AUTHORITY, [volumeName, 'file']);
}

/** The URI the photo picker hands out for an item: `id` is files._id for the device's own, else what its provider calls it. */
export function pickerUri(id: number | string, userId = 0, authority = PICKER_LOCAL_AUTHORITY): Uri {
  return contentUri(AUTHORITY, ['picker', userId, authority, 'media', id]);
}

/** Whose item a picker URI names. */
export type PickerItem = Readonly<{ userId: number; authority: string; mediaId: string }>;

/** What pickerUri() was made of; null for any other URI, also one that only reads the same. */
export function pickerItem(uri: Uri): PickerItem | null {
  const { scheme, segments } = uriParts(uri);
  const [, user = '', authority = '', , mediaId = ''] = segments;
  const userId = Number(user);
  if (scheme !== 'content' || !Number.isSafeInteger(userId)) return null;
  const isWhole = mediaId !== '' && uri === pickerUri(mediaId, userId, authority);
  return isWhole ? { userId, authority, mediaId } : null;
}

/** Whether a URI is one that pickerUri() makes for an item of the device's own. */
export function isPickerUri(uri: Uri): boolean {
  const id = parseId(uri);
  return Number.isSafeInteger(id) && id > 0 && uri === pickerUri(id);
}

/** Hidden from apps: what is selected for whom. The photo picker reads it. */
export function mediaGrantsUri(): Uri {
  return contentUri(AUTHORITY, ['media_grants']);
}
