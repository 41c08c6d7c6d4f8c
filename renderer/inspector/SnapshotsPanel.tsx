import { type FormEvent, useCallback, useEffect, useState } from 'react';
import type { Snapshot } from '../../contract/rpc/volumeChanges.ts';
import { expectRestart, useDevice } from '../deviceStore.ts';
import { Field } from './Field.tsx';
import { Question } from './Question.tsx';
import { counted } from './useChanges.ts';
import { useOrder } from './useCommands.ts';
import { bytesText } from './volumeWords.ts';

/** The states of the device that were saved, and a way to save another. */
export function SnapshotsPanel({ isWorking }: Readonly<{ isWorking: boolean }>) {
  const order = useOrder();
  const { snapshots, look } = useSnapshots(isWorking);
  const [name, setName] = useState('');
  const [told, setTold] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    order(async (tester) => {
      await tester.saveSnapshot(name);
      setTold(`The snapshot ${name} is saved.`);
      // Who has begun to write the next one goes on.
      setName((written) => (written === name ? '' : written));
      await look();
    });
  };
  return (
    <section className="card changes" aria-label="Snapshots">
      <h2>Snapshots</h2>
      <p className="muted">
        A snapshot has what is on the device: changes above the folders, the media database, apps, permissions,
        selections, the clock. Your folders themselves are not in it, nor what apps wrote straight into one.
      </p>
      <form className="snapshot-save" onSubmit={save}>
        <Field label="Name">
          <input
            type="text"
            required
            maxLength={60}
            autoComplete="off"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </Field>
        <button type="submit" className="button" disabled={isWorking}>
          Save
        </button>
      </form>
      <p className="muted" role="status">
        {told}
      </p>
      {snapshots.length > 0 && (
        <ul className="snapshot-list" aria-label="Saved snapshots">
          {snapshots.map((snapshot) => (
            <SnapshotRow
              key={snapshot.name}
              snapshot={snapshot}
              disabled={isWorking}
              onDeleted={() => {
                setTold(`The snapshot ${snapshot.name} is deleted.`);
                void look();
              }}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

type SnapshotRowProps = Readonly<{ snapshot: Snapshot; disabled: boolean; onDeleted: () => void }>;

function SnapshotRow({ snapshot, disabled, onDeleted }: SnapshotRowProps) {
  const { name, savedAt, bytes, files, folder, writtenThrough } = snapshot;
  const order = useOrder();
  const restore = () =>
    order(async (tester) => {
      await tester.restoreSnapshot(name);
      expectRestart();
    });
  const remove = () =>
    order(async (tester) => {
      await tester.deleteSnapshot(name);
      onDeleted();
    });
  return (
    <li className="snapshot-row">
      <span>
        <b>{name}</b>
        <small>{`${new Date(savedAt).toLocaleString()}, ${counted(files, 'file')}, ${bytesText(bytes)}`}</small>
        {writtenThrough.length > 0 && (
          <small>{`Without what apps wrote straight into ${writtenThrough.join(', ')}`}</small>
        )}
      </span>
      <Question
        opens="Restore…"
        title={`Go back to ${name}?`}
        agrees="Restore"
        isDanger
        disabled={disabled}
        onAgree={restore}
      >
        <p>
          What is on the device now is lost: changes above the folders, rows, apps, permissions and selections since
          then. The device restarts. <bdi className="question-folder">{folder}</bdi> is not touched, but only read
          again; no folder is written through afterwards, until you say so again.
        </p>
      </Question>
      <Question opens="Delete…" title={`Delete ${name}?`} agrees="Delete" isDanger disabled={disabled} onAgree={remove}>
        <p>The snapshot cannot be restored afterwards. The device and your folders stay as they are.</p>
      </Question>
    </li>
  );
}

/** Asked for again whenever the device has ended some work. */
function useSnapshots(isWorking: boolean) {
  const tester = useDevice((store) => store.tester);
  const [snapshots, setSnapshots] = useState<readonly Snapshot[]>([]);
  const look = useCallback(async () => {
    // A conversation that has ended says so by itself.
    if (tester !== null) setSnapshots(await tester.snapshots().catch(() => []));
  }, [tester]);
  useEffect(() => {
    if (!isWorking) void look();
  }, [isWorking, look]);
  return { snapshots, look };
}
