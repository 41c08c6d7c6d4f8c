// Mirrors MediaMetadataRetriever.extractMetadata for sound and video.
import type { Input, InputAudioTrack, InputTrack, InputVideoTrack, MetadataTags } from 'mediabunny';
import type { RetrieverFacts } from '../contract/rpc/mediaExtractor.ts';
import { readAmr } from './amrReader.ts';
import { isAvi, readAvi } from './aviReader.ts';
import { type Bytes, FileBytes } from './fileBytes.ts';
import { openInput } from './fileInput.ts';
import { type MovieHead, readMovieHead } from './isoBoxes.ts';

/** Containers whose tags MatroskaExtractor and MPEG2TSExtractor do not read. */
const TAGLESS: ReadonlySet<string> = new Set(['Matroska', 'WebM', 'MPEG Transport Stream']);

/** Longer than any honest file needs, milliseconds. */
const TIMEOUT = 10_000;

type Raw = NonNullable<MetadataTags['raw']>;

function rawText(raw: Raw, ...keys: string[]): string | null {
  for (const key of keys) {
    const value = raw[key];
    const text = Array.isArray(value) ? value[0] : value;
    if (typeof text === 'string') return text;
  }
  return null;
}

function position(number: number | undefined, total: number | undefined): string | null {
  if (number === undefined) return null;
  return total === undefined ? String(number) : `${number}/${total}`;
}

/** Frames per second that a camera took, other than what it plays: slow motion. */
function captureFramerate(raw: Raw): number | null {
  const value = raw['com.android.capture.fps'];
  const bytes = value instanceof Uint8Array && value.length === 4 ? Buffer.from(value) : null;
  const rate = bytes === null ? Number(value) : bytes.readFloatBE(0);
  return Number.isFinite(rate) && rate > 0 ? rate : null;
}

/** The extractors' own names of their containers; for MP4 it depends on what is inside. */
function containerMimeType(format: string, tracks: Readonly<{ hasVideo: boolean; count: number }>): string | null {
  switch (format) {
    case 'MP4':
    case 'QuickTime File Format':
      return tracks.hasVideo ? 'video/mp4' : 'audio/mp4';
    case 'Matroska':
      // StagefrightMetadataRetriever rewrites the type of a file with a single sound track.
      return tracks.hasVideo || tracks.count > 1 ? 'video/x-matroska' : 'audio/x-matroska';
    case 'WebM':
      return 'video/webm';
    case 'MPEG Transport Stream':
      return 'video/mp2ts';
    case 'MP3':
      return 'audio/mpeg';
    case 'WAVE':
      return 'audio/x-wav';
    case 'Ogg':
      return 'audio/ogg';
    case 'FLAC':
      return 'audio/flac';
    case 'ADTS':
      return 'audio/aac-adts';
    default:
      return null;
  }
}

type TagFacts = Omit<
  RetrieverFacts,
  | 'mimeType'
  | 'date'
  | 'duration'
  | 'width'
  | 'height'
  | 'rotation'
  | 'bitrate'
  | 'captureFramerate'
  | 'samplerate'
  | 'numTracks'
>;

const NO_TAGS: TagFacts = {
  title: null,
  artist: null,
  album: null,
  albumArtist: null,
  author: null,
  composer: null,
  writer: null,
  genre: null,
  year: null,
  cdTrackNumber: null,
  discNumber: null,
  compilation: null,
};

function tagFacts(tags: MetadataTags): TagFacts {
  const raw = tags.raw ?? {};
  const date =
    tags.date instanceof Date && !Number.isNaN(tags.date.getTime()) ? String(tags.date.getUTCFullYear()) : null;
  return {
    title: tags.title ?? null,
    artist: tags.artist ?? null,
    album: tags.album ?? null,
    albumArtist: tags.albumArtist ?? null,
    author: rawText(raw, 'TEXT', '©aut'),
    composer: rawText(raw, 'TCOM', '©wrt', 'COMPOSER'),
    writer: rawText(raw, 'TOLY', 'LYRICIST'),
    genre: tags.genre ?? null,
    year: rawText(raw, '©day', 'TDRC', 'TYER', 'DATE', 'ICRD') ?? date,
    cdTrackNumber: rawText(raw, 'TRCK') ?? position(tags.trackNumber, tags.tracksTotal),
    discNumber: rawText(raw, 'TPOS') ?? position(tags.discNumber, tags.discsTotal),
    compilation: rawText(raw, 'TCMP', 'COMPILATION'),
  };
}

/** The box head of an MP4, MOV or 3GP; null for every other container. */
function movieHead(bytes: Bytes): MovieHead | null {
  if (bytes.length < 12 || !/^(?:ftyp|moov|mdat|wide|free|skip)$/.test(bytes.at(4, 4).toString('latin1'))) return null;
  return readMovieHead(bytes);
}

const NO_FACTS: RetrieverFacts = {
  ...NO_TAGS,
  mimeType: null,
  date: null,
  duration: null,
  width: null,
  height: null,
  rotation: null,
  bitrate: null,
  captureFramerate: null,
  samplerate: null,
  numTracks: null,
};

function aviFacts(bytes: Bytes): RetrieverFacts {
  const { width, height, duration, samplerate, streams, info } = readAvi(bytes);
  return {
    ...NO_FACTS,
    mimeType: 'video/avi',
    duration,
    width,
    height,
    rotation: width === null ? null : 0,
    bitrate: bitrateOf(bytes.length, duration),
    samplerate,
    numTracks: String(streams),
    title: info.get('INAM') ?? null,
    artist: info.get('IART') ?? null,
    album: info.get('IPRD') ?? null,
    genre: info.get('IGNR') ?? null,
    year: info.get('ICRD') ?? null,
  };
}

/** Bits per second; null without a duration. */
function bitrateOf(size: number, duration: number | null): number | null {
  return duration === null || duration === 0 ? null : Math.floor((size * 8000) / duration);
}

type Found = Readonly<{ retriever: RetrieverFacts; xmp: Buffer | null }>;

/** What our own readers know of a file; facts null for what is left to mediabunny. */
function ownFacts(path: string): Readonly<{ facts: RetrieverFacts | null; head: MovieHead | null; size: number }> {
  using bytes = new FileBytes(path);
  const [head, size] = [movieHead(bytes), bytes.length];
  if (isAvi(bytes)) return { facts: aviFacts(bytes), head, size };
  const amr = size > 0 ? readAmr(bytes) : null;
  if (amr === null) return { facts: null, head, size };
  return { facts: { ...NO_FACTS, ...amr, bitrate: bitrateOf(size, amr.duration), numTracks: '1' }, head, size };
}

function within<T>(promise: Promise<T>): Promise<T> {
  let handle: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    handle = setTimeout(() => reject(new Error('reading took too long')), TIMEOUT);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(handle));
}

/** Milliseconds; null when nobody can tell. */
async function durationOf(input: Input, format: string, head: MovieHead | null): Promise<number | null> {
  // Not asked of mediabunny: it expands the tables of samples, in which a broken file can promise billions.
  if (head !== null) return head.duration;
  // Only here does the clock not start at zero: what mediabunny calls a duration is the end.
  const seconds =
    format === 'MPEG Transport Stream'
      ? (await input.computeDuration()) - (await input.getFirstTimestamp())
      : ((await input.getDurationFromMetadata()) ?? (await input.computeDuration()));
  return Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : null;
}

async function read(path: string): Promise<Found> {
  const { facts, head, size } = ownFacts(path);
  if (facts !== null) return { retriever: facts, xmp: null };
  const input = await openInput(path);
  try {
    const format = await input.getFormat();
    const tracks: InputTrack[] = await input.getTracks();
    const video = tracks.find((track): track is InputVideoTrack => track.isVideoTrack()) ?? null;
    const audio = tracks.find((track): track is InputAudioTrack => track.isAudioTrack()) ?? null;
    const duration = await durationOf(input, format.name, head);
    const tags = TAGLESS.has(format.name) ? {} : await input.getMetadataTags();
    const retriever: RetrieverFacts = {
      mimeType: containerMimeType(format.name, { hasVideo: video !== null, count: tracks.length }),
      date: head?.date ?? null,
      duration,
      width: video === null ? null : await video.getCodedWidth(),
      height: video === null ? null : await video.getCodedHeight(),
      rotation: video === null ? null : (head?.rotation ?? (await video.getRotation())),
      bitrate: bitrateOf(size, duration),
      captureFramerate: captureFramerate(tags.raw ?? {}),
      samplerate: audio === null ? null : await audio.getSampleRate(),
      numTracks: String(tracks.length),
      ...tagFacts(tags),
    };
    return { retriever, xmp: head?.xmp ?? null };
  } finally {
    input.dispose();
  }
}

/**
 * What the retriever's keys answer for a sound or video file, and the file's XMP packet.
 * @throws {Error} when the container is not known, broken, or takes longer than ten seconds
 */
export async function readAudioVideo(path: string): Promise<Found> {
  return within(read(path));
}

/** Pictures in a sound file that are worth decoding, bytes. */
const MAX_COVER = 64 * 1024 * 1024;

async function cover(path: string): Promise<Buffer> {
  const input = await openInput(path);
  try {
    const { images = [] } = await input.getMetadataTags();
    const picture = images.find(({ kind }) => kind === 'coverFront') ?? images[0];
    if (picture === undefined || picture.data.length > MAX_COVER) throw new Error('there is no picture in it');
    return Buffer.from(picture.data);
  } finally {
    input.dispose();
  }
}

/**
 * Mirrors MediaMetadataRetriever.getEmbeddedPicture: the cover of a song or a film, as it lies in the file.
 * @throws {Error} when there is none
 */
export function coverOf(path: string): Promise<Buffer> {
  return within(cover(path));
}
