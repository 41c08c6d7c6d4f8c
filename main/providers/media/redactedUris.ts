// Mirrors MediaProvider's redacted URIs and SyntheticPathUtils: an item under a name that never tells where it was taken.
import { randomUUID } from 'node:crypto';
import type { CursorValue, Row } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { parseUri, type Uri, uriParts } from '../../../contract/android/uri.ts';
import { memoryResult, type ResultSet } from '../../content/contentProvider.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import { matchUri, URI_CODE, type UriCode } from './uriMatcher.ts';

/** SyntheticPathUtils.getRedactedRelativePath */
const REDACTED_PATH = '.transforms/synthetic/redacted';

const SUPPORTED: ReadonlySet<UriCode> = new Set<UriCode>([
  URI_CODE.IMAGES_MEDIA_ID,
  URI_CODE.AUDIO_MEDIA_ID,
  URI_CODE.VIDEO_MEDIA_ID,
  URI_CODE.FILES_ID,
  URI_CODE.DOWNLOADS_ID,
]);

export class RedactedUris {
  readonly #database: MediaDatabase;

  constructor(database: MediaDatabase) {
    this.#database = database;
  }

  /**
   * The redacted URI of an item, the same at every call. Whoever calls has checked the access.
   * @returns null for what cannot be redacted
   * @throws {Throwable} IllegalArgumentException when there is no such item
   */
  create(uri: Uri): Uri | null {
    const { code, id } = matchUri(uri, false);
    if (id === null || !SUPPORTED.has(code)) return null;
    const sql = 'SELECT redacted_uri_id FROM files WHERE _id = ?';
    const row = this.#database.get<{ redacted_uri_id: string | null }>(sql, id);
    if (row === null) throw new Throwable('IllegalArgumentException', `No item at ${uri}`);
    return withLastSegment(uri, row.redacted_uri_id ?? this.#name(id));
  }

  /** The item's own URI. @throws {Throwable} IllegalArgumentException `Uri: … not found.` */
  resolve(redactedUri: Uri): Uri {
    const name = uriParts(redactedUri).segments.at(-1) ?? '';
    const row = this.#database.get<{ _id: number }>('SELECT _id FROM files WHERE redacted_uri_id = ?', name);
    if (row === null) throw new Throwable('IllegalArgumentException', `Uri: ${redactedUri} not found.`);
    return withLastSegment(redactedUri, String(row._id));
  }

  #name(id: number): string {
    const name = `RUID${randomUUID().replaceAll('-', '')}`;
    this.#database.transaction((write) => write.run('UPDATE files SET redacted_uri_id = ? WHERE _id = ?', name, id));
    return name;
  }
}

/** MediaProvider.getRedactedUriCursor: the one row of a result, without what would lead to the item itself. */
export function redactedResult(redactedUri: Uri, result: ResultSet): ResultSet {
  const extras = result.extras === undefined ? {} : { extras: result.extras };
  const [row] = result.window(0, 1);
  if (row === undefined) return result;
  return { ...memoryResult(result.columns, [redactedRow(redactedUri, result.columns, row)]), ...extras };
}

function redactedRow(redactedUri: Uri, columns: readonly string[], row: Row): readonly CursorValue[] {
  const name = uriParts(redactedUri).segments.at(-1) ?? '';
  const valueIn = (column: string) => row[columns.indexOf(column)];
  // The extension is known only when the caller asked for a name that has it.
  const displayName = `${name}${extensionOf(valueIn('_data') ?? valueIn('_display_name'))}`;
  const replaced: Readonly<Record<string, CursorValue>> = {
    _id: name,
    _display_name: displayName,
    relative_path: REDACTED_PATH,
    bucket_display_name: REDACTED_PATH,
    _data: `/storage/emulated/0/${REDACTED_PATH}/${displayName}`,
    document_id: null,
    instance_id: null,
    bucket_id: null,
  };
  return columns.map((column, index) => (column in replaced ? replaced[column] : row[index]) ?? null);
}

function extensionOf(name: CursorValue | undefined): string {
  return typeof name === 'string' ? (/\.[^./]*$/.exec(name)?.[0] ?? '') : '';
}

function withLastSegment(uri: Uri, segment: string): Uri {
  const [path = '', ...query] = uri.split('?');
  return parseUri([path.replace(/[^/]*\/?$/, segment), ...query].join('?'));
}
