// Mirrors DocumentsUI's picker/SaveFragment and ActionHandler.saveDocument.
import { type DocumentInfo, isCreateSupported } from './documentInfo.ts';

export type SavePicker = Readonly<{
  /** What stands in the field. */
  name: string;
  /** An existing document that Save would take, until the name is edited or the picker goes elsewhere. */
  replaceTarget: DocumentInfo | null;
  /** Whether a document is being made: a spinner in place of the button. */
  isSaving: boolean;
}>;

export type SaveAction =
  | Readonly<{ type: 'nameEdited'; name: string }>
  | Readonly<{ type: 'documentTapped'; document: DocumentInfo }>
  | Readonly<{ type: 'navigated' }>
  | Readonly<{ type: 'createStarted' }>
  | Readonly<{ type: 'createFailed' }>;

/** @param title EXTRA_TITLE */
export function openSavePicker(title: string | null): SavePicker {
  return { name: title ?? '', replaceTarget: null, isSaving: false };
}

export function savePickerReducer(state: SavePicker, action: SaveAction): SavePicker {
  switch (action.type) {
    case 'nameEdited':
      return { ...state, name: action.name, replaceTarget: null };
    case 'documentTapped':
      return { ...state, name: action.document.displayName, replaceTarget: action.document };
    case 'navigated':
      return { ...state, replaceTarget: null };
    case 'createStarted':
      return { ...state, isSaving: true };
    case 'createFailed':
      return { ...state, isSaving: false };
  }
}

/** What pressing Save leads to. */
export type SaveStep =
  | Readonly<{ kind: 'create'; parentDocumentId: string; mimeType: string; displayName: string }>
  | Readonly<{ kind: 'askOverwrite'; target: DocumentInfo }>;

/**
 * A name that is typed never replaces anything: the provider finds another one when it is taken.
 * @param mimeType of the intent
 */
export function saveStep(
  { name, replaceTarget }: SavePicker,
  directory: Pick<DocumentInfo, 'documentId'>,
  mimeType: string,
): SaveStep {
  if (replaceTarget !== null) return { kind: 'askOverwrite', target: replaceTarget };
  return { kind: 'create', parentDocumentId: directory.documentId, mimeType, displayName: name };
}

/** @param directory the one on screen; null in Recents */
export function isSaveEnabled(directory: Pick<DocumentInfo, 'flags'> | null): boolean {
  return directory !== null && isCreateSupported(directory);
}

/** Whether the new folder dialog says that it needs a name. */
export function isFolderNameMissing(name: string): boolean {
  return name.trim() === '';
}
