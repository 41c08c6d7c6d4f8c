// Mirrors DocumentsUI's PickActivity.
import type { Context } from '../../sdk/context.ts';
import type { DialogProps } from '../ui/dialogProps.ts';
import { useModal } from '../ui/useModal.ts';

type DocumentPickerProps = DialogProps<'documentPicker'> & Readonly<{ context: Context }>;

export function DocumentPicker({ ask, onAnswer }: DocumentPickerProps) {
  const modal = useModal<HTMLDivElement>(() => onAnswer(null));
  return (
    <div {...modal} role="dialog" aria-modal="true" aria-label={ask.prompt ?? 'Open from'} tabIndex={-1}>
      <button type="button" className="button" onClick={() => onAnswer(null)}>
        Cancel
      </button>
    </div>
  );
}
