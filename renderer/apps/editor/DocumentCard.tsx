import { useId, useState } from 'react';
import { Document } from '../../../contract/android/documentsContract.ts';
import { withLineBreaksOf } from './documentContent.ts';
import { flagsText, grantFlagsText, sizeText } from './documentWords.ts';
import type { Editor, OpenDocument } from './useEditor.ts';

type DocumentCardProps = Readonly<{ editor: Editor; document: OpenDocument }>;

/** What the provider tells of a document, its bytes, and what the app may do to it. */
export function DocumentCard({ editor, document }: DocumentCardProps) {
  const titleId = useId();
  const { facts, offered, content } = document;
  const kept = editor.kept.documents.find(({ uri }) => uri === facts.uri) ?? null;
  return (
    <section className="editor-card" aria-labelledby={titleId} data-uri={facts.uri}>
      <h2 id={titleId}>
        <bdi>{facts.displayName}</bdi>
      </h2>
      <dl className="editor-facts">
        <dt>Size</dt>
        <dd dir="auto">{sizeText(facts.size)}</dd>
        <dt>Type</dt>
        <dd dir="auto">{facts.mimeType === '' ? 'Unknown' : facts.mimeType}</dd>
        <dt>Changed</dt>
        <dd dir="auto">
          {facts.lastModified === null ? 'Unknown' : new Date(facts.lastModified).toLocaleString('en-US')}
        </dd>
        <dt>Can</dt>
        <dd dir="auto">{flagsText(facts.flags)}</dd>
        <dt>Granted</dt>
        <dd dir="auto">{offered === 0 ? 'before' : grantFlagsText(offered)}</dd>
      </dl>
      {content?.kind === 'image' && <img className="editor-picture" src={content.url} alt={facts.displayName} />}
      {content?.kind === 'none' && <p className="editor-read-only">{content.why}</p>}
      {content?.kind === 'text' && (
        <TextEditor
          key={facts.uri}
          editor={editor}
          document={document}
          text={content.text}
          readOnly={content.readOnly}
        />
      )}
      <div className="editor-buttons">
        {(facts.flags & Document.FLAG_SUPPORTS_DELETE) !== 0 && (
          <button type="button" className="button" onClick={() => void editor.remove(document)}>
            Delete
          </button>
        )}
        {/* One button with two names: whoever uses the keyboard stays where they are. */}
        <button
          type="button"
          className="button"
          onClick={() => void (kept === null ? editor.keep(document) : editor.release(kept))}
        >
          {kept === null ? 'Take permission' : 'Release permission'}
        </button>
        <button type="button" className="button" onClick={() => void editor.show(facts.uri, offered)}>
          Read again
        </button>
      </div>
    </section>
  );
}

type TextEditorProps = DocumentCardProps & Readonly<{ text: string; readOnly: string | null }>;

function TextEditor({ editor, document, text, readOnly }: TextEditorProps) {
  const whyId = useId();
  const [edited, setEdited] = useState(text);
  const [read, setRead] = useState(text);
  if (read !== text) {
    setRead(text);
    setEdited(text);
  }
  const [mode, setMode] = useState<'w' | 'wt'>('wt');
  const isWritable = readOnly === null && (document.facts.flags & Document.FLAG_SUPPORTS_WRITE) !== 0;
  return (
    <div className="editor-text">
      <label>
        <span>Text</span>
        <textarea
          rows={6}
          dir="auto"
          value={edited}
          spellCheck={false}
          readOnly={!isWritable}
          aria-describedby={readOnly === null ? undefined : whyId}
          onChange={({ target }) => setEdited(target.value)}
        />
      </label>
      {readOnly !== null && (
        <p className="editor-read-only" id={whyId}>
          {readOnly}
        </p>
      )}
      {isWritable && (
        <div className="editor-buttons">
          <label className="editor-mode">
            <span>Mode</span>
            <select value={mode} onChange={({ target }) => setMode(target.value === 'w' ? 'w' : 'wt')}>
              <option value="wt">wt: cuts the old text off</option>
              <option value="w">w: leaves what is longer</option>
            </select>
          </label>
          <button
            type="button"
            className="button"
            data-kind="filled"
            onClick={() => void editor.save(document, mode, withLineBreaksOf(text, edited))}
          >
            Save
          </button>
        </div>
      )}
    </div>
  );
}
