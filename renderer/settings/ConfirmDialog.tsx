// Mirrors PermissionController's ConfirmDialog and AdvancedConfirmDialogArgs.
import { useId } from 'react';
import type { Confirmation } from '../../contract/rpc/settingsApi.ts';
import { useModal } from '../ui/useModal.ts';

type ConfirmDialogProps = Readonly<{ confirmation: Confirmation; onYes: () => void; onNo: () => void }>;

/** Asks before a choice that concerns more than its page. Back and a tap outside are a no. */
export function ConfirmDialog({ confirmation, onYes, onNo }: ConfirmDialogProps) {
  const { title, message, yes, no } = confirmation;
  const titleId = useId();
  const messageId = useId();
  const modal = useModal<HTMLDivElement>(onNo);
  return (
    <div
      className="alert-scrim"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onNo();
      }}
    >
      <div
        {...modal}
        className="alert"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={title ? titleId : messageId}
        aria-describedby={messageId}
        tabIndex={-1}
      >
        {title && (
          <h2 id={titleId} className="alert-title">
            {title}
          </h2>
        )}
        <p id={messageId} className="alert-message">
          {message}
        </p>
        <div className="alert-buttons">
          <button type="button" className="button" data-kind="text" onClick={onNo}>
            {no}
          </button>
          <button type="button" className="button" data-kind="text" onClick={onYes}>
            {yes}
          </button>
        </div>
      </div>
    </div>
  );
}
