import { useState } from 'react';
import type { VolumeState } from '../../contract/rpc/deviceApi.ts';
import type { VolumeChanges } from '../../contract/rpc/volumeChanges.ts';
import { Question } from './Question.tsx';
import { appliedText, counted } from './useChanges.ts';
import { useOrder } from './useCommands.ts';

type ApplyQuestionProps = Readonly<{
  volume: VolumeState;
  changes: VolumeChanges;
  disabled: boolean;
  /** Told what was done, in a sentence. */
  onApplied: (sentence: string) => void;
}>;

/** Asks before the user's own folder is changed, by its name. */
export function ApplyQuestion({ volume, changes, disabled, onApplied }: ApplyQuestionProps) {
  const order = useOrder();
  const [overwriteConflicts, setOverwrite] = useState(false);
  const { folder } = volume;
  const apply = () =>
    order(async (tester) =>
      onApplied(appliedText(await tester.applyChanges(volume.id, { folder, overwriteConflicts }), folder)),
    );
  return (
    <Question
      opens="Apply to the folder…"
      title="Change your own folder?"
      agrees="Change the folder"
      isDanger
      disabled={disabled}
      onOpen={() => setOverwrite(false)}
      onAgree={apply}
    >
      <p>
        {whatHappens(changes)} in <bdi className="question-folder">{folder}</bdi> itself. This cannot be undone.{' '}
        {leftOut(changes, overwriteConflicts)}All apps are stopped.
      </p>
      {changes.conflicts > 0 && (
        <label className="question-option">
          <input type="checkbox" checked={overwriteConflicts} onChange={({ target }) => setOverwrite(target.checked)} />
          {`Overwrite files that were changed in the folder meanwhile, too (${counted(changes.conflicts, 'conflict')})`}
        </label>
      )}
    </Question>
  );
}

function whatHappens({ created, changed, deleted }: VolumeChanges): string {
  const parts = [
    created > 0 ? `${created.toLocaleString()} created` : '',
    changed > 0 ? `${changed.toLocaleString()} overwritten` : '',
    deleted > 0 ? `${deleted.toLocaleString()} deleted` : '',
  ];
  return `Files and folders are changed (${parts.filter((part) => part !== '').join(', ')})`;
}

function leftOut({ conflicts }: VolumeChanges, isOverwriting: boolean): string {
  return conflicts === 0 || isOverwriting ? '' : `${counted(conflicts, 'conflict')} of these stay on the device. `;
}
