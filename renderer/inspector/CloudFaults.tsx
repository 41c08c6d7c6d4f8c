import { useState } from 'react';
import type {
  CloudChange,
  CloudFault,
  CloudOperation,
  CloudState,
  FaultPoint,
} from '../../contract/rpc/documentsApi.ts';
import { Field } from './Field.tsx';
import { NumberField } from './NumberField.tsx';
import { FAULT_KINDS, FAULT_POINTS, faultText, OPERATIONS } from './providerWords.ts';
import { Question } from './Question.tsx';

type CloudFaultsProps = Readonly<{ cloud: CloudState; onSet: (change: CloudChange) => void }>;

/** What goes wrong in the cloud: the same seed and the same calls give the same faults. */
export function CloudFaults({ cloud, onSet }: CloudFaultsProps) {
  const { faults, seed } = cloud;
  return (
    <section aria-label="Faults">
      <header className="card-header">
        <h3>Faults</h3>
        <AddFault onAdd={(fault) => onSet({ faults: [...faults, fault] })} />
      </header>
      {faults.length === 0 && <p className="muted">Everything works.</p>}
      <ul className="cloud-faults">
        {faults.map((fault, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two faults may be the same.
          <li key={`${faultText(fault)} ${index}`}>
            <span>{faultText(fault)}</span>
            <button
              type="button"
              className="button"
              aria-label={`Remove: ${faultText(fault)}`}
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

const FIRST: CloudFault = {
  ...{ operations: ['children'], kind: 'fail', at: 'before' },
  ...{ probability: 1, times: 1, document: null },
};

function AddFault({ onAdd }: Readonly<{ onAdd: (fault: CloudFault) => void }>) {
  const [fault, setFault] = useState(FIRST);
  const change = (part: Partial<CloudFault>) => setFault({ ...fault, ...part });
  return (
    <Question
      opens="Add a fault…"
      title="Something goes wrong"
      agrees="Add"
      onOpen={() => setFault(FIRST)}
      onAgree={() => onAdd(fault)}
    >
      <p>{faultText(fault)}.</p>
      <Field label="Operation">
        <select
          value={fault.operations === 'all' ? 'all' : (fault.operations[0] ?? 'all')}
          onChange={({ target }) =>
            change({ operations: target.value === 'all' ? 'all' : [target.value as CloudOperation] })
          }
        >
          <option value="all">Every operation</option>
          {OPERATIONS.map((operation) => (
            <option key={operation}>{operation}</option>
          ))}
        </select>
      </Field>
      <Choice
        label="What it does"
        words={FAULT_KINDS}
        value={fault.kind}
        onChoose={(kind) => change({ kind: kind as CloudFault['kind'] })}
      />
      <Choice label="When" words={FAULT_POINTS} value={fault.at} onChoose={(at) => change({ at: at as FaultPoint })} />
      <FaultLimits fault={fault} onChange={change} />
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

type FaultLimitsProps = Readonly<{ fault: CloudFault; onChange: (part: Partial<CloudFault>) => void }>;

function FaultLimits({ fault, onChange }: FaultLimitsProps) {
  const { probability, times, document } = fault;
  return (
    <>
      <Field label="In how many of 100 calls">
        <input
          type="number"
          min="0"
          max="100"
          step="1"
          value={Math.round(probability * 100)}
          onChange={({ target }) => onChange({ probability: Math.min(100, Math.max(0, Number(target.value))) / 100 })}
        />
      </Field>
      <Field label="How many times; empty for always">
        <input
          type="number"
          min="1"
          step="1"
          value={times ?? ''}
          onChange={({ target }) => onChange({ times: target.value === '' ? null : Math.max(1, Number(target.value)) })}
        />
      </Field>
      <Field label="Only the document with this name or id; empty for any">
        <input
          type="text"
          value={document ?? ''}
          onChange={({ target }) => onChange({ document: target.value === '' ? null : target.value })}
        />
      </Field>
    </>
  );
}
