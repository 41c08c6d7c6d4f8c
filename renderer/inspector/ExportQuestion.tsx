import { useState } from 'react';
import type { VolumeState } from '../../contract/rpc/deviceApi.ts';
import { Field } from './Field.tsx';
import { Question } from './Question.tsx';
import { useOrder } from './useCommands.ts';

type ExportQuestionProps = Readonly<{
  volume: VolumeState;
  disabled: boolean;
  /** Told where it is, in a sentence. */
  onExported: (sentence: string) => void;
}>;

/** Asks where a copy of the changes goes. */
export function ExportQuestion({ volume, disabled, onExported }: ExportQuestionProps) {
  const order = useOrder();
  const [target, setTarget] = useState('');
  const exportTo = () =>
    order(async (tester) => {
      await tester.exportChanges(volume.id, target);
      onExported(`The changes are copied to ${target}.`);
    });
  return (
    <Question opens="Export…" title="Copy the changes" agrees="Copy" disabled={disabled} onAgree={exportTo}>
      <p>Created and changed files are copied by their paths, with a list of all changes in changes.json.</p>
      <Field label="To a new or empty folder, its full path">
        <input
          type="text"
          required
          spellCheck={false}
          autoComplete="off"
          placeholder="/home/me/changes"
          value={target}
          onChange={({ target: { value } }) => setTarget(value)}
        />
      </Field>
    </Question>
  );
}
