// Mirrors the first half of MediaProvider.ensureFileColumns: what each collection takes, and where it puts it.
import { MEDIA_TYPE } from '../../../../contract/android/mediaStore.ts';
import { URI_CODE, type UriCode } from '../uriMatcher.ts';
import { MIMETYPE_UNKNOWN } from './fileNames.ts';

export type CollectionDefaults = Readonly<{
  mimeType: string;
  /** NONE takes every type. */
  mediaType: number;
  /** Top-level directory for items without relative_path. */
  primary: string;
  /** Top-level directories items may be in, in the order messages list them. */
  allowedPrimary: readonly string[];
}>;

const AUDIO_DIRECTORIES = [
  'Alarms',
  'Audiobooks',
  'Music',
  'Notifications',
  'Podcasts',
  'Recordings',
  'Ringtones',
] as const;

const IMAGES: CollectionDefaults = {
  mimeType: 'image/jpeg',
  mediaType: MEDIA_TYPE.IMAGE,
  primary: 'Pictures',
  allowedPrimary: ['DCIM', 'Pictures'],
};
const VIDEO: CollectionDefaults = {
  mimeType: 'video/mp4',
  mediaType: MEDIA_TYPE.VIDEO,
  primary: 'Movies',
  allowedPrimary: ['DCIM', 'Movies', 'Pictures'],
};
const AUDIO: CollectionDefaults = {
  mimeType: 'audio/mpeg',
  mediaType: MEDIA_TYPE.AUDIO,
  primary: 'Music',
  allowedPrimary: AUDIO_DIRECTORIES,
};
const PLAYLISTS: CollectionDefaults = {
  mimeType: 'audio/mpegurl',
  mediaType: MEDIA_TYPE.PLAYLIST,
  primary: 'Music',
  allowedPrimary: ['Music', 'Movies'],
};
const DOWNLOADS: CollectionDefaults = {
  mimeType: MIMETYPE_UNKNOWN,
  mediaType: MEDIA_TYPE.NONE,
  primary: 'Download',
  allowedPrimary: ['Download'],
};
const FILES: CollectionDefaults = { ...DOWNLOADS, allowedPrimary: ['Download', 'Documents'] };

const BY_CODE: ReadonlyMap<UriCode, CollectionDefaults> = new Map<UriCode, CollectionDefaults>([
  [URI_CODE.IMAGES_MEDIA, IMAGES],
  [URI_CODE.IMAGES_MEDIA_ID, IMAGES],
  [URI_CODE.VIDEO_MEDIA, VIDEO],
  [URI_CODE.VIDEO_MEDIA_ID, VIDEO],
  [URI_CODE.AUDIO_MEDIA, AUDIO],
  [URI_CODE.AUDIO_MEDIA_ID, AUDIO],
  [URI_CODE.AUDIO_PLAYLISTS, PLAYLISTS],
  [URI_CODE.AUDIO_PLAYLISTS_ID, PLAYLISTS],
  [URI_CODE.DOWNLOADS, DOWNLOADS],
  [URI_CODE.DOWNLOADS_ID, DOWNLOADS],
]);

/** What a URI's collection takes; anything unknown is treated as files. */
export function collectionDefaults(code: UriCode): CollectionDefaults {
  return BY_CODE.get(code) ?? FILES;
}

/** Playlists and subtitles may be put by collections that take every type; those get two directories more. */
export function withOwnDirectories(defaults: CollectionDefaults, mediaType: number): CollectionDefaults {
  const primary = OWN_DIRECTORY.get(mediaType);
  if (defaults.mediaType !== MEDIA_TYPE.NONE || primary === undefined) return defaults;
  return { ...defaults, primary, allowedPrimary: [...defaults.allowedPrimary, 'Music', 'Movies'] };
}

const OWN_DIRECTORY: ReadonlyMap<number, string> = new Map<number, string>([
  [MEDIA_TYPE.PLAYLIST, 'Music'],
  [MEDIA_TYPE.SUBTITLE, 'Movies'],
]);
