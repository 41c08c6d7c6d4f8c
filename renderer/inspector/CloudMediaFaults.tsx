import { useState } from 'react';
import type {
  CloudMediaChange,
  CloudMediaFault,
  CloudMediaOperation,
  CloudMediaState,
} from '../../contract/rpc/cloudMediaApi.ts';
import { MEDIA_FAULT_KINDS, MEDIA_OPERATIONS, mediaFaultText } from './cloudMediaWords.ts';
import { FaultChoice, FaultLimits, FaultList } from './FaultList.tsx';
import { Question } from './Question.tsx';

type CloudMediaFaultsProps = Readonly<{ state: CloudMediaState; onSet: (change: CloudMediaChange) => void }>;

/** What goes wrong in the cloud of photos. */
export function CloudMediaFaults({ state: { faults, seed }, onSet }: CloudMediaFaultsProps) {
  const adding = <AddFault onAdd={(fault) => onSet({ faults: [...faults, fault] })} />;
  return <FaultList label="Faults of cloud media" textOf={mediaFaultText} {...{ faults, seed, adding, onSet }} />;
}

const FIRST: CloudMediaFault = {
  ...{ operations: ['open'], kind: 'fail', at: 'before' },
  ...{ probability: 1, times: 1, document: null },
};

function AddFault({ onAdd }: Readonly<{ onAdd: (fault: CloudMediaFault) => void }>) {
  const [fault, setFault] = useState(FIRST);
  const change = (part: Partial<CloudMediaFault>) => setFault({ ...fault, ...part });
  return (
    <Question
      opens="Add a fault…"
      title="Something goes wrong"
      agrees="Add"
      onOpen={() => setFault(FIRST)}
      onAgree={() => onAdd(fault)}
    >
      <p>{`${mediaFaultText(fault)}.`}</p>
      <FaultChoice
        label="What"
        words={{ all: 'everything', ...MEDIA_OPERATIONS }}
        value={fault.operations === 'all' ? 'all' : (fault.operations[0] ?? 'all')}
        onChoose={(value) => change({ operations: value === 'all' ? 'all' : [value as CloudMediaOperation] })}
      />
      <FaultChoice
        label="What it does"
        words={MEDIA_FAULT_KINDS}
        value={fault.kind}
        onChoose={(kind) => change({ kind: kind as CloudMediaFault['kind'] })}
      />
      <FaultLimits fault={fault} itemLabel="Only the item with this id; empty for any" onChange={change} />
    </Question>
  );
}
