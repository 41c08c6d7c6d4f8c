// The conversation between the device and the process that opens files of unknown origin.

/** EXIF attributes as ExifInterface.getAttribute spells them; absent when the file has none. */
export type ExifAttributes = Readonly<{
  ImageWidth?: string;
  ImageLength?: string;
  Orientation?: string;
  ImageDescription?: string;
  DateTimeOriginal?: string;
  SubSecTimeOriginal?: string;
  OffsetTimeOriginal?: string;
  ExposureTime?: string;
  FNumber?: string;
  ISOSpeedRatings?: string;
  SceneCaptureType?: string;
  GPSDateStamp?: string;
  GPSLatitude?: string;
  GPSLatitudeRef?: string;
  GPSLongitude?: string;
  GPSLongitudeRef?: string;
  Make?: string;
  Model?: string;
  DateTime?: string;
  Copyright?: string;
  FocalLength?: string;
  ShutterSpeedValue?: string;
  GPSTimeStamp?: string;
}>;

export type XmlAttributes = Readonly<Record<string, string>>;

/** A start tag of an XMP packet that decides about motion photos; `items` are those of a directory. */
export type XmpElement = Readonly<{ tag: string; attrs?: XmlAttributes; items?: readonly XmlAttributes[] }>;

export type XmpFacts = Readonly<{
  /** The packet with its exif:GPS* elements blanked. */
  packet: Uint8Array;
  format: string | null;
  documentId: string | null;
  instanceId: string | null;
  originalDocumentId: string | null;
  elements: readonly XmpElement[];
}>;

/** What MediaMetadataRetriever.extractMetadata answers, by its keys. */
export type RetrieverFacts = Readonly<{
  mimeType: string | null;
  /** yyyyMMddTHHmmss.000Z. */
  date: string | null;
  /** Milliseconds. */
  duration: number | null;
  /** Coded pixels, not swapped for the rotation. */
  width: number | null;
  height: number | null;
  /** Degrees clockwise. */
  rotation: number | null;
  bitrate: number | null;
  captureFramerate: number | null;
  samplerate: number | null;
  title: string | null;
  artist: string | null;
  album: string | null;
  albumArtist: string | null;
  author: string | null;
  composer: string | null;
  writer: string | null;
  genre: string | null;
  year: string | null;
  cdTrackNumber: string | null;
  discNumber: string | null;
  numTracks: string | null;
  compilation: string | null;
}>;

/** Raw facts of one file; the device's rules decide what they mean. */
export type MediaFacts = Readonly<{
  exif: ExifAttributes;
  /** The size a decoder would announce, pixels. */
  bounds: readonly [number, number] | null;
  /** What a decoder would take the bytes for, when that matters for _special_format. */
  animation: 'gif' | 'webp' | null;
  xmp: XmpFacts | null;
  retriever: RetrieverFacts | null;
  /** One sentence when the file could not be read to its end. */
  problem: string | null;
}>;

/** Offsets of bytes in a file, `end` not included. */
export type ByteRange = readonly [start: number, end: number];

export type ExtractKind = 'image' | 'audio' | 'video';

export type ThumbnailRequest = Readonly<{
  path: string;
  mimeType: string;
  /** Written whole, then left to the asker. */
  target: string;
  /** Pixels the picture is fitted into; it fills them, and what goes beyond is cut off, where it is square. */
  width: number;
  height: number;
  isSquare?: boolean;
}>;

export type ExtractorRequest =
  | Readonly<{ id: number; method: 'metadata'; files: readonly Readonly<{ path: string; kind: ExtractKind }>[] }>
  | (ThumbnailRequest & Readonly<{ id: number; method: 'thumbnail' }>)
  | Readonly<{ id: number; method: 'redaction'; path: string; mimeType: string }>;

/** Bytes of memory above which the media process is ended: a picture of 120 million pixels fits in. */
export const MEMORY_LIMIT = 1536 * 1024 * 1024;

/** 'ready' comes once, unasked: from then on a death is the fault of a file. */
export type ExtractorReply =
  | Readonly<{ id: 0; method: 'ready' }>
  /** Another file of a metadata request is done; sent now and then, so that a long batch is told from a hanging file. */
  | Readonly<{ id: number; method: 'progress' }>
  | Readonly<{ id: number; method: 'metadata'; facts: readonly MediaFacts[] }>
  | Readonly<{ id: number; method: 'thumbnail'; problem: string | null }>
  /** `ranges` hold the bytes that tell where the file was taken, in order; they say nothing when there is a problem. */
  | Readonly<{ id: number; method: 'redaction'; ranges: readonly ByteRange[]; problem: string | null }>;
