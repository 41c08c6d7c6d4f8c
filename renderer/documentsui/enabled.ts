// Mirrors DocumentsUI's picker/Config, base/FilteringCursorWrapper and base/State.isPhotoPicking.
import { Document, MIME_TYPE_DIR } from '../../contract/android/documentsContract.ts';
import { type DocumentInfo, hasDocumentFlag, isDirectory } from './documentInfo.ts';
import type { PickerAction } from './matchingRoots.ts';
import { mimeMatches } from './mimeTypes.ts';

/** As much of a request as decides which documents it can have. */
export type DocumentFilter = Readonly<{
  action: PickerAction;
  acceptMimes: readonly string[] | null;
  /** CATEGORY_OPENABLE. */
  openableOnly: boolean;
}>;

type Typed = Pick<DocumentInfo, 'mimeType' | 'flags'>;

/** Config.isDocumentEnabled: what is not is listed all the same, grey, and a tap on it does nothing. */
export function isDocumentEnabled(document: Typed, filter: DocumentFilter): boolean {
  return whyDisabled(document, filter) === null;
}

/** The reason as a sentence for a tester; null for an enabled document. */
export function whyDisabled(document: Typed, { action, acceptMimes, openableOnly }: DocumentFilter): string | null {
  if (isDirectory(document)) return null;
  if (action === 'PICK_COPY_DESTINATION') return 'Only a folder can be the destination of a copy.';
  if (action === 'CREATE' && !hasDocumentFlag(document, Document.FLAG_SUPPORTS_WRITE))
    return 'The document has no FLAG_SUPPORTS_WRITE, so it cannot be replaced.';
  if (action !== 'OPEN_TREE' && openableOnly && hasDocumentFlag(document, Document.FLAG_VIRTUAL_DOCUMENT))
    return 'The document has FLAG_VIRTUAL_DOCUMENT: it has no bytes, which CATEGORY_OPENABLE asks for.';
  if (mimeMatches(acceptMimes, document.mimeType)) return null;
  return `The provider says its type is ${document.mimeType}, and the request accepts ${(acceptMimes ?? []).join(', ') || 'nothing'}.`;
}

/** Config.canSelectType: whether a long press selects it, or a tap picks it. */
export function isSelectable(document: Typed, filter: DocumentFilter): boolean {
  const picksFiles = filter.action === 'OPEN' || filter.action === 'GET_CONTENT' || filter.action === 'CREATE';
  return picksFiles && !isDirectory(document) && isDocumentEnabled(document, filter);
}

/** FilteringCursorWrapper: hidden by its own name, or somewhere below a folder that is. */
export function isHiddenFile({ displayName, documentId }: Pick<DocumentInfo, 'displayName' | 'documentId'>): boolean {
  return displayName.startsWith('.') || documentId.includes('/.');
}

/** State.isPhotoPicking: images and nothing else were asked for, so that the picker lists nothing else either. */
export function isPhotoPicking({ action, acceptMimes }: Pick<DocumentFilter, 'action' | 'acceptMimes'>): boolean {
  if (acceptMimes === null || (action !== 'OPEN' && action !== 'GET_CONTENT')) return false;
  return acceptMimes.every((mimeType) => mimeMatches('image/*', mimeType));
}

type Listing = DocumentFilter & Readonly<{ showHidden: boolean }>;

/** Whether a row of a directory is listed at all; most of what cannot be picked is, in grey. */
export function isListed(
  document: Pick<DocumentInfo, 'displayName' | 'documentId' | 'mimeType'>,
  listing: Listing,
): boolean {
  if (!listing.showHidden && isHiddenFile(document)) return false;
  return !isPhotoPicking(listing) || mimeMatches(PHOTO_PICKING_MIMES, document.mimeType);
}

const PHOTO_PICKING_MIMES = [MIME_TYPE_DIR, 'image/*'];
