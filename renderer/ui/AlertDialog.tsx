import { type ReactNode, useId } from 'react';
import { text } from './strings.ts';
import { useModal } from './useModal.ts';

export type AlertButton = Readonly<{ label: string; onPress: () => void }>;

type AlertDialogProps = Readonly<{
  title: string;
  /** What it says. */
  children: ReactNode;
  /** Between what it says and the buttons. */
  extra?: ReactNode;
  buttons: readonly AlertButton[];
  /** Back; without it nothing but a button ends the alert. */
  onBack?: () => void;
  /** Whether a tap outside is Back. */
  closesOutside?: boolean;
}>;

/** An alert over all of its window. */
export function AlertDialog({ title, children, extra, buttons, onBack, closesOutside = false }: AlertDialogProps) {
  const titleId = useId();
  const messageId = useId();
  const modal = useModal<HTMLDivElement>(() => onBack?.());
  return (
    <div
      className="alert-scrim"
      onPointerDown={(event) => {
        if (closesOutside && event.target === event.currentTarget) onBack?.();
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
        {extra}
        <div className="alert-buttons">
          {buttons.map(({ label, onPress }) => (
            <button key={label} type="button" className="button" data-kind="text" onClick={onPress}>
              {label}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}

type MessageDialogProps = Readonly<{ title: string; message: string; onClose: () => void }>;

/** Tells something, and has nothing to be decided. */
export function MessageDialog({ title, message, onClose }: MessageDialogProps) {
  return (
    <AlertDialog title={title} buttons={[{ label: text('ok'), onPress: onClose }]} onBack={onClose} closesOutside>
      <p>{message}</p>
    </AlertDialog>
  );
}
