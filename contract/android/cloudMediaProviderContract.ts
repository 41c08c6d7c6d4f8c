// Mirrors android.provider.CloudMediaProviderContract: paths, columns, extras and calls of who provides cloud media.
import { contentUri, type Uri } from './uri.ts';

/** Action of a provider's intent filter: what has it is a CloudMediaProvider. */
export const CLOUD_PROVIDER_INTERFACE = 'android.content.action.CLOUD_MEDIA_PROVIDER';

export const URI_PATH = { MEDIA: 'media', DELETED_MEDIA: 'deleted_media', ALBUM: 'album' } as const;

export const METHOD_GET_MEDIA_COLLECTION_INFO = 'android:getMediaCollectionInfo';
export const METHOD_CREATE_SURFACE_CONTROLLER = 'android:createSurfaceController';
/** Key of who wants to hear of a surface; METHOD_CREATE_SURFACE_CONTROLLER asks for it. */
export const EXTRA_SURFACE_EVENT_CALLBACK = 'android.provider.extra.SURFACE_EVENT_CALLBACK';

/** Since API 36. */
export const METHOD_GET_CAPABILITIES = 'android:getCapabilities';

/** Key of what METHOD_GET_CAPABILITIES answers, a CloudMediaProviderContract.Capabilities. */
export const EXTRA_PROVIDER_CAPABILITIES = 'android.provider.extra.PROVIDER_CAPABILITIES';

/** CloudMediaProviderContract.Capabilities, as a provider that overrides nothing answers it. */
export const DEFAULT_CAPABILITIES = {
  search_enabled: false,
  media_categories_enabled: false,
  albums_as_category_enabled: false,
} as const;

/** Keys of what METHOD_GET_MEDIA_COLLECTION_INFO answers. */
export const MEDIA_COLLECTION_INFO = {
  MEDIA_COLLECTION_ID: 'media_collection_id',
  /** Grows with every change; items changed after one are those with a larger sync_generation. */
  LAST_MEDIA_SYNC_GENERATION: 'last_media_sync_generation',
  ACCOUNT_NAME: 'account_name',
} as const;

/** Keys of query arguments, and of the extras of cursors. */
export const CLOUD_EXTRA = {
  PAGE_TOKEN: 'android.provider.extra.PAGE_TOKEN',
  PAGE_SIZE: 'android.provider.extra.PAGE_SIZE',
  SYNC_GENERATION: 'android.provider.extra.SYNC_GENERATION',
  ALBUM_ID: 'android.provider.extra.ALBUM_ID',
  MEDIA_COLLECTION_ID: 'android.provider.extra.MEDIA_COLLECTION_ID',
} as const;

/** CloudMediaProviderContract.MediaColumns.ALL_PROJECTION */
export const CLOUD_MEDIA_COLUMNS = [
  'id',
  'date_taken_millis',
  'sync_generation',
  'mime_type',
  'standard_mime_type_extension',
  'size_bytes',
  'media_store_uri',
  'duration_millis',
  'is_favorite',
  'width',
  'height',
  'orientation',
] as const;

/** CloudMediaProviderContract.AlbumColumns.ALL_PROJECTION */
export const CLOUD_ALBUM_COLUMNS = [
  'id',
  'display_name',
  'date_taken_millis',
  'album_media_cover_id',
  'album_media_count',
] as const;

/** Values of standard_mime_type_extension. */
export const STANDARD_MIME_TYPE_EXTENSION = { NONE: 0, GIF: 1, MOTION_PHOTO: 2, ANIMATED_WEBP: 3 } as const;

/** Photos and videos of a provider; an item's bytes are below, by its id. */
export function cloudMediaUri(authority: string, ...id: readonly string[]): Uri {
  return contentUri(authority, [URI_PATH.MEDIA, ...id]);
}
