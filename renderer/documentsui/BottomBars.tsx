// Mirrors DocumentsUI's picker/SaveFragment and PickFragment.
import type { FormEvent } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { iconName } from './documentIcons.ts';
import type { SavePicker } from './savePicker.ts';
import { documentsText } from './strings.ts';

type SaveBarProps = Readonly<{
  save: SavePicker;
  mimeType: string | null;
  /** Whether the directory on screen takes documents. */
  isEnabled: boolean;
  onName: (name: string) => void;
  onSave: () => void;
}>;

/** The name of what is to be made, and the button that makes it here. */
export function SaveBar({ save, mimeType, isEnabled, onName, onSave }: SaveBarProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <form className="docs-bottom-bar docs-save" onSubmit={submit}>
      <span className="docs-save-icon">
        <Icon name={iconName({ mimeType })} />
      </span>
      <input
        className="docs-save-name"
        aria-label={documentsText('file_name')}
        value={save.name}
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        readOnly={save.isSaving}
        onFocus={(event) => event.target.select()}
        onChange={(event) => onName(event.target.value)}
      />
      {save.isSaving ? (
        <span className="docs-spinner" role="progressbar" aria-label={documentsText('saving')} />
      ) : (
        <button
          type="submit"
          className="button docs-save-button"
          data-kind="filled"
          disabled={!isEnabled || save.name === ''}
        >
          {documentsText('menu_save')}
        </button>
      )}
    </form>
  );
}

type TreeBarProps = Readonly<{ isBlocked: boolean; onUse: () => void; onBlocked: () => void }>;

/** Takes the folder on screen. One that is blocked says so when it is tapped. */
export function TreeBar({ isBlocked, onUse, onBlocked }: TreeBarProps) {
  return (
    <div className="docs-bottom-bar docs-tree">
      <button
        type="button"
        className="docs-use-folder state-layer"
        aria-disabled={isBlocked}
        onClick={isBlocked ? onBlocked : onUse}
      >
        {documentsText('button_open_tree')}
      </button>
    </div>
  );
}
