// Where the value of each column of a row came from, or why there is none, in words for a tester.
import type { ColumnDetail, ColumnSource } from '../../../contract/rpc/inspection.ts';
import type { ExtractKind, MediaFacts } from '../../../contract/rpc/mediaExtractor.ts';
import type { SqlValue } from './db/mediaDatabase.ts';
import { parseDateTime, parseGpsDateTime } from './scan/exifUtils.ts';
import { extractPathOwnerPackageName } from './scan/fileUtils.ts';

/** A row, and what its file says at this moment. */
export type SourceFacts = Readonly<{
  row: Readonly<Record<string, SqlValue>>;
  /** How its file is read; null for what is never opened. */
  kind: ExtractKind | null;
  /** null when the file is gone or is not opened. */
  media: MediaFacts | null;
}>;

type Origin = readonly [ColumnSource, string];
type Rule = Origin | ((facts: SourceFacts, value: SqlValue) => Origin);

const DAY = 24 * 3_600_000;
/** Longer texts and blobs are told by their size. */
const SHOWN_CHARACTERS = 2_000;

/** Every column of a row, in the table's order, with its source. */
export function columnDetails(facts: SourceFacts): readonly ColumnDetail[] {
  return Object.entries(facts.row).map(([name, value]) => {
    const rule = RULES[name] ?? UNUSED;
    const [source, why] = typeof rule === 'function' ? rule(facts, value) : rule;
    return { name, value: textOf(value), source, why };
  });
}

function textOf(value: SqlValue): string | null {
  if (value === null) return null;
  if (value instanceof Uint8Array) return `${value.length.toLocaleString('en-US')} bytes`;
  const text = String(value);
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}

function dateTaken(facts: SourceFacts, value: SqlValue): Origin {
  if (facts.kind === 'image') return imageDateTaken(facts, value);
  if (facts.kind === null) return ['none', 'Only images, audio and videos have a date taken.'];
  const date = facts.media?.retriever?.date ?? null;
  if (value !== null)
    return ['container', `The date of the recording, ${date ?? 'written by an app before it published'}.`];
  return ['none', date === null ? 'The container has no date.' : `The container's date, ${date}, is not after 1970.`];
}

function imageDateTaken({ row, media }: SourceFacts, value: SqlValue): Origin {
  const exif = media?.exif ?? {};
  const original = exif.DateTimeOriginal ?? null;
  if (original === null) {
    return value === null
      ? ['none', 'EXIF has no DateTimeOriginal. DateTime and DateTimeDigitized are never used.']
      : ['app', 'EXIF has no DateTimeOriginal: an app wrote it before it published the item.'];
  }
  const offset = exif.OffsetTimeOriginal ?? null;
  if (offset !== null) return ['exif', `DateTimeOriginal ${original} with OffsetTimeOriginal ${offset}.`];
  const wall = parseDateTime(original, exif.SubSecTimeOriginal ?? null, null);
  const gps = parseGpsDateTime(exif.GPSDateStamp ?? null, exif.GPSTimeStamp ?? null);
  const apart = Number(row.date_modified ?? 0) * 1000 - wall;
  if (value !== null) {
    const clock = gps > 0 && Math.abs(gps - wall) < DAY ? 'the GPS time' : "the file's own time";
    return ['exif', `DateTimeOriginal ${original}; its zone is told by ${clock}.`];
  }
  const hours = Math.round(Math.abs(apart) / 3_600_000).toLocaleString('en-US');
  return [
    'none',
    `DateTimeOriginal is ${original}, but nothing tells its zone: no OffsetTimeOriginal, no GPS time within 24 hours, and the file's own time is ${hours} hours away (24 at most).`,
  ];
}

function imageSize({ kind, media }: SourceFacts, value: SqlValue): Origin {
  if (kind === 'video')
    return fromContainer('The size of the picture, as it is coded')({ kind, media, row: {} }, value);
  if (kind !== 'image') return ['none', 'Only images and videos have a size in pixels.'];
  if (value === null) return ['none', 'Neither EXIF nor a decoder tells the size.'];
  const exif = media?.exif ?? {};
  return exif.ImageWidth !== undefined && exif.ImageLength !== undefined
    ? ['exif', 'ImageWidth and ImageLength; not swapped for the orientation.']
    : ['decoder', 'The size a decoder announces; not swapped for the orientation.'];
}

function orientation(facts: SourceFacts, value: SqlValue): Origin {
  if (facts.kind !== 'image') return fromContainer('The rotation, degrees')(facts, value);
  const text = facts.media?.exif.Orientation;
  if (value === null) return ['none', text === undefined ? 'EXIF has no Orientation.' : `EXIF says ${text}: no turn.`];
  return ['exif', `Orientation ${text ?? 'of the last scan'}; a mirrored picture keeps only its turn.`];
}

function owner({ row }: SourceFacts, value: SqlValue): Origin {
  if (value === null) return ['none', 'No app added it: a scan found the file, or the app was uninstalled.'];
  const isFromPath = extractPathOwnerPackageName(String(row._data)) === value;
  return isFromPath ? ['path', 'The file lies in Android/media of this package.'] : ['app', `${value} added it.`];
}

function title(facts: SourceFacts, value: SqlValue): Origin {
  const found = facts.media?.retriever?.title ?? null;
  return found !== null && found === value
    ? ['container', 'The title in the metadata.']
    : ['path', 'The name without its extension.'];
}

function mimeType(facts: SourceFacts, value: SqlValue): Origin {
  if (value === null) return ['none', 'A folder has none.'];
  if (facts.media?.retriever?.mimeType === value && facts.kind !== 'image')
    return ['container', 'What the container says, within the kind its extension tells.'];
  if (facts.media?.xmp?.format === value) return ['xmp', 'dc:format, within the kind its extension tells.'];
  return ['path', 'The extension of the name; the content is not looked at.'];
}

function mediaType({ kind }: SourceFacts, value: SqlValue): Origin {
  return value === 0 && kind !== null
    ? ['path', 'Its MIME type is that of media, but the file is hidden or a cover of music.']
    : ['path', 'The MIME type.'];
}

function sound(words: string, standIn: string): Rule {
  return ({ kind, media }, value) => {
    if (value === null) return ['none', kind === 'image' ? 'Images have none.' : 'The container does not say.'];
    const said = media?.retriever;
    return said !== null && said !== undefined && [said.artist, said.albumArtist, said.album].includes(String(value))
      ? ['container', words]
      : ['path', standIn];
  };
}

function fromContainer(words: string): (facts: SourceFacts, value: SqlValue) => Origin {
  return ({ kind }, value) => {
    if (value !== null) return ['container', `${words}.`];
    if (kind === null || kind === 'image') return ['none', 'Only audio and videos have it.'];
    return ['none', 'The container does not say.'];
  };
}

function fromExif(attribute: string): Rule {
  return ({ kind, media }, value) => {
    if (kind !== 'image') return ['none', 'Only images have it.'];
    if (value === null) return ['none', `EXIF has no ${attribute}.`];
    const isThere = media === null || attribute in media.exif;
    return [
      'exif',
      isThere ? `${attribute}.` : `${attribute} of an earlier scan: the file has none now, the row keeps it.`,
    ];
  };
}

function fromXmp(words: string): Rule {
  return (_facts, value) => (value === null ? ['none', 'The file has no XMP that says it.'] : ['xmp', `${words}.`]);
}

function byApp(words: string): Rule {
  return (_facts, value) => (value === null ? ['none', 'No app has set it.'] : ['app', `${words}.`]);
}

function soundFlag(words: string): Rule {
  return ({ kind }, value) =>
    value === null && kind !== 'audio'
      ? ['none', 'Only audio has it.']
      : ['path', `Whether a folder above is ${words}.`];
}

const UNUSED: Rule = (_facts, value) => (value === null ? ['none', 'Not used.'] : ['provider', "The provider's own."]);
const BY_NAME: Rule = [
  'path',
  'Whether the name says so: .pending-<time>-... or .trashed-<time>-..., or an app that set it.',
];
const NEVER: Rule = ['none', 'Always null since Android 10.'];

const RULES: Readonly<Record<string, Rule>> = {
  _id: ['provider', 'A number that is never used again.'],
  _data: ['path', 'Where the file is on the device.'],
  _size: (_f, value) =>
    value === null ? ['none', 'Not known before the scan.'] : ['file', 'Bytes of the file at the scan.'],
  _display_name: ['path', 'The last part of the path.'],
  mime_type: mimeType,
  title,
  date_added: ['clock', "The device's clock when the row was made, seconds."],
  date_modified: ['file', "The file's own time at the scan, seconds."],
  datetaken: dateTaken,
  inferred_date: ['provider', 'datetaken, or else date_modified in milliseconds.'],
  width: imageSize,
  height: imageSize,
  resolution: imageSize,
  orientation,
  duration: fromContainer('How long it plays, milliseconds'),
  bucket_id: ['path', 'A hash of the folder in lower case.'],
  bucket_display_name: (_f, value) =>
    value === null ? ['none', 'It lies at the root of the volume.'] : ['path', "The folder's name."],
  relative_path: ['path', 'The folder, below the volume.'],
  volume_name: ['path', 'The volume the path is on.'],
  owner_package_name: owner,
  is_pending: BY_NAME,
  is_trashed: BY_NAME,
  date_expires: (_f, value) =>
    value === null ? ['none', 'Only pending and trashed items expire.'] : ['path', 'The time in the name, seconds.'],
  is_favorite: ['user', 'Set by an app with the user’s consent, never read from the file.'],
  is_download: ['path', 'Whether it lies below Download/, or was added to the downloads collection.'],
  generation_added: ['provider', 'The generation of the library when the row was made.'],
  generation_modified: ['provider', 'The generation of the last change.'],
  is_drm: ['provider', 'Whether the MIME type is one of OMA DRM.'],
  document_id: fromXmp('xmpMM:DocumentID'),
  instance_id: fromXmp('xmpMM:InstanceID'),
  original_document_id: fromXmp('xmpMM:OriginalDocumentID'),
  xmp: fromXmp('The packet, its location blanked; empty when it is larger than 1 MiB'),
  album: sound('The album in the metadata.', 'The folder’s name, because the metadata has no album.'),
  artist: sound('The artist in the metadata.', 'A stand-in, because the metadata has no artist.'),
  author: fromContainer('The author in the metadata'),
  composer: fromContainer('The composer in the metadata'),
  genre: fromContainer('The genre in the metadata'),
  year: fromContainer('The first four digits that can be a year'),
  num_tracks: fromContainer('The number of tracks'),
  writer: fromContainer('The writer in the metadata'),
  album_artist: fromContainer('The artist of the album in the metadata'),
  disc_number: fromContainer('The number of the disc'),
  compilation: fromContainer('Whether it is a compilation'),
  cd_track_number: fromContainer('The number of the track'),
  track: fromContainer('The track, and 1000 times the disc'),
  bitrate: fromContainer('Bits per second'),
  capture_framerate: fromContainer('Frames per second'),
  color_standard: fromContainer("The video's colours"),
  color_transfer: fromContainer("The video's colours"),
  color_range: fromContainer("The video's colours"),
  bits_per_sample: fromContainer('Bits of a sample'),
  samplerate: fromContainer('Samples per second'),
  description: fromExif('ImageDescription'),
  exposure_time: fromExif('ExposureTime'),
  f_number: fromExif('FNumber'),
  iso: fromExif('ISOSpeedRatings'),
  scene_capture_type: fromExif('SceneCaptureType'),
  latitude: NEVER,
  longitude: NEVER,
  tags: byApp('Set by an app'),
  category: byApp('Set by an app'),
  bookmark: byApp('Set by an app, milliseconds'),
  download_uri: byApp('Set by the app that downloaded it'),
  referer_uri: byApp('Set by the app that downloaded it'),
  is_music: soundFlag('Music, or none is of the other kinds'),
  is_podcast: soundFlag('Podcasts'),
  is_ringtone: soundFlag('Ringtones'),
  is_alarm: soundFlag('Alarms'),
  is_notification: soundFlag('Notifications'),
  is_audiobook: soundFlag('Audiobooks'),
  is_recording: soundFlag('Recordings'),
  format: ['path', "MTP's code for the MIME type; 12289 is a folder."],
  parent: ['provider', 'The _id of the folder it is in.'],
  media_type: mediaType,
  _modifier: [
    'provider',
    'Who wrote the row last: 1 a path, 2 an app, 3 the scanner, 4 an app that waits for a scan, 5 an upgrade.',
  ],
  _special_format: ['decoder', '0 none, 1 GIF, 2 motion photo, 3 animated WebP.'],
};
