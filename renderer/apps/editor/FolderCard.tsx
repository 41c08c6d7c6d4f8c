import { useCallback, useEffect, useId, useState } from 'react';
import { Document, MIME_TYPE_DIR } from '../../../contract/android/documentsContract.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import { DocumentsContract } from '../../../sdk/documentsContract.ts';
import type { DocumentFacts, Listing } from './documentClient.ts';
import { sizeText } from './documentWords.ts';
import type { Editor } from './useEditor.ts';

/** Rows that are drawn; an app of this size has no endless list. */
const SHOWN = 200;

type FolderCardProps = Readonly<{ editor: Editor; tree: Uri }>;
type Step = Readonly<{ documentId: string | null; name: string }>;

/** A folder that the user gave: what is in it, and in the folders below. */
export function FolderCard({ editor, tree }: FolderCardProps) {
  const titleId = useId();
  const [path, setPath] = useState<readonly Step[]>([{ documentId: null, name: 'Folder' }]);
  const here = path.at(-1) ?? { documentId: null, name: 'Folder' };
  const listing = useListing(editor, tree, here.documentId);
  const open = (facts: DocumentFacts) => {
    if (facts.mimeType !== MIME_TYPE_DIR) void editor.show(facts.uri, 0);
    else setPath([...path, { documentId: facts.documentId, name: facts.displayName }]);
  };
  return (
    <section className="editor-card" aria-labelledby={titleId} data-uri={tree}>
      <h2 id={titleId}>
        <bdi>{here.name}</bdi>
      </h2>
      <p className="editor-uri" dir="auto">
        {DocumentsContract.getTreeDocumentId(tree)}
      </p>
      <div className="editor-buttons">
        <button
          type="button"
          className="button"
          aria-disabled={path.length === 1}
          onClick={() => path.length > 1 && setPath(path.slice(0, -1))}
        >
          Up
        </button>
        <NewFile editor={editor} tree={tree} documentId={here.documentId} />
        <button type="button" className="button" onClick={() => editor.setTree(null)}>
          Close
        </button>
      </div>
      <p role="status" dir="auto">
        {listingText(listing)}
      </p>
      <ul className="editor-rows">
        {(listing?.documents ?? []).slice(0, SHOWN).map((facts, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a provider may give one id to two rows.
          <li key={`${facts.documentId} ${index}`}>
            <FolderRow editor={editor} facts={facts} onOpen={() => open(facts)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type FolderRowProps = Readonly<{ editor: Editor; facts: DocumentFacts; onOpen: () => void }>;

function FolderRow({ editor, facts, onOpen }: FolderRowProps) {
  const { displayName, mimeType, size, flags, uri } = facts;
  return (
    <>
      <button type="button" className="editor-row" onClick={onOpen}>
        <bdi>{displayName}</bdi>
        <span dir="auto">{mimeType === MIME_TYPE_DIR ? 'Folder' : sizeText(size)}</span>
      </button>
      {(flags & Document.FLAG_SUPPORTS_DELETE) !== 0 && (
        <button
          type="button"
          className="button"
          aria-label={`Delete ${displayName}`}
          onClick={() => void editor.attempt(() => editor.client.delete(uri))}
        >
          Delete
        </button>
      )}
    </>
  );
}

type NewFileProps = FolderCardProps & Readonly<{ documentId: string | null }>;

function NewFile({ editor, tree, documentId }: NewFileProps) {
  const create = () =>
    editor.attempt(async () => {
      const id = documentId ?? DocumentsContract.getTreeDocumentId(tree);
      const parent = DocumentsContract.buildDocumentUriUsingTree(tree, id);
      const uri = await editor.client.create(parent, 'text/plain', 'New text.txt');
      if (uri !== null) await editor.show(uri, 0);
    });
  return (
    <button type="button" className="button" onClick={() => void create()}>
      New text
    </button>
  );
}

/** Listed again whenever the provider says that the rows are old. */
function useListing({ attempt, client }: Editor, tree: Uri, documentId: string | null): Listing | null {
  const [listed, setListed] = useState<Readonly<{ key: string; listing: Listing }> | null>(null);
  const key = JSON.stringify([tree, documentId]);
  const [version, setVersion] = useState(0);
  const changed = useCallback(() => setVersion((before) => before + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each version it is listed again.
  useEffect(() => {
    let isOver = false;
    let open: Listing | null = null;
    void attempt(async () => {
      open = await client.list(tree, documentId);
      if (isOver) return open.close();
      setListed({ key, listing: open });
      await open.onChange(changed);
    });
    return () => {
      isOver = true;
      void open?.close().catch(() => undefined);
    };
  }, [attempt, client, tree, documentId, version, changed]);
  // A second press on a row of the folder before would be taken for one in this folder.
  return listed?.key === key ? listed.listing : null;
}

function listingText(listing: Listing | null): string {
  if (listing === null) return 'Looking…';
  const { documents, isLoading, message } = listing;
  const count = `${documents.length.toLocaleString('en-US')} ${documents.length === 1 ? 'document' : 'documents'}`;
  const shown = documents.length > SHOWN ? `, the first ${SHOWN} of them here` : '';
  return [`${count}${shown}.`, isLoading ? 'More is loading…' : '', message ?? ''].filter(Boolean).join(' ');
}
