// Mirrors the flags of ExternalStorageProvider.queryRoots and FileSystemProvider.includeFile.
import { Document, MIME_TYPE_DIR, Root } from '../../../../contract/android/documentsContract.ts';
import { isBlocked, type StoragePlatform, type TreePlace } from './treeRules.ts';

export type RootFacts = Readonly<{
  kind: 'primary' | 'sd' | 'usb' | 'home';
  writable: boolean;
}>;

/** Root.COLUMN_FLAGS */
export function rootFlags({ kind, writable }: RootFacts): number {
  const base = Root.FLAG_LOCAL_ONLY | Root.FLAG_SUPPORTS_SEARCH | Root.FLAG_SUPPORTS_IS_CHILD;
  return base | (writable ? Root.FLAG_SUPPORTS_CREATE : 0) | flagsOfKind(kind);
}

function flagsOfKind(kind: RootFacts['kind']): number {
  if (kind === 'home') return 0;
  if (kind === 'primary') return Root.FLAG_ADVANCED;
  const removable = kind === 'sd' ? Root.FLAG_REMOVABLE_SD : Root.FLAG_REMOVABLE_USB;
  return Root.FLAG_SUPPORTS_EJECT | Root.FLAG_HAS_SETTINGS | removable;
}

/** Document.COLUMN_FLAGS. */
export function documentFlags(platform: StoragePlatform, mimeType: string, place: TreePlace): number {
  return flagsOf(platform, { mimeType, writable: place.writable, blocked: isBlocked(platform, place) });
}

/** The same for a document of which it is known whether its directory is blocked. */
export function flagsOf(
  { sdk }: StoragePlatform,
  { mimeType, writable, blocked }: Readonly<{ mimeType: string; writable: boolean; blocked: boolean }>,
): number {
  const isDirectory = mimeType === MIME_TYPE_DIR;
  const changes = Document.FLAG_SUPPORTS_DELETE | Document.FLAG_SUPPORTS_RENAME | Document.FLAG_SUPPORTS_MOVE;
  const writes = isDirectory ? Document.FLAG_DIR_SUPPORTS_CREATE : Document.FLAG_SUPPORTS_WRITE;
  return (
    (writable ? changes | writes : 0) |
    (isDirectory && blocked ? Document.FLAG_DIR_BLOCKS_OPEN_DOCUMENT_TREE : 0) |
    (mimeType.startsWith('image/') ? Document.FLAG_SUPPORTS_THUMBNAIL : 0) |
    (hasMetadata(mimeType, sdk) ? Document.FLAG_SUPPORTS_METADATA : 0)
  );
}

/** Whether getDocumentMetadata tells something of the type: EXIF of a JPEG, the number of files in a directory. */
export function hasMetadata(mimeType: string, sdk: number): boolean {
  return mimeType === MIME_TYPE_DIR ? sdk >= 30 : isExifType(mimeType);
}

/** MetadataReader.isSupportedMimeType */
export function isExifType(mimeType: string): boolean {
  return mimeType === 'image/jpeg' || mimeType === 'image/jpg';
}
