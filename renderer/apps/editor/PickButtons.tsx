import {
  ACTION_CREATE_DOCUMENT,
  ACTION_GET_CONTENT,
  ACTION_OPEN_DOCUMENT,
  ACTION_OPEN_DOCUMENT_TREE,
  CATEGORY_OPENABLE,
  EXTRA_ALLOW_MULTIPLE,
  EXTRA_TITLE,
  type Intent,
} from '../../../contract/android/intent.ts';
import type { Editor } from './useEditor.ts';

const openable = { categories: [CATEGORY_OPENABLE] };

const DOCUMENTS: readonly Readonly<{ label: string; intent: Intent }>[] = [
  { label: 'Open a text', intent: { action: ACTION_OPEN_DOCUMENT, type: 'text/*', ...openable } },
  { label: 'Open an image', intent: { action: ACTION_OPEN_DOCUMENT, type: 'image/*', ...openable } },
  {
    label: 'Open several',
    intent: { action: ACTION_OPEN_DOCUMENT, type: '*/*', extras: { [EXTRA_ALLOW_MULTIPLE]: true } },
  },
  {
    label: 'Create a text',
    intent: {
      ...{ action: ACTION_CREATE_DOCUMENT, type: 'text/plain', ...openable },
      extras: { [EXTRA_TITLE]: 'New text.txt' },
    },
  },
  { label: 'Get content', intent: { action: ACTION_GET_CONTENT, type: '*/*', ...openable } },
];

type PickButtonsProps = Readonly<{ editor: Editor; keeps: boolean }>;

/** The ways to a document: each is an intent that the user answers. */
export function PickButtons({ editor, keeps }: PickButtonsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons are no fields of a form.
    <div className="editor-buttons" role="group" aria-label="Pick a document">
      {DOCUMENTS.map(({ label, intent }) => (
        <button
          key={label}
          type="button"
          className="button"
          data-kind="outlined"
          onClick={() => void editor.openDocument(intent, keeps)}
        >
          {label}
        </button>
      ))}
      <button
        type="button"
        className="button"
        data-kind="outlined"
        onClick={() => void editor.openTree({ action: ACTION_OPEN_DOCUMENT_TREE }, keeps)}
      >
        Open a folder
      </button>
    </div>
  );
}
