import { type KeyboardEvent, useState } from 'react';
import type { AppPermissionPage, PermissionRadio } from '../../contract/rpc/settingsApi.ts';
import { Icon } from '../ui/Icon.tsx';

type PermissionRadiosProps = Readonly<{
  radios: AppPermissionPage['radios'];
  editSelectedPhotos: AppPermissionPage['editSelectedPhotos'];
  /** Id of the words above. */
  labelledBy: string;
  /** The picker is on its way, or a choice is. */
  isBusy: boolean;
  onChoose: (radio: PermissionRadio) => void;
  onEdit: () => void;
}>;

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * The choices of a group. Arrow keys only move the focus: a choice can end the app's process, so it takes a press
 * of its own, as it does on a phone with a keyboard.
 */
export function PermissionRadios(props: PermissionRadiosProps) {
  const { radios, editSelectedPhotos, labelledBy, isBusy, onChoose, onEdit } = props;
  const [focused, setFocused] = useState<PermissionRadio | null>(null);
  const stop = focused ?? radios.find(({ checked }) => checked)?.id ?? radios[0]?.id;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key];
    const at = radios.findIndex(({ id }) => id === (event.target as HTMLElement).dataset.radio);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    const next = radios[(at + step + radios.length) % radios.length];
    event.currentTarget.querySelector<HTMLElement>(`[data-radio="${next?.id}"]`)?.focus();
  };
  return (
    <div role="radiogroup" aria-labelledby={labelledBy} onKeyDown={onKeyDown}>
      {radios.map(({ id, label, checked }) => (
        <div key={id} className="settings-radio-row" role="presentation">
          {/* biome-ignore lint/a11y/useSemanticElements: an input would choose at every press of an arrow key. */}
          <button
            type="button"
            role="radio"
            className="settings-radio"
            data-radio={id}
            aria-checked={checked}
            tabIndex={id === stop ? 0 : -1}
            onFocus={() => setFocused(id)}
            onClick={() => onChoose(id)}
          >
            <span className="settings-radio-circle" aria-hidden="true" />
            <span>{label}</span>
          </button>
          {id === 'LIMITED' && (
            <EditSelectedPhotos description={editSelectedPhotos?.contentDescription} isBusy={isBusy} onEdit={onEdit} />
          )}
        </div>
      ))}
    </div>
  );
}

type EditSelectedPhotosProps = Readonly<{ description: string | undefined; isBusy: boolean; onEdit: () => void }>;

/** The pencil. It is there while its radio is not checked, but not to be seen: so it can fade. */
function EditSelectedPhotos({ description, isBusy, onEdit }: EditSelectedPhotosProps) {
  const isShown = description !== undefined;
  return (
    <div className="settings-edit" data-shown={isShown} inert={!isShown}>
      <span className="settings-edit-divider" />
      <button
        type="button"
        className="icon-button state-layer"
        aria-label={description ?? ''}
        aria-disabled={isBusy}
        onClick={() => {
          if (!isBusy) onEdit();
        }}
      >
        <Icon name="edit" />
      </button>
    </div>
  );
}
