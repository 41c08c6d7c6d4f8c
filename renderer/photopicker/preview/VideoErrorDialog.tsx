// Mirrors RemotePreviewSession.createPlayerErrorAlertDialog and RetriableErrorDialog.kt.
import { useId } from 'react';
import { text } from '../../ui/strings.ts';
import { useModal } from '../../ui/useModal.ts';
import type { VideoProblem } from './videoProblem.ts';

type VideoErrorDialogProps = Readonly<{ problem: VideoProblem; onRetry: () => void; onCancel: () => void }>;

/** Says why a video does not play. What cannot be played here is not worth trying again. */
export function VideoErrorDialog({ problem, onRetry, onCancel }: VideoErrorDialogProps) {
  const titleId = useId();
  const messageId = useId();
  const modal = useModal<HTMLDivElement>(onCancel);
  const isConnection = problem === 'connection';
  return (
    <div className="alert-scrim">
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
          {text('preview.error')}
        </h2>
        <p id={messageId} className="alert-message">
          {text(isConnection ? 'preview.error.connection' : 'preview.error.format')}
        </p>
        <div className="alert-buttons">
          <button type="button" className="button" data-kind="text" onClick={onCancel}>
            {text(isConnection ? 'preview.error.cancel' : 'preview.error.ok')}
          </button>
          {isConnection && (
            <button type="button" className="button" data-kind="text" onClick={onRetry}>
              {text('preview.error.retry')}
            </button>
          )}
        </div>
      </div>
    </div>
  );
}
