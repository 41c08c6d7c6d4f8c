// Mirrors the ContentValues that ModernMediaScanner hands to MediaProvider for one file or directory.

/** What the walk knows of a file without opening it. Times are seconds unless the name says otherwise. */
export type ScannedFile = Readonly<{
  /** Absolute path on the device, e.g. /storage/emulated/0/DCIM/Camera/a.jpg. */
  _data: string;
  /** Bytes. */
  _size: number;
  _display_name: string | null;
  /** null for directories. */
  mime_type: string | null;
  /** MEDIA_TYPE; 0 for hidden files, album art and directories. */
  media_type: number;
  /** MTP code: 0x3001 directory, 0x3800 image, 0xB900 audio, 0xB980 video, 0x3000 other. */
  format: number;
  title: string | null;
  /** Seconds since 1970 UTC. */
  date_modified: number;
  bucket_id: string | null;
  bucket_display_name: string | null;
  relative_path: string | null;
  volume_name: string;
  /** 0 or 1, as every flag below. */
  is_pending: number;
  is_trashed: number;
  /** Seconds since 1970 UTC. */
  date_expires: number | null;
  is_download: number;
  is_drm: number;
  /** Only from Android/media/<package>/; null keeps the owner an existing row has. */
  owner_package_name: string | null;
}>;

/** What the bytes of the file say. Everything is null when they say nothing. */
export type ScannedMetadata = Readonly<{
  /** Milliseconds since 1970 UTC. */
  datetaken: number | null;
  /** Pixels, not swapped for the orientation. */
  width: number | null;
  height: number | null;
  /** Such as 640×480. */
  resolution: string | null;
  /** Degrees. */
  orientation: number | null;
  /** Milliseconds. */
  duration: number | null;
  description: string | null;
  document_id: string | null;
  instance_id: string | null;
  original_document_id: string | null;
  xmp: Uint8Array | null;
  /** 0 none, 1 GIF, 2 motion photo, 3 animated WebP; null when not computed yet. */
  _special_format: number | null;
  /** A rescan that lacks this and the next three keeps what the row had. */
  exposure_time: string | null;
  f_number: string | null;
  iso: number | null;
  scene_capture_type: number | null;
  artist: string | null;
  album: string | null;
  album_artist: string | null;
  author: string | null;
  composer: string | null;
  writer: string | null;
  genre: string | null;
  year: number | null;
  /** As the file says it, such as 3/12. */
  num_tracks: string | null;
  disc_number: string | null;
  cd_track_number: string | null;
  compilation: string | null;
  /** Track number plus 1000 times the disc number. */
  track: number | null;
  /** Bits per second. */
  bitrate: number | null;
  /** Frames per second. */
  capture_framerate: number | null;
  color_standard: number | null;
  color_transfer: number | null;
  color_range: number | null;
  bits_per_sample: number | null;
  /** Hertz. */
  samplerate: number | null;
  /** Audio flags of the directory, 0 or 1; null for what is not audio. */
  is_music: number | null;
  is_podcast: number | null;
  is_ringtone: number | null;
  is_alarm: number | null;
  is_notification: number | null;
  is_audiobook: number | null;
  is_recording: number | null;
}>;

/** Every column the scanner fills for one file. */
export type ScannedRow = ScannedFile & ScannedMetadata;

/** The metadata of a file that was not read, or says nothing: spread it and set what is known. */
export const NO_METADATA: ScannedMetadata = {
  datetaken: null,
  width: null,
  height: null,
  resolution: null,
  orientation: null,
  duration: null,
  description: null,
  document_id: null,
  instance_id: null,
  original_document_id: null,
  xmp: null,
  _special_format: null,
  exposure_time: null,
  f_number: null,
  iso: null,
  scene_capture_type: null,
  artist: null,
  album: null,
  album_artist: null,
  author: null,
  composer: null,
  writer: null,
  genre: null,
  year: null,
  num_tracks: null,
  disc_number: null,
  cd_track_number: null,
  compilation: null,
  track: null,
  bitrate: null,
  capture_framerate: null,
  color_standard: null,
  color_transfer: null,
  color_range: null,
  bits_per_sample: null,
  samplerate: null,
  is_music: null,
  is_podcast: null,
  is_ringtone: null,
  is_alarm: null,
  is_notification: null,
  is_audiobook: null,
  is_recording: null,
};

/** A row as the scanner's reconcile step reads it back. */
export type KnownRow = Readonly<{
  _id: number;
  _data: string;
  /** Seconds; null before the first scan of an inserted row. */
  date_modified: number | null;
  _size: number | null;
  media_type: number;
  /** MTP code; 0x3001 is a directory. */
  format: number | null;
  is_pending: number;
  is_trashed: number;
  date_expires: number | null;
  generation_added: number;
  /** Who wrote the row last; 3 is the scanner. */
  _modifier: number | null;
}>;

/**
 * SQLiteQueryBuilder.fillInferredDate: the date a row is sorted by, milliseconds since 1970 UTC.
 * Takes milliseconds and seconds as the two columns hold them; 0 when neither is positive.
 */
export function inferredDate(datetaken: number | null, dateModified: number | null): number {
  if (datetaken !== null && datetaken > 0) return datetaken;
  return dateModified !== null && dateModified > 0 ? dateModified * 1000 : 0;
}
