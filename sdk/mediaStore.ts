// Mirrors android.provider.MediaStore: its nested classes, their URIs and columns, and its static methods.
import { Throwable } from '../contract/android/errors.ts';
import { ACTION_PICK_IMAGES, EXTRA_PICK_IMAGES_MAX } from '../contract/android/intent.ts';
import {
  AUTHORITY,
  audioContentUri,
  downloadsContentUri,
  filesContentUri,
  imagesContentUri,
  MATCH,
  PICK_IMAGES_MAX_LIMIT,
  QUERY_ARG,
  VOLUME_EXTERNAL,
  VOLUME_EXTERNAL_PRIMARY,
  VOLUME_INTERNAL,
  videoContentUri,
} from '../contract/android/mediaStore.ts';
import { contentUri, parseUri, type Uri, uriParts, withAppendedId } from '../contract/android/uri.ts';
import * as columns from './mediaColumns.ts';
import * as calls from './mediaStoreCalls.ts';
import * as requests from './mediaStoreRequests.ts';

/** getContentUri(volumeName[, id]) and the two constants of a collection. Nothing is looked up. */
function collection(uriOf: (volumeName: string) => Uri, contentType: string) {
  return {
    getContentUri: (volumeName: string, id?: number): Uri =>
      id === undefined ? uriOf(volumeName) : withAppendedId(uriOf(volumeName), id),
    INTERNAL_CONTENT_URI: uriOf(VOLUME_INTERNAL),
    EXTERNAL_CONTENT_URI: uriOf(VOLUME_EXTERNAL),
    CONTENT_TYPE: `vnd.android.cursor.dir/${contentType}`,
  } as const;
}

const below =
  (...segments: readonly string[]) =>
  (volumeName: string): Uri =>
    contentUri(AUTHORITY, [volumeName, ...segments]);

const withParameter = (uri: Uri, name: string): Uri => parseUri(`${uri}${uri.includes('?') ? '&' : '?'}${name}=1`);

export const MediaStore = {
  AUTHORITY,
  AUTHORITY_URI: contentUri(AUTHORITY, []),
  VOLUME_INTERNAL,
  VOLUME_EXTERNAL,
  VOLUME_EXTERNAL_PRIMARY,
  MATCH_DEFAULT: MATCH.DEFAULT,
  MATCH_INCLUDE: MATCH.INCLUDE,
  MATCH_EXCLUDE: MATCH.EXCLUDE,
  MATCH_ONLY: MATCH.ONLY,
  QUERY_ARG_MATCH_PENDING: QUERY_ARG.MATCH_PENDING,
  QUERY_ARG_MATCH_TRASHED: QUERY_ARG.MATCH_TRASHED,
  QUERY_ARG_MATCH_FAVORITE: QUERY_ARG.MATCH_FAVORITE,
  QUERY_ARG_RELATED_URI: QUERY_ARG.RELATED_URI,
  QUERY_ARG_INCLUDE_RECENTLY_UNMOUNTED_VOLUMES: QUERY_ARG.INCLUDE_RECENTLY_UNMOUNTED_VOLUMES,
  QUERY_ARG_LATEST_SELECTION_ONLY: QUERY_ARG.LATEST_SELECTION_ONLY,
  QUERY_ARG_MEDIA_STANDARD_SORT_ORDER: QUERY_ARG.MEDIA_STANDARD_SORT_ORDER,
  ACTION_PICK_IMAGES,
  EXTRA_PICK_IMAGES_MAX,
  MEDIA_SCANNER_VOLUME: 'volume',
  UNKNOWN_STRING: '<unknown>',
  MediaColumns: columns.MediaColumns,
  Images: {
    ImageColumns: columns.ImageColumns,
    Media: { ...columns.ImageColumns, ...collection(imagesContentUri, 'image') },
  },
  Video: {
    VideoColumns: columns.VideoColumns,
    Media: { ...columns.VideoColumns, ...collection(videoContentUri, 'video') },
  },
  Audio: {
    AudioColumns: columns.AudioColumns,
    Media: { ...columns.AudioColumns, ...collection(audioContentUri, 'audio') },
    Artists: collection(below('audio', 'artists'), 'artists'),
    Albums: collection(below('audio', 'albums'), 'albums'),
    Genres: collection(below('audio', 'genres'), 'genre'),
    Playlists: collection(below('audio', 'playlists'), 'playlist'),
  },
  Files: {
    FileColumns: columns.FileColumns,
    getContentUri: collection(filesContentUri, '').getContentUri,
  },
  Downloads: { ...columns.DownloadColumns, ...collection(downloadsContentUri, 'download') },
  ...calls,
  ...requests,

  /** Where a scan under way tells its volume. */
  getMediaScannerUri: (): Uri => contentUri(AUTHORITY, ['none', 'media_scanner']),
  getPickImagesMaxLimit: (): number => PICK_IMAGES_MAX_LIMIT,

  /** The volume a URI names. @throws {Throwable} IllegalArgumentException `Missing volume name: …` */
  getVolumeName(uri: Uri): string {
    const { authority, segments } = uriParts(uri);
    const [volumeName] = segments;
    if (authority === AUTHORITY && volumeName !== undefined) return volumeName;
    throw new Throwable('IllegalArgumentException', `Missing volume name: ${uri}`);
  },

  /** Deprecated since Android 11: QUERY_ARG_MATCH_PENDING says the same. */
  setIncludePending: (uri: Uri): Uri => withParameter(uri, 'includePending'),

  /** Opening fails unless the caller may have the location too. */
  setRequireOriginal: (uri: Uri): Uri => withParameter(uri, 'requireOriginal'),
  getRequireOriginal(uri: Uri): boolean {
    const value = uriParts(uri).query.get('requireOriginal')?.toLowerCase();
    return value !== undefined && value !== 'false' && value !== '0';
  },
} as const;
