// Mirrors ExternalStorageProvider.updateVolumesLocked and queryRoots: one root for each volume that is mounted.
import {
  QUERY_ARG_DISPLAY_NAME,
  QUERY_ARG_FILE_SIZE_OVER,
  QUERY_ARG_LAST_MODIFIED_AFTER,
  QUERY_ARG_MIME_TYPES,
  Root,
} from '../../../../contract/android/documentsContract.ts';
import type { Volume, Volumes } from '../../../device/volumes.ts';
import type { NamedRow } from '../matrixCursor.ts';
import { type RootFacts, rootFlags } from './storageFlags.ts';
import type { RootPath } from './storageIds.ts';

export type StorageRoot = RootPath &
  RootFacts &
  Readonly<{
    title: string;
    volume: Volume;
    /** Where the root is on its volume; '' for the top. */
    relative: string;
    /** Bytes; null when nobody knows. */
    freeBytes: number | null;
  }>;

export const DEFAULT_ROOT_PROJECTION = [
  Root.COLUMN_ROOT_ID,
  Root.COLUMN_FLAGS,
  Root.COLUMN_ICON,
  Root.COLUMN_TITLE,
  Root.COLUMN_DOCUMENT_ID,
  Root.COLUMN_AVAILABLE_BYTES,
  Root.COLUMN_QUERY_ARGS,
];

const QUERY_ARGS = [
  QUERY_ARG_DISPLAY_NAME,
  QUERY_ARG_FILE_SIZE_OVER,
  QUERY_ARG_LAST_MODIFIED_AFTER,
  QUERY_ARG_MIME_TYPES,
].join('\n');

/** Environment.DIRECTORY_DOCUMENTS, a root of its own up to Android 10. */
const DOCUMENTS = 'Documents';

/** What is mounted and there; a volume whose folder is missing has no root. */
export function storageRoots(volumes: Volumes, sdk: number): readonly StorageRoot[] {
  const mounted = volumes.all();
  return volumes.list().flatMap((state) => {
    const volume = mounted.find(({ id }) => id === state.id);
    // Asked anew: what is above a folder that has just gone must not be taken for all there is.
    if (volume === undefined || volume.problem() !== null) return [];
    const { kind, freeBytes } = state;
    const title = kind === 'primary' ? 'Internal storage' : state.description;
    const root = { volume, writable: !state.readOnly, freeBytes };
    const top: StorageRoot = { ...root, rootId: state.id, kind, title, path: volume.path, relative: '' };
    if (kind !== 'primary' || sdk > 29) return [top];
    const path = `${volume.path}/${DOCUMENTS}`;
    return [top, { ...root, rootId: 'home', kind: 'home', title: DOCUMENTS, path, relative: DOCUMENTS }];
  });
}

/** From Android 11 on nobody counts the free bytes for a row. */
export function rootRow(root: StorageRoot, sdk: number): NamedRow {
  const isCounted = sdk <= 29 && root.kind !== 'home';
  return {
    [Root.COLUMN_ROOT_ID]: root.rootId,
    [Root.COLUMN_FLAGS]: rootFlags(root),
    [Root.COLUMN_TITLE]: root.title,
    [Root.COLUMN_DOCUMENT_ID]: `${root.rootId}:`,
    [Root.COLUMN_AVAILABLE_BYTES]: isCounted ? (root.freeBytes ?? -1) : -1,
    [Root.COLUMN_QUERY_ARGS]: QUERY_ARGS,
  };
}
