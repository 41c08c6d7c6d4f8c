// Mirrors android.content.MimeTypeFilter. The document picker has a matcher of its own, with other answers.
import { Throwable } from './errors.ts';

/**
 * MimeTypeFilter.matches: whether a type meets a filter such as `image/*`; upper and lower case differ.
 * A type that is none, such as null or `meow`, meets no filter.
 * @throws {Throwable} IllegalArgumentException for a filter that is none
 */
export function mimeTypeMatches(mimeType: string | null, filter: string): boolean {
  return mimeType !== null && partsMatch(javaSplit(mimeType), javaSplit(filter));
}

/** MimeTypeFilter.matches(type, filters): the first filter the type meets, or null. @throws {Throwable} as mimeTypeMatches() does */
export function firstMatchingFilter(mimeType: string | null, filters: readonly string[]): string | null {
  if (mimeType === null) return null;
  return filters.find((filter) => mimeTypeMatches(mimeType, filter)) ?? null;
}

/** Intent.normalizeMimeType: without parameters and surrounding spaces, in lower case; null stays null. */
export function normalizeMimeType(mimeType: string | null): string | null {
  return mimeType === null ? null : (mimeType.trim().toLowerCase().split(';', 1)[0] ?? '');
}

/** ClipDescription.compareMimeTypes, by which ContentProvider chooses between a document and a conversion of it. */
export function compareMimeTypes(concreteType: string, desiredType: string): boolean {
  if (desiredType === '*/*') return true;
  const slash = desiredType.indexOf('/');
  if (slash <= 0) return false;
  return desiredType.length === slash + 2 && desiredType.endsWith('*')
    ? concreteType.startsWith(desiredType.slice(0, slash + 1))
    : concreteType === desiredType;
}

function partsMatch(type: readonly string[], filter: readonly string[]): boolean {
  const [filterType = '', filterSubtype = ''] = filter;
  if (filter.length !== 2) throw illFormatted('Must be type/subtype.');
  if (filterType === '' || filterSubtype === '') throw illFormatted('Type or subtype empty.');
  if (type.length !== 2) return false;
  return (filterType === '*' || filterType === type[0]) && (filterSubtype === '*' || filterSubtype === type[1]);
}

/** String.split drops empty parts at the end, so that `image/` has one part. */
function javaSplit(text: string): readonly string[] {
  const parts = text.split('/');
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

function illFormatted(why: string): Throwable {
  return new Throwable('IllegalArgumentException', `Ill-formatted MIME type filter. ${why}`);
}
