// The page of a provider's own that an AuthenticationRequiredException leads to.
import { type FormEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { AppIcon } from '../ui/AppIcon.tsx';
import type { DialogProps } from '../ui/dialogProps.ts';
import { useModal } from '../ui/useModal.ts';
import { documentsText } from './strings.ts';

/** Any account that is no blank may sign in: a provider that refuses says so itself. */
export function SignInDialog({ ask, onAnswer }: DialogProps<'signIn'>) {
  const titleId = useId();
  const fieldId = useId();
  const [account, setAccount] = useState(ask.account);
  const input = useRef<HTMLInputElement>(null);
  const answer = useAnswerOnce(onAnswer);
  const modal = useModal<HTMLDivElement>(() => answer(null));
  useLayoutEffect(() => input.current?.select(), []);
  const name = account.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name !== '') answer({ account: name });
  };
  return (
    <div className="alert-scrim">
      <div
        {...modal}
        className="alert docs-sign-in"
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
      >
        <div className="docs-sign-in-app">
          <AppIcon packageName={ask.packageName} size={40} />
          <h1 id={titleId} className="alert-title">
            {documentsText('sign_in_title', { name: ask.appLabel })}
          </h1>
        </div>
        <p className="alert-message">{documentsText('sign_in_message', { name: ask.appLabel })}</p>
        <form onSubmit={submit}>
          <label className="docs-field-label" htmlFor={fieldId}>
            {documentsText('account')}
          </label>
          <input
            ref={input}
            id={fieldId}
            className="docs-text-field"
            value={account}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setAccount(event.target.value)}
          />
          <div className="alert-buttons">
            <button type="button" className="button" data-kind="text" onClick={() => answer(null)}>
              {documentsText('cancel')}
            </button>
            <button type="submit" className="button" data-kind="text" disabled={name === ''}>
              {documentsText('sign_in')}
            </button>
          </div>
        </form>
      </div>
    </div>
  );
}

/** Who presses twice answers once. */
function useAnswerOnce<T>(onAnswer: (answer: T) => void): (answer: T) => void {
  const isAnswered = useRef(false);
  return (answer) => {
    if (isAnswered.current) return;
    isAnswered.current = true;
    onAnswer(answer);
  };
}
