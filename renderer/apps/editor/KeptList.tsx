import { useId } from 'react';
import { FLAG_GRANT_READ_URI_PERMISSION } from '../../../contract/android/intent.ts';
import type { UriPermission } from '../../../contract/android/uriPermission.ts';
import { DocumentsContract } from '../../../sdk/documentsContract.ts';
import { grantFlagsText } from './documentWords.ts';
import type { Editor } from './useEditor.ts';

/** What the app has taken: documents and folders that it opens without asking again, also after a reboot. */
export function KeptList({ editor }: Readonly<{ editor: Editor }>) {
  const titleId = useId();
  const { documents, trees } = editor.kept;
  return (
    <section className="editor-card" aria-labelledby={titleId}>
      <h2 id={titleId}>Kept</h2>
      {documents.length + trees.length === 0 && <p>Nothing yet.</p>}
      <ul className="editor-rows">
        {documents.map((permission) => (
          <KeptRow
            key={permission.uri}
            permission={permission}
            onOpen={() => void editor.show(permission.uri, 0)}
            onRelease={() => void editor.release(permission)}
          />
        ))}
        {trees.map((permission) => (
          <KeptRow
            key={permission.uri}
            permission={permission}
            onOpen={() => editor.setTree(permission.uri)}
            onRelease={() => void editor.release(permission)}
          />
        ))}
      </ul>
    </section>
  );
}

type KeptRowProps = Readonly<{ permission: UriPermission; onOpen: () => void; onRelease: () => void }>;

function KeptRow({ permission, onOpen, onRelease }: KeptRowProps) {
  const { uri, modeFlags } = permission;
  const isTree = DocumentsContract.isTreeUri(uri);
  const id = isTree ? DocumentsContract.getTreeDocumentId(uri) : DocumentsContract.getDocumentId(uri);
  const mayWrite = modeFlags !== FLAG_GRANT_READ_URI_PERMISSION;
  return (
    <li data-uri={uri}>
      <button type="button" className="editor-row" onClick={onOpen}>
        <span className="visually-hidden">Open </span>
        <bdi>{id}</bdi>
        <span>{`${isTree ? 'Folder, ' : ''}${mayWrite ? grantFlagsText(modeFlags) : 'READ'}`}</span>
      </button>
      <button type="button" className="button" onClick={onRelease} aria-label={`Release ${id}`}>
        Release
      </button>
    </li>
  );
}
