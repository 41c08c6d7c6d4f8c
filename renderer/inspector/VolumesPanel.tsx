import { useState } from 'react';
import type { DeviceApi, NewVolume, RemovableKind, VolumeState } from '../../contract/rpc/deviceApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { Field } from './Field.tsx';
import { FolderField } from './FolderField.tsx';
import { Question } from './Question.tsx';
import { useOrder } from './useCommands.ts';
import { bytesText, isInUse, quotaOf, spaceText, VOLUME_STATES, writeText } from './volumeWords.ts';
import { WriteThroughQuestion } from './WriteThroughQuestion.tsx';

/** Every volume the device knows: how much is free on it, and all that can happen to one. */
export function VolumesPanel({ volumes }: Readonly<{ volumes: readonly VolumeState[] }>) {
  return (
    <section className="card" aria-label="Volumes">
      <header className="card-header">
        <h2>Volumes</h2>
        <MountQuestion />
      </header>
      <ul className="volume-list">
        {volumes.map((volume) => (
          <VolumeItem key={volume.id} volume={volume} />
        ))}
      </ul>
    </section>
  );
}

function VolumeItem({ volume }: Readonly<{ volume: VolumeState }>) {
  const { id, description, state, folder, problem, readOnly } = volume;
  const facts = [id, spaceText(volume), writeText(volume), readOnly ? 'read-only' : null];
  return (
    <li className="volume">
      <header className="card-header">
        <h3>{description}</h3>
        <span className="pill" data-state={state} role="status">
          <span className="visually-hidden">{`${description}: `}</span>
          {VOLUME_STATES[state]}
        </span>
      </header>
      <p className="muted">{facts.filter((fact) => fact !== null).join(' · ')}</p>
      {!isInUse(volume) && (
        <p className="folder-path" title={folder}>
          <Icon name="folder" size={18} /> <bdi>{folder}</bdi>
        </p>
      )}
      {!isInUse(volume) && problem !== null && (
        <p className="card-problem" role="alert">
          <Icon name="warning" size={18} /> {problem}
        </p>
      )}
      <VolumeButtons volume={volume} />
    </li>
  );
}

function VolumeButtons({ volume }: Readonly<{ volume: VolumeState }>) {
  const order = useOrder();
  const { id, kind, folder, description, readOnly, state } = volume;
  // Mounting a folder that went and came back is what brings its volume back; a reboot brings back what is built in.
  const canMount = !isInUse(volume) || (state === 'missing' && kind !== 'primary');
  // What is built in stays that, whatever its folder is put in as.
  const as = kind === 'primary' ? 'sd' : kind;
  const known = { folder, kind: as, description } as const;
  const mount = () => order((tester) => tester.mountVolume(known));
  const [asked, setAsked] = useState<NewVolume | null>(null);
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons are no fields of a form.
    <div className="buttons" role="group" aria-label={`${description}, ${id}`}>
      {/* One button with two names: whoever uses the keyboard stays where they are. */}
      <button
        type="button"
        className="button"
        onClick={() => (canMount ? mount() : order((tester) => tester.unmountVolume(id)))}
      >
        {canMount ? 'Mount' : 'Unmount'}
      </button>
      <button type="button" className="button" aria-disabled={!canMount} onClick={() => canMount && setAsked(known)}>
        Mount write-through…
      </button>
      <WriteThroughQuestion asked={asked} onAnswered={() => setAsked(null)} />
      {kind !== 'primary' && (
        <>
          <WhileInUse volume={volume} name="Eject" run={(tester) => tester.ejectVolume(id)} />
          <WhileInUse volume={volume} name="Remove" run={(tester) => tester.removeVolume(id)} />
        </>
      )}
      <SizeQuestion volume={volume} />
      <label className="journal-option">
        <input
          type="checkbox"
          checked={readOnly}
          onChange={({ target }) => order((tester) => tester.setVolume(id, { readOnly: target.checked }))}
        />
        Read-only
      </label>
    </div>
  );
}

type WhileInUseProps = Readonly<{ volume: VolumeState; name: string; run: (tester: DeviceApi) => Promise<void> }>;

/** Stays in its place when it cannot be used, so that the focus does. */
function WhileInUse({ volume, name, run }: WhileInUseProps) {
  const order = useOrder();
  const isUseless = !isInUse(volume);
  return (
    <button type="button" className="button" aria-disabled={isUseless} onClick={() => !isUseless && order(run)}>
      {name}
    </button>
  );
}

function SizeQuestion({ volume }: Readonly<{ volume: VolumeState }>) {
  const order = useOrder();
  const { id, description, quotaBytes } = volume;
  const [megabytes, setMegabytes] = useState('');
  const reset = () => setMegabytes(quotaBytes === null ? '' : String(quotaBytes / 1_000_000));
  const set = () => order((tester) => tester.setVolume(id, { quotaBytes: quotaOf(megabytes) }));
  return (
    <Question opens="Size…" title={`Size of ${description}`} agrees="Set" onOpen={reset} onAgree={set}>
      <p>
        {quotaBytes === null ? 'It has the room of the disk.' : `It holds ${bytesText(quotaBytes)}.`} What is on it
        counts; 0 makes it full.
      </p>
      <Field label="Megabytes; empty for the room of the disk">
        <input
          type="number"
          min="0"
          step="any"
          value={megabytes}
          onChange={({ target }) => setMegabytes(target.value)}
        />
      </Field>
    </Question>
  );
}

function MountQuestion() {
  const order = useOrder();
  const [folder, setFolder] = useState('');
  const [kind, setKind] = useState<RemovableKind>('sd');
  const [name, setName] = useState('');
  const [writeThrough, setWriteThrough] = useState(false);
  const [asked, setAsked] = useState<NewVolume | null>(null);
  const description = name.trim() === '' ? undefined : name.trim();
  const mount = () => {
    const volume = { folder: folder.trim(), kind, ...(description && { description }) };
    if (writeThrough) setAsked(volume);
    else order((tester) => tester.mountVolume(volume));
  };
  return (
    <>
      <Question
        opens="Mount…"
        title="Mount a folder"
        agrees="Mount"
        onOpen={() => setWriteThrough(false)}
        onAgree={mount}
      >
        <p>It is only read; what apps change on it stays in the device's home, unless it is written through.</p>
        <FolderField folder={folder} onChange={setFolder} />
        <Field label="Put in as">
          <select value={kind} onChange={({ target }) => setKind(target.value === 'usb' ? 'usb' : 'sd')}>
            <option value="sd">SD card</option>
            <option value="usb">USB drive</option>
          </select>
        </Field>
        <Field label="Name, if it has one">
          <input type="text" maxLength={100} value={name} onChange={({ target }) => setName(target.value)} />
        </Field>
        <label className="question-option">
          <input type="checkbox" checked={writeThrough} onChange={({ target }) => setWriteThrough(target.checked)} />
          Write-through: apps change the real files (asks once more)
        </label>
      </Question>
      <WriteThroughQuestion asked={asked} onAnswered={() => setAsked(null)} />
    </>
  );
}
