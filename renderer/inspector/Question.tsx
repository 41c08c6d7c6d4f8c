import { type FormEvent, type ReactNode, useId, useRef } from 'react';

type QuestionProps = Readonly<{
  /** What the button that opens it says. */
  opens: string;
  /** Which of several it is about, for who only hears its name. */
  about?: string;
  title: string;
  /** What the button that agrees says. */
  agrees: string;
  /** Whether something could be lost. */
  isDanger?: boolean;
  disabled?: boolean;
  /** Called when it opens. */
  onOpen?: () => void;
  onAgree: () => void;
  /** What will happen, and to what. */
  children: ReactNode;
}>;

/** A button that asks before it does anything. Where something could be lost, Cancel has the focus. */
export function Question(props: QuestionProps) {
  const { opens, about, title, agrees, isDanger = false, disabled = false, onOpen, onAgree, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const textId = useId();
  const cancel = useRef<HTMLButtonElement>(null);
  const close = () => dialog.current?.close();
  const open = () => {
    onOpen?.();
    dialog.current?.showModal();
    if (isDanger) cancel.current?.focus();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // Enter in a field agrees to what harms nothing; what does is agreed to by its button.
    if (!isDanger) agree();
  };
  const agree = () => {
    close();
    onAgree();
  };
  return (
    <>
      <button
        type="button"
        className="button"
        data-kind={isDanger ? 'danger' : undefined}
        disabled={disabled}
        onClick={open}
      >
        {opens}
        {about !== undefined && <span className="visually-hidden">{` ${about}`}</span>}
      </button>
      <dialog ref={dialog} className="confirm question" aria-labelledby={titleId} aria-describedby={textId}>
        <form onSubmit={onSubmit}>
          <h2 id={titleId}>{title}</h2>
          <div id={textId}>{children}</div>
          <div className="buttons">
            <button ref={cancel} type="button" className="button" data-kind="text" onClick={close}>
              Cancel
            </button>
            {isDanger ? (
              <button type="button" className="button" data-kind="filled" onClick={agree}>
                {agrees}
              </button>
            ) : (
              <button type="submit" className="button" data-kind="filled">
                {agrees}
              </button>
            )}
          </div>
        </form>
      </dialog>
    </>
  );
}
