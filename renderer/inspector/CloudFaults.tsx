import { useState } from 'react';
import type {
  CloudChange,
  CloudFault,
  CloudOperation,
  CloudState,
  FaultPoint,
} from '../../contract/rpc/documentsApi.ts';
import { FaultChoice, FaultLimits, FaultList } from './FaultList.tsx';
import { Field } from './Field.tsx';
import { FAULT_KINDS, FAULT_POINTS, faultText, OPERATIONS } from './providerWords.ts';
import { Question } from './Question.tsx';

type CloudFaultsProps = Readonly<{ cloud: CloudState; onSet: (change: CloudChange) => void }>;

/** What goes wrong in the cloud of documents. */
export function CloudFaults({ cloud: { faults, seed }, onSet }: CloudFaultsProps) {
  const adding = <AddFault onAdd={(fault) => onSet({ faults: [...faults, fault] })} />;
  return <FaultList label="Faults" textOf={faultText} {...{ faults, seed, adding, onSet }} />;
}

const FIRST: CloudFault = {
  ...{ operations: ['children'], kind: 'fail', at: 'before' },
  ...{ probability: 1, times: 1, document: null },
};

const WHAT = { all: 'Every operation', ...Object.fromEntries(OPERATIONS.map((operation) => [operation, operation])) };

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
      <FaultChoice
        label="Operation"
        words={WHAT}
        value={fault.operations === 'all' ? 'all' : (fault.operations[0] ?? 'all')}
        onChoose={(value) => change({ operations: value === 'all' ? 'all' : [value as CloudOperation] })}
      />
      <FaultChoice
        label="What it does"
        words={FAULT_KINDS}
        value={fault.kind}
        onChoose={(kind) => change({ kind: kind as CloudFault['kind'] })}
      />
      <FaultChoice
        label="When"
        words={FAULT_POINTS}
        value={fault.at}
        onChoose={(at) => change({ at: at as FaultPoint })}
      />
      <Probability probability={fault.probability} onChange={change} />
      <FaultLimits fault={fault} itemLabel="Only the document with this name or id; empty for any" onChange={change} />
    </Question>
  );
}

type ProbabilityProps = Pick<CloudFault, 'probability'> &
  Readonly<{ onChange: (part: Pick<CloudFault, 'probability'>) => void }>;

function Probability({ probability, onChange }: ProbabilityProps) {
  return (
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
  );
}
