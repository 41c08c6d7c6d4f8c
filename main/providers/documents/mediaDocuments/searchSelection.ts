// Mirrors MediaDocumentsProvider.buildSearchSelection and what it makes of the types that are asked for.
import type { Bundle } from '../../../../contract/android/cursor.ts';
import {
  QUERY_ARG_DISPLAY_NAME,
  QUERY_ARG_FILE_SIZE_OVER,
  QUERY_ARG_LAST_MODIFIED_AFTER,
  QUERY_ARG_MIME_TYPES,
} from '../../../../contract/android/documentsContract.ts';
import { DOCUMENTS, type MediaKind } from './kinds.ts';

export type SearchedColumns = Readonly<{ displayName: string; mimeType: string; lastModified: string; size: string }>;

/** Dates in milliseconds since 1970 UTC, sizes in bytes; -1 and '' are not asked for. */
export type SearchedFor = Readonly<{
  displayName: string;
  mimeTypes: readonly string[] | null;
  lastModifiedAfter: number;
  fileSizeOver: number;
}>;

export type Selection = Readonly<{ selection: string; args: readonly string[] }>;

/** A search's arguments, as a Bundle has them. What is of another type is not asked for. */
export function searchedFor(queryArgs: Bundle): SearchedFor {
  const { [QUERY_ARG_DISPLAY_NAME]: name, [QUERY_ARG_MIME_TYPES]: types } = queryArgs;
  return {
    displayName: typeof name === 'string' ? name : '',
    mimeTypes: Array.isArray(types) ? types.filter((type) => typeof type === 'string') : null,
    lastModifiedAfter: longOf(queryArgs[QUERY_ARG_LAST_MODIFIED_AFTER]),
    fileSizeOver: longOf(queryArgs[QUERY_ARG_FILE_SIZE_OVER]),
  };
}

/** The WHERE clause of a search. MediaStore counts in seconds, and both limits are exclusive. */
export function buildSearchSelection(asked: SearchedFor, columns: SearchedColumns): Selection {
  const clauses: string[] = [];
  const args: string[] = [];
  if (asked.displayName !== '') {
    clauses.push(`${columns.displayName} LIKE ?`);
    args.push(`%${asked.displayName}%`);
  }
  if (asked.lastModifiedAfter !== -1)
    clauses.push(`${columns.lastModified} > ${Math.trunc(asked.lastModifiedAfter / 1_000)}`);
  if (asked.fileSizeOver !== -1) clauses.push(`${columns.size} > ${asked.fileSizeOver}`);
  const types = mimeTypeSelection(asked.mimeTypes ?? [], columns.mimeType);
  if (types.selection !== '') clauses.push(`(${types.selection})`);
  return { selection: clauses.join(' AND '), args: [...args, ...types.args] };
}

function mimeTypeSelection(mimeTypes: readonly string[], column: string): Selection {
  const wildcards = mimeTypes.filter((type) => type.endsWith('/*'));
  const exact = mimeTypes.filter((type) => !type.endsWith('/*'));
  const clauses = wildcards.map(() => `${column} LIKE ?`);
  if (exact.length > 0) clauses.push(`${column} IN (${exact.map(() => '?').join(',')})`);
  return { selection: clauses.join(' OR '), args: [...wildcards.map((type) => type.replace(/\*$/, '%')), ...exact] };
}

/**
 * Which of the types asked for a root is searched for: none of them is no query, and all of the root's own is no condition.
 * @param requested null when nothing was said of types
 */
export function searchedTypes(
  kind: MediaKind,
  requested: readonly string[] | null,
): Readonly<{ query: boolean; mimeTypes: readonly string[] }> {
  if (requested === null) return { query: true, mimeTypes: [] };
  if (requested.some((type) => type === '*/*' || type === kind.wildcard)) return { query: true, mimeTypes: [] };
  // documents_root takes any type; media_type = document is its condition.
  if (kind === DOCUMENTS) return { query: true, mimeTypes: requested };
  const prefix = kind.wildcard.slice(0, -1);
  const own = requested.filter((type) => type.startsWith(prefix));
  return { query: own.length > 0, mimeTypes: own };
}

function longOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.trunc(value) : -1;
}
