import { useEffect, useMemo, useRef, useState } from 'react';
import type { DocumentsProviderState } from '../../contract/rpc/documentsApi.ts';
import type { Conversation } from '../port.ts';
import { Icon } from '../ui/Icon.tsx';
import { throttled } from '../ui/throttled.ts';
import { Field } from './Field.tsx';
import { PROVIDER_KINDS, PROVIDER_STATES, rootFlagsText, rootsText } from './providerWords.ts';
import { Question } from './Question.tsx';
import { useDocumentsOrder } from './useCommands.ts';

/** Asking for roots is work for the providers: often enough for whoever watches. Milliseconds. */
const AT_MOST_EVERY = 1_000;

type ProvidersPanelProps = Readonly<{ documents: Conversation<'documents'> | null; changes: number }>;

/** Every documents provider, those that Android would not start too, with its problem and its roots. */
export function ProvidersPanel({ documents, changes }: ProvidersPanelProps) {
  const { providers, problem } = useProviders(documents, changes);
  return (
    <section className="card" aria-label="Documents providers">
      <header className="card-header">
        <h2>Documents providers</h2>
        <LoadPlugin documents={documents} />
      </header>
      {problem !== null && (
        <p className="card-problem" role="alert">
          {problem}
        </p>
      )}
      {providers === null && problem === null && <p className="muted">Looking…</p>}
      <ul className="volume-list">
        {(providers ?? []).map((provider) => (
          <ProviderItem key={provider.authority} provider={provider} documents={documents} />
        ))}
      </ul>
    </section>
  );
}

function useProviders(documents: Conversation<'documents'> | null, changes: number) {
  const [providers, setProviders] = useState<readonly DocumentsProviderState[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isAsking = useRef(false);
  const isStale = useRef(false);
  const read = useMemo(
    () =>
      throttled(async () => {
        // What changes while they answer is asked for once more.
        isStale.current = true;
        if (documents === null || isAsking.current) return;
        isAsking.current = true;
        while (isStale.current) {
          isStale.current = false;
          try {
            setProviders(await documents.providers());
            setProblem(null);
          } catch (error) {
            setProblem(error instanceof Error ? error.message : String(error));
          }
        }
        isAsking.current = false;
      }, AT_MOST_EVERY),
    [documents],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is what they are read again for.
  useEffect(read, [read, changes]);
  return { providers, problem };
}

type ProviderItemProps = Readonly<{ provider: DocumentsProviderState; documents: Conversation<'documents'> | null }>;

function ProviderItem({ provider, documents }: ProviderItemProps) {
  const order = useDocumentsOrder(documents);
  const { authority, packageName, label, kind, state, problem, roots } = provider;
  const about = rootsText(provider);
  return (
    <li className="volume" data-authority={authority}>
      <header className="card-header">
        <h3>{label}</h3>
        <span
          className="pill"
          data-state={state === 'running' ? 'mounted' : state === 'failed' ? 'missing' : 'removed'}
        >
          <span className="visually-hidden">{`${label}: `}</span>
          {PROVIDER_STATES[state]}
        </span>
      </header>
      <p className="muted provider-facts">{`${authority} · ${packageName} · ${PROVIDER_KINDS[kind]}`}</p>
      {problem !== null && (
        <p className="card-problem" role="alert">
          <Icon name="warning" size={18} /> {problem}
        </p>
      )}
      {about !== '' && <p className="muted">{about}</p>}
      <ul className="provider-roots">
        {(roots ?? []).map((root, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a provider may give one id to two roots.
          <li key={`${root.rootId} ${index}`}>
            <b>{root.title === '' ? '(no title)' : root.title}</b>
            {root.summary !== null && ` · ${root.summary}`}
            <span className="flags">{`${root.rootId} → ${root.documentId} · ${rootFlagsText(root.flags)}`}</span>
          </li>
        ))}
      </ul>
      {kind === 'plugin' && (
        <div className="buttons">
          <Question
            opens="Uninstall…"
            about={label}
            title={`Uninstall ${label}`}
            agrees="Uninstall"
            isDanger
            onAgree={() => order((api) => api.unloadPlugin(authority))}
          >
            <p>Its app is uninstalled, and apps lose what they were granted of its documents.</p>
          </Question>
        </div>
      )}
    </li>
  );
}

function LoadPlugin({ documents }: Readonly<{ documents: Conversation<'documents'> | null }>) {
  const order = useDocumentsOrder(documents);
  const [folder, setFolder] = useState('');
  return (
    <Question
      opens="Load a plug-in…"
      title="Load a provider of your own"
      agrees="Load"
      onAgree={() => order((api) => api.loadPlugin(folder.trim()))}
    >
      <p>
        A folder with manifest.json and provider.ts or provider.js. Its code runs in a process of its own, with what you
        may do yourself.
      </p>
      <Field label="Folder, its full path">
        <input
          type="text"
          required
          spellCheck={false}
          autoComplete="off"
          placeholder="/home/me/mycloud"
          value={folder}
          onChange={({ target }) => setFolder(target.value)}
        />
      </Field>
    </Question>
  );
}
