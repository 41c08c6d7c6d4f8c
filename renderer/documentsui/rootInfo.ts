// Mirrors DocumentsUI's base/RootInfo.
import {
  buildDocumentUri,
  buildRootUri,
  DOWNLOADS_AUTHORITY,
  EXTERNAL_STORAGE_AUTHORITY,
  MEDIA_DOCUMENTS_AUTHORITY,
  MTP_AUTHORITY,
  Root,
} from '../../contract/android/documentsContract.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { type CursorRow, longOf, stringOf } from './cursorRow.ts';
import { documentsText } from './strings.ts';

/** What a root is shown as, in the order of the drawer. */
export const DERIVED_TYPES = [
  'RECENTS',
  'IMAGES',
  'VIDEO',
  'AUDIO',
  'DOCUMENTS',
  'DOWNLOADS',
  'LOCAL',
  'MTP',
  'SD',
  'USB',
  'OTHER',
] as const;

export type DerivedType = (typeof DERIVED_TYPES)[number];

/** The user everything runs as; Android has more. */
export const CURRENT_USER = 0;

export type RootInfo = Readonly<{
  /** Null for Recents alone. */
  authority: string | null;
  rootId: string | null;
  /** The app the provider belongs to; empty for Recents. */
  packageName: string;
  userId: number;
  flags: number;
  title: string;
  summary: string | null;
  documentId: string | null;
  /** Bytes; -1 when the provider does not say. */
  availableBytes: number;
  /** Null when the root has documents of any type; an empty list matches nothing. */
  mimeTypes: readonly string[] | null;
  /** The column as it is: names of search arguments, one per line. */
  queryArgs: string | null;
  derivedType: DerivedType;
}>;

/** RootInfo.fromRootsCursor: the row the cursor is on. */
export function rootInfoFromRow(authority: string, packageName: string, row: CursorRow): RootInfo {
  const flags = longOf(row, Root.COLUMN_FLAGS, 0);
  const rootId = stringOf(row, Root.COLUMN_ROOT_ID);
  return {
    ...{ authority, rootId, packageName, userId: CURRENT_USER, flags },
    title: stringOf(row, Root.COLUMN_TITLE) ?? '',
    summary: stringOf(row, Root.COLUMN_SUMMARY),
    documentId: stringOf(row, Root.COLUMN_DOCUMENT_ID),
    availableBytes: longOf(row, Root.COLUMN_AVAILABLE_BYTES, -1),
    mimeTypes: splitMimeTypes(stringOf(row, Root.COLUMN_MIME_TYPES)),
    queryArgs: stringOf(row, Root.COLUMN_QUERY_ARGS),
    derivedType: derivedTypeOf({ authority, rootId, flags }),
  };
}

/** The synthetic root that gathers the recent documents of the others. */
export const RECENTS_ROOT: RootInfo = {
  ...{ authority: null, rootId: null, packageName: '', userId: CURRENT_USER },
  flags: Root.FLAG_LOCAL_ONLY | Root.FLAG_SUPPORTS_IS_CHILD | Root.FLAG_SUPPORTS_SEARCH,
  title: documentsText('root_recent'),
  ...{ summary: null, documentId: null, availableBytes: -1, mimeTypes: null },
  queryArgs: 'android:query-arg-mime-types',
  derivedType: 'RECENTS',
};

/** RootInfo.deriveFields: the first that is true, in this order. */
export function derivedTypeOf(root: Pick<RootInfo, 'authority' | 'rootId' | 'flags'>): DerivedType {
  if (root.authority === MTP_AUTHORITY) return 'MTP';
  if ((root.flags & Root.FLAG_REMOVABLE_USB) !== 0) return 'USB';
  if ((root.flags & Root.FLAG_REMOVABLE_SD) !== 0) return 'SD';
  if (root.authority === EXTERNAL_STORAGE_AUTHORITY) return 'LOCAL';
  if (root.authority === DOWNLOADS_AUTHORITY) return 'DOWNLOADS';
  if (root.authority === MEDIA_DOCUMENTS_AUTHORITY) return MEDIA_ROOTS.get(root.rootId ?? '') ?? 'OTHER';
  return root.authority === null && root.rootId === null ? 'RECENTS' : 'OTHER';
}

const MEDIA_ROOTS: ReadonlyMap<string, DerivedType> = new Map([
  ['images_root', 'IMAGES'],
  ['videos_root', 'VIDEO'],
  ['audio_root', 'AUDIO'],
  ['documents_root', 'DOCUMENTS'],
]);

/** COLUMN_MIME_TYPES taken apart as String.split("\n") does: empty parts at the end fall away, an empty text is one. */
export function splitMimeTypes(column: string | null): readonly string[] | null {
  if (column === null || column === '') return column === null ? null : [''];
  const types = column.split('\n');
  while (types.at(-1) === '') types.pop();
  return types;
}

/** RootInfo.isExternalStorageHome: "Documents" of Android 10, which no drawer shows. */
export function isExternalStorageHome({ authority, rootId }: Pick<RootInfo, 'authority' | 'rootId'>): boolean {
  return authority === EXTERNAL_STORAGE_AUTHORITY && rootId === 'home';
}

/** RootInfo.isStorage: a device of its own. */
export function isStorage({ derivedType }: Pick<RootInfo, 'derivedType'>): boolean {
  return derivedType === 'LOCAL' || derivedType === 'MTP' || derivedType === 'SD' || derivedType === 'USB';
}

/** RootInfo.isLibrary, and Downloads, which stands among them. */
export function isLibrary({ derivedType }: Pick<RootInfo, 'derivedType'>): boolean {
  return DERIVED_TYPES.indexOf(derivedType) <= DERIVED_TYPES.indexOf('DOWNLOADS');
}

export function isRecents({ derivedType }: Pick<RootInfo, 'derivedType'>): boolean {
  return derivedType === 'RECENTS';
}

export function hasRootFlag({ flags }: Pick<RootInfo, 'flags'>, flag: number): boolean {
  return (flags & flag) !== 0;
}

/** Tells roots apart: one root keeps it over every change of its row. */
export function rootKey({ authority, rootId }: Pick<RootInfo, 'authority' | 'rootId'>): string {
  return authority === null ? 'recents' : `${authority}/${rootId ?? ''}`;
}

/** Null for Recents, and for a provider's row without an id. */
export function rootUriOf({ authority, rootId }: Pick<RootInfo, 'authority' | 'rootId'>): Uri | null {
  return authority === null || rootId === null ? null : buildRootUri(authority, rootId);
}

/** The directory at the top of the root. */
export function rootDocumentUriOf({ authority, documentId }: RootInfo): Uri | null {
  return authority === null || documentId === null ? null : buildDocumentUri(authority, documentId);
}

/** The second line of a root in the drawer, or null. */
export function rootSummary(
  { summary, availableBytes }: RootInfo,
  formatFileSize: (bytes: number) => string,
): string | null {
  if (summary !== null && summary !== '') return summary;
  return availableBytes >= 0 ? documentsText('root_available_bytes', { size: formatFileSize(availableBytes) }) : null;
}
