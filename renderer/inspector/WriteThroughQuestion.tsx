import { useEffect, useId, useRef } from 'react';
import type { NewVolume } from '../../contract/rpc/deviceApi.ts';
import { useOrder } from './useCommands.ts';

type WriteThroughQuestionProps = Readonly<{
  /** The folder that somebody wants to be written through; null while nobody does. */
  asked: NewVolume | null;
  /** Called when it was answered either way. */
  onAnswered: () => void;
}>;

/** Asks before a user's own files are in the hands of apps. Cancel has the focus. */
export function WriteThroughQuestion({ asked, onAnswered }: WriteThroughQuestionProps) {
  const order = useOrder();
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const titleId = useId();
  const textId = useId();
  useEffect(() => {
    if (asked === null) return;
    dialog.current?.showModal();
    cancel.current?.focus();
  }, [asked]);
  const close = () => dialog.current?.close();
  const agree = () => {
    close();
    if (asked !== null) order((tester) => tester.mountVolume({ ...asked, writeThrough: true }));
  };
  return (
    <dialog
      ref={dialog}
      className="confirm question"
      aria-labelledby={titleId}
      aria-describedby={textId}
      onClose={onAnswered}
    >
      <h2 id={titleId}>Let apps change your own files?</h2>
      <p id={textId}>
        Apps will change and delete the real files in <bdi className="question-folder">{asked?.folder}</bdi>. There is
        no undo. Once a day of its clock the device deletes what apps made on it and has expired in the trash; nothing
        else expires. Mounted as usual, the folder is only read, and what apps change can be looked at first.
      </p>
      <div className="buttons">
        <button ref={cancel} type="button" className="button" data-kind="text" onClick={close}>
          Cancel
        </button>
        <button type="button" className="button" data-kind="danger" onClick={agree}>
          Write to the real files
        </button>
      </div>
    </dialog>
  );
}
