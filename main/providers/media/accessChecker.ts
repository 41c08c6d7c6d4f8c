// Mirrors MediaProvider AccessChecker.
import { Throwable } from '../../../contract/android/errors.ts';
import { VOLUME_INTERNAL } from '../../../contract/android/mediaStore.ts';
import type { MediaAccess } from './mediaAccess.ts';
import { URI_CODE, type UriCode } from './uriMatcher.ts';

/** Which rows a caller may touch: every one, or those that a condition keeps. `?` in `where` are `args`, in order. */
export type RowFilter =
  | 'all'
  | Readonly<{
      where: string;
      args: readonly (string | number)[];
      /** There when the rows are what is selected for these packages and what they own, and nothing else. */
      selectedFor?: Readonly<{ packageNames: readonly string[]; userId: number }>;
    }>;

export type FilterRequest = Readonly<{
  access: MediaAccess;
  code: UriCode;
  volumeName: string;
  /** Every package of the caller's uid. */
  packageNames: readonly string[];
  userId: number;
  forWrite: boolean;
  /** QUERY_ARG_LATEST_SELECTION_ONLY; of no effect outside user selected mode. */
  latestOnly: boolean;
}>;

type Condition = Exclude<RowFilter, 'all'>;
type Kind =
  | 'images'
  | 'video'
  | 'audio'
  | 'playlists'
  | 'audioText'
  | 'imageThumbnails'
  | 'videoThumbnails'
  | 'files'
  | 'downloads';

/**
 * The filter every query, update and delete of a collection starts with.
 * @throws {Throwable} UnsupportedOperationException for what has no rows to filter
 */
export function rowFilter(request: FilterRequest): RowFilter {
  const { access, forWrite } = request;
  if (access.manager) return 'all';
  const kind = KINDS.get(request.code);
  if (kind === undefined)
    throw new Throwable('UnsupportedOperationException', `Unknown or unsupported type: ${request.code}`);
  if (hasFullAccess(access, kind, forWrite)) return 'all';
  const selectable = kind !== 'audio' && kind !== 'playlists' && kind !== 'audioText';
  const selected = access.userSelectedMode && !forWrite && selectable && request.volumeName !== VOLUME_INTERNAL;
  if (!selected) return constrainedAccess(request, kind);
  return request.latestOnly ? latestSelection(request, kind) : selectedAccess(request, kind);
}

function hasFullAccess(access: MediaAccess, kind: Kind, forWrite: boolean): boolean {
  switch (kind) {
    case 'audio':
    case 'playlists':
    case 'audioText':
      return forWrite ? access.writeAudio : access.readAudio;
    case 'images':
    case 'imageThumbnails':
      return forWrite ? access.writeImages : access.readImages;
    case 'video':
    case 'videoThumbnails':
      return forWrite ? access.writeVideo : access.readVideo;
    case 'files':
    case 'downloads':
      return !forWrite && access.legacyRead;
  }
}

function constrainedAccess(request: FilterRequest, kind: Kind): Condition {
  const own = ownRows(request);
  switch (kind) {
    case 'images':
    case 'video':
    case 'playlists':
      return own;
    case 'audio':
      return { where: `${own.where} OR is_ringtone=1 OR is_alarm=1 OR is_notification=1`, args: own.args };
    case 'audioText':
      return { where: '0', args: [] };
    case 'imageThumbnails':
      return { where: `image_id IN (SELECT _id FROM images WHERE ${own.where})`, args: own.args };
    case 'videoThumbnails':
      return { where: `video_id IN (SELECT _id FROM video WHERE ${own.where})`, args: own.args };
    case 'downloads':
      return { where: [own.where, ...legacyWriteRows(request)].join(' OR '), args: own.args };
    case 'files':
      return filesRows(request, own);
  }
}

function filesRows(request: FilterRequest, own: Condition): Condition {
  const types = mediaTypeRows(request);
  const rows = [own.where, ...legacyWriteRows(request), ...types];
  if (!types.includes('media_type=1') && !types.includes('media_type=3')) return { ...own, where: rows.join(' OR ') };
  // Nearly all rows: with the plus SQLite walks them in the order asked for, instead of collecting them type by type.
  return { ...own, where: [...rows.slice(1), own.where].map((row) => `+${row}`).join(' OR ') };
}

function legacyWriteRows(request: FilterRequest): string[] {
  return request.forWrite && request.access.legacyWrite ? ["volume_name='external_primary'"] : [];
}

function mediaTypeRows({ access, forWrite }: FilterRequest): string[] {
  const rows: string[] = [];
  if (hasFullAccess(access, 'audio', forWrite)) rows.push('media_type=2', 'media_type=4', 'media_type=5');
  if (hasFullAccess(access, 'video', forWrite)) rows.push('media_type=3', 'media_type=5');
  if (hasFullAccess(access, 'images', forWrite)) rows.push('media_type=1');
  return rows;
}

function selectedAccess(request: FilterRequest, kind: Kind): Condition {
  const { packageNames, userId } = request;
  const own = constrainedAccess(request, kind);
  const grants = `SELECT file_id FROM media_grants WHERE owner_package_name IN ${marks(packageNames)} AND package_user_id=?`;
  const args = [...packageNames, userId, ...own.args];
  // Android writes grants OR own rows. Where both are sets of ids, one set lets SQLite seek instead of walking the table.
  const onlyOwn = own.where === ownRows(request).where;
  if (onlyOwn) {
    const where = `_id IN (${grants} UNION ALL SELECT _id FROM files WHERE ${own.where})`;
    return { where, args, selectedFor: { packageNames, userId } };
  }
  return { where: `${idColumn(kind)} IN (${grants}) OR ${own.where}`, args };
}

// As in Android the outer select names no package: a generation belongs to one grant, so to one package.
function latestSelection({ packageNames, userId }: FilterRequest, kind: Kind): Condition {
  const newest = `SELECT MAX(generation_granted) FROM media_grants WHERE owner_package_name IN ${marks(packageNames)} AND package_user_id=?`;
  return {
    where: `${idColumn(kind)} IN (SELECT file_id FROM media_grants WHERE generation_granted = (${newest}))`,
    args: [...packageNames, userId],
  };
}

function ownRows({ packageNames }: FilterRequest): Condition {
  return { where: `owner_package_name IN ${marks(packageNames)}`, args: packageNames };
}

function marks(values: readonly unknown[]): string {
  return `(${values.map(() => '?').join(',')})`;
}

function idColumn(kind: Kind): string {
  if (kind === 'imageThumbnails') return 'image_id';
  return kind === 'videoThumbnails' ? 'video_id' : '_id';
}

const KINDS: ReadonlyMap<UriCode, Kind> = new Map<UriCode, Kind>([
  [URI_CODE.IMAGES_MEDIA, 'images'],
  [URI_CODE.IMAGES_MEDIA_ID, 'images'],
  [URI_CODE.IMAGES_MEDIA_ID_THUMBNAIL, 'images'],
  [URI_CODE.IMAGES_THUMBNAILS, 'imageThumbnails'],
  [URI_CODE.IMAGES_THUMBNAILS_ID, 'imageThumbnails'],
  [URI_CODE.VIDEO_MEDIA, 'video'],
  [URI_CODE.VIDEO_MEDIA_ID, 'video'],
  [URI_CODE.VIDEO_MEDIA_ID_THUMBNAIL, 'video'],
  [URI_CODE.VIDEO_THUMBNAILS, 'videoThumbnails'],
  [URI_CODE.VIDEO_THUMBNAILS_ID, 'videoThumbnails'],
  [URI_CODE.AUDIO_MEDIA, 'audio'],
  [URI_CODE.AUDIO_MEDIA_ID, 'audio'],
  [URI_CODE.AUDIO_PLAYLISTS, 'playlists'],
  [URI_CODE.AUDIO_PLAYLISTS_ID, 'playlists'],
  [URI_CODE.AUDIO_MEDIA_ID_GENRES, 'audioText'],
  [URI_CODE.AUDIO_MEDIA_ID_GENRES_ID, 'audioText'],
  [URI_CODE.AUDIO_GENRES, 'audioText'],
  [URI_CODE.AUDIO_GENRES_ID, 'audioText'],
  [URI_CODE.AUDIO_GENRES_ID_MEMBERS, 'audioText'],
  [URI_CODE.AUDIO_GENRES_ALL_MEMBERS, 'audioText'],
  [URI_CODE.AUDIO_PLAYLISTS_ID_MEMBERS, 'audioText'],
  [URI_CODE.AUDIO_PLAYLISTS_ID_MEMBERS_ID, 'audioText'],
  [URI_CODE.AUDIO_ARTISTS, 'audioText'],
  [URI_CODE.AUDIO_ARTISTS_ID, 'audioText'],
  [URI_CODE.AUDIO_ARTISTS_ID_ALBUMS, 'audioText'],
  [URI_CODE.AUDIO_ALBUMS, 'audioText'],
  [URI_CODE.AUDIO_ALBUMS_ID, 'audioText'],
  [URI_CODE.AUDIO_ALBUMART, 'audioText'],
  [URI_CODE.AUDIO_ALBUMART_ID, 'audioText'],
  [URI_CODE.AUDIO_ALBUMART_FILE_ID, 'audioText'],
  [URI_CODE.FILES, 'files'],
  [URI_CODE.FILES_ID, 'files'],
  [URI_CODE.DOWNLOADS, 'downloads'],
  [URI_CODE.DOWNLOADS_ID, 'downloads'],
]);
