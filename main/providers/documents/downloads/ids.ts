// Mirrors DownloadStorageProvider's document ids: its root, rows of the download manager, files, and rows of MediaStore.
import { Root } from '../../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../../contract/android/errors.ts';

/** DownloadStorageProvider.DOC_ID_ROOT, which is the id of its root, too. */
export const DOWNLOADS_ROOT_ID = 'downloads';

/** It cannot be picked as a tree. */
export const DOWNLOADS_ROOT_FLAGS =
  Root.FLAG_LOCAL_ONLY | Root.FLAG_SUPPORTS_RECENTS | Root.FLAG_SUPPORTS_CREATE | Root.FLAG_SUPPORTS_SEARCH;

export type DownloadIdent =
  | Readonly<{ kind: 'root' }>
  /** A path of the device. */
  | Readonly<{ kind: 'raw'; path: string }>
  /** Row ids. */
  | Readonly<{ kind: 'downloadManager' | 'mediaStoreFile' | 'mediaStoreDirectory'; id: number }>;

const PREFIXES = [
  ['msf:', 'mediaStoreFile'],
  ['msd:', 'mediaStoreDirectory'],
] as const;

/** @throws {Throwable} NumberFormatException for an id that is of no kind */
export function downloadIdentOf(documentId: string): DownloadIdent {
  if (documentId === DOWNLOADS_ROOT_ID) return { kind: 'root' };
  if (documentId.startsWith('raw:')) return { kind: 'raw', path: documentId.slice('raw:'.length) };
  for (const [prefix, kind] of PREFIXES)
    if (documentId.startsWith(prefix)) return { kind, id: numberOf(documentId.slice(prefix.length)) };
  return { kind: 'downloadManager', id: numberOf(documentId) };
}

/** As downloadIdentOf: of what is neither raw nor MediaStore's, the root too, DownloadManager wants a number. */
export function changeableIdentOf(documentId: string): DownloadIdent {
  const ident = downloadIdentOf(documentId);
  return ident.kind === 'root' ? { kind: 'downloadManager', id: numberOf(documentId) } : ident;
}

/** Long.parseLong */
function numberOf(text: string): number {
  if (/^[+-]?\d{1,18}$/.test(text)) return Number(text);
  throw new Throwable('NumberFormatException', `For input string: "${text}"`);
}
