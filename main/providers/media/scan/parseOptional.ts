// Mirrors ModernMediaScanner's parseOptional* helpers; null is Optional.empty().
import { parseDateTime, parseGpsDateTime } from './exifUtils.ts';

const MINUTE = 60_000;
const SMALLEST_ZONE = 15 * MINUTE;
const DAY = 24 * 60 * MINUTE;

/** The value, or null for what files write when they know nothing: empty, blank, -1. */
export function parseOptional<T extends string | number>(value: T | null): T | null {
  if (typeof value === 'string') return value.trim() === '' || value === '-1' ? null : value;
  return value === null || Math.trunc(value) === -1 ? null : value;
}

/** The same, and zero is nothing as well. */
export function parseOptionalOrZero<T extends string | number>(value: T | null): T | null {
  if (typeof value === 'string' && /^0+$/.test(value)) return null;
  if (typeof value === 'number' && Math.trunc(value) === 0) return null;
  return parseOptional(value);
}

/** What dates an image, as EXIF's texts and the file's time (milliseconds since 1970). */
export type DateTakenFacts = Readonly<{
  dateTimeOriginal: string | null;
  subSecOriginal: string | null;
  offsetOriginal: string | null;
  gpsDate: string | null;
  gpsTime: string | null;
  fileMtimeMs: number;
}>;

/** Where the local time of a photo lies, told by another clock: moved by whole quarters of an hour. */
function inZoneOf(reference: number, original: number): number | null {
  const offset = reference - original;
  if (reference <= 0 || Math.abs(offset) >= DAY) return null;
  const zones = Math.fround(Math.fround(offset) / SMALLEST_ZONE);
  return original + Math.floor(zones + 0.5) * SMALLEST_ZONE;
}

/** DATE_TAKEN of an image, milliseconds since 1970 UTC; null when its zone cannot be told. */
export function parseOptionalDateTaken(facts: DateTakenFacts): number | null {
  const original = parseDateTime(facts.dateTimeOriginal, facts.subSecOriginal, facts.offsetOriginal);
  // With an offset an unreadable date is stored as -1, as Android does.
  if (facts.offsetOriginal !== null) return original;
  return (
    inZoneOf(parseGpsDateTime(facts.gpsDate, facts.gpsTime), original) ??
    inZoneOf(Math.floor(facts.fileMtimeMs / 1000) * 1000, original)
  );
}

/** METADATA_KEY_DATE (`yyyyMMddTHHmmss[.SSS]`, UTC) as milliseconds since 1970; null at or before 1970. */
export function parseOptionalDate(date: string | null): number | null {
  const fields = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d+)(?:\.(\d+))?/.exec(date ?? '');
  if (fields === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, millis = 0] = fields
    .slice(1)
    .map((text) => Number(text ?? 0));
  const value = Date.UTC(year, month - 1, day, hour, minute, second, millis);
  return value > 0 ? value : null;
}

/** The first four digits in the text that can be a year. */
export function parseOptionalYear(value: string | null): number | null {
  const year = /[1-9][0-9]{3}/.exec(value ?? '')?.[0];
  return year === undefined ? null : Number(year);
}

/** Degrees for EXIF's orientation 1..8; a mirrored picture keeps only its turn. */
export function parseOptionalOrientation(orientation: number): number | null {
  if (orientation === 1 || orientation === 2) return 0;
  if (orientation === 3 || orientation === 4) return 180;
  if (orientation === 5 || orientation === 6) return 90;
  return orientation === 7 || orientation === 8 ? 270 : null;
}

/** Pixels and their text such as 640×480, with where they come from. */
export type Resolution = Readonly<{
  width: number | null;
  height: number | null;
  resolution: string | null;
  from: 'exif' | 'bitmap';
}>;

/** A picture's size: EXIF's two texts when both say something, else the decoder's bounds. Never swapped for a turn. */
export function withResolutionValues(
  exifWidth: string | null,
  exifLength: string | null,
  bitmapBounds: readonly [number, number] | null,
): Resolution {
  const width = numberOf(parseOptionalOrZero(exifWidth));
  const height = numberOf(parseOptionalOrZero(exifLength));
  if (width !== null && height !== null) return sizeOf(width, height, 'exif');
  return sizeOf(
    parseOptionalOrZero(bitmapBounds?.[0] ?? null),
    parseOptionalOrZero(bitmapBounds?.[1] ?? null),
    'bitmap',
  );
}

function sizeOf(width: number | null, height: number | null, from: Resolution['from']): Resolution {
  return { width, height, resolution: width === null || height === null ? null : `${width}\u00d7${height}`, from };
}

/** SQLite's reading of a text in an INTEGER column: the number it begins with. */
export function numberOf(text: string | null): number | null {
  if (text === null) return null;
  const value = Number.parseInt(text, 10);
  return Number.isNaN(value) ? null : value;
}

/** The number before a slash, as in track 3/12. */
function parseOptionalNumerator(value: string | null): number | null {
  const numerator = parseOptional(value)?.split('/')[0];
  return numerator !== undefined && /^[+-]?\d+$/.test(numerator) && Math.abs(Number(numerator)) < 2 ** 31
    ? Number(numerator)
    : null;
}

/** AudioColumns.TRACK: the track number, plus 1000 times the disc number when both are known. */
export function parseOptionalTrack(disc: string | null, track: string | null): number | null {
  const discNumber = parseOptionalNumerator(disc);
  const trackNumber = parseOptionalNumerator(track);
  return discNumber !== null && trackNumber !== null ? discNumber * 1000 + trackNumber : trackNumber;
}

/** The MIME type the content claims, when it only refines the one of the extension: same top-level type. */
export function parseOptionalMimeType(fileMimeType: string, refinedMimeType: string | null): string | null {
  const split = refinedMimeType?.indexOf('/') ?? -1;
  if (refinedMimeType === null || split === -1) return null;
  const prefix = refinedMimeType.slice(0, split + 1).toLowerCase();
  return fileMimeType.toLowerCase().startsWith(prefix) ? refinedMimeType : null;
}

const AUDIO_TYPES = [
  ['ringtones', 'is_ringtone'],
  ['notifications', 'is_notification'],
  ['alarms', 'is_alarm'],
  ['podcasts', 'is_podcast'],
  ['audiobooks', 'is_audiobook'],
  ['music', 'is_music'],
  ['recordings', 'is_recording'],
] as const;

export type AudioFlag = (typeof AUDIO_TYPES)[number][1];

/** What the directories above an audio file say it is; plain music when they say nothing. */
export function audioTypeFlags(path: string): Readonly<Record<AudioFlag, 0 | 1>> {
  const low = path.toLowerCase();
  const matches = new Set<AudioFlag>();
  for (const [directory, flag] of AUDIO_TYPES) if (low.includes(`/${directory}/`)) matches.add(flag);
  const is = (flag: AudioFlag) => (matches.has(flag) ? 1 : 0);
  return {
    is_music: matches.size === 0 ? 1 : is('is_music'),
    is_podcast: is('is_podcast'),
    is_ringtone: is('is_ringtone'),
    is_alarm: is('is_alarm'),
    is_notification: is('is_notification'),
    is_audiobook: is('is_audiobook'),
    is_recording: is('is_recording'),
  };
}
