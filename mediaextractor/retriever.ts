// Mirrors MediaMetadataRetriever.extractMetadata for sound and video.
import type { InputAudioTrack, InputTrack, InputVideoTrack, MetadataTags } from 'mediabunny';
import type { RetrieverFacts } from '../contract/rpc/mediaExtractor.ts';
import { FileBytes } from './fileBytes.ts';
import { type MovieHead, readMovieHead } from './isoBoxes.ts';

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

/** The extractors' own names of their containers; for MP4 it depends on what is inside. */
function containerMimeType(format: string, hasVideo: boolean): string | null {
  switch (format) {
    case 'MP4':
    case 'QuickTime File Format':
      return hasVideo ? 'video/mp4' : 'audio/mp4';
    case 'Matroska':
      return 'video/x-matroska';
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

function tagFacts(
  tags: MetadataTags,
): Pick<
  RetrieverFacts,
  | 'title'
  | 'artist'
  | 'album'
  | 'albumArtist'
  | 'author'
  | 'composer'
  | 'writer'
  | 'genre'
  | 'year'
  | 'cdTrackNumber'
  | 'discNumber'
  | 'compilation'
> {
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

/** The box head of an MP4, MOV or 3GP; nulls for every other container. */
function movieHead(path: string): MovieHead & { size: number } {
  using bytes = new FileBytes(path);
  const nothing: MovieHead = { date: null, rotation: null, xmp: null };
  if (bytes.length < 12 || !/^(?:ftyp|moov|mdat|wide|free|skip)$/.test(bytes.at(4, 4).toString('latin1')))
    return { ...nothing, size: bytes.length };
  try {
    return { ...readMovieHead(bytes), size: bytes.length };
  } catch {
    return { ...nothing, size: bytes.length };
  }
}

async function within<T>(promise: Promise<T>): Promise<T> {
  let handle: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    handle = setTimeout(() => reject(new Error('reading took too long')), TIMEOUT);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(handle));
}

async function read(path: string): Promise<{ retriever: RetrieverFacts; xmp: Buffer | null }> {
  const head = movieHead(path);
  const { ALL_FORMATS, FilePathSource, Input } = await import('mediabunny');
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) });
  try {
    const format = await input.getFormat();
    const tracks: InputTrack[] = await input.getTracks();
    const video = tracks.find((track): track is InputVideoTrack => track.isVideoTrack()) ?? null;
    const audio = tracks.find((track): track is InputAudioTrack => track.isAudioTrack()) ?? null;
    const seconds = (await input.getDurationFromMetadata()) ?? (await input.computeDuration());
    const duration = Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : null;
    const tags = await input.getMetadataTags();
    return {
      retriever: {
        mimeType: containerMimeType(format.name, video !== null),
        date: head.date,
        duration,
        width: video === null ? null : await video.getCodedWidth(),
        height: video === null ? null : await video.getCodedHeight(),
        rotation: video === null ? null : (head.rotation ?? (await video.getRotation())),
        bitrate: duration === null ? null : Math.floor((head.size * 8000) / duration),
        captureFramerate: null,
        samplerate: audio === null ? null : await audio.getSampleRate(),
        numTracks: String(tracks.length),
        ...tagFacts(tags),
      },
      xmp: head.xmp,
    };
  } finally {
    input.dispose();
  }
}

/**
 * What the retriever's keys answer for a sound or video file, and the file's XMP packet.
 * @throws {Error} when the container is not known, broken, or takes longer than ten seconds
 */
export async function readAudioVideo(path: string): Promise<{ retriever: RetrieverFacts; xmp: Buffer | null }> {
  return within(read(path));
}
