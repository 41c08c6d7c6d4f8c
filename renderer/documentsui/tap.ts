// Mirrors DocumentsUI's picker/PickActivity.onDocumentPicked and its input handlers.
import type { Uri } from '../../contract/android/uri.ts';
import type { DocumentStack } from '../../contract/rpc/systemUi.ts';
import type { PickerStack } from './breadcrumbs.ts';
import { type DocumentInfo, documentUriOf, isDirectory } from './documentInfo.ts';
import { type DocumentFilter, isDocumentEnabled, isSelectable } from './enabled.ts';
import { rootUriOf } from './rootInfo.ts';

/** What a tap on a row leads to. */
export type TapEffect = 'enter' | 'pick' | 'replace' | 'toggle' | 'none';

export function tapEffect(document: DocumentInfo, filter: DocumentFilter, hasSelection: boolean): TapEffect {
  if (hasSelection) return isSelectable(document, filter) ? 'toggle' : 'none';
  if (isDirectory(document)) return 'enter';
  if (!isDocumentEnabled(document, filter)) return 'none';
  if (filter.action === 'CREATE') return 'replace';
  return filter.action === 'OPEN' || filter.action === 'GET_CONTENT' ? 'pick' : 'none';
}

/** Whether a long press selects: only where the app takes several. */
export function canLongPress(document: DocumentInfo, filter: DocumentFilter, allowMultiple: boolean): boolean {
  return allowMultiple && filter.action !== 'CREATE' && isSelectable(document, filter);
}

/** What the picker answers, and the place it remembers; Recents and a search of all roots are no place. */
export function pickedAnswer(
  documents: readonly DocumentInfo[],
  stack: PickerStack | null,
): Readonly<{ uris: readonly Uri[]; stack: DocumentStack | null }> {
  return { uris: documents.map(documentUriOf), stack: stack === null ? null : documentStackOf(stack) };
}

export function documentStackOf({ root, documents }: PickerStack): DocumentStack | null {
  const rootUri = rootUriOf(root);
  return rootUri === null ? null : { rootUri, documents: documents.map(documentUriOf) };
}
