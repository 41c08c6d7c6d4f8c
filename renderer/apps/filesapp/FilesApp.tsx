// An app with files of its own, which it offers twice: as a documents provider, and by an activity for GET_CONTENT.
import { useEffect, useState } from 'react';
import { buildDocumentUri } from '../../../contract/android/documentsContract.ts';
import {
  FLAG_GRANT_READ_URI_PERMISSION,
  type Intent,
  RESULT_CANCELED,
  RESULT_OK,
} from '../../../contract/android/intent.ts';
import type { AndroidManifest } from '../../../contract/android/manifest.ts';
import type { Context } from '../../../sdk/context.ts';
import { serveDocumentsProvider } from '../../../sdk/documentsProvider.ts';
import { type AppFile, createFilesProvider, FILES, FILES_AUTHORITY, filesOfType } from './filesProvider.ts';

type FilesAppProps = Readonly<{ context: Context; manifest: AndroidManifest }>;
type Asked = Readonly<{ id: number; intent: Intent; callingPackage: string }>;

/** Its files; and, while another app asks for one, the question which. */
export function FilesApp({ context, manifest }: FilesAppProps) {
  const { asked, problem, answer } = useQuestion(context);
  const files = asked === null ? FILES : filesOfType(asked.intent.type);
  return (
    <div className="files-app">
      <header className="files-app-bar">
        <h1>{asked === null ? manifest.label : 'Choose a file'}</h1>
        {asked !== null && <p role="status">{`For ${asked.callingPackage}, of type ${asked.intent.type ?? '*/*'}`}</p>}
      </header>
      {problem !== null && <p role="alert">{problem}</p>}
      <ul className="files-app-list">
        {files.map((file) => (
          <li key={file.id}>
            {asked === null ? <FileFacts file={file} /> : <FileButton file={file} onChoose={() => answer(file)} />}
          </li>
        ))}
      </ul>
      {asked !== null && (
        <button type="button" className="button" onClick={() => answer(null)}>
          Cancel
        </button>
      )}
    </div>
  );
}

function FileFacts({ file: { displayName, mimeType } }: Readonly<{ file: AppFile }>) {
  return (
    <>
      <bdi>{displayName}</bdi> <span>{mimeType}</span>
    </>
  );
}

function FileButton({ file, onChoose }: Readonly<{ file: AppFile; onChoose: () => void }>) {
  return (
    <button type="button" className="files-app-file" onClick={onChoose}>
      <FileFacts file={file} />
    </button>
  );
}

/** Serves the provider for as long as the app is there, and holds the intent that it was started with. */
function useQuestion(context: Context) {
  const [asked, setAsked] = useState<readonly Asked[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    serveDocumentsProvider(context, FILES_AUTHORITY, createFilesProvider).catch((error) => setProblem(String(error)));
    return context.onIntent((intent, callingPackage, id) =>
      setAsked((before) => [...before, { intent, callingPackage, id }]),
    );
  }, [context]);
  const current = asked.at(-1) ?? null;
  const answer = async (file: AppFile | null) => {
    if (current === null) return;
    setAsked((before) => before.filter(({ id }) => id !== current.id));
    const granted = { flags: FLAG_GRANT_READ_URI_PERMISSION, action: '' };
    const data = file === null ? null : { ...granted, data: buildDocumentUri(FILES_AUTHORITY, file.id) };
    try {
      await context.setResult(current.id, file === null ? RESULT_CANCELED : RESULT_OK, data);
    } catch (error) {
      setProblem(String(error));
    }
  };
  return { asked: current, problem, answer: (file: AppFile | null) => void answer(file) };
}
