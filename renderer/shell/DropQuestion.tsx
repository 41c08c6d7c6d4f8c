import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { desktopHost } from '../host.ts';
import { FolderField } from '../inspector/FolderField.tsx';
import { useOrder } from '../inspector/useCommands.ts';
import type { Drop } from './folderDrop.ts';

type DropQuestionProps = Readonly<{ drop: Drop; onAnswered: () => void }>;

/** Asks what a dropped folder is to be, or tells why it can be nothing. */
export function DropQuestion({ drop, onAnswered }: DropQuestionProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="confirm question window-question" aria-labelledby={titleId} onClose={onAnswered}>
      {drop.kind === 'problem' ? (
        <>
          <h2 id={titleId}>This cannot be put in</h2>
          <p role="alert">{drop.sentence}</p>
          <div className="buttons">
            <button type="button" className="button" data-kind="filled" onClick={() => dialog.current?.close()}>
              OK
            </button>
          </div>
        </>
      ) : (
        <FolderForm {...drop} titleId={titleId} onDone={() => dialog.current?.close()} />
      )}
    </dialog>
  );
}

const CHOICES = [
  ['sd', 'An SD card'],
  ['usb', 'A USB drive'],
  ['primary', "The device's own storage"],
] as const;

type Choice = (typeof CHOICES)[number][0];

type FolderFormProps = Readonly<{ name: string; path: string | null; titleId: string; onDone: () => void }>;

function FolderForm({ name, path, titleId, onDone }: FolderFormProps) {
  const order = useOrder();
  const host = desktopHost();
  const [folder, setFolder] = useState(path ?? name);
  const [choice, setChoice] = useState<Choice>('sd');
  const isCommand = choice === 'primary' && host === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDone();
    if (choice !== 'primary') order((tester) => tester.mountVolume({ folder: folder.trim(), kind: choice }));
    else void host?.openFolder(folder.trim());
  };
  return (
    <form onSubmit={submit}>
      <h2 id={titleId}>{`Put “${name}” in as`}</h2>
      {CHOICES.map(([value, label]) => (
        <label key={value} className="question-option">
          <input type="radio" name="as" checked={choice === value} onChange={() => setChoice(value)} />
          {label}
        </label>
      ))}
      {!isCommand && path === null && (
        <p>A browser does not tell where a dropped folder is. Complete its path, as your file manager shows it.</p>
      )}
      {!isCommand && <FolderField folder={folder} onChange={setFolder} />}
      <p>{aboutChoice(choice, isCommand)}</p>
      {isCommand && <pre className="question-command">{`npm start -- ${shellWord(path ?? `…/${name}`)}`}</pre>}
      <div className="buttons">
        <button type="button" className="button" data-kind="text" onClick={onDone}>
          Cancel
        </button>
        {!isCommand && (
          <button type="submit" className="button" data-kind="filled">
            {choice === 'primary' ? 'Restart on it' : 'Put in'}
          </button>
        )}
      </div>
    </form>
  );
}

function aboutChoice(choice: Choice, isCommand: boolean): string {
  if (isCommand)
    return 'The own storage of a device is given when it starts. Stop this one, and start it with the folder:';
  if (choice === 'primary')
    return 'The device of that folder starts in this window; the one shown now keeps its state for the next time.';
  return "Your files are only read. What apps change stays in the device's home.";
}

/** As a shell takes it for one word. */
function shellWord(path: string): string {
  return /^[\w@%+=:,./…-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
