// Mirrors DocumentsUI's CreateDirectoryFragment, SortListFragment, OverwriteConfirmFragment and ConfirmFragment.
import { type FormEvent, type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { useModal } from '../ui/useModal.ts';
import { SORT_CHOICES, type Sort } from './sorting.ts';
import { documentsText } from './strings.ts';

type PickerAlertProps = Readonly<{
  title: string;
  onClose: () => void;
  /** Asks, in place of only showing something. */
  isQuestion?: boolean;
  className?: string;
  children: ReactNode;
}>;

/** A window over the picker; Back and a tap outside close it. */
function PickerAlert({ title, onClose, isQuestion = false, className = '', children }: PickerAlertProps) {
  const titleId = useId();
  const modal = useModal<HTMLDivElement>(onClose);
  return (
    <div
      className="alert-scrim"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: it is a dialog of one kind or the other. */}
      <div
        {...modal}
        className={`alert docs-alert ${className}`}
        role={isQuestion ? 'alertdialog' : 'dialog'}
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
      >
        <h2 id={titleId} className="alert-title">
          {title}
        </h2>
        {children}
      </div>
    </div>
  );
}

type ConfirmProps = Readonly<{
  title: string;
  message?: string;
  yes: string;
  onYes: () => void;
  onClose: () => void;
}>;

/** A question with two answers. */
export function ConfirmAlert({ title, message, yes, onYes, onClose }: ConfirmProps) {
  return (
    <PickerAlert title={title} onClose={onClose} isQuestion>
      {message !== undefined && <p className="alert-message">{message}</p>}
      <div className="alert-buttons">
        <button type="button" className="button" data-kind="text" onClick={onClose}>
          {documentsText('cancel')}
        </button>
        <button type="button" className="button" data-kind="text" onClick={onYes}>
          {yes}
        </button>
      </div>
    </PickerAlert>
  );
}

type NewFolderProps = Readonly<{
  /** False for a name that is none. */
  onCreate: (name: string) => boolean;
  onClose: () => void;
}>;

export function NewFolderAlert({ onCreate, onClose }: NewFolderProps) {
  const [name, setName] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const errorId = useId();
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isCreated = onCreate(name);
    setIsMissing(!isCreated);
    if (!isCreated) input.current?.focus();
  };
  return (
    <PickerAlert title={documentsText('menu_create_dir')} onClose={onClose}>
      <form onSubmit={submit}>
        <input
          ref={input}
          className="docs-text-field"
          aria-label={documentsText('folder_name')}
          placeholder={documentsText('folder_name')}
          aria-invalid={isMissing}
          aria-describedby={errorId}
          value={name}
          maxLength={255}
          autoComplete="off"
          onChange={(event) => {
            setName(event.target.value);
            setIsMissing(false);
          }}
        />
        <p id={errorId} className="docs-field-error" role="alert">
          {isMissing && documentsText('add_folder_name_error')}
        </p>
        <div className="alert-buttons">
          <button type="button" className="button" data-kind="text" onClick={onClose}>
            {documentsText('cancel')}
          </button>
          <button type="submit" className="button" data-kind="text">
            {documentsText('ok')}
          </button>
        </div>
      </form>
    </PickerAlert>
  );
}

type SortAlertProps = Readonly<{ sort: Sort; onChoose: (sort: Sort) => void; onClose: () => void }>;

/** Arrows only move; a choice is made by a tap, Enter or Space, and closes the window. */
export function SortAlert({ sort, onChoose, onClose }: SortAlertProps) {
  const title = documentsText('sort_title');
  const group = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => group.current?.querySelector<HTMLElement>('[aria-checked="true"]')?.focus(), []);
  return (
    <PickerAlert title={title} onClose={onClose} className="docs-sort">
      <div ref={group} className="docs-sort-choices" role="radiogroup" aria-label={title} onKeyDown={moveInGroup}>
        {SORT_CHOICES.map((choice) => {
          const isChosen = choice.sort.dimension === sort.dimension && choice.sort.direction === sort.direction;
          return (
            // biome-ignore lint/a11y/useSemanticElements: an input would choose with every arrow.
            <button
              key={choice.label}
              type="button"
              role="radio"
              className="state-layer"
              aria-checked={isChosen}
              tabIndex={isChosen ? 0 : -1}
              onClick={() => onChoose(choice.sort)}
            >
              <span className="docs-radio" />
              {documentsText(choice.label)}
            </button>
          );
        })}
      </div>
    </PickerAlert>
  );
}

function moveInGroup(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const choices = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')];
  const at = choices.findIndex((choice) => choice.matches(':focus'));
  choices.at((at + step) % choices.length)?.focus();
}
