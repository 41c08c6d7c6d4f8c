// A client app of documents, written as the developer guide tells: it sees what its user picked, and nothing else.
import { useState } from 'react';
import type { AndroidManifest } from '../../../contract/android/manifest.ts';
import type { Context } from '../../../sdk/context.ts';
import { CallLogView } from './CallLogView.tsx';
import { DocumentCard } from './DocumentCard.tsx';
import { FolderCard } from './FolderCard.tsx';
import { KeptList } from './KeptList.tsx';
import { PickButtons } from './PickButtons.tsx';
import { useEditor } from './useEditor.ts';

type EditorProps = Readonly<{ context: Context; manifest: AndroidManifest }>;

/** Opens, creates, changes and deletes documents, and keeps the last five. */
export function Editor({ context, manifest }: EditorProps) {
  const editor = useEditor(context);
  const [keeps, setKeeps] = useState(true);
  const { document, tree, problem, note } = editor;
  return (
    <div className="editor">
      <header className="editor-bar">
        <h1>{manifest.label}</h1>
      </header>
      <PickButtons editor={editor} keeps={keeps} />
      <label className="editor-option">
        <input type="checkbox" checked={keeps} onChange={({ target }) => setKeeps(target.checked)} />
        Keep the last five documents over a reboot
      </label>
      {problem !== null && (
        <p className="editor-exception" role="alert" dir="auto">
          {problem}
        </p>
      )}
      <p className="editor-note" role="status" dir="auto">
        {note}
      </p>
      {document !== null && <DocumentCard key={document.facts.uri} editor={editor} document={document} />}
      {tree !== null && <FolderCard key={tree} editor={editor} tree={tree} />}
      <KeptList editor={editor} />
      <CallLogView calls={editor.calls} onClear={() => editor.log.clear()} />
    </div>
  );
}
