// The page of a provider's own that an AuthenticationRequiredException leads to.
import { useId, useState } from 'react';
import type { DialogProps } from '../ui/dialogProps.ts';
import { useModal } from '../ui/useModal.ts';

export function SignInDialog({ ask, onAnswer }: DialogProps<'signIn'>) {
  const titleId = useId();
  const [account, setAccount] = useState(ask.account);
  const modal = useModal<HTMLDivElement>(() => onAnswer(null));
  return (
    <div className="alert-scrim">
      <div {...modal} className="alert" role="dialog" aria-modal="true" aria-labelledby={titleId} tabIndex={-1}>
        <h1 id={titleId} className="alert-title">
          {ask.appLabel}
        </h1>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (account.trim() !== '') onAnswer({ account: account.trim() });
          }}
        >
          <label>
            Account
            <input value={account} maxLength={200} onChange={(event) => setAccount(event.target.value)} />
          </label>
          <div className="alert-buttons">
            <button type="button" className="button" data-kind="text" onClick={() => onAnswer(null)}>
              Cancel
            </button>
            <button type="submit" className="button" data-kind="text" disabled={account.trim() === ''}>
              Sign in
            </button>
          </div>
        </form>
      </div>
    </div>
  );
}
