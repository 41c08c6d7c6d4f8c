import { type ReactNode, useId } from 'react';
import { text } from '../ui/strings.ts';
import { useModal } from '../ui/useModal.ts';

type AlertDialogProps = Readonly<{
  title: string;
  children: ReactNode;
  /** What the only button says, and does. */
  button: string;
  onButton: () => void;
  /** Back, and a tap outside; without it neither closes the alert. */
  onDismiss?: () => void;
}>;

/** An alert of the picker's, over all of it. */
export function AlertDialog({ title, children, button, onButton, onDismiss }: AlertDialogProps) {
  const titleId = useId();
  const messageId = useId();
  const modal = useModal<HTMLDivElement>(() => onDismiss?.());
  return (
    <div
      className="alert-scrim"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onDismiss?.();
      }}
    >
      <div
        {...modal}
        className="alert"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={titleId}
        aria-describedby={messageId}
        tabIndex={-1}
      >
        <h2 id={titleId} className="alert-title">
          {title}
        </h2>
        <div id={messageId} className="alert-message">
          {children}
        </div>
        <div className="alert-buttons">
          <button type="button" className="button" data-kind="text" onClick={onButton}>
            {button}
          </button>
        </div>
      </div>
    </div>
  );
}

type MessageDialogProps = Readonly<{ title: string; message: string; onClose: () => void }>;

/** Tells something, and has nothing to be decided. */
export function MessageDialog({ title, message, onClose }: MessageDialogProps) {
  return (
    <AlertDialog title={title} button={text('ok')} onButton={onClose} onDismiss={onClose}>
      <p>{message}</p>
    </AlertDialog>
  );
}
