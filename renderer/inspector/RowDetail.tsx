import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import type { ColumnSource, MediaRowDetail, Verdict, Viewpoint } from '../../contract/rpc/inspection.ts';
import { Icon } from '../ui/Icon.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { RowThumbnail } from './RowThumbnail.tsx';
import { useRowDetail } from './useLibrary.ts';

const SOURCES: Readonly<Record<ColumnSource, string>> = {
  file: 'file attributes',
  path: 'path',
  exif: 'EXIF',
  decoder: 'decoder',
  xmp: 'XMP',
  container: 'container',
  app: 'app',
  user: 'user',
  provider: 'provider',
  clock: 'clock',
  none: 'nothing',
};

const LAYERS: Readonly<Record<MediaRowDetail['file']['layer'], string>> = {
  folder: 'In your folder',
  device: 'In the device’s own layer: your folder does not have this version',
  missing: 'There is no file',
};

type RowDetailProps = Readonly<{ id: number; viewpoint: Viewpoint; onClose: () => void }>;

/** One row: what the app sees of it, every column and where it came from, its file, and who else may see it. */
export function RowDetail({ id, viewpoint, onClose }: RowDetailProps) {
  const { answer: detail, problem } = useRowDetail(id, viewpoint);
  const root = useRef<HTMLElement>(null);
  useLayoutEffect(() => root.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <article ref={root} className="library-detail" aria-label={`Row ${id}`} tabIndex={-1} onKeyDown={onKeyDown}>
      <header className="library-detail-header">
        <h3>
          <bdi>{detail?.row.displayName ?? `Row ${id}`}</bdi>
        </h3>
        <button type="button" className="button" data-kind="text" onClick={onClose}>
          Close
        </button>
      </header>
      {problem !== null && (
        <p className="card-problem" role="alert">
          <Icon name="warning" size={18} /> {problem}
        </p>
      )}
      <ProgressBar label="Reading the row" busy={detail === null && problem === null} />
      {detail !== null && <Sections detail={detail} viewpoint={viewpoint} />}
    </article>
  );
}

type DetailProps = Readonly<{ detail: MediaRowDetail; viewpoint: Viewpoint }>;

function Sections({ detail, viewpoint }: DetailProps) {
  const { columns, facts, problem } = detail;
  return (
    <>
      <Seen detail={detail} viewpoint={viewpoint} />
      <Access detail={detail} />
      <Section title="In the file">
        {problem !== null && (
          <p className="card-problem">
            <Icon name="warning" size={18} /> {problem}
          </p>
        )}
        {facts.length === 0 && <p className="muted">The media process reads nothing in it.</p>}
        <Facts facts={facts.map(({ group, name, value }) => [`${group} ${name}`, value])} />
      </Section>
      <Section title={`Columns (${columns.length})`}>
        <Columns columns={columns} />
      </Section>
    </>
  );
}

/** What the app sees of it, and the others. */
function Seen({ detail: { row, uri, apps }, viewpoint }: DetailProps) {
  const others = apps.filter(({ packageName }) => packageName !== viewpoint.packageName);
  return (
    <>
      <div className="library-summary">
        <span className="library-picture">
          <RowThumbnail row={row} size={160} />
        </span>
        <div>
          <p className="app-package">{uri}</p>
          <VerdictText verdict={row} who={viewpoint.packageName ?? 'the provider'} />
        </div>
      </div>
      <Section title="Other apps">
        {others.length === 0 && <p className="muted">No other app is installed.</p>}
        <ul className="library-apps">
          {others.map((app) => (
            <li key={app.packageName}>
              <VerdictText verdict={app} who={app.packageName} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

/** Where its bytes are, and who was given them. */
function Access({ detail: { row, file, grants, uriPermissions } }: Pick<DetailProps, 'detail'>) {
  return (
    <>
      <Section title="File">
        <Facts
          facts={[
            ['On the device', row.data],
            ['On this computer', file.path ?? 'nowhere'],
            ['Layer', LAYERS[file.layer]],
          ]}
        />
      </Section>
      <Section title="Selected for">
        {grants.length === 0 && <p className="muted">No app: nobody selected it.</p>}
        <Facts facts={grants.map(({ packageName, generation }) => [packageName, `generation ${generation}`])} />
      </Section>
      <Section title="URI permissions">
        {uriPermissions.length === 0 && <p className="muted">None.</p>}
        <Facts
          facts={uriPermissions.map((one) => [
            one.packageName,
            `${one.mayWrite ? 'read and write' : 'read'}: ${one.uri}`,
          ])}
        />
      </Section>
    </>
  );
}

function Section({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  return (
    <section className="library-section" aria-label={title}>
      <h4>{title}</h4>
      {children}
    </section>
  );
}

function Facts({ facts }: Readonly<{ facts: readonly (readonly [string, string])[] }>) {
  if (facts.length === 0) return null;
  return (
    <dl className="library-facts">
      {facts.map(([name, value]) => (
        <div key={`${name} ${value}`}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function VerdictText({ verdict: { visible, reasons }, who }: Readonly<{ verdict: Verdict; who: string }>) {
  return (
    <div className="library-reasons" data-visible={visible}>
      <b className="verdict-word">
        <Icon name={visible ? 'check' : 'close'} size={16} />
        <span>
          {visible ? 'Visible to ' : 'Hidden from '}
          <bdi>{who}</bdi>
        </span>
      </b>
      <ul>
        {reasons.map(({ code, text }) => (
          <li key={`${code} ${text}`}>
            <bdi>{text}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Columns({ columns }: Pick<MediaRowDetail, 'columns'>) {
  return (
    <table className="permissions library-columns">
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Value</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ name, value, source, why }) => (
          <tr key={name} data-column={name}>
            <th scope="row">{name}</th>
            <td className={value === null ? 'muted' : undefined}>{value ?? 'null'}</td>
            <td>
              <b className="column-source">{SOURCES[source]}</b>
              <small>
                {' '}
                <bdi>{why}</bdi>
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
