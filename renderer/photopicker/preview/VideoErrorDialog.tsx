// Mirrors RemotePreviewSession.createPlayerErrorAlertDialog and RetriableErrorDialog.kt.
import { AlertDialog } from '../../ui/AlertDialog.tsx';
import { text } from '../../ui/strings.ts';
import type { VideoProblem } from './videoProblem.ts';

type VideoErrorDialogProps = Readonly<{ problem: VideoProblem; onRetry: () => void; onCancel: () => void }>;

/** Says why a video does not play. What cannot be played here is not worth trying again. */
export function VideoErrorDialog({ problem, onRetry, onCancel }: VideoErrorDialogProps) {
  const isConnection = problem === 'connection';
  const cancel = { label: text(isConnection ? 'preview.error.cancel' : 'preview.error.ok'), onPress: onCancel };
  const retry = { label: text('preview.error.retry'), onPress: onRetry };
  return (
    <AlertDialog title={text('preview.error')} buttons={isConnection ? [cancel, retry] : [cancel]} onBack={onCancel}>
      <p>{text(isConnection ? 'preview.error.connection' : 'preview.error.format')}</p>
    </AlertDialog>
  );
}
