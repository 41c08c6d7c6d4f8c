// Mirrors Bundle.getParcelableArrayList of URIs.
import { parseUri, type Uri } from '../../../contract/android/uri.ts';

/** The URIs of an extra; null when it is no list of texts. */
export function uriList(extra: unknown): readonly Uri[] | null {
  if (!Array.isArray(extra)) return null;
  return extra.every((uri) => typeof uri === 'string') ? extra.map(parseUri) : null;
}
