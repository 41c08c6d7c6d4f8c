import { type FormEvent, useEffect, useState } from 'react';
import type { CloudAccount, CloudChange, CloudState } from '../../contract/rpc/documentsApi.ts';
import type { Conversation } from '../port.ts';
import { CloudFaults } from './CloudFaults.tsx';
import { CloudNetworkFields } from './CloudNetworkFields.tsx';
import { Field } from './Field.tsx';
import { NumberField } from './NumberField.tsx';
import { Question } from './Question.tsx';
import { useDocumentsOrder } from './useCommands.ts';
import { bytesText, quotaOf } from './volumeWords.ts';

type Documents = Conversation<'documents'> | null;
type CloudPanelProps = Readonly<{ documents: Documents; changes: number }>;

/** The cloud that is no cloud: its accounts, its network, what goes wrong in it, and what is on its way there. */
export function CloudPanel({ documents, changes }: CloudPanelProps) {
  const order = useDocumentsOrder(documents);
  const cloud = useCloud(documents, changes);
  const set = (change: CloudChange) => order((api) => api.setCloud(change));
  return (
    <section className="card" aria-label="Mock cloud">
      <header className="card-header">
        <h2>Mock cloud</h2>
        <span className="pill" role="status">
          {cloud === null ? 'Looking…' : cloud.online ? 'Online' : 'Offline'}
        </span>
      </header>
      {cloud !== null && (
        <>
          <Accounts documents={documents} accounts={cloud.accounts} />
          <CloudNetworkFields network={cloud} onSet={set}>
            <NumberField
              label="Rows of a page"
              value={cloud.pageSize}
              min={1}
              onSet={(pageSize) => set({ pageSize })}
            />
          </CloudNetworkFields>
          <CloudFaults cloud={cloud} onSet={set} />
          <Uploads uploads={cloud.uploads} />
        </>
      )}
    </section>
  );
}

function useCloud(documents: Documents, changes: number): CloudState | null {
  const [cloud, setCloud] = useState<CloudState | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is what it is read again for.
  useEffect(() => {
    let isOver = false;
    documents?.cloud().then(
      (state) => {
        if (!isOver) setCloud(state);
      },
      // The device has gone, which is told elsewhere.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [documents, changes]);
  return cloud;
}

type AccountsProps = Readonly<{ documents: Documents; accounts: readonly CloudAccount[] }>;

function Accounts({ documents, accounts }: AccountsProps) {
  const order = useDocumentsOrder(documents);
  const [name, setName] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    order((api) => api.cloudSignIn(name.trim()));
    setName('');
  };
  return (
    <>
      <ul className="volume-list" aria-label="Accounts">
        {accounts.map((account) => (
          <AccountItem key={account.name} documents={documents} account={account} />
        ))}
      </ul>
      <form className="buttons cloud-account" onSubmit={add}>
        <Field label="Another account">
          <input value={name} maxLength={200} autoComplete="off" onChange={({ target }) => setName(target.value)} />
        </Field>
        <button type="submit" className="button">
          Add and sign in
        </button>
      </form>
    </>
  );
}

function AccountItem({ documents, account }: Readonly<{ documents: Documents; account: CloudAccount }>) {
  const order = useDocumentsOrder(documents);
  const { name, signedIn, usedBytes, quotaBytes } = account;
  const [megabytes, setMegabytes] = useState('');
  const room = quotaBytes === null ? 'without a quota' : `of ${bytesText(quotaBytes)}`;
  return (
    <li className="volume">
      <header className="card-header">
        <h3>{name}</h3>
        <span className="pill" data-state={signedIn ? 'mounted' : 'removed'}>
          {signedIn ? 'Signed in' : 'Signed out'}
        </span>
      </header>
      <p className="muted">{`${bytesText(usedBytes)} used, ${room}`}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons are no fields of a form. */}
      <div className="buttons" role="group" aria-label={name}>
        <button
          type="button"
          className="button"
          onClick={() => order((api) => (signedIn ? api.cloudSignOut(name) : api.cloudSignIn(name)))}
        >
          {signedIn ? 'Sign out' : 'Sign in'}
        </button>
        <Question
          opens="Quota…"
          title={`Quota of ${name}`}
          agrees="Set"
          onOpen={() => setMegabytes(quotaBytes === null ? '' : String(quotaBytes / 1_000_000))}
          onAgree={() => order((api) => api.setCloudQuota(name, quotaOf(megabytes)))}
        >
          <Field label="Megabytes; empty for no quota">
            <input
              type="number"
              min="0"
              step="any"
              value={megabytes}
              onChange={({ target }) => setMegabytes(target.value)}
            />
          </Field>
        </Question>
      </div>
    </li>
  );
}

function Uploads({ uploads }: Pick<CloudState, 'uploads'>) {
  return (
    <section aria-label="Uploads">
      <h3>Uploads</h3>
      {uploads.length === 0 && <p className="muted">None under way.</p>}
      <ul className="volume-list">
        {uploads.map(({ account, displayName, sentBytes, sizeBytes, problem }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one document may be on its way twice.
          <li key={`${account} ${displayName} ${index}`}>
            <b>{displayName}</b>
            {` · ${account} · ${bytesText(sentBytes)} of ${bytesText(sizeBytes)}`}
            {problem !== null && <span className="flags">{problem}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
