import { useRef } from 'react';
import { desktopHost } from '../host.ts';
import { Field } from './Field.tsx';

type FolderFieldProps = Readonly<{ folder: string; onChange: (folder: string) => void }>;

/** A folder of this computer: written, or chosen in the system's own window where the host has one. */
export function FolderField({ folder, onChange }: FolderFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const host = desktopHost();
  const choose = async () => {
    const chosen = await host?.chooseFolder();
    if (chosen !== null && chosen !== undefined) onChange(chosen);
    input.current?.focus();
  };
  return (
    <div className="folder-field">
      <Field label="Folder, its full path">
        <input
          ref={input}
          type="text"
          required
          spellCheck={false}
          autoComplete="off"
          placeholder="/media/me/card"
          value={folder}
          onChange={({ target }) => onChange(target.value)}
        />
      </Field>
      {host !== null && (
        <button type="button" className="button" onClick={() => void choose()}>
          Choose…
        </button>
      )}
    </div>
  );
}
