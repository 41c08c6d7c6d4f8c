import { useState } from 'react';
import type { VolumeState } from '../../contract/rpc/deviceApi.ts';
import type { VolumeChange, VolumeChanges } from '../../contract/rpc/volumeChanges.ts';
import { Icon } from '../ui/Icon.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { ApplyQuestion } from './ApplyQuestion.tsx';
import { ExportQuestion } from './ExportQuestion.tsx';
import { Question } from './Question.tsx';
import { counted, useChanges } from './useChanges.ts';
import { useOrder } from './useCommands.ts';
import { bytesText } from './volumeWords.ts';

const KINDS = { created: 'Created', changed: 'Changed', deleted: 'Deleted' } as const;

/** What the device has changed on a volume, and has not in the user's folder. */
export function ChangesPanel({ volume, isWorking }: Readonly<{ volume: VolumeState; isWorking: boolean }>) {
  const { changes, problem, isLooking, look } = useChanges(volume.id);
  const [told, setTold] = useState<string | null>(null);
  const done = (sentence: string) => {
    setTold(sentence);
    void look();
  };
  const count = changes === null ? 0 : changes.created + changes.changed + changes.deleted;
  return (
    <section className="card changes" aria-label={`Changes on ${volume.volumeName}`}>
      <header className="card-header">
        <h2>{`Changes on ${volume.description}`}</h2>
        <button type="button" className="button" disabled={isLooking} onClick={() => void look()}>
          Look again
        </button>
      </header>
      <p className="folder-path" title={volume.folder}>
        <Icon name="folder" size={18} /> <bdi>{volume.folder}</bdi>
      </p>
      <ProgressBar label={`Looking for changes on ${volume.volumeName}`} busy={isLooking} />
      {problem !== null && (
        <p className="card-problem" role="alert">
          <Icon name="warning" size={18} /> {problem}
        </p>
      )}
      {changes !== null && <p className="changes-summary">{summary(changes)}</p>}
      <p className="muted" role="status">
        {told}
      </p>
      {changes !== null && count > 0 && (
        <>
          <ChangeList changes={changes} count={count} />
          <div className="buttons">
            <ExportQuestion volume={volume} disabled={isWorking} onExported={setTold} />
            <DropQuestion volume={volume} changes={changes} disabled={isWorking} onDropped={done} />
            <ApplyQuestion volume={volume} changes={changes} disabled={isWorking} onApplied={done} />
          </div>
        </>
      )}
    </section>
  );
}

function ChangeList({ changes, count }: Readonly<{ changes: VolumeChanges; count: number }>) {
  const { entries, folder } = changes;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <ul className="change-list" aria-label={`Changes above ${folder}`} tabIndex={0}>
        {entries.map((change) => (
          <ChangeRow key={`${change.kind} ${change.path}`} change={change} />
        ))}
      </ul>
      {count > entries.length && (
        <p className="muted">{`${counted(count - entries.length, 'more change')} not listed.`}</p>
      )}
    </>
  );
}

function ChangeRow({ change: { kind, path, isDirectory, size, conflict } }: Readonly<{ change: VolumeChange }>) {
  return (
    <li>
      <span className="change-kind" data-kind={kind}>
        {KINDS[kind]}
      </span>
      <bdi className="change-path">{isDirectory ? `${path}/` : path}</bdi>
      <span className="muted">{isDirectory ? 'folder' : bytesText(size)}</span>
      {conflict !== null && (
        <span className="change-conflict">
          <Icon name="warning" size={16} /> {conflict}
        </span>
      )}
    </li>
  );
}

type DropQuestionProps = Readonly<{
  volume: VolumeState;
  changes: VolumeChanges;
  disabled: boolean;
  onDropped: (sentence: string) => void;
}>;

function DropQuestion({ volume, changes, disabled, onDropped }: DropQuestionProps) {
  const order = useOrder();
  const drop = () =>
    order(async (tester) => {
      await tester.dropChanges(volume.id);
      onDropped('The changes are forgotten.');
    });
  return (
    <Question
      opens="Drop…"
      title="Forget these changes?"
      agrees="Forget them"
      isDanger
      disabled={disabled}
      onAgree={drop}
    >
      <p>
        {`What apps wrote (${bytesText(changes.bytes)}) is deleted from the device, and what they changed or deleted is shown as it is in `}
        <bdi>{volume.folder}</bdi>. That folder is not touched. All apps are stopped. This cannot be undone.
      </p>
    </Question>
  );
}

function summary({ created, changed, deleted, conflicts, bytes }: VolumeChanges): string {
  if (created + changed + deleted === 0) return 'The device shows this folder as it is.';
  const parts = [
    created > 0 ? `${created.toLocaleString()} created` : '',
    changed > 0 ? `${changed.toLocaleString()} changed` : '',
    deleted > 0 ? `${deleted.toLocaleString()} deleted` : '',
    conflicts > 0 ? counted(conflicts, 'conflict') : '',
  ];
  return `${parts.filter((part) => part !== '').join(', ')}. ${bytesText(bytes)} on the device; the folder has none of it.`;
}
