// Mirrors the @Column annotations of android.provider.MediaStore, by the API level an app can name each column from.
import type { Collection } from './uriMatcher.ts';

/** 'all' is MediaColumns; the number is the API level, 1 for what has always been there. */
type Since = Readonly<Partial<Record<Collection | 'all', number>>>;

export type Column = Readonly<{ name: string; sqlType: string; since: Since }>;

function group(sqlType: string, since: Since, names: string): readonly Column[] {
  return names.split(' ').map((name) => ({ name, sqlType, since }));
}

/**
 * Every column an app can name, in the order a null projection returns them.
 * Columns the provider keeps for itself are only in the database's own schema.
 */
export const COLUMNS: readonly Column[] = [
  ...group('INTEGER', { all: 1 }, '_id'),
  ...group('TEXT', { all: 1 }, '_data'),
  ...group('INTEGER', { all: 1 }, '_size'),
  ...group('TEXT', { all: 1 }, '_display_name mime_type title'),
  ...group('INTEGER', { all: 1 }, 'date_added date_modified datetaken'),
  ...group('INTEGER', { all: 36 }, 'inferred_date'),
  ...group('INTEGER', { all: 1 }, 'width height'),
  ...group('TEXT', { all: 30, video: 1 }, 'resolution'),
  ...group('INTEGER', { all: 1 }, 'orientation duration'),
  ...group('TEXT', { all: 1 }, 'bucket_id bucket_display_name relative_path volume_name owner_package_name'),
  ...group('INTEGER', { all: 1 }, 'is_pending is_trashed'),
  ...group('INTEGER', { all: 30 }, 'is_favorite'),
  ...group('INTEGER', { all: 1 }, 'is_download date_expires'),
  ...group('INTEGER', { all: 30 }, 'generation_added generation_modified is_drm'),
  ...group('TEXT', { all: 1 }, 'document_id instance_id original_document_id'),
  ...group('BLOB', { all: 30 }, 'xmp'),
  ...group('INTEGER', { all: 1 }, 'group_id'),
  ...group('TEXT', { all: 30, audio: 1, video: 1 }, 'album artist'),
  ...group('TEXT', { all: 30 }, 'author'),
  ...group('TEXT', { all: 30, audio: 1 }, 'composer'),
  ...group('TEXT', { all: 30 }, 'genre'),
  ...group('INTEGER', { all: 30, audio: 1 }, 'year'),
  ...group('TEXT', { all: 30 }, 'num_tracks writer album_artist disc_number compilation cd_track_number'),
  ...group('INTEGER', { all: 30 }, 'bitrate'),
  ...group('REAL', { all: 30 }, 'capture_framerate'),
  ...group('BLOB', { all: 36 }, 'oem_metadata'),
  ...group('TEXT', { images: 1, video: 1, downloads: 1 }, 'description'),
  ...group('DOUBLE', { images: 1, video: 1 }, 'latitude longitude'),
  ...group('INTEGER', { images: 1, video: 1 }, 'isprivate mini_thumb_magic'),
  ...group('TEXT', { images: 1 }, 'picasa_id'),
  ...group('TEXT', { images: 30 }, 'exposure_time f_number'),
  ...group('INTEGER', { images: 30 }, 'iso scene_capture_type'),
  ...group('INTEGER', { video: 1 }, 'color_standard color_transfer color_range'),
  ...group('TEXT', { video: 1 }, 'tags category language'),
  ...group('INTEGER', { audio: 1, video: 1 }, 'bookmark'),
  ...group('TEXT', { downloads: 1 }, 'download_uri referer_uri'),
  ...group('TEXT', { audio: 1 }, 'title_key artist_key album_key'),
  ...group('INTEGER', { audio: 1 }, 'artist_id album_id'),
  ...group('INTEGER', { audio: 30 }, 'genre_id'),
  ...group('TEXT', { audio: 30 }, 'genre_key title_resource_uri'),
  ...group('INTEGER', { audio: 1 }, 'track is_music is_podcast is_ringtone is_alarm is_notification is_audiobook'),
  ...group('INTEGER', { audio: 31 }, 'is_recording'),
  ...group('INTEGER', { audio: 36 }, 'bits_per_sample samplerate'),
  ...group('INTEGER', { files: 1 }, 'format parent media_type'),
  ...group('INTEGER', { files: 31 }, '_user_id'),
];

/**
 * The columns an app may name on a device.
 * Differs from Android: there a recent provider shows every column on an old device; here a newer column is unknown.
 */
export function columnsOf(collection: Collection, deviceSdk: number): readonly string[] {
  return COLUMNS.filter(({ since }) => {
    const from = since[collection] ?? since.all;
    return from !== undefined && deviceSdk >= from;
  }).map(({ name }) => name);
}
