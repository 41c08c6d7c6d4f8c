// Mirrors PickerSyncController.executePagedSync and validateCursor: a provider's rows, page by page, as long as they fit together.
import { CLOUD_EXTRA } from '../../../../contract/android/cloudMediaProviderContract.ts';
import type { Bundle } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import { EXTRA_HONORED_ARGS } from '../../../../contract/android/mediaStore.ts';
import type { Uri } from '../../../../contract/android/uri.ts';
import type { ResultSet } from '../../../content/contentProvider.ts';
import type { CloudRow } from './cloudMirror.ts';

/** Rows of a page, as the picker asks for them. */
export const SYNC_PAGE_SIZE = 1_000;

export type PagedSync = Readonly<{
  uri: Uri;
  args: Bundle;
  /** Arguments that the provider has to say it looked at. */
  honored: readonly string[];
  /** Whose pages these must be; null where any collection's are good. */
  collectionId: string | null;
}>;

type Query = (uri: Uri, args: Bundle) => Promise<ResultSet | null>;

/**
 * The pages of an answer, each read once the one before was taken.
 * @throws {Throwable} IllegalStateException for a page of another collection, one that leaves an argument out of account,
 * and one that leads back to a page before; and what the provider throws
 */
export async function* pagesOf(query: Query, { uri, args, honored, collectionId }: PagedSync) {
  const tokens = new Set<string | null>();
  let token: string | null = null;
  do {
    const paging: Bundle = token === null ? {} : { [CLOUD_EXTRA.PAGE_TOKEN]: token };
    const cursor: ResultSet | null = await query(uri, { ...args, [CLOUD_EXTRA.PAGE_SIZE]: SYNC_PAGE_SIZE, ...paging });
    if (cursor === null) throw new Throwable('IllegalStateException', `Null cursor for ${uri}`);
    token = checkedToken(cursor.extras ?? {}, { honored, collectionId, tokens });
    tokens.add(token);
    yield rowsOf(cursor);
  } while (token !== null);
}

type Expected = Pick<PagedSync, 'honored' | 'collectionId'> & Readonly<{ tokens: ReadonlySet<string | null> }>;

/** validateCursor: the token of the page that follows; null when this is the last. */
export function checkedToken(extras: Bundle, { honored, collectionId, tokens }: Expected): string | null {
  const found = extras[CLOUD_EXTRA.MEDIA_COLLECTION_ID];
  if (collectionId !== null && found !== collectionId) {
    const sentence = `Mismatched media collection id. Expected: ${collectionId}. Found: ${found ?? null}`;
    throw new Throwable('IllegalStateException', sentence);
  }
  const said = extras[EXTRA_HONORED_ARGS];
  const honoredArgs: readonly unknown[] = Array.isArray(said) ? said : [];
  if (!honored.every((arg) => honoredArgs.includes(arg))) {
    const sentence = `Unspecified honored args. Expected: [${honored.join(', ')}]. Found: [${honoredArgs.join(', ')}]`;
    throw new Throwable('IllegalStateException', sentence);
  }
  const asked = extras[CLOUD_EXTRA.PAGE_TOKEN];
  const token = typeof asked === 'string' ? asked : null;
  if (tokens.has(token)) throw new Throwable('IllegalStateException', `Found repeated page token: ${token}`);
  return token;
}

function rowsOf(cursor: ResultSet): readonly CloudRow[] {
  const rows = cursor.window(0, cursor.count);
  return rows.map((row) => Object.fromEntries(cursor.columns.map((column, index) => [column, row[index] ?? null])));
}
