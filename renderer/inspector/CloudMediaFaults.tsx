import { useState } from 'react';
import type {
  CloudMediaChange,
  CloudMediaFault,
  CloudMediaOperation,
  CloudMediaState,
} from '../../contract/rpc/cloudMediaApi.ts';
import { MEDIA_FAULT_KINDS, MEDIA_OPERATIONS, mediaFaultText } from './cloudMediaWords.ts';
import { Field } from './Field.tsx';
import { NumberField } from './NumberField.tsx';
import { Question } from './Question.tsx';

type CloudMediaFaultsProps = Readonly<{ state: CloudMediaState; onSet: (change: CloudMediaChange) => void }>;

/** What goes wrong in the cloud of photos: the same seed and the same calls give the same faults. */
export function CloudMediaFaults({ state: { faults, seed }, onSet }: CloudMediaFaultsProps) {
  return (
    <section aria-label="Faults of cloud media">
      <header className="card-header">
        <h3>Faults</h3>
        <AddFault onAdd={(fault) => onSet({ faults: [...faults, fault] })} />
      </header>
      {faults.length === 0 && <p className="muted">Everything works.</p>}
      <ul className="cloud-faults">
        {faults.map((fault, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two faults may be the same.
          <li key={`${mediaFaultText(fault)} ${index}`}>
            <span>{mediaFaultText(fault)}</span>
            <button
              type="button"
              className="button"
              aria-label={`Remove: ${mediaFaultText(fault)}`}
              onClick={() => onSet({ faults: faults.filter((_, at) => at !== index) })}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <NumberField label="Seed" value={seed} min={0} onSet={(value) => onSet({ seed: value })} />
    </section>
  );
}

const FIRST: CloudMediaFault = {
  ...{ operations: ['open'], kind: 'fail', at: 'before' },
  ...{ probability: 1, times: 1, document: null },
};

function AddFault({ onAdd }: Readonly<{ onAdd: (fault: CloudMediaFault) => void }>) {
  const [fault, setFault] = useState(FIRST);
  const change = (part: Partial<CloudMediaFault>) => setFault({ ...fault, ...part });
  const operation = fault.operations === 'all' ? 'all' : (fault.operations[0] ?? 'all');
  const chooseOperation = (value: string) =>
    change({ operations: value === 'all' ? 'all' : [value as CloudMediaOperation] });
  return (
    <Question
      opens="Add a fault…"
      title="Something goes wrong"
      agrees="Add"
      onOpen={() => setFault(FIRST)}
      onAgree={() => onAdd(fault)}
    >
      <p>{`${mediaFaultText(fault)}.`}</p>
      <Choice
        label="What"
        words={{ all: 'everything', ...MEDIA_OPERATIONS }}
        value={operation}
        onChoose={chooseOperation}
      />
      <Choice
        label="What it does"
        words={MEDIA_FAULT_KINDS}
        value={fault.kind}
        onChoose={(kind) => change({ kind: kind as CloudMediaFault['kind'] })}
      />
      <Field label="How many times; empty for always">
        <input
          type="number"
          min="1"
          step="1"
          value={fault.times ?? ''}
          onChange={({ target }) => change({ times: target.value === '' ? null : Math.max(1, Number(target.value)) })}
        />
      </Field>
      <Field label="Only the item with this id; empty for any">
        <input
          type="text"
          value={fault.document ?? ''}
          onChange={({ target }) => change({ document: target.value === '' ? null : target.value })}
        />
      </Field>
    </Question>
  );
}

type ChoiceProps = Readonly<{
  label: string;
  words: Readonly<Record<string, string>>;
  value: string;
  onChoose: (value: string) => void;
}>;

function Choice({ label, words, value, onChoose }: ChoiceProps) {
  return (
    <Field label={label}>
      <select value={value} onChange={({ target }) => onChoose(target.value)}>
        {Object.entries(words).map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}
