// Arguments as a person writes them, read into what the client library takes.
import { InvalidArgumentError } from 'commander';
import type { ContentValues } from '../contract/android/cursor.ts';
import {
  audioContentUri,
  downloadsContentUri,
  filesContentUri,
  imagesContentUri,
  VOLUME_EXTERNAL,
  videoContentUri,
} from '../contract/android/mediaStore.ts';
import { parseUri, type Uri, withAppendedId } from '../contract/android/uri.ts';
import type { Skin } from '../contract/rpc/deviceApi.ts';
import { milliseconds } from '../sdk/duration.ts';

export const COLLECTIONS: Readonly<Record<string, (volumeName: string) => Uri>> = {
  images: imagesContentUri,
  video: videoContentUri,
  audio: audioContentUri,
  downloads: downloadsContentUri,
  files: filesContentUri,
};

/** `images`, a content:// URI, or the _id of an item. @throws {InvalidArgumentError} */
export function readUri(text: string): Uri {
  const collection = COLLECTIONS[text];
  if (collection !== undefined) return collection(VOLUME_EXTERNAL);
  if (/^\d+$/.test(text)) return withAppendedId(filesContentUri(VOLUME_EXTERNAL), Number(text));
  if (/^content:\/\/./.test(text)) return parseUri(text);
  throw new InvalidArgumentError(`Write ${Object.keys(COLLECTIONS).join(', ')}, a content:// URI or an _id.`);
}

/** Whether a URI is a whole collection rather than one item. */
export function isCollection(uri: Uri): boolean {
  return Object.values(COLLECTIONS).some((uriOf) => uriOf(VOLUME_EXTERNAL) === uri);
}

const TYPED: Readonly<Record<string, (text: string) => string | number | boolean | null>> = {
  s: (text) => text,
  i: wholeNumber,
  l: wholeNumber,
  f: Number,
  d: Number,
  b: (text) => text === 'true' || text === '1',
  n: () => null,
};

/**
 * `column=value` for each: whole numbers and null are read as such; `column:s=34` is a text, as `content --bind` spells
 * types (s, i, l, f, d, b, n).
 * @throws {InvalidArgumentError}
 */
export function readValues(assignments: readonly string[]): ContentValues {
  return Object.fromEntries(assignments.map(readAssignment));
}

function readAssignment(text: string): readonly [string, string | number | boolean | null] {
  const [, name = '', type, value = ''] = /^(\w+)(?::(\w))?=(.*)$/s.exec(text) ?? [];
  if (name === '') throw new InvalidArgumentError(`“${text}” is no column=value.`);
  if (type === undefined) return [name, value === 'null' ? null : /^-?\d{1,15}$/.test(value) ? Number(value) : value];
  const read = TYPED[type];
  if (read === undefined)
    throw new InvalidArgumentError(`“${type}” in “${text}” is no type: ${Object.keys(TYPED).join(', ')}.`);
  return [name, read(value)];
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (text !== '' && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError(`“${text}” is no whole number.`);
}

/** A whole number from 0 on. @throws {InvalidArgumentError} */
export function readCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`Write a whole number, not “${text}”.`);
}

/** `1,2,3`, each a whole number. @throws {InvalidArgumentError} */
export function readNumbers(text: string): readonly number[] {
  return readList(text).map(readCount);
}

/** `a,b,c`. */
export function readList(text: string): readonly string[] {
  return text.split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
}

/** Milliseconds of 500ms, 61s, 2h. @throws {InvalidArgumentError} */
export function readDuration(text: string): number {
  try {
    return milliseconds(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

export const SKINS = ['T-legacy', 'U-legacy', 'U-managed', 'Modern'] as const satisfies readonly Skin[];
