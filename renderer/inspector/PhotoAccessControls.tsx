import { useId, useState } from 'react';
import type { PackageState, PhotoAccess } from '../../contract/rpc/deviceApi.ts';
import { openSettings } from '../settings/settingsTask.ts';
import { Field } from './Field.tsx';
import { photoAccessIds } from './photoAccessIds.ts';
import { useOrder } from './useCommands.ts';

const ACCESSES: readonly (readonly [Exclude<PhotoAccess, 'limited'>, string])[] = [
  ['full', 'Full'],
  ['denied', 'Denied'],
  ['fixed', 'Denied for good'],
  ['reset', 'Reset'],
];
const READ_MEDIA_VISUAL = 'android.permission-group.READ_MEDIA_VISUAL';

/** Puts an app's photo access into a state at once, without a dialog. */
export function PhotoAccessControls({ app }: Readonly<{ app: PackageState }>) {
  const order = useOrder();
  const { packageName } = app.manifest;
  return (
    <fieldset className="photo-access">
      <legend>Photo access</legend>
      <div className="buttons">
        {ACCESSES.map(([access, label]) => (
          <button
            key={access}
            type="button"
            className="button"
            data-kind="outlined"
            onClick={() => order((tester) => tester.setPhotoAccess(packageName, access))}
          >
            {label}
          </button>
        ))}
      </div>
      <LimitedAccess packageName={packageName} />
    </fieldset>
  );
}

function LimitedAccess({ packageName }: Readonly<{ packageName: string }>) {
  const order = useOrder();
  const problemId = useId();
  const [text, setText] = useState('');
  const ids = photoAccessIds(text);
  const limit = async () => order((tester) => tester.setPhotoAccess(packageName, 'limited', ids ?? []));
  return (
    <form
      className="photo-access-limited"
      onSubmit={(event) => {
        event.preventDefault();
        if (ids !== null) void limit();
      }}
    >
      <Field label="Selected items, by _id">
        <input
          value={text}
          placeholder="12, 15, 18"
          inputMode="numeric"
          aria-invalid={ids === null}
          aria-describedby={problemId}
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      <button type="submit" className="button" data-kind="outlined" disabled={ids === null}>
        Limited
      </button>
      <button
        type="button"
        className="button"
        data-kind="outlined"
        disabled={ids === null}
        onClick={() => {
          void limit();
          openSettings({ kind: 'permission', packageName, group: READ_MEDIA_VISUAL });
        }}
      >
        Choose on the device
      </button>
      <p id={problemId} className="photo-access-problem">
        {ids === null && 'Ids are whole numbers, separated by commas.'}
      </p>
    </form>
  );
}
