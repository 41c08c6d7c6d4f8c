import { useEffect, useState } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import type { UriGrantRow } from '../../contract/rpc/documentsApi.ts';
import type { Conversation } from '../port.ts';
import { Field } from './Field.tsx';
import { countText, modesText, shortUri, shownGrants } from './grantWords.ts';

/** Lines of the table at first, and how many more each press of the button adds. */
const PAGE = 100;

type GrantsPanelProps = Readonly<{
  device: DeviceState;
  documents: Conversation<'documents'> | null;
  changes: number;
}>;

/** Every URI grant there is: who may, what, why, and until when. */
export function GrantsPanel({ device, documents, changes }: GrantsPanelProps) {
  const [packageName, setPackageName] = useState<string | null>(null);
  const [length, setLength] = useState(PAGE);
  const { grants, problem } = useGrants(documents, changes);
  const labels = new Map(device.packages.map(({ manifest }) => [manifest.packageName, manifest.label]));
  const shown = shownGrants(grants ?? [], packageName);
  const holders = [...new Set([...(grants ?? []).map(({ targetPackage }) => targetPackage), packageName ?? ''])];
  return (
    <section className="card" aria-label="URI grants">
      <header className="card-header">
        <h2>URI grants</h2>
        <Field label="App">
          <select value={packageName ?? ''} onChange={({ target }) => setPackageName(target.value || null)}>
            <option value="">All apps</option>
            {holders
              .filter((holder) => holder !== '')
              .map((holder) => (
                <option key={holder} value={holder}>
                  {labels.get(holder) ?? holder}
                </option>
              ))}
          </select>
        </Field>
      </header>
      {problem !== null && (
        <p className="card-problem" role="alert">
          {problem}
        </p>
      )}
      <p className="muted" role="status">
        {grants === null ? 'Looking…' : shown.length === 0 ? NONE : `${countText(shown)}.`}
      </p>
      {shown.length > 0 && <GrantTable grants={shown.slice(0, length)} labels={labels} />}
      {shown.length > length && (
        <button type="button" className="button" onClick={() => setLength(length + PAGE)}>
          {`Show ${Math.min(PAGE, shown.length - length)} more`}
        </button>
      )}
    </section>
  );
}

const NONE = 'No grants. An app gets one with what its user picks, or from a provider.';

function useGrants(documents: Conversation<'documents'> | null, changes: number) {
  const [grants, setGrants] = useState<readonly UriGrantRow[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is what they are read again for.
  useEffect(() => {
    let isOver = false;
    documents?.uriGrants().then(
      (found) => {
        if (isOver) return;
        setGrants(found);
        setProblem(null);
      },
      (error) => {
        if (!isOver) setProblem(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      isOver = true;
    };
  }, [documents, changes]);
  return { grants, problem };
}

type GrantTableProps = Readonly<{ grants: readonly UriGrantRow[]; labels: ReadonlyMap<string, string> }>;

function GrantTable({ grants, labels }: GrantTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled can be scrolled by keyboard.
    <section className="grants-scroll" aria-label="Table of URI grants" tabIndex={0}>
      <table className="permissions grants">
        <thead>
          <tr>
            <th scope="col">App</th>
            <th scope="col">May</th>
            <th scope="col">What</th>
            <th scope="col">Why</th>
            <th scope="col">Until</th>
          </tr>
        </thead>
        <tbody>
          {grants.map((grant) => (
            <GrantLine key={`${grant.targetPackage} ${grant.prefix} ${grant.uri}`} grant={grant} labels={labels} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function GrantLine({ grant, labels }: Readonly<{ grant: UriGrantRow; labels: ReadonlyMap<string, string> }>) {
  const { targetPackage, sourcePackage, uri, prefix, persistedTime, why, until } = grant;
  return (
    <tr data-uri={uri} data-taken={persistedTime !== null}>
      <th scope="row">
        {labels.get(targetPackage) ?? targetPackage}
        <span className="flags">{targetPackage}</span>
      </th>
      <td>{modesText(grant)}</td>
      <td>
        <bdi>{shortUri(uri)}</bdi>
        {prefix && ' and everything below'}
        <span className="flags">{uri}</span>
        <span className="flags">{`of ${labels.get(sourcePackage) ?? sourcePackage}`}</span>
      </td>
      <td>
        {why}
        {persistedTime !== null && (
          <span className="flags">
            taken{' '}
            <time dateTime={new Date(persistedTime).toISOString()}>{new Date(persistedTime).toLocaleString()}</time>
          </span>
        )}
      </td>
      <td>{until}</td>
    </tr>
  );
}
