// Mirrors ModernMediaScanner.scanItem*: the values of one row, from the path, the attributes and the raw facts.
import { posix } from 'node:path';
import type {
  ExifAttributes,
  ExtractKind,
  MediaFacts,
  RetrieverFacts,
} from '../../../../contract/rpc/mediaExtractor.ts';
import { NO_METADATA, type ScannedFile, type ScannedMetadata, type ScannedRow } from '../db/scannedRow.ts';
import { computeValuesFromData, extractFileName, extractPathOwnerPackageName, isDownload } from './fileUtils.ts';
import { isFileAlbumArt } from './hiddenMedia.ts';
import { MEDIA_TYPE, resolveFormatCode, resolveMediaType, resolveMimeType } from './mimeUtils.ts';
import {
  audioTypeFlags,
  numberOf,
  parseOptional,
  parseOptionalDate,
  parseOptionalDateTaken,
  parseOptionalMimeType,
  parseOptionalOrientation,
  parseOptionalTrack,
  parseOptionalYear,
  withResolutionValues,
} from './parseOptional.ts';
import { detectSpecialFormat } from './specialFormat.ts';

/** MtpConstants.FORMAT_ASSOCIATION. */
export const FORMAT_ASSOCIATION = 0x3001;
/** XMP packets above this are stored as empty, bytes. */
const MAX_XMP_SIZE = 1024 * 1024;
const UNKNOWN_STRING = '<unknown>';

/** One file or directory as the walk met it. Times are milliseconds since 1970 UTC. */
export type WalkedFile = Readonly<{
  /** Absolute path on the device. */
  path: string;
  /** Where its bytes are on this computer. */
  realPath: string;
  isDirectory: boolean;
  /** Whether a directory above, or its own name, hides it. */
  hidden: boolean;
  size: number;
  mtimeMs: number;
}>;

/** MEDIA_TYPE as the path alone tells it; 0 for what is hidden, a directory or a cover. */
export function mediaTypeOf(file: Readonly<{ path: string; isDirectory: boolean; hidden: boolean }>): number {
  if (file.isDirectory || file.hidden || isFileAlbumArt(file.path)) return MEDIA_TYPE.NONE;
  return resolveMediaType(resolveMimeType(file.path));
}

/** How the file has to be opened, or null when its name says all there is to know. */
export function extractKindOf(file: WalkedFile): ExtractKind | null {
  if (file.isDirectory) return null;
  switch (resolveMediaType(resolveMimeType(file.path))) {
    case MEDIA_TYPE.IMAGE:
      return 'image';
    case MEDIA_TYPE.AUDIO:
      return 'audio';
    case MEDIA_TYPE.VIDEO:
      return 'video';
    default:
      return null;
  }
}

/** withGenericValues: what is known without opening the file. */
export function genericValues(file: WalkedFile): ScannedFile {
  const values = computeValuesFromData(file.path);
  const mimeType = file.isDirectory ? null : resolveMimeType(file.path);
  return {
    ...values,
    _size: file.size,
    mime_type: mimeType,
    media_type: mediaTypeOf(file),
    format: file.isDirectory ? FORMAT_ASSOCIATION : resolveFormatCode(mimeType),
    title: extractFileName(file.path),
    date_modified: Math.floor(file.mtimeMs / 1000),
    is_download: isDownload(values._data) ? 1 : 0,
    is_drm: 0,
    owner_package_name: extractPathOwnerPackageName(values._data),
  };
}

/** The whole row of a file; `facts` null when it was not opened, or could not be. */
export function scanItem(file: WalkedFile, facts: MediaFacts | null): ScannedRow {
  const generic = genericValues(file);
  const kind = extractKindOf(file);
  if (kind === null || generic.mime_type === null) return { ...NO_METADATA, ...generic };
  if (kind === 'image') return { ...NO_METADATA, ...generic, ...imageValues(file, generic.mime_type, facts) };
  return audioVideoValues(file, kind, { ...NO_METADATA, ...generic, ...defaultsOf(file, kind) }, facts);
}

type ImageValues = Partial<ScannedMetadata> & Readonly<{ mime_type: string }>;

function imageValues(file: WalkedFile, mimeType: string, facts: MediaFacts | null): ImageValues {
  if (facts === null) return { mime_type: mimeType };
  const { exif } = facts;
  const { width, height, resolution } = withResolutionValues(
    exif.ImageWidth ?? null,
    exif.ImageLength ?? null,
    facts.bounds,
  );
  return {
    width,
    height,
    resolution,
    datetaken: dateTakenOf(exif, file.mtimeMs),
    orientation: parseOptionalOrientation(Number(exif.Orientation ?? 0)),
    description: parseOptional(exif.ImageDescription ?? null),
    exposure_time: parseOptional(exif.ExposureTime ?? null),
    f_number: parseOptional(exif.FNumber ?? null),
    iso: numberOf(parseOptional(exif.ISOSpeedRatings ?? null)),
    scene_capture_type: numberOf(parseOptional(exif.SceneCaptureType ?? null)),
    ...xmpValues(facts),
    mime_type: parseOptionalMimeType(mimeType, facts.xmp?.format ?? null) ?? mimeType,
    _special_format: detectSpecialFormat(facts),
  };
}

function dateTakenOf(exif: ExifAttributes, fileMtimeMs: number): number | null {
  return parseOptionalDateTaken({
    dateTimeOriginal: exif.DateTimeOriginal ?? null,
    subSecOriginal: exif.SubSecTimeOriginal ?? null,
    offsetOriginal: exif.OffsetTimeOriginal ?? null,
    gpsDate: exif.GPSDateStamp ?? null,
    gpsTime: exif.GPSTimeStamp ?? null,
    fileMtimeMs,
  });
}

function xmpValues({ xmp }: MediaFacts): Partial<ScannedMetadata> {
  if (xmp === null) return {};
  return {
    document_id: xmp.documentId,
    instance_id: xmp.instanceId,
    original_document_id: xmp.originalDocumentId,
    xmp: xmp.packet.length > MAX_XMP_SIZE ? new Uint8Array() : xmp.packet,
  };
}

function defaultsOf(file: WalkedFile, kind: ExtractKind): Partial<ScannedMetadata> {
  return {
    artist: UNKNOWN_STRING,
    album: posix.basename(posix.dirname(file.path)),
    ...(kind === 'audio' ? audioTypeFlags(file.path) : {}),
  };
}

function audioVideoValues(file: WalkedFile, kind: ExtractKind, row: ScannedRow, facts: MediaFacts | null): ScannedRow {
  const retriever = facts?.retriever ?? null;
  if (facts === null || retriever === null) return row;
  const mimeType = row.mime_type ?? '';
  const merged = { ...row, ...presentOnly(retrieverValues(retriever, mimeType)), ...xmpValues(facts) };
  const refined = parseOptionalMimeType(mimeType, facts.xmp?.format ?? null);
  const typed = refined === null ? merged : { ...merged, mime_type: refined };
  if (kind === 'audio') return { ...typed, track: parseOptionalTrack(retriever.discNumber, retriever.cdTrackNumber) };
  // updateM4aMimeType: an mp4 without a picture is a sound file, whatever its extension says.
  if (mimeType !== 'video/mp4' || retriever.mimeType !== 'audio/mp4') return { ...typed, ...frameValues(retriever) };
  const mediaType = typed.media_type === MEDIA_TYPE.VIDEO ? MEDIA_TYPE.AUDIO : typed.media_type;
  return {
    ...typed,
    ...audioTypeFlags(file.path),
    mime_type: 'audio/mp4',
    media_type: mediaType,
    format: resolveFormatCode('audio/mp4'),
  };
}

function frameValues(retriever: RetrieverFacts): Partial<ScannedMetadata> {
  const width = parseOptional(retriever.width);
  const height = parseOptional(retriever.height);
  return {
    width,
    height,
    resolution: width === null || height === null ? null : `${width}\u00d7${height}`,
    orientation: parseOptional(retriever.rotation),
  };
}

function retrieverValues(retriever: RetrieverFacts, mimeType: string): Partial<ScannedRow> {
  return {
    datetaken: parseOptionalDate(retriever.date),
    mime_type: parseOptionalMimeType(mimeType, retriever.mimeType),
    cd_track_number: parseOptional(retriever.cdTrackNumber),
    album: parseOptional(retriever.album),
    artist: parseOptional(retriever.artist) ?? parseOptional(retriever.albumArtist),
    author: parseOptional(retriever.author),
    composer: parseOptional(retriever.composer),
    genre: parseOptional(retriever.genre),
    title: parseOptional(retriever.title),
    year: parseOptionalYear(retriever.year),
    duration: parseOptional(retriever.duration),
    num_tracks: parseOptional(retriever.numTracks),
    writer: parseOptional(retriever.writer),
    album_artist: parseOptional(retriever.albumArtist),
    disc_number: parseOptional(retriever.discNumber),
    compilation: parseOptional(retriever.compilation),
    bitrate: parseOptional(retriever.bitrate),
    capture_framerate: parseOptional(retriever.captureFramerate),
    samplerate: parseOptional(retriever.samplerate),
  };
}

/** withOptionalValue: an absent value leaves what was there. */
function presentOnly(values: Partial<ScannedRow>): Partial<ScannedRow> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
