import { FLAG_GRANT_READ_URI_PERMISSION, FLAG_GRANT_WRITE_URI_PERMISSION } from '../../contract/android/intent.ts';
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import type { UriGrantRow } from '../../contract/rpc/documentsApi.ts';

/** What may be done, in words. */
export function modesText({ ownedModes, globalModes, persistableModes, persistedModes }: UriGrantRow): string {
  // What was offered counts as long as the record is there.
  const modes = ownedModes | globalModes | persistableModes | persistedModes;
  const read = (modes & FLAG_GRANT_READ_URI_PERMISSION) !== 0;
  const write = (modes & FLAG_GRANT_WRITE_URI_PERMISSION) !== 0;
  return read && write ? 'Read and write' : read ? 'Read' : 'Write';
}

/** The last part of a URI, as a person knows it: a document's id. */
export function shortUri(uri: Uri): string {
  const { authority, segments } = uriParts(uri);
  return segments.at(-1) ?? authority;
}

/** Those of one app, null for all; what was taken last comes first, then what was not taken. */
export function shownGrants(grants: readonly UriGrantRow[], packageName: string | null): readonly UriGrantRow[] {
  const own = grants.filter(({ targetPackage }) => packageName === null || targetPackage === packageName);
  return own.toSorted((a, b) => (b.persistedTime ?? -1) - (a.persistedTime ?? -1));
}

/** How many there are, and how many of them were taken. */
export function countText(grants: readonly UriGrantRow[]): string {
  const taken = grants.filter(({ persistedTime }) => persistedTime !== null).length;
  const count = `${grants.length.toLocaleString()} ${grants.length === 1 ? 'grant' : 'grants'}`;
  return `${count}, ${taken.toLocaleString()} taken for good`;
}
